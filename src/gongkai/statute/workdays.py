"""Working days: national arrangement, province, local closures, one layer upon the other.

A calendar is built once and never changes; adding and counting are two look-ups each, however far.
A working day is a weekday that no layer declares off, or a rest day that the topmost layer speaking
of it declares worked (调休). Where an arrangement is not out, or not loaded, days go by the weekday
alone, and the calendar says so (`gaps`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.statute.arrangement import (
    NATION,
    Arrangement,
    Break,
    parse_arrangement,
    region_chain,
)
from gongkai.statute.errors import DataError, InvalidQuestion
from gongkai.statute.instruments import Confidence
from gongkai.statute.keys import refuse_keys
from gongkai.statute.references import parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

FIRST = date(2000, 1, 1)
LAST = date(2060, 12, 31)
_LOW = FIRST.toordinal()
_HIGH = LAST.toordinal()


class DayKind(StrEnum):
    """What a day is, and why."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def worked(self) -> bool:
        """Whether it is a working day."""
        return self in {DayKind.WORKDAY, DayKind.MAKE_UP}

    @property
    def chinese(self) -> str:
        """The kind as printed."""
        return _KIND_NAMES[self][0]

    @property
    def english(self) -> str:
        """The kind in English."""
        return _KIND_NAMES[self][1]


