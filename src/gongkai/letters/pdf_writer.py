"""A letter as PDF, by Typst. The words go in as data: nothing an applicant typed is mark-up."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, time
from importlib import resources
from typing import Any

from gongkai.letters.errors import FontError
from gongkai.letters.fonts import FontChoice, find_faces, find_uncovered
from gongkai.letters.text import (
    SEAL_MARK,
    Block,
    LetterText,
    gather_tables,
    label_attachment,
    label_copies,
)


def write_pdf(
    letter: LetterText, *, fonts: FontChoice | None = None, seal_mark: bool = False
) -> bytes:
    """Return the letter as PDF; the same letter and fonts give the same bytes.

    FontError where the machine has no Chinese font, or none with a character of the letter:
    it names them. `seal_mark` prints （印章） where the seal goes.
    """
    import typst

    choice = fonts or FontChoice()
    faces = find_faces(choice)
    words = json.dumps(_describe(letter, seal_mark=seal_mark), ensure_ascii=False)
    words = _settle(words, find_uncovered(choice, letter.plain()), choice)
    folders: list[Any] = [*choice.folders]
    return typst.compile(
        resources.files("gongkai.letters").joinpath("page.typ").read_bytes(),
        format="pdf",
        font_paths=folders,
        ignore_system_fonts=not choice.system,
        sys_inputs={"letter": words, "fonts": json.dumps(dataclasses.asdict(faces))},
        timestamp=int(datetime.combine(letter.day, time(), UTC).timestamp()),
    )


def _settle(words: str, uncovered: str, choice: FontChoice) -> str:
    if not uncovered:
        return words
    if not choice.substitute:
        shown = "、".join(f"{each}（U+{ord(each):04X}）" for each in uncovered[:10])
        raise FontError(
            f"本机字体缺少{len(uncovered)}个字：{shown}。请安装含有这些字的字体"
            "（Debian：fonts-noto-cjk），或者下载 DOCX",
            f"the fonts of this machine lack {len(uncovered)} characters: {shown}; install a font that "
            "has them (Debian: fonts-noto-cjk), or take the DOCX",
            uncovered,
        )
    return words.translate({ord(each): choice.substitute for each in uncovered})


def _describe(letter: LetterText, *, seal_mark: bool) -> dict[str, Any]:
    count = len(letter.attachments)
    return {
        "title": letter.title,
        "author": letter.organ or letter.masthead,
        "year": letter.day.year,
        "month": letter.day.month,
        "of_month": letter.day.day,
        "masthead": letter.masthead,
        "number": letter.number,
        "addressee": f"{letter.addressee}：" if letter.addressee else "",
        "parts": _list_parts(letter.blocks),
        "attachments": [
            label_attachment(index, each, count) for index, each in enumerate(letter.attachments, 1)
        ],
        "organ": letter.organ,
        "dated": letter.dated,
        "seal_mark": SEAL_MARK if seal_mark and letter.seal else "",
        "notes": [f"（{note}）" for note in letter.notes],
        "copies": label_copies(letter.copies),
        "slip": letter.slip
        and {"title": letter.slip.title, "parts": _list_parts(letter.slip.blocks)},
    }


def _list_parts(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [
        {"role": part.role.value, "text": part.text}
        if isinstance(part, Block)
        else {"role": "table", "rows": [dataclasses.asdict(row) for row in part]}
        for part in gather_tables(blocks)
    ]
