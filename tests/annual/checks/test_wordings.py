"""Wordings that the rules were not written from: each true sentence passes, each false twin is found."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.annual.checks import Finding, Severity, check_report
from tests.annual.checks.building import FIGURES, OTHER, OVERVIEW, build_report

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))
_TWINS = re.compile(r"\{([^/{}]+)/([^/{}]+)\}")

# The heading that the sub-section of each name is followed by.
_NEXT = {"proactive": "（二）", "requests": "（三）", "management": "（四）"}


def check_sentence(sentence: str, under: str, figures: str) -> list[Finding]:
    """Return what is said above a note of a report with the figures, the sentence in its place."""
    cells: dict[str, Any] = {
        f"{row}.{column}": 0 for row, columns in FIGURES.items() for column in columns
    }
    for name, value in WORDINGS["figures"][figures].items():
        cells[name] = Decimal(value) if isinstance(value, str) else value
    heading = _NEXT.get(under)
    overview = (
        OVERVIEW.replace(heading, f"{sentence}\n{heading}")
        if heading
        else f"{OVERVIEW}\n{sentence}"
    )
    found = check_report(build_report(cells, overview=overview, other=OTHER))
    return [finding for finding in found if finding.severity is not Severity.NOTE]


def twins(group: dict[str, Any], wording: str) -> tuple[list[Finding], list[Finding]]:
    """Return what is said of the true sentence and of its false twin."""
    under, over = group.get("under", "requests"), group.get("over", "busy")
    return (
        check_sentence(_TWINS.sub(r"\1", wording), under, over),
        check_sentence(_TWINS.sub(r"\2", wording), under, group.get("false_over", over)),
    )


def _wordings() -> Iterator[Any]:
    for group in WORDINGS["group"]:
        for wording in group["wordings"]:
            yield pytest.param(group, wording, id=f"{group['family'][0]}: {wording}")


def _quiet() -> Iterator[Any]:
    for group in WORDINGS["quiet"]:
        for sentence in group["sentences"]:
            yield pytest.param(group, sentence, id=sentence)


@pytest.mark.parametrize(("group", "wording"), list(_wordings()))
def test_a_false_figure_is_found_and_a_true_one_passes(group, wording):
    on_true, on_false = twins(group, wording)
    assert [(finding.rule, finding.message) for finding in on_true] == []
    assert {finding.rule for finding in on_false} & set(group["family"]) != set(), on_false


@pytest.mark.parametrize(("group", "sentence"), list(_quiet()))
def test_figures_of_other_things_are_left_alone(group, sentence):
    found = check_sentence(sentence, group["under"], "busy")
    assert [(finding.rule, finding.message) for finding in found] == []
