"""The runner: order, ids, places, and what errors may rest on."""

import re

from gongkai.annual.checks import Severity, all_rules, check_report
from tests.annual.checks.building import build_report

FAULTS = {
    "table3.granted.total": 7,
    "table4.reconsideration.total": 4,
    "table3.received.other": "blank",
}
PROSE = "收到政府信息公开申请20件。\n受理来信1039件，满意率99.26%。"


def test_findings_come_by_severity_then_by_place():
    findings = check_report(build_report(FAULTS, PROSE))
    ranks = [list(Severity).index(f.severity) for f in findings]
    assert ranks == sorted(ranks)
    assert [f.id for f in findings][:3] == [
        "T3-ROW-TOTAL:table3.granted",
        "T3-CONCLUDED:table3.total",
        "T4-ROW-TOTAL:table4.reconsideration",
    ]


def test_ids_are_steady_and_distinct():
    first, second = ([f.id for f in check_report(build_report(FAULTS, PROSE))] for _ in range(2))
    assert first == second
    assert len(set(first)) == len(first)
    assert all(re.fullmatch(r"[A-Z0-9-]+:\S+", id_) for id_ in first)


def test_a_finding_in_the_prose_knows_its_words_and_its_place():
    (finding,) = [f for f in check_report(build_report(prose=PROSE)) if f.rule == "RATE-ATTAINABLE"]
    assert finding.where.text == "受理来信1039件，满意率99.26%"
    assert finding.where.section == "overview"
    assert finding.where.place is not None
    assert finding.where.as_json()["section"] == "overview"


def test_no_error_rests_on_a_reading_that_its_own_identity_chose():
    row = {"table3.granted.total": 7, "table3.granted.other": "derived:table3.row_total"}
    errors = {f.id for f in check_report(build_report(row)) if f.severity is Severity.ERROR}
    assert errors == {"T3-CONCLUDED:table3.total"}


def test_parts_beyond_their_total_are_certain_even_beside_a_blank():
    cells = {"table3.granted.other": "blank", "table3.granted.natural_person": 9}
    ids = {f.id for f in check_report(build_report(cells)) if f.severity is Severity.ERROR}
    assert "T3-ROW-TOTAL:table3.granted" in ids


def test_a_report_in_the_form_of_2019_is_held_to_that_form():
    report = build_report({"table3.granted.total": 7}, form="2019", year=2020)
    (finding,) = [f for f in check_report(report) if f.rule == "T3-ROW-TOTAL"]
    assert finding.basis == "《年度报告格式（2019年试行）》表三；《政府信息公开条例》第六条第一款"


def test_every_finding_says_both_sides_in_both_languages():
    for finding in check_report(build_report(FAULTS, PROSE)):
        assert finding.message.endswith(("。", "）"))
        assert finding.message_en.endswith((".", ")"))
        assert finding.compared
        assert finding.basis


def test_rule_ids_are_readable():
    assert all(re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", rule.id) for rule in all_rules())
