"""Cases, their events, and the sealed particulars that events vouch for."""

from __future__ import annotations

import uuid

from django.db import models

from gongkai.core.organs.models import Organ, Person


class Case(models.Model):
    """The handle of a case: what is locked when somebody acts on it. All else is in its events."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="cases")

    class Meta:
        indexes = [models.Index(fields=["kind", "organ"])]

    def __str__(self) -> str:
        """Return kind and id."""
        return f"{self.kind} {self.pk}"


class Event(models.Model):
    """One entry of a case's log. Never updated, never deleted: the database refuses it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    day = models.DateField()
    recorded = models.DateTimeField()
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, blank=True)
    body = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["case", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="event_once"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="event_numbered"),
        ]

    def __str__(self) -> str:
        """Return what happened when."""
        return f"{self.sequence} {self.kind} {self.day}"


class Sealed(models.Model):
    """The personal data of one event, encrypted.

    Keys rotate and retention ends: this table alone may change, and the event's digest proves that
    what it holds is what was recorded.
    """

    event = models.OneToOneField(Event, models.PROTECT, related_name="particulars")
    token = models.BinaryField(null=True)
    erased = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(Person, models.PROTECT, null=True)
    erased_why = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        """Return whose particulars they are, and nothing of them."""
        return f"particulars of event {self.event_id}"
