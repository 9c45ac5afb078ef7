"""The trail, for the auditor: who read personal data, and who administered what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet, Value
from django.http import HttpResponse
from django.utils import timezone

from gongkai.core.audit.models import Access, Change
from gongkai.core.audit.trail import export_trail, find_entries
from gongkai.core.audit.words import tell_facts, tell_subject, tell_what
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.desk.access import Visit, desk
from gongkai.desk.tables import send_table
from gongkai.look.words import say, tell_moment

ENTRIES = {
    "": say("全部", "Everything"),
    "read": say("查看个人信息", "Reads of personal data"),
    "change": say("管理操作", "Administration"),
}
# Beyond these a day has no moment in every time zone.
DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class TrailForm(forms.Form):
    """What is looked for in the trail: each part is optional."""

    q = forms.CharField(label=say("姓名、理由", "Name or reason"), max_length=60, required=False)
    since = forms.DateField(
        label=say("自", "From"),
        required=False,
        validators=DAYS,
        widget=forms.DateInput({"type": "date"}),
    )
    until = forms.DateField(
        label=say("至", "To"),
        required=False,
        validators=DAYS,
        widget=forms.DateInput({"type": "date"}),
    )

    def find_span(self) -> dict[str, datetime | None]:
        """Return the moments between which: from the first day's midnight to the last day's end."""
        first, last = (self.cleaned_data.get(name) for name in ("since", "until"))
        return {
            "since": None if first is None else _begin(first),
            "until": None if last is None else _begin(last + timedelta(1)),
        }


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _read_form(visit: Visit) -> tuple[str, TrailForm]:
    """Return which entries are wanted, and the form; a day that cannot be stands with its error."""
    if not visit.actor.has(Role.AUDITOR, visit.organ):
        raise Forbidden("审计记录由审计人员查看", "The trail is for the auditor")
    form = TrailForm(visit.http.GET)
    form.is_valid()
    entry = visit.http.GET.get("entry", "")
    return (entry if entry in ENTRIES else ""), form


@desk
def audit(visit: Visit) -> HttpResponse:
    """Show who read and who changed what, when and why, newest first."""
    entry, form = _read_form(visit)
    page = Paginator(_mix(visit, entry, form), 100).get_page(visit.http.GET.get("page"))
    query = visit.http.GET.copy()
    query.pop("page", None)
    tabs = []
    for key, label in ENTRIES.items():
        query["entry"] = key
        tabs.append({"query": query.urlencode(), "label": label, "current": key == entry})
    return visit.render("audit", page=page, rows=_fill(page), form=form, entry=entry, tabs=tabs)


def _mix(visit: Visit, entry: str, form: TrailForm) -> QuerySet[Any]:
    """Return moment, kind and key of the entries: rows of two tables in one list."""
    words = form.cleaned_data.get("q", "")
    found = {
        "read": find_entries(Access, visit.organ, **form.find_span()),
        "change": find_entries(Change, visit.organ, **form.find_span()),
    }
    if words:
        named = Q(actor_name__icontains=words)
        found["read"] = found["read"].filter(named | Q(why__icontains=words))
        about = Q(body__name__icontains=words) | Q(body__organ_name__icontains=words)
        found["change"] = found["change"].filter(named | about)
    parts = [
        each.select_related(None)
        .order_by()
        .annotate(entry=Value(name))
        .values("moment", "entry", "id")
        for name, each in found.items()
        if entry in {"", name}
    ]
    whole: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True)
    return whole.order_by("-moment", "entry", "-id")


def _fill(page: Any) -> list[dict[str, Any]]:
    """Return what a page shows of its entries, in two queries."""
    keys = {
        name: [row["id"] for row in page if row["entry"] == name] for name in ("read", "change")
    }
    records: dict[str, Mapping[int, Access | Change]] = {
        "read": Access.objects.in_bulk(keys["read"]), "change": Change.objects.in_bulk(keys["change"])
    }  # fmt: skip
    return [_tell(records[row["entry"]][row["id"]]) for row in page]


def _tell(record: Access | Change) -> dict[str, Any]:
    words = {"moment": record.moment, "who": record.actor_name}
    if isinstance(record, Access):
        what = tell_what(record.what)
        return {**words, "subject": "", "case": record.case, "why": record.why, "what": what}
    subject = tell_subject(record.subject, record.body)
    why, what = tell_facts(record.subject, record.body), tell_what(record.kind)
    return {**words, "subject": subject, "case": None, "why": why, "what": what}


@desk
def export_audit(visit: Visit) -> HttpResponse:
    """Return the trail as CSV, oldest first."""
    entry, form = _read_form(visit)
    heads = (
        say("时间", "Moment"), say("谁", "Who"), say("做了什么", "What"), say("对象", "Of"),
        say("理由、内容", "Why, facts"),
    )  # fmt: skip
    return send_table(f"audit-{visit.organ.code}.csv", heads, _find_rows(visit, entry, form))


def _find_rows(visit: Visit, entry: str, form: TrailForm) -> Iterator[list[str]]:
    words = form.cleaned_data.get("q", "").casefold()
    for row in export_trail(visit.organ, **form.find_span()):
        if entry not in {"", row["entry"]}:
            continue
        subject, facts = row["subject"], row["why"]
        body = json.loads(facts) if row["entry"] == "change" else {}
        searched = [row["actor_name"]]
        if row["entry"] == "change":
            subject, facts = tell_subject(subject, body), tell_facts(subject, body)
            searched += [str(body.get(name, "")) for name in ("name", "organ_name")]
        else:
            searched.append(facts)
        if any(words in each.casefold() for each in searched):
            moment = tell_moment(datetime.fromisoformat(row["moment"]))
            yield [moment, row["actor_name"], tell_what(row["what"]), subject, facts]
