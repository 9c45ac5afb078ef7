"""The proof of files: each row has its file, whole, or was erased; what no row stands for is swept away."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import Erased, drop_content, has_content, read_file
from gongkai.core.sealing import SealBroken

# A file is on the disk before its row is in the database: what is younger may be on its way.
LEFT_ALONE_SECONDS = 3600
_OURS = re.compile(r"[0-9a-f]{64}|\..+")


def verify_files() -> Iterator[tuple[uuid.UUID, str, str] | int]:
    """Yield the key of each file that is whole, and (case, Chinese, English) of each that is not."""
    for stored in StoredFile.objects.order_by("pk").iterator(500):
        try:
            read_file(stored)
        except Erased:
            if has_content(stored.sha256) and not _is_shared(stored):
                yield (
                    stored.case_id,
                    "文件已删除，内容却还在",
                    "a file was erased and is still there",
                )
            else:
                yield stored.pk
        except FileNotFoundError:
            yield stored.case_id, f"文件 {stored.sha256[:12]} 不见了", "a file is missing"
        except SealBroken as broken:
            yield stored.case_id, broken.chinese, broken.english
        else:
            yield stored.pk


def _is_shared(stored: StoredFile) -> bool:
    return StoredFile.objects.filter(sha256=stored.sha256, erased=None).exists()


def sweep_files() -> int:
    """Remove what a storing or an erasure that was cut off left behind; return how many files it was."""
    swept = 0
    folder: Path = settings.FILES_DIR
    for path in folder.glob("??/*"):
        if not _OURS.fullmatch(path.name) or not path.is_file():
            continue
        if time.time() - path.stat().st_mtime < LEFT_ALONE_SECONDS:
            continue
        if path.name.startswith("."):
            path.unlink()
            swept += 1
        else:
            swept += drop_content(path.name, path)
    return swept
