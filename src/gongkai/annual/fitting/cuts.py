"""Digits that run together: every way to cut them, and the only one that the table's own identities allow.

A cut that needs no help is certain; one that an identity chose is derived; where two remain, nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

Cut = tuple[int, ...]
Vector = tuple[int, ...]
_MOST_DIGITS = 72
_LONGEST = 8  # digits of one number
_MOST_WAYS = 20_000  # in each half of a search


def count_cuts(tokens: Sequence[str], cells: int) -> int:
    """Count the ways to read tokens of digits as that many whole numbers; none may begin with 0 but 0 itself."""
    text, ends = _joined(tokens)
    if len(text) > _MOST_DIGITS or len(tokens) > cells:
        return 0
    ways = [0] * (len(text) + 1)
    ways[0] = 1
    for _ in range(cells):
        following = [0] * (len(text) + 1)
        for start, number in enumerate(ways):
            if number:
                for end in _stops(text, ends, start):
                    following[end] += number
        ways = following
    return ways[-1]


def list_cuts(tokens: Sequence[str], cells: int) -> Iterator[Cut]:
    """Yield every way to read tokens of digits as that many whole numbers, the shortest first numbers first."""
    text, ends = _joined(tokens)

    def cut(start: int, left: int) -> Iterator[Cut]:
        if not left:
            if start == len(text):
                yield ()
            return
        if len(text) - start < left:
            return
        for end in _stops(text, ends, start):
            for tail in cut(end, left - 1):
                yield (int(text[start:end]), *tail)

    return cut(0, cells)


def list_sums(tokens: Sequence[str], size: int, groups: int = 1) -> list[Cut]:
    """Return every way to read tokens as groups of `size` numbers, the last of each the sum of the others.

    [] also where there would be more ways than anybody could want to look through.
    """
    text, ends = _joined(tokens)
    if len(text) > _MOST_DIGITS or len(tokens) > size * groups:
        return []

    @cache
    def heads(start: int) -> tuple[tuple[Cut, int], ...]:
        return tuple(_sums_from(text, ends, start, size))

    @cache
    def cut(start: int, left: int) -> tuple[Cut, ...]:
        if not left:
            return ((),) if start == len(text) else ()
        found = [
            head + tail for head, end in heads(start) for tail in cut(end, left - 1)
        ]
        return tuple(found[: _MOST_WAYS + 1])

    found = cut(0, groups)
    return list(found) if len(found) <= _MOST_WAYS else []


def _joined(tokens: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return all digits in one string, and for each position the end of its token."""
    ends: list[int] = []
    for token in tokens:
        ends += [len(ends) + len(token)] * len(token)
    return "".join(tokens), tuple(ends)


def _stops(text: str, ends: tuple[int, ...], start: int) -> range:
    """Return where a number that begins at `start` may end."""
    if start >= len(text):
        return range(0)
    if text[start] == "0":
        return range(start + 1, start + 2)
    return range(start + 1, min(ends[start], start + _LONGEST) + 1)


def _sums_from(
    text: str, ends: tuple[int, ...], start: int, size: int
) -> Iterator[tuple[Cut, int]]:
    """Yield each reading of `size` numbers from `start` that adds up, with where it ends."""

    def terms(position: int, left: int) -> Iterator[tuple[Cut, int]]:
        if not left:
            yield (), position
            return
        for end in _stops(text, ends, position):
            for tail, stop in terms(end, left - 1):
                yield (int(text[position:end]), *tail), stop

    for numbers, position in terms(start, size - 1):
        total = str(sum(numbers))
        end = position + len(total)
        if text.startswith(total, position) and end <= (
            ends[position] if position < len(text) else 0
        ):
            yield (*numbers, int(total)), end


def choose_together(options: Sequence[Sequence[tuple[Cut, Vector]]], wanted: Vector) -> list[Cut] | None:
    """Choose one cut per row so that the rows' vectors add up to `wanted`.

    Returns None if no choice does, or more than one, or if there are too many to try.
    """
    half = len(options) // 2
    first, second = list(options[:half]), list(options[half:])
    for rows in (first, second):
        ways = 1
        for row in rows:
            ways *= len(row)
        if not 0 < ways <= _MOST_WAYS:
            return None
    zero = tuple(0 for _ in wanted)
    sums: dict[Vector, list[list[Cut]]] = {}
    for choice in product(*first):
        total = _add(zero, *(vector for _, vector in choice))
        sums.setdefault(total, []).append([cut for cut, _ in choice])
    found: list[Cut] | None = None
    for choice in product(*second):
        total = _add(zero, *(vector for _, vector in choice))
        missing = tuple(want - have for want, have in zip(wanted, total, strict=True))
        for beginning in sums.get(missing, ()):
            if found is not None:
                return None
            found = beginning + [cut for cut, _ in choice]
    return found


def _add(*vectors: Vector) -> Vector:
    return tuple(map(sum, zip(*vectors, strict=True)))
