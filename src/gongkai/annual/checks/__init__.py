"""The rules that a report is checked against, each one small function in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

# Importing a module of rules enters them; the order here is the order of the catalogue.
from gongkai.annual.checks import (  # isort: skip
    tables as tables,
    cells as cells,
    years as years,
    prose_tables as prose_tables,
    absolutes as absolutes,
    parts as parts,
    arithmetic as arithmetic,
    changes as changes,
    fees as fees,
    shape as shape,
    years_named as years_named,
    citations as citations,
    language as language,
)
from gongkai.annual.checks.finding import Finding, Severity, Waiver, Where
from gongkai.annual.checks.registry import Hit, Rule, all_rules
from gongkai.annual.checks.subject import Subject
from gongkai.annual.checks.waivers import Waivers
from gongkai.annual.checks.wording import mask
from gongkai.annual.model import AnnualReport, CellId, Place
from gongkai.statute.references import Reference

__all__ = ["Finding", "Severity", "Waiver", "Waivers", "Where", "all_rules", "check_report"]

_ORDER = {severity: rank for rank, severity in enumerate(Severity)}
_NEW_FORM, _OLD_FORM = "gbgkbh-2021-30", "gbgkbh-2019-60"


def check_report(
    report: AnnualReport,
    *,
    previous: AnnualReport | None = None,
    waivers: Waivers | None = None,
) -> list[Finding]:
    """Check a report, against last year's too if it is given.

    Returns the findings by severity, then by place: cells in the form's order, then prose from the
    start. A waived
    finding stays in the list with its waiver.
    """
    subject = Subject(report, previous)
    findings = list(_find(subject))
    if waivers is not None:
        findings = waivers.apply(findings)
    order = {id_: rank for rank, id_ in enumerate(report.cells)}
    findings.sort(key=lambda finding: _rank(finding, order))
    return findings


def _rank(finding: Finding, order: dict[CellId, int]) -> tuple[int, int, int, str]:
    where = finding.where
    if where.span is not None:
        return _ORDER[finding.severity], 1, where.span.start, finding.id
    if where.cells:
        return _ORDER[finding.severity], 0, order.get(where.cells[0], len(order)), finding.id
    return _ORDER[finding.severity], 2, 0, finding.id


def _find(subject: Subject) -> Iterator[Finding]:
    taken: dict[str, int] = {}
    for rule in all_rules():
        for hit in rule.check(subject):
            basis = _basis(subject, rule)
            where = _where(subject, hit)
            id_ = f"{rule.id}:{_name(hit, where)}"
            taken[id_] = taken.get(id_, 0) + 1
            if taken[id_] > 1:
                id_ += f"-{taken[id_]}"
            yield Finding(
                id=id_,
                rule=rule.id,
                severity=hit.severity or rule.severity,
                message=hit.message,
                message_en=hit.message_en,
                where=where,
                basis="；".join(reference.chinese for reference in basis),
                basis_en="; ".join(reference.english for reference in basis),
                compared=hit.compared,
            )


def _where(subject: Subject, hit: Hit) -> Where:
    report = subject.report
    place: Place | None = None
    section = text = ""
    if hit.span is not None:
        text = report.words(hit.span)
        place = report.prose.place(hit.span.start)
        section = next(
            (s.kind for s in report.sections if s.span.start <= hit.span.start < s.span.end), ""
        )
    elif hit.cells:
        place = next(
            (cell.place for id_ in hit.cells if (cell := report.cell(*id_)).place is not None), None
        )
    return Where(cells=hit.cells, span=hit.span, section=section, text=text, place=place)


def _name(hit: Hit, where: Where) -> str:
    """Name the place of a finding, so that a new value leaves the name as it is."""
    if hit.key:
        return hit.key
    if hit.span is not None:
        digest = hashlib.sha256(mask(where.text).encode()).hexdigest()[:8]
        return f"{where.section or 'prose'}-{digest}"
    return str(hit.cells[0]) if hit.cells else "report"


def _basis(subject: Subject, rule: Rule) -> list[Reference]:
    """Return the places that a rule rests on; a report in the form of 2019 is held to that form."""
    if subject.report.form != "2019" or rule.id == "FORM-OLD":
        return list(rule.basis)
    return [
        Reference(_OLD_FORM, reference.article) if reference.instrument == _NEW_FORM else reference
        for reference in rule.basis
    ]
