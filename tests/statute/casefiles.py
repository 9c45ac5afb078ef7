"""The case files: cases in TOML beside the tests, for lawyers to read and extend."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "cases"


def load_cases(name: str) -> list[Any]:
    """Return the cases of a file as parameters, each under its name or number."""
    cases = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(case, id=f"{index + 1} {case.get('name', '')}".strip())
        for index, case in enumerate(cases)
    ]


def count_cases() -> int:
    """Return how many cases there are in all files."""
    return sum(
        len(tomllib.loads(path.read_text("utf-8"))["case"]) for path in FOLDER.glob("*.toml")
    )
