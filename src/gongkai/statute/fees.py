"""Information processing fees (国办函〔2020〕109号): by item or by page, never by both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.parameters import Law, Tier, Value, load_law
from gongkai.statute.references import Reference

NEVER_BOTH = Reference("gbh-2020-109", "3")


@dataclass(frozen=True, slots=True)
class FeeLine:
    """The items or pages from `first` to `last`, charged at `each` yuan."""

    first: int
    last: int
    each: int

    @property
    def count(self) -> int:
        """How many items or pages."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """Yuan for this tier."""
        return self.count * self.each


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee with its working. `amount` is in yuan; `measure` is 件 (items) or 页 (pages)."""

    measure: str
    quantity: int
    lines: tuple[FeeLine, ...]
    value: Value

    @property
    def amount(self) -> int:
        """The whole fee in yuan."""
        return sum(line.amount for line in self.lines)

    @property
    def chinese(self) -> str:
        """The working as it stands in a fee notice."""
        parts = [
            f"第{line.first}—{line.last}{self.measure}："
            f"{line.count}{self.measure}×{line.each}元＝{line.amount}元"
            for line in self.lines
        ]
        return "；".join(parts) + f"；合计{self.amount}.00元"

    @property
    def english(self) -> str:
        """The working in English."""
        noun = "items" if self.measure == "件" else "pages"
        parts = [
            f"{noun} {line.first}-{line.last}: {line.count} x {line.each} = {line.amount} yuan"
            for line in self.lines
        ]
        return "; ".join(parts) + f"; total {self.amount}.00 yuan"

    def as_json(self) -> dict[str, Any]:
        """Return the fee with its working and article."""
        return {
            "measure": "items" if self.measure == "件" else "pages",
            "quantity": self.quantity,
            "amount": self.amount,
            "lines": [
                {
                    "first": line.first,
                    "last": line.last,
                    "each": line.each,
                    "amount": line.amount,
                }
                for line in self.lines
            ],
            "ref": str(self.value.reference),
            "article": self.value.reference.chinese,
            "working": {"zh": self.chinese, "en": self.english},
            "provisional": self.value.why_provisional,
        }


def charge_items(count: int, day: date, *, law: Law | None = None) -> Fee:
    """Return the fee for an applicant's first `count` items of a natural month at one organ.

    InvalidQuestion for a negative count, or a day on which there was no such fee.
    """
    return _charge("fee.items", "件", count, day, law)


def charge_pages(pages: int, day: date, *, law: Law | None = None) -> Fee:
    """Return the fee for a request answered with so many pages. Errors as in `charge_items`."""
    return _charge("fee.pages", "页", pages, day, law)


def charge_item(ordinal: int, day: date, *, law: Law | None = None) -> Fee:
    """Return what one item costs: the `ordinal`-th of its applicant in its natural month."""
    if ordinal < 1:
        raise InvalidQuestion(f"序数应从1起：{ordinal}", f"an ordinal starts at 1: {ordinal}")
    fee = charge_items(ordinal, day, law=law)
    last = fee.lines[-1]
    return Fee(fee.measure, 1, (FeeLine(ordinal, ordinal, last.each),), fee.value)


def charge_request(
    *, items: int | None, pages: int | None, day: date, law: Law | None = None
) -> Fee:
    """Return the fee by the one standard chosen; both, or neither, is an InvalidQuestion."""
    if items is not None and pages is not None:
        raise InvalidQuestion(
            "每件申请只能适用一种标准，不得同时按件和按量计收",
            "a request is charged by item or by page, never by both",
            NEVER_BOTH,
        )
    if items is not None:
        return charge_items(items, day, law=law)
    if pages is not None:
        return charge_pages(pages, day, law=law)
    raise InvalidQuestion("请给出件数或者页数", "give a number of items or of pages")


def _charge(key: str, measure: str, quantity: int, day: date, law: Law | None) -> Fee:
    if quantity < 0:
        raise InvalidQuestion(f"数量不能为负：{quantity}", f"not a quantity: {quantity}")
    value = (law if law is not None else load_law()).at(key, day)
    tiers = value.amount
    assert isinstance(tiers, tuple)
    return Fee(measure, quantity, tuple(_split(tiers, quantity)), value)


def _split(tiers: Iterable[Tier], quantity: int) -> Iterator[FeeLine]:
    """Yield the tiers a quantity reaches into; an open rising tier yields a line per step."""
    first = 1
    for tier in tiers:
        last = tier.upto
        each = tier.each + tier.add
        while first <= quantity and last is None and tier.step:
            yield FeeLine(first, min(first + tier.step - 1, quantity), each)
            first += tier.step
            each += tier.add
        if first > quantity:
            return
        yield FeeLine(first, min(last or quantity, quantity), each)
        first = (last or quantity) + 1


@dataclass(frozen=True, slots=True)
class Item:
    """One counted unit of a request: who asked, which organ, when it was received."""

    id: str
    applicant: str
    organ: str
    received: date


def number_items(items: Iterable[Item]) -> Mapping[str, int]:
    """Return each item's ordinal in its applicant's natural month at its organ.

    Items count by day of receipt, those of one day in the order given. An ordinal never changes
    with what happens later: neither an outcome nor a withdrawal gives it back.
    """
    counts: dict[tuple[str, str, int, int], int] = {}
    ordinals: dict[str, int] = {}
    for item in sorted(items, key=lambda item: item.received):
        key = (item.applicant, item.organ, item.received.year, item.received.month)
        counts[key] = counts.get(key, 0) + 1
        ordinals[item.id] = counts[key]
    return ordinals
