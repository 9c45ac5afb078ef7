"""PDF: drawn with a built-in Chinese font that needs no font file."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, whole, width
from tests.made.shapes.pages import HEIGHT, WIDTH, Style, Text, lay_out

FONT = "STSong-Light"


@dataclass(frozen=True, slots=True)
class Pen:
    """How a program draws: lines as thin filled boxes, bold by striking twice, characters singly or out of order."""

    boxes: bool = False
    twice: bool = False
    singly: bool = False
    shuffled: int = 0  # a seed
    sideways: bool = False  # the page is stored lying and shown upright by its /Rotate


def draw(report: MadeReport, style: Style, pen: Pen | None = None) -> bytes:
    """Return the report as a PDF, the same bytes each time."""
    pen = pen or Pen()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    sheet = lay_out(report, style)
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(report.title)
    for page in range(1, sheet.page + 1):
        if pen.sideways:
            canvas.setPageSize((HEIGHT, WIDTH))
            canvas.setPageRotation(90)
            canvas.translate(HEIGHT, 0)
            canvas.rotate(90)
        canvas.setLineWidth(0.5)
        for rule in (rule for rule in sheet.rules if rule.page == page):
            if pen.boxes:
                across, down = rule.x1 - rule.x0, rule.y1 - rule.y0
                canvas.rect(
                    rule.x0 - 0.24,
                    HEIGHT - rule.y1 - 0.24,
                    across + 0.48,
                    down + 0.48,
                    stroke=0,
                    fill=1,
                )
            else:
                canvas.line(rule.x0, HEIGHT - rule.y0, rule.x1, HEIGHT - rule.y1)
        texts = [text for text in sheet.texts if text.page == page]
        if pen.shuffled:
            Random(f"{pen.shuffled}/{page}").shuffle(texts)
        for text in texts:
            _write(canvas, text, pen)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _write(canvas: Canvas, text: Text, pen: Pen) -> None:
    canvas.setFont(FONT, text.size)
    if text.turned:
        canvas.saveState()
        canvas.translate(text.x, HEIGHT - text.y)
        canvas.rotate(90)
        canvas.drawString(0, 0, text.text)
        canvas.restoreState()
        return
    for offset in (0.0, 0.3) if pen.twice else (0.0,):
        if not pen.singly:
            canvas.drawString(text.x + offset, HEIGHT - text.y, text.text)
            continue
        x = text.x + offset
        for char in text.text:
            canvas.drawString(x, HEIGHT - text.y, char)
            x += text.size * width(char) / 2


def ruled(report: MadeReport, seed: int) -> Rendered:
    """Draw ruled tables that break over pages, the column titles repeated."""
    return whole(report, draw(report, Style()), "report.pdf")


def ruled_without_repeats(report: MadeReport, seed: int) -> Rendered:
    """Draw ruled tables that break over pages, nothing repeated."""
    return whole(report, draw(report, Style(repeat_header=False)), "report.pdf")


def unruled(report: MadeReport, seed: int) -> Rendered:
    """Draw the tables without a line."""
    return whole(report, draw(report, Style(ruled=False)), "report.pdf")


def wrapped(report: MadeReport, seed: int) -> Rendered:
    """Draw ruled tables with narrow label columns: labels on up to six lines, figures half-way down."""
    return whole(report, draw(report, Style(labels=(20, 30, 66))), "report.pdf")


def wrapped_unruled(report: MadeReport, seed: int) -> Rendered:
    """Draw narrow label columns without a line."""
    return whole(
        report, draw(report, Style(ruled=False, labels=(20, 30, 66), spaced=6)), "report.pdf"
    )


def turned(report: MadeReport, seed: int) -> Rendered:
    """Draw the group label 三、本年度办理结果 turned by a quarter."""
    return whole(report, draw(report, Style(turned=True)), "report.pdf")


def boxes(report: MadeReport, seed: int) -> Rendered:
    """Draw the lines as thin filled boxes, as word processors print them, under a running head."""
    return whole(report, draw(report, Style(running=True), Pen(boxes=True)), "report.pdf")


def struck_twice(report: MadeReport, seed: int) -> Rendered:
    """Draw every text twice, a third of a point apart: bold without a bold font."""
    return whole(report, draw(report, Style(), Pen(twice=True)), "report.pdf")


def singly(report: MadeReport, seed: int) -> Rendered:
    """Draw each character by itself, lines of text in any order."""
    return whole(report, draw(report, Style(), Pen(singly=True, shuffled=seed + 1)), "report.pdf")


def singly_unruled(report: MadeReport, seed: int) -> Rendered:
    """Draw each character by itself, lines of text in any order, and no ruled line."""
    return whole(
        report, draw(report, Style(ruled=False), Pen(singly=True, shuffled=seed + 1)), "report.pdf"
    )


def sideways(report: MadeReport, seed: int) -> Rendered:
    """Store the pages lying on their side and have the viewer turn them."""
    return whole(report, draw(report, Style(), Pen(sideways=True)), "report.pdf")


def rows_ruled(report: MadeReport, seed: int) -> Rendered:
    """Draw only the lines between rows."""
    return whole(report, draw(report, Style(rules="rows"), Pen()), "report.pdf")


def columns_ruled(report: MadeReport, seed: int) -> Rendered:
    """Draw only the lines between columns."""
    return whole(report, draw(report, Style(rules="columns"), Pen()), "report.pdf")
