"""The prose keeps every character, and each finding's stretch begins and ends once."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.checks.finding import Where
from gongkai.annual.model import Prose, Span
from gongkai.annual.writers.marking import mark_report
from gongkai.annual.writers.notices import make_notices
from gongkai.annual.writers.wording import Wording
from tests.annual.writers.works import make_finding, make_findings, make_report

ZH = Wording("zh")


def test_overlapping_stretches_are_cut_where_either_begins_or_ends() -> None:
    report = make_report()
    parts = mark_report(report, make_notices(make_findings(report), ZH))
    prose = parts[-1].paragraphs[1]
    assert [
        (piece.text, [notice.finding.id for notice in piece.notices]) for piece in prose.pieces
    ] == [
        ("受理市长信箱1039件，办结率99.90%，", []),
        ("满意率99.26%；", ["RATE"]),
        ("网民留言", ["WORD", "RATE"]),
        ("3611件，办结率", ["WORD"]),
        ("99.68%。", []),
    ]


def test_the_weightiest_kind_colours_an_overlap() -> None:
    report = make_report()
    parts = mark_report(report, make_notices(make_findings(report), ZH))
    assert [piece.kind for piece in parts[-1].paragraphs[1].pieces] == [
        "",
        "question",
        "warning",
        "warning",
        "",
    ]


def test_sections_and_subsections_have_headings() -> None:
    parts = mark_report(make_report(), ())
    assert [(part.kind, [paragraph.level for paragraph in part.paragraphs]) for part in parts] == [
        ("preamble", [0, 0]),
        ("overview", [3, 0, 4, 0]),
        ("disclosure", [3]),
        ("requests", [3]),
        ("remedies", [3]),
        ("problems", [3, 0]),
        ("other", [3, 0]),
    ]


@given(
    st.text("一二三四五。\n <&\u202e", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6),
)
def test_no_character_is_lost_and_each_stretch_begins_and_ends_once(
    text: str, spans: list[tuple[int, int]]
) -> None:
    report = make_report(prose=Prose(text), sections=())
    findings = [
        make_finding(f"F{number}", where=Where(span=Span(*span)))
        for number, span in enumerate(spans)
    ]
    parts = mark_report(report, make_notices(findings, ZH))
    pieces = [p for part in parts for paragraph in part.paragraphs for p in paragraph.pieces]
    kept = [line for line in text.replace("\u202e", "�").split("\n") if line.strip()]
    assert "".join(piece.text for piece in pieces) == "".join(kept)
    begun = sorted(notice.number for piece in pieces for notice in piece.begins)
    ended = sorted(notice.number for piece in pieces for notice in piece.ends)
    assert begun == ended == sorted(set(begun))
