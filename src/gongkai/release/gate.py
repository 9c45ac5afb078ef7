"""The leak gate: nothing leaves for an applicant or the public before it.

Bytes in, leaks out; an empty answer lets the file go. What cannot be examined is a leak itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import refusals
from gongkai.annual.readers.encoding import recognise
from gongkai.annual.readers.limits import MOST_FILE_BYTES
from gongkai.annual.readers.sniffing import sniff
from gongkai.release import docx, html, image, ofd, pdf, xlsx
from gongkai.release.allowance import Allowance
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Leak, Place

_READERS = {
    "pdf": pdf.inspect,
    "docx": docx.inspect,
    "xlsx": xlsx.inspect,
    "ofd": ofd.inspect,
    "html": html.inspect,
}


def find_leaks(data: bytes, name: str, *, allow: Collection[str] = ()) -> tuple[Leak, ...]:
    """Return every leak found in a file; () if none: it may go out.

    `name` is the file's own name: it is searched too, and tells Markdown from text. `allow` are
    texts that may stand in it: the organ's telephones, mailboxes (`@domain` for all of one),
    names of authors, and `leak.PICTURES_SEEN` where a person has looked at the pictures.
    Never raises for what is in the file: what is damaged, encrypted, unknown or too large is a
    leak of the rule `unreadable`.
    """
    inspection = Inspection(Allowance(allow))
    try:
        inspection.look(name.rpartition("/")[2].rpartition("\\")[2], Place(part="name"))
        _dispatch(data, name, inspection)
    except NotReadable as error:
        inspection.refuse(error)
    except (MemoryError, RecursionError):
        inspection.refuse(refusals.damaged("", "recursion"))
    return inspection.leaks()


def find_leaks_in_text(text: str, *, allow: Collection[str] = ()) -> tuple[Leak, ...]:
    """Return the personal data in a text that is about to go out, with the line of each."""
    inspection = Inspection(Allowance(allow))
    try:
        _look_at_text(text, inspection)
    except NotReadable as error:
        inspection.refuse(error)
    return inspection.leaks()


def _dispatch(data: bytes, name: str, inspection: Inspection) -> None:
    if len(data) > MOST_FILE_BYTES:
        raise refusals.too_many_bytes("文件", "the file", MOST_FILE_BYTES)
    if image.is_image(data):
        image.inspect(data, inspection, Place())
        inspection.add("picture", Place())
        return
    kind = sniff(data, name)
    reader = _READERS.get(kind)
    if reader is not None:
        reader(data, inspection)
    elif kind in {"text", "markdown"}:
        found = recognise(data)
        if found.text.count("\ufffd"):
            raise refusals.undecodable()
        _look_at_text(found.text, inspection)
        html.look_at_comments(found.text, inspection)
    else:
        raise refusals.unsupported(
            "单个文件网页（MHTML）",
            "a page saved as MHTML",
            "另存为 PDF 或者 HTML 后再检查",
            "save it as PDF or HTML first",
        )


def _look_at_text(text: str, inspection: Inspection) -> None:
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n":
            starts.append(index + 1)

    def locate(offset: int) -> Place:
        return Place(line=bisect_right(starts, offset))

    inspection.look(text, Place(), locate)
