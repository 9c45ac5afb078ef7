"""A letter as a fragment of HTML: classes only, for a page that brings `preview/letter.css`."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from gongkai.letters.text import (
    SEAL_MARK,
    Block,
    LetterText,
    gather_tables,
    label_attachment,
    label_copies,
)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = resources.files("gongkai.letters").joinpath("preview.html")
    return environment.from_string(source.read_text(encoding="utf-8"))


def write_html(letter: LetterText, *, seal_mark: bool = False) -> str:
    """Return the letter as an `<article lang="zh-CN">`: every word escaped, no style, no script."""
    count = len(letter.attachments)
    return _template().render(
        letter=letter,
        addressee=f"{letter.addressee}：" if letter.addressee else "",
        parts=_list_parts(letter.blocks),
        attachments=[
            label_attachment(index, each, count) for index, each in enumerate(letter.attachments, 1)
        ],
        copies=label_copies(letter.copies),
        seal_mark=SEAL_MARK if seal_mark and letter.seal else "",
        slip_parts=_list_parts(letter.slip.blocks) if letter.slip else [],
    )


def _list_parts(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    """Return paragraphs, and tables with, for each first cell, what it spans."""
    parts: list[dict[str, object]] = []
    for part in gather_tables(blocks):
        if isinstance(part, Block):
            parts.append({"role": part.role.value, "text": part.text})
            continue
        columns = max(len(row.rest) for row in part)
        rows = []
        for index, row in enumerate(part):
            span = 1
            while index + span < len(part) and part[index + span].merged:
                span += 1
            rows.append({"row": row, "span": span, "wide": columns - len(row.rest) + 1})
        parts.append({"role": "table", "rows": rows})
    return parts
