from __future__ import annotations

import csv
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai.annual.corpus import sinks
from gongkai.annual.corpus.columns import CELLS, FINDINGS, REPORTS, TABLES, Kind
from gongkai.annual.corpus.jobs import EngineError
from gongkai.annual.corpus.sinks import check_sink, list_outputs, open_sink, place_table
from gongkai.annual.corpus.sinks.guard import begins_formula, guard_text
from gongkai.annual.corpus.sinks.workbook import WorkbookSink

SAMPLES = {
    Kind.TEXT: ["测试局", "", None, "=1+1", "行\n行", "-", "2024", '"引号",', "\x1b[31m"],
    Kind.INTEGER: [1, 0, None, -3, 2024, 7, 8, 9, 10],
    Kind.NUMBER: [1, 0.36, None, -2.5, 0, 7, 8, 9, 10],
    Kind.FLAG: [True, False, None, True, True, True, True, True, True],
}


def sample(table):
    return [[SAMPLES[column.kind][n] for column in table.columns] for n in range(9)]


def write_samples(out):
    sink = open_sink(out)
    for table in TABLES:
        rows = sample(table)
        sink.write(table, rows[:4])
        sink.write(table, [])
        sink.write(table, rows[4:])
    sink.close()


def test_parquet_reads_back(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = tmp_path / "corpus.parquet"
    write_samples(out)
    for table in TABLES:
        read = pq.read_table(place_table(out, table))
        assert read.column_names == [column.name for column in table.columns]
        assert [list(row.values()) for row in read.to_pylist()] == sample(table)
    field = pq.read_schema(out).field("agency")
    assert field.metadata[b"description"] == b"the agency"
    assert str(field.type) == "string"


def test_parquet_row_groups_are_bounded(tmp_path, monkeypatch):
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    from gongkai.annual.corpus.sinks import parquet

    monkeypatch.setattr(parquet, "ROW_GROUP", 10)
    out = tmp_path / "corpus.parquet"
    sink = open_sink(out)
    for _ in range(7):
        sink.write(REPORTS, sample(REPORTS)[:4])
    sink.close()
    file = pq.ParquetFile(out)
    groups = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert (sum(groups), max(groups)) == (28, 10)


def test_csv_reads_back(tmp_path):
    out = tmp_path / "corpus.csv"
    write_samples(out)
    shown = {
        Kind.TEXT: ["测试局", "", "", "'=1+1", "行\n行", "-", "2024", '"引号",', "\ufffd[31m"],
        Kind.INTEGER: ["1", "0", "", "-3", "2024", "7", "8", "9", "10"],
        Kind.NUMBER: ["1", "0.36", "", "-2.5", "0", "7", "8", "9", "10"],
        Kind.FLAG: ["True", "False", "", "True", "True", "True", "True", "True", "True"],
    }
    for table in TABLES:
        with place_table(out, table).open(encoding="utf-8-sig", newline="") as file:
            heading, *rows = csv.reader(file)
        assert heading == [column.name for column in table.columns]
        assert rows == [[shown[column.kind][n] for column in table.columns] for n in range(9)]
    assert out.read_bytes()[:3] == b"\xef\xbb\xbf"  # without it Excel takes Chinese for Latin


def test_workbook_reads_back(tmp_path):
    out = tmp_path / "corpus.xlsx"
    write_samples(out)
    book = load_workbook(out)
    assert book.sheetnames == ["报告", "单元格", "问题", "列的说明"]
    text = ["测试局", None, None, "=1+1", "行\n行", "-", "2024", '"引号",', "\ufffd[31m"]
    for table in TABLES:
        heading, *rows = book[table.title].iter_rows()
        assert [cell.value for cell in heading] == [column.name for column in table.columns]
        assert [[cell.value for cell in row] for row in rows] == [
            [(text if c.kind is Kind.TEXT else SAMPLES[c.kind])[n] for c in table.columns]
            for n in range(9)
        ]
    formula = book["报告"]["A5"]
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)


def test_long_table_goes_on_in_a_further_sheet(tmp_path):
    sink = WorkbookSink(tmp_path / "corpus.xlsx", most_rows=4)
    sink.write(REPORTS, sample(REPORTS)[:2])
    sink.write(CELLS, sample(CELLS)[:1] * 7)
    sink.write(FINDINGS, sample(FINDINGS)[:2])
    sink.close()
    book = load_workbook(tmp_path / "corpus.xlsx")
    assert book.sheetnames == ["报告", "单元格", "单元格 2", "单元格 3", "问题", "列的说明"]
    heading = [column.name for column in CELLS.columns]
    parts = [list(book[name].values) for name in ("单元格", "单元格 2", "单元格 3")]
    assert [list(part[0]) for part in parts] == [heading] * 3
    assert [len(part) - 1 for part in parts] == [3, 3, 1]


def test_overlong_text_is_cut_for_a_workbook(tmp_path):
    sink = open_sink(tmp_path / "corpus.xlsx")
    row = sample(REPORTS)[0]
    row[REPORTS.position("title")] = "长" * 40_000
    sink.write(REPORTS, [row])
    sink.close()
    title = list(load_workbook(tmp_path / "corpus.xlsx")["报告"].values)[1][
        REPORTS.position("title")
    ]
    assert (len(title), title[-1]) == (32_767, "…")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_what_stood_there_stays_until_the_end(tmp_path, suffix):
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = tmp_path / f"corpus{suffix}"
    out.write_text("before", encoding="utf-8")
    sink = open_sink(out)
    sink.write(REPORTS, sample(REPORTS))
    assert out.read_text(encoding="utf-8") == "before"
    sink.abandon()
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", " =1", "＝1+1"]
)
def test_formulas(text):
    assert begins_formula(text)
    assert guard_text(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "-", "—", "-5", "+1,204.5", "-3%", "2024", "测试=1", "——", "－"]
)
def test_no_formulas(text):
    assert not begins_formula(text)
    assert guard_text(text) == text


@given(st.text())
def test_guarded_text_never_begins_a_formula(text):
    guarded = guard_text(text)
    assert not begins_formula(guarded)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in guarded)


def test_outputs_are_named(tmp_path):
    def names(suffix):
        return [path.name for path in list_outputs(tmp_path / f"a.b{suffix}")]

    assert names(".csv") == [
        "a.b.csv",
        "a.b.cells.csv",
        "a.b.findings.csv",
        "a.b.csv.part",
        "a.b.cells.csv.part",
        "a.b.findings.csv.part",
        "a.b.html",
    ]
    assert names(".xlsx") == ["a.b.xlsx", "a.b.xlsx.part", "a.b.html"]
    assert names(".html") == ["a.b.html"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("corpus.json", "不认识的输出格式 .json：可用 .parquet、.csv、.xlsx、.html"),
        ("corpus", "不认识的输出格式 corpus：可用 .parquet、.csv、.xlsx、.html"),
    ],
)
def test_unknown_output_is_refused_at_once(tmp_path, name, message):
    with pytest.raises(EngineError) as refused:
        check_sink(tmp_path / name)
    assert refused.value.chinese == message


def test_output_without_a_folder_is_refused_at_once(tmp_path):
    with pytest.raises(EngineError, match="cannot write"):
        check_sink(tmp_path / "missing" / "corpus.csv")


def test_parquet_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "gongkai.annual.corpus.sinks.parquet", raising=False)
    monkeypatch.delattr(sinks, "parquet", raising=False)
    with pytest.raises(EngineError, match=r"gongkai\[corpus\]"):
        check_sink(tmp_path / "corpus.parquet")
