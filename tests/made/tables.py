"""The three tables as printed: rows of cells with their spans, from which every shape is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from tests.made.figures import Figures
from tests.made.official import (
    CARRIED_IN,
    CARRIED_OUT,
    COLUMNS3,
    COLUMNS4,
    COLUMNS4_TITLES,
    CONCLUDED,
    GRANTED,
    GROUPS,
    NOTE3,
    PARTIAL,
    RECEIVED,
    RESULTS,
    ROWS4,
    SINGLE_OTHER,
    TABLE2,
    Id,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell. `id` is the figure's address, None for a label."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    id: Id | None = None


Rows = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A row of table 3 by its printed labels: the group it opens, its group, its own label, its figures."""

    label: str
    ids: tuple[Id, ...]
    texts: tuple[str, ...]
    group: str = ""  # the group it stands in: （三）不予公开, or ""
    opens: tuple[
        str, ...
    ] = ()  # group labels printed before it: 三、本年度办理结果, （三）不予公开
    group_size: int = 1


def rows3(figures: Figures) -> list[LabelledRow]:
    """Return table 3's rows of figures with their labels."""

    def row(
        name: str, label: str, group: str = "", opens: tuple[str, ...] = (), size: int = 1
    ) -> LabelledRow:
        ids = tuple(Id("table3", name, column) for column in COLUMNS3)
        return LabelledRow(label, ids, tuple(figures.text(id_) for id_ in ids), group, opens, size)

    out = [
        row("received", RECEIVED),
        row("carried_in", CARRIED_IN),
        row("granted", GRANTED, opens=(RESULTS,)),
        row("partially_granted", PARTIAL),
    ]
    for group, items in GROUPS:
        if group == SINGLE_OTHER and figures.single_other:
            out.append(row("other", SINGLE_OTHER))
            continue
        out += [
            row(name, label, group, (group,) if index == 0 else (), len(items))
            for index, (name, label) in enumerate(items)
        ]
    out += [row("concluded", CONCLUDED), row("carried_out", CARRIED_OUT)]
    return out


def grid2(figures: Figures) -> Rows:
    """Return table 2 on four columns."""
    out: Rows = []
    for heading, columns, rows in TABLE2[figures.form]:
        spans = {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[len(columns)]
        out.append([Cell(heading, colspan=4)])
        out.append(
            [Cell("信息内容"), *(Cell(c, colspan=s) for c, s in zip(columns, spans, strict=True))]
        )
        for label, ids in rows:
            out.append(
                [
                    Cell(label),
                    *(
                        Cell(figures.text(i), colspan=s, id=i)
                        for i, s in zip(ids, spans, strict=True)
                    ),
                ]
            )
    return out


def header3(*, breaks: str = "") -> Rows:
    """Return table 3's three header rows; `breaks` cuts the longer titles, as narrow columns do."""

    def cut(text: str) -> str:
        return breaks.join(text[i : i + 2] for i in range(0, len(text), 2)) if breaks else text

    return [
        [Cell(NOTE3, rowspan=3, colspan=3), Cell("申请人情况", colspan=7)],
        [Cell("自然人", rowspan=2), Cell("法人或其他组织", colspan=5), Cell("总计", rowspan=2)],
        [Cell(cut(title)) for title in ("商业企业", "科研机构", "社会公益组织", "法律服务机构")]
        + [Cell("其他")],
    ]


def grid3(figures: Figures, *, breaks: str = "") -> Rows:
    """Return table 3 on ten columns: three for labels, seven for figures."""
    out = header3(breaks=breaks)
    rows = rows3(figures)
    results = sum(1 for row in rows) - 3
    for row in rows:
        cells: list[Cell] = []
        if RESULTS in row.opens:
            cells.append(Cell(RESULTS, rowspan=results))
        if row.group:
            if row.group in row.opens:
                cells.append(Cell(row.group, rowspan=row.group_size))
            cells.append(Cell(row.label))
        else:
            top = row.label in (RECEIVED, CARRIED_IN, CARRIED_OUT)
            cells.append(Cell(row.label, colspan=3 if top else 2))
        cells += [Cell(text, id=id_) for id_, text in zip(row.ids, row.texts, strict=True)]
        out.append(cells)
    return out


def grid4(figures: Figures) -> Rows:
    """Return table 4 on fifteen columns."""
    five = [Cell(title) for title in COLUMNS4_TITLES]
    ids = [Id("table4", row, column) for row in ROWS4 for column in COLUMNS4]
    return [
        [Cell("行政复议", colspan=5), Cell("行政诉讼", colspan=10)],
        [
            *(Cell(title, rowspan=2) for title in COLUMNS4_TITLES),
            Cell("未经复议直接起诉", colspan=5),
            Cell("复议后起诉", colspan=5),
        ],
        [*five, *five],
        [Cell(figures.text(id_), id=id_) for id_ in ids],
    ]


def grid(figures: Figures, table: str, *, breaks: str = "") -> Rows:
    """Return a table by id."""
    if table == "table3":
        return grid3(figures, breaks=breaks)
    return grid2(figures) if table == "table2" else grid4(figures)
