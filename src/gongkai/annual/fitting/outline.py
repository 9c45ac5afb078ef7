"""Where a report's parts begin: its section headings and the stretches that its three tables take.

A heading is known by its title, with its number as printed, right or wrong; it may stand in the middle of a line
where a web page was saved without line ends. A table is known by its own words, never by the heading above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from gongkai.annual.fitting.flow import Flow
from gongkai.annual.fitting.fold import squash
from gongkai.annual.forms import Form

_LONGEST_TITLE = 200  # characters of a line that may be a heading and nothing else
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: its kind, printed number, title, and its stretch of the flow's text."""

    kind: str
    number: str
    title: str
    start: int
    end: int
    numbered_by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """The stretch of the flow's text that a table takes; empty where the report has none."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


def loose(words: str) -> str:
    """Return a pattern for words that tolerates white space, bars and line ends anywhere in them."""
    return r"[\s|]*".join(re.escape(character) for character in words)


@cache
def _heading_pattern(form: Form) -> re.Pattern[str]:
    titles = sorted(
        {title for section in form.sections for title in (section.title, *section.variants)},
        key=len,
        reverse=True,
    )
    # Within a title the 、 and 和 between its two halves come and go.
    alternatives = "|".join(loose(title).replace("、", "[、,，]?") for title in titles)
    return re.compile(
        rf"(?:(?<![{NUMERALS}第（(])([{NUMERALS}])[\s]*[、.．,，:：]|^[ ]*(\d)[、.．]|^)[ ]*({alternatives})"
        r"(?=(?P<rest>[^\n]?))",
        re.MULTILINE,
    )


@cache
def _titles(form: Form) -> tuple[tuple[str, str], ...]:
    return tuple(
        (squash(title), section.kind)
        for section in form.sections
        for title in (section.title, *section.variants)
    )


_TABLE_ROW = re.compile("本年度?新收|上年度?结转|办理结果|结转下年|总计")
_NUMBERED_LINE = re.compile(
    rf"^[ ]*([{NUMERALS}])[ ]*[、.．][ ]*([^\s，；。][^\n，；。]{{1,40}})[。：:]?[ ]*$",
    re.MULTILINE,
)


def _kind_of(title: str, form: Form) -> tuple[str, float]:
    plain = squash(title)
    return max(
        ((kind, fuzz.ratio(plain, known)) for known, kind in _titles(form)),
        key=lambda pair: pair[1],
    )


def find_headings(flow: Flow, form: Form) -> list[Heading]:
    """Find every section heading in order of place, tables' own rows left out."""
    found: dict[int, Heading] = {}
    for match in _heading_pattern(form).finditer(flow.text):
        number = match[1] or match[2] or ""
        row = flow.rows[flow.row_at(match.start(3))]
        alone = len(row.text) <= _LONGEST_TITLE and squash(row.text) == squash(match[0])
        if not number and not alone:
            continue  # a title named in a sentence
        if number and not alone and match["rest"] in {"、", "；", "和"}:
            continue  # a list of the parts in the preamble: 一、总体情况、二、……
        kind, _ = _kind_of(match[3], form)
        found[match.start()] = Heading(
            kind,
            number,
            re.sub(r"\s+", "", match[3]),
            match.start() if number else match.start(3),
            match.end(3),
            row.numbered_by_machine and not number,
        )
    covered = {point for heading in found.values() for point in range(heading.start, heading.end)}
    for match in _NUMBERED_LINE.finditer(flow.text):
        if match.start(1) in covered:
            continue
        title = match[2].strip()
        if flow.rows[flow.row_at(match.start())].cells is not None or re.search(
            r"\d\s*$|。", title
        ):
            continue
        if _TABLE_ROW.search(re.sub(r"\s", "", title)):
            continue
        kind, likeness = _kind_of(title, form)
        found[match.start()] = Heading(
            kind if likeness >= 62 else "",
            match[1],
            title.rstrip("：:。"),
            match.start(1),
            match.end(),
        )
    return [found[start] for start in sorted(found)]


