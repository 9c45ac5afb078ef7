"""The trail for the auditor: reads of personal data, and acts of administration."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from gongkai.core.audit.models import Access, Change
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.desk.access import Visit, desk
from gongkai.desk.tables import send_table
from gongkai.look.words import say, tell_moment


class Kind(StrEnum):
    """What is shown: who read, or who changed something."""

    READS = "reads"
    CHANGES = "changes"


TABS = {
    Kind.READS: say("谁看过个人信息", "Who read personal data"),
    Kind.CHANGES: say("谁改过人员、机关和设置", "Who administered what"),
}
WORDS = {
    "person-created": say("新建人员", "person made"),
    "post-given": say("任职", "post given"),
    "post-ended": say("结束任职", "post ended"),
    "second-factor-reset": say("清除第二因素", "second factor cleared"),
    "code-issued": say("重发登录码", "one-time code issued"),
    "password-set-by-code": say("用登录码设置口令", "password set by code"),
    "person-deactivated": say("停用账号", "account deactivated"),
    "person-reactivated": say("恢复账号", "account reactivated"),
    "organ-created": say("新建机关", "organ made"),
    "organ-changed": say("修改机关信息", "organ changed"),
    "organ-moved": say("移动机关", "organ moved"),
    "organ-closed": say("停用机关", "organ closed"),
    "organ-opened": say("恢复机关", "organ opened again"),
    "guide-saved": say("更新公开指南", "guide saved"),
    "division-added": say("新建内设机构", "division made"),
    "division-renamed": say("内设机构改名", "division renamed"),
    "division-removed": say("删除内设机构", "division removed"),
    "register-taken-over": say("转入原登记簿", "register taken over"),
    "digest-sent": say("发送简报", "digest sent"),
}


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _find(visit: Visit) -> tuple[Kind, QuerySet[Any]]:
    """Return the part of the trail that is asked for, latest first. Forbidden: not the auditor."""
    if not visit.actor.has(Role.AUDITOR, visit.organ):
        raise Forbidden("审计记录由审计人员查看", "The trail is for the auditor")
    query = visit.http.GET
    kind = Kind.CHANGES if query.get("kind") == Kind.CHANGES else Kind.READS
    found: QuerySet[Any] = (Access if kind is Kind.READS else Change).objects.filter(
        organ=visit.organ
    )
    if (
        kind is Kind.CHANGES
    ):  # changes of a person as such name no organ: told where they have a post
        people = [
            f"person:{pk}"
            for pk in visit.organ.posts.values_list("person_id", flat=True).distinct()
        ]
        found = Change.objects.filter(Q(organ=visit.organ) | Q(organ=None, subject__in=people))
    if words := query.get("q", "").replace("\0", "").strip()[:60]:
        found = found.filter(Q(actor_name__icontains=words) | _holds(kind, words))
    zone = timezone.get_current_timezone()
    if since := _read_day(query.get("since", "")):
        found = found.filter(moment__gte=datetime.combine(since, time(), zone))
    if until := _read_day(query.get("until", "")):
        found = found.filter(moment__lt=datetime.combine(until + timedelta(1), time(), zone))
    return kind, found


def _holds(kind: Kind, words: str) -> Q:
    if kind is Kind.READS:
        return Q(why__icontains=words)
    named = [key for key, name in WORDS.items() if words in str(name)]
    return Q(kind__in=named) | Q(subject__icontains=words) | Q(body__name__icontains=words)


def _row(record: Access | Change) -> dict[str, Any]:
    if isinstance(record, Access):
        what, why, case = record.what, record.why, record.case
    else:
        what, case = str(WORDS.get(record.kind, record.kind)), None
        facts = {"subject": record.subject, **record.body}
        why = "；".join(
            f"{key}: {value}" for key, value in facts.items() if value not in ("", None)
        )
    return {
        "moment": record.moment,
        "who": record.actor_name,
        "what": what,
        "why": why,
        "case": case,
    }


@desk
def audit(visit: Visit) -> HttpResponse:
    """Show who read or changed what, when and why."""
    kind, found = _find(visit)
    page = Paginator(found, 100).get_page(visit.http.GET.get("page"))
    query = visit.http.GET
    return visit.render(
        "audit", page=page, rows=[_row(each) for each in page], kind=kind.value,
        tabs=[(key.value, words, key is kind) for key, words in TABS.items()],
        words=query.get("q", ""), since=query.get("since", ""), until=query.get("until", ""),
    )  # fmt: skip


@desk
def export_audit(visit: Visit) -> HttpResponse:
    """Return what is shown, all of it, as CSV."""
    kind, found = _find(visit)
    heads = (
        say("时间", "Moment"),
        say("谁", "Who"),
        say("什么", "What"),
        say("理由或者内容", "Why, or what of it"),
        say("案件", "Case"),
    )
    rows = (
        [tell_moment(row["moment"]), row["who"], row["what"], row["why"], str(row["case"] or "")]
        for row in map(_row, found.iterator(500))
    )
    return send_table(f"audit-{kind}-{visit.organ.code}.csv", heads, rows)
