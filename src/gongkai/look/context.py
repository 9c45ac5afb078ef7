"""What every page knows: how large, how contrasting, and where it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gongkai.look.words import speaks_english


def look(request: HttpRequest) -> dict[str, Any]:
    """Return the classes of the page and the state of its switches."""
    large = request.COOKIES.get("large") == "1"
    contrast = request.COOKIES.get("contrast") == "1"
    classes = [name for name, on in (("large", large), ("contrast", contrast)) if on]
    return {
        "look_classes": " ".join(classes),
        "look_large": large,
        "look_contrast": contrast,
        "look_lang": "en" if speaks_english() else "zh-Hans",
        "look_here": request.get_full_path(),
        "look_demo": settings.DEMO,
    }
