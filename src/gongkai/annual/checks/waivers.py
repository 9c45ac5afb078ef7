"""Waivers: a file beside the report in which a person lets findings stand, with reasons.

A waiver names a finding by its id and keeps the fingerprint of what was compared: it survives the
next run and
lapses when a value changes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.annual.checks.finding import Finding, Severity, Waiver

_FIELDS = ("finding", "fingerprint", "person", "reason", "day")


class WaiversNotReadable(Exception):
    """The file of waivers cannot be read: one line in Chinese, one in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of one report, one for a finding at most."""

    entries: tuple[Waiver, ...] = ()

    def find(self, finding: str) -> Waiver | None:
        """Return the waiver of that finding id, or None."""
        return next((entry for entry in self.entries if entry.finding == finding), None)

    def with_waiver(self, waiver: Waiver) -> Waivers:
        """Return these waivers with one more, in place of an older one for the same finding."""
        others = tuple(entry for entry in self.entries if entry.finding != waiver.finding)
        return Waivers((*others, waiver))

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Mark the findings that are waived; add a note for each waiver that has lapsed."""
        out: list[Finding] = []
        for finding in findings:
            waiver = self.find(finding.id)
            if waiver is None:
                out.append(finding)
            elif waiver.fingerprint == finding.fingerprint:
                out.append(replace(finding, waived=waiver))
            else:
                out += [finding, _lapsed(finding, waiver)]
        return out


def _lapsed(finding: Finding, waiver: Waiver) -> Finding:
    when = f"于 {waiver.day} " if waiver.day else ""
    return Finding(
        id=f"WAIVER-LAPSED:{finding.id}",
        rule="WAIVER-LAPSED",
        severity=Severity.NOTE,
        message=f"{waiver.person}{when}曾同意保留 {finding.id}（{waiver.reason}）；"
        f"此后数值或文字有变，该同意已失效。请重新确认。",
        message_en=f"{waiver.person} had waived {finding.id} ({waiver.reason}); what was compared"
        f" has changed since,"
        " so the waiver has lapsed.",
        where=finding.where,
        compared={"then": waiver.fingerprint, "now": finding.fingerprint},
    )


def waivers_path(report: Path) -> Path:
    """Return where a report's waivers are kept: `<report>.waivers.toml` beside it."""
    return report.with_name(report.name + ".waivers.toml")


def read_waivers(path: Path) -> Waivers:
    """Read a file of waivers; none if it is not there.

    Raises `WaiversNotReadable`, so that none is lost silently.
    """
    if not path.exists():
        return Waivers()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = tuple(
            Waiver(**{name: str(entry[name]) for name in _FIELDS if name in entry})
            for entry in raw.get("waiver", [])
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, AttributeError) as error:
        raise WaiversNotReadable(
            f"{path.name} 不是有效的豁免文件：{error}",
            f"{path.name} is not a file of waivers: {error}",
        ) from error
    return Waivers(entries)


def write_waivers(path: Path, waivers: Waivers) -> None:
    """Write a file of waivers, oldest first."""
    lines = ["# 对核对意见的保留决定。数值或文字变化后，对应的一条自动失效。", ""]
    for entry in waivers.entries:
        lines.append("[[waiver]]")
        # A JSON string is a TOML basic string, but for DEL.
        lines += [
            f"{name} = {json.dumps(getattr(entry, name), ensure_ascii=False)}".replace(
                "\x7f", "\\u007f"
            )
            for name in _FIELDS
        ]
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")
