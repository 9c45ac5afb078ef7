"""From a kind and its facts to the letter: the template is filled, then its lines are read.

The grammar of a line is in docs/letters.md. A mark is a mark only where the template wrote it: a
value cannot begin a title, a row or a signature, whatever an applicant typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gongkai.letters.cleaning import clean
from gongkai.letters.errors import TemplateError
from gongkai.letters.facts import LetterFacts
from gongkai.letters.kinds import find_kind, load_templates
from gongkai.letters.templating import BAR, VALUE, render_template
from gongkai.letters.text import Block, LetterText, Role, Slip
from gongkai.letters.vocabulary import describe

_ONCE = {
    "!": "masthead",
    "#": "title",
    "^": "number",
    "@": "addressee",
    "=": "organ",
    "~": "dated",
    "*": "seal",
}
_MANY = {">": "attachments", "+": "notes", "&": "copies"}
_ROLES = {"##": Role.HEAD, "###": Role.SUBHEAD, "-": Role.ITEM, "<": Role.LEFT, "|": Role.ROW}
_COMMENT, _SLIP = "%", "---"
_MARKS = {*_ONCE, *_MANY, *_ROLES, _COMMENT, _SLIP}


def compose(kind: str, facts: LetterFacts, *, template: str | None = None) -> LetterText:
    """Return the letter of a kind with these facts, by its own template or by another.

    UnknownKind for no such kind; TemplateError for a template that cannot be used, with the line;
    InvalidQuestion for an unknown outcome. The same facts give the same letter.
    """
    find_kind(kind)
    source = load_templates()[kind] if template is None else template
    return _Reader(kind, facts).read(render_template(source.replace("\r\n", "\n"), describe(facts)))


class _Reader:
    """Reads the lines of one filled template into a letter."""

    def __init__(self, kind: str, facts: LetterFacts) -> None:
        self._letter = LetterText(kind, facts.day)
        self._blocks: list[Block] = []
        self._paragraph: list[str] = []
        self._slip: str | None = None
        self._above: tuple[Block, ...] = ()

    def read(self, text: str) -> LetterText:
        for line in text.split("\n"):
            self._read_line(line.strip(" \t\u3000"))
        self._end_paragraph()
        if self._slip is None:
            return replace(self._letter, blocks=tuple(self._blocks))
        return replace(self._letter, blocks=self._above, slip=Slip(self._slip, tuple(self._blocks)))

    def _read_line(self, line: str) -> None:
        mark, _, rest = line.partition(" ")
        if line and mark not in _MARKS:
            if mark[0] in "#@^~=":
                raise TemplateError(
                    f"标记之后应当空一格：{_shorten(line)}",
                    f"a blank belongs after the mark: {_shorten(line)}",
                )
            self._paragraph.append(line)
            return
        self._end_paragraph()
        if mark == _SLIP:
            self._begin_slip(_unmark(rest))
        elif mark in _ONCE or mark in _MANY:
            self._set(mark, _unmark(rest))
        elif mark == "|":
            self._add_row(rest)
        elif mark in _ROLES and (text := _unmark(rest)):
            self._blocks.append(Block(_ROLES[mark], text))

    def _end_paragraph(self) -> None:
        if text := "".join(map(_unmark, self._paragraph)):
            self._blocks.append(Block(Role.BODY, text))
        self._paragraph = []

    def _begin_slip(self, title: str) -> None:
        if self._slip is not None:
            raise TemplateError("只能有一份回执", "there can be one reply slip only")
        self._slip, self._above, self._blocks = title, tuple(self._blocks), []

    def _set(self, mark: str, text: str) -> None:
        if not text:
            return
        if mark in _MANY:
            name = _MANY[mark]
            many: dict[str, Any] = {name: (*getattr(self._letter, name), text)}
            self._letter = replace(self._letter, **many)
            return
        name = _ONCE[mark]
        if getattr(self._letter, name):
            raise TemplateError(
                f"“{mark}”只能有一行：{_shorten(text)}",
                f"there can be one line with {mark!r} only: {_shorten(text)}",
            )
        once: dict[str, Any] = {name: text}
        self._letter = replace(self._letter, **once)

    def _add_row(self, rest: str) -> None:
        cells = tuple(_unmark(cell) for cell in rest.strip().removesuffix("|").split("|"))
        self._blocks.append(Block(Role.ROW, cells=cells))


def _unmark(text: str) -> str:
    return clean(text.replace(VALUE, "").replace(BAR, "|"))


def _shorten(text: str) -> str:
    shown = _unmark(text)
    return shown if len(shown) <= 20 else f"{shown[:20]}……"