_KIND_NAMES = {
    DayKind.WORKDAY: ("工作日", "working day"),
    DayKind.MAKE_UP: ("调休上班日", "make-up working day"),
    DayKind.WEEKEND: ("周末休息日", "weekend"),
    DayKind.HOLIDAY: ("放假", "day off"),
}


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day with its reason: the holiday and the notice that decided it, where one did."""

    day: date
    kind: DayKind
    name: str = ""
    source: Arrangement | None = None

    @property
    def chinese(self) -> str:
        """The reason in Chinese: 春节放假（notice）."""
        if self.source is None:
            return self.kind.chinese
        return f"{self.name}{self.kind.chinese}（{self.source.source}）"

    @property
    def english(self) -> str:
        """The reason in English; festival and notice keep their Chinese names."""
        if self.source is None:
            return self.kind.english
        return f"{self.kind.english}: {self.name} ({self.source.source})"


@dataclass(frozen=True, slots=True)
class Gap:
    """Days for which a layer is not known: `region` has no complete arrangement for `year`."""

    region: str
    year: int
    first: date
    last: date

    @property
    def chinese(self) -> str:
        """The gap in Chinese, with the part of the period it touches."""
        return (
            f"{region_name(self.region)}{self.year}年放假安排尚未公布或未载入，"
            f"{self.first}至{self.last}按周一至周五上班推算（法定固定节日除外）"
        )

    @property
    def english(self) -> str:
        """The gap in English."""
        return (
            f"the arrangement of {region_name(self.region, english=True)} for {self.year} is not "
            f"out or not loaded; {self.first} to {self.last} go by weekdays and fixed days off"
        )


class WorkCalendar:
    """Working days of one region. Immutable; days outside 2000–2060 raise InvalidQuestion."""

    __slots__ = ("_declared", "_rank", "_work", "arrangements", "chain", "region", "unknown")

    def __init__(self, arrangements: Iterable[Arrangement], region: str = NATION) -> None:
        """Lay the arrangements over each other: by layer, and in a layer in the order given."""
        self.region = region
        self.chain = region_chain(region)
        order = {layer: index for index, layer in enumerate(self.chain)}
        self.arrangements = tuple(
            sorted(
                (each for each in arrangements if each.region in order),
                key=lambda each: order[each.region],
            )
        )
        declared: dict[int, tuple[bool, str, Arrangement]] = {}
        for arrangement in self.arrangements:
            for day, worked, name in arrangement.declared():
                declared[day.toordinal()] = (worked, name, arrangement)
        self._declared = declared
        self._rank, self._work = _number_days(declared)
        self.unknown = self._find_unknown()

    def _find_unknown(self) -> tuple[tuple[str, int], ...]:
        """List (region, year) pairs that no complete arrangement covers."""
        known = {(each.region, each.year) for each in self.arrangements if each.complete}
        expected = [layer for layer in self.chain if layer == NATION or layer in load_regions()]
        return tuple(
            (layer, year)
            for layer in expected
            for year in range(FIRST.year, LAST.year + 1)
            if (layer, year) not in known
        )

    def with_arrangements(self, more: Iterable[Arrangement]) -> WorkCalendar:
        """Return a calendar with further arrangements on top of their layers."""
        return WorkCalendar((*self.arrangements, *more), self.region)

    def rank(self, day: date) -> int:
        """Return how many working days there are up to and including a day, since the first."""
        ordinal = day.toordinal()
        if not _LOW <= ordinal <= _HIGH:
            raise _out_of_range(day)
        return self._rank[ordinal - _LOW]

    def at_rank(self, rank: int) -> date:
        """Return the working day with a rank: the inverse of `rank` on working days."""
        if not 0 < rank <= len(self._work):
            raise _out_of_range(LAST if rank > 0 else FIRST)
        return self._work[rank - 1]

    def add(self, day: date, days: int) -> date:
        """Return the n-th working day after a day (before it if n < 0), which itself never counts.

        Zero returns the day as it is, working or not.
        """
        ordinal = day.toordinal()
        if not _LOW <= ordinal <= _HIGH:
            raise _out_of_range(day)
        if days > 0:
            index = self._rank[ordinal - _LOW] + days - 1
            if index < len(self._work):
                return self._work[index]
            raise _beyond(day, days)
        if days == 0:
            return day
        index = self._rank[ordinal - _LOW - 1] + days if ordinal > _LOW else -1
        if index >= 0:
            return self._work[index]
        raise _beyond(day, days)

    def count(self, after: date, until: date) -> int:
        """Return the number of working days after one day up to and including another.

        Negative if the second lies before the first. `count(d, add(d, n)) == n` for n > 0.
        """
        first, last = after.toordinal(), until.toordinal()
        if not (_LOW <= first <= _HIGH and _LOW <= last <= _HIGH):
            raise _out_of_range(until if _LOW <= first <= _HIGH else after)
        return self._rank[last - _LOW] - self._rank[first - _LOW]

    def is_workday(self, day: date) -> bool:
        """Return whether a day is worked."""
        ordinal = day.toordinal()
        if not _LOW <= ordinal <= _HIGH:
            raise _out_of_range(day)
        return _worked(self._declared, ordinal)

    def on_or_after(self, day: date) -> date:
        """Return the day if it is worked, else the next working day."""
        return day if self.is_workday(day) else self.add(day, 1)

    def on_or_before(self, day: date) -> date:
        """Return the day if it is worked, else the last working day before it."""
        return self.at_rank(self.rank(day))

    def explain(self, day: date) -> DayFact:
        """Return what a day is, with the notice that made it so."""
        worked = self.is_workday(day)
        if (entry := self._declared.get(day.toordinal())) is None:
            return DayFact(day, DayKind.WORKDAY if worked else DayKind.WEEKEND)
        kind = DayKind.MAKE_UP if worked else DayKind.HOLIDAY
        return DayFact(day, kind, entry[1], entry[2])

    def gaps(self, first: date, last: date) -> tuple[Gap, ...]:
        """Return the parts of a period (both ends included) for which a layer is not known."""
        return tuple(
            Gap(region, year, max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
            for region, year in self.unknown
            if first.year <= year <= last.year
        )


def _worked(declared: Mapping[int, tuple[bool, str, Arrangement]], ordinal: int) -> bool:
    entry = declared.get(ordinal)
    # Ordinal 1 is a Monday.
    return entry[0] if entry is not None else (ordinal - 1) % 7 < 5


def _number_days(
    declared: Mapping[int, tuple[bool, str, Arrangement]],
) -> tuple[Sequence[int], Sequence[date]]:
    """Return, for each day, the working days so far, and, for each such number, the day."""
    rank: list[int] = []
    work: list[date] = []
    for ordinal in range(_LOW, _HIGH + 1):
        if _worked(declared, ordinal):
            work.append(date.fromordinal(ordinal))
        rank.append(len(work))
    return rank, work


def _out_of_range(day: date) -> InvalidQuestion:
    return InvalidQuestion(
        f"超出日历范围（{FIRST}至{LAST}）：{day}",
        f"outside the calendar ({FIRST} to {LAST}): {day}",
    )


def _beyond(day: date, days: int) -> InvalidQuestion:
    return InvalidQuestion(
        f"超出日历范围（{FIRST}至{LAST}）：{day} 加 {days} 个工作日",
        f"outside the calendar ({FIRST} to {LAST}): {day} plus {days} working days",
    )


@dataclass(frozen=True, slots=True)
class Region:
    """A region with statutory days off of its own."""

    code: str
    name: str
    name_en: str
    festivals: str
    confidence: Confidence


@cache
def load_regions() -> Mapping[str, Region]:
    """Return the regions that have arrangements of their own, by code."""
    text = (resources.files("gongkai.statute") / "data" / "regions.toml").read_text("utf-8")
    keys = {"name", "name_en", "festivals", "confidence"}
    regions: dict[str, Region] = {}
    for code, table in tomllib.loads(text).items():
        refuse_keys(table, keys, keys, f"regions.toml：{code}")
        regions[code] = Region(
            code=code, **{**table, "confidence": Confidence(table["confidence"])}
        )
    return regions


def region_name(code: str, *, english: bool = False) -> str:
    """Return the name of a layer: 全国, a region of the list, or its code."""
    if code == NATION:
        return "the nation" if english else "全国"
    region = load_regions().get(code)
    if region is None:
        return code
    return region.name_en if english else region.name


@cache
def _shipped(layer: str) -> tuple[Arrangement, ...]:
    folder = resources.files("gongkai.statute") / "data" / "calendar" / layer
    return tuple(_read_folder(folder)) if folder.is_dir() else ()


def _read_folder(folder: Traversable) -> Iterable[Arrangement]:
    """Yield the arrangements of a folder: 2019.toml, then 2019-2.toml that amends it."""
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    for file in sorted(files, key=lambda file: file.name.removesuffix(".toml")):
        yield parse_arrangement(file.read_text(encoding="utf-8"), file.name)


def read_arrangements(source: Path) -> tuple[Arrangement, ...]:
    """Read one arrangement file, or all of a folder. What is not there is a DataError."""
    if source.is_dir():
        return tuple(_read_folder(source))
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"读不了 {source}：{error}", f"cannot read {source}: {error}") from error
    return (parse_arrangement(text, source.name),)


@cache
def load_calendar(region: str = NATION) -> WorkCalendar:
    """Return the calendar of a region from the arrangements that come with the package."""
    layers = region_chain(region)
    shipped = (each for layer in layers for each in _shipped(layer))
    return WorkCalendar((*_statutory(), *shipped), region)


@cache
def _statutory() -> tuple[Arrangement, ...]:
    """Return the days off that the Measures fix, for the years whose arrangement is not out."""
    folder = resources.files("gongkai.statute") / "data" / "calendar"
    table = tomllib.loads((folder / "statutory.toml").read_text("utf-8"))
    refuse_keys(
        table, {"from", "source", "ref", "day"}, {"from", "source", "ref"}, "statutory.toml"
    )
    return tuple(
        Arrangement(
            NATION,
            year,
            table["source"],
            parse_reference(table["ref"]).source.confidence,
            tuple(
                Break(
                    each["name"],
                    date.fromisoformat(f"{year}-{each['from']}"),
                    date.fromisoformat(f"{year}-{each['to']}"),
                )
                for each in table["day"]
            ),
            complete=False,
        )
        for year in range(table["from"], LAST.year + 1)
    )


def latest_year(calendar: WorkCalendar) -> int:
    """Return the last year that every layer of the calendar knows; 0 if there is none."""
    unknown = {year for _, year in calendar.unknown}
    years = [year for year in range(FIRST.year, LAST.year + 1) if year not in unknown]
    return years[-1] if years else 0
