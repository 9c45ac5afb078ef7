"""One act on many requests: one refused stops no other."""

from __future__ import annotations

import pytest

from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.bulk import archive_many, assign_many
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.intake import file_request
from gongkai.requests.domain.queries import View, choose_view
from gongkai.requests.models import Request
from tests.requests.conftest import TODAY, WANG
from tests.requests.domain.test_intake import CONTENT


@pytest.fixture
def withdrawn(filed, office, carry):
    """A request that is closed and waits for the archive: its case, and the last entry seen."""
    state = carry(filed, "accepted")
    state = act(filed.case.pk, "withdrawn", actor=office["registrar"], seen=state.seen)
    return filed.case.pk, state.seen


@pytest.fixture
def other(organ, filed):
    """A request that is open."""
    made = file_request(organ=organ, applicant=WANG, content=CONTENT)
    return made.case.pk, made.state.seen


def test_bulk_assignment_goes_on_past_a_refusal(office, filed, other, carry):
    ready, (other_case, seen) = carry(filed, "confirmed"), other
    result = assign_many(
        [(filed.case.pk, ready.seen - 1), (other_case, seen)],
        handler=office["handler"].person, actor=office["registrar"],
    )  # fmt: skip
    assert result.done == (other_case,)
    assert list(result.refused) == [filed.case.pk]


def test_the_closed_are_archived_and_the_open_are_refused(office, withdrawn, other):
    stale = (withdrawn[0], withdrawn[1] - 1)
    assert archive_many([stale], actor=office["registrar"]).done == ()
    result = archive_many([other, withdrawn], actor=office["registrar"])
    assert (result.done, list(result.refused)) == ((withdrawn[0],), [other[0]])
    assert set(Request.objects.values_list("pk", "step")) == {
        (withdrawn[0], "done"),
        (other[0], "confirm"),
    }


@pytest.mark.parametrize("role", ["handler", "leader", "office_head"])
def test_only_a_registrar_archives(office, withdrawn, role):
    result = archive_many([withdrawn], actor=office[role])
    assert (result.done, [type(each) for each in result.refused.values()]) == ((), [Forbidden])


def test_what_waits_for_the_archive_has_a_list_of_its_own(organ, office, withdrawn, other):
    registrar = office["registrar"]
    found = {
        view: list(
            Request.objects.filter(
                choose_view(view, actor=registrar, organ=organ, today=TODAY)
            ).values_list("pk", flat=True)
        )
        for view in (View.MINE, View.ARCHIVE)
    }
    assert found == {View.MINE: [other[0]], View.ARCHIVE: [withdrawn[0]]}
