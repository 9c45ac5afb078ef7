"""Erased files: their rows say so, their contents are gone, and both proofs know the difference."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.http import Http404

from gongkai.core.files.erasure import erase_files
from gongkai.core.files.models import StoredFile
from gongkai.core.files.proof import sweep_files, verify_files
from gongkai.core.files.storage import read_file, reseal_files, send_file, store_file
from tests.databases import BOTH

DATA = b"%PDF-1.7\n" + "王小明".encode() + b"\n%%EOF"


@pytest.fixture
def erased(case, django_capture_on_commit_callbacks):
    """Return a file that was erased."""
    stored = store_file(case, DATA, "王小明.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_files(case, given={stored.sha256}, by=None, why="届满") == 1
    stored.refresh_from_db()
    return stored


def find_path(folder, stored):
    return folder / stored.sha256[:2] / stored.sha256


def find_flaws():
    return [each for each in verify_files() if not isinstance(each, int)]


def test_an_erased_file_is_accepted_and_is_no_file_any_more(erased, folder):
    assert (find_path(folder, erased).exists(), find_flaws()) == (False, [])
    assert (erased.name, erased.size, erased.erased_why) == ("附件.pdf", len(DATA), "届满")
    with pytest.raises(Http404):
        send_file(erased)


def test_one_that_is_gone_without_having_been_erased_is_not(case, folder):
    stored = store_file(case, DATA, "a.pdf")
    find_path(folder, stored).unlink()
    assert find_flaws() == [
        (case.pk, f"文件 {stored.sha256[:12]} 不见了", "a file is missing"),
    ]


def test_one_that_came_back_with_a_backup_is_told_and_swept(case, erased, folder):
    path = find_path(folder, erased)
    path.write_bytes(b"from a backup")
    os.utime(path, (0, 0))
    assert find_flaws() == [
        (case.pk, "文件已删除，内容却还在", "a file was erased and is still there")
    ]
    assert (sweep_files(), path.exists(), find_flaws()) == (1, False, [])


def test_an_erasure_that_was_cut_off_is_finished_by_the_sweep(case, folder):
    stored = store_file(case, DATA, "a.pdf")
    erase_files(case, given=(), by=None, why="届满")  # and no commit, so the content is there still
    os.utime(find_path(folder, stored), (0, 0))
    assert (sweep_files(), find_flaws()) == (1, [])


def test_the_keys_rotate_past_an_erased_file(case, erased, settings):
    other = store_file(case, DATA + b"\n", "b.pdf")
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    assert reseal_files() == 1
    assert read_file(other) == DATA + b"\n"


def test_what_is_stored_again_is_kept_again(case, erased):
    assert store_file(case, DATA, "again.pdf") == erased
    stored = StoredFile.objects.get()
    assert (stored.name, stored.erased, stored.erased_why) == ("again.pdf", None, "")
    assert (read_file(stored), find_flaws()) == (DATA, [])


SHARING = """
import django, sys
django.setup()
from django.db import transaction
from gongkai.core.caselog.models import Case
from gongkai.core.files.erasure import erase_files
from gongkai.core.files.storage import read_file, store_file
from gongkai.core.organs.models import Organ
from gongkai.core.organs.tree import place_organ
organ = Organ.objects.first() or place_organ(
    Organ(code="qinghe", name="清河市", short_name="清", kind="government"), None)
for left in reversed(range(int(sys.argv[1]))):
    with transaction.atomic():
        case = Case.objects.create(kind="note", organ=organ)
        stored = store_file(case, b"%PDF-1.7 what all of them send", "a.pdf")
    read_file(stored)  # whoever was told that it is stored finds it
    if left:  # the last one stays
        with transaction.atomic():
            erase_files(case, given=(), by=None, why="x")
"""
PROVING = """
import django
django.setup()
from gongkai.core.files.models import StoredFile
from gongkai.core.files.proof import verify_files
print(StoredFile.objects.filter(erased=None).count(), StoredFile.objects.count())
print([each[2] for each in verify_files() if not isinstance(each, int)])
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH)
def test_what_one_erases_while_another_stores_it_is_there_for_the_other(kind, shelf):
    keys = Fernet.generate_key().decode()
    variables = {**os.environ, **shelf.take(kind), "GONGKAI_SEALING_KEYS": keys}

    def start(code, *words):
        return subprocess.Popen(
            [sys.executable, "-c", code, *words], env=variables, stdout=subprocess.PIPE, text=True
        )

    def finish(process):
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return out.splitlines()

    finish(start(SHARING, "0"))  # the organ
    for each in [start(SHARING, "60") for _ in range(3)]:
        finish(each)
    assert finish(start(PROVING)) == ["3 180", "[]"]
