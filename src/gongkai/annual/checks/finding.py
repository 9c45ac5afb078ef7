"""What a check says: a finding, with its rule, its place, both sides, and how sure it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gongkai.annual.model import CellId, Place, Span


class Severity(StrEnum):
    """How sure a finding is: an error follows from the document alone; the others ask."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    NOTE = "note"

    @property
    def chinese(self) -> str:
        """Return the word that a reader sees."""
        return _CHINESE[self]

    @property
    def english(self) -> str:
        """Return the word that a reader sees in English."""
        return self.value


# The one place: the terminal, the page, the catalogue and the outputs of a corpus read it here.
_CHINESE = {
    Severity.ERROR: "错误",
    Severity.WARNING: "提醒",
    Severity.QUESTION: "请核对",
    Severity.NOTE: "说明",
}


@dataclass(frozen=True, slots=True)
class Where:
    """What a finding speaks of: cells, or a stretch of the prose, or both; or the whole report.

    `section` is the kind of the section in which the span lies; `text` is what stands there.
    """

    cells: tuple[CellId, ...] = ()
    span: Span | None = None
    section: str = ""
    text: str = ""
    place: Place | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the known parts; an empty dict is the whole report."""
        out: dict[str, Any] = {}
        if self.cells:
            out["cell"] = str(self.cells[0])
            out["cells"] = [str(cell) for cell in self.cells]
        if self.span is not None:
            out["span"] = [self.span.start, self.span.end]
            out["section"] = self.section
            out["text"] = self.text
        if self.place is not None:
            out["place"] = self.place.as_json()
        return out


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's decision, with the reason, that a finding may stand until its values change."""

    finding: str
    fingerprint: str
    person: str
    reason: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    `id` is made from the rule and the place, not from the values, so that it is the same in the
    next run;
    `fingerprint` is made from what was compared, so that a waiver lapses when a value changes.
    """

    id: str
    rule: str
    severity: Severity
    message: str
    message_en: str
    where: Where = field(default_factory=Where)
    basis: str = ""
    compared: Mapping[str, Any] = field(default_factory=dict)
    waived: Waiver | None = None
    basis_en: str = ""

    @property
    def fingerprint(self) -> str:
        """Return 12 hexadecimal digits over what was compared and the words at the place."""
        parts = [f"{key}={self.compared[key]}" for key in sorted(self.compared)] + [self.where.text]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def as_json(self) -> dict[str, Any]:
        """Return the interchange form of a finding."""
        out: dict[str, Any] = {
            "id": self.id,
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "message_en": self.message_en,
            "where": self.where.as_json(),
            "basis": self.basis,
            "basis_en": self.basis_en,
            "compared": dict(self.compared),
            "fingerprint": self.fingerprint,
        }
        if self.waived is not None:
            out["waived"] = {"person": self.waived.person, "reason": self.waived.reason}
        return out
