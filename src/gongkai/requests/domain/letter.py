"""One letter that holds several requests: each is a case of its own, the letter is what they share."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.core.caselog.log import fold_case
from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import Incoming, read_file
from gongkai.core.organs.models import Organ
from gongkai.requests.models import Request


def find_of_letter(organ: Organ, incoming: str) -> QuerySet[Request]:
    """Return the requests of one letter, in the order of their numbers; none for no letter."""
    found = Request.objects.filter(organ=organ, incoming=incoming).order_by("number")
    return found if incoming else found.none()


def find_letter_files(organ: Organ, incoming: str) -> list[Incoming]:
    """Return the scans of a letter, as its first request has them: the next need not be given them again."""
    first = find_of_letter(organ, incoming).select_related("case__organ").first()
    if first is None:
        return []
    scans = fold_case(first.case).registered.body.get("files", ())
    stored = StoredFile.objects.filter(case=first.case, sha256__in=scans, erased=None)
    return [Incoming(each.name, read_file(each)) for each in stored.order_by("pk")]
