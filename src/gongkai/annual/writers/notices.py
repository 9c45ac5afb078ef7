"""Findings made ready for a page: numbered in order of weight, named, and anchored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from gongkai.annual.checks.finding import Finding, Severity
from gongkai.annual.model import CellId, Span
from gongkai.annual.writers.printable import make_printable
from gongkai.annual.writers.wording import Wording

KINDS = (*(str(severity) for severity in Severity), "waived")
_WIDE = 8  # cells
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding on the page. `kind` is its severity, or "waived"; `number` counts from 1."""

    number: int
    kind: str
    label: str  # 错误 3
    message: str
    anchor: str
    finding: Finding

    @property
    def cells(self) -> tuple[CellId, ...]:
        """Return the cells that the finding speaks of."""
        return self.finding.where.cells

    @property
    def wide(self) -> bool:
        """Return whether it speaks of so many cells that a word at each would drown the figures."""
        return len(self.cells) > _WIDE

    def in_full_at(self, cell: CellId) -> bool:
        """Return whether a cell bears the finding's whole label, and not its number alone."""
        return not self.wide or cell == self.cells[0]

    @property
    def span(self) -> Span | None:
        """Return the stretch of prose that the finding speaks of."""
        return self.finding.where.span


def make_anchor(prefix: str, name: str, taken: set[str]) -> str:
    """Make an HTML id from any name, the same in every run; it is added to those `taken`."""
    safe = _UNSAFE.sub("_", name)
    anchor = f"{prefix}-{safe}"
    if safe != name:
        # Two names may fold to one: what was folded away comes back as a few digits of a hash.
        anchor += f"-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
    unique, again = anchor, 2
    while unique in taken:
        unique, again = f"{anchor}-{again}", again + 1
    taken.add(unique)
    return unique


def make_notices(findings: Iterable[Finding], words: Wording) -> tuple[Notice, ...]:
    """Give the findings their numbers: errors first, waived ones last, else as they come."""
    taken: set[str] = set()
    ordered = sorted(findings, key=lambda finding: KINDS.index(_kind(finding)))
    return tuple(
        Notice(
            number,
            _kind(finding),
            f"{words(f'severity.{finding.severity}')} {number}",
            make_printable(finding.message_en if words.english else finding.message),
            make_anchor("finding", finding.id, taken),
            finding,
        )
        for number, finding in enumerate(ordered, 1)
    )


def _kind(finding: Finding) -> str:
    return str(finding.severity) if finding.waived is None else "waived"
