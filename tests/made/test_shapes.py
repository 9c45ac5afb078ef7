"""Each shape holds what it says it holds, judged without the reader under test."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from email import message_from_bytes
from html import unescape

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.made.official import Id
from tests.made.prose import make_report
from tests.made.shapes import SHAPES
from tests.made.shapes.damage import states
from tests.made.shapes.glued import cuts, settle4

LOSSY = ("text-repeats-removed", "text-tables-lost")
PLAIN = [name for name in SHAPES if name not in LOSSY]


def words(data: bytes, name: str) -> str:
    """Return every word of a file by the plainest means there are."""
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(data)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = archive.read("word/document.xml").decode()
        return unescape("\n".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body)))
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(data))
        return "\n".join(
            str(cell.value)
            for sheet in book
            for row in sheet
            for cell in row
            if cell.value is not None
        )
    if name.endswith(".ofd"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pages = [
                archive.read(n).decode() for n in archive.namelist() if n.endswith("Content.xml")
            ]
        return "\n".join(
            unescape(text)
            for page in pages
            for text in re.findall(r">([^<]+)</ofd:TextCode>", page)
        )
    if name.endswith(".mhtml"):
        parts = message_from_bytes(data).walk()
        data = next(
            p.get_payload(decode=True) for p in parts if p.get_content_type() == "text/html"
        )
    for encoding in (
        ("utf-8-sig", "utf-16", "gb18030") if data[:2] == b"\xff\xfe" else ("utf-8-sig", "gb18030")
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (
            unescape(re.sub(r"<[^>]+>", "", text.replace("</td>", "\n"))) if "htm" in name else text
        )
    raise AssertionError(name)


def numbers(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", re.sub("[\u200b\ufeff\u00ad]", "", text))
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))


@pytest.mark.parametrize("shape", PLAIN)
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_text_contains_every_readable_figure(shape, form):
    report = make_report(7, form=form, scale="bureau")
    rendered = SHAPES[shape](report, 7)
    told = words(rendered.data, rendered.name)
    if "glued" in shape or "half" in shape:
        told = re.sub(r"\s", "", told)
        assert all(str(value) in told for value in rendered.readable.values())
        return
    if "singly" in shape:  # drawn out of order: only the digits can be counted
        have = Counter("".join(numbers(told)))
        need = Counter("".join(str(value) for value in rendered.readable.values()))
        assert {digit for digit in "0123456789" if have[digit] < need[digit]} == set()
        return
    have = numbers(told)
    for value in set(rendered.readable.values()):
        printed = format(abs(value), "f") if not isinstance(value, int) else str(abs(value))
        expected = [v for v in rendered.readable.values() if abs(v) == abs(value)]
        assert have.count(printed) >= len(expected), printed


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cell_has_one_verdict_at_most(shape):
    report = make_report(3, scale="bureau")
    rendered = SHAPES[shape](report, 3)
    assert not set(rendered.readable) & rendered.refused
    assert set(rendered.readable) | rendered.refused <= set(report.figures.ids())


@pytest.mark.parametrize("shape", SHAPES)
def test_rendering_is_repeatable(shape):
    report = make_report(11, scale="town")
    first, second = SHAPES[shape](report, 5), SHAPES[shape](report, 5)
    assert (first.readable, first.refused) == (second.readable, second.refused)
    if not shape.startswith(("docx", "xlsx")):  # these carry the time of writing
        assert first.data == second.data


def test_damaged_shapes_refuse_what_is_lost():
    report = make_report(3, scale="town")
    lost = SHAPES["text-tables-lost"](report, 1)
    assert lost.refused == frozenset(report.figures.ids())
    assert lost.readable == {}


def test_blanks_are_refused():
    report = make_report(3, scale="bureau")
    rendered = SHAPES["html-blanks"](report, 1)
    zero = {
        id_
        for id_ in report.figures.ids()
        if id_.table == "table3" and id_.column != "total" and report.figures[id_] == 0
    }
    assert zero <= rendered.refused


def test_states_name_what_is_printed():
    figures = (
        make_report(3)
        .figures.with_printed("table3.received.other", "")
        .with_printed("table4.reconsideration.total", "/")
    )
    report = make_report(3).with_figures(figures)
    assert states(report) == {
        Id("table3", "received", "other"): "blank",
        Id("table4", "reconsideration", "total"): "slash",
    }


def test_seven_single_digits_have_one_cut():
    assert list(cuts(("1000001",), 7)) == [(1, 0, 0, 0, 0, 0, 1)]


def test_three_stock_figures_have_several():
    found = list(cuts(("6233440",), 3))
    assert (62, 33, 440) in found
    assert (62, 334, 40) in found
    assert all("".join(map(str, cut)) == "6233440" for cut in found)


def test_only_the_sums_settle_table_4():
    """Seventeen digits for fifteen cells: reviews 2 1 3 1 7, no direct suits, suits after review 13 2 4 0 19."""
    assert settle4(("21317000001324019",)) == [
        {n} for n in (2, 1, 3, 1, 7, 0, 0, 0, 0, 0, 13, 2, 4, 0, 19)
    ]
