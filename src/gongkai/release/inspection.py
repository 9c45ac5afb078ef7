"""One file under inspection: readers hand it the words and what they find hidden; it keeps the leaks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import refusals
from gongkai.release.allowance import Allowance
from gongkai.release.leak import Leak, Place, make_leak
from gongkai.release.patterns import find_personal

MOST_CHARACTERS = 3_000_000
MOST_SECONDS = 60.0
_MOST_LEAKS = 2_000
_CHUNK = 20_000  # a text is looked at in pieces, so that the clock is seen in between
_OVERLAP = 200
_WHOLE = Place()
_GLYPH = re.compile(r"[^\W_]")


class Inspection:
    """Collects the leaks of a file, within bounds of length and time. Methods raise NotReadable beyond them."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        self._leaks: dict[tuple[str, Place, str], Leak] = {}
        self._characters = 0
        self._end = time.monotonic() + MOST_SECONDS

    def add(
        self, rule: str, place: Place, value: str = "", why: tuple[str, str] = ("", "")
    ) -> None:
        """Keep a leak; the same one at the same place once."""
        if rule == "picture" and self.allowance.pictures_seen:
            return
        if len(self._leaks) < _MOST_LEAKS:
            leak = make_leak(rule, place, value, why=why)
            self._leaks.setdefault((rule, place, leak.masked), leak)

    def refuse(self, error: NotReadable, place: Place = _WHOLE) -> None:
        """Keep that a file, or a part of it, cannot be examined."""
        self.add("unreadable", place, why=(error.chinese, error.english))

    def look(self, text: str, place: Place, locate: Callable[[int], Place] | None = None) -> None:
        """Search a text for personal data; `locate` tells the place of an offset in it."""
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise refusals.oversized("文字", "the text", str(MOST_CHARACTERS))
        for start in range(0, len(text), _CHUNK):
            self.breathe()
            first = max(0, start - _OVERLAP)
            for match in find_personal(text[first : start + _CHUNK], self.allowance):
                at = place if locate is None else locate(first + match.start)
                self.add(match.rule, at, match.value)

    def hide(self, rule: str, text: str, place: Place) -> None:
        """Keep words that nobody sees as a leak of `rule`, and search them as any others."""
        if _GLYPH.search(text):
            self.add(rule, place, text)
            self.look(text, place)

    def author(self, name: str | None, place: Place) -> None:
        """Keep an author who is a person."""
        for one in re.split(r"[;；,，]", name or ""):
            if not self.allowance.lets_author(one):
                self.add("author", place, one)

    def breathe(self) -> None:
        """Raise NotReadable if the file has taken longer than any file should."""
        if time.monotonic() > self._end:
            raise refusals.oversized("检查所需的时间", "the time it takes", f"{MOST_SECONDS:.0f} s")

    def leaks(self) -> tuple[Leak, ...]:
        """Return what was found, in the order of finding."""
        return tuple(self._leaks.values())
