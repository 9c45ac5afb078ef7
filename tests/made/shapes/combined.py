"""Several habits at once: a text shape in other characters, another encoding, other line ends, with a header of a crawler."""

from __future__ import annotations

from random import Random

from tests.made.report import MadeReport
from tests.made.shapes import bars, habits, lines
from tests.made.shapes.base import Rendered
from tests.made.shapes.folding import HALF_WIDTH, traditional_characters


def _rewrite(rendered: Rendered, seed: int) -> Rendered:
    """Write a text otherwise: Traditional characters, half-width stops, an encoding, line ends, a crawler's header."""
    random = Random(f"rewrite/{seed}")
    text = rendered.data.decode()
    if random.random() < 0.5:
        text = text.translate(HALF_WIDTH)
    if random.random() < 0.5:
        text = text.translate(traditional_characters())
    if random.random() < 0.5:
        text = f"标题: 年度报告\n发布时间: 2025-01-24 15:06\n浏览次数: 1024\n{'=' * 20} 正文 {'=' * 20}\n{text}"
    if random.random() < 0.3:
        text = text.replace("“", '"').replace("”", '"')
    ending = random.choice(("\n", "\r\n", "\r"))
    encoding = random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    data = text.replace("\n", ending).encode(encoding)
    return Rendered(data, rendered.name, rendered.readable, rendered.refused)


def seed_like(report: MadeReport, seed: int) -> Rendered:
    """Rewrite the seed's own shape."""
    return _rewrite(lines.seed_like(report, seed), seed)


def layout(report: MadeReport, seed: int) -> Rendered:
    """Rewrite columns by spaces."""
    return _rewrite(lines.layout(report, seed), seed)


def cells(report: MadeReport, seed: int) -> Rendered:
    """Rewrite one cell a line."""
    return _rewrite(lines.cell_per_line_spaced(report, seed), seed)


def bar_text(report: MadeReport, seed: int) -> Rendered:
    """Rewrite bars in line."""
    return _rewrite(bars.bars_trailing(report, seed), seed)


def variants(report: MadeReport, seed: int) -> Rendered:
    """Rewrite varied labels."""
    return _rewrite(habits.label_variants(report, seed), seed)


def vertical(report: MadeReport, seed: int) -> Rendered:
    """Rewrite vertical labels."""
    return _rewrite(habits.vertical_groups(report, seed), seed)
