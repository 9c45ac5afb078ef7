"""Which strip is which row of the form: by label, with the form's order as the thread.

Rows whose label is lost, or stands far from its values, are placed only between two rows that were found by
label, and only if as many strips stand there as the form has rows, no more and no fewer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from gongkai.annual.fitting.fold import squash
from gongkai.annual.fitting.strips import Strip
from gongkai.annual.forms import Row

_NUMBERING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+\s*[、.．]|\d+\s*[.、．])"
)
_ACCEPT = 0.62  # the least likeness that counts as this label
_BEGINNING = 5  # ideographs by which the beginning of a label is known
_NAMED = 60  # the least likeness, of 100, of a row's label to some stretch of the table's words
_BELOW = 4  # label fragments looked at below the figures
_BELOW_IN_COLUMN = 16  # in a narrow column a label may take as many lines
_SAME_COLUMN = 3  # half characters
_REACH = 8  # label fragments looked back over


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip placed on a row; `by_order` where no label of its own says so."""

    row: Row
    strip: Strip
    by_order: bool = False


@cache
def _labels(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squash(label) for label in (row.label, *row.variants)))


@cache
def _index(rows: tuple[Row, ...]) -> dict[str, int]:
    return {label: number for number, row in enumerate(rows) for label in _labels(row)}


def _tails(fragments: list[str]) -> list[str]:
    """Return the last fragment, the last two joined, and so on, as ideographs only; empty ones left out."""
    tails: list[str] = []
    joined = ""
    for fragment in reversed(fragments[-_REACH:]):
        plain = squash(_NUMBERING.sub("", fragment, count=1))
        if plain:
            joined = plain + joined
            tails.append(joined)
    return tails


def _whole_labels(strip: Strip, following: Strip, exact: dict[str, int]) -> set[int]:
    """Return the rows whose label stands around the figures, its end below them, letter for letter.

    In a layout the pieces of one label stand below each other, and a group's label runs down beside them. Where
    that does not tell them apart, single characters are left out: they are such a group's label.
    """
    above = _with_columns(strip)
    below = _with_columns(following)
    below = below[: len(below) - following.own]
    column = above[-1][1] if strip.own else -1
    if column >= 0:
        found = _join_around(
            [words for words, left in above if abs(left - column) <= _SAME_COLUMN],
            [words for words, left in below if abs(left - column) <= _SAME_COLUMN],
            exact,
        )
        if found:
            return found
    return _join_around(
        [words for words, _ in above if len(squash(words)) > 1],
        [words for words, _ in below[:_BELOW] if len(squash(words)) > 1],
        exact,
    )


def _with_columns(strip: Strip) -> list[tuple[str, int]]:
    """Pair a strip's fragments with where they begin; -1 where that is not known."""
    known = len(strip.lefts) == len(strip.fragments)
    lefts = strip.lefts if known else [-1] * len(strip.fragments)
    return list(zip(strip.fragments, lefts, strict=True))


def _join_around(above: list[str], below: list[str], exact: dict[str, int]) -> set[int]:
    tails = _tails(above)
    heads = [""]
    for words in below[:_BELOW_IN_COLUMN]:
        if _NUMBERING.match(words):
            break
        heads.append(heads[-1] + squash(words))
    return {exact[tail + head] for tail in tails for head in heads if tail + head in exact}


def _likeness(tail: str, label: str) -> float:
    if tail == label:
        return 1.0
    if tail.endswith(label):
        # A group's label stands before the row's: （三）不予公开1.属于国家秘密. Two characters need more care.
        return 0.97 - min(0.01 * (len(tail) - len(label)), 0.2) - (0.1 if len(label) < 4 else 0.0)
    if len(label) < 4:
        return 0.0
    if label in tail:
        return 0.85
    if len(tail) >= _BEGINNING and label.startswith(tail):
        return 0.8  # the rest of the label stands below the figures
    common = LCSseq.similarity(tail, label)
    return 0.6 * common / len(label) + 0.4 * 2 * common / (len(tail) + len(label))


def _scores(
    strip: Strip, rows: tuple[Row, ...], following: Strip | None = None
) -> dict[int, float]:
    exact = _index(rows)
    tails = _tails(strip.fragments)
    piled = _piles_up(strip, rows)
    if piled:
        # Several rows' labels before one row of values: only what stands in its own line is its label.
        tails = _tails(strip.fragments[len(strip.fragments) - strip.own :])
    for tail in tails:
        if tail in exact:
            return {exact[tail]: 1.0}
    if following is not None and not strip.explicit and (strip.own or not piled):
        whole = _whole_labels(strip, following, exact)
        if len(whole) == 1:
            return {whole.pop(): 1.0}
    scores: dict[int, float] = {}
    for number, row in enumerate(rows):
        best = max(
            (_likeness(tail, label) for tail in tails for label in _labels(row)), default=0.0
        )
        if best >= _ACCEPT:
            scores[number] = best
    return scores


