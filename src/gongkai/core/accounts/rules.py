"""Who may administer whom, in one place."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.core.audit.models import Change
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.today import today


def administers(actor: Actor, organ: Organ) -> bool:
    """Whether the actor administers an organ: by a post in it, or in an organ above it."""
    return any(
        post.role == Role.ADMINISTRATOR and organ.path.startswith(post.organ.path)
        for post in actor.posts
    )


def administers_from_above(actor: Actor, organ: Organ) -> bool:
    """Whether the actor administers the organ above: who may move an organ or close it.

    Its own administrator may not: they would withdraw it from those above, or shut themselves out.
    """
    return organ.parent is not None and administers(actor, organ.parent)


def find_administered(actor: Actor) -> QuerySet[Organ]:
    """Return the organs that the actor administers, closed ones too."""
    below = Q(pk__in=[])
    for post in actor.posts:
        if post.role == Role.ADMINISTRATOR:
            below |= Q(path__startswith=post.organ.path)
    return Organ.objects.filter(below)


def administers_person(actor: Actor, person: Person) -> bool:
    """Whether the actor administers every organ in which somebody holds a post.

    Every one: else an administrator of a small organ, by giving a post there, could take over the
    account of somebody who works for a large one. Somebody without a post (a citizen, a new
    colleague) is administered from the top.
    """
    organs = [post.organ for post in find_current_posts(person)]
    if organs:
        return all(administers(actor, organ) for organ in organs)
    return any(
        post.role == Role.ADMINISTRATOR and post.organ.parent_id is None for post in actor.posts
    )


def may_appoint(actor: Actor, person: Person) -> bool:
    """Whether the actor may give somebody a post, in whatever organ.

    Anybody's colleague, or somebody who worked in an organ of the actor's. An account without a post
    (a citizen's, one closed elsewhere) is given one by who administers it, from the top: who
    administers all posts of an account may issue a code for it, and so could take it over.
    """
    return (
        bool(find_current_posts(person))
        or employed(actor, person)
        or administers_person(actor, person)
    )


def employed(actor: Actor, person: Person) -> bool:
    """Whether somebody works, or ever worked, for an organ that the actor administers."""
    organs = find_administered(actor)
    return (
        Post.objects.filter(person=person, organ__in=organs).exists()
        # A post taken back on the day it began leaves no row, but a line in the trail.
        or Change.objects.filter(
            kind="post-given", subject=f"person:{person.pk}", organ__in=organs
        ).exists()
    )


def find_current_posts(person: Person) -> tuple[Post, ...]:
    """Return the posts that somebody holds today or is to hold."""
    held = Post.objects.filter(person=person).filter(Q(until=None) | Q(until__gte=today()))
    return tuple(held.select_related("organ", "division"))
