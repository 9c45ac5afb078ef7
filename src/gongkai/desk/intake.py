"""Registering what came by post, over the counter, by fax or mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.look.words import say
from gongkai.requests.domain.intake import register_request
from gongkai.requests.forms.intake import RegisterForm
from gongkai.requests.rules import demand
from gongkai.statute.clock.events import Channel
from gongkai.statute.errors import StatuteError


@desk
def register(visit: Visit) -> HttpResponse:
    """Register a request that a clerk received."""
    demand(visit.actor, "register", visit.organ)
    form = RegisterForm(visit.http.POST or None, visit.http.FILES or None)
    if visit.http.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            filed = register_request(
                organ=visit.organ,
                channel=Channel(values["channel"]),
                day=values["day"],
                applicant=form.applicant(),
                content=form.content(),
                incoming=values["incoming"],
                counting=values["counting"],
                files=values["attachments"],
                actor=visit.actor,
            )
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        else:
            told = say(
                f"已登记，编号 {filed.number}；查询码 {filed.secret}，只显示这一次，请写在回执上",
                f"Registered as {filed.number}; the secret {filed.secret} is shown once: write it on the receipt",
            )
            messages.success(visit.http, told)
            return redirect("desk:case", filed.case.pk)
    return visit.render("register", form=form)
