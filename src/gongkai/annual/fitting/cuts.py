"""Digits that run together: every way to cut them, and the only one that the table's own identities allow.

「0203120001200000」 may be many rows. A cut that needs no help is certain; one that an identity chose is derived;
where two remain, nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

Cut = tuple[int, ...]
_MOST_DIGITS = 48
_MOST_CUTS = 60_000
_MOST_TABLES = 20_000


class TooMany(Exception):  # noqa: N818
    """There are more ways than anybody could want to look through."""


def cut_tokens(tokens: Sequence[str], cells: int) -> list[Cut]:
    """Return every way to read tokens of digits as that many whole numbers.

    A token may be cut, never joined with its neighbour; no number but 0 begins with 0. Raises TooMany.
    """
    if len(tokens) > cells or sum(map(len, tokens)) > _MOST_DIGITS:
        return []
    found: list[Cut] = []
    for cut in _cut(tuple(tokens), cells):
        found.append(cut)
        if len(found) > _MOST_CUTS:
            raise TooMany
    return found


def _cut(tokens: tuple[str, ...], cells: int) -> Iterator[Cut]:
    if not tokens:
        if cells == 0:
            yield ()
        return
    digits, rest = tokens[0], tokens[1:]
    room = cells - len(rest) - 1  # cells that this token may use beyond the first
    if room < 0 or cells > sum(map(len, tokens)):
        return
    longest = 1 if digits[0] == "0" else len(digits)
    for length in range(1, longest + 1):
        left = digits[length:]
        if left and not room:
            continue
        following = (left, *rest) if left else rest
        for tail in _cut(following, cells - 1):
            yield (int(digits[:length]), *tail)


def adds_up(cut: Cut) -> bool:
    """Tell whether the last number is the sum of the others."""
    return cut[-1] == sum(cut[:-1])


def cut_sums(token_run: Sequence[str], groups: int, size: int) -> list[tuple[Cut, ...]]:
    """Return every way to read a run as `groups` groups of `size`, the last of each the sum of the others."""
    found: list[tuple[Cut, ...]] = []

    def extend(tokens: tuple[str, ...], done: tuple[Cut, ...]) -> None:
        if len(done) == groups:
            if not tokens:
                found.append(done)
            return
        if len(found) > _MOST_CUTS:
            raise TooMany
        for cut, rest in _heads(tokens, size):
            if adds_up(cut):
                extend(rest, (*done, cut))

    if sum(map(len, token_run)) <= _MOST_DIGITS:
        extend(tuple(token_run), ())
    return found


def _heads(tokens: tuple[str, ...], size: int) -> Iterator[tuple[Cut, tuple[str, ...]]]:
    """Yield each reading of the first `size` numbers with what is left after them."""
    if size == 0:
        yield (), tokens
        return
    if not tokens:
        return
    digits, rest = tokens[0], tokens[1:]
    longest = 1 if digits[0] == "0" else min(len(digits), 9)
    for length in range(1, longest + 1):
        left = digits[length:]
        for tail, remaining in _heads((left, *rest) if left else rest, size - 1):
            yield (int(digits[:length]), *tail), remaining


def choose_together(
    candidates: Sequence[Sequence[Cut]], holds: Callable[[tuple[Cut, ...]], bool]
) -> tuple[Cut, ...] | None:
    """Return the only choice of one cut per row for which `holds`; None if there is no such or more than one."""
    ways = 1
    for options in candidates:
        ways *= len(options)
    if not ways or ways > _MOST_TABLES:
        return None
    chosen: tuple[Cut, ...] | None = None
    for choice in product(*candidates):
        if holds(choice):
            if chosen is not None:
                return None
            chosen = choice
    return chosen
