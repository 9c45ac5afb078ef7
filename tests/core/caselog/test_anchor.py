"""Heads that somebody else keeps: whatever was cut off or rewritten since is named, and nothing else."""

from __future__ import annotations

import json
import uuid
from datetime import date
from io import BytesIO

import pytest
from cryptography.hazmat.primitives import hashes

from gongkai.core.caselog.anchor import (
    BATCH,
    Anchor,
    NotAnchor,
    check_anchor,
    compare_anchor,
    write_anchor,
)
from gongkai.core.caselog.entries import GENESIS, chain
from gongkai.core.caselog.log import Happening, open_case, read_entries
from gongkai.core.caselog.models import Case, Event, Sealed
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.core.organs.actor import SYSTEM
from tests.core.caselog.appending import append
from tests.core.caselog.test_proof import unlocked  # noqa: F401

DAY = date(2026, 3, 3)


@pytest.fixture
def cases(organ):
    """Return three cases of three, two and one events."""
    made = []
    for texts in ("一二三", "一二", "一"):
        case, _ = open_case(
            "note", organ, Happening("noted", DAY, {"text": texts[0]}, {"name": "王小明"}), actor=SYSTEM
        )  # fmt: skip
        for seen, text in enumerate(texts[1:], start=1):
            append(case.pk, Happening("noted", DAY, {"text": text}), actor=SYSTEM, seen=seen)
        made.append(case)
    return made


def anchor():
    out = BytesIO()
    write_anchor(out)
    return out.getvalue()


def compare(data):
    check_anchor(BytesIO(data))
    return [
        (each.case, each.sequence, each.english)
        for each in compare_anchor(BytesIO(data))
        if isinstance(each, Flaw)
    ]


def rewrite(case, first):
    """Give a log another wording from an event on, with a chain that is whole again."""
    events = list(Event.objects.filter(case=case).order_by("sequence"))
    previous = GENESIS if first == 1 else events[first - 2].hash
    for entry, event in list(zip(read_entries(case), events, strict=True))[first - 1 :]:
        entry.body["text"] += "（改）"
        mark = chain(str(case.pk), entry, event.digest, previous)
        Event.objects.filter(pk=event.pk).update(body=entry.body, previous=previous, hash=mark)
        previous = mark


def test_the_file_holds_a_line_a_case_and_one_that_anybody_can_work_out(cases):
    *lines, last = anchor().splitlines(keepends=True)
    heads = {each["case"]: each for each in map(json.loads, lines)}
    assert heads == {
        str(case.pk): {
            "case": str(case.pk),
            "events": count,
            "hash": Event.objects.get(case=case, sequence=count).hash,
        }
        for case, count in zip(cases, (3, 2, 1), strict=True)
    }
    sealed = json.loads(last)
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(b"".join(lines) + sealed["moment"].encode())
    assert sealed == {"cases": 3, "moment": sealed["moment"], "sm3": sm3.finalize().hex()}
    assert "王小明" not in anchor().decode()


def test_what_only_grew_holds(cases, organ):
    kept = anchor()
    append(cases[2].pk, Happening("noted", DAY, {"text": "二"}), actor=SYSTEM, seen=1)
    open_case("note", organ, Happening("noted", DAY, {"text": "一"}), actor=SYSTEM)
    assert compare(kept) == []
    assert sorted(compare_anchor(BytesIO(kept))) == sorted(case.pk for case in cases)


def test_what_was_cut_off_rewritten_or_taken_out_is_named_though_the_proof_from_inside_holds(
    cases, unlocked  # noqa: F811
):  # fmt: skip
    kept = anchor()
    cut, rewritten, gone = cases
    Event.objects.filter(case=cut, sequence=3)._raw_delete("default")
    rewrite(rewritten, 2)
    Sealed.objects.filter(event__case=gone).delete()
    Event.objects.filter(case=gone)._raw_delete("default")
    Case.objects.filter(pk=gone.pk)._raw_delete("default")
    chained = [each for each in verify() if isinstance(each, Flaw) and each.sequence is not None]
    assert chained == []
    assert sorted(compare(kept)) == sorted([
        (cut.pk, None, "the log was shortened: the anchor has 3 events"),
        (rewritten.pk, 2, "the log was rewritten: the hash is not that of the anchor"),
        (gone.pk, None, "the case is missing; the anchor has it"),
    ])  # fmt: skip


def test_a_log_rewritten_in_its_midst_and_continued_is_named(cases, unlocked):  # noqa: F811
    kept = anchor()
    append(cases[1].pk, Happening("noted", DAY, {"text": "三"}), actor=SYSTEM, seen=2)
    rewrite(cases[1], 1)
    assert [flaw[:2] for flaw in compare(kept)] == [(cases[1].pk, 2)]


def test_an_office_without_cases_has_an_anchor_too(db):
    assert check_anchor(BytesIO(anchor())).cases == 0
    assert compare(anchor()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b'"events":3', b'"events":2'),
        lambda data: b"".join(data.splitlines(keepends=True)[1:]),
        lambda data: b"".join(data.splitlines(keepends=True)[:-1]),
        lambda data: data[:-1],
        lambda data: data + data,
        lambda data: data.replace(b'"moment":"2', b'"moment":"3'),
        lambda data: data.replace(b'"hash":', b'"hush":'),
        lambda data: data.replace(b'"events":3', b'"events":"3"'),
        lambda _: b"",
        lambda _: b"PK\x03\x04" * 5000,
        lambda _: b"[]\n",
        lambda _: b'{"case":"1","events":1,"hash":""}\n',
        lambda data: data.replace(b'"events":3', b'"events":99999999999'),
    ],
)
def test_a_file_that_was_altered_or_cut_is_no_anchor(cases, spoil):
    with pytest.raises(NotAnchor):
        check_anchor(BytesIO(spoil(anchor())))


def test_the_number_of_queries_does_not_grow_with_the_cases(
    organ, django_assert_num_queries, cases
):
    keys = [uuid.uuid4() for _ in range(BATCH - 3)]
    Case.objects.bulk_create(Case(id=key, kind="note", organ=organ) for key in keys)
    with django_assert_num_queries(1):
        kept = anchor()
    assert isinstance(check_anchor(BytesIO(kept)), Anchor)
    with django_assert_num_queries(2):
        assert compare(kept) == []
