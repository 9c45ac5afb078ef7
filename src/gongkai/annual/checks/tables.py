"""The tables against themselves: the sums and the balance that the form promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import TABLE_NAMES, Subject, distance, is_count, plus, show
from gongkai.annual.forms import Identity, load_form
from gongkai.annual.forms.english import name_column, name_row, translate_label
from gongkai.annual.model import MISSING, CellId, Number, State

_BASIS = ("gbgkbh-2021-30:table3", "tiaoli-2019:6.1")
_BASIS_4 = ("gbgkbh-2021-30:table4", "tiaoli-2019:6.1")


@dataclass(frozen=True, slots=True)
class Equation:
    """An identity at one row or column: the sum of `left` is the sum of `right`."""

    identity: Identity
    key: str
    left: tuple[CellId, ...]
    right: tuple[CellId, ...]

    @property
    def cells(self) -> tuple[CellId, ...]:
        """Both sides."""
        return self.left + self.right


@cache
def _expand(
    form_id: str, identity_id: str, rows: tuple[str, ...], leaves: tuple[str, ...]
) -> tuple[Equation, ...]:
    """Write an identity out over the rows, or the columns, of a table."""
    table_id = identity_id.partition(".")[0]
    form = load_form(form_id)
    identity = next(entry for entry in form.identities if entry.id == identity_id)
    if identity.each == "row":
        return tuple(
            Equation(
                identity,
                f"{table_id}.{row}",
                tuple(CellId(table_id, row, column) for column in identity.left),
                tuple(CellId(table_id, row, column) for column in identity.right),
            )
            for row in rows
        )
    out: list[Equation] = []
    for column in form.table(table_id).rows[0].columns:
        left, right = (
            tuple(
                CellId(table_id, row, column.id)
                for name in side
                for row in (leaves if name == "@leaves" else (name,))
            )
            for side in (identity.left, identity.right)
        )
        out.append(Equation(identity, f"{table_id}.{column.id}", left, right))
    return tuple(out)


def equations(subject: Subject, identity_id: str) -> tuple[Equation, ...]:
    """Return an identity's equations over the rows or columns that this report has."""
    table = identity_id.partition(".")[0]
    return _expand(subject.form(table).id, identity_id, subject.rows(table), subject.leaves)


@dataclass(frozen=True, slots=True)
class Sides:
    """What can be read of an equation: the numbers on both sides, and whether these are whole."""

    left: tuple[Number, ...]
    right: tuple[Number, ...]
    left_whole: bool
    right_whole: bool
    circular: bool  # a cell's reading was chosen by this very identity

    @property
    def assessable(self) -> bool:
        """Whether the equation can be decided."""
        return self.left_whole and self.right_whole and not self.circular

    @property
    def broken(self) -> bool:
        """Whether it certainly fails: unequal, or a part of one side exceeds the whole other."""
        if self.circular or any(value < 0 for value in self.left + self.right):
            return False
        left, right = sum(self.left), sum(self.right)
        if self.left_whole and self.right_whole:
            return left != right
        return (self.left_whole and right > left) or (self.right_whole and left > right)


def read_sides(subject: Subject, equation: Equation) -> Sides:
    """Read both sides of an equation."""
    cells = subject.report.cells
    name = equation.identity.id
    circular = False
    values: tuple[list[Number], list[Number]] = ([], [])
    for side, ids in zip(values, (equation.left, equation.right), strict=True):
        for id_ in ids:
            cell = cells.get(id_, MISSING)
            if cell.value is not None:
                side.append(cell.value)
            circular = circular or name in cell.derived
    return Sides(
        tuple(values[0]),
        tuple(values[1]),
        len(values[0]) == len(equation.left),
        len(values[1]) == len(equation.right),
        circular,
    )


def _name(subject: Subject, equation: Equation) -> tuple[str, str]:
    """Name the row or the column in the form's words, in Chinese and in English."""
    id_ = equation.left[0]
    parts, form = subject.label(id_).split(" · "), subject.form(id_.table)
    if equation.identity.each == "row":
        return parts[1], name_row(form, id_)
    return parts[-1], name_column(form, id_)


def _broken(subject: Subject, identity_id: str, left_name: str, right_name: str) -> Iterator[Hit]:
    chinese, english = TABLE_NAMES[identity_id.partition(".")[0]]
    for equation in equations(subject, identity_id):
        sides = read_sides(subject, equation)
        if not sides.broken:
            continue
        left, right = sum(sides.left), sum(sides.right)
        name, name_en = _name(subject, equation)
        along = "一行" if equation.identity.each == "row" else "一列"
        whole = sides.left_whole and sides.right_whole
        more = "" if whole else "（已读出的各格之和；还有空白或无法辨认的格）"
        yield Hit(
            f"{chinese}「{name}」{along}：{left_name}为 {show(left)}，{right_name}为"
            f" {plus(sides.right)}"
            f"{f' = {show(right)}' if len(sides.right) > 1 else ''}{more}，"
            f"相差 {show(distance(left, right))}。请核对这{along}的各格。",
            f"{english}, “{name_en}”: {show(left)} on one side, {show(right)} on the other"
            f"{'' if whole else ' (known cells only)'}; they differ by"
            f" {show(distance(left, right))}. Please check.",
            cells=equation.cells,
            compared={"left": show(left), "right": show(right), "difference": show(left - right)},
            key=equation.key,
        )


@rule(
    id="T3-ROW-TOTAL",
    title="表三每行：总计等于自然人与各类组织之和",
    title_en="Table 3, each row: the total is the sum of the six kinds of applicant",
    severity=Severity.ERROR,
    basis=_BASIS,
    needs="表三该行七格都是读出的数",
    passes=({}, {"table3.granted.company": "blank", "table3.granted.total": "blank"}),
    fails=({"table3.granted.total": 7}, {"table3.received.natural_person": 10}),
)
def row_totals(subject: Subject) -> Iterator[Hit]:
    """Compare 总计 with the six columns before it."""
    yield from _broken(subject, "table3.row_total", "总计", "前六列之和")


