"""The cells of the tables one by one: signs, whole numbers, blanks, words, units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from gongkai.annual.checks.agencies import lacks_rule_power
from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import TABLE_NAMES, Subject, show
from gongkai.annual.forms import Column, load_form
from gongkai.annual.forms.english import name_row
from gongkai.annual.model import CellId, State

_FORM = "gbgkbh-2021-30"
_TEN_THOUSAND = 10_000


@cache
def _columns(form_id: str, table: str) -> dict[CellId, Column]:
    """Return the form's column for each cell of a table."""
    return {
        CellId(table, row.id, column.id): column
        for row in load_form(form_id).table(table).rows
        for column in row.columns
    }


def _column(subject: Subject, id_: CellId) -> Column | None:
    return _columns(subject.form(id_.table).id, id_.table).get(id_)


@rule(
    id="CELL-NEGATIVE",
    title="数量不能是负数",
    title_en="A count cannot be negative",
    severity=Severity.ERROR,
    basis=(_FORM, "tiaoli-2019:6.1"),
    needs="表格",
    passes=({},),
    fails=({"table3.carried_out.other": -1}, {"table2.fees_10k_yuan.amount": Decimal("-0.5")}),
)
def negative(subject: Subject) -> Iterator[Hit]:
    """Find negative numbers where the form has no signed column (本年增/减)."""
    for id_, cell in subject.report.cells.items():
        if cell.value is None or cell.value >= 0:
            continue
        column = _column(subject, id_)
        if column is not None and not column.signed:
            yield Hit(
                f"{subject.label(id_)}为 {show(cell.value)}。这一格是数量，不会小于 0。请核对。",
                f"{subject.label_en(id_)} is {show(cell.value)}; a count is never below 0. Please check.",
                cells=(id_,),
                compared={"value": show(cell.value)},
            )


@rule(
    id="CELL-FRACTION",
    title="件数不能是小数",
    title_en="A count of cases is a whole number",
    severity=Severity.ERROR,
    basis=(_FORM, "tiaoli-2019:6.1"),
    needs="表格",
    passes=({"table2.fees_10k_yuan.amount": Decimal("4166.241619")},),
    fails=({"table3.granted.other": Decimal("0.5")}, {"table2.licences.count": Decimal("12.5")}),
)
def fraction(subject: Subject) -> Iterator[Hit]:
    """Find fractions in columns that count cases; money may have decimals."""
    for id_, cell in subject.report.cells.items():
        if not isinstance(cell.value, Decimal) or not cell.value % 1:
            continue
        column = _column(subject, id_)
        if column is not None and column.unit == "件":
            yield Hit(
                f"{subject.label(id_)}为 {show(cell.value)}。这一格按件计，应是整数。请核对。",
                f"{subject.label_en(id_)} is {show(cell.value)}; this column counts cases, in whole numbers. Please"
                f" check.",
                cells=(id_,),
                compared={"value": show(cell.value)},
            )


@rule(
    id="CELL-TEXT",
    title="应填数字的格里是文字",
    title_en="Words where a number belongs",
    severity=Severity.WARNING,
    basis=(_FORM,),
    needs="表格",
    passes=({},),
    fails=({"table2.licences.count": "text:无"},),
)
def words_in_cell(subject: Subject) -> Iterator[Hit]:
    """Find cells that hold words."""
    for id_, cell in subject.report.cells.items():
        if cell.state is State.TEXT:
            yield Hit(
                f"{subject.label(id_)}填的是“{cell.raw}”，不是数字。没有的请填 0，有的请填数。",
                f"{subject.label_en(id_)} holds “{cell.raw}”, not a number. Please give the figure, 0 if there is"
                f" none.",
                cells=(id_,),
                compared={"raw": cell.raw},
            )


_EMPTY = {State.BLANK: "空白", State.SLASH: "斜杠", State.DASH: "横线"}


