"""The official layout: merged headers, groups, and every cell of the form once."""

import pytest

from gongkai.annual.forms import load_form
from gongkai.annual.model import CellId
from gongkai.annual.writers.tables import Kind, Sheet, lay_out, lay_out_table
from tests.annual.writers.works import make_report, number

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def heads(sheet: Sheet) -> list[list[tuple[str, int, int]]]:
    return [
        [(slot.text, slot.rowspan, slot.colspan) for slot in row]
        for row in sheet.rows[: sheet.head]
    ]


def test_table3_has_the_three_header_rows_of_the_form() -> None:
    sheet = lay_out_table(make_report(), "table3")
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert heads(sheet) == [
        [(note, 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(name, 1, 1) for name in COLUMNS[1:-1]],
    ]


def test_table3_groups_span_their_rows() -> None:
    sheet = lay_out_table(make_report(), "table3")
    groups = [
        (slot.text, slot.rowspan) for row in sheet.rows for slot in row if slot.kind is Kind.GROUP
    ]
    assert groups == [
        ("三、本年度办理结果", 22),
        ("（三）不予公开", 8),
        ("（四）无法提供", 3),
        ("（五）不予处理", 5),
        ("（六）其他处理", 3),
    ]


def test_the_single_row_stands_in_the_place_of_three() -> None:
    sheet = lay_out_table(make_report(single_other=True), "table3")
    labels = [
        (slot.number + slot.text, slot.colspan)
        for row in sheet.rows
        for slot in row
        if slot.kind is Kind.LABEL
    ]
    assert labels[-4:] == [
        ("5.要求行政机关确认或重新出具已获取信息", 1),
        ("（六）其他处理", 2),
        ("（七）总计", 2),
        ("四、结转下年度继续办理", 3),
    ]


def test_table4_sets_its_rows_side_by_side() -> None:
    sheet = lay_out_table(make_report(), "table4")
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert heads(sheet) == [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [
            *[(name, 2, 1) for name in results],
            ("未经复议直接起诉", 1, 5),
            ("复议后起诉", 1, 5),
        ],
        [(name, 1, 1) for name in results * 2],
    ]


@pytest.mark.parametrize(("form", "columns"), [("2021", 4), ("2019", 7)])
def test_table2_blocks_share_one_grid(form: str, columns: int) -> None:
    sheet = lay_out_table(make_report(form), "table2")
    bands = [slot.text for row in sheet.rows for slot in row if slot.kind is Kind.BAND]
    assert sheet.columns == columns
    assert bands == [
        f"第二十条第（{item}）项" for item in ("一五六八" if form == "2021" else "一五六八九")
    ]


def test_a_hybrid_has_each_table_in_its_own_form() -> None:
    sheets = lay_out(make_report("2021", table2_form="2019"))
    assert [(sheet.table, sheet.form) for sheet in sheets] == [
        ("table2", "2019"),
        ("table3", "2021"),
        ("table4", "2021"),
    ]
    assert CellId("table2", "政府集中采购", "采购金额") in sheets[0].cells()


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_every_cell_of_the_form_is_shown_once_in_its_order(form: str) -> None:
    shown = [id_ for sheet in lay_out(make_report(form)) for id_ in sheet.cells()]
    assert shown == load_form(form).cell_ids()


@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("single", [False, True])
def test_slots_cover_each_position_exactly_once(form: str, *, single: bool) -> None:
    for sheet in lay_out(make_report(form, single_other=single)):
        covered = [
            (placed.row + down, placed.column + right)
            for placed in sheet.placed()
            for down in range(placed.slot.rowspan)
            for right in range(placed.slot.colspan)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(len(sheet.rows)) for column in range(sheet.columns)
        ]


def test_a_report_that_lost_its_cells_still_has_a_layout() -> None:
    lone = CellId("table3", "received", "total")
    sheets = lay_out(make_report(cells={lone: number(1)}))
    assert [len(sheet.cells()) for sheet in sheets] == [10, 175, 15]
