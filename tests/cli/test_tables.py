"""The tables in the terminal: as in the form, at every width, and nothing lost."""

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from gongkai.annual.model import Cell, CellId, State
from gongkai.cli.tables import render_doubts, render_tables
from tests.annual.writers.works import ALL_STATES, make_report, number


def draw(renderable: RenderableType, width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(renderable)
    return [line.rstrip() for line in out.getvalue().split("\n")]


def test_table4_looks_as_in_the_form() -> None:
    lines = draw(render_tables(make_report()), 80)
    at = lines.index("表四  政府信息公开行政复议、行政诉讼情况")
    assert lines[at + 1 : at + 10] == [
        "┌────────────────────────┬─────────────────────────────────────────────────┐",
        "│        行政复议        │                    行政诉讼                     │",
        "├────┬────┬────┬────┬────┼────────────────────────┬────────────────────────┤",
        "│结果│结果│其他│尚未│总计│    未经复议直接起诉    │       复议后起诉       │",
        "│维持│纠正│结果│审结│    ├────┬────┬────┬────┬────┼────┬────┬────┬────┬────┤",
        "│    │    │    │    │    │结果│结果│其他│尚未│总计│结果│结果│其他│尚未│总计│",
        "│    │    │    │    │    │维持│纠正│结果│审结│    │维持│纠正│结果│审结│    │",
        "├────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┤",
        "│   0│   0│   0│   0│   0│   0│   0│   0│   0│   0│   0│   0│   0│   0│   0│",
    ]


def test_every_state_has_its_mark_and_its_legend() -> None:
    lines = draw(render_tables(make_report(cells=ALL_STATES)), 100)
    (row,) = [line for line in lines if "（一）予以公开" in line]
    assert re.split(r" *│ *", row)[3:-1] == ["空", "/", "—", "文字", "两读", "缺", "11*"]
    assert [line.split()[0] for line in lines if line.startswith(" ") and line.strip()] == [
        "*",
        "空",
        "/",
        "—",
        "文字",
        "两读",
        "缺",
    ]


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("width", [200, 100, 80, 60, 40, 20])
def test_no_line_is_wider_than_the_terminal(width: int, form: str, *, english: bool) -> None:
    report = make_report(form, cells=ALL_STATES)
    lines = draw(render_tables(report, english=english), width)
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [120, 100, 80, 50, 30])
def test_no_figure_is_lost_at_any_width(width: int) -> None:
    ids = [id_ for id_ in make_report().cells if id_.table == "table3"]
    report = make_report(cells={id_: number(4000 + n) for n, id_ in enumerate(ids)})
    shown = re.findall(r"\b4\d{3}\b", "\n".join(draw(render_tables(report), width)))
    assert sorted(map(int, shown)) == [4000 + n for n in range(len(ids))]


def test_long_figures_push_the_table_into_rows_rather_than_be_cut() -> None:
    received = CellId("table3", "received", "total")
    report = make_report(cells={received: number(10**30)})
    lines = draw(render_tables(report), 40)
    assert [line.strip() for line in lines if str(10**30) in line] == [f"总计 {10**30}"]


def test_a_hybrid_names_the_other_form() -> None:
    lines = draw(render_tables(make_report(table2_form="2019")), 100)
    assert lines[0] == "表二  主动公开政府信息情况  格式：国办公开办函〔2019〕60号"


def test_escape_sequences_do_not_reach_the_terminal() -> None:
    id_ = CellId("table3", "received", "total")
    hostile = Cell(State.TEXT, raw="\x1b[2J\x07[red]x[/red]", why="\x1b]0;x\x07", note="\x9b31m")
    report = make_report(cells={id_: hostile})
    text = "\n".join(draw(render_tables(report), 90) + draw(render_doubts(report), 90))
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text) == []
    assert "[red]x[/red]" in text


def test_doubts_are_listed_and_counted() -> None:
    assert draw(render_doubts(make_report(cells=ALL_STATES), limit=2), 200)[:4] == [
        "没有读出数字的单元格",
        "  表三 · （一）予以公开 · 自然人  空  原文此格空白，不当作 0",
        "  表三 · （一）予以公开 · 商业企业  /  原文此格是斜线，不当作 0",
        "  ……另有 4 格，--json 可看全部",
    ]


def test_no_doubts_say_nothing() -> None:
    assert draw(render_doubts(make_report()), 80) == [""]
