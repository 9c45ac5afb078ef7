"""OFD (GB/T 33190): a ZIP of XML pages with placed text and ruled lines, in millimetres."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, whole, width
from tests.made.shapes.pages import Rule, Style, Text, lay_out

MM = 25.4 / 72
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _text(text: Text, number: int) -> str:
    size = text.size * MM
    steps = [size if width(char) == 2 else size / 2 for char in text.text[:-1]]
    box = f"{text.x * MM:.3f} {(text.y - text.size) * MM:.3f} {width(text.text) * size / 2:.3f} {size * 1.2:.3f}"
    if len(set(steps)) == 1 and len(steps) > 1:
        delta = (
            f'DeltaX="g {len(steps)} {steps[0]:.3f}"'  # the standard's shorthand for equal steps
        )
    else:
        delta = 'DeltaX="' + " ".join(f"{step:.3f}" for step in steps) + '"' if steps else ""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{box}" Font="3" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" {delta}>{escape(text.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _rule(rule: Rule, number: int) -> str:
    x, y = rule.x0 * MM, rule.y0 * MM
    across, down = (rule.x1 - rule.x0) * MM, (rule.y1 - rule.y0) * MM
    return (
        f'<ofd:PathObject ID="{number}" Boundary="{x:.3f} {y:.3f} {max(across, 0.2):.3f} {max(down, 0.2):.3f}" LineWidth="0.176">'
        f"<ofd:AbbreviatedData>M 0 0 L {across:.3f} {down:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def write(report: MadeReport, style: Style) -> bytes:
    """Return the report as an OFD file, the same bytes each time."""
    sheet = lay_out(report, style)
    parts: dict[str, str] = {
        "OFD.xml": f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>00000000000000000000000000000001</ofd:DocID>'
        f"<ofd:Title>{escape(report.title)}</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    pages = ""
    number = 10
    for page in range(1, sheet.page + 1):
        objects = []
        for rule in (rule for rule in sheet.rules if rule.page == page):
            number += 1
            objects.append(_rule(rule, number))
        for text in (text for text in sheet.texts if text.page == page):
            number += 1
            objects.append(_text(text, number))
        number += 1
        parts[f"Doc_0/Pages/Page_{page - 1}/Content.xml"] = (
            f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content>"
            f'<ofd:Layer ID="{number}" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
        )
        pages += f'<ofd:Page ID="{1000000 + page}" BaseLoc="Pages/Page_{page - 1}/Content.xml"/>'
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>2000000</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name, (2025, 1, 31, 0, 0, 0)), HEAD + text, ZIP_DEFLATED)
    return out.getvalue()


def ofd(report: MadeReport, seed: int) -> Rendered:
    """Write ruled tables over several pages."""
    return whole(report, write(report, Style()), "report.ofd")


def unruled(report: MadeReport, seed: int) -> Rendered:
    """Write tables without a line, labels wrapped."""
    return whole(
        report, write(report, Style(ruled=False, labels=(24, 40, 90), spaced=5)), "report.ofd"
    )
