"""Keeping files: sealed, outside what is served, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from gongkai.core.caselog.models import Case
from gongkai.core.files.kinds import NotAccepted, find_kind
from gongkai.core.files.models import StoredFile
from gongkai.core.refusal import Refusal
from gongkai.core.sealing import SealBroken, seal_bytes, unseal_bytes

SCAN_SECONDS = 60


class Erased(Refusal):
    """A file whose content was erased when its retention ended."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("文件已按规定删除", "The file was erased as prescribed")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it comes in: the name it was given, and its content."""

    name: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash by which it will be known."""
        return hashlib.sha256(self.data).hexdigest()


def check_file(data: bytes, name: str) -> str:
    """Return the media type of a file that may be kept.

    NotAccepted: too large, of a kind that is not taken, or found infected by the scanner.
    """
    if len(data) > settings.MAX_FILE_BYTES:
        most = settings.MAX_FILE_BYTES // 2**20
        raise NotAccepted(f"文件不能超过 {most} MiB", f"A file is at most {most} MiB")
    media = find_kind(data, clean_name(name))
    scan(data)
    return media


def store_file(case: Case, data: bytes, name: str) -> StoredFile:
    """Store a file of a case; the same content twice is one file. NotAccepted as `check_file`.

    The file is on the disk, synced, before its row is written; a row never stands for half a file.
    """
    media = check_file(data, name)
    digest = hashlib.sha256(data).hexdigest()
    fields = {"name": clean_name(name), "media": media, "size": len(data)}
    with transaction.atomic():
        hold_content(digest)
        if not _path(digest).exists():
            _write(_path(digest), data)
        stored, _ = StoredFile.objects.get_or_create(case=case, sha256=digest, defaults=fields)
        if stored.erased is not None:  # it came again, and is kept again
            again = {**fields, "erased": None, "erased_by": None, "erased_why": ""}
            stored, _ = StoredFile.objects.update_or_create(pk=stored.pk, defaults=again)
    return stored


def hold_content(digest: str) -> None:
    """Let nobody store or drop a content until this transaction ends.

    Two cases may share it: it must not go in the moment in which another begins to rely on it. In
    SQLite the transaction alone does it, which takes the write lock as it begins.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def drop_content(digest: str, path: Path | None = None) -> bool:
    """Remove a content that no row relies on, wherever it lies; return whether there was one."""
    with transaction.atomic():
        hold_content(digest)
        if StoredFile.objects.filter(sha256=digest, erased=None).exists():
            return False
        try:
            (path or _path(digest)).unlink()
        except FileNotFoundError:
            return False
    return True


def has_content(digest: str) -> bool:
    """Whether there is a content of this hash, whoever relies on it."""
    return _path(digest).exists()


def clean_name(name: str) -> str:
    """Return a name without folders, control characters or marks that turn the direction of reading."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in unicodedata.normalize("NFC", last) if each.isprintable())
    return shown.strip(" .")[-120:] or "file"


def read_file(stored: StoredFile) -> bytes:
    """Return the content. Erased; SealBroken where it is not what was stored."""
    if stored.erased is not None:
        raise Erased
    data = unseal_bytes(_path(stored.sha256).read_bytes())
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise SealBroken
    return data


def reseal_files() -> int:
    """Seal every file and its name under the first key; return how many there are."""
    digests = set(StoredFile.objects.filter(erased=None).values_list("sha256", flat=True))
    for digest in digests:
        _write(_path(digest), unseal_bytes(_path(digest).read_bytes()))
    for stored in StoredFile.objects.only("name").iterator(500):
        stored.save(update_fields=["name"])  # sealed anew, as it is written
    return len(digests)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole: synced under another name, then moved into place."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(seal_bytes(data))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:  # the name is on the disk before a row tells of it
        os.fsync(folder)
    finally:
        os.close(folder)


def send_file(stored: StoredFile) -> HttpResponse:
    """Return a file to be saved, never to be shown: whoever calls this has asked who may.

    Http404 for one that was erased: there is no such file any more.
    """
    if stored.erased is not None:
        raise Http404(str(Erased()))
    response = HttpResponse(read_file(stored), content_type=stored.media)
    response.headers["Content-Disposition"] = _disposition(stored.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _disposition(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def scan(data: bytes) -> None:
    """Hand a file to the scanner on its standard input, where one is configured; NotAccepted if it objects."""
    if not settings.FILE_SCANNER:
        return
    try:
        result = subprocess.run(  # noqa: S603  (the operator's own command)
            shlex.split(settings.FILE_SCANNER), input=data, capture_output=True,
            timeout=SCAN_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise NotAccepted(
            "安全扫描没有完成，文件没有保存，请稍后重试",
            "The scan did not finish; nothing was stored",
        ) from None
    if result.returncode:
        raise NotAccepted("安全扫描没有通过，文件没有保存", "The scan objected; nothing was stored")


def _path(digest: str) -> Path:
    folder: Path = settings.FILES_DIR
    return folder / digest[:2] / digest