@rule(
    id="CELL-BLANK",
    title="空白、斜杠或横线的格",
    title_en="Cells left blank, or with a slash or a dash",
    severity=Severity.QUESTION,
    basis=(_FORM,),
    needs="表格",
    passes=({}, {"table3.granted.other": "missing"}),
    fails=({"table3.granted.other": "blank"}, {"table2.licences.count": "slash"}),
)
def blank(subject: Subject) -> Iterator[Hit]:
    """List the empty cells of each table, one finding a table: a blank is never taken for 0."""
    for table, (chinese, english) in TABLE_NAMES.items():
        empty = {id_: cell for id_, cell in subject.cells(table).items() if cell.state in _EMPTY}
        if not empty:
            continue
        counts = {
            name: sum(cell.state is state for cell in empty.values())
            for state, name in _EMPTY.items()
        }
        said = "、".join(f"{name} {count} 格" for name, count in counts.items() if count)
        yield Hit(
            f"{chinese}有{said}。空白不等于 0：如果没有，请填 0；如果漏填，请补上。",
            f"{english} has {len(empty)} cells without a figure. A blank is not 0: please fill in"
            f" 0 or the figure.",
            cells=tuple(empty),
            compared={"cells": [f"{id_}={cell.state}" for id_, cell in empty.items()]},
            key=table,
        )


@rule(
    id="CELL-UNREAD",
    title="有多种读法或无法辨认的格",
    title_en="Cells with more than one reading, or beyond reading",
    severity=Severity.NOTE,
    basis=(_FORM,),
    needs="表格",
    passes=({}, {"table3.granted.other": "blank"}),
    fails=({"table3.granted.other": "ambiguous"}, {"table2.licences.count": "missing"}),
)
def unread(subject: Subject) -> Iterator[Hit]:
    """Say which cells the reader would not decide; no check rests on them."""
    for table, (chinese, english) in TABLE_NAMES.items():
        cells = subject.cells(table)
        unclear = [
            id_ for id_, cell in cells.items() if cell.state in (State.AMBIGUOUS, State.MISSING)
        ]
        if not unclear or all(cell.state is State.MISSING for cell in cells.values()):
            continue
        yield Hit(
            f"{chinese}有 {len(unclear)} 格无法确定读数，各项核对都没有使用它们。请对照原文。",
            f"{english}: {len(unclear)} cells could not be read with certainty and were used in"
            f" no check.",
            cells=tuple(unclear),
            compared={"cells": [str(id_) for id_ in unclear]},
            key=table,
        )


_RULES_2021 = ("issued", "repealed", "in_force")


@rule(
    id="T2-RULES-POWER",
    title="没有规章制定权的机关填报了规章",
    title_en="Rules (规章) reported by a body without the power to make them",
    severity=Severity.WARNING,
    basis=("guizhang-2017:10.2", "tiaoli-2019:20(1)"),
    needs="机关名称、表二规章一行",
    passes=(
        Example(cells={"table2.rules.in_force": 2}, report={"agency": "清源市人民政府"}),
        Example(cells={"table2.rules.in_force": 2}, report={"agency": "清源市人民政府办公室"}),
    ),
    fails=(
        Example(cells={"table2.rules.issued": 2}, report={"agency": "桃溪县松林镇人民政府"}),
        Example(cells={"table2.rules.in_force": 1}, report={"agency": "清源市审批服务管理局"}),
    ),
)
def rules_power(subject: Subject) -> Iterator[Hit]:
    """Ask where a body that cannot make 规章 counts some."""
    if not lacks_rule_power(subject.report.agency):
        return
    counted = {
        id_: cell.value
        for id_, cell in subject.report.cells.items()
        if id_.table == "table2" and id_.row in ("rules", "规章") and cell.value
    }
    if counted:
        yield Hit(
            f"表二「规章」填了 {'、'.join(show(value) for value in counted.values())}，"
            f"而{subject.report.agency}"
            "没有规章制定权：规章只由国务院部门和省级、设区的市、自治州人民政府制定。"
            "请核对是否把行政规范性文件或内部制度计作了规章。",
            f"Table 2 counts rules (规章), which {subject.report.agency} has no power to make."
            f" Please check whether"
            " normative documents or internal rules were counted here.",
            cells=tuple(counted),
            compared={str(id_): show(value) for id_, value in counted.items()},
            key="table2.rules",
        )


