"""What the office says no to, in both languages, with the article where there is one."""

from gongkai.statute.errors import StatuteError


class Refusal(StatuteError):
    """Something that may not be done as asked: what happened, what it means, what to do."""


class Forbidden(Refusal):
    """Something that this actor may not do, whatever the case."""
