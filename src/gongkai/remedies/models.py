"""What lists need of remedies: projections of their logs."""

from __future__ import annotations

from django.db import models

from gongkai.core.caselog.models import Case
from gongkai.core.organs.models import Organ


class Remedy(models.Model):
    """A remedy as lists show it; every column follows from the log."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="remedy")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="remedies")
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    authority = models.CharField(max_length=100)
    about = models.CharField(max_length=200)
    request = models.ForeignKey(Case, models.PROTECT, null=True, related_name="remedies")
    opened = models.DateField()
    due = models.DateField(null=True)
    closed = models.DateField(null=True)
    result = models.CharField(max_length=10, blank=True)
    seen = models.PositiveIntegerField()

    class Meta:
        ordering = ["-opened", "-number"]
        indexes = [models.Index(fields=["organ", "closed", "due"])]

    def __str__(self) -> str:
        """Return number and authority."""
        return f"{self.number} {self.authority}"
