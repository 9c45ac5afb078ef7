"""Plain text and Markdown: lines as they stand. Tables drawn with bars or spaces stay lines; the fitting knows them."""

from __future__ import annotations

from gongkai.annual.document import Document, Line
from gongkai.annual.model import Place
from gongkai.annual.readers.encoding import recognise


def read(data: bytes, kind: str = "text") -> Document:
    """Read bytes as lines; a form feed begins a page, as `pdftotext` writes it."""
    decoded = recognise(data)
    text = decoded.text
    document = Document(kind, [], remarks=list(decoded.remarks))
    paged = "\f" in text
    page = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        page += line.count("\f")
        place = Place(page=page if paged else None, line=number, column=1)
        document.blocks.append(Line(line.replace("\f", ""), place))
    if paged:
        document.pages = page
    return document
