"""PDF: drawn with a built-in Chinese font that needs no font file."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, whole
from tests.made.shapes.pages import HEIGHT, Style, lay_out

FONT = "STSong-Light"


def draw(report: MadeReport, style: Style) -> bytes:
    """Return the report as a PDF, the same bytes each time."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    sheet = lay_out(report, style)
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(report.title)
    for page in range(1, sheet.page + 1):
        canvas.setLineWidth(0.5)
        for rule in (rule for rule in sheet.rules if rule.page == page):
            canvas.line(rule.x0, HEIGHT - rule.y0, rule.x1, HEIGHT - rule.y1)
        for text in (text for text in sheet.texts if text.page == page):
            canvas.setFont(FONT, text.size)
            if text.turned:
                canvas.saveState()
                canvas.translate(text.x, HEIGHT - text.y)
                canvas.rotate(90)
                canvas.drawString(0, 0, text.text)
                canvas.restoreState()
            else:
                canvas.drawString(text.x, HEIGHT - text.y, text.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


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
