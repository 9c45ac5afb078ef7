"""How much the readers will take on, so that no file costs more than a moment and some memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from gongkai.annual.readers import refusals

MEBIBYTE = 1 << 20

MOST_FILE_BYTES = 200 * MEBIBYTE  # any file: a scanned report of some hundred pages stays below it
MOST_PAGE_BYTES = 32 * MEBIBYTE  # a web page with the pictures that are saved in it
MOST_TEXT_BYTES = 8 * MEBIBYTE  # words and mark-up; a long Word export has one or two
MOST_LINES = 200_000  # of a text or a page's source
MOST_TAGS = 400_000
MOST_XML_TAGS = 1_500_000  # of one part of an office file, which spends a hundred on a sentence
MOST_MEMBERS = 10_000  # files inside a package
MOST_MEMBER_BYTES = 64 * MEBIBYTE  # one inflated member
MOST_INFLATED_BYTES = 128 * MEBIBYTE  # all members that are read, together
MOST_RATIO = (
    400  # inflated to packed, for a member above a mebibyte; Word's own XML reaches about 60
)
MOST_SPAN = 100  # rows or columns that one cell may claim; the widest statutory row has ten columns
MOST_CELL_CHARACTERS = 100_000
MOST_PAGES = 2_000

_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL
)


class Archive:
    """A zip package whose members are inflated under a common bound.

    `name` is the format's name in messages.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise refusals.damaged(name) from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise refusals.oversized(
                f"{name} 文件内的成员数",
                f"the number of members of the {name} file",
                str(MOST_MEMBERS),
            )
        self._members = {member.filename: member for member in members if not member.is_dir()}

    def names(self) -> list[str]:
        """Return the members' names as the package writes them."""
        return list(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """Inflate one member; NotReadable if it is missing, locked, damaged or a bomb."""
        info = self._members.get(member)
        if info is None:
            raise refusals.damaged(self.name, member)
        if info.flag_bits & 0x1:
            raise refusals.encrypted(self.name)
        allowed = min(MOST_MEMBER_BYTES, MOST_INFLATED_BYTES - self._inflated)
        if info.compress_size * MOST_RATIO > MEBIBYTE:
            allowed = min(allowed, info.compress_size * MOST_RATIO)
        else:
            allowed = min(allowed, MEBIBYTE)
        if info.file_size > allowed:
            raise self._bomb()
        try:
            with self._zip.open(info) as stream:
                # The declared size may lie, so no more is inflated than is allowed.
                data = stream.read(allowed + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
            LookupError,
        ) as error:
            raise refusals.damaged(self.name, member) from error
        if len(data) > allowed:
            raise self._bomb()
        self._inflated += len(data)
        return data

    def _bomb(self) -> Exception:
        return refusals.too_many_bytes(
            f"{self.name} 文件解压后", f"the inflated {self.name} file", MOST_INFLATED_BYTES
        )

    def parse(self, member: str) -> etree._Element:
        """Inflate and parse one XML member."""
        return parse_xml(self.read(member), self.name, member)


def refuse_declarations(data: bytes, name: str) -> None:
    """Raise NotReadable for XML with a DTD. `name` is the format's name in messages."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:64] else data
    prolog = _PROLOG.match(plain)
    if prolog is not None and plain.startswith(b"<!", prolog.end()):
        raise refusals.forbidden_declaration(name)


def parse_xml(data: bytes, name: str, member: str = "") -> etree._Element:
    """Parse XML that needs no DTD.

    NotReadable if it has one, is broken, or is nested beyond 256 levels. `name` is the format in
    messages, `member` the part's.
    """
    refuse_declarations(data, name)
    if data.count(b"<") > MOST_XML_TAGS:
        raise refusals.oversized(
            f"{name} 文件的标签数", f"the number of tags of the {name} file", str(MOST_XML_TAGS)
        )
    # Entities, external files and the network stay out; a broken part is an error, not a guess.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise refusals.nested_too_deeply(name) from error
        raise refusals.damaged(name, member) from error
    except ValueError as error:
        raise refusals.damaged(name, member) from error
    # The same again for what is written in another encoding; nothing of it has been resolved.
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusals.forbidden_declaration(name)
    return root
