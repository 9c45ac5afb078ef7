"""Which fonts of the machine a page may use, and whether they have every character of a letter.

No font comes with the package (the standard's own are not free to pass on) and no file is named:
families are looked for in order, and Noto CJK or any other of the chain stands in for what is not there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gongkai.letters.errors import FontError

SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "宋体", "STSong")
SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
RARE = ("SimSun-ExtB", "宋体-ExtB", "Noto Serif CJK TC", "Noto Serif CJK JP")
FANGSONG = ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R")


@dataclass(frozen=True, slots=True)
class FontChoice:
    """Families to look for, first to last, for each face of the standard; folders beside the system's.

    `system` False looks in `folders` alone. `substitute` is printed for a character that no font
    has (〓 is the printers' mark for it); empty: such a letter is refused.
    """

    body: tuple[str, ...] = (*FANGSONG, "Zhuque Fangsong (technical preview)")
    title: tuple[str, ...] = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
    hei: tuple[str, ...] = ("黑体", "SimHei", "STHeiti", "FandolHei")
    kai: tuple[str, ...] = (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "KaiTi",
        "楷体",
        "STKaiti",
        "LXGW WenKai",
    )
    song: tuple[str, ...] = ("宋体", "SimSun", "STSong")
    folders: tuple[Path, ...] = ()
    system: bool = True
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class Faces:
    """The families found, for each face; `title_weight` makes a text face stand in for 小标宋."""

    body: tuple[str, ...]
    title: tuple[str, ...]
    hei: tuple[str, ...]
    kai: tuple[str, ...]
    song: tuple[str, ...]
    title_weight: str


@lru_cache(maxsize=8)
def find_faces(choice: FontChoice) -> Faces:
    """Return the families that are on the machine; FontError where none of them writes Chinese."""
    there = _families(choice)
    stand_in = tuple(family for family in (*SERIF, *SANS, *RARE) if family in there)

    def chain(families: tuple[str, ...], *before: str) -> tuple[str, ...]:
        own = (each for each in (*families, *before) if each in there)
        return tuple(dict.fromkeys((*own, *stand_in)))

    own_title = any(each in there for each in choice.title)
    faces = Faces(
        chain(choice.body),
        chain(choice.title),
        chain(choice.hei, *SANS),
        chain(choice.kai, *choice.body),
        chain(choice.song),
        "regular" if own_title else "bold",
    )
    if not (faces.body and "国" in "".join(_covered(choice, faces.body, "国"))):
        raise FontError(
            "本机没有中文字体，不能生成 PDF；请安装思源宋体（Debian：fonts-noto-cjk）或者仿宋等公文字体，"
            "也可以先下载 DOCX",
            "no Chinese font on this machine, so no PDF; install Noto CJK (Debian: fonts-noto-cjk) or the "
            "fonts of official documents, or take the DOCX",
        )
    return faces


def find_uncovered(choice: FontChoice, text: str) -> str:
    """Return the characters of a text that none of the fonts has, each once, in order."""
    faces = find_faces(choice)
    wanted = "".join(dict.fromkeys(each for each in text if not each.isspace()))
    # A face that lacks a character borrows it from the stand-ins, which all faces share.
    covered = set(_covered(choice, (*faces.title, *faces.body, *faces.hei), wanted))
    return "".join(each for each in wanted if each not in covered)


def _covered(choice: FontChoice, families: tuple[str, ...], wanted: str) -> Iterator[str]:
    left = set(wanted)
    for family in dict.fromkeys(families):
        for path, index in _families(choice).get(family, ()):
            ranges = _read_coverage(path, index)
            found = {each for each in left if any(a <= ord(each) <= b for a, b in ranges)}
            yield from found
            left -= found
        if not left:
            return


@lru_cache(maxsize=8)
def _families(choice: FontChoice) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return each family with its files, one for each style."""
    import typst

    found: dict[str, tuple[tuple[str, int], ...]] = {}
    fonts = typst.Fonts(
        include_system_fonts=choice.system,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in choice.folders],
    )
    for font in fonts.fonts():
        if font.path is not None and font.style == "normal":
            file = (str(font.path), font.index)
            found[font.family] = (*found.get(font.family, ()), file)
    return found


@lru_cache(maxsize=64)
def _read_coverage(path: str, index: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of code points that a font has a glyph for; none for what is no font."""
    data = Path(path).read_bytes()
    try:
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
        (tables,) = struct.unpack_from(">H", data, start + 4)
        for place in range(start + 12, start + 12 + 16 * tables, 16):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, place)
            if tag == b"cmap":
                return tuple(_read_map(data, offset))
    except struct.error:
        pass
    return ()


def _read_map(data: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a cmap: format 12 where there is one, or else format 4."""
    (count,) = struct.unpack_from(">H", data, offset + 2)
    formats: dict[int, int] = {}
    for record in range(count):
        platform, _, inner = struct.unpack_from(">HHI", data, offset + 4 + 8 * record)
        if platform in {0, 3}:
            formats[struct.unpack_from(">H", data, offset + inner)[0]] = offset + inner
    if table := formats.get(12):
        (groups,) = struct.unpack_from(">I", data, table + 12)
        for group in range(groups):
            first, last, _ = struct.unpack_from(">III", data, table + 16 + 12 * group)
            yield first, last
    elif table := formats.get(4):
        segments = struct.unpack_from(">H", data, table + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", data, table + 14)
        starts = struct.unpack_from(f">{segments}H", data, table + 16 + 2 * segments)
        yield from zip(starts, ends, strict=True)
