"""HTML: a published page, a saved page, a Word export.

The tree is lxml's. Block elements and <br> end a line; inline elements never do, and add no space, so that a
number with a <span> for each digit stays one number. A table is a grid, unless it only lays out the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gongkai.annual.document import Block, Document, Grid, GridCell, Line
from gongkai.annual.model import Place
from gongkai.annual.readers import limits, refusals
from gongkai.annual.readers.encoding import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK, _BLOCK, _TABLE, _SKIP, _PRE, _LIST = range(1, 7)
_ROLES: dict[str, int] = {
    **dict.fromkeys(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav optgroup "
        "p section summary td th tr tbody thead tfoot ul".split(),
        _BLOCK,
    ),
    **dict.fromkeys(
        # What a browser does not print as text, or prints only as something to operate.
        "applet audio button canvas col colgroup datalist embed head iframe input link map meta noframes "
        "noscript object script select style svg template textarea title video math".split(),
        _SKIP,
    ),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _PRE),
    "br": _BREAK,
    "table": _TABLE,
    "ol": _LIST,
}
_META = ("articletitle", "contentsource", "pubdate")
_MOST_COLUMNS_OF_LAYOUT = 3
_PROSE = 400  # characters: no cell of a statutory table or of a page's data sheet is as long

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
_MAY_HIDE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|[\s\"']hidden[\s=>/]",
    re.IGNORECASE,
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STYLED = etree.XPath("//*[@hidden or @style]")
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%\s]{2000,}")
_PRESENTATION = re.compile(
    r"</?(?:font|span|b|strong|em|i|u|big|small|a|o:p|label|nobr)\b[^<>]*>", re.IGNORECASE
)
_SPACE = re.compile("[ \t\r\n\f]+")
# A line broken in the source between two ideographs is no space; browsers agree since CSS Text 3.
_BROKEN_BETWEEN_IDEOGRAPHS = re.compile(
    "(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n\f]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_LEADING_DIGITS = re.compile(r"\s*\+?(\d{1,9})")


def read(data: bytes, declared: str | None = None) -> Document:
    """Read an HTML page; `declared` is the encoding that its carrier (a saved page's part) names.

    Each line's place is its line in the source, each cell's its grid, row and number within the row.
    """
    if len(data) > limits.MOST_TEXT_BYTES:
        raise refusals.oversized("网页文件", "the HTML file", f"{limits.MOST_TEXT_BYTES} B")
    found = recognise(data, declared or declared_encoding(data))
    return read_text(found.text, list(found.remarks))


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that the page itself declares near its top, or None."""
    match = _XML_ENCODING.search(data[:200]) or _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii", "replace") if match else None


def read_text(text: str, remarks: list[str] | None = None) -> Document:
    """Read a page that is decoded already."""
    if len(text) > limits.MEBIBYTE:
        text = _EMBEDDED.sub("", text)  # pictures inside the page
    root = _parse(text)
    if _MAY_HIDE.search(text):
        _drop_hidden(root)
    walk = _Walk()
    walk.flow(root)
    walk.end_line(complete=True)
    return Document(kind="html", blocks=walk.blocks, titles=_titles(root), remarks=remarks or [])


def _parse(text: str) -> etree._Element:
    root, too_deep = _try_parse(text)
    if too_deep:
        # Old editors leave <font> and <span> open by the hundred. They mean nothing here.
        root, too_deep = _try_parse(_PRESENTATION.sub("", text))
        if too_deep:
            raise refusals.nested_too_deeply("HTML")
    if root is None:
        raise refusals.empty()
    return root


def _try_parse(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    # The parser stops where elements are nested beyond 256 levels: what follows would be lost in silence.
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return root, too_deep


def _drop_hidden(root: etree._Element) -> None:
    for element in _STYLED(root):
        if element.get("hidden") is None and not _HIDES.search(element.get("style") or ""):
            continue
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def _titles(root: etree._Element) -> list[str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").lower()
        if name in _META:
            metas.setdefault(name, _tidy(meta.get("content") or ""))
    candidates = [metas.get("articletitle", "")]
    candidates += [_tidy("".join(title.itertext())) for title in root.iter("title")]
    candidates += [metas.get("contentsource", ""), metas.get("pubdate", "")]
    return list(dict.fromkeys(title for title in candidates if title))


def _tidy(raw: str) -> str:
    """Collapse white space as a browser does; no-break spaces stay in number, as ordinary ones."""
    text = raw.strip()
    if text.isalnum():
        return text
    if "\n" in text or "\r" in text:
        text = _BROKEN_BETWEEN_IDEOGRAPHS.sub("", text)
    if " " in text or "\t" in text or "\n" in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    return text.replace("\xa0", " ")


class _RawCell(NamedTuple):
    text: str
    rowspan: int
    colspan: int


class _Walk:
    """One pass over the tree, in order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []  # of the line that is being put together
        self._source: etree._Element | None = None  # the element after whose start tag it begins
        self._grids = 0
        self._numbered = False

    def end_line(self, *, complete: bool) -> None:
        """Close the line that is being put together, if it has any words."""
        parts = self._parts
        if not parts:
            return
        raw = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        text = _tidy(raw)
        if text:
            line = self._source.sourceline if self._source is not None else None
            if raw[0] <= " ":
                line = (line or 1) + raw[: len(raw) - len(raw.lstrip())].count("\n")
            place = Place(None, None, line, 1)
            self.blocks.append(Line(text, place, complete, self._numbered))

    def flow(self, element: etree._Element) -> None:
        """Take in what an element holds, its lines and grids."""
        parts = self._parts
        if text := element.text:
            if not parts:
                self._source = element
            parts.append(text)
        for child in element:
            role = _ROLES.get(child.tag)
            if role is None:
                self.flow(child)
            elif role == _BLOCK:
                if parts:
                    self.end_line(complete=True)
                self.flow(child)
                if parts:
                    self.end_line(complete=True)
            elif role == _BREAK:
                self.end_line(complete=False)
            elif role != _SKIP:
                self.end_line(complete=True)
                if role == _TABLE:
                    self._table(child)
                elif role == _PRE:
                    self._preformatted(child)
                else:
                    self._ordered(child)
            if tail := child.tail:
                if not parts:
                    self._source = child
                parts.append(tail)

    def _preformatted(self, element: etree._Element) -> None:
        first = element.sourceline or 1
        for offset, text in enumerate("".join(element.itertext()).splitlines()):
            if text.strip():
                self.blocks.append(Line(text.rstrip(), Place(line=first + offset, column=1)))

    def _ordered(self, element: etree._Element) -> None:
        """Take in a list whose numbers the browser prints."""
        before = self._numbered
        for item in element:
            self._numbered = item.tag == "li"
            self.flow(item)
            self.end_line(complete=True)
        self._numbered = before

    def _table(self, table: etree._Element) -> None:
        nests = _has_second(table.iter("table"))
        run: list[list[_RawCell]] = []
        sources: list[list[etree._Element]] = []
        for row in self._rows(table):
            cells = [] if nests and any(_holds_table(cell) for cell in row) else _raw_cells(row)
            if cells and not (
                len(cells) <= _MOST_COLUMNS_OF_LAYOUT
                and any(len(cell.text) > _PROSE for cell in cells)
            ):
                run.append(cells)
                sources.append(row)
                continue
            self._end_grid(run, sources)
            run, sources = [], []
            for cell in row:
                self.flow(cell)
                self.end_line(complete=True)
        self._end_grid(run, sources)

    def _rows(self, table: etree._Element) -> Iterator[list[etree._Element]]:
        """Yield each row's cells. Words between rows become lines before the table."""
        loose: list[etree._Element] = []  # cells outside any row
        for child in table:
            tag = child.tag
            if tag in {"td", "th"}:
                loose.append(child)
                continue
            if loose:
                yield loose
                loose = []
            if tag == "tr":
                yield self._cells(child)
            elif tag in {"tbody", "thead", "tfoot"} or next(child.iter("tr"), None) is not None:
                yield from self._rows(child)
            elif _ROLES.get(tag) != _SKIP:
                self.flow(child)
                self.end_line(complete=True)
        if loose:
            yield loose

    def _cells(self, row: etree._Element) -> list[etree._Element]:
        cells: list[etree._Element] = []
        for child in row:
            if child.tag in {"td", "th"}:
                cells.append(child)
            elif next(child.iter("td", "th"), None) is not None:
                cells += self._cells(child)
        return cells

    def _end_grid(self, run: list[list[_RawCell]], sources: list[list[etree._Element]]) -> None:
        if not any(cell.text for row in run for cell in row):
            return
        if all(len(row) == 1 for row in run):
            # One column lays out; it tabulates nothing.
            for row in sources:
                for cell in row:
                    self.flow(cell)
                    self.end_line(complete=True)
            return
        self._grids += 1
        table = self._grids
        self.blocks.append(
            Grid.from_spans(
                [
                    GridCell(
                        text,
                        Place(None, None, None, None, table, number, ordinal),
                        rowspan,
                        colspan,
                    )
                    for ordinal, (text, rowspan, colspan) in enumerate(row, 1)
                ]
                for number, row in enumerate(run, 1)
            )
        )


def _raw_cells(row: list[etree._Element]) -> list[_RawCell]:
    return [
        _RawCell(_cell_text(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in row
    ]


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name)
    if value is None or value == "1":
        return 1
    match = _LEADING_DIGITS.match(value)
    return min(max(int(match.group(1)), 1), limits.MOST_SPAN) if match else 1


def _cell_text(cell: etree._Element) -> str:
    """Return a cell's words, its lines separated by newlines."""
    if not len(cell):
        return _tidy(cell.text or "")
    lines: list[str] = []
    parts: list[str] = []
    _gather(cell, parts, lines)
    if not lines:
        return _tidy("".join(parts))
    lines.append("".join(parts))
    return "\n".join(text for text in map(_tidy, lines) if text)


def _gather(element: etree._Element, parts: list[str], lines: list[str]) -> None:
    if text := element.text:
        parts.append(text)
    for child in element:
        role = _ROLES.get(child.tag)
        if role is None:
            _gather(child, parts, lines)
        elif role != _SKIP:
            if parts:
                lines.append("".join(parts))
                parts.clear()
            if role != _BREAK:
                _gather(child, parts, lines)
                if parts:
                    lines.append("".join(parts))
                    parts.clear()
        if tail := child.tail:
            parts.append(tail)


def _has_second(elements: Iterator[etree._Element]) -> bool:
    return next(elements, None) is not None and next(elements, None) is not None


def _holds_table(cell: etree._Element) -> bool:
    """Return whether a cell holds a table of more than one cell; a smaller one is only a frame."""
    return any(_has_second(table.iter("td", "th")) for table in cell.iter("table"))
