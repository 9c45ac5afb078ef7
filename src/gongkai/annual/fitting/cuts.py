"""Digits that run together: every way to cut them, and the only one that the table's own identities allow.

A cut that needs no help is certain; one that an identity chose is derived; where two remain, nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

Cut = tuple[int, ...]
Vector = tuple[int, ...]
_MOST_DIGITS = 72
_LONGEST = 8  # digits of one number
_LONGEST_OF_FEW = 6  # digits of a count of suits
_MOST_WAYS = 20_000  # in each half of a search


@dataclass(frozen=True)
class Digits:
    """A run of digits as printed: a token may be cut, but never joined with its neighbour."""

    tokens: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """Return all digits in one string."""
        return "".join(self.tokens)

    @cached_property
    def ends(self) -> list[int]:
        """Return for each digit where its token ends."""
        ends: list[int] = []
        for token in self.tokens:
            ends += [len(ends) + len(token)] * len(token)
        return ends

    def stops(self, start: int, longest: int = _LONGEST) -> range:
        """Return where a number that begins at `start` may end; none but 0 itself begins with 0."""
        if start >= len(self.text):
            return range(0)
        if self.text[start] == "0":
            return range(start + 1, start + 2)
        return range(start + 1, min(self.ends[start], start + longest) + 1)

    def number(self, start: int, end: int) -> int:
        """Return the number printed from `start` to `end`."""
        return int(self.text[start:end])


def count_cuts(tokens: Sequence[str], cells: int) -> int:
    """Count the ways to read tokens of digits as that many whole numbers."""
    digits = Digits(tuple(tokens))
    if len(digits.text) > _MOST_DIGITS or len(tokens) > cells:
        return 0
    ways = [0] * (len(digits.text) + 1)
    ways[0] = 1
    for _ in range(cells):
        following = [0] * len(ways)
        for start, number in enumerate(ways):
            if number:
                for end in digits.stops(start):
                    following[end] += number
        ways = following
    return ways[-1]


def list_cuts(tokens: Sequence[str], cells: int) -> Iterator[Cut]:
    """Yield every way to read tokens of digits as that many whole numbers, short first numbers first."""
    digits = Digits(tuple(tokens))
    length = len(digits.text)

    def cut(start: int, left: int) -> Iterator[Cut]:
        if not left:
            if start == length:
                yield ()
            return
        if not left <= length - start <= left * _LONGEST:
            return
        for end in digits.stops(start):
            for tail in cut(end, left - 1):
                yield (digits.number(start, end), *tail)

    return cut(0, cells)


def list_sums(tokens: Sequence[str], size: int) -> list[Cut]:
    """Return every way to read tokens as `size` numbers of which the last is the sum of the others."""
    digits = Digits(tuple(tokens))
    length = len(digits.text)
    if len(tokens) > size or not size <= length <= _MOST_DIGITS:
        return []
    found: list[Cut] = []
    for total_start in range(length - 1, max(length - _LONGEST, 1) - 1, -1):
        if length in digits.stops(total_start):
            total = digits.number(total_start, length)
            found += [(*terms, total) for terms in _terms(digits, total_start, size - 1, total)]
    return found


def _terms(digits: Digits, stop: int, count: int, total: int) -> Iterator[Cut]:
    """Yield every way to read the digits before `stop` as `count` numbers that add up to `total`."""
    longest = len(str(total))

    def cut(start: int, left: int, rest: int) -> Iterator[Cut]:
        if not left:
            if start == stop and not rest:
                yield ()
            return
        if not left <= stop - start <= left * longest:
            return
        for end in digits.stops(start, longest):
            number = digits.number(start, end)
            if end > stop or number > rest:
                break
            for tail in cut(end, left - 1, rest - number):
                yield (number, *tail)

    return cut(0, count, total)


def list_group_sums(tokens: Sequence[str], size: int, groups: int) -> list[Cut]:
    """Return every way to read tokens as groups of `size` numbers, the last of each the sum of its others.

    [] also where there are more ways than anybody could want to look through.
    """
    digits = Digits(tuple(tokens))
    length = len(digits.text)
    if len(tokens) > size * groups or not size * groups <= length <= _MOST_DIGITS:
        return []
    begun: dict[int, list[Cut]] = {0: [()]}  # position -> the readings of what stands before it
    for left in range(groups - 1, -1, -1):
        following: dict[int, list[Cut]] = {}
        for start, readings in begun.items():
            for group, end in _groups(digits, start, size):
                if length - end >= left * size:
                    following.setdefault(end, []).extend(reading + group for reading in readings)
            if sum(map(len, following.values())) > _MOST_WAYS:
                return []
        begun = following
    return begun.get(length, [])


def _groups(digits: Digits, start: int, size: int) -> Iterator[tuple[Cut, int]]:
    def cut(position: int, left: int) -> Iterator[tuple[Cut, int]]:
        if not left:
            yield (), position
            return
        for end in digits.stops(position, _LONGEST_OF_FEW):
            number = digits.number(position, end)
            for tail, stop in cut(end, left - 1):
                yield (number, *tail), stop

    for numbers, position in cut(start, size - 1):
        total = str(sum(numbers))
        end = position + len(total)
        if digits.text.startswith(total, position) and end in digits.stops(position):
            yield (*numbers, int(total)), end


def choose_together(
    options: Sequence[Sequence[tuple[Cut, Vector]]], wanted: Vector
) -> list[Cut] | None:
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
