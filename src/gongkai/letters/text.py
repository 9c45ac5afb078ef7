"""A letter as text: what it says and which part of the page each line is, before any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby


class Role(StrEnum):
    """What a paragraph is on the page (GB/T 9704-2012)."""

    BODY = "body"
    HEAD = "head"
    SUBHEAD = "subhead"
    ITEM = "item"
    ROW = "row"
    LEFT = "left"


SEAL_MARK = "（印章）"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or, for `Role.ROW`, one row of a table with its cells."""

    role: Role
    text: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its first cell and the others. `merged` with the same head above it."""

    head: str
    rest: tuple[str, ...]
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A reply slip, on a page of its own behind the letter."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LetterText:
    """A composed letter. `masthead` is 发文机关标志; `organ`, `dated`, `seal` close the letter."""

    kind: str
    day: date
    title: str = ""
    masthead: str = ""
    number: str = ""
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    organ: str = ""
    dated: str = ""
    seal: str = ""
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    slip: Slip | None = None

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield (part of the page, text) in the order of the page; a table yields its cells."""
        for name in ("masthead", "number", "title", "addressee"):
            if text := getattr(self, name):
                yield name, f"{text}：" if name == "addressee" else text
        yield from _lines(self.blocks)
        for index, attachment in enumerate(self.attachments, 1):
            yield "attachment", label_attachment(index, attachment, len(self.attachments))
        for name in ("organ", "dated"):
            if text := getattr(self, name):
                yield name, text
        for note in self.notes:
            yield "note", f"（{note}）"
        if self.copies:
            yield "copies", label_copies(self.copies)
        if self.slip is not None:
            yield "title", self.slip.title
            yield from _lines(self.slip.blocks)

    def plain(self) -> str:
        """Return the text alone, a line for each paragraph and cell: what all formats hold."""
        return "\n".join(text for _, text in self.lines() if text)


def label_attachment(index: int, text: str, count: int) -> str:
    """Return an attachment as listed: 附件：甲 for one, 附件：1. 甲, then 2. 乙 for several."""
    numbered = text if count == 1 else f"{index}. {text}"
    return f"附件：{numbered}" if index == 1 else numbered


def label_copies(copies: tuple[str, ...]) -> str:
    """Return the line of 抄送; empty for none."""
    return f"抄送：{'，'.join(copies)}。" if copies else ""


def gather_tables(blocks: tuple[Block, ...]) -> Iterator[Block | tuple[Row, ...]]:
    """Yield paragraphs as they are, and each run of rows as one table."""
    for tabular, run in groupby(blocks, key=lambda block: block.role is Role.ROW):
        if not tabular:
            yield from run
            continue
        rows: list[Row] = []
        for block in run:
            head, *rest = block.cells
            if rest and rows and len(rows[-1].rest) == len(rest) > 1 and rows[-1].head == head:
                rows.append(Row(head, tuple(rest), merged=True))
            else:
                rows.append(Row(head, tuple(rest)))
        yield tuple(rows)


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for part in gather_tables(blocks):
        if isinstance(part, Block):
            yield part.role.value, part.text
            continue
        for row in part:
            cells = row.rest if row.merged else (row.head, *row.rest)
            yield from (("cell", cell) for cell in cells)
