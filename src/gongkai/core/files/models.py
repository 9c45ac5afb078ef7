"""Files of cases, known by the hash of their content; the content itself is sealed on the disk."""

from __future__ import annotations

from django.db import models

from gongkai.core.caselog.models import Case


class StoredFile(models.Model):
    """One file of one case. `sha256` is of the plain content, and is what the case log cites."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    stored = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "sha256"], name="file_once")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
