"""The files to break, and what is asked of the reader for each."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from functools import cache
from random import Random

from gongkai.annual.errors import NotReadable
from gongkai.annual.reading import read_report
from tests.fuzz.mutations import mutate
from tests.made.prose import make_report
from tests.made.shapes import SHAPES

SECONDS = 10.0  # for one file, however broken, on a machine that has other things to do
SEEDS = (
    "text", "text-seed-like", "text-layout", "text-glued", "text-cell-per-line", "text-bars-leading",
    "text-columns-dumped", "text-vertical-labels", "markdown", "markdown-broken", "html",
    "html-word-export", "html-site-chrome", "html-nested-tables", "html-gbk", "html-uneven-spans",
    "mhtml", "docx", "xlsx", "ofd", "pdf-ruled", "pdf-unruled",
)  # fmt: skip


@dataclass(frozen=True)
class Failure:
    """A case that was answered with anything but a report or a reason."""

    number: int
    shape: str
    what: str
    where: str
    seconds: float


@cache
def _file(shape: str, variant: int) -> tuple[bytes, str]:
    report = make_report(variant, form="2021" if variant % 2 else "2019")
    rendered = SHAPES[shape](report, variant)
    return rendered.data, rendered.name


def make_case(seed: int, number: int) -> tuple[bytes, str, str]:
    """Return the broken file of that number: its bytes, its name, the shape that it was."""
    random = Random(f"{seed}:{number}")
    shape = SEEDS[number % len(SEEDS)]
    data, name = _file(shape, random.randrange(1, 5))
    if random.random() < 0.1:
        name = random.choice(("", "a.pdf", "a.docx", "a.html", "a.txt", "a.md", "a.doc", "a"))
    return mutate(data, random), name, shape


def run_case(seed: int, number: int) -> tuple[Failure | None, float]:
    """Read one broken file; return what was wrong with the answer, if anything, and the seconds it took."""
    data, name, shape = make_case(seed, number)
    started = time.perf_counter()
    what = where = ""
    try:
        read_report(data, name)
    except NotReadable as refusal:
        for message in (refusal.chinese, refusal.english):
            if not message.strip() or "\n" in message:
                what, where = f"message {message!r}", type(refusal).__name__
    except BaseException as error:  # noqa: BLE001  (whatever comes is a finding)
        frame = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}"[:200]
        where = f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
    seconds = time.perf_counter() - started
    if not what and seconds > SECONDS:
        what, where = f"{seconds:.1f} s", shape
    return (Failure(number, shape, what, where, seconds) if what else None), seconds
