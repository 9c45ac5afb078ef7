"""Where a request comes from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def find_address(request: HttpRequest) -> str:
    """Return the address of who asks.

    Behind a proxy of ours it is the last one in X-Forwarded-For, which the proxy itself wrote; what
    stands before it is the visitor's own word and counts for nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return direct
    return request.headers.get("X-Forwarded-For", direct).rpartition(",")[2].strip() or direct
