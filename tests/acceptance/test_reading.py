"""The reader gives no wrong and no invented cell in any shape, and refuses none that a careful person could read."""

from __future__ import annotations

import pytest

from gongkai.annual.errors import NotReadable
from gongkai.annual.reading import read_report
from tests.acceptance.verdicts import cases, judge, judge_made
from tests.made.figures import identities, make_inconsistent
from tests.made.prose import make_report, write_report
from tests.made.shapes import SHAPES

FEW = {"bureau": range(2, 4), "county": range(1, 2)}


def told(failures) -> dict[str, str]:
    """Return failures so that an assertion prints where they are."""
    return {
        f.cell: f"{f.kind}: expected {f.expected}, got {f.got} ({f.raw[:40]})" for f in failures
    }


@pytest.mark.parametrize("case", list(cases(FEW)), ids=str)
def test_every_shape(case):
    assert told(judge(case)) == {}


# Shapes in which each figure stands by itself, so that what is printed can be read whether or not it adds up.
SEPARATED = sorted(
    set(SHAPES)
    - {
        "text-glued",
        "text-half-separated",
        "text-repeats-removed",
        "text-columns-dumped",
        "markdown-broken",
    }
)


@pytest.mark.parametrize("shape", SEPARATED)
def test_figures_that_do_not_add_up_are_read_as_printed(shape):
    figures = make_inconsistent(5)
    assert any(left != right for _, left, right in identities(figures))
    made, _ = write_report(figures, 5)
    assert told(judge_made(made, shape, 5)) == {}


@pytest.mark.parametrize(
    "shape",
    [
        "text",
        "text-seed-like",
        "text-cell-per-line",
        "text-bars-trailing",
        "html",
        "docx",
        "pdf-ruled",
    ],
)
def test_hybrids_are_read_as_what_they_are(shape):
    """Table 2 of the form of 2019 beside table 3 of the form of 2021."""
    made = make_report(4, form="2019", scale="bureau", single_other=False, year=2021)
    assert told(judge_made(made, shape, 4)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "关于开展夏季用电检查的通知\n各科室：\n请于7月1日前完成检查。\n",
        "一、主动公开政府信息的情况\n2013年度主动公开信息5条。\n二、信息公开的收费及减免情况\n没有收费。\n",
        "",
    ],
    ids=["a notice", "the form before 2019", "nothing"],
)
def test_what_is_no_report_is_refused(text):
    with pytest.raises(NotReadable):
        read_report(text.encode(), "x.txt")
