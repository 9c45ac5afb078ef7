"""The day it is, by the installation's clock, or by the day that a demonstration plays on."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Return the day in China, or the day set by GONGKAI_TODAY."""
    played: date | None = settings.TODAY
    return played if played is not None else timezone.localdate()
