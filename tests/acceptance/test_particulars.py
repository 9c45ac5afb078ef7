"""Agency, year, title, period, sections, contact and the words themselves, in every shape that keeps them."""

from __future__ import annotations

import pytest

from gongkai.annual.reading import read_report
from tests.acceptance.particulars import judge_particulars, judge_prose
from tests.made.prose import make_report
from tests.made.shapes import SHAPES

# These lose the title or the headings, or write the words otherwise (spaces, other characters, other widths).
OTHERWISE = {
    "text-headless", "text-decoys-in-prose", "text-glued", "text-one-line", "text-spaced-words", "text-traditional",
    "text-half-width", "text-kangxi-radicals", "text-full-width-digits",
}  # fmt: skip
REWRITTEN = {shape for shape in SHAPES if shape.startswith("combined")}
SEEDS = [("bureau", 1), ("bureau", 2), ("county", 4), ("town", 3)]


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - OTHERWISE))
@pytest.mark.parametrize(("scale", "seed"), SEEDS)
def test_particulars(shape, scale, seed):
    made = make_report(seed, scale=scale)
    rendered = SHAPES[shape](made, seed)
    report = read_report(rendered.data, rendered.name)
    assert list(judge_particulars(made, report)) == []


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - OTHERWISE - REWRITTEN))
def test_words(shape):
    made = make_report(2, scale="bureau")
    rendered = SHAPES[shape](made, 2)
    assert list(judge_prose(made, read_report(rendered.data, rendered.name))) == []
