"""The second list, written by other means after the gate: each file is stopped by what ought to stop it."""

from __future__ import annotations

import pytest

from gongkai.release.gate import find_leaks
from tests.release.strangers import STRANGERS, Stranger


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_a_stranger_is_stopped(stranger: Stranger) -> None:
    found = {leak.rule for leak in find_leaks(stranger.data, stranger.name)}
    assert stranger.ought - found == set()