_TABLE2 = re.compile(
    "|".join(
        (
            r"第[\s|]*二[\s|]*十[\s|]*条[\s|]*第?[\s|]*[（(][\s|]*一[\s|]*[)）][\s|]*项",
            rf"{loose('信息内容')}[\s|]*(?:{loose('本年制发')}|{loose('本年新')})",
            r"^\s*\|?[\s]*规[\s]*章[\s|]*\d",
        )
    ),
    re.MULTILINE,
)
_TABLE3 = re.compile(
    "|".join(
        (
            loose("本列数据的勾稽关系"),
            rf"{loose('申请人情况')}[\s|]*(?:{loose('自然人')}|[（(])",
            loose("申请人情况"),
            rf"一[\s]*[、.．][\s]*{loose('本年')}度?{loose('新收')}",
            rf"{loose('本年新收政府信息公开申请数')}",
        )
    )
)
# In a layout the rest of this label may stand below its figures.
_FIRST_ROW = re.compile(rf"{loose('本年')}[\s|]*度?[\s|]*{loose('新收')}")
_LAST_ROW = re.compile(rf"{loose('结转下年')}[\s|]*度?")
_TABLE4 = re.compile(
    rf"{loose('行政复议')}[\s|]*(?:{loose('行政诉讼')}|{loose('未经复议')}|{loose('结果维持')})"
    rf"|{loose('未经复议直接起诉')}|{loose('结果维持')}[\s|]*{loose('结果纠正')}"
    r"|行政复议(?=[\s|]*结[\s|]*(?:果|结))"
)
_AFTER = re.compile(
    rf"(?:(?<![{NUMERALS}第（(])[五六七]\s*[、.．]|[（(]一[)）])\s*[^\n]{{0,12}}?{loose('问题')}"
    rf"|(?<![{NUMERALS}第（(])[五六七]\s*[、.．]\s*{loose('其他需要报告')}"
    rf"|{loose('存在的主要问题')}|{loose('存在问题及改进')}"
)


def find_tables(flow: Flow, headings: list[Heading]) -> dict[str, Region]:
    """Find the stretch of text that each of the three tables takes."""
    text = flow.text
    nowhere = Region(0, 0)
    second = _TABLE2.search(text)
    third = _start_of_table3(text, second.end() if second else 0)
    if third is None and second is not None:
        third = _start_of_table3(text, 0)  # the tables stand in another order
    search_from = third if third is not None else (second.end() if second else 0)
    last_row = _LAST_ROW.search(text, search_from) if third is not None else None
    fourth = _TABLE4.search(text, last_row.end() if last_row else search_from)
    if fourth is None and third is not None:
        fourth = _TABLE4.search(text, third)
    ends = sorted(
        point
        for point in (
            second.start() if second else None,
            third,
            fourth.start() if fourth else None,
            *(heading.start for heading in headings if heading.kind and heading.number),
            len(text),
        )
        if point is not None
    )

    def region(start: int | None, own: str, last: int = 0) -> Region:
        """End at the next table or heading, but not at this table's own title, nor before its last row."""
        if start is None:
            return nowhere
        titles = {heading.start for heading in headings if heading.kind == own}
        later = [
            end
            for end in ends
            if end == len(text) or (end > start and end >= last and end not in titles)
        ]
        return Region(start, later[0])

    fourth_region = region(fourth.start() if fourth else None, "remedies")
    if fourth_region:
        after = _AFTER.search(text, fourth_region.start)
        if after and after.start() < fourth_region.end:
            fourth_region = Region(fourth_region.start, after.start())
    return {
        "table2": region(second.start() if second else None, "disclosure"),
        "table3": region(third, "requests", last_row.end() if last_row else 0),
        "table4": fourth_region,
    }


def _start_of_table3(text: str, position: int) -> int | None:
    """Return where table 3 begins: at its caption or header, if its first row follows soon."""
    for match in _TABLE3.finditer(text, position):
        start = match.start()
        while start and text[start - 1] in "（( |\n":
            start -= 1
        line = text.rfind("\n", 0, start) + 1
        if "本列" in text[line:start]:
            start = line  # the caption stands beside the header
        first = _FIRST_ROW.search(text, match.start(), match.start() + 1500)
        if first or "勾" in match[0]:
            return start
    row = re.search(rf"[（(]\s*一\s*[)）]\s*{loose('予以公开')}[\s|]*\d", text[position:])
    return position + row.start() if row else None
