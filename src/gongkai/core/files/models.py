"""Files of cases, known by the hash of their content; the content itself is sealed on the disk."""

from __future__ import annotations

from django.db import models

from gongkai.core.caselog.models import Case
from gongkai.core.organs.models import Person
from gongkai.core.sealed_field import SealedText


class StoredFile(models.Model):
    """One file of one case. `sha256` is of the plain content, and is what the case log cites.

    An erased one keeps its row, so that what the log cites is known to have been there.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = SealedText()
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    stored = models.DateTimeField(auto_now_add=True)
    erased = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(Person, models.PROTECT, null=True)
    erased_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sha256"], name="file_once")]
        indexes = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Upload(models.Model):
    """A file that belongs to no case yet: sealed, and erased after a day if none takes it.

    `owner` says whose it is: a draft on the portal, somebody at the desk.
    """

    owner = models.CharField(max_length=64, db_index=True)
    name = SealedText()
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    token = models.BinaryField()
    made = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
