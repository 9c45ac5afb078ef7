"""The wheel: every file that git lists below src/gongkai is in it, and an office opens from it."""

from __future__ import annotations

import os
import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.house.tree import ROOT, below

pytest.importorskip("hatchling", reason="the wheel is built by hatchling (dependency group build)")
pytestmark = pytest.mark.slow

# Pages with their templates, style sheets, the law: all that is no module.
LOOK = """
import django
django.setup()
from django.test import Client
import gongkai
print(gongkai.__file__)
client = Client(SERVER_NAME="localhost")
for address in ("/", "/o/qinghe-service/", "/deadline/", "/check/", "/account/login/",
                "/static/look/look.css", "/static/letters/letter.css"):
    print(client.get(address, follow=True).status_code, address)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return a wheel built from the tree, without a network and without a trace in the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def run(wheel, tmp_path):
    """Return a function that runs Python on the unpacked wheel, in an empty folder."""
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GONGKAI_", "DJANGO_", "PYTEST_"))
    }
    environment = {
        **kept, "PYTHONPATH": str(site), "PYTHONUTF8": "1", "GONGKAI_DEMO": "1",
        "GONGKAI_DATA": str(empty / "gongkai-demo"), "DJANGO_SETTINGS_MODULE": "gongkai.settings",
    }  # fmt: skip

    def run(*words):
        return subprocess.run(
            [sys.executable, *words], cwd=empty, env=environment, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip

    return run


def test_the_wheel_holds_every_file_that_git_lists(wheel):
    with ZipFile(wheel) as archive:
        held = set(archive.namelist())
    listed = {path.relative_to("src").as_posix() for path in below("src/gongkai")}
    assert (sorted(listed - held), "gongkai/py.typed" in held) == ([], True)


def test_an_office_opens_from_the_wheel_in_an_empty_folder(run, tmp_path):
    made = run("-m", "gongkai", "demo", "--prepare-only", "--requests", "5")
    assert made.returncode == 0, made.stderr
    assert [path.name for path in (tmp_path / "empty").iterdir()] == ["gongkai-demo"]
    looked = run("-c", LOOK)
    assert looked.stdout.splitlines() == [
        str(tmp_path / "site" / "gongkai" / "__init__.py"),
        "200 /",
        "200 /o/qinghe-service/",
        "200 /deadline/",
        "200 /check/",
        "200 /account/login/",
        "200 /static/look/look.css",
        "200 /static/letters/letter.css",
    ], looked.stderr


def test_a_report_is_checked_from_the_wheel_with_its_page(run, tmp_path):
    report = ROOT / "examples" / "lanting_2024.html"
    checked = run("-m", "gongkai", "check", report, "--html", "page.html")
    assert checked.returncode == 1, checked.stderr
    assert (tmp_path / "empty" / "page.html").stat().st_size > 10_000
