"""People of the organ and their posts, for its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gongkai.core.accounts.people import create_person, end_post
from gongkai.core.accounts.people_forms import PersonForm
from gongkai.core.organs.models import Post
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.look.words import say
from gongkai.statute.errors import StatuteError


def _demand(visit: Visit) -> None:
    if not visit.actor.has(Role.ADMINISTRATOR, visit.organ):
        raise Forbidden("人员由本机关系统管理员管理", "People are managed by the administrator")


@desk
def people(visit: Visit) -> HttpResponse:
    """Show everybody with a post; make somebody new."""
    _demand(visit)
    form = PersonForm(visit.http.POST or None, organ=visit.organ)
    if visit.http.method == "POST" and form.is_valid():
        try:
            issued = create_person(actor=visit.actor, organ=visit.organ, **form.cleaned_data)
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        else:
            told = say(
                f"已建立{issued.person}；首次登录码 {issued.code}，只显示这一次",
                f"{issued.person} is made; their one-time code {issued.code} is shown once",
            )
            messages.success(visit.http, told)
            return redirect("desk:people")
    posts = Post.objects.filter(organ=visit.organ).select_related("person", "division")
    return visit.render("people", posts=posts.order_by("until", "role"), form=form)


@require_POST
@desk
def end(visit: Visit, key: int) -> HttpResponse:
    """End a post."""
    _demand(visit)
    post = get_object_or_404(Post, pk=key, organ=visit.organ)
    try:
        end_post(post=post, actor=visit.actor)
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
    return redirect("desk:people")
