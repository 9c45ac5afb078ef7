"""Erasing: only what is over and no longer needed, all of it, and the proofs hold afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from gongkai.core.audit.models import Change
from gongkai.core.audit.words import tell_facts, tell_subject, tell_what
from gongkai.core.caselog.kinds import Retained
from gongkai.core.caselog.log import fold_case, open_entries
from gongkai.core.caselog.models import Sealed
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.files.models import StoredFile
from gongkai.core.files.proof import verify_files
from gongkai.core.files.storage import Erased, Incoming, read_file
from gongkai.core.organs.actor import APPLICANT
from gongkai.core.organs.models import Person
from gongkai.core.refusal import Forbidden
from gongkai.remedies.domain.handling import open_remedy, withdraw
from gongkai.remedies.process.kinds import Remedy
from gongkai.requests.domain.answers import sign
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.intake import file_request
from gongkai.requests.domain.letter import find_letter_files
from gongkai.requests.domain.particulars import read_particulars
from gongkai.requests.domain.repeats import compare
from gongkai.requests.domain.retention import (
    NoPeriod,
    erase_request,
    find_expired,
    find_limit,
)
from gongkai.requests.models import Receipt, Request
from gongkai.requests.rules import may
from tests.requests.conftest import ROLES, TODAY, WANG, Content

SCAN = Incoming("王小明身份证.pdf", b"%PDF-1.7\n" + "王小明".encode() + b"\n%%EOF")
LATER = date(2037, 1, 4)
WHY = "保存期限届满"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def file(organ, person=None):
    content = Content("城东文化中心的监理合同", "监理合同")
    return file_request(organ=organ, applicant=WANG, content=content, files=[SCAN], person=person)


@pytest.fixture
def archive(organ, office):
    """Return a function that files a request with a scan, withdraws and archives it."""

    def make(last="archived"):
        filed = file(organ)
        act(filed.case.pk, "confirmed", actor=office["registrar"], seen=1)
        state = act(filed.case.pk, "withdrawn", actor=APPLICANT, seen=2)
        if last == "archived":
            act(filed.case.pk, "archived", actor=office["registrar"], seen=state.seen)
        return filed.case

    return make


@pytest.fixture
def answered(organ, office, carry):
    """Return an archived request of somebody with an account, whose reply was signed and served."""
    filed = file(organ, Person.objects.create_user("citizen", name="王小明"))
    seen = carry(filed, "reviewed").seen
    state = sign(filed.case.pk, actor=office["leader"], seen=seen)
    body = {"outcome": "granted", "method": "electronic"}
    state = act(filed.case.pk, "answered", actor=office["handler"], seen=state.seen, body=body)
    act(filed.case.pk, "archived", actor=office["registrar"], seen=state.seen)
    return filed.case


def erase(case, actor, before=LATER):
    return erase_request(case.pk, before=before, why=WHY, actor=actor)


def find_flaws():
    return [each for each in verify() if isinstance(each, Flaw)] + [
        each for each in verify_files() if not isinstance(each, int)
    ]


def find_contents(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.slow
def test_all_that_is_personal_goes_and_the_proofs_hold(
    answered, office, organ, settings, folder, django_capture_on_commit_callbacks
):
    case = answered
    before = list(StoredFile.objects.order_by("pk").values_list("name", "sha256", "size"))
    assert len(find_contents(folder)) == len(before) == 3  # the scan, the reply as DOCX and as PDF
    settings.TODAY = LATER
    (listed,) = find_expired(organ, LATER)
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase(case, office["office_head"])

    assert (erased, erased.archived, erased.files) == (listed, TODAY, 3)
    assert find_flaws() == []
    assert list(find_expired(organ, LATER)) == []
    assert find_contents(folder) == []
    assert [entry.sealed for entry in open_entries(case)] == [None] * fold_case(case).seen
    kept = Sealed.objects.filter(event__case=case).values_list("token", "erased_by", "erased_why")
    head = office["office_head"].person.pk
    assert set(kept) == {(None, head, WHY)}
    assert read_particulars(case, actor=office["registrar"], why="核对") is None

    after = list(StoredFile.objects.order_by("pk").values_list("name", "sha256", "size"))
    assert after == [
        ("附件.pdf", *before[0][1:]),
        *before[1:],
    ]  # what an applicant calls a file is personal
    assert {each.erased_by_id for each in StoredFile.objects.all()} == {head}
    with pytest.raises(Erased):
        read_file(StoredFile.objects.first())
    assert Receipt.objects.get(case=case).person is None

    change = Change.objects.get(kind="particulars-erased")
    number = case.request.number
    assert (change.actor_name, change.subject, change.organ) == (
        office["office_head"].name, f"case:{case.pk}", organ,
    )  # fmt: skip
    assert change.body == {
        "name": number, "why": WHY, "archived": "2026-03-02", "particulars": 2, "files": 3,
    }  # fmt: skip
    assert (
        tell_what(change.kind), tell_subject(change.subject, change.body), tell_facts(change.subject, change.body)
    ) == (
        "删除个人信息", number, "理由 保存期限届满；归档 2026-03-02；个人信息（份） 2；文件（个） 3",
    )  # fmt: skip


def test_a_second_erasure_finds_nothing_and_notes_nothing(archive, office, settings):
    case = archive()
    settings.TODAY = LATER
    erase(case, office["office_head"])
    again = erase(case, office["office_head"])
    assert (again.particulars, again.files) == (0, 0)
    assert Change.objects.filter(kind="particulars-erased").count() == 1


def test_what_is_not_over_not_archived_or_archived_of_late_is_kept(
    archive, filed, office, organ, settings
):
    withdrawn, archived = archive("withdrawn"), archive()
    settings.TODAY = LATER
    for case, before in ((filed.case, LATER), (withdrawn, LATER), (archived, TODAY)):
        with pytest.raises(Retained):
            erase(case, office["office_head"], before)
    assert list(find_expired(organ, TODAY)) == []
    assert [each.case for each in find_expired(organ, LATER)] == [archived.pk]
    assert (Sealed.objects.filter(token=None).count(), Change.objects.count()) == (0, 0)
    assert StoredFile.objects.exclude(erased=None).count() == 0


def test_what_a_pending_remedy_rests_on_is_kept_until_it_ends(archive, organ, office, settings):
    case = archive()
    remedy, state = open_remedy(
        organ=organ, kind=Remedy.RECONSIDERATION, number="清政复〔2026〕1号", authority="清河市人民政府",
        about="监理合同的答复", procedure="ordinary", day=TODAY, actor=office["office_head"], request=case.pk,
    )  # fmt: skip
    settings.TODAY = LATER
    with pytest.raises(Retained, match="清政复"):
        erase(case, office["office_head"])
    assert list(find_expired(organ, LATER)) == []
    withdraw(remedy.pk, day=LATER, actor=office["office_head"], seen=state.seen)
    assert [each.case for each in find_expired(organ, LATER)] == [case.pk]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office_head"])
def test_nobody_erases_but_the_head_of_the_office(archive, office, settings, role):
    case = archive()
    settings.TODAY = LATER
    assert not may(office[role], "erase", case.organ)
    with pytest.raises(Forbidden):
        erase(case, office[role])
    assert Sealed.objects.filter(token=None).count() == 0


def test_a_content_that_two_cases_share_goes_with_the_last(
    archive, office, settings, folder, django_capture_on_commit_callbacks
):
    first, second = archive(), archive()
    settings.TODAY = LATER
    with django_capture_on_commit_callbacks(execute=True):
        erase(first, office["office_head"])
    assert read_file(StoredFile.objects.get(case=second, sha256=SCAN.sha256)) == SCAN.data
    assert find_flaws() == []
    with django_capture_on_commit_callbacks(execute=True):
        erase(second, office["office_head"])
    assert (find_contents(folder), find_flaws()) == ([], [])


def test_an_erasure_that_is_undone_finds_its_files(archive, office, settings, folder):
    case = archive()
    settings.TODAY = LATER
    kept = find_contents(folder)
    with transaction.atomic():
        erase(case, office["office_head"])
        transaction.set_rollback(True)
    assert (find_contents(folder), find_flaws()) == (kept, [])
    assert read_file(StoredFile.objects.first()) == SCAN.data


@pytest.mark.parametrize(
    ("years", "before", "limit"),
    [
        (0, date(2030, 1, 1), date(2030, 1, 1)),
        (10, None, date(2027, 1, 4)),
        (10, date(2026, 6, 1), date(2026, 6, 1)),
        (10, date(2027, 1, 4), date(2027, 1, 4)),
    ],
)
def test_the_day_is_given_or_follows_from_the_retention(settings, years, before, limit):
    settings.TODAY, settings.RETENTION_YEARS = LATER, years
    assert find_limit(before) == limit


def test_a_leap_day_has_its_own_day_before(settings):
    settings.TODAY, settings.RETENTION_YEARS = date(2036, 2, 29), 10
    assert find_limit() == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("years", "before", "refusal"),
    [
        (0, None, NoPeriod),
        (10, date(2027, 1, 5), Retained),
        (0, date(2037, 1, 5), Retained),  # has not come
    ],
)
def test_no_day_and_a_day_too_late_are_refused(settings, years, before, refusal):
    settings.TODAY, settings.RETENTION_YEARS = LATER, years
    with pytest.raises(refusal):
        find_limit(before)


def test_the_verb_holds_to_the_retention_whatever_day_it_is_given(archive, office, settings):
    case = archive()
    settings.TODAY, settings.RETENTION_YEARS = LATER, 30
    with pytest.raises(Retained):
        erase(case, office["office_head"])


def test_the_retention_is_a_number_of_years():
    from gongkai.settings.environment import Environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_RETENTION_YEARS", "zehn")
        with pytest.raises(ImproperlyConfigured):
            Environment().number("GONGKAI_RETENTION_YEARS", 0)


def test_two_requests_of_which_one_is_erased_are_not_said_to_differ(
    archive, filed, office, settings
):
    case = archive()
    settings.TODAY = LATER
    erase(case, office["office_head"])
    beside = compare(filed.case.request, Request.objects.get(case=case), actor=office["handler"])
    assert (beside.common, beside.there, beside.same_applicant) == (0, (), True)
    earlier = case.request.number
    assert beside.evidence == (
        f"同一申请人；申请内容已按规定删除，{filed.number}与{earlier}无法逐字对照；前件尚未答复。"
    )


def test_an_erased_scan_is_not_handed_to_the_next_request_of_its_letter(
    organ, office, archive, settings
):
    case = archive()
    Request.objects.filter(case=case).update(incoming="2026-收-1")
    assert find_letter_files(organ, "2026-收-1") == [SCAN]
    settings.TODAY = LATER
    erase(case, office["office_head"])
    assert find_letter_files(organ, "2026-收-1") == []
