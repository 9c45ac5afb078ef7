"""People of the organ and their posts, for its administrator."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gongkai.core.accounts.codes import Issued
from gongkai.core.accounts.organs import find_administered
from gongkai.core.accounts.people import (
    create_person,
    deactivate,
    end_post,
    give_post,
    reactivate,
    reissue_code,
    reset_second_factor,
)
from gongkai.core.accounts.people_forms import PersonForm, PostForm
from gongkai.core.accounts.rules import administers_person
from gongkai.core.organs.models import Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, tell_refusal
from gongkai.look.words import say
from gongkai.statute.errors import StatuteError


def _demand(visit: Visit) -> None:
    if not visit.actor.has(Role.ADMINISTRATOR, visit.organ):
        raise Forbidden("人员由本机关系统管理员管理", "People are managed by the administrator")


class ColleagueForm(PostForm):
    """Somebody who has an account already, of another organ perhaps: by the exact user name."""

    username = forms.CharField(label=say("已有的用户名", "Their user name"), max_length=60)
    field_order = ("username", "role", "division")

    def clean_username(self) -> str:
        """Refuse a name that nobody has."""
        username: str = self.cleaned_data["username"]
        self.person = Person.objects.filter(username=username, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(say("没有这个用户名", "Nobody has this user name"))
        return username


@desk
def people(visit: Visit) -> HttpResponse:
    """Show everybody with a post; make somebody new; give somebody known a post here."""
    _demand(visit)
    act = visit.http.POST.get("act", "")
    new = PersonForm(visit.http.POST if act == "new" else None, organ=visit.organ)
    known = ColleagueForm(
        visit.http.POST if act == "known" else None, organ=visit.organ, prefix="known"
    )
    form = known if act == "known" else new
    if visit.http.method == "POST" and form.is_valid():
        try:
            _admit(visit, form)
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        else:
            return redirect("desk:people")
    words = visit.http.GET.get("q", "").replace("\0", "").strip()[:60]
    posts = Post.objects.filter(organ=visit.organ).select_related("person", "division")
    posts = posts.filter(Q(person__name__icontains=words) | Q(person__username__icontains=words))
    past = Q(until__lt=today()) | Q(person__is_active=False)
    return visit.render(
        "people", posts=posts.exclude(past).order_by("person__name", "role"),
        past=posts.filter(past).order_by("-until"), form=new, known=known, words=words,
    )  # fmt: skip


def _admit(visit: Visit, form: PostForm) -> None:
    if isinstance(form, ColleagueForm) and form.person is not None:
        values = dict(form.cleaned_data)
        values.pop("username")
        give_post(actor=visit.actor, organ=visit.organ, person=form.person, **values)
        messages.success(visit.http, say(f"{form.person}已任职", f"{form.person} has the post"))
        return
    admit_person(visit, visit.organ, form)


def admit_person(visit: Visit, organ: Organ, form: PostForm) -> None:
    """Make somebody new with a first post in an organ, and tell their one-time code, once."""
    issued = create_person(actor=visit.actor, organ=organ, **form.cleaned_data)
    _tell_code(visit, issued)


def _tell_code(visit: Visit, issued: Issued) -> None:
    told = say(
        f"{issued.person}（{issued.person.username}）的一次性登录码 {issued.code}，只显示这一次，三天内有效",
        f"The one-time code of {issued.person} ({issued.person.username}) is {issued.code}: "
        f"shown once, good for three days",
    )
    messages.success(visit.http, told)


@desk
def person(visit: Visit, key: int) -> HttpResponse:
    """Show somebody with their posts; a second post, a new code, a lost factor, an end."""
    _demand(visit)
    found = _find(visit, key)
    act = visit.http.POST.get("act", "")
    form = PostForm(visit.http.POST if act == "give" else None, organ=visit.organ)
    if visit.http.method == "POST" and (act != "give" or form.is_valid()):
        try:
            _perform(visit, found, act, form)
        except StatuteError as refusal:
            tell_refusal(visit, refusal)
        return redirect("desk:person", key)
    posts = found.posts.filter(organ__in=find_administered(visit.actor)).select_related(
        "organ", "division"
    )
    return visit.render(
        "person", seen=found, posts=posts.order_by("until", "organ"), form=form, today=today(),
        administered=administers_person(visit.actor, found), itself=found == visit.actor.person,
    )  # fmt: skip


def _find(visit: Visit, key: int) -> Person:
    """Return somebody who has or had a post in what the visitor administers; as if nobody otherwise."""
    known = Person.objects.filter(posts__organ__in=find_administered(visit.actor)).distinct()
    return get_object_or_404(known, pk=key)


def _perform(visit: Visit, person: Person, act: str, form: PostForm) -> None:
    actor = visit.actor
    match act:
        case "give":
            give_post(actor=actor, person=person, organ=visit.organ, **form.cleaned_data)
            messages.success(visit.http, say("已任职", "The post is given"))
        case "code":
            _tell_code(visit, reissue_code(actor=actor, person=person))
        case "factor":
            reset_second_factor(actor=actor, person=person)
            messages.success(
                visit.http, say("第二因素已清除，会话已结束", "Cleared; sessions ended")
            )
        case "deactivate":
            deactivate(actor=actor, person=person)
            messages.success(visit.http, say("已停用", "Deactivated"))
        case "reactivate":
            _tell_code(visit, reactivate(actor=actor, person=person))


@require_POST
@desk
def end(visit: Visit, key: int) -> HttpResponse:
    """End a post."""
    _demand(visit)
    post = get_object_or_404(Post, pk=key, organ__in=find_administered(visit.actor))
    try:
        end_post(post=post, actor=visit.actor)
    except StatuteError as refusal:
        tell_refusal(visit, refusal)
    if Post.objects.filter(
        person=post.person_id, organ__in=find_administered(visit.actor)
    ).exists():
        return redirect("desk:person", post.person_id)
    return redirect("desk:people")
