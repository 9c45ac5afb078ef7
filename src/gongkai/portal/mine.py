"""A signed-in citizen's own requests, at every organ here; nobody else's."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.core.today import today
from gongkai.portal.status import remember_opened
from gongkai.requests.domain.queries import light
from gongkai.requests.models import Receipt, Request
from gongkai.requests.process.work import Step


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show the requests that the visitor filed while signed in, latest first."""
    found = Request.objects.filter(case__receipt__person=request.user.pk).select_related("organ")
    rows = [
        (each, Step(each.step), light(each, today()))
        for each in found.order_by("-filed", "-number")
    ]
    return render(request, "portal/mine.html", {"rows": rows})


@require_POST
@login_required
def open_mine(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Open one of them as its secret would."""
    receipt = get_object_or_404(
        Receipt.objects.select_related("case__organ"), case=key, person=request.user
    )
    remember_opened(request, receipt.case)
    return redirect("portal:progress", receipt.case.organ.code)
