"""MHTML: a page as browsers save it in one file: a message, the page and its frames its parts."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

from gongkai.annual.document import Document, Grid
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import html, limits, refusals

if TYPE_CHECKING:
    from email.message import Message

_MOST_PARTS = 2_000
_MOST_LINES = 600_000  # in base 64 the largest page has some four hundred thousand


def read(data: bytes) -> Document:
    """Read a saved page. The page's frames follow it, in the order of the file."""
    if len(data) > limits.MOST_PAGE_BYTES:
        raise refusals.too_many_bytes("网页文件", "the HTML file", limits.MOST_PAGE_BYTES)
    if data.count(b"\n") > _MOST_LINES:
        raise refusals.oversized("网页文件的行数", "the number of lines", str(_MOST_LINES))
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        pages = _pages(message)
    except (ValueError, LookupError, RecursionError, AssertionError) as error:
        raise refusals.damaged("MHTML") from error
    documents: list[Document] = []
    refused: NotReadable | None = None
    tables = 0
    for body, charset in pages:
        try:
            documents.append(html.read(body, charset, tables))
            tables += sum(isinstance(block, Grid) for block in documents[-1].blocks)
        except NotReadable as error:  # an empty frame
            refused = refused or error
    if not documents:
        raise refused or refusals.damaged("MHTML")
    whole = documents[0]
    for frame in documents[1:]:
        whole.blocks += frame.blocks
        whole.titles += [title for title in frame.titles if title not in whole.titles]
        whole.remarks += frame.remarks
    return whole


def _pages(message: Message) -> list[tuple[bytes, str | None]]:
    pages: list[tuple[bytes, str | None]] = []
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            raise refusals.oversized("网页文件的部分数", "the number of parts", str(_MOST_PARTS))
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                pages.append((body, part.get_content_charset()))
    return pages
