"""Write the reports in examples/: `python -m tests.made.examples`. Committed once; a test holds them to this module.

清河市审批服务管理局 2024 (DOCX and PDF) is consistent. 兰亭县人民政府 2024 (HTML) carries five planted faults; its report
for 2023 is consistent. Organs, people, addresses and figures are invented.
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from tests.made.figures import Figures, make_figures
from tests.made.organs import ORGANS
from tests.made.pairs import make_pair
from tests.made.prose import percent, write_report
from tests.made.report import MadeReport, Paragraph
from tests.made.shapes.html import _table
from tests.made.shapes.pages import Style, place_cells
from tests.made.shapes.pdf import draw
from tests.made.tables import grid

FOLDER = Path(__file__).parents[2] / "examples"
FONTS = {
    "title": ("方正小标宋简体", 22),
    "heading": ("黑体", 16),
    "subheading": ("楷体_GB2312", 16),
    "text": ("仿宋_GB2312", 16),
}


def _set(figures: Figures, **values: int) -> Figures:
    for key, value in values.items():
        figures = figures.with_value(key.replace("__", "."), value)
    return figures


def qinghe() -> MadeReport:
    """Make the clean report."""
    organ = next(o for o in ORGANS["bureau"] if o.name == "清河市审批服务管理局")
    figures = make_figures(29, scale="bureau")
    figures = _set(
        figures,
        table2__normative_documents__issued=2, table2__normative_documents__repealed=1,
        table2__normative_documents__in_force=9, table2__licences__count=12836,
        table2__penalties__count=0, table2__coercive_measures__count=0, table2__fees_10k_yuan__amount=0,
    )  # fmt: skip
    for id_ in figures.ids():
        if id_.table == "table4":
            figures = figures.with_value(id_, 0)
    figures = _set(figures, table4__reconsideration__upheld=1, table4__reconsideration__total=1)
    report, _ = write_report(figures, 19, organ=organ, year=2024)
    items, services = 1318, 168
    calls, solved = 21368, 21339
    report = report.with_addition(
        "other.more",
        f"动态调整政务服务事项清单，公布政务服务事项{items + services}项，其中依申请办理事项{items}项、公共服务事项{services}项，"
        "办事指南同步更新，做到线上线下同源发布。",
        "other.items",
    )
    report = report.with_addition(
        "other.items",
        f"12345政务服务便民热线全年受理企业群众诉求{calls}件，按期办结率{percent(solved, calls)}；高频问题整理成问答96条，"
        "在门户网站和政务新媒体同步公开。",
        "other.calls",
    )
    return report.with_addition(
        "problems.improved",
        "年内已完成2023年度报告所列问题的整改，整改情况在局务会议上作了通报。",
        "problems.done",
    )


def lanting() -> tuple[MadeReport, MadeReport]:
    """Make the report for 2023, and the one for 2024 with its five faults."""
    organ = next(o for o in ORGANS["county"] if o.name == "兰亭县人民政府")
    before, now = make_pair(22, scale="county", organ=organ, year=2024)
    before = before.with_sentence(
        "published.total",
        "全年主动公开政府信息1986条，其中通过政府门户网站公开1163条，通过政务新媒体公开823条。",
    )
    before = before.with_sentence(
        "published.growth", f"门户网站发布量由上年的1042条增加到1163条，增长{percent(121, 1042)}。"
    )
    reviews = int(now.figures["table4.reconsideration.total"])
    suits = int(now.figures["table4.litigation_direct.total"]) + int(
        now.figures["table4.litigation_after_reconsideration.total"]
    )
    # 1. An unbalanced column: 予以公开 of natural persons, and its row total, are three short.
    figures = now.figures
    for column in ("natural_person", "total"):
        key = f"table3.granted.{column}"
        figures = figures.with_value(key, figures[key] - 3)
    faulty = now.with_figures(figures)
    # 2. A rate that no number of letters out of 3611 can give.
    faulty = faulty.with_sentence(
        "platform.rate",
        "县长信箱和网民留言全年共受理3611件，办结率99.68%，办理情况按季度向社会公布。",
    )
    # 3. Parts that do not make the whole.
    faulty = faulty.with_sentence(
        "published.total",
        "全年主动公开政府信息2139条，其中通过政府门户网站公开1345条，通过政务新媒体公开815条。",
    )
    faulty = faulty.with_sentence(
        "published.growth", f"门户网站发布量由上年的1163条增加到1345条，增长{percent(182, 1163)}。"
    )
    # 4. A doubled word.
    faulty = faulty.with_addition(
        "management", "健全信息发布审核审核机制，重要稿件由分管负责人签发。", "management.more"
    )
    # 5. One review more than table 4 has.
    return before, faulty.with_sentence(
        "remedies", f"全年发生政府信息公开类行政复议{reviews + 1}件、行政诉讼{suits}件。"
    )


def _font(paragraph: WordParagraph, name: str, size: float) -> None:
    for run in paragraph.runs:
        run.font.name = "Times New Roman"
        run.font.size = Pt(size)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), name)


def _fill(cell: _Cell, text: str, *, label: bool) -> None:
    cell.text = text
    for paragraph in cell.paragraphs:
        paragraph.alignment = (
            WD_ALIGN_PARAGRAPH.LEFT if label and len(text) > 8 else WD_ALIGN_PARAGRAPH.CENTER
        )
        paragraph.paragraph_format.space_after = Pt(0)
        _font(paragraph, "宋体", 9)


WIDTHS = {"table2": [39.0] * 4, "table3": [10, 16, 46, *[12.0] * 7], "table4": [10.4] * 15}


def word(report: MadeReport) -> bytes:
    """Write a Word document on a page after GB/T 9704: margins 37, 35, 28 and 26 mm, 仿宋 16 pt, 28 pt lines."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.core_properties.author = report.agency
    document.core_properties.title = report.title
    for block in report.blocks:
        if isinstance(block, Paragraph):
            paragraph = document.add_paragraph(block.text)
            form = paragraph.paragraph_format
            form.line_spacing, form.space_after = Pt(28), Pt(0)
            name, size = FONTS[block.style]
            _font(paragraph, name, size)
            if block.style == "title":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                form.first_line_indent = Pt(2 * size)
            continue
        rows = grid(report.figures, block.table)
        widths = WIDTHS[block.table]
        table = document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for cell, row, column in place_cells(rows):
            target = table.cell(row, column)
            if cell.rowspan > 1 or cell.colspan > 1:
                target = target.merge(table.cell(row + cell.rowspan - 1, column + cell.colspan - 1))
            _fill(target, cell.text, label=cell.id is None)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