@rule(
    id="T2-IN-FORCE",
    title="现行有效件数少于本年制发减去本年废止",
    title_en="Fewer documents in force than were issued this year and not repealed",
    severity=Severity.QUESTION,
    basis=(_FORM, "tiaoli-2019:20(1)"),
    needs="表二（2021年格式）规章与行政规范性文件",
    passes=({"table2.normative_documents.issued": 3, "table2.normative_documents.in_force": 3},),
    fails=({"table2.normative_documents.issued": 30, "table2.normative_documents.in_force": 3},),
)
def in_force(subject: Subject) -> Iterator[Hit]:
    """Compare what is in force with what was issued and repealed in the same year."""
    for row in ("rules", "normative_documents"):
        cells = tuple(CellId("table2", row, column) for column in _RULES_2021)
        issued, repealed, current = (subject.report.value(*id_) for id_ in cells)
        if issued is None or repealed is None or current is None or current >= issued - repealed:
            continue
        yield Hit(
            f"{subject.label(cells[2])}为 {show(current)}，少于本年制发 {show(issued)}"
            f" 减去本年废止 {show(repealed)}。"
            "如有本年制发、年内失效的文件，请在正文说明；否则请核对。",
            f"{name_row(subject.form('table2'), cells[2])}: {show(current)} in force, fewer than"
            f" {show(issued)} issued less {show(repealed)} repealed."
            " Please check, or say which lapsed within the year.",
            cells=cells,
            compared={
                "issued": show(issued),
                "repealed": show(repealed),
                "in_force": show(current),
            },
            key=f"table2.{row}",
        )


@rule(
    id="T2-FEE-UNIT",
    title="收费金额的单位",
    title_en="The unit of the fees collected",
    severity=Severity.QUESTION,
    basis=(_FORM, "tiaoli-2019:20(8)"),
    needs="表二行政事业性收费",
    passes=({"table2.fees_10k_yuan.amount": Decimal("26.55")},),
    fails=(
        {"table2.fees_10k_yuan.amount": "266500元"},
        Example(
            cells={"table2.fees_10k_yuan.amount": 265500}, report={"agency": "桃溪县松林镇人民政府"}
        ),
    ),
)
def fee_unit(subject: Subject) -> Iterator[Hit]:
    """Ask where the cell prints 元, or a small body collects more than a hundred million."""
    id_ = CellId("table2", "fees_10k_yuan", "amount")
    cell = subject.report.cell(*id_)
    if cell.value is None:
        return
    printed = "元" in cell.raw and "万" not in cell.raw
    small = subject.report.agency.endswith(
        ("镇", "乡", "街道", "镇人民政府", "乡人民政府", "街道办事处")
    )
    if printed or (small and cell.value >= _TEN_THOUSAND):
        yield Hit(
            f"表二「行政事业性收费」填了 {cell.raw or show(cell.value)}，这一格的单位是万元。"
            f"请核对是否把元填作了万元（{show(cell.value)} 万元即"
            f" {show(cell.value * _TEN_THOUSAND)} 元）。",
            f"The fees cell says “{cell.raw or show(cell.value)}”; its unit is 10,000 yuan."
            f" Please check the unit.",
            cells=(id_,),
            compared={"value": show(cell.value), "raw": cell.raw},
        )


@rule(
    id="T2-APPROVAL-ZERO",
    title="审批机关的行政许可为 0",
    title_en="An approval bureau that reports no licence",
    severity=Severity.NOTE,
    basis=(_FORM, "tiaoli-2019:20(5)"),
    needs="机关名称、表二行政许可",
    passes=(Example(cells={"table2.licences.count": 0}, report={"agency": "清源市教育局"}),),
    fails=(Example(cells={"table2.licences.count": 0}, report={"agency": "清源市审批服务管理局"}),),
)
def approval_zero(subject: Subject) -> Iterator[Hit]:
    """Ask once where the whole work of the bureau is licences."""
    agency = subject.report.agency
    id_ = CellId("table2", "licences", "count")
    if "审批" in agency and subject.report.value(*id_) == 0:
        yield Hit(
            f"表二「行政许可」本年处理决定数量为 0，而{agency}承担审批。许可、处罚、"
            f"强制应填全部决定数，"
            "包括依法不公开的。如果许可以其他机关名义作出，不必改。",
            f"{agency} handles approvals, but reports 0 licences. All decisions count, also those"
            f" not published.",
            cells=(id_,),
            compared={"licences": "0"},
        )
