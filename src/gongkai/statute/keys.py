"""The keys of a table in a data file: all known, the required ones there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.statute.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping


def refuse_keys(table: Mapping[str, Any], known: set[str], required: set[str], name: str) -> None:
    """Raise DataError unless all keys are known and the required ones are there."""
    if unknown := sorted(set(table) - known):
        raise DataError(
            f"{name}：不认识的项 {'、'.join(unknown)}", f"{name}: unknown keys {', '.join(unknown)}"
        )
    if missing := sorted(required - set(table)):
        raise DataError(f"{name}：缺少 {'、'.join(missing)}", f"{name}: lacks {', '.join(missing)}")
