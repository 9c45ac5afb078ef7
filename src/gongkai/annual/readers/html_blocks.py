"""The blocks of a parsed HTML page: one pass over its tree, in order.

Block elements and <br> end a line; inline elements never do, and add no space, so that a number
with a <span> for each digit stays one number. A table is a grid, unless it only lays out the page:
where a row holds a whole table or long prose, and where all rows have one cell, its content is
taken as if the table were not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from gongkai.annual.document import Block, Grid, GridCell, Line
from gongkai.annual.model import Place
from gongkai.annual.readers import limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_BLOCK, _BREAK, _CELL, _ROW, _TABLE, _ITEM, _PRE, _SKIP = range(1, 9)
_ROLE_NAMES = {
    _BLOCK: """address article aside blockquote body caption center dd details dialog dir div dl dt
        fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend main menu nav
        ol optgroup p section summary tbody tfoot thead ul""",
    _BREAK: "br",
    _CELL: "td th",
    _ROW: "tr",
    _TABLE: "table",
    _ITEM: "li",
    _PRE: "listing plaintext pre xmp",
    # What a browser does not print as text, or prints only as something to operate.
    _SKIP: """applet audio button canvas col colgroup datalist embed head iframe input link map math
        meta noframes noscript object script select style svg template textarea title video""",
}
_ROLES = {tag: role for role, tags in _ROLE_NAMES.items() for tag in tags.split()}
_CELL_TAGS = frozenset({"td", "th"})
_MOST_CELLS_OF_LAYOUT = 3
_PROSE = 400  # characters: no cell of a statutory table or of a page's data sheet is as long

_SPACE = re.compile("[ \t\r\n\f]+")
# A line broken in the source between two ideographs is no space; browsers agree since CSS Text 3.
_BROKEN_BETWEEN_IDEOGRAPHS = re.compile(
    "(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n\f]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_LEADING_DIGITS = re.compile(r"\s*\+?(\d{1,9})")

# What is gathered before places are given: a line as (text, element it begins in, lines further
# down, complete, numbered), a table as its rows of (content, element of the cell).
_Words = tuple[str, "Element", int, bool, bool]
_Content = list["_Words | list[_RawRow]"]
_RawRow = list[tuple["_Content", "Element"]]


def tidy(raw: str) -> str:
    """Collapse white space as a browser does; no-break spaces stay in number, as ordinary ones."""
    text = raw.strip()
    if text.isalnum():
        return text
    if "\n" in text or "\r" in text:
        text = _BROKEN_BETWEEN_IDEOGRAPHS.sub("", text)
    if " " in text or "\t" in text or "\n" in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    return text.replace("\xa0", " ")


def text_of(element: Element) -> str:
    """Return all text in an element, its own and its descendants', as it stands."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


class _OpenTable:
    """A table whose end has not been seen. `outside` is the content that the table stands in."""

    __slots__ = ("cell", "outside", "row", "rows")

    def __init__(self, outside: _Content) -> None:
        self.outside = outside
        self.rows: list[_RawRow] = []
        self.row: _RawRow = []
        self.cell: Element | None = None


def find_blocks(root: Element, tables: int = 0) -> list[Block]:
    """Return the lines and grids below `root`, in order; `tables` grids were counted before."""
    return _give_places(_gather(root), tables)


def _gather(root: Element) -> _Content:
    content: _Content = []  # of what is open: the page, or the innermost cell
    parts: list[str] = []  # of the line that is being put together
    source = root  # the element in which it begins
    tables: list[_OpenTable] = []
    numbered = False
    roles = _ROLES.get

    def end_line(*, complete: bool) -> None:
        nonlocal numbered
        raw = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        text = tidy(raw)
        if text:
            # The words may begin some lines below the tag that they follow.
            down = raw[: raw.index(text[0])].count("\n") if raw[0] in " \t\r\n" else 0
            content.append((text, source, down, complete, numbered))
            numbered = False

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        role = roles(element.tag)
        if event == "start":
            if role == _SKIP:
                walker.skip_subtree()
                continue
            if role is not None:
                if parts:
                    end_line(complete=role != _BREAK)
                if role == _CELL and tables and tables[-1].cell is None:
                    tables[-1].cell = element
                    content = []
                elif role == _ROW and tables and tables[-1].cell is None:
                    _end_row(tables[-1])
                    if row := _plain_row(element):
                        tables[-1].row = row
                        walker.skip_subtree()
                        continue
                elif role == _TABLE:
                    tables.append(_OpenTable(content))
                elif role == _ITEM:
                    parent = element.getparent()
                    numbered = parent is not None and parent.tag == "ol"
                elif role == _PRE:
                    content += _preformatted(element)
                    walker.skip_subtree()
                    continue
            if text := element.text:
                if not parts:
                    source = element
                parts.append(text)
        else:
            if role is not None and role != _SKIP:
                if parts:
                    end_line(complete=True)
                if role == _CELL:
                    done = (content, element)
                    if tables and tables[-1].cell is element:
                        table = tables[-1]
                        table.row.append(done)
                        table.cell = None
                        content = table.outside
                elif role == _TABLE:
                    table = tables.pop()
                    _end_row(table)
                    content += _untie(table.rows)
                elif role == _ITEM:
                    numbered = False
            if tail := element.tail:
                if not parts:
                    source = element
                parts.append(tail)
    if parts:
        end_line(complete=True)
    return content


