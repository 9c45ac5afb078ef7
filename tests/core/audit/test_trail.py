from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.core.audit.models import Access, Change
from gongkai.core.audit.trail import export_trail, note_access, note_change
from gongkai.core.organs.actor import SYSTEM


@pytest.mark.parametrize("model", [Access, Change])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses_to_change_the_trail(organ, model, verb):
    note_access(SYSTEM, organ, what="letter", why="办理")
    note_change(SYSTEM, organ, kind="post-given", subject="person:1")
    rows = model.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(actor="x") if verb == "update" else rows._raw_delete("default")
    assert model.objects.get().actor == "system"


def test_the_export_mixes_both_by_time_and_keeps_to_organ_and_span(organ, make_organ):
    other = make_organ("shiping", "石坪县人民政府")
    note_access(SYSTEM, organ, what="letter", why="办理")
    note_change(SYSTEM, other, kind="post-given", subject="person:1", role="handler")
    note_access(SYSTEM, other, what="export", why="审计")

    def told(*args, **span):
        return [(row["organ"], row["entry"], row["what"]) for row in export_trail(*args, **span)]

    rows = [
        ("qinghe-service", "read", "letter"),
        ("shiping", "change", "post-given"),
        ("shiping", "read", "export"),
    ]
    assert told() == rows
    assert told(other) == rows[1:]
    assert told(since=timezone.now()) == []
    assert told(until=timezone.now() + timedelta(seconds=1)) == rows
