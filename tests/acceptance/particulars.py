"""Judge what a reading says beside the figures: agency, year, title, period, sections, contact, cited documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.annual.model import AnnualReport
from tests.made.organs import ORGANS
from tests.made.report import MadeReport

KINDS = ["overview", "disclosure", "requests", "remedies", "problems", "other"]
ASPECTS = ["proactive", "on_request", "management", "platform", "supervision"]


class Slip(NamedTuple):
    """A particular that was not read as it is printed."""

    what: str
    expected: object
    got: object


def judge_particulars(made: MadeReport, report: AnnualReport) -> Iterator[Slip]:
    """Compare the particulars of a reading with those of the made report."""
    organ = next(o for group in ORGANS.values() for o in group if o.name == made.agency)
    telephone = organ.telephone
    number = "〔2021〕30号" if made.figures.form == "2021" else "〔2019〕60号"
    period = report.period and (report.period.start, report.period.end)
    cited = any(number in citation.number for citation in report.citations)
    subsections = [len(section.subsections) for section in report.sections[:1]]
    pairs = (
        ("agency", made.agency, report.agency),
        ("year", made.year, report.year),
        ("form", made.figures.form, report.form),
        ("title", made.title, report.title),
        ("period", (f"{made.year}-01-01", f"{made.year}-12-31"), period),
        ("sections", KINDS, [section.kind for section in report.sections]),
        ("section numbers", list("一二三四五六"), [section.number for section in report.sections]),
        ("aspects", [len(ASPECTS)], subsections),
        ("postcode", organ.postcode, report.contact.postcode),
        ("telephone", telephone, report.contact.telephone),
        ("address", organ.address, report.contact.address),
        ("citation", True, cited),
    )
    for what, expected, got in pairs:
        if expected != got:
            yield Slip(what, expected, got)


def judge_prose(made: MadeReport, report: AnnualReport) -> Iterator[Slip]:
    """Compare the words: each paragraph of sections one, five and six stands in the prose whole, in its section.

    A printed line that ends with a stop may be the end of a paragraph or not: either reading will do.
    """
    for kind in ("overview", "problems", "other"):
        section = report.section(kind)
        words = report.words(section.span) if section else ""
        words = re.sub(r"(?<=[。；])\n", "", words)
        for block in made.paragraphs():
            if block.section == kind and block.style == "text" and block.text not in words:
                at = _parting(block.text, words)
                found = words.find(block.text[max(0, at - 8) : at])
                yield Slip(
                    f"prose of {kind}",
                    block.text[max(0, at - 8) : at + 12],
                    words[found : found + 20],
                )


def _parting(text: str, words: str) -> int:
    """Return how far a paragraph agrees with the words before they part."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in words else (low, middle - 1)
    return low
