"""Sessions end when nobody is there; no page of the desk without the second factor that is demanded."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.core.accounts.second_factor import demands_second_factor, has_second_factor
from gongkai.core.organs.models import Person

Answer = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "gongkai_began", "gongkai_seen"
# A session is written at most this often merely because somebody is there.
NOTED_EVERY = 60


class SessionEndMiddleware:
    """End a session that nobody used for IDLE_SECONDS, and any after SESSION_COOKIE_AGE."""

    def __init__(self, get_response: Answer) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or sign out and answer as to a stranger."""
        if isinstance(request.user, Person):
            now = int(time.time())
            began = request.session.setdefault(BEGAN, now)
            seen = request.session.get(SEEN, now)
            if now - seen > settings.IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
                request.session_ended = True  # type: ignore[attr-defined]
                if request.path.startswith("/desk/"):
                    query = urlencode({"next": request.get_full_path(), "ended": "1"})
                    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")
            elif now - seen >= NOTED_EVERY or SEEN not in request.session:
                request.session[SEEN] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Lead staff who must have a second factor, and have none, to enrol before anything else."""

    def __init__(self, get_response: Answer) -> None:
        """Keep what answers."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or send to the page of enrolment."""
        person = request.user
        if (
            request.path.startswith("/desk/")
            and isinstance(person, Person)
            and not _used_second_factor(request, person)
            and demands_second_factor(person)
        ):
            if has_second_factor(person):
                # Enrolled in another session: this one never showed it.
                logout(request)
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse('account_login')}?{query}")
            return HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?demanded=1")
        return self.get_response(request)


def _used_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this session showed it; resetting somebody's second factor ends their sessions."""
    records = get_authentication_records(request, person)
    return any(record.get("method") == "mfa" for record in records)
