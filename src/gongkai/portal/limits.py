"""How often one address may do something that costs or could be guessed at. Counted in the cache."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def too_many(request: HttpRequest, what: str, most: int) -> bool:
    """Count one more, and say whether it is more than so many an hour from this address."""
    key = f"limit:{what}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) > most
