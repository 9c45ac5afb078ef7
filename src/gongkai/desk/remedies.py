"""Reconsideration and litigation: the list, a case on its stages, table 4 of a year."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk
from gongkai.desk.statistics import read_year
from gongkai.look.words import say
from gongkai.remedies.domain.handling import (
    count_year,
    decide,
    note_event,
    open_remedy,
    read_states,
    withdraw,
)
from gongkai.remedies.models import Remedy
from gongkai.remedies.process.kinds import EVENTS, PROCEDURES, REASONS, Result
from gongkai.remedies.process.kinds import Remedy as Kind
from gongkai.remedies.process.state import RemedyState
from gongkai.remedies.process.table import COLUMNS, PROVISIONAL, find_column
from gongkai.remedies.rules import demand, may
from gongkai.requests.forms.fields import Day, Text
from gongkai.statute.errors import StatuteError

WITHDRAWN = "withdrawn"


class OpenForm(forms.Form):
    """A remedy as it comes in."""

    kind = forms.ChoiceField(
        label=say("种类", "Kind"), choices=[(k.value, say(k.chinese, k.english)) for k in Kind]
    )
    procedure = forms.ChoiceField(
        label=say("程序", "Procedure"),
        choices=[(key, say(*words)) for key, words in PROCEDURES.items()],
    )
    number = forms.CharField(label=say("案号", "Number"), max_length=60)
    authority = forms.CharField(label=say("复议机关或者法院", "Authority or court"), max_length=100)
    about = forms.CharField(label=say("所争议的行为", "What it is against"), max_length=200)
    day = Day(label=say("申请或者立案之日", "Day of the application, or of filing"))
    earlier = forms.ModelChoiceField(
        Remedy.objects.none(),
        label=say("所经的行政复议", "The reconsideration before it"),
        required=False,
    )


class StepForm(forms.Form):
    """What happened next, on which day; for an end, how."""

    step = forms.ChoiceField(label=say("这一步", "Step"))
    day = Day(label=say("发生日期", "Day"))
    reason_code = forms.ChoiceField(
        label=say("纠正的原因（被纠正时）", "Why it was corrected"), required=False,
        choices=[("", "—"), *((key, say(*words)) for key, words in REASONS.items())],
    )  # fmt: skip
    reason = Text(label=say("说明", "Remarks"), rows=2, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: RemedyState, **kwargs: Any) -> None:
        """Offer what may still happen."""
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [  # type: ignore[attr-defined]
            *((event, say(*EVENTS[event])) for event in state.open_events),
            *(
                (each.value, say(f"审结：{each.chinese}", f"ended: {each.english}"))
                for each in Result
            ),
            (WITHDRAWN, say("撤回、终止", "withdrawn")),
        ]


@desk
def remedies(visit: Visit) -> HttpResponse:
    """Show the remedies of the organ, those that ask something of it first."""
    demand(visit.actor, "list", visit.organ)
    everything = Remedy.objects.filter(organ=visit.organ)
    pending = everything.filter(closed__isnull=True)
    shows_all = visit.http.GET.get("view", "open") != "open"
    found = (everything if shows_all else pending).order_by(
        F("due").asc(nulls_last=True), "-opened"
    )
    page = Paginator(found, 50).get_page(visit.http.GET.get("page"))
    rows = [(row, Kind(row.kind), Result(row.result) if row.result else None) for row in page]
    return visit.render(
        "remedies",
        page=page,
        rows=rows,
        tabs=[
            ("open", say("在办", "Open"), pending.count(), not shows_all),
            ("all", say("全部", "All"), everything.count(), shows_all),
        ],
        today=today(),
        may_write=may(visit.actor, "write", visit.organ),
    )


@desk
def open_new(visit: Visit) -> HttpResponse:
    """Open a remedy, against a request where ?case names one."""
    demand(visit.actor, "write", visit.organ)
    request = _find_request(visit)
    form = OpenForm(
        visit.http.POST or None, initial={"about": "" if request is None else _about(request)}
    )
    form.fields["earlier"].queryset = Remedy.objects.filter(  # type: ignore[attr-defined]
        organ=visit.organ, kind=Kind.RECONSIDERATION
    )
    refusal = None
    if visit.http.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        earlier = values.pop("earlier")
        try:
            case, _ = open_remedy(
                **{**values, "kind": Kind(values["kind"])}, organ=visit.organ, actor=visit.actor,
                request=None if request is None else request.pk,
                earlier=None if earlier is None else earlier.pk,
            )  # fmt: skip
            return redirect("desk:remedy", case.pk)
        except StatuteError as refused:
            refusal = refused
    return visit.render("remedy-open", form=form, refusal=refusal, against=request)


def _find_request(visit: Visit) -> Case | None:
    try:
        key = uuid.UUID(visit.http.GET.get("case", ""))
    except ValueError:
        return None
    return Case.objects.filter(pk=key, organ=visit.organ, kind="request").first()


def _about(request: Case) -> str:
    row = getattr(request, "request", None)
    return "" if row is None else f"{row.number} {row.subject}"


@desk
def remedy(visit: Visit, key: uuid.UUID) -> HttpResponse:
    """Show a remedy on its stages; note what happens next."""
    row = get_object_or_404(Remedy.objects.select_related("case__organ"), pk=key)
    demand(visit.actor, "list", row.organ)
    state: RemedyState = fold_case(row.case)
    writes = may(visit.actor, "write", row.organ) and state.closed is None
    data = visit.http.POST if visit.http.method == "POST" else None
    form = StepForm(data, state=state, initial={"seen": state.seen, "day": today()})
    refusal = None
    if data is not None and form.is_valid():
        try:
            take_step(visit, row.case, form.cleaned_data)
            return redirect("desk:remedy", key)
        except StatuteError as refused:
            refusal = refused
    return visit.render(
        "remedy", row=row, state=state, stages=state.follow(today()), form=form if writes else None,
        refusal=refusal, story=[(e, tell_entry(e)) for e in reversed(state.entries)],
    )  # fmt: skip


def take_step(visit: Visit, case: Case, values: dict[str, Any]) -> None:
    """Make the entry of a step."""
    step, day, seen = values["step"], values["day"], values["seen"]
    if step == WITHDRAWN:
        withdraw(case.pk, day=day, actor=visit.actor, seen=seen)
    elif step in set(Result):
        decide(
            case.pk, Result(step), day=day, actor=visit.actor, seen=seen,
            reason_code=values["reason_code"], reason=values["reason"],
        )  # fmt: skip
    else:
        note_event(case.pk, step, day=day, actor=visit.actor, seen=seen)


def tell_entry(entry: Any) -> str:
    """Return an entry in words."""
    if entry.kind == "happened":
        return str(say(*EVENTS[entry.body["event"]]))
    if entry.kind == "decided":
        result = Result(entry.body["result"])
        return str(say(f"审结：{result.chinese}", f"ended: {result.english}"))
    words = {"opened": say("立案、申请", "opened"), "withdrawn": say("撤回、终止", "withdrawn")}
    return str(words.get(entry.kind, say("备注", "note")))


@desk
def table4(visit: Visit) -> HttpResponse:
    """Show table 4 of a year; each figure opens its cases."""
    demand(visit.actor, "list", visit.organ)
    year = read_year(visit)
    rows = [
        (row.remedy, [(column, getattr(row, column)) for column in COLUMNS])
        for row in count_year(visit.organ, year)
    ]
    chosen = (visit.http.GET.get("kind", ""), visit.http.GET.get("column", ""))
    cases = _find_cases(visit, year, *chosen) if chosen[0] else None
    return visit.render(
        "table4", rows=rows, year=year, cases=cases, provisional=PROVISIONAL,
        years=range(date.today().year, date.today().year - 5, -1),  # noqa: DTZ011  (a choice of years)
        columns=[*(say(r.chinese, r.english) for r in Result), say("尚未审结", "pending"), say("总计", "total")],
    )  # fmt: skip


def _find_cases(visit: Visit, year: int, kind: str, column: str) -> list[Remedy]:
    return [
        row
        for row, state in read_states(visit.organ)
        if row.kind == kind and (found := find_column(state, year)) and column in {found, "total"}
    ]
