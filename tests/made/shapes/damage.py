"""Texts that lost something, and texts dumped out of order: shapes 3, 11, 12, 13 and 14 of the collection."""

from __future__ import annotations

from random import Random

from tests.made.official import COLUMNS4_TITLES, NOTE3, RESULTS, TABLE2, Id
from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, compose, partly, whole
from tests.made.tables import LabelledRow, grid, grid4, rows3


def repeats_removed(report: MadeReport, seed: int) -> Rendered:
    """Print one cell a line as a scraper leaves it that drops every line it has seen before.

    Nobody can tell which cells the dropped noughts belonged to, so nothing may be filled in. What is still printed
    may be read, rightly, or refused.
    """
    seen: set[str] = set()
    kept: set[Id] = set()

    def table(name: str) -> list[str]:
        out = []
        for row in grid(report.figures, name):
            for cell in row:
                if cell.text not in seen:
                    seen.add(cell.text)
                    out.append(cell.text)
                    if cell.id is not None:
                        kept.add(cell.id)
        return out

    data = compose(report, table)
    return partly(
        report, data, "scraped.txt", unreadable=set(report.figures.ids()) - kept, either=kept
    )


def tables_lost(report: MadeReport, seed: int) -> Rendered:
    """Print headings and prose only."""
    return partly(
        report, compose(report, lambda name: []), "scraped.txt", unreadable=report.figures.ids()
    )


def columns_dumped(report: MadeReport, seed: int) -> Rendered:
    """Print as `pdftotext` without -layout does: within a group of rows, figures column by column, away from labels.

    Each group of n short rows gives seven blocks of n lines between blank lines, then its labels; each long row
    stands alone with its figures. The order of blocks is that of the columns.
    """
    random = Random(seed)
    figures = report.figures

    def spaced(lines: list[str]) -> list[str]:
        return [line for one in lines for line in (one, "")]

    def table(name: str) -> list[str]:
        if name == "table2":
            out: list[str] = []
            for heading, columns, rows in TABLE2[figures.form]:
                out += ["", heading, "", *spaced(["信息内容", *columns])]
                for label, ids in rows:
                    out += spaced([label, *(figures.text(i) for i in ids)])
            return out
        if name == "table4":
            return ["行政复议", "", "行政诉讼", "", "未经复议直接起诉", "", "复议后起诉", "",
                    *spaced([t[:2] + "\n" + t[2:] if len(t) > 2 else t for t in COLUMNS4_TITLES * 3]),
                    *spaced([cell.text for cell in grid4(figures)[-1]])]  # fmt: skip
        out = ["申请人情况", "", NOTE3[:20], NOTE3[20:], "", "法人或其他组织", "自然人", "", "商业 科研", "社会 法律", "企业 机构", "公益 服务 其他", "组织 机构", "", "总计", ""]  # fmt: skip
        groups: list[list[LabelledRow]] = []
        for entry in rows3(figures):
            if groups and entry.group and groups[-1][0].group == entry.group:
                groups[-1].append(entry)
            else:
                groups.append([entry])
        for rows in groups:
            first = rows[0]
            if RESULTS in first.opens:
                out += [RESULTS, ""]
            if len(rows) == 1:
                out += spaced([first.label, *first.texts])
                continue
            for column in range(7):
                out += [*(row.texts[column] for row in rows), ""]
            labels = [row.label for row in rows]
            at = random.randint(0, len(labels))
            out += [*labels[:at], *([""] if at else []), first.group, "", *labels[at:], ""]
        return out

    return whole(report, compose(report, table, length=30), "报告.txt")


def blanks(report: MadeReport, seed: int) -> Rendered:
    """Print bars with nothing for each nought but those in the total column: a blank is never a nought."""
    figures = report.figures
    for id_ in figures.ids():
        if id_.table == "table3" and id_.column != "total" and figures.values[id_] == 0:
            figures = figures.with_printed(id_, "")

    def table(name: str) -> list[str]:
        return ["| " + " | ".join(cell.text for cell in row) + " |" for row in grid(figures, name)]

    report = report.with_figures(figures)
    return whole(report, compose(report, table), "page.txt")


def totals_blank(report: MadeReport, seed: int) -> Rendered:
    """Print bars with the total column blank but in rows 一, 二, （七） and 四, and a few slashes and dashes."""
    random = Random(seed)
    figures = report.figures
    for id_ in figures.ids():
        if (
            id_.table == "table3"
            and id_.column == "total"
            and id_.row not in ("received", "carried_in", "concluded", "carried_out")
        ):
            figures = figures.with_printed(id_, random.choice(("", "", "/", "—")))
    report = report.with_figures(figures)
    return whole(
        report,
        compose(
            report,
            lambda name: [
                "| " + " | ".join(cell.text for cell in row) + " |" for row in grid(figures, name)
            ],
        ),
        "page.txt",
    )


def states(report: MadeReport) -> dict[Id, str]:
    """Return the state that each cell printed without a number has."""
    names = {"": "blank", "/": "slash", "—": "dash"}
    return {id_: names.get(text, "text") for id_, text in report.figures.printed.items()}
