"""The gate: every leaking file of the corpus is stopped with exactly its rules, every clean twin passes."""

from __future__ import annotations

import pytest

from gongkai.release.gate import find_leaks
from gongkai.release.leak import PICTURES_SEEN
from tests.release.leaking import ALL, PICTURES, Twin
from tests.release.works import ALLOW


def rules(data: bytes, name: str, *more: str) -> set[str]:
    return {leak.rule for leak in find_leaks(data, name, allow=(*ALLOW, *more))}


@pytest.mark.parametrize("twin", ALL, ids=lambda twin: twin.name)
def test_a_leaking_file_is_stopped_by_its_rules_alone(twin: Twin) -> None:
    assert rules(twin.leaking, twin.name) == twin.rules


@pytest.mark.parametrize("twin", ALL, ids=lambda twin: twin.name)
def test_its_clean_twin_passes(twin: Twin) -> None:
    assert find_leaks(twin.clean, twin.name, allow=ALLOW) == ()


@pytest.mark.parametrize("twin", PICTURES, ids=lambda twin: twin.name)
def test_pictures_pass_when_a_person_has_seen_them(twin: Twin) -> None:
    assert rules(twin.leaking, twin.name, PICTURES_SEEN) == twin.rules
    assert rules(twin.clean, twin.name, PICTURES_SEEN) == set()
    assert rules(twin.clean, twin.name) == {"picture"}
