"""Words from outside made fit for a document: nothing in them can steer a page or hide."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
# Controls, marks that are not seen (direction, joiners, tags), halves of surrogate pairs. A private
# character may be somebody's rare name: it stays, and the PDF says if no font has it.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_NONCHARACTER = 0xFFFE


def clean(text: str) -> str:
    """Return one line without what cannot be seen: runs of blanks are one space, ends are cut."""
    spaced = _BLANKS.sub(" ", text)
    return "".join(filter(_may_stand, spaced)).strip()


def clean_paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a longer text, each cleaned, without the empty ones."""
    return tuple(filter(None, map(clean, text.splitlines())))


def _may_stand(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    code = ord(character)
    # U+FDD0 to U+FDEF and the last two of each plane are no characters: the grammar marks with them.
    marks = 0xFDD0 <= code <= 0xFDEF or code & _NONCHARACTER == _NONCHARACTER
    return not marks and unicodedata.category(character) not in _UNSEEN