STYLE = """
body{margin:0;background:#f4f4f2;color:#222;font:17px/1.9 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header,footer{background:#8c1d18;color:#fff;padding:14px 24px}footer{background:#444;font-size:13px}
nav{padding:8px 24px;background:#fff;border-bottom:1px solid #ddd;font-size:14px;color:#666}
article{max-width:880px;margin:24px auto;background:#fff;padding:32px 48px}
h1{font-size:26px;text-align:center;margin:4px 0}h2{font-size:19px}p{text-indent:2em;margin:.5em 0}
.meta{width:100%;font-size:13px;color:#666}.meta td{border:0}
.sheet table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.5;margin:12px 0}
.sheet td{border:1px solid #999;padding:4px;text-align:center}
"""


def web(report: MadeReport) -> str:
    """Write a page as a government site shows it."""
    out = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            tag = {"title": "h1", "heading": "h2"}.get(block.style, "p")
            out.append(f"<{tag}>{escape(block.text, quote=False)}</{tag}>")
        else:
            out.append(f'<div class="sheet">{_table(grid(report.figures, block.table))}</div>')
    body = "\n".join(out)
    year = report.year
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{report.title}_政府信息公开年报</title>\n<style>{STYLE}</style></head>\n'
        f"<body><header>兰亭县人民政府门户网站</header>\n<nav>当前位置：首页 &gt; 政务公开 &gt; 政府信息公开年报</nav>\n<article>\n"
        f'<table class="meta"><tr><td>索引号：LT0100-{year + 1}-00017</td><td>发布机构：兰亭县人民政府办公室</td><td>发布日期：{year + 1}-03-{year % 10 + 5:02d}</td></tr></table>\n'
        f'{body}\n</article>\n<footer>主办：兰亭县人民政府办公室　网站标识码：0000000000　<a href="#">网站地图</a></footer></body></html>\n'
    )


def write() -> None:
    """Write the four files."""
    FOLDER.mkdir(exist_ok=True)
    clean = qinghe()
    before, faulty = lanting()
    FOLDER.joinpath("qinghe_2024.docx").write_bytes(word(clean))
    FOLDER.joinpath("qinghe_2024.pdf").write_bytes(draw(clean, Style()))
    FOLDER.joinpath("lanting_2023.html").write_text(web(before), encoding="utf-8")
    FOLDER.joinpath("lanting_2024.html").write_text(web(faulty), encoding="utf-8")


if __name__ == "__main__":
    write()
