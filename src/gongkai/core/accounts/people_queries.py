"""What pages of administration ask about people."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from gongkai.core.accounts.rules import administers_person, employed
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ, Person, Post
from gongkai.core.today import today


def find_staff(organ: Organ, *, former: bool = False, words: str = "") -> QuerySet[Person]:
    """Return who works for an organ or is to, or who did; by a part of the name or user name.

    Each comes with `held`, their posts of either kind in it. Two queries, whatever the size.
    """
    current = Q(until=None) | Q(until__gte=today())
    working = Post.objects.filter(current, organ=organ, person__is_active=True).values("person")
    found = Person.objects.filter(pk__in=Post.objects.filter(organ=organ).values("person"))
    found = found.exclude(pk__in=working) if former else found.filter(pk__in=working)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    posts = (
        Post.objects.filter(organ=organ) if former else Post.objects.filter(current, organ=organ)
    )
    held = posts.select_related("division").order_by("until", "role")
    return found.prefetch_related(Prefetch("posts", held, to_attr="held")).order_by("username")


def can_see(actor: Actor, person: Person) -> bool:
    """Whether an administrator is shown somebody: staff of their organs, once or now, or theirs."""
    return employed(actor, person) or administers_person(actor, person)
