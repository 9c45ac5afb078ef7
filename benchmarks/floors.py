"""The least that any reader of a format must do, by the same library that ours uses."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pypdfium2
from lxml import etree, html


def extract_characters(data: bytes) -> int:
    """PDF: every character with its box."""
    document = pypdfium2.PdfDocument(data)
    count = 0
    for page in document:
        text = page.get_textpage()
        characters = text.get_text_range()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        count += len(characters) + len(boxes)
        text.close()
        page.close()
    document.close()
    return count


def parse_html(data: bytes) -> etree._Element:
    """HTML: the page as a tree, by its declared encoding."""
    return html.document_fromstring(data)


def parse_package(data: bytes) -> list[etree._Element]:
    """DOCX, XLSX, OFD: the parts that hold words, each as a tree."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return [
            etree.fromstring(package.read(name))
            for name in package.namelist()
            if _holds_words(name)
        ]


def _holds_words(name: str) -> bool:
    return (
        name in {"word/document.xml", "xl/sharedStrings.xml"}
        or (name.startswith("xl/worksheets/") and name.endswith(".xml"))
        or name.endswith("Content.xml")
    )


def split_lines(data: bytes) -> list[str]:
    """Text: its lines."""
    return data.decode("utf-8", "replace").splitlines()


FLOORS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "pdf": ("pypdfium2: every character with its box", extract_characters),
    "html": ("lxml: the page as a tree", parse_html),
    "docx": ("lxml: word/document.xml as a tree", parse_package),
    "xlsx": ("lxml: the sheets and shared strings as trees", parse_package),
    "ofd": ("lxml: the pages as trees", parse_package),
    "text": ("Python: decoded, as lines", split_lines),
}
