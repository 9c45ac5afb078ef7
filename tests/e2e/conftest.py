"""A real office: the demonstration served by its own server, as a new user would start it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.demonstration.office import PASSWORD
from tests.databases import HERE
from tests.serving import find_port, wait_for


class Office:
    """The address of a running office, and how to walk about in it."""

    def __init__(self, address):
        self.address = address
        self.sessions = {}

    def sign_in(self, page, username):
        """Sign in as somebody of the demonstration."""
        page.context.clear_cookies()
        if username in self.sessions:
            page.context.add_cookies(self.sessions[username])
            return
        page.goto(f"{self.address}/account/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button:not(.plain)")
        page.wait_for_url(f"{self.address}/desk/**")
        self.sessions[username] = page.context.cookies()


@pytest.fixture(scope="session")
def office(shelf):
    own = shelf.take(HERE)
    folder = Path(own["GONGKAI_DATA"])
    port = find_port()
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("GONGKAI_") and key != "DJANGO_SETTINGS_MODULE"
    }
    environment["GONGKAI_DATABASE"] = own["GONGKAI_DATABASE"]
    command = [
        sys.executable, "-m", "gongkai", "demo", "--folder", str(folder), "--requests", "60", "--port", str(port),
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server)
            yield Office(address)
        finally:
            server.terminate()
            server.wait(timeout=20)
    assert "Traceback" not in (folder / "log").read_text()
