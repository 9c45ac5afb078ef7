"""The databases that processes of their own are tested on; PostgreSQL only where it is running."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

SERVER = os.environ.get("GONGKAI_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")


@dataclass(frozen=True)
class Database:
    """A kind of database that can be made, migrated and dropped."""

    name: str

    def prepare(self, folder: Path, key: str) -> dict[str, str] | None:
        """Return the environment of a process on a new, migrated database; None where there is none."""
        environment = {
            "GONGKAI_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "gongkai.settings",
            "GONGKAI_HTTPS": "0",
            "GONGKAI_SEALING_KEYS": "",
            "GONGKAI_DATABASE": "",
        }
        if self.name == "PostgreSQL":
            try:
                with psycopg.connect(
                    f"{SERVER}/postgres", autocommit=True, connect_timeout=3
                ) as link:
                    link.execute(f"CREATE DATABASE gongkai_{key}".encode())
            except psycopg.OperationalError:
                return None
            environment["GONGKAI_DATABASE"] = f"{SERVER}/gongkai_{key}"
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
            env={**os.environ, **environment},
            check=True,
        )
        return environment

    def drop(self, environment: dict[str, str] | None) -> None:
        """Drop a database again."""
        url = (environment or {}).get("GONGKAI_DATABASE")
        if url:
            with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as link:
                link.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)".encode())


DATABASES = [pytest.param(Database(name), id=name) for name in ("SQLite", "PostgreSQL")]
