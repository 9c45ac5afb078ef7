"""The way from the text that rules read back to the prose."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.checks.wording import Wording, fold, mask
from tests.annual.checks.building import build_report


def _wording(text: str) -> Wording:
    return Wording(
        build_report(
            preamble="",
            overview=text,
            without=("disclosure", "requests", "remedies", "problems", "other"),
        )
    )


def test_spaces_and_quantities_are_taken_out():
    wording = _wording("2024 年，收到申请 12 件（其中 自然人 9 件）。")
    assert wording.text == "\n一、总体情况\n2024年,收到申请#(其中自然人#)。\n"


def test_a_span_leads_back_over_spaces_and_quantities():
    wording = _wording("2024 年，收到申请 12 件（其中 自然人 9 件）。")
    start = wording.text.index("收到")
    span = wording.span(start, wording.text.index("#") + 1)
    assert wording.report.words(span) == "收到申请 12 件"


def test_sentences_know_their_section_and_aspect():
    wording = Wording(build_report(prose="收到政府信息公开申请12件。"))
    sentence = wording.sentence(wording.text.index("收到政府"))
    assert (sentence.section, sentence.aspect) == ("overview", "依申请公开情况")


def test_a_masked_text_does_not_change_with_its_figures():
    assert mask("办结 1,039 件，占99.9%") == mask("办结12件，占 7%") == "办结件,占%"


@given(st.text(alphabet="申请 0123，。（）件万余a\n", max_size=60))
def test_every_span_covers_what_it_is_made_from(text):
    wording = _wording(text)
    for start in range(0, len(wording.text), 3):
        for end in range(start + 1, min(start + 9, len(wording.text))):
            span = wording.span(start, end)
            printed = fold(wording.report.prose.text)[span.start : span.end]
            assert wording.words(start, end).replace(" ", "") == printed.replace(" ", "")
