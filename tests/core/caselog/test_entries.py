"""The log's pure part: hashes over what was recorded, and what stands after corrections."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.caselog.entries import GENESIS, BadCorrection, Entry, chain, standing

FIRST = Entry(
    1, "noted", date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC), "person:1", "李明",
    "registrar", {"text": "一", "number": 1},
)  # fmt: skip
SECOND = replace(FIRST, sequence=2, body={"text": "二"})


def correct(sequence, target, **body):
    return replace(FIRST, sequence=sequence, kind="corrected", body={"corrects": target, **body})


def test_the_hash_is_that_of_the_standard_over_the_canonical_text():
    # Worked with another implementation of SM3 (GB/T 32905) over the same bytes.
    import hashlib

    from gongkai.core.caselog.entries import write_canonically

    text = write_canonically("case", FIRST, "d", GENESIS)
    assert text.decode() == (
        '["case",1,"noted","2026-03-02","2026-03-02T01:00:00.000000+00:00","person:1","李明",'
        '"registrar",{"number":1,"text":"一"},"d","' + "0" * 64 + '"]'
    )
    if "sm3" in hashlib.algorithms_available:
        assert chain("case", FIRST, "d", GENESIS) == hashlib.new("sm3", text).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"sequence": 3},
        {"kind": "other"},
        {"day": date(2026, 3, 3)},
        {"recorded": datetime(2026, 3, 2, 2, tzinfo=UTC)},
        {"actor": "person:2"},
        {"actor_name": "周岚"},
        {"role": "leader"},
        {"body": {"text": "一", "number": 2}},
    ],
)
def test_the_hash_covers_every_field(change):
    assert chain("c", replace(FIRST, **change), "", GENESIS) != chain("c", FIRST, "", GENESIS)


def test_the_hash_covers_case_particulars_and_what_came_before():
    assert len({
        chain("c", FIRST, "", GENESIS),
        chain("d", FIRST, "", GENESIS),
        chain("c", FIRST, "digest", GENESIS),
        chain("c", FIRST, "", "f" * 64),
    }) == 4  # fmt: skip


def test_a_correction_gives_a_new_day_and_lays_its_body_over_the_old():
    corrected = standing([
        FIRST, SECOND, correct(3, 1, day="2026-03-01", body={"text": "壹"}, reason="误记"),
    ])  # fmt: skip
    assert corrected == (
        replace(FIRST, day=date(2026, 3, 1), body={"text": "壹", "number": 1}),
        SECOND,
    )


def test_a_correction_may_strike_and_may_be_followed_by_another():
    entries = [FIRST, SECOND, correct(3, 2, body={"text": "贰"}), correct(4, 2, strike=True)]
    assert standing(entries[:3])[1].body == {"text": "贰"}
    assert standing(entries) == (FIRST,)


@pytest.mark.parametrize("target", [7, 3, None, "1", True])
def test_a_correction_of_nothing_is_refused(target):
    with pytest.raises(BadCorrection):
        standing([SECOND, correct(3, target)])


def test_what_is_struck_cannot_be_corrected_again():
    with pytest.raises(BadCorrection):
        standing([FIRST, correct(2, 1, strike=True), correct(3, 1, day="2026-03-01")])


@given(st.lists(st.text(max_size=5), max_size=8))
def test_without_corrections_all_entries_stand(texts):
    entries = [
        replace(FIRST, sequence=number, body={"text": text})
        for number, text in enumerate(texts, start=1)
    ]
    assert standing(entries) == tuple(entries)
