"""The databases that tests run on: SQLite, and PostgreSQL where one answers.

`GONGKAI_TEST_POSTGRESQL` (postgresql://user:password@host:port/name) moves every test with a database to that
server; settings/testing.py reads it too. Without it they run on SQLite, and those that are run on both look for a
server on this machine. `python -m tests.databases` tells whether one answers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

NAMED = os.environ.get("GONGKAI_TEST_POSTGRESQL", "")
URL = NAMED or "postgresql://postgres@127.0.0.1:5432/gongkai"
SERVER = URL.rpartition("/")[0]


def ask(statement: str) -> None:
    """Say something to the server. Raises `psycopg.OperationalError` where none answers."""
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3) as link:
        link.execute(statement.encode())


@dataclass(frozen=True)
class Database:
    """A kind of database that can be made, migrated, copied and dropped."""

    name: str

    def make(self, folder: Path, like: dict[str, str] | None = None) -> dict[str, str] | None:
        """Return the environment of a process on a new database in this folder; None where there is no server.

        It is empty, or all of an office that nobody has open: its database, its files, its keys.
        """
        environment = {
            "GONGKAI_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "gongkai.settings",
            "GONGKAI_HTTPS": "0",
            "GONGKAI_SEALING_KEYS": "",
            "GONGKAI_DATABASE": "",
        }
        if like:
            shutil.copytree(like["GONGKAI_DATA"], folder, dirs_exist_ok=True)
        if self.name == "PostgreSQL":
            environment["GONGKAI_DATABASE"] = f"{URL}_{uuid.uuid4().hex[:12]}"
            made = f"CREATE DATABASE {_name(environment)}"
            try:
                ask(f"{made} TEMPLATE {_name(like)}" if like else made)
            except psycopg.OperationalError:
                return None
        return environment

    def prepare(self, folder: Path) -> dict[str, str] | None:
        """Return the environment of a process on a new, migrated database; None where there is no server."""
        environment = self.make(folder)
        if environment:
            subprocess.run(
                [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
                env={**os.environ, **environment},
                check=True,
            )
        return environment

    def drop(self, environment: dict[str, str] | None) -> None:
        """Drop a database again."""
        if environment and environment["GONGKAI_DATABASE"]:
            ask(f"DROP DATABASE {_name(environment)} WITH (FORCE)")


def _name(environment: dict[str, str]) -> str:
    return environment["GONGKAI_DATABASE"].rpartition("/")[2]


class Shelf:
    """Databases for processes of the tests' own. Each kind is migrated once and copied: that takes no time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._migrated: dict[str, dict[str, str] | None] = {}
        self._made: list[tuple[Database, dict[str, str]]] = []

    def take(
        self, kind: Database, *, like: dict[str, str] | None = None, empty: bool = False
    ) -> dict[str, str]:
        """Return the environment of a process on a database of its own: without cases, or as another is, or empty.

        The test is skipped where there is no server for it.
        """
        if not like and not empty:
            if kind.name not in self._migrated:
                self._migrated[kind.name] = self._keep(kind, kind.prepare(self._new_folder()))
            like = self._migrated[kind.name]
        environment = self._keep(
            kind, kind.make(self._new_folder(), like) if like or empty else None
        )
        if environment is None:
            pytest.skip(f"no {kind.name} answers at {SERVER}")
        return environment

    def _new_folder(self) -> Path:
        folder = self._folder / uuid.uuid4().hex
        folder.mkdir()
        return folder

    def _keep(self, kind: Database, environment: dict[str, str] | None) -> dict[str, str] | None:
        if environment:
            self._made.append((kind, environment))
        return environment

    def clear(self) -> None:
        """Drop them all."""
        for kind, environment in self._made:
            kind.drop(environment)


SQLITE, POSTGRESQL = Database("SQLite"), Database("PostgreSQL")
HERE = POSTGRESQL if NAMED else SQLITE
BOTH = [pytest.param(kind, id=kind.name) for kind in (SQLITE, POSTGRESQL)]


if __name__ == "__main__":
    try:
        ask("SELECT 1")
    except psycopg.OperationalError as error:
        sys.exit(f"no PostgreSQL answers at {SERVER}: {str(error).strip().splitlines()[-1]}")
    print(f"PostgreSQL answers at {SERVER}")
