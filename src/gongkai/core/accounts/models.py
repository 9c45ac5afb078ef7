"""The one-time code by which somebody sets a password: given on paper, or in a link."""

from __future__ import annotations

from django.db import models

from gongkai.core.organs.models import Person


class OneTimeCode(models.Model):
    """A code that was issued and not used yet. Only its digest is kept; a new one replaces it."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="one_time_code")
    digest = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        """Return whose code it is, and nothing of it."""
        return f"code of person {self.person_id}"
