"""The commands of whoever runs an office, each in a process of its own on an office of its own."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.databases import HERE, SQLITE

pytestmark = pytest.mark.slow
FIRST = ["init", "--organ", "清河市政务服务局", "--code", "qinghe", "--short-name", "清政服",
         "--username", "admin", "--name", "马云帆"]  # fmt: skip


def runner(environment):
    """Return a function that runs a command in this environment, and in nothing else that is ours."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GONGKAI_", "DJANGO_"))
    }
    ours = {key: environment[key] for key in ("GONGKAI_DATA", "GONGKAI_DATABASE")}

    def run(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "gongkai", *words],
            env={**kept, **ours, "PYTHONUTF8": "1", **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def made(shelf):
    """Return an office as `gongkai init` makes it, and what that said; the tests take copies."""
    environment = shelf.take(HERE, empty=True)
    return environment, runner(environment)(*FIRST)


@pytest.fixture
def environment(shelf, made):
    """Return the environment of an office of one's own."""
    return shelf.take(HERE, like=made[0])


@pytest.fixture
def folder(environment):
    """Return its folder."""
    return Path(environment["GONGKAI_DATA"])


@pytest.fixture
def run(environment):
    """Return a function that runs a command there."""
    return runner(environment)


def test_an_office_that_was_not_made_is_not_served(shelf):
    refused = runner(shelf.take(HERE, empty=True))("serve")
    assert (refused.returncode, "gongkai init" in refused.stderr) == (1, True)


def test_an_office_is_made_once(made, run):
    first = made[1]
    assert first.returncode == 0, first.stderr
    assert re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", first.stdout)
    again = run(*FIRST)
    assert (again.returncode, "没有改动" in again.stdout) == (0, True)


def test_an_office_is_proved_under_new_keys_and_audited(run, folder):
    old = (folder / "keys" / "sealing").read_text()
    new = run("keys", "new").stdout.strip()
    Fernet(new)
    rotated = run("keys", "rotate", GONGKAI_SEALING_KEYS=f"{new},{old}")
    assert rotated.returncode == 0, rotated.stderr

    (folder / "files" / "ab").mkdir(parents=True)
    half = folder / "files" / "ab" / ".half"
    half.touch()
    os.utime(half, (0, 0))
    proved = run("verify", "--files")
    assert (proved.returncode, half.exists()) == (0, False), proved.stdout
    assert run("rebuild").returncode == 0

    assert run("audit", "export").stdout.splitlines()[0].startswith("moment,entry,actor")
    assert run("audit", "export", "--organ", "nowhere").returncode == 1


def test_the_trail_is_exported_by_organ_and_day_and_holds_no_formula(run, environment):
    note = (
        "import django; django.setup()\n"
        "from gongkai.core.audit.trail import note_access\n"
        "from gongkai.core.organs.actor import SYSTEM\n"
        "from gongkai.core.organs.models import Organ\n"
        "note_access(SYSTEM, Organ.objects.get(), what='letter', why='=1+1')\n"
    )
    subprocess.run([sys.executable, "-c", note], env={**os.environ, **environment}, check=True)
    (row,) = csv.DictReader(StringIO(run("audit", "export", "--organ", "qinghe").stdout))
    assert (row["entry"], row["what"], row["organ"]) == ("read", "letter", "qinghe")
    assert not row["why"].startswith("=")
    (line,) = run("audit", "export", "--json").stdout.splitlines()
    assert json.loads(line)["why"] == "=1+1"
    assert run("audit", "export", "--json", "--until", "2020-01-01").stdout == ""
    assert run("audit", "export", "--json", "--since", "2999-01-01").stdout == ""


def test_a_digest_is_shown_without_mail_and_sent_only_with_it(run):
    shown = run("digest", "--organ", "qinghe")
    assert (shown.returncode, shown.stdout.startswith("清河市政务服务局 ")) == (0, True)
    assert run("digest", "--organ", "nowhere").returncode == 1
    refused = run("digest")
    assert (refused.returncode, "GONGKAI_MAIL" in refused.stderr) == (1, True)


@pytest.fixture
def lite(shelf):
    """Return the environment of an office to be on SQLite, whose file the test itself opens."""
    return {**shelf.take(SQLITE, empty=True), "GONGKAI_DEMO": "1"}


def open_database(environment):
    return closing(sqlite3.connect(Path(environment["GONGKAI_DATA"]) / "gongkai.sqlite3"))


def test_heads_kept_elsewhere_show_what_was_rewritten_since(lite, tmp_path):
    run, office = runner(lite), {"GONGKAI_DEMO": "1"}
    heads = tmp_path / "heads.jsonl"
    made = run("demo", "--folder", lite["GONGKAI_DATA"], "--requests", "3", "--prepare-only")
    assert made.returncode == 0, made.stderr
    written = run("verify", "--heads", str(heads), **office)
    assert written.returncode == 0, written.stdout
    *lines, last = map(json.loads, heads.read_text("ascii").splitlines())
    longest = max(lines, key=lambda line: line["events"])
    assert f"SM3 {last['sm3']} {last['moment']}" in written.stdout.splitlines()
    again = run("verify", "--heads", str(heads), **office)
    assert (again.returncode, again.stdout) == (2, "")  # an anchor is not written over

    held = run("verify", "--against", str(heads), **office)
    assert (held.returncode, held.stdout.splitlines()[-1]) == (
        0,
        f"SM3 {last['sm3']} {last['moment']}",
    )
    with open_database(lite) as database:
        database.execute("DROP TRIGGER caselog_event_no_DELETE")
        case = uuid.UUID(longest["case"]).hex
        where = "case_id = ? AND sequence = ?"
        (key,) = database.execute(
            f"SELECT id FROM caselog_event WHERE {where}", (case, longest["events"])
        ).fetchone()
        database.execute("DELETE FROM caselog_sealed WHERE event_id = ?", (key,))
        database.execute("DELETE FROM caselog_event WHERE id = ?", (key,))
        database.commit()
    run("rebuild", **office)
    assert run("verify", **office).returncode == 0  # from inside all is well
    told = run("verify", "--against", str(heads), **office)
    (line,) = [each for each in told.stdout.splitlines() if each.startswith(longest["case"])]
    assert told.returncode == 1
    assert line == (
        f"{longest['case']}：记录被截短：锚文件里有{longest['events']}条 / "
        f"the log was shortened: the anchor has {longest['events']} events"
    )

    heads.write_text(heads.read_text("ascii").replace('"events":', '"events":1'))
    spoilt = run("verify", "--against", str(heads), **office)
    assert (spoilt.returncode, spoilt.stdout) == (2, "")


def test_particulars_are_listed_first_and_erased_only_by_the_head_of_the_office(lite):
    limit, code = "2026-11-26", "qinghe-service"
    run, office = runner(lite), {"GONGKAI_DEMO": "1", "GONGKAI_TODAY": limit}
    words = ("--requests", "40", "--prepare-only")
    made = run("demo", "--folder", lite["GONGKAI_DATA"], *words, **office)
    assert made.returncode == 0, made.stderr

    def erase(*words, **more):
        return run("erase", "--organ", code, *words, **office, **more)

    def count():
        with open_database(lite) as database:
            query = "SELECT count(*) FROM caselog_sealed WHERE token IS NULL"
            return database.execute(query).fetchone()[0]

    assert (erase().returncode, erase(GONGKAI_RETENTION_YEARS="0x").returncode) == (1, 1)
    listed = erase("--before", limit)
    assert (listed.returncode, count()) == (0, 0)
    *rows, total, nothing = listed.stdout.splitlines()
    assert total == (
        f"{limit} 以前归档、可以删除的：{len(rows)} 件 / "
        f"archived before {limit}, to be erased: {len(rows)} requests"
    )
    assert (len(rows) > 0, nothing.startswith("没有删除")) == (True, True)
    assert erase(GONGKAI_RETENTION_YEARS="30").stdout.splitlines()[-1].endswith(": 0 requests")

    for by in ((), ("--by", "nobody"), ("--by", "registrar")):
        assert (erase("--before", limit, "--yes", *by).returncode, count()) == (1, 0)
    done = erase("--before", limit, "--yes", "--by", "head", "--why", "满十年")
    assert done.stdout.splitlines()[-1] == f"已删除 {len(rows)} 件 / {len(rows)} requests erased"
    assert count() >= len(rows)
    assert run("verify", "--files", **office).returncode == 0
    trail = map(json.loads, run("audit", "export", "--json", **office).stdout.splitlines())
    noted = [
        json.loads(each["why"])["why"] for each in trail if each["what"] == "particulars-erased"
    ]
    assert noted == ["满十年"] * len(rows)
    assert erase("--before", limit).stdout.splitlines()[-1].endswith(": 0 requests")
    assert run("erase", "--organ", "nowhere", "--before", limit, **office).returncode == 1
