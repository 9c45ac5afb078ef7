"""Ways to break a file: its bytes, its mark-up, the members of its package."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

Mutation = Callable[[bytes, Random], bytes]

_HOSTILE_BYTES = (
    b"\0", b"\xff", b"\x80", b"<", b">", b"&", b'"', b"\r\n", b"\x1a", b"|", b"\t", b"0", b"9" * 40,
    b"<table>", b"</td>", b"<td rowspan=65535 colspan=65535>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b"<![CDATA[", b"<!--", b"\xef\xbb\xbf", b"\xff\xfe", "一、总体情况".encode(), "（七）总计".encode(),
    "政府信息公开".encode("gb18030"), b"%PDF-1.7", b"PK\x03\x04", b"g 999999999 1 ", b"1e308", b"-1", b"NaN",
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]*>")
_NUMBER = re.compile(rb"\d+")


def _somewhere(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + int(random.paretovariate(0.5)))


def flip(data: bytes, random: Random) -> bytes:
    """Change some bytes to any others."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20, 200))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(data: bytes, random: Random) -> bytes:
    """Leave out a stretch."""
    start, end = _somewhere(data, random)
    return data[:start] + data[end:]


def truncate(data: bytes, random: Random) -> bytes:
    """Break off."""
    return data[: random.randrange(len(data) + 1)]


def repeat(data: bytes, random: Random) -> bytes:
    """Repeat a stretch, now and then many times."""
    start, end = _somewhere(data, random)
    end = min(end, start + 2000)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def insert(data: bytes, random: Random) -> bytes:
    """Put in something that means trouble."""
    for _ in range(random.choice((1, 1, 5))):
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.choice(_HOSTILE_BYTES) * random.choice((1, 1, 30)) + data[at:]
    return data


def swap(data: bytes, random: Random) -> bytes:
    """Exchange two neighbouring stretches."""
    one, two, three = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def renumber(data: bytes, random: Random) -> bytes:
    """Make some number another one."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return insert(data, random)
    match = random.choice(found)
    number = random.choice(
        (b"", b"0", b"-1", b"65536", b"4294967296", b"1" * 400, b"0.5", b"\xef\xbc\x91")
    )
    return data[: match.start()] + number + data[match.end() :]


def shuffle_tags(data: bytes, random: Random) -> bytes:
    """Lose, repeat, nest or exchange tags."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return cut(data, random)
    match, other = random.choice(tags), random.choice(tags)
    tag = match.group()
    replacement = random.choice(
        (b"", tag * 2, tag * 400, other.group(), b"</" + tag[1:], tag + b"<x>" * 300)
    )
    return data[: match.start()] + replacement + data[match.end() :]


PLAIN: tuple[Mutation, ...] = (
    flip, cut, truncate, repeat, insert, swap, renumber, shuffle_tags, shuffle_tags,
)  # fmt: skip


def break_package(data: bytes, random: Random) -> bytes:
    """Break what is inside a zip and pack it again, so that the checksums are right."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    names = list(members)
    # The parts that hold the report are the ones worth breaking.
    large = sorted(names, key=lambda name: len(members[name]))[-4:]
    name = random.choice(random.choice((names, large)))
    match random.randrange(12):
        case 0:
            del members[name]
        case 1:
            members[name] = b""
        case 2:
            members[name], other = members[random.choice(names)], members[name]
            members[random.choice(names)] = other
        case 3:
            members[name.upper() + "x"] = members.pop(name)
        case _:
            for _ in range(random.choice((1, 1, 2, 6))):
                members[name] = random.choice(PLAIN)(members[name], random)
    out = BytesIO()
    with zipfile.ZipFile(
        out, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    ) as made:
        for member, content in members.items():
            made.writestr(member, content)
    return out.getvalue()


def mutate(data: bytes, random: Random) -> bytes:
    """Break a file once or a few times."""
    if data.startswith(b"PK") and random.random() < 0.8:
        return break_package(data, random)
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        data = random.choice(PLAIN)(data, random)
    return data
