"""No page of the desk without a second factor, where the organ or the installation asks for one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.core.organs.actor import find_actor
from gongkai.look.words import say

GUARDED = "/desk/"


class SecondFactorMiddleware:
    """Leads staff without a second factor to where they set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what answers next."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on, or lead away."""
        if request.path.startswith(GUARDED) and request.user.is_authenticated:
            actor = find_actor(request.user)
            demanded = settings.STAFF_SECOND_FACTOR or any(
                organ.second_factor for organ in actor.organs
            )
            if demanded and actor.is_staff and not is_mfa_enabled(request.user):
                words = say(
                    "本机关要求两步验证：请先绑定验证器应用",
                    "Your organ asks for a second factor: set up an authenticator app first",
                )
                messages.warning(request, str(words))
                return redirect("mfa_activate_totp")
        return self._get_response(request)
