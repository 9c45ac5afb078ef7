"""When is a reply due? The clock of the law for anybody's dates; nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.core.today import today
from gongkai.look.forms import Grouped
from gongkai.look.strip import lay_strip
from gongkai.look.words import say, speak, tell_day
from gongkai.requests.forms.fields import CHANNELS, Day
from gongkai.statute.clock.events import Channel, Event, EventKind
from gongkai.statute.clock.request import follow_request
from gongkai.statute.clock.trace import RequestTrace
from gongkai.statute.errors import StatuteError
from gongkai.statute.workdays import load_calendar

OURS = "—"  # who approved, where nobody is asked: the clock wants a name, the visitor has none


class DeadlineForm(Grouped, forms.Form):
    """What happened to a request, and when."""

    groups = (
        (say("收到申请", "Received"), ("channel", "received")),
        (
            say("经过的事项，没有的不填", "What happened, if it did"),
            ("supplement_sent", "supplement_until", "supplement_received", "extended", "days"),
        ),
    )

    channel = forms.ChoiceField(
        label=say("怎样提交的", "How it was sent"),
        choices=[(each.value, words) for each, words in CHANNELS.items()],
    )  # fmt: skip
    received = Day(
        label=say("收到之日", "Day of receipt"),
        help_text=say("当面：提交之日；邮寄：签收之日；其他渠道：双方确认之日（条例第三十一条）",
                      "Handed in; signed for; for others the day of confirmation (art. 31)"),
    )  # fmt: skip
    supplement_sent = Day(label=say("告知补正之日", "Supplement asked for"), required=False)
    supplement_until = Day(label=say("补正期限", "Supplement due by"), required=False)
    supplement_received = Day(label=say("收到补正之日", "Supplement received"), required=False)
    extended = Day(label=say("告知延期之日", "Extension notified"), required=False)
    days = forms.IntegerField(
        label=say("延长的工作日数", "Working days of extension"),
        min_value=1,
        max_value=999,
        required=False,
    )  # fmt: skip  (how many are allowed, the clock says with the article)

    def clean(self) -> dict[str, Any]:
        """Ask for both halves of what has two; follow the clock. Field errors say what the law refuses."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, other in (("supplement_until", "supplement_sent"), ("supplement_sent", "supplement_until"),
                            ("days", "extended"), ("extended", "days")):  # fmt: skip
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, say("这一项也要填", "This is needed, too"))
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and not 2008 <= value.year <= 2100:
                self.add_error(
                    name, say("年份不在本系统计算的范围内", "No such year is counted here")
                )
        if not self.errors:
            try:
                self.trace = self._follow(cleaned)
            except StatuteError as refusal:
                article = "" if refusal.reference is None else f"（{speak(refusal.reference)}）"
                self.add_error(None, f"{speak(refusal)}{article}")
        return cleaned

    def _follow(self, values: dict[str, Any]) -> RequestTrace:
        events = [Event(EventKind.RECEIVED, values["received"], channel=Channel(values["channel"]))]
        if values["supplement_sent"]:
            events.append(
                Event(
                    EventKind.SUPPLEMENT_SENT,
                    values["supplement_sent"],
                    until=values["supplement_until"],
                )
            )
        if values["supplement_received"]:
            events.append(Event(EventKind.SUPPLEMENT_RECEIVED, values["supplement_received"]))
        if values["extended"]:
            events.append(
                Event(EventKind.EXTENDED, values["extended"], days=values["days"], approved_by=OURS)
            )
        return follow_request(events)


def _tell_past(due: date | None) -> str:
    """Say that a due day is over; nothing where it is not."""
    if due is None or due >= today():
        return ""
    now = tell_day(today())
    return str(say(f"到 {now} 期限已过", f"by {now} it is over"))


def deadline(request: HttpRequest) -> HttpResponse:
    """Ask for the dates; show the due day, the strip of days, and each day's reason."""
    asked = "received" in request.GET
    form = DeadlineForm(request.GET if asked else None)
    context: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        strip = lay_strip(form.trace, load_calendar(), today(), goes_on=False)
        context |= {"trace": form.trace, "strip": strip, "note": _tell_past(form.trace.due)}
    status = 400 if form.errors else 200
    return render(request, "portal/deadline.html", context, status=status)
