"""Plain text and Markdown: lines as they stand. A drawn table stays lines: the fitting knows it."""

from __future__ import annotations

import re

from gongkai.annual.document import Document, Line
from gongkai.annual.model import Place
from gongkai.annual.readers.encoding import recognise

_HEADING = re.compile(r" {0,3}#{1,6}\s+")


def read(data: bytes, kind: str = "text") -> Document:
    """Read bytes as lines; a form feed begins a page, as `pdftotext` writes it."""
    decoded = recognise(data)
    text = decoded.text
    document = Document(kind, [], remarks=list(decoded.remarks))
    paged = "\f" in text
    page = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        page += line.count("\f")
        line = line.replace("\f", "")  # noqa: PLW2901
        heading = _HEADING.match(line)
        start = heading.end() if heading else 0
        place = Place(page=page if paged else None, line=number, column=start + 1)
        document.blocks.append(Line(line[start:], place, complete=heading is not None))
    if paged:
        document.pages = page
    return document
