"""A figure lost from a text, or a stray one in it, may cost cells but never makes one wrong."""

import re
from random import Random

import pytest

from gongkai.annual.errors import NotReadable
from gongkai.annual.reading import read_report
from tests.made.prose import make_report
from tests.made.shapes import SHAPES

SHAPES_OF_TEXT = ("text-seed-like", "text-layout", "text-columns-dumped", "text-cell-per-line")
_FIGURE = re.compile(r"(?<!\S)\d+(?!\S)")


def lose_a_figure(text, random):
    figure = random.choice(list(_FIGURE.finditer(text)))
    return text[: figure.start()] + text[figure.end() :]


def gain_a_line(text, random):
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines)), str(random.randrange(1, 20)))
    return "\n".join(lines)


@pytest.mark.parametrize("shape", SHAPES_OF_TEXT)
@pytest.mark.parametrize("damage", [lose_a_figure, gain_a_line])
def test_damage_costs_cells_but_makes_none_wrong(shape, damage):
    wrong = []
    for seed in range(24):
        random = Random(seed)
        rendered = SHAPES[shape](make_report(seed % 4, scale="county"), seed % 4)
        text = damage(rendered.data.decode(), random)
        try:
            report = read_report(text.encode(), rendered.name)
        except NotReadable:
            continue
        wrong += [
            (seed, str(id_), value, report.value(*id_))
            for id_, value in rendered.readable.items()
            if report.value(*id_) not in {None, value}
        ]
    assert wrong == []
