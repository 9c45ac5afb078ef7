"""The last number given in each series."""

from django.db import models

from gongkai.core.organs.models import Organ


class Series(models.Model):
    """A series of numbers: an organ's, of one kind, in one year."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "year"], name="series_once")
        ]

    def __str__(self) -> str:
        """Return which series and how far."""
        return f"{self.organ} {self.kind} {self.year}: {self.last}"
