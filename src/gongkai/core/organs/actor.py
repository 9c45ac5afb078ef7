"""Who acts: a person with the roles of their posts, an applicant, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from gongkai.core.organs.models import Organ, Person, Post
from gongkai.core.organs.roles import Role
from gongkai.core.today import today

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with the posts they hold today. `key` is what the case log keeps of them."""

    key: str
    name: str
    person: Person | None = None
    posts: tuple[Post, ...] = field(default=(), repr=False)

    def roles_at(self, organ: Organ) -> frozenset[Role]:
        """Return the roles held in this very organ."""
        return frozenset(Role(post.role) for post in self.posts if post.organ_id == organ.pk)

    def has(self, role: Role, organ: Organ) -> bool:
        """Whether the role is held in this very organ."""
        return role in self.roles_at(organ)

    def supervises(self, organ: Organ) -> bool:
        """Whether the organ stands below one in which the actor is a supervisor."""
        return any(
            post.role == Role.SUPERVISOR
            and organ.pk != post.organ_id
            and organ.path.startswith(post.organ.path)
            for post in self.posts
        )

    @property
    def organs(self) -> tuple[Organ, ...]:
        """The organs in which the actor holds a post, each once."""
        return tuple({post.organ_id: post.organ for post in self.posts}.values())

    @property
    def is_staff(self) -> bool:
        """Whether the actor holds any post."""
        return bool(self.posts)


APPLICANT = Actor("applicant", "申请人")
SYSTEM = Actor("system", "系统")


def find_actor(person: Person | AnonymousUser, day: date | None = None) -> Actor:
    """Return a person with the posts they hold on a day (today); nobody signed in holds none."""
    if not isinstance(person, Person) or not person.is_active:
        return Actor("anonymous", "")
    day = day or today()
    posts = (
        Post.objects.filter(person=person, since__lte=day, organ__active=True)
        .exclude(until__lt=day)
        .select_related("organ", "division")
    )
    return Actor(f"person:{person.pk}", str(person), person, tuple(posts))
