"""The page that says until when an account is locked."""

from __future__ import annotations

from typing import Any

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.core.accounts.address import find_address


def tell_lockout(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Return the page, alike for a user name that exists and one that does not."""
    username = get_client_username(request, credentials)
    attempts = AccessAttempt.objects.filter(username=username, ip_address=find_address(request))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until = timezone.localtime(last + get_cool_off())
    response = render(request, "account/locked.html", {"until": until}, status=429)
    seconds = int((until - timezone.now()).total_seconds())
    response.headers["Retry-After"] = str(max(seconds, 1))
    return response
