"""The commands of whoever runs an office, each in a process of its own on a new folder."""

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

import pytest
from cryptography.fernet import Fernet

pytestmark = pytest.mark.slow
FIRST = ["init", "--organ", "清河市政务服务局", "--code", "qinghe", "--short-name", "清政服",
         "--username", "admin", "--name", "马云帆"]  # fmt: skip


@pytest.fixture
def run(tmp_path):
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GONGKAI_", "DJANGO_"))
    }

    def run(*words, **variables):
        return subprocess.run(
            [sys.executable, "-m", "gongkai", *words],
            env={**kept, "GONGKAI_DATA": str(tmp_path), "PYTHONUTF8": "1", **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_an_office_is_made_once_and_proved_and_audited(run, tmp_path):
    refused = run("serve")
    assert (refused.returncode, "gongkai init" in refused.stderr) == (1, True)

    made = run(*FIRST)
    assert made.returncode == 0, made.stderr
    assert re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", made.stdout)
    again = run(*FIRST)
    assert (again.returncode, "没有改动" in again.stdout) == (0, True)

    old = (tmp_path / "keys" / "sealing").read_text()
    new = run("keys", "new").stdout.strip()
    Fernet(new)
    rotated = run("keys", "rotate", GONGKAI_SEALING_KEYS=f"{new},{old}")
    assert rotated.returncode == 0, rotated.stderr

    (tmp_path / "files" / "ab").mkdir(parents=True)
    half = tmp_path / "files" / "ab" / ".half"
    half.touch()
    os.utime(half, (0, 0))
    proved = run("verify", "--files")
    assert (proved.returncode, half.exists()) == (0, False), proved.stdout
    assert run("rebuild").returncode == 0

    assert run("audit", "export").stdout.splitlines()[0].startswith("moment,entry,actor")
    assert run("audit", "export", "--organ", "nowhere").returncode == 1


def test_the_trail_is_exported_by_organ_and_day_and_holds_no_formula(run, tmp_path):
    assert run(*FIRST).returncode == 0
    note = (
        "import django; django.setup()\n"
        "from gongkai.core.audit.trail import note_access\n"
        "from gongkai.core.organs.actor import SYSTEM\n"
        "from gongkai.core.organs.models import Organ\n"
        "note_access(SYSTEM, Organ.objects.get(), what='letter', why='=1+1')\n"
    )
    environment = {
        **os.environ,
        "GONGKAI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongkai.settings",
    }
    subprocess.run([sys.executable, "-c", note], env=environment, check=True)
    (row,) = csv.DictReader(StringIO(run("audit", "export", "--organ", "qinghe").stdout))
    assert (row["entry"], row["what"], row["organ"]) == ("read", "letter", "qinghe")
    assert not row["why"].startswith("=")
    (line,) = run("audit", "export", "--json").stdout.splitlines()
    assert json.loads(line)["why"] == "=1+1"
    assert run("audit", "export", "--json", "--until", "2020-01-01").stdout == ""
    assert run("audit", "export", "--json", "--since", "2999-01-01").stdout == ""


def test_a_digest_is_shown_without_mail_and_sent_only_with_it(run):
    run(*FIRST)
    shown = run("digest", "--organ", "qinghe")
    assert (shown.returncode, shown.stdout.startswith("清河市政务服务局 ")) == (0, True)
    assert run("digest", "--organ", "nowhere").returncode == 1
    refused = run("digest")
    assert (refused.returncode, "GONGKAI_MAIL" in refused.stderr) == (1, True)


def test_heads_kept_elsewhere_show_what_was_rewritten_since(run, tmp_path):
    office = {"GONGKAI_DATA": str(tmp_path / "office"), "GONGKAI_DEMO": "1"}
    heads = tmp_path / "heads.jsonl"
    made = run("demo", "--folder", office["GONGKAI_DATA"], "--requests", "3", "--prepare-only")
    assert made.returncode == 0, made.stderr
    written = run("verify", "--heads", str(heads), **office)
    assert written.returncode == 0, written.stdout
    *lines, last = map(json.loads, heads.read_text("ascii").splitlines())
    longest = max(lines, key=lambda line: line["events"])
    assert f"SM3 {last['sm3']} {last['moment']}" in written.stdout.splitlines()
    again = run("verify", "--heads", str(heads), **office)
    assert (again.returncode, again.stdout) == (2, "")  # an anchor is not written over

    assert run("verify", "--against", str(heads), **office).returncode == 0
    with closing(sqlite3.connect(tmp_path / "office" / "gongkai.sqlite3")) as database:
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
