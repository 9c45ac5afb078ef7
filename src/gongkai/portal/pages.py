"""The first pages: which organ, what is published, where to turn."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from gongkai.core.organs.models import Organ
from gongkai.core.today import today
from gongkai.requests.domain.guide import find_guide
from gongkai.requests.domain.statistics import count_year
from gongkai.requests.forms.fields import CHANNELS
from gongkai.requests.models import Request
from gongkai.statute.clock.events import Channel

MOST = 50


def find_organ(code: str) -> Organ:
    """Return an organ that is open to the public, or say that there is none."""
    return get_object_or_404(Organ, code=code, active=True)


def organs(request: HttpRequest) -> HttpResponse:
    """Show the organs served here; go straight to the only one."""
    found = Organ.objects.filter(active=True)
    if found.count() == 1:
        return redirect("portal:home", found[0].code)
    words = request.GET.get("q", "").strip()[:60]
    for word in words.split():
        found = found.filter(name__icontains=word)
    return render(request, "portal/organs.html", {"organs": found, "words": words})


def home(request: HttpRequest, code: str) -> HttpResponse:
    """Show an organ's first page: search first."""
    organ = find_organ(code)
    published = find_published(organ)
    year = count_year(organ, today().year)
    context = {"organ": organ, "count": published.count(), "latest": published[:8], "year": year}
    return render(request, "portal/home.html", context)


def find_published(organ: Organ):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the answers that the organ turned into proactive disclosure (条例第四十四条)."""
    return Request.objects.filter(organ=organ, converted__isnull=False).order_by("-converted")


def search(request: HttpRequest, code: str) -> HttpResponse:
    """Search what is published; what is not there may be asked for."""
    organ = find_organ(code)
    words = request.GET.get("q", "").strip()[:60]
    published = find_published(organ)
    found = published
    for word in words.split():
        found = found.filter(Q(subject__icontains=word))
    context = {
        "organ": organ, "words": words, "found": found[:MOST] if words else [],
        "number": found.count() if words else 0, "count": published.count(),
    }  # fmt: skip
    return render(request, "portal/search.html", context)


def published(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Show one published answer."""
    from gongkai.core.caselog.log import fold_case

    organ = find_organ(code)
    answer = get_object_or_404(find_published(organ).select_related("case__organ"), number=number)
    state = fold_case(answer.case)
    context = {"organ": organ, "answer": answer, "shown": state.converted.body}
    return render(request, "portal/published.html", context)


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show the guide: what there is, how to get it, whom to turn to (条例第十二条)."""
    organ = find_organ(code)
    number = request.GET.get("version", "")
    shown = find_guide(organ, int(number) if number.isdecimal() and len(number) < 7 else None)
    if shown is None:
        raise Http404
    versions = organ.guide_versions.all()
    context = {"organ": organ, "shown": shown, "versions": versions, "old": shown is not organ,
               "channels": [CHANNELS[Channel(each)] for each in shown.channels]}  # fmt: skip
    return render(request, "portal/guide.html", context)


PATHS = ("published", "request", "consultation", "petition", "complaint")


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Help somebody find out what their matter is, before they fill in a form."""
    matter = request.GET.get("matter", "")
    context = {"organ": find_organ(code), "matter": matter if matter in PATHS else ""}
    return render(request, "portal/choose.html", context)
