"""HTML: a published page, a saved page, a Word export.

The tree is lxml's; `html_blocks` makes lines and grids of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from gongkai.annual.document import Document
from gongkai.annual.readers import limits, refusals
from gongkai.annual.readers.encoding import recognise
from gongkai.annual.readers.html_blocks import find_blocks, text_of, tidy

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_META = ("articletitle", "contentsource", "pubdate")

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
# Each begins with its own letters, so that a page without them is passed over at a search's speed.
_SIGNS_OF_HIDING = tuple(
    re.compile(sign)
    for sign in (rb"display\s*:\s*none", rb"visibility\s*:\s*hidden", rb"hidden[\s=>/]")
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAY_BE_HIDDEN = etree.XPath(
    "//*[@hidden or contains(@style, 'isplay') or contains(@style, 'ISPLAY')"
    " or contains(@style, 'isibility') or contains(@style, 'ISIBILITY')]"
)
# Pictures inside the page.
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%\s]{2000,}")
_PRESENTATION = re.compile(
    rb"</?(?:font|span|b|strong|em|i|u|big|small|a|o:p|label|nobr)\b[^<>]*>", re.IGNORECASE
)


def read(data: bytes, declared: str | None = None, tables: int = 0) -> Document:
    """Read an HTML page.

    `declared` is the encoding that its carrier, a saved page, names; `tables` is how many grids it
    has before this page.

    A line's place is its line in the source; a cell's is its grid, row and number in the row.
    """
    if len(data) > limits.MOST_PAGE_BYTES:
        raise refusals.too_many_bytes("网页文件", "the HTML file", limits.MOST_PAGE_BYTES)
    if len(data) > limits.MEBIBYTE:
        data = _EMBEDDED.sub(b"", data)
    if data.count(b"<") > limits.MOST_TAGS:
        raise refusals.oversized("网页的标签数", "the number of tags", str(limits.MOST_TAGS))
    found = recognise(data, declared or declared_encoding(data))
    if found.encoding != "utf-8" or found.remarks:
        data = found.text.encode("utf-8", "replace")
    root = _parse(data)
    lowered = data.lower()
    if any(sign.search(lowered) for sign in _SIGNS_OF_HIDING):
        _drop_hidden(root)
    return Document(
        "html", find_blocks(root, tables), titles=_titles(root), remarks=list(found.remarks)
    )


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that the page itself declares near its top, or None."""
    match = _XML_ENCODING.search(data[:200]) or _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii", "replace") if match else None


def _parse(data: bytes) -> Element:
    root, too_deep = _try_parse(data)
    if too_deep:
        # Old editors leave <font> and <span> open by the hundred. They mean nothing here.
        root, too_deep = _try_parse(_PRESENTATION.sub(b"", data))
        if too_deep:
            raise refusals.nested_too_deeply("HTML")
    if root is None:
        raise refusals.empty()
    return root


def _try_parse(data: bytes) -> tuple[Element | None, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    # Beyond 256 levels the parser stops, and what follows would be lost in silence.
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return root, too_deep


def _drop_hidden(root: Element) -> None:
    for element in cast("list[Element]", _MAY_BE_HIDDEN(root)):
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


def _titles(root: Element) -> list[str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").lower()
        if name in _META:
            metas.setdefault(name, tidy(meta.get("content") or ""))
    candidates = [metas.get("articletitle", "")]
    candidates += [tidy(text_of(title)) for title in root.iter("title")]
    candidates += [metas.get("contentsource", ""), metas.get("pubdate", "")]
    return list(dict.fromkeys(title for title in candidates if title))
