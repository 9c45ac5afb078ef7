"""The text of every letter as it should be: `python -m tests.letters.golden` writes it again.

Read the difference before it is committed: these are the words that applicants receive.
"""

from __future__ import annotations

from pathlib import Path

from gongkai.letters.composition import compose
from tests.letters.examples import example_facts, letters

FOLDER = Path(__file__).parent / "golden"


def name_file(kind: str, outcome: str) -> str:
    return f"{outcome if outcome and outcome != kind else kind}.txt"


def print_letter(kind: str, outcome: str) -> str:
    letter = compose(kind, example_facts(kind, outcome))
    return "".join(f"{part}\t{text}\n" for part, text in letter.lines())


def write_all() -> None:
    FOLDER.mkdir(exist_ok=True)
    for kind, outcome in letters():
        text = print_letter(kind, outcome)
        (FOLDER / name_file(kind, outcome)).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_all()
