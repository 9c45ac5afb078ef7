"""The proof of files: each row has its file, whole; what no row stands for is swept away."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import read_file
from gongkai.core.sealing import SealBroken

# A file is on the disk before its row is in the database: what is younger may be on its way.
LEFT_ALONE_SECONDS = 3600
_OURS = re.compile(r"[0-9a-f]{64}|\..+")


def verify_files() -> Iterator[tuple[uuid.UUID, str, str] | int]:
    """Yield the key of each file that is whole, and (case, Chinese, English) of each that is not."""
    for stored in StoredFile.objects.order_by("pk").iterator(500):
        try:
            read_file(stored)
        except FileNotFoundError:
            yield stored.case_id, f"文件 {stored.sha256[:12]} 不见了", "a file is missing"
        except SealBroken as broken:
            yield stored.case_id, broken.chinese, broken.english
        else:
            yield stored.pk


def sweep_files() -> int:
    """Remove what a storing that was cut off left behind; return how many files it was."""
    swept = 0
    folder: Path = settings.FILES_DIR
    for path in folder.glob("??/*"):
        if not _OURS.fullmatch(path.name) or not path.is_file():
            continue
        if time.time() - path.stat().st_mtime < LEFT_ALONE_SECONDS:
            continue
        if not StoredFile.objects.filter(sha256=path.name).exists():
            path.unlink()
            swept += 1
    return swept
