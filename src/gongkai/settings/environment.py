"""Reads the environment: each value typed, each error naming the variable and what to write."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    secure: bool = False


class Environment:
    """The variables this process was started with."""

    def text(self, name: str, default: str) -> str:
        """Return a variable as it stands."""
        return os.environ.get(name, default)

    def words(self, name: str, default: list[str]) -> list[str]:
        """Return a list, separated by commas."""
        value = os.environ.get(name)
        return (
            default
            if value is None
            else [word.strip() for word in value.split(",") if word.strip()]
        )

    def flag(self, name: str, *, default: bool) -> bool:
        """Return yes or no."""
        value = os.environ.get(name)
        if value is None:
            return default
        if value.lower() in _YES | _NO:
            return value.lower() in _YES
        raise ImproperlyConfigured(f"{name}：应为 1 或 0 / must be 1 or 0, not {value!r}")

    def number(self, name: str, default: int) -> int:
        """Return a whole number above zero."""
        value = os.environ.get(name)
        if value is None:
            return default
        if value.isdecimal() and int(value) > 0:
            return int(value)
        raise ImproperlyConfigured(f"{name}：应为正整数 / must be a whole number, not {value!r}")

    def day(self, name: str) -> date | None:
        """Return a date written 2024-09-25, or None where nothing is set."""
        value = os.environ.get(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise ImproperlyConfigured(
                f"{name}：日期应写作 2024-09-25 / a date, not {value!r}"
            ) from None

    def path(self, name: str, default: Path) -> Path:
        """Return a folder."""
        return Path(os.environ.get(name, default)).expanduser().resolve()

    def secret(self, name: str, kept: Path) -> str:
        """Return a secret from the environment, or the one kept in the data folder, made at first start."""
        return os.environ.get(name) or _keep(kept, get_random_secret_key)

    def sealing_keys(self, name: str, kept: Path) -> list[str]:
        """Return the keys for personal data, newest first, from the environment or the data folder."""
        keys = self.words(name, []) or _keep(kept, lambda: Fernet.generate_key().decode()).split()
        for key in keys:
            try:
                Fernet(key)
            except ValueError:
                raise ImproperlyConfigured(
                    f"{name}：不是密钥，请用 gongkai keys new 生成 / not a key; make one with gongkai keys new"
                ) from None
        return keys

    def mail(self, name: str) -> MailServer | None:
        """Return the mail server, or None where nothing is set."""
        url = os.environ.get(name, "")
        if not url:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ImproperlyConfigured(
                f"{name}：应写作 smtp://用户:口令@主机:端口 / write smtp://user:password@host:port"
            )
        secure = parts.scheme == "smtps"
        return MailServer(
            parts.hostname,
            parts.port or (465 if secure else 25),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            secure,
        )

    def database(self, name: str, kept: Path) -> dict[str, Any]:
        """Return the database: SQLite in the data folder, or postgresql://user:password@host:port/name."""
        url = os.environ.get(name, "")
        if not url:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": kept,
                "OPTIONS": {
                    # A write lock is taken when a transaction begins, so two never deadlock on it.
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 30,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000;",
                },
                "CONN_MAX_AGE": None,
            }
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise ImproperlyConfigured(
                f"{name}：应写作 postgresql://用户:口令@主机:端口/库名 / "
                f"write postgresql://user:password@host:port/name"
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }


def _keep(path: Path, make: Any) -> str:
    """Return what a file holds; where there is none, make it, readable by its owner alone."""
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
    except FileExistsError:  # another process was first
        pass
    return path.read_text("ascii").strip()
