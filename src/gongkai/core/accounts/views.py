"""The pages that allauth does not have, and those that we end early."""

from __future__ import annotations

from allauth.account.views import PasswordResetView
from allauth.core.ratelimit import consume_or_429
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongkai.core.accounts.codes import CodeRefused, redeem_code
from gongkai.core.accounts.forms import RedeemForm
from gongkai.core.organs.actor import find_actor
from gongkai.look.words import speaks_english


@never_cache
@sensitive_post_parameters()
def redeem(request: HttpRequest) -> HttpResponse:
    """Set a password by a one-time code."""
    if request.method == "POST":
        limited = consume_or_429(request, action="reset_password_from_key")
        if limited is not None:
            return HttpResponse(limited, status=429)
    form = RedeemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            redeem_code(username=data["username"], code=data["code"], password=data["password1"])
        except CodeRefused as refused:  # used between the two
            form.add_error(None, refused.english if speaks_english() else refused.chinese)
        else:
            return render(request, "account/password_is_set.html")
    return render(request, "account/redeem.html", {"form": form})


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link where there is mail; else say whom to ask."""
    if not settings.MAIL:
        return render(request, "account/forgotten.html")
    response: HttpResponse = PasswordResetView.as_view()(request)
    return response


@login_required
@require_POST
def end_session(request: HttpRequest, key: int) -> HttpResponse:
    """End one session of one's own."""
    for session in UserSession.objects.filter(user_id=request.user.pk, pk=key):
        session.end()
    return redirect("usersessions_list")


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show what there is to one's account."""
    return render(request, "account/overview.html", {"posts": find_actor(request.user).posts})
