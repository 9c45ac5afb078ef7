"""The trail of reads of personal data, for the auditor."""

from __future__ import annotations

import csv
from io import StringIO

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse

from gongkai.core.audit.models import Access
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.desk.access import Visit, desk
from gongkai.desk.work import defuse
from gongkai.look.words import say, tell_moment


def _find(visit: Visit) -> QuerySet[Access]:
    if not visit.actor.has(Role.AUDITOR, visit.organ):
        raise Forbidden("审计记录由审计人员查看", "The trail is for the auditor")
    found = Access.objects.filter(organ=visit.organ)
    if words := visit.http.GET.get("q", "").strip()[:60]:
        found = found.filter(Q(actor_name__icontains=words) | Q(why__icontains=words))
    return found


@desk
def audit(visit: Visit) -> HttpResponse:
    """Show who read what, when and why."""
    page = Paginator(_find(visit), 100).get_page(visit.http.GET.get("page"))
    return visit.render("audit", page=page, words=visit.http.GET.get("q", ""))


@desk
def export_audit(visit: Visit) -> HttpResponse:
    """Return the trail as CSV."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [str(each) for each in (say("时间", "Moment"), say("谁", "Who"), say("看了什么", "What"),
                                say("理由", "Why"), say("案件", "Case"))]
    )  # fmt: skip
    for each in _find(visit).iterator(500):
        row = [tell_moment(each.moment), each.actor_name, each.what, each.why, str(each.case or "")]
        writer.writerow([defuse(value) for value in row])
    return HttpResponse(
        ("\ufeff" + text.getvalue()).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="audit-{visit.organ.code}.csv"'},
    )
