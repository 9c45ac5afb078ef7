"""What a document says, as plain tuples to compare."""

from __future__ import annotations

from gongkai.annual.document import Document, Grid, Line


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Line)]


def grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def told(document: Document) -> list[str | list[list[str | None]]]:
    """Return the blocks in order: a line as its text, a grid as its rows of texts."""
    return [
        block.text
        if isinstance(block, Line)
        else [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
    ]
