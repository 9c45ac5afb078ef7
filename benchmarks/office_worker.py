"""One database measured; started by bench_office on a database of its own."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
os.environ["GONGKAI_HOSTS"] = "127.0.0.1,testserver"

import django

django.setup()

from django.contrib.auth.hashers import make_password
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.core.caselog.models import Case, Event
from gongkai.core.organs.actor import find_actor
from gongkai.core.organs.models import Organ, Person
from gongkai.core.today import today
from gongkai.demonstration.office import MAIN, fill_office, open_office
from gongkai.requests.domain.handling import act
from gongkai.requests.models import Request

EVENTS, REPEATS, CITIZENS = 300, 15, 200
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def rate(do) -> float:
    """Return how many times a second something is done, EVENTS times over."""
    begun = time.perf_counter()
    for number in range(EVENTS):
        do(number)
    return EVENTS / (time.perf_counter() - begun)


def measure_events() -> tuple[float, float]:
    """Return events a second through the verb, and as bare rows."""
    organ = Organ.objects.get(code=MAIN)
    actor = find_actor(Person.objects.get(username="handler"))
    open_cases = list(Request.objects.filter(organ=organ).values_list("case_id", "seen")[:EVENTS])

    def verb(number: int) -> None:
        case, seen = open_cases[number % len(open_cases)]
        act(case, "noted", actor=actor, seen=seen + number // len(open_cases), body={"text": "x"})

    def bare(number: int) -> None:
        Event.objects.create(
            case=bare_case, sequence=number + 1, kind="noted", day=today(), recorded=moment,
            actor="x", actor_name="x", body={"text": "x"}, previous="0" * 64, hash=f"{number:064d}",
        )  # fmt: skip

    through = rate(verb)
    bare_case = Case.objects.create(kind="bare", organ=organ)
    moment = Event.objects.first().recorded
    return through, rate(bare)


def clock(get) -> float:
    """Return the median milliseconds of a page."""
    get()
    spans = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        get()
        spans.append((time.perf_counter() - begun) * 1000)
    return median(spans)


PAGE = """<table>{% for r in page %}<tr><td>{{ r.number }}</td><td>{{ r.subject }}</td><td>{{ r.due }}</td>
<td>{{ r.received }}</td><td>{{ r.handler }}</td></tr>{% endfor %}</table>"""


def measure_pages() -> tuple[float, float, float, int, int]:
    """Return milliseconds of the list, of a bare page of as many rows, of a case; and their queries."""
    client = Client()
    client.force_login(Person.objects.get(username="registrar"), BACKEND)
    organ = Organ.objects.get(code=MAIN)
    case = Request.objects.filter(organ=organ).order_by("-filed")[0].case_id
    address = reverse("desk:case", args=[case])
    template = engines["django"].from_string(PAGE)
    factory = RequestFactory()

    def bare() -> HttpResponse:
        rows = (
            Request.objects.filter(organ=organ).select_related("handler").order_by("due", "number")
        )
        page = Paginator(rows, 50).get_page(1)
        return HttpResponse(template.render({"page": page}, factory.get("/")))

    listed, plain = clock(lambda: client.get("/desk/?view=all")), clock(bare)
    shown = clock(lambda: client.get(address))
    with CaptureQueriesContext(connection) as of_list:
        client.get("/desk/?view=all")
    with CaptureQueriesContext(connection) as of_case:
        client.get(address)
    return listed, plain, shown, len(of_list), len(of_case)


def file_once(address: str, number: int) -> bool:
    """File one request over HTTP as a citizen does; say whether a receipt came."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    ask = f"{address}/o/{MAIN}/ask/"
    page = opener.open(ask, timeout=120).read().decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {
        "csrfmiddlewaretoken": token, "kind": "natural_person", "name": f"虚构{number}", "id_kind": "passport",
        "id_number": f"X{number:07d}", "phone": "10000000000", "description": f"第{number}份", "form": "electronic",
        "delivery": "online", "confirm": "1", "key": f"bench-{number}",
    }  # fmt: skip
    return "查询码" in opener.open(ask, urlencode(form).encode(), timeout=120).read().decode()


def measure_crowd() -> tuple[int, int, int]:
    """Return how many of CITIZENS got a receipt while staff worked, errors, and receipts without a case."""
    import socket
    import subprocess

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    connection.close()
    code = f"from gongkai.cli.serve import run_server; run_server('127.0.0.1', {port})"
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "GONGKAI_FILINGS_AN_HOUR": "100000"},
        stdout=subprocess.DEVNULL,
    )
    address, stop, told = f"http://127.0.0.1:{port}", threading.Event(), {"staff": 0}
    try:
        for _ in range(100):
            try:
                build_opener().open(address, timeout=5)
                break
            except OSError:
                time.sleep(0.2)

        def work() -> None:
            client = Client()
            client.force_login(Person.objects.get(username="registrar"), BACKEND)
            while not stop.is_set():
                told["staff"] += client.get("/desk/?view=mine").status_code != 200
            connection.close()

        staff = threading.Thread(target=work)
        before = Case.objects.count()
        staff.start()
        with ThreadPoolExecutor(CITIZENS) as pool:
            outcomes = list(pool.map(lambda n: _try(address, n), range(CITIZENS)))
        stop.set()
        staff.join()
        filed = sum(outcomes)
        lost = filed - (Case.objects.count() - before)
        return filed, CITIZENS - filed + told["staff"], max(lost, 0)
    finally:
        server.terminate()
        server.wait()


def _try(address: str, number: int) -> bool:
    try:
        return file_once(address, number)
    except OSError:
        return False


def main() -> None:
    """Fill the office and print one row."""
    name, count = sys.argv[1], int(sys.argv[2])
    open_office()
    Person.objects.update(password=make_password(None))
    for _ in fill_office(count, today=today()):
        pass
    through, bare = measure_events()
    listed, plain, shown, of_list, of_case = measure_pages()
    filed, errors, lost = measure_crowd()
    print(
        f"| {name} | {count:,} | {through:.0f} | {bare:.0f} | {through / bare:.2f} | {listed:.1f} | {plain:.1f} "
        f"| {listed / plain:.1f} | {shown:.1f} | {of_list} / {of_case} | {filed} of {CITIZENS} | {errors} | {lost} |"
    )


if __name__ == "__main__":
    main()
