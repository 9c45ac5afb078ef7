"""Requests come in: stored before they are acknowledged, once, and sealed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from gongkai.core.audit.models import Access
from gongkai.core.caselog.models import Case, Event
from gongkai.core.refusal import Forbidden
from gongkai.requests.domain.handling import FutureDay, Personal
from gongkai.requests.domain.intake import (
    AlreadyFiled,
    Content,
    file_request,
    find_receipt,
    register_request,
)
from gongkai.requests.domain.particulars import NoReason, read_particulars
from gongkai.requests.domain.queries import find_requests, search
from gongkai.requests.models import Receipt, Request
from gongkai.statute.clock.events import Channel
from tests.requests.conftest import TODAY, WANG

CONTENT = Content("城东文化中心的监理合同", "城东文化中心监理合同")


def test_a_filed_request_has_a_number_a_secret_and_no_personal_data_in_the_open(organ, filed):
    assert (filed.number, len(filed.secret)) == ("2026-0001", 12)
    assert filed.secret not in Receipt.objects.get().secret
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            text = str(cursor.fetchall())
            assert "王小明" not in text
            assert "990123199001010017" not in text


def test_one_form_files_once(organ, office):
    first = file_request(organ=organ, applicant=WANG, content=CONTENT, key="k")
    with pytest.raises(AlreadyFiled) as told:
        file_request(organ=organ, applicant=WANG, content=CONTENT, key="k")
    assert (told.value.number, Request.objects.count()) == (first.number, 1)
    assert file_request(organ=organ, applicant=WANG, content=CONTENT, key="j").number == "2026-0002"


def test_a_receipt_opens_by_number_and_secret_alone(organ, filed, make_organ):
    other = make_organ("lanting", "兰亭县人民政府")
    spaced = f" {filed.secret[:4].lower()}-{filed.secret[4:]} "
    assert find_receipt(organ, filed.number, spaced) == filed.case
    assert find_receipt(organ, filed.number, "WRONG2345678") is None
    assert find_receipt(organ, "2026-9999", filed.secret) is None
    assert find_receipt(other, filed.number, filed.secret) is None


@pytest.mark.parametrize(
    ("channel", "received"),
    [(Channel.COUNTER, TODAY), (Channel.POST, TODAY), (Channel.FAX, None), (Channel.LETTER, None)],
)
def test_a_clerk_registers_by_the_rule_of_the_channel(organ, office, channel, received):
    filed = register_request(
        organ=organ, channel=channel, day=TODAY, applicant=WANG, content=CONTENT,
        actor=office["registrar"],
    )  # fmt: skip
    assert Request.objects.get(case=filed.case).received == received


def test_only_a_registrar_registers_and_no_day_to_come(organ, office):
    with pytest.raises(Forbidden):
        register_request(
            organ=organ, channel=Channel.POST, day=TODAY, applicant=WANG, content=CONTENT,
            actor=office["leader"],
        )  # fmt: skip
    with pytest.raises(FutureDay):
        register_request(
            organ=organ, channel=Channel.POST, day=TODAY + timedelta(1), applicant=WANG,
            content=CONTENT, actor=office["registrar"],
        )  # fmt: skip
    assert Case.objects.count() == 0


def test_what_is_rolled_back_gives_its_number_back(organ, office, monkeypatch):
    from gongkai.requests.domain import intake

    monkeypatch.setattr(intake, "make_password", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        file_request(organ=organ, applicant=WANG, content=CONTENT)
    monkeypatch.undo()
    assert (Event.objects.count(), Receipt.objects.count()) == (0, 0)
    assert file_request(organ=organ, applicant=WANG, content=CONTENT).number == "2026-0001"


def test_numbers_begin_anew_each_year(organ, office, settings):
    assert file_request(organ=organ, applicant=WANG, content=CONTENT).number == "2026-0001"
    settings.TODAY = date(2027, 1, 4)
    assert file_request(organ=organ, applicant=WANG, content=CONTENT).number == "2027-0001"


def test_particulars_are_read_with_a_reason_and_the_read_is_noted(filed, office):
    found = read_particulars(filed.case, actor=office["handler"], why="电话联系申请人")
    assert (found.applicant, found.content) == (WANG, CONTENT)
    access = Access.objects.get()
    assert (access.actor_name, access.what, access.why, access.case) == (
        office["handler"].name, "applicant", "电话联系申请人", filed.case.pk,
    )  # fmt: skip


def test_no_reason_no_particulars_and_no_stranger(filed, office, organ, make_actor):
    with pytest.raises(NoReason):
        read_particulars(filed.case, actor=office["handler"], why="  ")
    for role in ("auditor", "administrator"):
        with pytest.raises(Forbidden):
            read_particulars(filed.case, actor=make_actor(organ, role), why="x")
    assert Access.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("监理合同", 1), ("城东 合同", 1), ("2026-0001", 1), ("990123199001010017", 1),
        ("9901 2319 9001 0100 17", 1), ("王小明", 0), ("招标", 0), ("100%_", 0),
    ],
)  # fmt: skip
def test_requests_are_found_by_words_and_by_the_applicant_without_opening_anything(
    organ, filed, words, found
):
    assert search(find_requests(organ), words).count() == found
    assert Access.objects.count() == 0


def test_a_subject_that_names_a_number_of_somebody_is_refused(organ, office):
    content = Content("合同", f"{WANG.id_number}的合同")
    with pytest.raises(Personal):
        register_request(organ=organ, channel=Channel.COUNTER, day=TODAY, applicant=WANG, content=content,
                         actor=office["registrar"])  # fmt: skip
    assert Request.objects.count() == 0
