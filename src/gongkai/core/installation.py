"""What the machine must give before an office opens: checked at every start, said in both languages."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import stat
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.db import connection


@register()
def check_installation(app_configs: Any = None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Return what is wrong with folder, keys, digest and scanner."""
    return [*_check_folder(settings.DATA_DIR), *_check_keys(), *_check_digest(), *_check_scanner()]


@register(deploy=True)
def check_exposure(app_configs: Any = None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Return what must not be so where others can reach it."""
    found: list[CheckMessage] = []
    if settings.DEBUG or settings.DEMO:
        found.append(
            _warn(
                "正式运行不能设 GONGKAI_DEBUG、GONGKAI_DEMO",
                "GONGKAI_DEBUG and GONGKAI_DEMO are not for an office at work",
                "W001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS or not settings.ALLOWED_HOSTS:
        found.append(_err("GONGKAI_HOSTS 应写明域名", "GONGKAI_HOSTS must name the hosts", "E002"))
    return found


@register("database")
def check_database(
    app_configs: Any = None,  # noqa: ARG001
    databases: Any = None,
    **_: Any,
) -> list[CheckMessage]:
    """Return what is wrong with SQLite: its age, or that it keeps no write-ahead log."""
    if not databases or connection.vendor != "sqlite":
        return []
    found: list[CheckMessage] = []
    if sqlite3.sqlite_version_info < (3, 37):
        found.append(_err("SQLite 版本应在 3.37 以上", "SQLite must be 3.37 or later", "E003"))
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in {"wal", "memory"}:
        found.append(_warn("SQLite 没有使用 WAL", f"SQLite keeps no WAL but {mode}", "W003"))
    return found


def _check_folder(folder: Path) -> list[CheckMessage]:
    if not folder.exists():
        return []  # made at the first start, with the rights it should have
    if not os.access(folder, os.W_OK | os.X_OK):
        return [_err(f"{folder} 不能写", f"{folder} cannot be written", "E004")]
    open_to_all = [
        path
        for path in (folder / "keys", folder / "files", *folder.glob("keys/*"))
        if path.exists() and path.stat().st_mode & stat.S_IRWXO
    ]
    return [
        _warn(
            f"{path} 对其他用户开放，请 chmod o-rwx",
            f"{path} is open to others: chmod o-rwx",
            "W004",
        )
        for path in open_to_all
    ]


def _check_keys() -> list[CheckMessage]:
    if settings.SEALING_KEYS and settings.INDEX_KEY and settings.SECRET_KEY:
        return []
    return [_err("缺少密钥", "A key is missing", "E005")]


def _check_digest() -> list[CheckMessage]:
    try:
        hashes.Hash(hashes.SM3())
    except UnsupportedAlgorithm:
        return [_err("系统的密码库没有 SM3", "The machine's cryptography lacks SM3", "E006")]
    return []


def _check_scanner() -> list[CheckMessage]:
    words = shlex.split(settings.FILE_SCANNER)
    if not words or shutil.which(words[0]):
        return []
    return [
        _err(
            f"GONGKAI_FILE_SCANNER：找不到命令 {words[0]}",
            f"GONGKAI_FILE_SCANNER: no command {words[0]}",
            "E007",
        )
    ]


def _err(chinese: str, english: str, key: str) -> Error:
    return Error(f"{chinese} / {english}", id=f"gongkai.{key}")


def _warn(chinese: str, english: str, key: str) -> checks.Warning:
    return checks.Warning(f"{chinese} / {english}", id=f"gongkai.{key}")
