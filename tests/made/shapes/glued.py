"""Text without separators, or with some of them lost: shapes 8 and 27 of the collection.

The renderer itself works out which figures are settled: it enumerates every cut of the digits that keeps the
form's identities, over all rows together. A cell on which all cuts agree can be read; the others must be refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from tests.made.figures import Figures
from tests.made.official import (
    COLUMNS3,
    COLUMNS4,
    COLUMNS4_TITLES,
    NOTE3,
    ROWS4,
    TABLE2,
    Id,
    leaves,
)
from tests.made.report import MadeReport, TableMark
from tests.made.shapes.base import Rendered, partly
from tests.made.tables import grid4, rows3

Cut = tuple[int, ...]


def cuts(pieces: tuple[str, ...], count: int) -> Iterator[Cut]:
    """Yield every way to read the pieces as `count` numbers without leading noughts; a piece holds one or more."""
    if not pieces:
        if count == 0:
            yield ()
        return
    head, rest = pieces[0], pieces[1:]
    for used in range(1, min(len(head), count - len(rest)) + 1):
        for parts in _split(head, used):
            for more in cuts(rest, count - used):
                yield (*parts, *more)


def _split(digits: str, count: int) -> Iterator[Cut]:
    if count == 1:
        if digits == "0" or not digits.startswith("0"):
            yield (int(digits),)
        return
    for end in range(1, len(digits) - count + 2):
        if end > 1 and digits.startswith("0"):
            return
        for rest in _split(digits[end:], count - 1):
            yield (int(digits[:end]), *rest)


def _row_fits(cut: Cut) -> bool:
    return sum(cut[:-1]) == cut[-1]


def settle3(
    pieces: dict[str, tuple[str, ...]], *, single_other: bool
) -> dict[str, list[set[int]]] | None:
    """Return what each cell of table 3 may be, given its rows' digits and the identities; None if too many to tell.

    A cell with one possibility is settled.
    """
    rows = leaves(single_other=single_other)
    options = {
        row: [cut for cut in cuts(parts, 7) if _row_fits(cut)] for row, parts in pieces.items()
    }
    # Sums that the first i leaves can reach, then what is still possible from behind: both sides of each row.
    ahead: list[set[Cut]] = [{(0,) * 7}]
    for row in rows:
        ahead.append(
            {
                tuple(map(sum, zip(total, cut, strict=True)))
                for total in ahead[-1]
                for cut in options[row]
            }
        )
        if len(ahead[-1]) > 20000:
            return None
    ends = {
        done: [
            (new, old, left)
            for new, old, left in product(
                options["received"], options["carried_in"], options["carried_out"]
            )
            if all(a + b == c + d for a, b, c, d in zip(new, old, done, left, strict=True))
        ]
        for done in set(options["concluded"]) & ahead[-1]
    }
    ends = {done: ways for done, ways in ends.items() if ways}
    seen: dict[str, set[Cut]] = {row: set() for row in pieces}
    seen["concluded"] = set(ends)
    for ways in ends.values():
        for new, old, left in ways:
            seen["received"].add(new)
            seen["carried_in"].add(old)
            seen["carried_out"].add(left)
    wanted: set[Cut] = set(ends)
    for index in range(len(rows) - 1, -1, -1):
        before: set[Cut] = set()
        for total in wanted:
            for cut in options[rows[index]]:
                less = tuple(a - b for a, b in zip(total, cut, strict=True))
                if less in ahead[index]:
                    before.add(less)
                    seen[rows[index]].add(cut)
        wanted = before
    return {row: [{cut[i] for cut in seen[row]} for i in range(7)] for row in pieces}


def settle4(pieces: tuple[str, ...]) -> list[set[int]]:
    """Return what each of table 4's fifteen cells may be."""
    fitting = list(_walk4(pieces, ()))
    return [{cut[i] for cut in fitting} for i in range(15)]


def _walk4(pieces: tuple[str, ...], done: Cut) -> Iterator[Cut]:
    """Yield the cuts of table 4 number by number, giving up where a five does not add up."""
    if done and len(done) % 5 == 0 and sum(done[-5:-1]) != done[-1]:
        return
    wanted = 15 - len(done)
    if not pieces:
        if not wanted:
            yield done
        return
    head, rest = pieces[0], pieces[1:]
    for end in range(1, len(head) + 1):
        left = (head[end:], *rest) if head[end:] else rest
        if len(left) < wanted <= sum(map(len, left)) + 1:
            yield from _walk4(left, (*done, int(head[:end])))
        if head.startswith("0"):
            return


