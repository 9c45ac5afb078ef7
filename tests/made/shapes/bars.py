"""Text with bars and Markdown: shapes 5, 6, 7 and 22 of the collection, and the broken tables of a converter."""

from __future__ import annotations

from random import Random

from tests.made.official import COLUMNS4_TITLES, NOTE3, RESULTS, TABLE2
from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, compose, whole, wrap
from tests.made.tables import Cell, grid, grid4, rows3


def _flat(row: list[Cell]) -> list[str]:
    """Return a row's cells with an empty one for each further column that a cell spans."""
    return [text for cell in row for text in (cell.text, *[""] * (cell.colspan - 1))]


def bars_trailing(report: MadeReport, seed: int) -> Rendered:
    """Print `规章 | 0 | 0 | 0 |` and `行政许可 | 0 ||`: a bar after each cell, empty ones for spans."""

    def table(name: str) -> list[str]:
        out = []
        for row in grid(report.figures, name, breaks=" "):
            line = " | ".join(cell.text for cell in row) + " |"
            out.append(line + "|" * sum(cell.colspan - 1 for cell in row))
        return out

    return whole(report, compose(report, table), "page.txt")


def bars_leading(report: MadeReport, seed: int) -> Rendered:
    """Print `| 行政许可 | 0 | | |`, a bar at both ends and blanks for spans."""

    def table(name: str) -> list[str]:
        return ["| " + " | ".join(_flat(row)) + " |" for row in grid(report.figures, name)]

    return whole(report, compose(report, table), "page.txt")


def bar_lines(report: MadeReport, seed: int) -> Rendered:
    """Print each cell, and each bar between two cells, on a line of its own."""

    def table(name: str) -> list[str]:
        return [
            line for row in grid(report.figures, name) for cell in row for line in (cell.text, "|")
        ]

    return whole(report, compose(report, table), "page.txt")


def bars_broken(report: MadeReport, seed: int) -> Rendered:
    """Print `| \\n 值 | \\n`: lines broken after each bar."""

    def table(name: str) -> list[str]:
        return [
            line
            for row in grid(report.figures, name)
            for cell in row
            for line in ("| ", f" {cell.text} | ")
        ]

    return whole(report, compose(report, table), "page.txt")


def _pipe(rows: list[list[str]]) -> list[str]:
    columns = max(len(row) for row in rows)
    full = [row + [""] * (columns - len(row)) for row in rows]
    rule = "|" + "---|" * columns
    return [
        "",
        "| " + " | ".join(full[0]) + " |",
        rule,
        *("| " + " | ".join(row) + " |" for row in full[1:]),
        "",
    ]


def markdown(report: MadeReport, seed: int) -> Rendered:
    """Print pipe tables on the full grid, spans as empty cells, headings with hash signs."""
    depth = {"title": "# ", "heading": "## ", "subheading": "### "}

    def table(name: str) -> list[str]:
        rows = []
        hanging: dict[int, int] = {}  # column -> rows still covered from above
        for row in grid(report.figures, name):
            flat: list[str] = []
            queue = list(row)
            while queue or any(column >= len(flat) for column in hanging):
                column = len(flat)
                if column in hanging:
                    hanging[column] -= 1
                    if not hanging[column]:
                        del hanging[column]
                    flat.append("")
                    continue
                if not queue:
                    break
                cell = queue.pop(0)
                for offset in range(cell.colspan):
                    if cell.rowspan > 1:
                        hanging[column + offset] = cell.rowspan - 1
                flat += [cell.text, *[""] * (cell.colspan - 1)]
            rows.append(flat)
        return _pipe(rows)

    lines: list[str] = []
    for block in report.blocks:
        if hasattr(block, "table"):
            lines += table(block.table)
        else:
            lines += [depth.get(block.style, "") + block.text, ""]
    return whole(report, "\n".join(lines), f"{report.year}.md")


