from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.db import connection

from gongkai.core.caselog.models import Case
from gongkai.core.files.kinds import NotAccepted
from gongkai.core.files.models import StoredFile
from gongkai.core.files.proof import sweep_files, verify_files
from gongkai.core.files.storage import read_file, reseal_files, send_file, store_file
from gongkai.core.sealing import SealBroken
from tests.databases import BOTH

DATA = b"%PDF-1.7\n" + "王小明".encode() + b"\n%%EOF"


def found(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_sealed_on_the_disk_and_whole_again(case, folder):
    stored = store_file(case, DATA, "../申请.pdf")
    assert (stored.name, stored.media, stored.size) == ("申请.pdf", "application/pdf", len(DATA))
    (path,) = found(folder)
    assert path.name == stored.sha256
    assert "王小明".encode() not in path.read_bytes()
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)
    assert read_file(stored) == DATA


def test_what_a_file_is_called_is_sealed_and_rotates_with_the_keys(case, settings):
    store_file(case, DATA, "王小明身份证.pdf")

    def read_raw():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM files_storedfile")
            return cursor.fetchone()[0]

    before, old = read_raw(), settings.SEALING_KEYS
    assert "王小明" not in before
    new = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [new, *old]
    reseal_files()
    settings.SEALING_KEYS = [new]
    assert (StoredFile.objects.get().name, read_raw() == before) == ("王小明身份证.pdf", False)
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    assert StoredFile.objects.get().name == "？"  # its key is gone; the page still opens


def test_the_same_content_is_one_file_of_a_case_and_a_row_in_each(case, organ, folder):
    other = Case.objects.create(kind="note", organ=organ)
    first = store_file(case, DATA, "a.pdf")
    assert store_file(case, DATA, "b.pdf") == first
    assert store_file(other, DATA, "c.pdf") != first
    assert len(found(folder)) == 1


def test_too_much_is_refused_and_nothing_is_left(case, folder, settings):
    settings.MAX_FILE_BYTES = 2**20
    with pytest.raises(NotAccepted, match="1 MiB"):
        store_file(case, b"%PDF-" + b"0" * 2**20, "a.pdf")
    assert (StoredFile.objects.count(), found(folder)) == (0, [])


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("false", "没有通过"),
        ("no-such-scanner", "没有完成"),
        ("sleep 9", "没有完成"),
    ],
)
def test_what_the_scanner_does_not_pass_is_not_stored(
    case, folder, settings, monkeypatch, command, words
):
    monkeypatch.setattr("gongkai.core.files.storage.SCAN_SECONDS", 0.2)
    settings.FILE_SCANNER = command
    with pytest.raises(NotAccepted) as refused:
        store_file(case, DATA, "a.pdf")
    assert words in refused.value.chinese
    assert (StoredFile.objects.count(), found(folder)) == (0, [])


def test_the_scanner_is_given_the_content(case, settings, tmp_path):
    settings.FILE_SCANNER = f"{shlex.quote(sys.executable)} -c \"import sys; sys.exit('王小明' not in sys.stdin.read())\""
    assert store_file(case, DATA, "a.pdf").pk


def test_a_file_that_was_altered_or_exchanged_is_not_given_out(case, folder):
    stored = store_file(case, DATA, "a.pdf")
    other = store_file(case, DATA + b"\n", "b.pdf")
    one, two = folder / stored.sha256[:2] / stored.sha256, folder / other.sha256[:2] / other.sha256
    two.write_bytes(one.read_bytes())
    with pytest.raises(SealBroken):
        send_file(other)
    one.write_bytes(one.read_bytes()[:-9])
    with pytest.raises(SealBroken):
        send_file(stored)
    flaws = [each for each in verify_files() if not isinstance(each, int)]
    assert [flaw[0] for flaw in flaws] == [case.pk, case.pk]


def test_a_file_is_saved_and_never_shown(case):
    answer = send_file(store_file(case, DATA, '申请"\r\n.pdf'))
    assert answer.content == DATA
    assert {
        name: answer.headers[name]
        for name in ("X-Content-Type-Options", "Cache-Control", "Content-Security-Policy")
    } == {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_files_follow_the_keys(case, settings):
    stored = store_file(case, DATA, "a.pdf")
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    assert reseal_files() == 1
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    assert read_file(stored) == DATA


def test_the_proof_names_a_file_that_is_missing(case, folder):
    stored = store_file(case, DATA, "a.pdf")
    assert list(verify_files()) == [stored.pk]
    found(folder)[0].unlink()
    assert [each[0] for each in verify_files()] == [case.pk]


def test_what_no_row_stands_for_is_swept_when_it_is_old(case, folder):
    stored = store_file(case, DATA, "a.pdf")
    near = folder / stored.sha256[:2]
    for name in (".tmpabc", "0" * 64):
        (near / name).write_bytes(b"half")
    (near / "not ours").write_bytes(b"x")
    assert sweep_files() == 0
    long_ago = time.time() - 4000
    for path in found(folder):
        os.utime(path, (long_ago, long_ago))
    assert sweep_files() == 2
    assert sorted(path.name for path in found(folder)) == sorted([stored.sha256, "not ours"])


STORING = """
import django, itertools, sys
django.setup()
from gongkai.core.caselog.models import Case
from gongkai.core.files.storage import store_file
from gongkai.core.organs.models import Organ
from gongkai.core.organs.tree import place_organ
organ = Organ.objects.first() or place_organ(
    Organ(code="qinghe", name="清河市", short_name="清", kind="government"), None)
case = Case.objects.create(kind="note", organ=organ)
for number in itertools.count():
    store_file(case, b"%PDF-" + str(number).encode() * 200_000, f"{number}.pdf")
    print(number, flush=True)
"""
PROVING = """
import django
django.setup()
from gongkai.core.files.models import StoredFile
from gongkai.core.files.proof import verify_files
print(StoredFile.objects.count(), sum(not isinstance(each, int) for each in verify_files()))
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH)
def test_a_process_killed_while_storing_leaves_no_half_file_in_sight(kind, shelf):
    environment = shelf.take(kind)
    variables = {
        **os.environ,
        **environment,
        "GONGKAI_SEALING_KEYS": Fernet.generate_key().decode(),
    }
    for number in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", STORING], env=variables, stdout=subprocess.PIPE
        )
        for _ in range(3):
            process.stdout.readline()
        time.sleep(0.003 * number)  # each is killed at another point of the storing
        process.send_signal(signal.SIGKILL)
        process.communicate()
    proof = subprocess.run(
        [sys.executable, "-c", PROVING],
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rows, flaws = map(int, proof.stdout.split())
    assert rows >= 12
    assert flaws == 0
    assert len(list(Path(environment["GONGKAI_DATA"]).glob("files/??/*"))) >= rows // 4
