"""Erasing the files of a case: the rows stay and say so, the contents go once that is committed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from gongkai.core.caselog.models import Case
from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import drop_content
from gongkai.core.organs.models import Person

NAMELESS = "附件"
# For a query of cases: those of which files are left.
HAS_FILES = Exists(StoredFile.objects.filter(case=OuterRef("pk"), erased=None))


def erase_files(case: Case, *, given: Collection[str], by: Person | None, why: str) -> int:
    """Erase all files of a case inside the caller's transaction; return how many.

    `given` are the hashes of those that somebody sent: what they called them may be personal, too,
    and only the ending of the name is kept. A content that another case relies on stays for that case.
    """
    files = list(StoredFile.objects.select_for_update().filter(case=case, erased=None))
    for stored in files:
        if stored.sha256 in given:
            stored.name = f"{NAMELESS}{PurePath(stored.name).suffix}"
        stored.erased, stored.erased_by, stored.erased_why = timezone.now(), by, why[:200]
    StoredFile.objects.bulk_update(files, ["name", "erased", "erased_by", "erased_why"], 500)
    digests = [stored.sha256 for stored in files]

    def drop() -> None:
        for digest in digests:
            drop_content(digest)

    transaction.on_commit(drop)  # never before: an erasure that is undone must find its files
    return len(files)
