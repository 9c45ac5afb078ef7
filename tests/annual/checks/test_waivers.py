"""Waivers survive the next run and lapse when a value changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.checks import Finding, Severity, Waiver, Waivers, check_report
from gongkai.annual.checks.waivers import (
    WaiversNotReadable,
    read_waivers,
    waivers_path,
    write_waivers,
)
from tests.annual.checks.building import build_report

OFF = {"table3.granted.total": 7}


def _rows(report, waivers=None):
    return [f for f in check_report(report, waivers=waivers) if "ROW-TOTAL" in f.id]


def _waive(finding: Finding) -> Waivers:
    return Waivers((Waiver(finding.id, finding.fingerprint, "王晓", "已发更正公告", "2025-02-01"),))


def test_a_waiver_survives_the_next_run():
    (finding,) = _rows(build_report(OFF))
    (again,) = _rows(build_report(OFF), _waive(finding))
    assert again.waived == Waiver(
        "T3-ROW-TOTAL:table3.granted", finding.fingerprint, "王晓", "已发更正公告", "2025-02-01"
    )


def test_a_waiver_lapses_when_the_value_changes():
    (finding,) = _rows(build_report(OFF))
    changed, lapsed = _rows(build_report({"table3.granted.total": 8}), _waive(finding))
    assert (changed.id, changed.waived, changed.severity) == (finding.id, None, Severity.ERROR)
    assert (lapsed.rule, lapsed.severity) == ("WAIVER-LAPSED", Severity.NOTE)


def test_a_waiver_of_prose_survives_an_edit_elsewhere():
    text = "申请材料从192份减少至114分。"
    before = [f for f in check_report(build_report(prose=text)) if f.rule == "LANG-MEASURE"]
    after = [
        f
        for f in check_report(build_report(prose="新增一句话。\n" + text))
        if f.rule == "LANG-MEASURE"
    ]
    assert (before[0].id, before[0].fingerprint) == (after[0].id, after[0].fingerprint)


def test_the_id_stays_and_the_fingerprint_changes_with_a_figure_in_the_prose():
    first, second = (
        next(
            f
            for f in check_report(build_report(prose=f"受理来信1039件，满意率{rate}%。"))
            if f.rule == "RATE-ATTAINABLE"
        )
        for rate in ("99.26", "99.27")
    )
    assert first.id == second.id
    assert first.fingerprint != second.fingerprint


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.builds(Waiver, WORDS, WORDS, WORDS, WORDS, WORDS), max_size=3))
def test_the_file_gives_back_what_was_written(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("waivers") / "r.waivers.toml"
    write_waivers(path, Waivers(tuple(entries)))
    assert read_waivers(path).entries == tuple(entries)


def test_no_file_is_no_waiver(tmp_path):
    assert read_waivers(tmp_path / "none.toml") == Waivers()


@pytest.mark.parametrize("text", ["waiver = 3", "[[waiver]]\nperson = '甲'", "[[["])
def test_a_damaged_file_is_not_taken_for_none(tmp_path, text):
    path = waivers_path(tmp_path / "report.pdf")
    path.write_text(text, encoding="utf-8")
    assert path.name == "report.pdf.waivers.toml"
    with pytest.raises(WaiversNotReadable):
        read_waivers(path)
