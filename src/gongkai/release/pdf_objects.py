"""The objects of a PDF as they lie in the file, also those that no viewer reaches any more.

A library shows the document; this shows the bytes: superseded objects, actions, words in dictionaries.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.annual.readers import refusals

MOST_INFLATED = 96 << 20
_MOST_STREAM = 32 << 20
_MOST_OBJECTS = 300_000
_MOST_TRAILERS = 300
_MOST_MARKED = 8 << 20  # of a content stream that is searched for words beside the words
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[ \t\r\n\0\f]+(\d{1,5})[ \t\r\n\0\f]+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length[ \t\r\n]+(\d{1,10})(?![ \t\r\n]+\d+[ \t\r\n]+R)")
_REFERENCE = re.compile(rb"(?<![0-9])(\d{1,10})[ \t\r\n]+\d{1,5}[ \t\r\n]+R\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SHOWS_TEXT = re.compile(rb"(?:\)|>|\])[ \t\r\n]*(?:Tj|TJ|'|\")(?![A-Za-z])")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.DOTALL)
_HEX = re.compile(rb"(?<!<)<([0-9A-Fa-f \t\r\n]{4,})>(?!>)")
_BACKSLASH = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r\n": b""}


class Object(NamedTuple):
    """An object: its number, its dictionary (names unescaped), and its stream as stored, or None."""

    number: int
    head: bytes
    stream: bytes | None
    start: int


class Objects:
    """All objects of a file in the order of their bytes, those inside object streams after them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MOST_INFLATED
        self.encrypted = False
        self.all: list[Object] = []
        self.streams: dict[int, bytes] = {}  # inflated, by index in `all`
        self._scan()

    def _scan(self) -> None:
        data, at = self._data, 0
        packed: list[bytes] = []
        while match := _OBJECT.search(data, at):
            if len(self.all) >= _MOST_OBJECTS:
                raise refusals.oversized(
                    "PDF 的对象数", "the number of objects", str(_MOST_OBJECTS)
                )
            end = data.find(b"endobj", match.end())
            end = len(data) if end < 0 else end
            stream = _STREAM.search(data, match.end(), end)
            head = _unescape(data[match.end() : stream.start() if stream else end])
            body: bytes | None = None
            at = end
            if stream:
                length = _LENGTH.search(head)
                stop = stream.end() + int(length[1]) if length else -1
                if not length or b"endstream" not in data[stop : stop + 20]:
                    stop = data.find(b"endstream", stream.end())
                    stop = len(data) if stop < 0 else stop
                body = data[stream.end() : stop]
                at = stop
            self._keep(Object(int(match[1]), head, body, match.start()), packed)
        for inner in packed:
            for number, head in _members(inner):
                self._keep(Object(number, _unescape(head), None, len(data)), [])
        self.encrypted = any(
            b"/Encrypt" in one
            for one in (*self._trailers(), *(o.head for o in self.all if b"/XRef" in o.head))
        )

    def _keep(self, one: Object, packed: list[bytes]) -> None:
        self.all.append(one)
        if one.stream is None or re.search(rb"/Subtype[ \t\r\n]*/Image", one.head):
            return
        inflated = self._inflate(one)
        self.streams[len(self.all) - 1] = inflated
        if b"/ObjStm" in one.head:
            first = re.search(rb"/First[ \t\r\n]+(\d+)", one.head)
            if first:
                packed.append(first[1] + b"\n" + inflated)

    def _inflate(self, one: Object) -> bytes:
        body = one.stream or b""
        filters = re.search(rb"/Filter[ \t\r\n]*(\[[^\]]*\]|/[A-Za-z0-9]+)", one.head)
        for name in re.findall(rb"/([A-Za-z0-9]+)", filters[1]) if filters else ():
            try:
                if name in {b"FlateDecode", b"Fl"}:
                    allowed = min(self._left, _MOST_STREAM)
                    body = zlib.decompressobj().decompress(body, allowed + 1)
                    if len(body) > allowed:
                        raise refusals.too_many_bytes(
                            "PDF 解压后", "the inflated PDF", MOST_INFLATED
                        )
                    self._left -= len(body)
                elif name in {b"ASCII85Decode", b"A85"}:
                    body = base64.a85decode(
                        b"<~" + body.strip().removeprefix(b"<~").removesuffix(b"~>") + b"~>",
                        adobe=True,
                    )
                elif name in {b"ASCIIHexDecode", b"AHx"}:
                    body = bytes.fromhex(body.partition(b">")[0].decode("ascii"))
                else:
                    return b""
            except (zlib.error, ValueError):
                return b""
        return body

    def _trailers(self) -> Iterator[bytes]:
        at = 0
        for _ in range(_MOST_TRAILERS):
            if (at := self._data.find(b"trailer", at)) < 0:
                return
            end = self._data.find(b"startxref", at)
            yield _unescape(self._data[at : at + 4096 if end < 0 else end])
            at += 7

    def has(self, *names: bytes) -> bool:
        """Return whether a dictionary of the file has one of these names, `/JS` and the like."""
        pattern = re.compile(rb"(?:" + b"|".join(map(re.escape, names)) + rb")(?![A-Za-z0-9])")
        return any(pattern.search(one.head) for one in self.all)

    def words(self) -> Iterator[str]:
        """Yield the strings of all dictionaries: titles, alternative texts, values, scripts."""
        for index, one in enumerate(self.all):
            if b"/XRef" in one.head or b"/FontDescriptor" in one.head or b"/FontFile" in one.head:
                continue
            yield from _strings(one.head)
            body = self.streams.get(index, b"")
            if b"/ActualText" in body or b"/Alt" in body:
                for dictionary in re.findall(
                    rb"<<((?:[^<>]|<[0-9A-Fa-f \t\r\n]*+>){0,2000}+)>>[ \t\r\n]*BDC",
                    body[:_MOST_MARKED],
                ):
                    yield from _strings(dictionary)

    def forgotten(self) -> list[int]:
        """Return the numbers of objects that draw text, and that the newest document does not reach."""
        last = {one.number: index for index, one in enumerate(self.all)}
        lost = [
            index
            for index, body in self.streams.items()
            if _SHOWS_TEXT.search(body) and b"/ObjStm" not in self.all[index].head
        ]
        if not lost:
            return []
        reached = self._reach(last)
        return [
            self.all[index].number
            for index in lost
            if last[self.all[index].number] != index or self.all[index].number not in reached
        ]

    def _reach(self, last: dict[int, int]) -> set[int]:
        heads = [*self._trailers(), *(o.head for o in self.all if b"/XRef" in o.head)]
        todo = [int(number) for head in heads for number in _REFERENCE.findall(head)]
        reached: set[int] = set()
        while todo:
            number = todo.pop()
            if number in reached or number not in last:
                continue
            reached.add(number)
            todo += [int(one) for one in _REFERENCE.findall(self.all[last[number]].head)]
        return reached


def _members(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of an object stream: its own `First` stands before the first newline."""
    first_text, _, body = packed.partition(b"\n")
    first = int(first_text)
    numbers = [int(one) for one in re.findall(rb"\d+", body[:first])]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    for (number, offset), (_, following) in zip(pairs, [*pairs[1:], (0, len(body))], strict=True):
        yield number, body[first + offset : first + following]


def _unescape(head: bytes) -> bytes:
    if b"#" not in head:
        return head
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), head)


def _strings(head: bytes) -> Iterator[str]:
    for match in _LITERAL.finditer(head):
        yield _decode(_BACKSLASH.sub(_unslash, match[1]))
    for match in _HEX.finditer(head):
        digits = re.sub(rb"\s", b"", match[1])
        yield _decode(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def _unslash(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said.isdigit():
        return bytes([int(said, 8) & 0xFF])
    return _ESCAPES.get(said, said)


def _decode(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    if text.startswith(b"\xff\xfe"):
        return text[2:].decode("utf-16-le", "replace")
    try:
        return text.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("gb18030", "replace")
