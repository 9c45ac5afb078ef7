"""Administering people: each verb asks who may, is one transaction, and leaves one line in the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.db import IntegrityError, transaction
from django.db.models import F, Q, Value

from gongkai.core.accounts.codes import Issued, issue_code
from gongkai.core.accounts.models import OneTimeCode
from gongkai.core.accounts.rules import administers, administers_person, may_appoint
from gongkai.core.audit.trail import note_change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Division, Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.organs.tree import lock_trees
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.core.today import today


class NameTaken(Refusal):
    """Somebody has that user name already."""


class PostHeld(Refusal):
    """The person holds that very post already, or held it from that day."""


class LastAdministrator(Refusal):
    """Nobody would be left to administer an organ."""

    def __init__(self, organ: Organ) -> None:
        """Say which organ, and what to do."""
        super().__init__(
            f"此后将没有人能管理“{organ}”的人员和设置。请先任命另一名系统管理员",
            f"Nobody would be left to administer {organ}. Appoint another administrator first",
        )


def create_person(
    *,
    actor: Actor,
    organ: Organ,
    username: str,
    name: str,
    role: Role,
    email: str = "",
    division: Division | None = None,
) -> Issued:
    """Create somebody with a first post, and issue the code by which they set their password.

    Forbidden: the actor does not administer the organ. NameTaken: the user name has an owner.
    """
    _require(actor, organ)
    with transaction.atomic():
        if Person.objects.filter(username__iexact=username).exists():
            raise NameTaken(
                f"用户名“{username}”已经有人使用，请换一个",
                f"The user name {username} is taken; choose another",
            )
        person = Person.objects.create_user(username, None, name=name, email=email)
        _note(actor, organ, person, "person-created", username=username)
        _give(actor, person, organ, role=role, division=division, since=today())
        return issue_code(person)


def give_post(
    *,
    actor: Actor,
    person: Person,
    organ: Organ,
    role: Role,
    division: Division | None = None,
    since: date | None = None,
) -> Post:
    """Give somebody a role in an organ from a day (today).

    Forbidden: the actor does not administer the organ, or may not appoint the person (see rules).
    PostHeld: they hold it already. Refusal: they are deactivated, or the division is not the organ's.
    """
    _require(actor, organ)
    if not may_appoint(actor, person):
        raise Forbidden(
            f"{person}的账号不在任何机关任职，只能由最上级机关的系统管理员任命",
            f"{person} works for no organ; only an administrator at the top may give them a post",
        )
    if not person.is_active:
        raise Refusal(
            f"{person}已经停用。请先恢复", f"{person} is deactivated. Reactivate them first"
        )
    return _give(actor, person, organ, role=role, division=division, since=since or today())


def end_post(*, actor: Actor, post: Post) -> Post:
    """End a post: today is the first day without it.

    Forbidden: the actor does not administer the organ. LastAdministrator: nobody else does either.
    """
    _require(actor, post.organ)
    with transaction.atomic():
        lock_trees(post.organ)
        if post.role == Role.ADMINISTRATOR:
            _require_another(post.organ, without=Q(pk=post.pk))
        _end(post)
        _note(actor, post.organ, post.person, "post-ended", role=post.role)
    return post


def reset_second_factor(*, actor: Actor, person: Person) -> None:
    """Take away the second factor of somebody who lost it, and end their sessions.

    They enrol anew when they sign in next. Forbidden: the actor does not administer the person.
    """
    _require_person(actor, person)
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        _note(actor, None, person, "second-factor-reset")
    _end_sessions(person)


def reissue_code(*, actor: Actor, person: Person) -> Issued:
    """Issue a one-time code to somebody who forgot the password, and lift a lock-out.

    The old password works until the new one is set. Forbidden: not administered by the actor.
    """
    _require_person(actor, person)
    with transaction.atomic():
        reset(username=person.username)
        _note(actor, None, person, "code-issued")
        return issue_code(person)


def deactivate(*, actor: Actor, person: Person) -> None:
    """End all posts and sessions of somebody, who cannot sign in any more; what they did remains.

    Forbidden: the actor does not administer the person. LastAdministrator: nobody else is left.
    """
    _require_person(actor, person)
    with transaction.atomic():
        posts = Post.objects.filter(person=person).filter(Q(until=None) | Q(until__gte=today()))
        for post in posts.select_related("organ", "person"):
            lock_trees(post.organ)
            if post.role == Role.ADMINISTRATOR:
                _require_another(post.organ, without=Q(person=person))
            _end(post)
        person.is_active = False
        person.save(update_fields=["is_active"])
        OneTimeCode.objects.filter(person=person).delete()
        _note(actor, None, person, "person-deactivated")
    _end_sessions(person)


def reactivate(*, actor: Actor, person: Person) -> Issued:
    """Let somebody sign in again, by a one-time code; posts are given anew. From the top only."""
    _require_person(actor, person)
    with transaction.atomic():
        person.is_active = True
        person.save(update_fields=["is_active"])
        _note(actor, None, person, "person-reactivated")
        return issue_code(person)


def _give(
    actor: Actor,
    person: Person,
    organ: Organ,
    *,
    role: Role,
    division: Division | None,
    since: date,
) -> Post:
    """Make a post and note it. PostHeld; Refusal: the division is another organ's."""
    if division is not None and division.organ_id != organ.pk:
        raise Refusal(
            f"内设机构“{division}”不属于“{organ}”", f"{division} is not a division of {organ}"
        )
    held = PostHeld(
        f"{person}已经在“{organ}”担任{role.label}", f"{person} is {role.label} of {organ} already"
    )
    try:
        with transaction.atomic():
            same = Post.objects.filter(person=person, organ=organ, role=role)
            if same.filter(Q(until=None) | Q(until__gte=since)).exists():
                raise held
            post = Post.objects.create(
                person=person, organ=organ, division=division, role=role, since=since
            )
            _note(actor, organ, person, "post-given", role=role.value, since=since.isoformat())
    except IntegrityError:  # the database's own word on two at once
        raise held from None
    return post


def _end(post: Post) -> None:
    """End a post before today; one that began today, or has yet to begin, is taken back."""
    before = date.fromordinal(today().toordinal() - 1)
    if post.since > before:
        post.delete()
    else:
        post.until = before
        post.save(update_fields=["until"])


def _require(actor: Actor, organ: Organ) -> None:
    if not administers(actor, organ):
        raise Forbidden(
            f"只有“{organ}”或者其上级机关的系统管理员可以这样做",
            f"Only an administrator of {organ}, or of an organ above it, may do this",
        )


def _require_person(actor: Actor, person: Person) -> None:
    if not administers_person(actor, person):
        raise Forbidden(
            f"只有管理{person}所在全部机关的系统管理员可以这样做",
            f"Only somebody who administers every organ that {person} works for may do this",
        )


def _require_another(organ: Organ, *, without: Q) -> None:
    others = (
        Post.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True, since__lte=today())
        .filter(Q(until=None) | Q(until__gte=today()), organ__active=True)
        .alias(here=Value(organ.path))
        .filter(here__startswith=F("organ__path"))
        .exclude(without)
    )
    if not others.exists():
        raise LastAdministrator(organ)


def _end_sessions(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()


def _note(actor: Actor, organ: Organ | None, person: Person, kind: str, **body: Any) -> None:
    note_change(actor, organ, kind=kind, subject=f"person:{person.pk}", name=str(person), **body)