@rule(
    id="T3-CONCLUDED",
    title="表三每列：（七）总计等于各项办理结果之和",
    title_en="Table 3, each column: row (7) is the sum of the outcomes",
    severity=Severity.ERROR,
    basis=_BASIS,
    needs="表三该列各项办理结果与（七）总计都是读出的数",
    passes=({},),
    fails=({"table3.concluded.company": 4}, {"table3.refused.deliberative.total": 3}),
)
def concluded(subject: Subject) -> Iterator[Hit]:
    """Compare （七）总计 with the outcomes above it."""
    yield from _broken(subject, "table3.concluded", "（七）总计", "各项办理结果之和")


@rule(
    id="T3-BALANCE",
    title="表三每列：第一项加第二项之和，等于第三项加第四项之和",
    title_en="Table 3, each column: received and carried in equal concluded and carried out",
    severity=Severity.ERROR,
    basis=_BASIS,
    needs="表三该列一、二、（七）、四都是读出的数",
    passes=({},),
    fails=({"table3.carried_out.natural_person": 5}, {"table3.received.total": 13}),
)
def balance(subject: Subject) -> Iterator[Hit]:
    """Compare what came in with what went out."""
    yield from _broken(subject, "table3.balance", "第一项加第二项", "第三项加第四项")


@rule(
    id="T4-ROW-TOTAL",
    title="表四每组：总计等于维持、纠正、其他、尚未审结之和",
    title_en="Table 4, each group: the total is the sum of the four results",
    severity=Severity.ERROR,
    basis=_BASIS_4,
    needs="表四该组五格都是读出的数",
    passes=({},),
    fails=({"table4.reconsideration.total": 4}, {"table4.litigation_direct.upheld": 2}),
)
def remedy_totals(subject: Subject) -> Iterator[Hit]:
    """Compare the total of each group of table 4 with its four results."""
    yield from _broken(subject, "table4.row_total", "总计", "四种结果之和")


_IDENTITIES = ("table3.row_total", "table3.concluded", "table3.balance", "table4.row_total")


@rule(
    id="T-NOT-ASSESSED",
    title="无法核对的勾稽关系",
    title_en="Identities that cannot be assessed",
    severity=Severity.NOTE,
    basis=("gbgkbh-2021-30:table3",),
    needs="表三或表四",
    passes=({}, {"table3.granted.total": 7}),
    fails=(
        {"table3.granted.company": "blank"},
        {"table4.reconsideration.other": "missing"},
        {"table3.received.company": "derived:table3.row_total"},
    ),
)
def not_assessed(subject: Subject) -> Iterator[Hit]:
    """Say which identities could not be decided: silence is not agreement."""
    for identity_id in _IDENTITIES:
        table = identity_id.partition(".")[0]
        chinese, english = TABLE_NAMES[table]
        blank: list[Equation] = []
        circular: list[Equation] = []
        expanded = equations(subject, identity_id)
        total = len(expanded)
        for equation in expanded:
            sides = read_sides(subject, equation)
            if sides.circular:
                circular.append(equation)
            elif not sides.assessable and not sides.broken:
                blank.append(equation)
        if not blank and not circular:
            continue
        if all(cell.state is State.MISSING for cell in subject.cells(table).values()):
            continue  # the whole table is lost: T-MISSING says so
        identity = next(e for e in subject.form(table).identities if e.id == identity_id)
        of = "行" if identity.each == "row" else "列"
        reasons: list[str] = []
        reasons_en: list[str] = []
        if blank:
            reasons.append(f"{len(blank)} {of}有空白、文字或无法辨认的格")
            reasons_en.append(f"{len(blank)} with cells that are blank or unreadable")
        if circular:
            reasons.append(f"{len(circular)} {of}的读数正是由这一关系推得")
            reasons_en.append(f"{len(circular)} whose reading was chosen by this very identity")
        yield Hit(
            f"{chinese}「{identity.title}」共 {total} {of}，其中 {'，'.join(reasons)}，未作核对。",
            f"{english}, “{translate_label(identity.title)}”: of {total} equations"
            f" {'; '.join(reasons_en)}"
            " were not assessed.",
            cells=tuple(
                id_
                for equation in blank + circular
                for id_ in equation.cells
                if not is_count(subject.report.cell(*id_))
                or identity_id in subject.report.cell(*id_).derived
            ),
            compared={
                "blank": [equation.key for equation in blank],
                "circular": [equation.key for equation in circular],
                "of": total,
            },
            key=identity_id,
        )


@rule(
    id="T-MISSING",
    title="整张表缺失或无法辨认",
    title_en="A whole table is missing or beyond reading",
    severity=Severity.WARNING,
    basis=("gbgkbh-2021-30", "tiaoli-2019:50"),
    needs="无",
    passes=({}, {"table4.reconsideration.other": "missing"}),
    fails=(Example(report={"without": ("table4",)}),),
)
def missing_table(subject: Subject) -> Iterator[Hit]:
    """Say that no cell of a table was found."""
    for table, (chinese, english) in TABLE_NAMES.items():
        if any(cell.state is not State.MISSING for cell in subject.cells(table).values()):
            continue
        yield Hit(
            f"没有读到{chinese}的任何一格。请核对原文是否有这张表；如果有，它的排版可能已经损坏。",
            f"No cell of {english} was found. Please check that the report has it and that it is"
            f" not damaged.",
            compared={"cells": 0},
            key=table,
        )
