"""Every report kept beside the project reads as a careful person reads it; what is no report is refused."""

import io
import json
from pathlib import Path

import pytest

from gongkai.annual.errors import NotAReport, NotReadable
from gongkai.annual.interchange import to_json, values
from gongkai.annual.model import State
from gongkai.annual.reading import read_report

SHARED = Path(__file__).parents[3] / "shared" / "reports"
TRUTHS = [
    (truth, name)
    for truth in sorted(SHARED.glob("*.truth.json"))
    for name in json.loads(truth.read_text("utf-8"))["files"]
]
# What no careful person can read either: stock figures run together with nothing to settle them, and a
# total that stands far from its row.
BEYOND_READING = {
    "pingtan_2021.txt": {
        f"table2.normative_documents.{c}" for c in ("issued", "repealed", "in_force")
    },
    "pingtan_2024.txt": {f"table2.normative_documents.{c}" for c in ("repealed", "in_force")},
    "shanghai_kewei_2024.md": {"table3.carried_out.total"},
}


@pytest.mark.shared
@pytest.mark.skipif(not TRUTHS, reason="no ../shared/reports beside the project")
@pytest.mark.parametrize(("truth", "name"), TRUTHS, ids=[name for _, name in TRUTHS])
def test_reads_a_published_report_exactly(truth, name):
    expected = json.loads(truth.read_text("utf-8"))
    report = read_report(SHARED / name)
    wanted = {str(id_): value for id_, value in values(expected).items()}
    # The sum of purchases carries its unit in the cell, and the truth keeps it as printed.
    wanted = {
        id_: int(value.removesuffix("元")) if isinstance(value, str) else value
        for id_, value in wanted.items()
    }
    for id_ in BEYOND_READING.get(name, ()):
        wanted[id_] = None
    found = {str(id_): value for id_, value in values(to_json(report)).items()}
    assert found == wanted
    assert report.form == expected["form"]
    assert report.year == expected["year"]


@pytest.mark.shared
@pytest.mark.skipif(not TRUTHS, reason="no ../shared/reports beside the project")
def test_every_cell_of_the_seed_has_its_place():
    lines = (SHARED / "zhongwei_2024.txt").read_text("utf-8").split("\n")
    for cell in read_report(SHARED / "zhongwei_2024.txt").cells.values():
        assert lines[cell.place.line - 1][cell.place.column - 1 :].startswith(cell.raw)


def test_glued_stock_figures_are_two_readings_and_so_none():
    text = ("一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n").replace(
        "情况\n三",
        "情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件693665\n三",
    )
    report = read_report(text.encode(), "a.txt")
    cell = report.cell("table2", "normative_documents", "issued")
    assert (cell.state, cell.value) == (State.AMBIGUOUS, None)
    assert "69 | 3 | 665" in cell.readings
    assert "6 | 93 | 665" in cell.readings
    doubt = next(d for d in report.doubts() if d.cell == "table2.normative_documents.issued")
    assert doubt.readings == cell.readings


def test_the_prose_may_settle_a_cut_and_is_named_for_it():
    text = (
        "一、总体情况\n本年度制发行政规范性文件69件，废止行政规范性文件3件。\n二、主动公开政府信息情况"
        "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件693665\n"
        "三、收到和处理政府信息公开申请情况\n"
    )
    report = read_report(text.encode(), "a.txt")
    cells = [
        report.cell("table2", "normative_documents", c) for c in ("issued", "repealed", "in_force")
    ]
    assert [(cell.value, cell.derived) for cell in cells] == [
        (69, ("prose",)),
        (3, ("prose",)),
        (665, ("prose",)),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("今天天气很好。\n" * 5, "这不是政府信息公开工作年度报告：全文没有提到信息公开"),
        (
            "某局2013年度信息公开工作年度报告\n一、主动公开政府信息的情况\n三、信息公开的收费及减免情况\n没有。",
            "这是2019年以前的旧式年度报告，没有统一格式的三张表，不能按现行格式读取",
        ),
        (
            "关于政府信息公开的一则消息。\n" * 5,
            "这不是现行格式的政府信息公开工作年度报告：既没有格式规定的三张表，也没有规定的各部分标题",
        ),
    ],
)
def test_refuses_what_is_no_report_and_says_why(text, reason):
    with pytest.raises(NotAReport) as caught:
        read_report(text.encode(), "a.txt")
    assert caught.value.chinese == reason


def test_reads_bytes_streams_and_paths_alike(tmp_path):
    data = "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    reports = [
        read_report(data, "a.txt"),
        read_report(io.BytesIO(data), "a.txt"),
        read_report(path),
    ]
    assert reports[0] == reports[1] == reports[2]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder / "none.txt", "没有这个文件"),
        (lambda folder: folder, "这是文件夹；整个文件夹请用 gongkai corpus"),
    ],
)
def test_says_what_is_wrong_with_a_path(tmp_path, make, reason):
    with pytest.raises(NotReadable) as caught:
        read_report(make(tmp_path))
    assert caught.value.chinese == reason
