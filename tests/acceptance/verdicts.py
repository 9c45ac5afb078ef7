"""Judge a reading cell by cell: right, wrong, invented, refused without need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.annual.errors import NotReadable
from gongkai.annual.model import AnnualReport, CellId
from gongkai.annual.reading import read_report
from tests.made.figures import Number
from tests.made.prose import make_report
from tests.made.report import MadeReport
from tests.made.shapes import SHAPES, Rendered

WRONG, INVENTED, REFUSED = "wrong", "invented", "refused"


class Failure(NamedTuple):
    """A cell that was not read as it should have been. `kind` is wrong, invented or refused."""

    kind: str
    cell: str
    expected: Number | None
    got: Number | None
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """One made report in one shape."""

    shape: str
    scale: str
    form: str
    seed: int

    def __str__(self) -> str:
        return f"{self.shape}-{self.scale}-{self.form}-{self.seed}"

    def report(self) -> MadeReport:
        """Make the report."""
        single = self.seed % 3 == 0 if self.form == "2021" else None
        return make_report(self.seed, form=self.form, scale=self.scale, single_other=single)

    def render(self) -> Rendered:
        """Make the file."""
        return SHAPES[self.shape](self.report(), self.seed)


# A city's figures run together have more cuts than the oracle can weigh; no city publishes such a page.
_NOT_FOR_CITIES = ("text-glued", "text-half-separated")


def cases(seeds: Mapping[str, range]) -> Iterator[Case]:
    """Yield every shape with every size and form for the seeds of that size."""
    for shape in SHAPES:
        for scale, numbers in seeds.items():
            if scale == "city" and shape in _NOT_FOR_CITIES:
                continue
            for seed in numbers:
                yield Case(shape, scale, "2019" if seed % 4 == 3 else "2021", seed)


def judge_cells(
    report: AnnualReport,
    readable: Mapping[CellId, Number],
    refused: frozenset[CellId],
    truth: Mapping[CellId, Number | None],
) -> Iterator[Failure]:
    """Compare a reading with what could be read. A cell that is neither may hold the truth or nothing."""
    for id_, expected in truth.items():
        cell = report.cells.get(CellId(*id_))
        got = cell.value if cell is not None else None
        raw, why = (cell.raw, cell.why) if cell is not None else ("", "not in the report")
        if id_ in refused:
            if got is not None:
                yield Failure(INVENTED, str(id_), None, got, raw, why)
        elif got is None:
            if id_ in readable:
                yield Failure(REFUSED, str(id_), expected, None, raw, why)
        elif got != expected:
            yield Failure(WRONG, str(id_), expected, got, raw, why)
    known = {tuple(id_) for id_ in truth}
    for id_, cell in report.cells.items():
        if tuple(id_) not in known and cell.value is not None:
            yield Failure(
                INVENTED, str(id_), None, cell.value, cell.raw, "no such cell in this form"
            )


def judge(case: Case, rendered: Rendered | None = None) -> list[Failure]:
    """Make a file, unless it is made already, read it and judge it."""
    return judge_rendered(case.report(), case.render() if rendered is None else rendered)


def judge_made(made: MadeReport, shape: str, seed: int) -> list[Failure]:
    """Judge a reading of this report in this shape."""
    return judge_rendered(made, SHAPES[shape](made, seed))


def judge_rendered(made: MadeReport, rendered: Rendered) -> list[Failure]:
    """Judge a reading of this file. One refused as a whole refuses each of its cells."""
    truth = {id_: made.figures.values[id_] for id_ in made.figures.ids()}
    try:
        report = read_report(rendered.data, rendered.name)
    except NotReadable as error:
        return [
            Failure(REFUSED, str(id_), value, None, "", error.english)
            for id_, value in rendered.readable.items()
        ]
    return list(judge_cells(report, rendered.readable, rendered.refused, truth))
