"""The register of instruments: each law, regulation and document in use here, once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from gongkai.statute.errors import DataError, UnknownInstrument

if TYPE_CHECKING:
    from collections.abc import Mapping


class Confidence(StrEnum):
    """How an instrument, or a value, came to be known."""

    TEXT = "text"
    PAGE = "page"
    SPECIMEN = "specimen"
    RECALLED = "recalled"

    @property
    def confirmed(self) -> bool:
        """Whether a person has seen it: what is only recalled makes every result provisional."""
        return self is not Confidence.RECALLED


class InstrumentKind(StrEnum):
    """The rank of an instrument."""

    LAW = "law"
    REGULATION = "regulation"
    INTERPRETATION = "interpretation"
    DOCUMENT = "document"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One law, regulation, interpretation or document. Dates that nobody has confirmed are None."""

    id: str
    title: str
    title_en: str
    short: str
    kind: InstrumentKind
    confidence: Confidence
    number: str = ""
    issued: date | None = None
    effective: date | None = None
    until: date | None = None
    note: str = ""

    def in_force(self, day: date) -> bool:
        """Return whether the instrument was in force on a day, as far as its dates are known."""
        begun = self.effective or self.issued
        return (begun is None or begun <= day) and (self.until is None or day <= self.until)

    @property
    def cited(self) -> str:
        """The instrument as a decision cites it: 《title》（number）."""
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


_REQUIRED = {"title", "title_en", "short", "kind", "confidence"}
_DATES = ("issued", "effective", "until")
_KNOWN = _REQUIRED | {"number", "note", *_DATES}


def parse_register(text: str, name: str = "instruments.toml") -> Mapping[str, Instrument]:
    """Read a register.

    Unknown or missing keys, dates out of order and doubled short names raise DataError.
    """
    register: dict[str, Instrument] = {}
    shorts: dict[str, str] = {}
    for key, table in tomllib.loads(text).items():
        instrument = _parse_instrument(key, table, name)
        if instrument.short in shorts:
            raise DataError(
                f"{name}：{key} 与 {shorts[instrument.short]} 简称相同：{instrument.short}",
                f"{name}: {key} and {shorts[instrument.short]} have the same short name",
            )
        shorts[instrument.short] = key
        register[key] = instrument
    return register


def _parse_instrument(key: str, table: Mapping[str, Any], name: str) -> Instrument:
    unknown = sorted(set(table) - _KNOWN)
    if unknown:
        raise DataError(
            f"{name}：{key} 有不认识的项 {'、'.join(unknown)}",
            f"{name}: {key} has unknown keys {', '.join(unknown)}",
        )
    missing = sorted(_REQUIRED - set(table))
    if missing:
        raise DataError(
            f"{name}：{key} 缺少 {'、'.join(missing)}", f"{name}: {key} lacks {', '.join(missing)}"
        )
    days = [table[field] for field in _DATES if field in table]
    if any(type(day) is not date for day in days) or days != sorted(days):
        raise DataError(
            f"{name}：{key} 的日期无效或次序颠倒",
            f"{name}: {key} has dates that are wrong or out of order",
        )
    try:
        kind = InstrumentKind(table["kind"])
        confidence = Confidence(table["confidence"])
    except ValueError as error:
        raise DataError(f"{name}：{key}：{error}", f"{name}: {key}: {error}") from error
    return Instrument(**{**table, "id": key, "kind": kind, "confidence": confidence})


@cache
def load_register() -> Mapping[str, Instrument]:
    """Return the register that comes with the package, by id."""
    source = resources.files("gongkai.statute") / "data" / "instruments.toml"
    return parse_register(source.read_text(encoding="utf-8"))


def find_instrument(key: str) -> Instrument:
    """Return the instrument with an id, or raise UnknownInstrument."""
    try:
        return load_register()[key]
    except KeyError:
        raise UnknownInstrument(
            f"登记簿中没有文件“{key}”", f"no instrument {key!r} in the register"
        ) from None
