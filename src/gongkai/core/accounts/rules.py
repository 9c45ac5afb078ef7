"""Who may administer whom, in one place."""

from __future__ import annotations

from django.db.models import Q

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


def find_current_posts(person: Person) -> tuple[Post, ...]:
    """Return the posts that somebody holds today or is to hold."""
    held = Post.objects.filter(person=person).filter(Q(until=None) | Q(until__gte=today()))
    return tuple(held.select_related("organ", "division"))
