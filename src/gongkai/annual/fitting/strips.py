"""Strips: what stands between two labels of a table, with the words around it.

A strip is a run of values, as cells of a table row or as numbers in running text, with the fragments of label
that precede it. Which row of the form it is, is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.annual.fitting.flow import LONGEST_LINE, Flow, FlowRow, display_width
from gongkai.annual.fitting.fold import squash
from gongkai.annual.fitting.outline import Region
from gongkai.annual.model import Place

NUMBER = r"[增减]?[+\-−]?\d[\d,，]*(?:\.\d+)?"
# A table has some thirty rows, and a page saved as one line some thousand characters; beyond these is no table.
_MOST_STRIPS = 2000
_MOST_LINE = 50_000
COLUMN_NAMES = ("自然人", "商业企业", "科研机构", "社会公益", "法律服务", "其他", "总计")
# 22（其中修订16件）; but （二） after a figure begins the next row.
NOTE = r"(?:\s*[（(](?![一二三四五六七八九十]{1,2}[)）])[^（）()]{2,40}[)）])"
# A cell that holds a value and nothing else: a number with its unit or a note, a slash, a dash, or nothing.
VALUE_CELL = re.compile(
    rf"(?:{NUMBER}(?:\s*(?:万元|元|件|条|份|个|项|宗|起))?{NOTE}?|/+|\\|[-—–―─一]{{1,3}}|无|)",
    re.ASCII,
)
_PART = re.compile(
    rf"(?P<number>{NUMBER}(?!\d|\s*[年月])(?:\s*(?:万元|元(?!素)))?{NOTE}?)|(?P<mark>(?<!\S)(?:/|—+|-{{1,2}})(?!\S))"
    r"|(?P<bar>\|)|(?P<space>\s+)|(?P<word>[^\s|\d/]+|\S)",
    re.ASCII,
)
# A number that belongs to the words after it: 1.属于国家秘密, 第20条, (1)
_GLUED_ITEM = re.compile(r"\d+(?=\d[.、．]\s*[^\d\s])", re.ASCII)
_ITEM = re.compile(r"\d\s*[.、．)）]\s*(?=[^\d\s])")


@dataclass(slots=True)
class Value:
    """A value as printed; `column` is where it stands: in characters of its line, or in grid columns."""

    raw: str
    place: Place
    left: int
    right: int
    row: int  # the flow row


@dataclass(slots=True)
class Strip:
    """A run of values with the label fragments before it.

    `explicit` says that the source draws every cell, so that a blank is a blank and the count is the row's own;
    `vectors` above 1 says that several rows' values came in one run, so that no label can claim this one.
    """

    fragments: list[str]
    values: list[Value]
    explicit: bool
    vectors: int = 1
    # How many of the fragments, at the end, stand in the same row or line as the values.
    own: int = 0
    lefts: list[int] = field(default_factory=list)  # where each fragment begins in its line


def _is_value(text: str) -> bool:
    return VALUE_CELL.fullmatch(text) is not None


def _row_strip(row: FlowRow, index: int, window: tuple[int, int] | None) -> Strip | None:
    """Split a table row into label cells and value cells.

    With a `window` of grid columns (from the header) the values are what stands in it; otherwise they are the
    cells after the last one that holds words.
    """
    cells = row.cells or []
    if window is not None:
        labels = [cell for cell in cells if cell.left < window[0]]
        values = [cell for cell in cells if cell.left >= window[0] and cell.right <= window[1] + 1]
    else:
        last = max(
            (number for number, cell in enumerate(cells) if not _is_value(cell.text)), default=-1
        )
        # Words that stand among figures are a value of their own: a cell that is text.
        labels, values = cells[: last + 1], cells[last + 1 :]
    if not values or (window is None and not any(cell.text for cell in values)):
        return None
    if sum(squash(cell.text).startswith(COLUMN_NAMES) for cell in values) > 1:
        return None  # the header itself, perhaps repeated after a page break
    return Strip(
        [cell.text for cell in labels if cell.text],
        [Value(cell.text, cell.place, cell.left, cell.right, index) for cell in values],
        explicit=True,
        own=sum(bool(cell.text) for cell in labels),
    )


class Words(NamedTuple):
    """A fragment of a label, and where it begins in its line, in half characters."""

    text: str
    left: int


def _line_parts(row: FlowRow, index: int, start: int, end: int) -> list[Words | Value]:
    """Cut a stretch of a line into words and values, in order."""
    text = row.text[start:end]
    parts: list[Words | Value] = []
    words: list[str] = []
    position, begins, left = 0, 0, 0
    laid_out = len(row.text) <= LONGEST_LINE

    def add(word: str) -> None:
        nonlocal left
        if not words:
            left = start + position
        words.append(word)

    def flush() -> None:
        whole = "".join(words).strip()
        if whole:
            parts.append(Words(whole, display_width(row.text[:left]) if laid_out else -1))
        words.clear()

    while position < len(text):
        item = _ITEM.match(text, position)
        glued = _GLUED_ITEM.match(text, position)
        if glued and not item:
            # 00000002.其他法律: the last digit numbers the next label.
            raw = glued[0]
            begins = position + len(raw)
        elif item and (position in {0, begins} or not text[position - 1].isdigit()):
            flush()
            add(item[0])
            position = item.end()
            continue
        else:
            part = _PART.match(text, position)
            if part is None:  # cannot happen: the last alternative takes any character
                break
            if part["number"] is None and part["mark"] is None:
                if part["space"] is not None and len(part[0]) > 1:
                    flush()
                elif part["bar"] is None and (words or part["space"] is None):
                    add(part[0])
                position = part.end()
                continue
            raw = part[0]
        flush()
        column = (row.place.column or 1) + start + position
        place = (
            Place(page=row.place.page, line=row.place.line, column=column)
            if row.place.line is not None
            else row.place
        )
        parts.append(Value(raw, place, start + position, start + position + len(raw), index))
        position += len(raw)
    flush()
    return parts


def cut_strips(flow: Flow, region: Region, columns: int) -> tuple[list[Strip], list[str]]:
    """Cut a region into strips in reading order; also return all label fragments met, in order.

    `columns` is the number of value columns of the table, by which runs of many rows are recognised.
    """
    strips: list[Strip] = []
    fragments: list[str] = []
    everything: list[str] = []
    run: list[Value] = []
    windows = _windows(flow, region, columns)
    first, last = flow.row_at(region.start), flow.row_at(max(region.end - 1, region.start))
    lines: list[int] = []  # the flow row of each fragment
    lefts: list[int] = []

    def close() -> None:
        nonlocal run, fragments, lines, lefts
        if not run:
            return
        for vector in _vectors(run, flow, columns):
            own = lines.count(vector.values[0].row)
            strips.append(
                Strip(
                    fragments,
                    vector.values,
                    explicit=False,
                    vectors=vector.vectors,
                    own=own,
                    lefts=lefts,
                )
            )
            fragments, lines, lefts = [], [], []
        run = []

    for index in range(first, last + 1):
        if len(strips) > _MOST_STRIPS:
            break
        row = flow.rows[index]
        if row.cells is not None and not (len(row.cells) == 1 and len(row.cells[0].text) > 30):
            inside = row.start >= region.start or index > first
            strip = _row_strip(row, index, windows.get(row.grid)) if inside else None
            if strip is not None:
                close()
                everything += strip.fragments
                strip.lefts = lefts + [-1] * len(strip.fragments)
                strip.fragments = fragments + strip.fragments
                fragments, lines, lefts = [], [], []
                strips.append(strip)
            else:
                close()
                texts = [cell.text for cell in row.cells if cell.text]
                fragments += texts
                lines += [index] * len(texts)
                lefts += [-1] * len(texts)
                everything += texts
            continue
        start = max(region.start - row.start, 0)
        end = min(region.end - row.start, len(row.text))
        for part in _line_parts(row, index, start, min(end, start + _MOST_LINE)):
            if isinstance(part, Value):
                run.append(part)
            else:
                close()
                fragments.append(part.text)
                lines.append(index)
                lefts.append(part.left)
                everything.append(part.text)
    close()
    if fragments:
        strips.append(Strip(fragments, [], explicit=False, lefts=lefts))
    return strips, everything


def _windows(flow: Flow, region: Region, columns: int) -> dict[int, tuple[int, int]]:
    """Find, per table, the grid columns between the first and the last value column, from its header.

    Only a header that names each column at a place of its own is believed.
    """
    if columns != 7:
        return {}
    windows: dict[int, tuple[int, int]] = {}
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for index in range(flow.row_at(region.start), flow.row_at(region.end) + 1):
        row = flow.rows[index]
        if row.cells is None or row.grid in windows:
            continue
        for cell in row.cells:
            plain = squash(cell.text)
            name = next((name for name in COLUMN_NAMES if plain.startswith(name)), None)
            if name and len(plain) <= 8:
                found.setdefault(row.grid, {})[name] = (cell.left, cell.right)
        header = found.get(row.grid, {})
        if len(header) == len(COLUMN_NAMES):
            lefts = [header[name][0] for name in COLUMN_NAMES]
            if lefts == sorted(set(lefts)):
                windows[row.grid] = (lefts[0], header["总计"][1])
    return windows


@dataclass(slots=True)
class _Vector:
    values: list[Value]
    vectors: int


def _vectors(run: list[Value], flow: Flow, columns: int) -> list[_Vector]:
    """Split a run that holds several rows' worth: by rows, or by columns where the columns were dumped so.

    Blank lines set off the groups: seven groups of nine are nine rows dumped column by column.
    """
    if len(run) < 2 * columns:
        return [_Vector(run, 1)]
    groups: list[list[Value]] = []
    for value in run:
        if not groups or _apart(groups[-1][-1], value, flow):
            groups.append([])
        groups[-1].append(value)
    vectors: list[_Vector] = []
    done = 0
    while done < len(groups):
        size = len(groups[done])
        block = groups[done : done + columns]
        if len(block) == columns and all(len(group) == size for group in block):
            rows = [[group[index] for group in block] for index in range(size)]
            done += columns
        elif size % columns == 0:
            rows = _rows_or_columns(groups[done], columns)
            done += 1
        else:
            return [_Vector(run, 2)]
        vectors += [_Vector(row, len(rows)) for row in rows]
    return vectors


def _rows_or_columns(values: list[Value], columns: int) -> list[list[Value]]:
    """Without blank lines only the sums tell whether rows or columns were dumped; rows unless they deny it."""
    by_rows = [values[start : start + columns] for start in range(0, len(values), columns)]
    by_columns = [values[start :: len(by_rows)] for start in range(len(by_rows))]
    return by_columns if _add_up(by_columns) and not _add_up(by_rows) else by_rows


def _apart(one: Value, two: Value, flow: Flow) -> bool:
    return any(not flow.rows[row].text.strip() for row in range(one.row + 1, two.row))


def _add_up(rows: list[list[Value]]) -> bool:
    """Tell whether every row's last number is the sum of the others."""
    try:
        numbers = [[int(value.raw) for value in row] for row in rows]
    except ValueError:
        return False
    return all(row[-1] == sum(row[:-1]) for row in numbers)
