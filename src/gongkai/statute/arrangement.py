"""One holiday arrangement (放假安排): the days off and the make-up working days of one notice.

A file holds one notice, so adding an arrangement is adding a file. The keys follow the notice:

    region = "CN"                 # CN, or the code of a province, a city, a county (GB/T 2260)
    year = 2025
    title = "国务院办公厅关于2025年部分节假日安排的通知"
    confidence = "page"
    [[break]]
    name = "春节"
    from = 2025-01-28
    to = 2025-02-04
    work = [2025-01-26, 2025-02-08]
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from gongkai.statute.errors import DataError
from gongkai.statute.instruments import Confidence
from gongkai.statute.keys import refuse_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NATION = "CN"
# The first two digits of the codes of provinces (GB/T 2260).
_PROVINCES = frozenset(
    {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
        *("61", "62", "63", "64", "65", "71", "81", "82"),
    }
)

_REQUIRED = {"region", "year", "title", "confidence"}
_KNOWN = _REQUIRED | {"number", "url", "complete", "note", "break"}
_BREAK_KNOWN = {"name", "from", "to", "work"}


@dataclass(frozen=True, slots=True)
class Break:
    """One holiday of a notice: the first and last day off, and the rest days worked in exchange.

    A break without `first` only declares days worked.
    """

    name: str
    first: date | None
    last: date | None
    work: tuple[date, ...] = ()

    def days_off(self) -> Iterator[date]:
        """Yield the days off in order."""
        if self.first is None or self.last is None:
            return
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(offset)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What one notice says for one region and one year.

    `complete` is false where only part of the notice is known: the year then stays unknown.
    """

    region: str
    year: int
    title: str
    confidence: Confidence
    breaks: tuple[Break, ...]
    number: str = ""
    url: str = ""
    complete: bool = True
    note: str = ""

    @property
    def source(self) -> str:
        """The notice as it is cited beside a day."""
        return f"{self.title}（{self.number}）" if self.number else self.title

    def declared(self) -> Iterator[tuple[date, bool, str]]:
        """Yield each day the notice speaks of: the day, whether it is worked, the holiday."""
        for each in self.breaks:
            for day in each.days_off():
                yield day, False, each.name
            for day in each.work:
                yield day, True, each.name


def parse_arrangement(text: str, name: str) -> Arrangement:
    """Read one file. Anything unknown, missing, doubled or far from the year is a DataError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            f"{name}：不是有效的 TOML：{error}", f"{name}: not TOML: {error}"
        ) from error
    refuse_keys(table, _KNOWN, _REQUIRED, name)
    breaks = tuple(_parse_break(each, name) for each in table.pop("break", []))
    try:
        confidence = Confidence(table.pop("confidence"))
    except ValueError as error:
        raise DataError(f"{name}：{error}", f"{name}: {error}") from error
    arrangement = Arrangement(**table, confidence=confidence, breaks=breaks)
    check_arrangement(arrangement, name)
    return arrangement


def _parse_break(table: dict[str, Any], name: str) -> Break:
    refuse_keys(table, _BREAK_KNOWN, {"name"}, name)
    first, last = table.get("from"), table.get("to", table.get("from"))
    work = table.get("work", [])
    days = [day for day in (first, last, *work) if day is not None]
    if any(type(day) is not date for day in days) or (first is None and last is not None):
        raise DataError(
            f"{name}：“{table['name']}”的日期无效",
            f"{name}: {table['name']} has a date that is none",
        )
    if first is not None and last is not None and last < first:
        raise DataError(
            f"{name}：“{table['name']}”的起止颠倒", f"{name}: {table['name']} ends before it begins"
        )
    return Break(table["name"], first, last, tuple(work))


def check_arrangement(arrangement: Arrangement, name: str) -> None:
    """Raise DataError for a day declared twice or far from the year, or a wrong region code."""
    seen: set[date] = set()
    for day, _, holiday in arrangement.declared():
        if day in seen:
            raise DataError(f"{name}：{day} 重复出现", f"{name}: {day} is declared twice")
        seen.add(day)
        if abs(day.year - arrangement.year) > 1:
            raise DataError(
                f"{name}：“{holiday}”的 {day} 不属于{arrangement.year}年",
                f"{name}: {day} is not of the year {arrangement.year}",
            )
    if region_chain(arrangement.region)[-1] != arrangement.region:
        raise DataError(f"{name}：地区代码无效", f"{name}: not a region code")


def region_chain(region: str) -> tuple[str, ...]:
    """Return the layers of a region from the nation down: 640502 -> CN, 640000, 640500, 640502."""
    if region == NATION or not region:
        return (NATION,)
    digits = len(region) == 6 and region.isascii() and region.isdecimal()
    if not digits or region[:2] not in _PROVINCES:
        raise DataError(
            f"地区代码应为 6 位行政区划代码：{region}", f"not a six-digit region code: {region!r}"
        )
    layers = [NATION, f"{region[:2]}0000", f"{region[:4]}00", region]
    return tuple(dict.fromkeys(layers))


def format_arrangement(arrangement: Arrangement, preface: Iterable[str] = ()) -> str:
    """Write an arrangement as a file of this form; what is read back is equal."""
    lines = [f"# {line}" for line in preface]
    lines += [
        f"region = {_quote(arrangement.region)}",
        f"year = {arrangement.year}",
        f"title = {_quote(arrangement.title)}",
    ]
    for key in ("number", "url", "note"):
        if value := getattr(arrangement, key):
            lines.append(f"{key} = {_quote(value)}")
    lines.append(f"confidence = {_quote(arrangement.confidence.value)}")
    if not arrangement.complete:
        lines.append("complete = false")
    for each in arrangement.breaks:
        lines += ["", "[[break]]", f"name = {_quote(each.name)}"]
        if each.first is not None:
            lines += [f"from = {each.first}", f"to = {each.last}"]
        if each.work:
            lines.append(f"work = [{', '.join(map(str, each.work))}]")
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    if any(character in text for character in '"\\\n'):
        raise DataError(f"不能写入的文字：{text}", f"cannot be written: {text!r}")
    return f'"{text}"'
