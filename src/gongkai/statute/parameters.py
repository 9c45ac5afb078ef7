"""Dated values of the law: each number once, with its article and the days it was in force."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gongkai.statute.errors import DataError, InvalidQuestion, StatuteError
from gongkai.statute.keys import refuse_keys
from gongkai.statute.references import Reference, parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEYS = {"title", "title_en", "unit", "values"}
_VALUE_KEYS = {"from", "until", "value", "ref", "provisional"}
_VALUE_REQUIRED = {"from", "value", "ref"}
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Unit(StrEnum):
    """What a value counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    MONTH_DAY = "month_day"
    COUNT = "count"
    SECOND = "second"
    PERCENT = "percent"
    SCORE = "score"
    TIERS = "tiers"

    @property
    def chinese(self) -> str:
        """The unit as it stands after a number."""
        return _UNIT_NAMES[self][0]

    @property
    def english(self) -> str:
        """The unit in English."""
        return _UNIT_NAMES[self][1]


_UNIT_NAMES = {
    Unit.WORKING_DAY: ("个工作日", "working days"),
    Unit.CALENDAR_DAY: ("日", "days"),
    Unit.WEEK: ("周", "weeks"),
    Unit.MONTH: ("个月", "months"),
    Unit.YEAR: ("年", "years"),
    Unit.MONTH_DAY: ("（每年）", "each year"),
    Unit.COUNT: ("", ""),
    Unit.SECOND: ("秒", "seconds"),
    Unit.PERCENT: ("%", "%"),
    Unit.SCORE: ("分", "points"),
    Unit.TIERS: ("元", "yuan"),
}


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of a progressive fee: `each` yuan up to and including item `upto` (None: no end).

    An open tier may rise by `add` yuan with each further `step` items.
    """

    upto: int | None
    each: int
    step: int = 0
    add: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a parameter, from a day until a day (None: until now), with its article.

    `doubt` says what is not confirmed; every result that used such a value is provisional.
    """

    parameter: str
    amount: int | str | tuple[Tier, ...]
    reference: Reference
    start: date
    until: date | None = None
    doubt: str = ""

    @property
    def number(self) -> int:
        """The amount of a value that is a whole number; TypeError for the others."""
        if isinstance(self.amount, int):
            return self.amount
        raise TypeError(self.parameter)

    @property
    def provisional(self) -> bool:
        """Whether the value itself, or the instrument it stands in, is not confirmed."""
        return bool(self.doubt) or not self.reference.source.confidence.confirmed

    @property
    def why_provisional(self) -> str:
        """What is not confirmed, in words; empty for a confirmed value."""
        if self.doubt or not self.provisional:
            return self.doubt
        source = self.reference.source
        return source.note or f"{source.cited}未经核实 / {source.title_en}: not confirmed"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the law under one id, with the values it has had, in order of date."""

    id: str
    title: str
    title_en: str
    unit: Unit
    values: tuple[Value, ...]

    def at(self, day: date) -> Value | None:
        """Return the value in force on a day, or None."""
        for value in reversed(self.values):
            if value.start <= day:
                return value if value.until is None or day <= value.until else None
        return None


class Law(Mapping[str, Parameter]):
    """All parameters by id. Immutable; `overridden` gives a law with an office's own values."""

    __slots__ = ("_parameters",)

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = MappingProxyType(dict(parameters))

    def __getitem__(self, key: str) -> Parameter:
        return self._parameters[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def find(self, key: str, day: date) -> Value | None:
        """Return the value of a parameter on a day, or None where the law of that day has none."""
        try:
            return self._parameters[key].at(day)
        except KeyError:
            raise DataError(f"没有参数“{key}”", f"no parameter {key!r}") from None

    def at(self, key: str, day: date) -> Value:
        """Return the value of a parameter on a day; InvalidQuestion where that day had none."""
        value = self.find(key, day)
        if value is None:
            parameter = self._parameters[key]
            raise InvalidQuestion(
                f"{day} 时法律没有“{parameter.title}”的规定",
                f"on {day} the law had no rule on: {parameter.title_en}",
            )
        return value

    def overridden(self, text: str, name: str) -> Law:
        """Return the law with the parameters of another file in place of its own of the same id."""
        return Law({**self._parameters, **parse_parameters(text, name)})


def parse_parameters(text: str, name: str) -> dict[str, Parameter]:
    """Read a parameter file.

    Unknown keys, a value without a reference, a reference to no instrument, a wrong unit or amount,
    and overlapping dates are DataErrors (UnknownInstrument for the third).
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            f"{name}：不是有效的 TOML：{error}", f"{name}: not TOML: {error}"
        ) from error
    return {
        key: _parse_parameter(key, table, f"{name}：{key}") for key, table in _flatten(tables, name)
    }


def _flatten(
    tables: Mapping[str, Any], name: str, prefix: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield dotted ids with their tables: [reply] and [reply.extension] are two parameters."""
    for key, table in tables.items():
        path = f"{prefix}{key}"
        if not isinstance(table, dict):
            raise DataError(f"{name}：不认识的项 {path}", f"{name}: unknown keys {path}")
        own = {k: v for k, v in table.items() if not isinstance(v, dict)}
        if own:
            yield path, own
        inner = {k: v for k, v in table.items() if isinstance(v, dict)}
        yield from _flatten(inner, name, f"{path}.")


def _parse_parameter(key: str, table: dict[str, Any], name: str) -> Parameter:
    refuse_keys(table, _KEYS, _KEYS, name)
    try:
        unit = Unit(table["unit"])
    except ValueError as error:
        raise DataError(f"{name}：单位无效：{error}", f"{name}: no such unit: {error}") from error
    values = tuple(_parse_value(key, unit, each, name) for each in table["values"])
    if not values:
        raise DataError(f"{name}：没有任何值", f"{name}: has no value")
    for earlier, later in itertools.pairwise(values):
        if earlier.until is None or earlier.until >= later.start:
            raise DataError(
                f"{name}：{later.start} 起的值与前一个值的日期重叠或次序颠倒",
                f"{name}: the value from {later.start} overlaps the one before",
            )
    return Parameter(key, table["title"], table["title_en"], unit, values)


def _parse_value(key: str, unit: Unit, table: dict[str, Any], name: str) -> Value:
    if "ref" not in table:
        raise DataError(f"{name}：值没有注明条款（ref）", f"{name}: a value without a reference")
    refuse_keys(table, _VALUE_KEYS, _VALUE_REQUIRED, name)
    start, until = table["from"], table.get("until")
    if type(start) is not date or (until is not None and type(until) is not date):
        raise DataError(f"{name}：日期无效", f"{name}: not a date")
    if until is not None and until < start:
        raise DataError(f"{name}：止于开始之前", f"{name}: ends before it begins")
    try:
        reference = parse_reference(table["ref"])
    except StatuteError as error:
        raise type(error)(f"{name}：{error.chinese}", f"{name}: {error.english}") from error
    amount = _parse_amount(unit, table["value"], name)
    return Value(key, amount, reference, start, until, table.get("provisional", ""))


def _parse_amount(unit: Unit, amount: Any, name: str) -> int | str | tuple[Tier, ...]:
    if unit is Unit.MONTH_DAY:
        if isinstance(amount, str) and _MONTH_DAY.fullmatch(amount):
            return amount
    elif unit is Unit.TIERS:
        return _parse_tiers(amount, name)
    elif type(amount) is int and amount > 0:
        return amount
    raise DataError(f"{name}：值无效：{amount!r}", f"{name}: not a value: {amount!r}")


def _parse_tiers(rows: Any, name: str) -> tuple[Tier, ...]:
    """Read a table of tiers: each ends after the one before, only the last is open."""
    tiers: list[Tier] = []
    for row in rows if isinstance(rows, list) else []:
        rising = set(row) == {"step", "add"} and tiers
        flat = set(row) in ({"each"}, {"upto", "each"})
        if not (rising or flat) or not all(type(number) is int for number in row.values()):
            raise DataError(f"{name}：分档无效：{row}", f"{name}: not a tier: {row}")
        tiers.append(
            Tier(None, tiers[-1].each, row["step"], row["add"])
            if rising
            else Tier(row.get("upto"), row["each"])
        )
    bounds = [tier.upto or 0 for tier in tiers[:-1]]
    rising_bounds = all(low < high for low, high in itertools.pairwise([0, *bounds]))
    positive = all(tier.each >= 0 and tier.step >= 0 for tier in tiers)
    if not tiers or tiers[-1].upto is not None or not rising_bounds or not positive:
        raise DataError(f"{name}：分档表无效", f"{name}: not a table of tiers")
    return tuple(tiers)


@cache
def load_law() -> Law:
    """Return the law that comes with the package. One id in two files is a DataError."""
    parameters: dict[str, Parameter] = {}
    folder = resources.files("gongkai.statute") / "data" / "parameters"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        found = parse_parameters(file.read_text(encoding="utf-8"), file.name)
        if doubled := sorted(set(found) & set(parameters)):
            raise DataError(
                f"{file.name}：参数重复：{'、'.join(doubled)}",
                f"{file.name}: parameters defined twice: {', '.join(doubled)}",
            )
        parameters.update(found)
    return Law(parameters)


def read_law(source: Path) -> Law:
    """Return the law with an office's own file on top. What cannot be read is a DataError."""
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"读不了 {source}：{error}", f"cannot read {source}: {error}") from error
    return load_law().overridden(text, source.name)
