"""People and their posts, for the administrators of their organ or of one above."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from gongkai.core.accounts import people as verbs
from gongkai.core.accounts.codes import Issued
from gongkai.core.accounts.people_forms import AppointForm, PersonForm, PostForm
from gongkai.core.accounts.people_queries import can_see, find_staff
from gongkai.core.accounts.rules import (
    administers,
    administers_person,
    find_administered,
    find_current_posts,
)
from gongkai.core.accounts.second_factor import has_second_factor
from gongkai.core.organs.models import Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.desk.access import Visit, attempt, desk
from gongkai.look.words import say


def _demand(visit: Visit, organ: Organ | None = None) -> None:
    """Raise Forbidden unless the visitor administers this organ, or any where none is named."""
    if organ is None:
        allowed = any(post.role == Role.ADMINISTRATOR for post in visit.actor.posts)
    else:
        allowed = administers(visit.actor, organ)
    if not allowed:
        raise Forbidden(
            "人员由本机关或者上级机关的系统管理员管理",
            "People are managed by the administrator of the organ, or of one above it",
        )


@desk
def people(visit: Visit, code: str | None = None) -> HttpResponse:
    """Show who works, or worked, for an organ (one's own); make somebody new."""
    organ = visit.organ if code is None else get_object_or_404(Organ, code=code)
    _demand(visit, organ)
    form = PersonForm(visit.http.POST or None, organ=organ)
    if visit.http.method == "POST" and form.is_valid():
        issued = attempt(visit, verbs.create_person, organ=organ, **form.cleaned_data)
        if issued is not None:
            _show_code(visit, issued)
            return redirect("desk:person", issued.person.pk)
    return _list(visit, organ, form, AppointForm(organ=organ, auto_id="id_appoint_%s"))


@require_POST
@desk
def appoint(visit: Visit, code: str) -> HttpResponse:
    """Give a post to somebody who has an account, named exactly."""
    organ = get_object_or_404(Organ, code=code)
    _demand(visit, organ)
    form = AppointForm(visit.http.POST, organ=organ, auto_id="id_appoint_%s")
    if form.is_valid():
        data = form.cleaned_data
        given = attempt(
            visit,
            verbs.give_post,
            organ=organ,
            person=data["username"],
            role=data["role"],
            division=data["division"],
        )
        if given is not None:
            return redirect("desk:person", given.person_id)
    return _list(visit, organ, PersonForm(organ=organ), form)


@desk
def person(visit: Visit, key: int) -> HttpResponse:
    """Show somebody: their posts, and what may be done with their account."""
    return _show(visit, _find(visit, key))


@require_POST
@desk
def give(visit: Visit, key: int) -> HttpResponse:
    """Give somebody another post, in the organ that the form names."""
    found = _find(visit, key)
    organ = get_object_or_404(find_administered(visit.actor), code=visit.http.POST.get("organ", ""))
    form = PostForm(visit.http.POST, organ=organ)
    if not form.is_valid():
        return _show(visit, found, form)
    attempt(visit, verbs.give_post, person=found, organ=organ, **form.cleaned_data)
    return redirect("desk:person", key)


@require_POST
@desk
def end(visit: Visit, key: int) -> HttpResponse:
    """End a post."""
    _demand(visit)
    post = get_object_or_404(Post, pk=key, organ__in=find_administered(visit.actor))
    attempt(visit, verbs.end_post, post=post)
    return redirect("desk:person", post.person_id)


@require_POST
@desk
def reissue(visit: Visit, key: int) -> HttpResponse:
    """Issue a one-time code."""
    return _act(visit, key, verbs.reissue_code)


@require_POST
@desk
def reset(visit: Visit, key: int) -> HttpResponse:
    """Take the second factor away."""
    return _act(visit, key, verbs.reset_second_factor)


@require_POST
@desk
def close(visit: Visit, key: int) -> HttpResponse:
    """Deactivate somebody."""
    return _act(visit, key, verbs.deactivate)


@require_POST
@desk
def reopen(visit: Visit, key: int) -> HttpResponse:
    """Reactivate somebody."""
    return _act(visit, key, verbs.reactivate)


def _find(visit: Visit, key: int) -> Person:
    """Return somebody the visitor may see; as if there were nobody where they may not."""
    _demand(visit)
    found = get_object_or_404(Person, pk=key)
    if not can_see(visit.actor, found):
        raise Http404
    return found


def _list(visit: Visit, organ: Organ, form: PersonForm, appoint_form: AppointForm) -> HttpResponse:
    query = visit.http.GET
    words = query.get("q", "").replace("\0", "").strip()[:60]
    former = query.get("view") == "former"
    found = find_staff(organ, former=former, words=words)
    return visit.render(
        "people",
        subject=organ,
        page=Paginator(found, 50).get_page(query.get("page")),
        words=words,
        former=former,
        counts=(find_staff(organ).count(), find_staff(organ, former=True).count()),
        form=form,
        appoint_form=appoint_form,
    )


def _show(visit: Visit, found: Person, form: PostForm | None = None) -> HttpResponse:
    offered = find_administered(visit.actor).filter(active=True)
    wanted = visit.http.POST.get("organ") or visit.http.GET.get("organ", "")
    held = list(Post.objects.filter(person=found).select_related("organ", "division"))
    first = offered.filter(code=wanted).first() or offered.filter(posts__in=held).first()
    organ = first or offered.first()
    now = {post.pk for post in find_current_posts(found)}
    posts = [(post, administers(visit.actor, post.organ)) for post in held]
    return visit.render(
        "person",
        person=found,
        current=[each for each in posts if each[0].pk in now],
        former=[each for each in posts if each[0].pk not in now],
        offered=offered,
        chosen=organ,
        form=form or (PostForm(organ=organ) if organ else None),
        may=administers_person(visit.actor, found),
        enrolled=has_second_factor(found),
        elsewhere=[post for post, mine in posts if post.pk in now and not mine],
    )


def _act(visit: Visit, key: int, verb: Callable[..., Issued | None]) -> HttpResponse:
    """Do something with an account, and show the code where one came of it."""
    found = _find(visit, key)
    done = attempt(visit, lambda actor: (verb(actor=actor, person=found),))
    if done is not None and done[0] is not None:
        _show_code(visit, done[0])
    elif done is not None:
        messages.success(visit.http, say("已办理", "Done"))
    return redirect("desk:person", key)


def _show_code(visit: Visit, issued: Issued) -> None:
    told = say(
        f"{issued.person}的一次性代码：{issued.code}，只显示这一次，三天内有效。请抄给本人",
        f"{issued.person}'s one-time code: {issued.code}. It is shown once and lasts three days",
    )
    messages.success(visit.http, told)
