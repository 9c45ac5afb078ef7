"""What the library for accounts is told of this house."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from gongkai.core.organs.actor import find_actor


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Citizens may sign up, where the installation lets them; staff are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether citizens may make accounts here."""
        return bool(settings.CITIZENS_SIGN_UP)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the desk for staff, the first page for citizens."""
        return "/desk/" if find_actor(request.user).is_staff else "/"

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Send nothing: accounts need no mail here."""
