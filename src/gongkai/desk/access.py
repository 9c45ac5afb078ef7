"""The door of the desk: who is it, for which organ, and what is said when something is refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from gongkai.core.caselog.models import Case
from gongkai.core.organs.actor import Actor, find_actor
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.look.words import say, speak
from gongkai.remedies.rules import may as may_remedy
from gongkai.requests.rules import may
from gongkai.statute.errors import StatuteError

CHOSEN = "desk.organ"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request to the desk: the actor, and the organ they work for at the moment."""

    http: HttpRequest
    actor: Actor
    organ: Organ

    def may(self, action: str) -> bool:
        """Whether the actor may do something in the organ of the visit."""
        return may(self.actor, action, self.organ)

    def render(self, template: str, **context: Any) -> HttpResponse:
        """Return a page with the frame of the desk around it."""
        return render(self.http, f"desk/{template}.html", {**self.frame(), **context})

    def frame(self) -> dict[str, Any]:
        """Return what the frame shows: where one may go, and who one is."""
        roles = [str(Role(role).label) for role in sorted(self.actor.roles_at(self.organ))]
        here = self.http.resolver_match.view_name if self.http.resolver_match else ""
        return {
            "visit": self,
            "organ": self.organ,
            "nav": [
                {
                    "url": reverse(name),
                    "label": label,
                    "current": {here: "page", WITHIN.get(here, ""): "true"}.get(name, ""),
                }
                for name, label, action in NAVIGATION
                if self._shows(action)
            ],
            "who": {
                "organ": self.organ.name,
                "name": self.actor.name,
                "roles": "、".join(roles),
                "organs": self.actor.organs,
            },
        }

    def find_first(self) -> str:
        """Return the address of the first part of the desk that is the visitor's; nothing where none is."""
        return next((reverse(name) for name, _, action in NAVIGATION if self._shows(action)), "")

    def _shows(self, action: str) -> bool:
        if action == "remedies":
            return may_remedy(self.actor, "list", self.organ)
        if action == "supervise":
            return any(post.role == Role.SUPERVISOR for post in self.actor.posts)
        if action == "organ":
            return bool(self.actor.roles_at(self.organ) & {Role.ADMINISTRATOR, Role.OFFICE_HEAD})
        if action == "administer":
            return self.actor.has(Role.ADMINISTRATOR, self.organ)
        if action == "audit":
            return self.actor.has(Role.AUDITOR, self.organ)
        return self.may(action)


NAVIGATION = (
    ("desk:work", say("待办", "Work"), "list"),
    ("desk:register", say("登记", "Register"), "register"),
    ("desk:remedies", say("复议诉讼", "Remedies"), "remedies"),
    ("desk:statistics", say("统计", "Figures"), "statistics"),
    ("desk:outgoing", say("外发检查", "Outgoing"), "read_particulars"),
    ("desk:templates", say("模板", "Templates"), "edit_templates"),
    ("desk:supervision", say("监督", "Supervision"), "supervise"),
    ("desk:audit", say("审计", "Audit"), "audit"),
    ("desk:organ-page", say("本机关", "The organ"), "organ"),
    ("desk:people", say("人员", "People"), "administer"),
    ("desk:organs", say("机关", "Organs"), "administer"),
)


# Pages within a part of the desk: it stays marked in the navigation. Whatever else is of a case is of the work.
WITHIN = {
    f"desk:{page}": f"desk:{part}"
    for part, pages in {
        "work": ("case", "act", "letter", "reply", "particulars", "prove", "digest", "outcome"),
        "register": ("takeover", "slips"),
        "remedies": ("remedy", "remedy-open", "table4"),
        "templates": ("template",),
        "supervision": ("supervised",),
        "people": ("person",),
        "organs": ("one-organ", "organ-people"),
    }.items()
    for page in pages
}


def desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hand a view a Visit instead of a request; strangers get nowhere, refusals are said in one place."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = find_actor(request.user)
        if not actor.organs:
            raise PermissionDenied
        chosen = request.session.get(CHOSEN)
        organ = next((each for each in actor.organs if each.pk == chosen), actor.organs[0])
        try:
            return view(Visit(request, actor, organ), *args, **kwargs)
        except Forbidden as refusal:
            return render(request, "look/403.html", {"why": refusal}, status=403)

    return guarded


def find_case(visit: Visit, key: uuid.UUID) -> Case:
    """Return a request's case that the visitor may read; as if there were none where they may not."""
    case = get_object_or_404(
        Case.objects.select_related("organ", "request"), pk=key, request__isnull=False
    )
    if not may(visit.actor, "read", case.organ):
        raise Forbidden("这件申请不在您可以查看的范围内", "This request is not yours to see")
    return case


def tell_refusal(visit: Visit, refusal: StatuteError) -> None:
    """Say on the next page what was refused, with the article."""
    messages.error(visit.http, explain(refusal))


def explain(refusal: StatuteError) -> str:
    """Return in words what was refused, with the article."""
    article = "" if refusal.reference is None else f"（{speak(refusal.reference)}）"
    return f"{speak(refusal)}{article}"


def attempt(visit: Visit, verb: Callable[..., Any], **arguments: Any) -> Any:
    """Return what a verb returns for the visitor; None where it refused, which the page says.

    Forbidden goes on to the door: nothing that one may not do is offered.
    """
    try:
        return verb(actor=visit.actor, **arguments)
    except Forbidden:
        raise
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
    return None


@desk
def choose_organ(visit: Visit) -> HttpResponse:
    """Work for another of one's organs."""
    wanted = visit.http.POST.get("organ", "")
    if any(str(each.pk) == wanted for each in visit.actor.organs):
        visit.http.session[CHOSEN] = int(wanted)
    return redirect("desk:work")
