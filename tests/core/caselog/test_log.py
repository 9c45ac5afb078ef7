"""Appending: one transaction, one event, one projection; and the database's own refusals."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.core.caselog.entries import chain
from gongkai.core.caselog.log import (
    Happening,
    Overtaken,
    open_case,
    open_entries,
    read_entries,
)
from gongkai.core.caselog.models import Case, Event, Sealed
from gongkai.core.organs.actor import SYSTEM
from gongkai.core.refusal import Refusal
from tests.core.caselog.appending import append
from tests.core.caselog.notes import PROJECTED

DAY = date(2026, 3, 3)


def say_more(case, text, seen, **kwargs):
    return append(
        case.pk, Happening("noted", DAY, {"text": text}, **kwargs), actor=SYSTEM, seen=seen
    )


def test_an_event_is_chained_to_the_one_before(case):
    assert say_more(case, "二", 1) == ["一", "二"]
    first, second = Event.objects.filter(case=case).order_by("sequence")
    entries = read_entries(case)
    assert (second.previous, first.previous) == (first.hash, "0" * 64)
    assert second.hash == chain(str(case.pk), entries[1], "", first.hash)
    assert PROJECTED[str(case.pk)] == ["一", "二"]


def test_particulars_stand_apart_and_are_opened_only_when_asked(case):
    assert [entry.sealed for entry in read_entries(case)] == [None]
    assert [entry.sealed for entry in open_entries(case)] == [{"name": "王小明"}]
    kept = Sealed.objects.get(event__case=case)
    assert "王小明".encode() not in bytes(kept.token)
    assert "王小明" not in str(Event.objects.filter(case=case).values())


def test_what_the_fold_refuses_is_not_recorded(case):
    with pytest.raises(Refusal, match="said before"):
        say_more(case, "一", 1)
    assert Event.objects.filter(case=case).count() == 1
    assert PROJECTED[str(case.pk)] == ["一"]


def test_a_case_whose_first_event_is_refused_is_not_opened(organ, monkeypatch):
    from gongkai.core.caselog import kinds
    from tests.core.caselog.notes import NOTES

    def refuse(_case, _entries):
        raise Refusal("不行", "no")

    from dataclasses import replace

    kinds.register_kind(replace(NOTES, fold=refuse))
    with pytest.raises(Refusal):
        open_case("note", organ, Happening("noted", DAY, {"text": "一"}), actor=SYSTEM)
    assert (Case.objects.count(), Event.objects.count()) == (0, 0)


def test_who_acts_on_what_they_have_not_seen_is_told_what_came_first(case):
    say_more(case, "二", 1)
    with pytest.raises(Overtaken) as told:
        say_more(case, "三", 1)
    assert told.value.latest.body == {"text": "二"}
    assert [entry.body["text"] for entry in read_entries(case)] == ["一", "二"]


def _execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("verb", ["update", "delete", "sql"])
@pytest.mark.parametrize("model", ["event", "access"])
def test_the_database_refuses_to_change_the_log(case, organ, verb, model):
    from gongkai.core.audit.models import Access
    from gongkai.core.audit.trail import note_access

    note_access(SYSTEM, organ, what="test", why="test")
    table = {"event": Event, "access": Access}[model]
    change = {
        "update": lambda: table.objects.update(actor="somebody else"),
        "delete": lambda: table.objects.all()._raw_delete("default"),
        "sql": lambda: _execute(f"DELETE FROM {table._meta.db_table}"),
    }[verb]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    assert table.objects.count() == 1


def test_the_same_sequence_twice_is_refused_by_the_database(case):
    first = Event.objects.get(case=case)
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(
            case=case, sequence=1, kind="noted", day=DAY, recorded=first.recorded, actor="x",
            actor_name="x", previous="0" * 64, hash="1" * 64,
        )  # fmt: skip


def test_an_append_costs_a_constant_number_of_queries(case, django_assert_num_queries):
    for number in range(2, 6):
        say_more(case, str(number), number - 1)
    with django_assert_num_queries(5):
        say_more(case, "六", 5)
