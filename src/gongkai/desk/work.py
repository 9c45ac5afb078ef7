"""The work list: what is due, whose turn it is; found, sorted, assigned, exported."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.core.audit.trail import note_access
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk, explain
from gongkai.desk.filters import RequestFilter
from gongkai.desk.tables import send_table
from gongkai.look.words import say, speak
from gongkai.requests.domain.bulk import Outcome, archive_many, assign_many
from gongkai.requests.domain.calendar_feed import find_feed, open_feed, renew_feed, write_calendar
from gongkai.requests.domain.queries import (
    View,
    choose_view,
    count_views,
    find_requests,
    finds_applicant,
    light,
    order_list,
    search,
    search_words,
)
from gongkai.requests.domain.statistics import FIGURES, choose_figure
from gongkai.requests.forms.acts import find_handlers
from gongkai.requests.forms.fields import CHANNELS
from gongkai.requests.models import ApplicantClass, Request
from gongkai.requests.process.work import Step
from gongkai.requests.rules import demand
from gongkai.statute.clock.events import Channel
from gongkai.statute.outcomes import load_outcomes

VIEWS = {
    View.MINE: say("轮到我", "My turn"),
    View.OVERDUE: say("已逾期", "Overdue"),
    View.TODAY: say("今日到期", "Due today"),
    View.SOON: say("三日内到期", "Due in three days"),
    View.WAITING: say("等待他方", "Waiting for others"),
    View.PROVISIONAL: say("暂定日期", "Provisional"),
    View.LEGAL: say("待法制审核", "Legal review"),
    View.SECRECY: say("待保密审查", "Secrecy review"),
    View.SIGN: say("待签发", "To be signed"),
    View.ARCHIVE: say("待归档", "To be archived"),
    View.OPEN: say("全部在办", "All open"),
    View.ALL: say("全部", "All"),
}
COLUMNS = {
    "lamp": say("状态", "State"),
    "number": say("编号", "Number"),
    "subject": say("事项", "Subject"),
    "due": say("答复期限", "Due"),
    "step": say("环节", "Step"),
    "received": say("收到之日", "Received"),
    "channel": say("渠道", "Channel"),
    "applicant_class": say("申请人类别", "Applicant"),
    "handler": say("承办人", "Handler"),
    "division": say("科室", "Division"),
    "outcome": say("办理结果", "Outcome"),
    "closed": say("办结之日", "Closed"),
}
SHOWN = ("lamp", "number", "subject", "due", "step", "received", "handler")
SORTABLE = {"number", "due", "received", "step", "handler", "closed", "channel"}
REMEMBERED = "columns"
COOKIE_AGE = 365 * 24 * 3600
KEPT = ("view", "sort", "figure", "period")  # what a search or a filter does not undo
PER_PAGE = 50
YEAR, MONTH = re.compile(r"[12][0-9]{3}"), re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


@desk
def work(visit: Visit) -> HttpResponse:
    """Show a work list of the organ; lead on those who come in and whose work is elsewhere."""
    elsewhere = visit.find_first()
    if not visit.http.GET and not visit.may("list") and elsewhere:
        return redirect(elsewhere)
    demand(visit.actor, "list", visit.organ)
    query = visit.http.GET
    view, found, narrowed = _find(visit)
    counts = count_views(actor=visit.actor, organ=visit.organ, today=today())
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    columns = _columns(visit)
    person = visit.actor.person
    return visit.render(
        "work",
        tabs=[(key.value, words, counts[key], key is view) for key, words in VIEWS.items()],
        page=page,
        rows=[(request, [_cell(request, name) for name in columns]) for request in page],
        columns=[(name, COLUMNS[name], _find_order(query, name)) for name in columns],
        all_columns=[(name, words, name in columns) for name, words in COLUMNS.items()],
        words=_words(query),
        view=view.value,
        filter=narrowed,
        kept=[(name, query[name]) for name in KEPT if query.get(name)],
        back=query.urlencode(),
        archiving=counts[View.ARCHIVE] if view is View.MINE and visit.may("archive") else 0,
        may_assign=visit.may("assign") and view is not View.ARCHIVE,
        may_archive=visit.may("archive"),
        ticked=query.get("tick") == "page",
        may_export=visit.may("export"),
        handlers=find_handlers(visit.organ),
        feed=find_feed(person, visit.organ) if person is not None else "",
    )


def _find_order(query: QueryDict, name: str) -> str:
    """Return how the list is sorted by a column, as assistive technology is told; nothing where it cannot be."""
    if name not in SORTABLE:
        return ""
    sort = query.get("sort", "")
    return {name: "ascending", f"-{name}": "descending"}.get(sort, "none")


def _find(visit: Visit) -> tuple[View, QuerySet[Request], RequestFilter]:
    """Return the list asked for, its requests sorted, and the filter that holds them."""
    query = visit.http.GET
    wanted = query.get("view", "")
    view = View(wanted) if wanted in set(View) else View.MINE
    found = find_requests(visit.organ).filter(
        choose_view(view, actor=visit.actor, organ=visit.organ, today=today())
    )
    if words := _words(query):
        found = _search(visit, words)
        view = View.ALL
    if (figure := query.get("figure", "")) in FIGURES:
        found, view = (
            find_requests(visit.organ).filter(choose_figure(figure, *_period(query))),
            View.ALL,
        )
    narrowed = RequestFilter(query, found, organ=visit.organ)
    sort = query.get("sort", "")
    if sort.removeprefix("-") in SORTABLE:
        return view, narrowed.qs.order_by(sort, "number"), narrowed
    return view, order_list(view, narrowed.qs), narrowed


def _words(query: QueryDict) -> str:
    return query.get("q", "").replace("\0", "").strip()[:100]


def _period(query: QueryDict) -> tuple[int, int | None]:
    """Return the year and the month of a figure: this year where none is written."""
    if month := MONTH.fullmatch(query.get("period", "")):
        return int(month[1]), int(month[2])
    year = query.get("period", "")
    return (int(year), None) if YEAR.fullmatch(year) else (today().year, None)


def _search(visit: Visit, words: str) -> QuerySet[Request]:
    """Search by words, and by the applicant for those who may read who asks: that read is noted."""
    requests = find_requests(visit.organ)
    if visit.may("read_particulars") and finds_applicant(requests, words):
        note_access(
            visit.actor, visit.organ, what="applicant", why=str(say("按申请人查找", "search"))
        )
        return search(requests, words)
    return search_words(requests, words)


def _columns(visit: Visit) -> list[str]:
    chosen = visit.http.COOKIES.get(REMEMBERED, "").split(".")
    return [name for name in COLUMNS if name in chosen] or list(SHOWN)


def _cell(request: Request, name: str) -> dict[str, Any]:
    """Return what a column shows of a request."""
    if name == "lamp":
        lamp = light(request, today())
        return {"name": name, "lamp": lamp, "text": speak(lamp), "provisional": request.provisional}
    return {"name": name, "text": tell_column(request, name)}


def tell_column(request: Request, name: str) -> str:
    """Return a column of a request in words."""
    value = getattr(request, name, None)
    match name:
        case "lamp":
            return speak(light(request, today()))
        case "step":
            return speak(Step(request.step))
        case "channel":
            return str(CHANNELS[Channel(request.channel)])
        case "applicant_class":
            return str(ApplicantClass(request.applicant_class).label)
        case "outcome":
            leaf = load_outcomes().get(request.outcome)
            return "" if leaf is None else str(say(leaf.label, leaf.label_en))
        case _:
            return "" if value is None else str(value)


@require_POST
@desk
def choose_columns(visit: Visit) -> HttpResponse:
    """Remember which columns the lists show, for a year, as the size of type is remembered."""
    response = _go_back(visit)
    chosen = [name for name in COLUMNS if name in visit.http.POST.getlist("column")]
    response.set_cookie(
        REMEMBERED, ".".join(chosen), max_age=COOKIE_AGE, samesite="Lax", httponly=True,
        secure=visit.http.is_secure(),
    )  # fmt: skip
    return response


def _go_back(visit: Visit) -> HttpResponse:
    """Return to the very list from which a form was sent."""
    kept = QueryDict(visit.http.POST.get("back", ""), mutable=True)
    kept.pop("tick", None)
    return redirect(f"{reverse('desk:work')}?{kept.urlencode()}" if kept else "desk:work")


@require_POST
@desk
def assign_bulk(visit: Visit) -> HttpResponse:
    """Give several requests to one handler; say which were refused, and why."""
    demand(visit.actor, "assign", visit.organ)
    handler = find_handlers(visit.organ).filter(pk=_number(visit.http.POST.get("handler"))).first()
    chosen = _find_ticked(visit)
    if handler is None or not chosen:
        messages.warning(
            visit.http, say("请勾选申请并选择承办人", "Tick requests and choose a handler")
        )
        return _go_back(visit)
    result = assign_many(_see(chosen), handler=handler, actor=visit.actor)
    number = len(result.done)
    done = say(f"已分办 {number} 件给{handler}", f"{number} assigned to {handler}")
    _tell_outcome(visit, result, chosen, done)
    return _go_back(visit)


@require_POST
@desk
def archive_bulk(visit: Visit) -> HttpResponse:
    """Archive several closed requests; say which were refused, and why."""
    demand(visit.actor, "archive", visit.organ)
    chosen = _find_ticked(visit)
    if not chosen:
        messages.warning(visit.http, say("请先勾选要归档的申请", "Tick what is to be archived"))
        return _go_back(visit)
    result = archive_many(_see(chosen), actor=visit.actor)
    number = len(result.done)
    _tell_outcome(visit, result, chosen, say(f"已归档 {number} 件", f"{number} archived"))
    return _go_back(visit)


def _find_ticked(visit: Visit) -> dict[uuid.UUID, Request]:
    keys = _keys(visit.http.POST.getlist("case"))
    found = Request.objects.filter(organ=visit.organ, case_id__in=keys).order_by("number")
    return {request.case_id: request for request in found}


def _see(chosen: dict[uuid.UUID, Request]) -> list[tuple[uuid.UUID, int]]:
    return [(key, request.seen) for key, request in chosen.items()]


def _tell_outcome(
    visit: Visit, result: Outcome, chosen: dict[uuid.UUID, Request], done: str
) -> None:
    """Say how many were done, and of the others by number what refused them."""
    if result.done:
        messages.success(visit.http, done)
    numbers: dict[str, list[str]] = {}
    for key, refusal in result.refused.items():
        numbers.setdefault(explain(refusal), []).append(chosen[key].number)
    for why, those in numbers.items():
        listed = "、".join(those)
        told = say(
            f"{len(those)} 件没有办理（{listed}）：{why}",
            f"{len(those)} not done ({listed}): {why}",
        )
        messages.error(visit.http, told)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0


def _keys(texts: list[str]) -> list[uuid.UUID]:
    keys = []
    for text in texts[:500]:
        try:
            keys.append(uuid.UUID(text))
        except ValueError:
            continue
    return keys


@desk
def export(visit: Visit, kind: str) -> HttpResponse:
    """Return the list as CSV or XLSX; nothing personal is in it."""
    demand(visit.actor, "export", visit.organ)
    _, found, _ = _find(visit)
    rows = ([tell_column(request, name) for name in COLUMNS] for request in found.iterator(500))
    ending = "csv" if kind == "csv" else "xlsx"
    return send_table(
        f"requests-{visit.organ.code}-{today()}.{ending}", list(COLUMNS.values()), rows
    )


@require_POST
@desk
def renew_calendar(visit: Visit) -> HttpResponse:
    """Give the visitor's calendar another address."""
    demand(visit.actor, "list", visit.organ)
    if visit.actor.person is not None:
        renew_feed(visit.actor.person, visit.organ)
        told = say("日历地址已更换，原地址作废", "The address is new; the old one is void")
        messages.success(visit.http, told)
    return redirect("desk:work")


def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """Return the due days of an organ's open requests, for whoever holds the token."""
    organ = open_feed(token)
    if organ is None:
        return HttpResponseNotFound()
    found = find_requests(organ).filter(closed__isnull=True, due__isnull=False).order_by("due")
    text = write_calendar(found[:1000], timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