def _piles_up(strip: Strip, rows: tuple[Row, ...]) -> bool:
    """Tell whether several rows' labels stand before the figures; a short one counts only with its number."""
    before = squash("".join(strip.fragments))
    numbered = {
        squash(_NUMBERING.sub("", words, count=1))
        for words in strip.fragments
        if _NUMBERING.match(words)
    }
    return (
        sum(
            any(label in numbered or (len(label) > 4 and label in before) for label in _labels(row))
            for row in rows
        )
        > 1
    )


def place_strips(
    strips: list[Strip], rows: tuple[Row, ...], seen: str, *, ordered: bool = True
) -> list[Placed]:
    """Place strips on rows. `seen` is all the label text of the table, as ideographs.

    Where every label is one of a kind (`ordered` False) the rows may stand in any order.
    """
    filled = [strip for strip in strips if strip.values]
    followed = zip_longest(strips, strips[1:])
    scores = [
        _scores(strip, rows, following) if strip.vectors == 1 else {}
        for strip, following in followed
        if strip.values
    ]
    chosen = _align(scores, len(rows))
    if not ordered and len(chosen) < sum(map(bool, scores)):
        return _place_freely(filled, rows, scores)
    placed = {number: Placed(rows[row], filled[number]) for number, row in chosen.items()}
    return _fill_gaps(filled, rows, chosen, placed, seen)


def _place_freely(
    strips: list[Strip], rows: tuple[Row, ...], scores: list[dict[int, float]]
) -> list[Placed]:
    best = {
        number: max(score, key=lambda row: score[row])
        for number, score in enumerate(scores)
        if score
    }
    claimed = list(best.values())
    return [
        Placed(rows[row], strips[number]) for number, row in best.items() if claimed.count(row) == 1
    ]


def _align(scores: list[dict[int, float]], rows: int) -> dict[int, int]:
    """Choose strip -> row, ascending in both, with the greatest sum of likeness."""
    width = rows + 1
    best = [[0.0] * width for _ in range(len(scores) + 1)]
    for number in range(len(scores) - 1, -1, -1):
        line, below = best[number], best[number + 1]
        row_scores = scores[number]
        for row in range(rows - 1, -1, -1):
            top = max(below[row], line[row + 1])
            score = row_scores.get(row)
            if score is not None:
                top = max(top, score - 0.5 + below[row + 1])
            line[row] = top
    chosen: dict[int, int] = {}
    number = row = 0
    while number < len(scores) and row < rows:
        score = scores[number].get(row)
        here = best[number][row]
        if score is not None and abs(here - (score - 0.5 + best[number + 1][row + 1])) < 1e-9:
            chosen[number] = row
            number, row = number + 1, row + 1
        elif abs(here - best[number + 1][row]) < 1e-9:
            number += 1
        else:
            row += 1
    return chosen


def _fill_gaps(
    strips: list[Strip],
    rows: tuple[Row, ...],
    chosen: dict[int, int],
    placed: dict[int, Placed],
    seen: str,
) -> list[Placed]:
    anchors = [(-1, -1), *sorted(chosen.items()), (len(strips), len(rows))]
    for (left, above), (right, below) in pairwise(anchors):
        bare = [number for number in range(left + 1, right) if number not in placed]
        missing = _missing_rows(rows, above + 1, below, seen)
        if len(bare) != len(missing) or (len(missing) > 1 and not _are_named(missing, seen)):
            continue
        if all(_fits(strips[number], row) for number, row in zip(bare, missing, strict=True)):
            for number, row in zip(bare, missing, strict=True):
                placed[number] = Placed(row, strips[number], by_order=True)
    return [placed[number] for number in sorted(placed)]


def _missing_rows(rows: tuple[Row, ...], start: int, end: int, seen: str) -> list[Row]:
    """Return the rows between two anchors that the source prints: either the three of （六） or the one."""
    three = {row_id for row in rows for row_id in row.instead_of}
    named = [
        row for row in rows if row.id in three and any(label in seen for label in _labels(row))
    ]
    # 其他 alone is also a column; one of the other two tells that there are three.
    prints_three = any(len(_labels(row)[0]) > 2 for row in named)
    return [
        row for row in rows[start:end] if not (row.instead_of if prints_three else row.id in three)
    ]


def _are_named(rows: list[Row], seen: str) -> bool:
    """Tell whether the source names each of these rows somewhere in the table, however cut up."""
    return all(
        max(fuzz.partial_ratio(label, seen) for label in _labels(row)) >= _NAMED for row in rows
    )


def _fits(strip: Strip, row: Row) -> bool:
    if strip.explicit or strip.vectors > 1:
        return len(strip.values) >= len(row.columns)
    return bool(strip.values)
