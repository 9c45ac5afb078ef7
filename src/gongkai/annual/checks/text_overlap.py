"""How much of a text stood in another one, and which passages, in linear time."""

from __future__ import annotations

from dataclasses import dataclass

_SHINGLE = 8  # characters: long enough that set phrases alone (政府信息公开) do not match
_PASSAGE = 20  # shorter runs count for the share but are not worth showing


@dataclass(frozen=True, slots=True)
class Overlap:
    """`covered` of `length` characters stand in the other text too; `passages`: the longer runs."""

    covered: int
    length: int
    passages: tuple[tuple[int, int], ...]

    @property
    def share(self) -> float:
        """The share covered, 0 to 1."""
        return self.covered / self.length if self.length else 0.0


def find_overlap(text: str, other: str) -> Overlap:
    """Compare two texts as they are: years, figures and headings are taken out before."""
    known = {other[at : at + _SHINGLE] for at in range(len(other) - _SHINGLE + 1)}
    covered = 0
    passages: list[tuple[int, int]] = []
    start = end = -1  # the run being extended
    for at in range(len(text) - _SHINGLE + 1):
        if text[at : at + _SHINGLE] not in known:
            continue
        if at <= end:
            covered += at + _SHINGLE - end
        else:
            if end - start >= _PASSAGE:
                passages.append((start, end))
            start = at
            covered += _SHINGLE
        end = at + _SHINGLE
    if end - start >= _PASSAGE:
        passages.append((start, end))
    return Overlap(covered, len(text), tuple(passages))
