"""The day's digest as a page, to be read or printed."""

from __future__ import annotations

from django.http import HttpResponse

from gongkai.core.today import today
from gongkai.desk.access import Visit, desk
from gongkai.requests.domain.digest import write_digest
from gongkai.requests.rules import demand


@desk
def digest(visit: Visit) -> HttpResponse:
    """Show what is late, due, or the visitor's turn."""
    demand(visit.actor, "list", visit.organ)
    return visit.render("digest", digest=write_digest(visit.actor, visit.organ, today()))
