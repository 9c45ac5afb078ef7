"""The demonstration's office is proved as a real one is: requests and remedies, chains and columns."""

from __future__ import annotations

from collections import Counter
from datetime import date

from gongkai.core.caselog.models import Case
from gongkai.core.caselog.proof import Flaw, verify
from gongkai.demonstration.office import fill_office, open_office

TODAY = date(2026, 3, 2)


def test_every_case_of_the_demonstration_is_proved(db, settings):
    settings.TODAY = TODAY
    open_office()
    done = list(fill_office(300, today=TODAY))
    kinds = Counter(Case.objects.values_list("kind", flat=True))
    assert (done[-1], kinds["request"], kinds["remedy"] > 10) == (300, 300, True)
    assert [flaw for flaw in verify() if isinstance(flaw, Flaw)] == []
