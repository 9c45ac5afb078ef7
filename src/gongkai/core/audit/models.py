"""Reads of personal data and acts of administration, kept as the case log is: appended, never changed."""

from django.db import models

from gongkai.core.organs.models import Organ


class Access(models.Model):
    """One read (or export) of personal data."""

    moment = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=40, db_index=True)
    actor_name = models.CharField(max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT)
    case = models.UUIDField(null=True, db_index=True)
    what = models.CharField(max_length=60)
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["-moment", "-pk"]

    def __str__(self) -> str:
        """Return who read what."""
        return f"{self.moment} {self.actor} {self.what}"


class Change(models.Model):
    """One act of administration: on people, posts, keys, files. `body` holds no personal data but names."""

    moment = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=40, db_index=True)
    actor_name = models.CharField(max_length=60)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, db_index=True)
    body = models.JSONField(default=dict)

    class Meta:
        ordering = ["-moment", "-pk"]

    def __str__(self) -> str:
        """Return who did what to whom."""
        return f"{self.moment} {self.actor} {self.kind} {self.subject}"
