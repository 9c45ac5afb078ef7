"""People and their posts: made, given, ended by administrators, each noted in the trail."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.core.accounts.password import make_password_to_tell
from gongkai.core.audit.trail import note_access
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Division, Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden, Refusal
from gongkai.core.today import today


class LastAdministrator(Refusal):
    """An organ keeps at least one administrator."""


def demand_administrator(actor: Actor, organ: Organ) -> None:
    """Raise Forbidden unless the actor administers this organ, or one above it."""
    if not any(
        post.role == Role.ADMINISTRATOR and organ.path.startswith(post.organ.path)
        for post in actor.posts
    ):
        raise Forbidden(
            f"管理{organ}的机构、人员须由其系统管理员办理",
            f"Only an administrator of {organ} may do this",
        )


def create_person(
    *,
    organ: Organ,
    username: str,
    name: str,
    role: Role,
    actor: Actor,
    division: Division | None = None,
) -> tuple[Person, str]:
    """Make somebody with a first post; return them with a password that is told once."""
    demand_administrator(actor, organ)
    password = make_password_to_tell()
    with transaction.atomic():
        person = Person(username=username, name=name)
        person.set_password(password)
        person.full_clean()
        person.save()
        give_post(person, organ=organ, role=role, actor=actor, division=division)
    return person, password


def give_post(
    person: Person, *, organ: Organ, role: Role, actor: Actor, division: Division | None = None
) -> Post:
    """Give a person a post from today on. Refusal where they hold it already."""
    demand_administrator(actor, organ)
    held = Post.objects.filter(person=person, organ=organ, role=role).exclude(until__lt=today())
    if held.exists():
        raise Refusal(f"{person}已有这个岗位", f"{person} holds this post already")
    post = Post.objects.create(
        person=person, organ=organ, role=role, division=division, since=today()
    )
    note_access(actor, organ, what="post given", why=f"{person.username}: {role}")
    return post


def end_post(post: Post, *, actor: Actor, day: date | None = None) -> Post:
    """End a post with the day before today, or a day given. LastAdministrator refuses."""
    demand_administrator(actor, post.organ)
    others = (
        Post.objects.filter(organ=post.organ, role=Role.ADMINISTRATOR, person__is_active=True)
        .exclude(pk=post.pk)
        .exclude(until__lt=today())
    )
    if post.role == Role.ADMINISTRATOR and not others.exists():
        raise LastAdministrator(
            f"{post.organ}至少保留一名系统管理员", f"{post.organ} must keep an administrator"
        )
    post.until = max(post.since, day or today() - timedelta(1))
    post.save(update_fields=["until"])
    note_access(actor, post.organ, what="post ended", why=f"{post.person.username}: {post.role}")
    return post


def reset_password(person: Person, *, organ: Organ, actor: Actor) -> str:
    """Give somebody of the organ a new password, told once, and take their second factor away."""
    demand_administrator(actor, organ)
    if not Post.objects.filter(person=person, organ=organ).exists():
        raise Forbidden(f"{person}不在{organ}任职", f"{person} holds no post at {organ}")
    password = make_password_to_tell()
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        Authenticator.objects.filter(user=person).delete()
        note_access(actor, organ, what="password reset", why=person.username)
    return password


def check_password_strength(password: str, person: Person) -> None:
    """Raise a Refusal for a password that the rules do not let pass."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refusal("密码太弱：" + "；".join(error.messages), "weak password") from error
