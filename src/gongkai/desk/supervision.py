"""The organs below: how many, how late, how long; figures and lists, never particulars."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk
from gongkai.desk.statistics import read_year
from gongkai.requests.domain.queries import View, count_organs, find_requests, light, order_list
from gongkai.requests.rules import demand


@desk
def supervision(visit: Visit) -> HttpResponse:
    """Show every organ below those in which the visitor is a supervisor."""
    tops = [post.organ for post in visit.actor.posts if post.role == Role.SUPERVISOR]
    if not tops:
        raise Forbidden("您没有监督下级机关的岗位", "You do not supervise any organ")
    below = Q()
    for top in tops:
        below |= Q(path__startswith=top.path)
    organs = Organ.objects.filter(below).exclude(pk__in=[top.pk for top in tops])
    year = read_year(visit)
    return visit.render(
        "supervision", rows=count_organs(organs, year=year, today=today()), year=year
    )


@desk
def supervised(visit: Visit, code: str) -> HttpResponse:
    """Show one organ's open requests."""
    organ = get_object_or_404(Organ, code=code)
    demand(visit.actor, "list", organ)
    found = order_list(View.OPEN, find_requests(organ).filter(closed__isnull=True))
    page = Paginator(found, 50).get_page(visit.http.GET.get("page"))
    return visit.render(
        "supervised",
        subject=organ,
        page=page,
        rows=[(request, light(request, today())) for request in page],
    )
