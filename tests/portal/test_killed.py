"""The office killed while citizens file: every receipt that was given stands for a stored request, and nothing is half."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.databases import BOTH
from tests.serving import find_port, wait_for

pytestmark = pytest.mark.slow
ASK = "/o/qinghe-service/ask/"
RECEIPTS = 12  # given before the kill
LIST = (
    "import django; django.setup();"
    "from gongkai.requests.models import Request; print(*Request.objects.values_list('number', flat=True))"
)


def file_until_killed(address, who, receipts, stop):
    """File requests one after the other, noting each number that a receipt names."""
    count = 0
    while not stop.is_set():
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        try:
            page = opener.open(address + ASK, timeout=20).read().decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
            form = {
                "csrfmiddlewaretoken": token, "kind": "natural_person", "name": f"虚构{who}", "id_kind": "passport",
                "id_number": f"X{who}{count:06d}", "phone": "10000000000", "description": "一份合同",
                "form": "electronic", "delivery": "online", "confirm": "1", "key": f"{who}-{count}",
            }  # fmt: skip
            page = opener.open(address + ASK, urlencode(form).encode(), timeout=20).read().decode()
        except (OSError, URLError):
            return
        if found := re.search(r"<dd>(\d{4}-\d{4})</dd>", page):
            receipts.append(found[1])
        count += 1


@pytest.mark.parametrize("kind", BOTH)
def test_no_receipt_was_given_for_what_was_not_stored(kind, shelf, tmp_path):
    environment = {
        **os.environ,
        **shelf.take(kind),
        "GONGKAI_DEMO": "1",
        "GONGKAI_FILINGS_AN_HOUR": "100000",
    }
    run = [sys.executable, "-m", "gongkai"]
    subprocess.run([*run, "demo", "--folder", environment["GONGKAI_DATA"], "--requests", "5", "--prepare-only"],
                   env=environment, check=True, capture_output=True)  # fmt: skip
    port = find_port()
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen([*run, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log,
                                  start_new_session=True)  # fmt: skip
    address, receipts, stop = f"http://127.0.0.1:{port}", [], threading.Event()
    try:
        wait_for(address, server)
        citizens = [
            threading.Thread(target=file_until_killed, args=(address, who, receipts, stop))
            for who in range(4)
        ]
        for citizen in citizens:
            citizen.start()
        end = time.monotonic() + 60
        while len(receipts) < RECEIPTS and time.monotonic() < end:
            time.sleep(0.01)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=20)
        stop.set()
    for citizen in citizens:
        citizen.join(timeout=60)
    listed = subprocess.run(
        [sys.executable, "-c", LIST], env=environment, check=True, capture_output=True, text=True
    )
    assert len(receipts) >= RECEIPTS
    assert set(receipts) - set(listed.stdout.split()) == set()
    verified = subprocess.run(
        [*run, "verify", "--files"], env=environment, capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
