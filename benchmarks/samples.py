"""The files that are measured: made reports with known figures, and the examples."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tests.made.figures import Number
from tests.made.official import Id
from tests.made.prose import make_report
from tests.made.shapes import SHAPES
from tests.made.tables import grid

from gongkai.annual.forms import load_form
from gongkai.annual.interchange import values

# For each format the shapes that a publisher's program writes, not those that damage makes.
FORMATS = {
    "pdf": ("pdf-ruled", "pdf-unruled", "pdf-wrapped-labels", "pdf-boxes-for-lines"),
    "html": ("html", "html-site-chrome", "html-word-export"),
    "docx": ("docx",),
    "text": ("text", "text-layout", "markdown"),
    "xlsx": ("xlsx",),
    "ofd": ("ofd",),
}
SEEDS = range(3)
EXAMPLES = Path(__file__).parents[1] / "examples"
# Published reports kept beside the project, where they are: real producers, real fonts.
PUBLISHED = Path(__file__).parents[2] / "shared" / "reports"


@dataclass(frozen=True, slots=True)
class TrueRow:
    """A row of a table as printed: its label, and its figures from left to right."""

    label: str
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file, and what is true of it; an example of the repository has no truth here."""

    name: str
    data: bytes
    truth: dict[Id, Number]
    rows: tuple[TrueRow, ...]


def make_samples(kind: str) -> list[Sample]:
    """Return the files of a format."""
    samples = []
    for shape in FORMATS[kind]:
        for seed in SEEDS:
            report = make_report(seed, scale=("bureau", "county", "town")[seed % 3])
            rendered = SHAPES[shape](report, seed)
            rows = [
                TrueRow(
                    "".join(cell.text for cell in row if cell.id is None),
                    tuple(report.figures[cell.id] for cell in row if cell.id is not None),
                )
                for table in ("table2", "table3", "table4")
                for row in grid(report.figures, table)
                if any(cell.id is not None for cell in row)
            ]
            samples.append(
                Sample(f"{shape}-{seed}", rendered.data, dict(rendered.readable), tuple(rows))
            )
    samples += [
        Sample(path.name, path.read_bytes(), {}, ()) for path in sorted(EXAMPLES.glob(f"*.{kind}"))
    ]
    return samples


def find_published(kind: str) -> list[Sample]:
    """Return the published reports of a format with their true figures; [] where there are none."""
    samples = []
    for truth_file in sorted(PUBLISHED.glob("*.truth.json")):
        truth = json.loads(truth_file.read_text("utf-8"))
        known = {
            Id(*id_): number
            for id_, number in values(truth).items()
            if isinstance(number, int | float)
        }
        rows = []
        for table in load_form(truth["form"]).tables:
            for row in table.rows:
                figures = [known.get(Id(table.id, row.id, column.id)) for column in row.columns]
                if None not in figures:
                    rows.append(TrueRow(row.label, tuple(figures)))
        samples += [
            Sample(name, (PUBLISHED / name).read_bytes(), known, tuple(rows))
            for name in truth["files"]
            if name.endswith(f".{kind}")
        ]
    return samples
