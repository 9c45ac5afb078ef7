"""Every case of every case file; those on replies are walked once more on another calendar."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.statute.clock.events import parse_event
from gongkai.statute.clock.ledger import write_ledger
from gongkai.statute.clock.periods import date_report, measure_period
from gongkai.statute.clock.procedures import follow_procedure
from gongkai.statute.clock.request import find_reply_due, follow_request
from gongkai.statute.decision import decide
from gongkai.statute.errors import IllegalHistory
from gongkai.statute.fees import charge_item, charge_items, charge_pages
from gongkai.statute.outcomes import load_facts
from gongkai.statute.references import Reference
from gongkai.statute.remedies import OrganKind, state_remedies
from gongkai.statute.workdays import NATION, load_calendar
from tests.statute.casefiles import count_cases, load_cases
from tests.statute.oracle import WORKED, add_by_walking, reply_by_walking


def test_there_are_as_many_cases_as_promised():
    assert count_cases() >= 250


@pytest.mark.parametrize("case", load_cases("workdays.toml"))
def test_adding_working_days(case):
    region = case.get("region", "")
    calendar = load_calendar(region or NATION)
    assert calendar.add(case["after"], case["days"]) == case["day"]
    assert add_by_walking(case["after"], case["days"], WORKED[region]) == case["day"]


@pytest.mark.parametrize("case", load_cases("months.toml"))
def test_counting_working_days(case):
    year, month = case["year"], case.get("month")
    first = date(year, month or 1, 1)
    last = date(year, 12, 31) if month in {None, 12} else date(year, month + 1, 1)
    calendar = load_calendar()
    number = calendar.count(first, last) + calendar.is_workday(first)
    if month not in {None, 12}:
        number -= calendar.is_workday(last)
    assert number == case["working_days"]


@pytest.mark.parametrize(
    "case", [*load_cases("requests.toml"), *load_cases("requests_monthly.toml")]
)
def test_reply_due(case):
    region = case.get("region", "")
    calendar = load_calendar(region or NATION)
    expected = None if case["due"] == "none" else case["due"]
    events = [parse_event(text) for text in case["events"]]
    trace = follow_request(events, calendar=calendar)
    assert trace.due == expected
    assert trace.provisional == case.get("provisional", False)
    assert reply_by_walking(case["events"], WORKED[region]) == expected
    assert find_reply_due(reversed(events), calendar=calendar) == expected
    if expected is not None:
        last = list(write_ledger(trace, calendar))[-1]
        assert (last.day, last.number) == (expected, trace.total)


@pytest.mark.parametrize("case", load_cases("illegal.toml"))
def test_an_illegal_history_is_refused_with_its_article(case):
    with pytest.raises(IllegalHistory) as caught:
        follow_request([parse_event(text) for text in case["events"]])
    assert caught.value.reference == Reference(*case["article"].split(":"))
    assert caught.value.chinese == case["says"]


@pytest.mark.parametrize("case", load_cases("fees.toml"))
def test_fees(case):
    day = case.get("day", date(2024, 1, 1))
    if "items" in case:
        assert charge_items(case["items"], day).amount == case["yuan"]
    elif "pages" in case:
        assert charge_pages(case["pages"], day).amount == case["yuan"]
    else:
        assert charge_item(case["ordinal"], day).amount == case["yuan"]


@pytest.mark.parametrize("case", load_cases("outcomes.toml"))
def test_outcomes_that_the_facts_admit(case):
    facts = dict.fromkeys(load_facts(), False) | dict.fromkeys(case["facts"], True)
    decision = decide(facts, case.get("day", date(2024, 6, 3)))
    assert [each.id for each in decision.admissible] == case["admits"]


@pytest.mark.parametrize("case", load_cases("remedies.toml"))
def test_remedies(case):
    remedies = state_remedies(
        case["outcome"], case["day"], organ=OrganKind(case.get("organ", "department"))
    )
    assert remedies.first == case["reconsideration_first"]
    assert remedies.authority.name == case["authority"]
    assert bool(remedies.doubts) == case.get("provisional", False)


@pytest.mark.parametrize("case", load_cases("periods.toml"))
def test_periods(case):
    period = measure_period(case["parameter"], case["start"])
    assert period.due == case["due"]
    assert period.nominal == case.get("nominal", case["due"])
    assert period.provisional == case.get("provisional", False)
    assert period.value.reference == Reference(*case["article"].split(":"))


@pytest.mark.parametrize("case", load_cases("procedures.toml"))
def test_procedures(case):
    stages = follow_procedure(
        case["procedure"],
        case["events"],
        kind=case.get("kind", ""),
        extension_days=case.get("extension_days"),
    )
    due = {each.stage.id: each.due for each in stages}[case["stage"]]
    assert due == (None if case["due"] == "none" else case["due"])


@pytest.mark.parametrize("case", load_cases("annual_reports.toml"))
def test_annual_reports(case):
    fixed = date_report(case["about"], government=case.get("government", False))
    assert (fixed.due, fixed.warn_on) == (case["due"], case["warn_on"])
