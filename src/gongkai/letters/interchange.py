"""Facts and letters to and from plain JSON values, so that a draft can be kept and made again."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from gongkai.letters.errors import BadFacts
from gongkai.letters.facts import LetterFacts
from gongkai.letters.text import LetterText

Made = TypeVar("Made")


def write_json(value: LetterFacts | LetterText) -> dict[str, Any]:
    """Return facts or a letter as JSON values: days in ISO form, only what is set."""
    written = _write(value)
    assert isinstance(written, dict)
    return written


def read_facts(data: Mapping[str, Any]) -> LetterFacts:
    """Read facts written by `write_json`; BadFacts for an unknown key, a wrong type, no organ."""
    return _read_object(LetterFacts, data, "facts")


def read_letter(data: Mapping[str, Any]) -> LetterText:
    """Read a letter written by `write_json`. Errors as in `read_facts`."""
    return _read_object(LetterText, data, "letter")


def _write(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: _write(own)
            for each in dataclasses.fields(value)
            if (own := getattr(value, each.name)) not in ("", (), None)
        }
    if isinstance(value, tuple):
        return [_write(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _read_object(made: type[Made], data: Any, where: str) -> Made:
    hints = get_type_hints(made)
    if not isinstance(data, Mapping) or (set(data) - set(hints)):
        raise _bad(where)
    try:
        return made(**{key: _read(hints[key], own, f"{where}.{key}") for key, own in data.items()})
    except TypeError as error:  # a field without default is not there
        raise _bad(where) from error


def _read(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is types.UnionType:
        if value is None:
            return None
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            raise _bad(where)
        inner = get_args(hint)[0]
        return tuple(_read(inner, each, f"{where}[{index}]") for index, each in enumerate(value))
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return _read_object(hint, value, where)
    try:
        if hint is date:
            return date.fromisoformat(value)
        if issubclass(hint, Enum):
            return hint(value)
    except (TypeError, ValueError) as error:
        raise _bad(where) from error
    if type(value) is not hint:
        raise _bad(where)
    return value


def _bad(where: str) -> BadFacts:
    return BadFacts(f"文书数据无效：{where}", f"not the facts of a letter: {where}")