def _open3(figures: Figures, pieces: dict[str, tuple[str, ...]]) -> set[Id]:
    settled = settle3(pieces, single_other=figures.single_other)
    if settled is None:
        return {Id("table3", row, column) for row in pieces for column in COLUMNS3}
    return {
        Id("table3", row, column)
        for row, columns in settled.items()
        for column, options in zip(COLUMNS3, columns, strict=True)
        if len(options) != 1
    }


def _open4(pieces: tuple[str, ...]) -> set[Id]:
    ids = [Id("table4", row, column) for row in ROWS4 for column in COLUMNS4]
    return {id_ for id_, options in zip(ids, settle4(pieces), strict=True) if len(options) != 1}


def glued(report: MadeReport, seed: int) -> Rendered:
    """Print everything on one line, digits glued to the labels and to each other.

    Where the prose tells the document figures of table 2, a person may settle its cut with them: either answer will do.
    """
    figures = report.figures
    out: list[str] = []
    for block in report.blocks:
        if not isinstance(block, TableMark):
            out.append(block.text)
        elif block.table == "table2":
            for heading, columns, rows in TABLE2[figures.form]:
                out += [heading, "信息内容", *columns]
                out += ["".join((label, *(figures.text(i) for i in ids))) for label, ids in rows]
        elif block.table == "table3":
            out += [
                NOTE3,
                "申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他",
            ]
            for entry in rows3(figures):
                out += [*entry.opens, entry.label, *entry.texts]
        else:
            out += [
                "行政复议行政诉讼",
                *COLUMNS4_TITLES,
                "未经复议直接起诉复议后起诉",
                *COLUMNS4_TITLES * 2,
            ]
            out += [cell.text for cell in grid4(figures)[-1]]
    three = {entry.ids[0].row: ("".join(entry.texts),) for entry in rows3(figures)}
    four = ("".join(cell.text for cell in grid4(figures)[-1]),)
    open_ = _open3(figures, three) | _open4(four)
    stock: set[Id] = set()
    for _, _, rows in TABLE2[figures.form]:
        for _, ids in rows:
            digits = "".join(figures.text(i) for i in ids)
            if len(ids) > 1 and (not digits.isdigit() or len(list(cuts((digits,), len(ids)))) > 1):
                stock |= set(ids)
    text = (
        f"标题: {report.title}\n发布机构: {report.agency}\n==================== 正文 ====================\n当前位置： 首页政务公开政府信息公开年报 "
        + "".join(out)
    )
    # Anybody may settle a cut of table 2 with what the prose says, and of a row with column sums carried further.
    return partly(report, text, "page.txt", either=stock | open_)


def half_separated(report: MadeReport, seed: int) -> Rendered:
    """Print rows of figures with some of the separators lost: `0 0 00 00 0`."""
    random = Random(seed)
    figures = report.figures

    def join(texts: Iterable[str]) -> str:
        line = ""
        for text in texts:
            line += (" " if line and random.random() < 0.7 else "") + text
        return line

    lines: list[str] = []
    three: dict[str, tuple[str, ...]] = {}
    four: tuple[str, ...] = ()
    for block in report.blocks:
        if not isinstance(block, TableMark):
            lines.append(block.text)
        elif block.table == "table2":
            for heading, columns, rows in TABLE2[figures.form]:
                lines += [heading, " ".join(("信息内容", *columns))]
                lines += [" ".join((label, *(figures.text(i) for i in ids))) for label, ids in rows]
        elif block.table == "table3":
            lines += [
                NOTE3,
                "申请人情况",
                "自然人 法人或其他组织 总计",
                "商业企业 科研机构 社会公益组织 法律服务机构 其他",
            ]
            for entry in rows3(figures):
                line = join(entry.texts)
                three[entry.ids[0].row] = tuple(line.split())
                lines += [*entry.opens, entry.label + " " + line]
        else:
            line = join(cell.text for cell in grid4(figures)[-1])
            four = tuple(line.split())
            lines += [
                "行政复议 行政诉讼",
                "未经复议直接起诉 复议后起诉",
                " ".join(COLUMNS4_TITLES * 3),
                line,
            ]
    return partly(
        report, "\n".join(lines) + "\n", "page.txt", either=_open3(figures, three) | _open4(four)
    )