def _plain_row(element: Element) -> _RawRow:
    """Return a row whose cells hold one line each, at half the cost; [] for any other."""
    row: _RawRow = []
    if len(element) < 2:  # one cell lays out: its lines want their own places
        return row
    for cell in element:
        if cell.tag not in _CELL_TAGS or _has_words(cell.tail):
            return []
        parts: list[str] = []
        inner = cell
        while True:
            if text := inner.text:
                parts.append(text)
            if not len(inner):
                break
            if len(inner) > 1:
                return []
            inner = inner[0]
            role = _ROLES.get(inner.tag)
            if role == _BLOCK:
                if any(map(_has_words, parts)):
                    return []
                parts.clear()
            elif role is not None:
                return []
            if _has_words(inner.tail):
                return []
        text = tidy("".join(parts)) if parts else ""
        row.append(([(text, cell, 0, True, False)] if text else [], cell))
    return row


def _has_words(text: str | None) -> bool:
    return text is not None and not text.isspace()


def _end_row(table: _OpenTable) -> None:
    if table.row:
        table.rows.append(table.row)
        table.row = []


def _preformatted(element: Element) -> _Content:
    return [
        (text.rstrip(), element, down, False, False)
        for down, text in enumerate(text_of(element).splitlines())
        if text.strip()
    ]


def _untie(rows: list[_RawRow]) -> _Content:
    """Return a table as grids and, where it only lays out, the content of its cells."""
    content: _Content = []
    run: list[_RawRow] = []
    for row in rows:
        if _lays_out(row):
            content += _untie_run(run)
            run = []
            for inside, _ in row:
                content += inside
        else:
            run.append(row)
    return content + _untie_run(run) if content else _untie_run(run)


def _untie_run(run: list[_RawRow]) -> _Content:
    for row in run:
        if len(row) > 1:
            return [run] if any(inside for row in run for inside, _ in row) else []
    # One column lays out; it tabulates nothing.
    return [item for row in run for inside, _ in row for item in inside]


def _lays_out(row: _RawRow) -> bool:
    for inside, _ in row:
        length = 0
        for item in inside:
            if isinstance(item, list):
                return True
            length += len(item[0])
        if length > _PROSE and len(row) <= _MOST_CELLS_OF_LAYOUT:
            return True
    return False


def _give_places(content: _Content, number: int) -> list[Block]:
    blocks: list[Block] = []
    for item in content:
        if isinstance(item, tuple):
            text, source, down, complete, numbered = item
            place = Place(None, None, _line_number(source) + down, 1)
            blocks.append(Line(text, place, complete, numbered))
        else:
            number += 1
            blocks.append(Grid.from_spans(_grid_rows(item, number)))
    return blocks


def _line_number(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _grid_rows(rows: list[_RawRow], table: int) -> Iterable[list[GridCell]]:
    for number, row in enumerate(rows, 1):
        cells: list[GridCell] = []
        for ordinal, (inside, element) in enumerate(row, 1):
            if not inside:
                text = ""
            elif len(inside) == 1:
                text = str(inside[0][0])
            else:
                text = "\n".join(str(line[0]) for line in inside)
            rowspan = element.get("rowspan")
            colspan = element.get("colspan")
            cells.append(
                GridCell(
                    text,
                    Place(None, None, None, None, table, number, ordinal),
                    1 if rowspan is None else _span(rowspan),
                    1 if colspan is None else _span(colspan),
                )
            )
        yield cells


def _span(value: str) -> int:
    match = _LEADING_DIGITS.match(value)
    return min(max(int(match.group(1)), 1), limits.MOST_SPAN) if match else 1