def markdown_broken(report: MadeReport, seed: int) -> Rendered:
    """Print what a PDF converter leaves: labels piled up before bare rows of figures, in their order.

    Labels too long for their column fall out of the table; their figures follow as bare rows, first label first.
    A careful person sees as many bare rows as fallen labels, and the order.
    """
    random = Random(seed)
    figures = report.figures
    rule7, rule8 = "|" + "---|" * 7, "|" + "---|" * 8

    def table(name: str) -> list[str]:
        if name == "table2":
            out = [heading for heading, _, _ in TABLE2[figures.form][:1]]
            heading, columns, rows = TABLE2[figures.form][0]
            out += [
                "| " + " | ".join(("信息内容", *columns)) + " |",
                "|" + "---|" * (1 + len(columns)),
            ]
            out += [
                "| " + " | ".join((label, *(figures.text(i) for i in ids))) + " |"
                for label, ids in rows
            ]
            for heading, columns, rows in TABLE2[figures.form][1:]:
                out += [heading, "信息内容" + "".join(columns)]
                out += [" ".join((label, *(figures.text(i) for i in ids))) for label, ids in rows]
            return out
        if name == "table4":
            texts = [cell.text for cell in grid4(figures)[-1]]
            return ["行政复议行政诉讼", "未经复议直接起诉复议后起诉", "| " + " | ".join(["维持", "纠正", "结果", "审结"] * 3) + " |",
                    "|" + "---|" * 12, "| " + " | ".join(texts) + " |", "|" + "---|" * 15]  # fmt: skip
        out = ["申请人情况", *wrap(NOTE3, 28), "自然人总计", "商业企科研机社会公法律服", "其他",
               "| 业 | 构 | 益组织 | 务机构 |  |  |  |  |  |", "|" + "---|" * 9]  # fmt: skip
        entries = rows3(figures)
        index = 0
        while index < len(entries):
            entry = entries[index]
            fallen = [entry] if len(entry.label) > 10 else []
            if (
                fallen
                and index + 1 < len(entries)
                and len(entries[index + 1].label) > 10
                and entries[index + 1].group == entry.group
                and random.random() < 0.5
            ):
                fallen.append(entries[index + 1])
            if not fallen:
                head = "三、 | " if RESULTS in entry.opens else ""
                out += ["| " + head + " | ".join((entry.label, *entry.texts)) + " |", rule8]
                if entry.opens and not head:
                    out.insert(len(out) - 2, "".join(entry.opens))
                index += 1
                continue
            out.append("")
            for one in fallen:
                pieces = wrap(one.label, 10)
                group = one.group if one.group in one.opens else ""
                out += [
                    (group[:4] if group else "") + pieces[0],
                    *([group[4:] + pieces[1]] if len(pieces) > 1 else []),
                    *pieces[2:],
                ]
            for one in fallen:
                out += ["| " + " | ".join(one.texts) + " |", rule7]
            out.append("")
            index += len(fallen)
        return out

    return whole(report, compose(report, table, length=30), "converted.md")


def markdown_invented(report: MadeReport, seed: int) -> Rendered:
    """Print what a vision model makes of the page: one table a group of rows, invented titles over the figures.

    In some of these tables the model draws its rule under the first row of figures, as if that were the heading.
    """
    random = Random(seed)
    figures = report.figures
    titles = ["", *(f"数据{i}" for i in range(1, 8))]

    def table(name: str) -> list[str]:
        if name == "table2":
            out: list[str] = []
            for heading, columns, rows in TABLE2[figures.form]:
                out += [
                    "",
                    f"### {heading}",
                    *_pipe(
                        [
                            ["信息内容", *columns],
                            *[[label, *(figures.text(i) for i in ids)] for label, ids in rows],
                        ]
                    ),
                ]
            return out
        if name == "table4":
            texts = [cell.text for cell in grid4(figures)[-1]]
            out = []
            for start, title in zip(
                (0, 5, 10),
                ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"),
                strict=True,
            ):
                out += [
                    "",
                    f"**{title}**",
                    *_pipe([list(COLUMNS4_TITLES), texts[start : start + 5]]),
                ]
            return out
        out = ["", NOTE3, ""]
        groups: list[list[list[str]]] = [[]]
        heads: list[str] = [""]
        for entry in rows3(figures):
            if entry.opens or (not entry.group and groups[-1] and heads[-1]):
                groups.append([])
                heads.append("".join(entry.opens))
            groups[-1].append([entry.label, *entry.texts])
        for head, rows in zip(heads, groups, strict=True):
            if head:
                out += ["", f"**{head}**"]
            out += _pipe(rows if random.random() < 0.4 else [titles, *rows])
        return out

    return whole(report, compose(report, table), "vision.md")
