"""`verify` finds what was tampered with; `rebuild` mends projections and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from gongkai.core.caselog.log import Happening, open_entries
from gongkai.core.caselog.migrations import __name__ as migrations
from gongkai.core.caselog.models import Event, Sealed
from gongkai.core.caselog.proof import Flaw, rebuild, rotate_keys, verify
from gongkai.core.organs.actor import SYSTEM
from tests.core.caselog.appending import append
from tests.core.caselog.notes import PROJECTED


@pytest.fixture
def unlocked():
    """Take the database's own lock away, as somebody with the keys to it might."""
    from importlib import import_module

    module = import_module(f"{migrations}.0002_append_only")
    with connection.schema_editor() if connection.vendor == "postgresql" else _plain() as editor:
        module.allow_changes(None, editor)


class _plain:  # noqa: N801
    """Enough of a schema editor where the real one may not run inside a transaction."""

    connection = connection

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)


def flaws():
    return [(each.sequence, each.english) for each in verify() if isinstance(each, Flaw)]


def test_a_log_as_written_holds(case):
    append(case.pk, Happening("noted", date(2026, 3, 3), {"text": "二"}), actor=SYSTEM, seen=1)
    assert list(verify()) == [case.pk]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", date(2026, 3, 1)), ("kind", "other"), ("actor", "person:9"), ("body", {"text": "三"}),
        ("actor_name", "别人"), ("role", "leader"), ("hash", "a" * 64), ("previous", "b" * 64),
        ("digest", "c" * 64),
    ],
)  # fmt: skip
def test_any_field_altered_is_found(case, unlocked, field, value):
    Event.objects.filter(case=case).update(**{field: value})
    found = flaws()
    assert found[0] == (1, "the event does not match its hash")


def test_an_event_cut_out_is_found(case, unlocked):
    for number, text in enumerate("二三四", start=1):
        append(
            case.pk, Happening("noted", date(2026, 3, 3), {"text": text}), actor=SYSTEM, seen=number
        )
    Event.objects.filter(case=case, sequence=2)._raw_delete("default")
    assert flaws() == [(2, "event 2 is missing")]


def test_particulars_altered_or_gone_are_found(case):
    kept = Sealed.objects.get(event__case=case)
    token = bytes(kept.token)
    Sealed.objects.update(token=token[:-4] + b"AAAA")
    assert [english for _, english in flaws()] == [
        "sealed particulars cannot be opened: a key is missing, or they were altered"
    ]
    Sealed.objects.update(token=None)
    assert flaws() == [(1, "particulars are missing")]


def test_a_projection_that_differs_is_found_and_rebuilt(case):
    PROJECTED[str(case.pk)] = ["别的"]
    assert flaws() == [(None, "the projection differs from the log: said; run gongkai rebuild")]
    assert list(rebuild()) == [case.pk]
    assert flaws() == []


def test_keys_rotate_and_the_log_still_vouches(case, settings):
    from cryptography.fernet import Fernet

    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *old]
    assert list(rotate_keys()) == [1]
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    assert flaws() == []
    assert open_entries(case)[0].sealed == {"name": "王小明"}
    settings.SEALING_KEYS = old
    assert len(flaws()) == 1
