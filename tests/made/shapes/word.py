"""Word files as they are really made: tracked changes, fields, content controls, text boxes, numbering by machine."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from random import Random

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tests.made.report import MadeReport, Paragraph
from tests.made.shapes.base import Rendered, whole
from tests.made.shapes.office import word_table
from tests.made.tables import Rows, grid


def _table(document: Document, rows: Rows) -> BaseOxmlElement:
    table = word_table(rows)
    document.element.body.insert_element_before(table, "w:sectPr")
    return table


def _revise(table: BaseOxmlElement, random: Random) -> None:
    """Strike out an older figure before some of the figures, as a reviewer leaves it."""
    space = nsdecls("w")
    for text in list(table.iter(qn("w:t"))):
        if not text.text.isdigit() or random.random() < 0.7:
            continue
        new = text.getparent()
        new.addprevious(
            parse_xml(
                f'<w:del {space} w:id="1" w:author="x"><w:r><w:delText>77</w:delText></w:r></w:del>'
            )
        )
        insert = parse_xml(f'<w:ins {space} w:id="2" w:author="x"/>')
        new.addprevious(insert)
        insert.append(new)


def _save(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def revised(report: MadeReport, seed: int) -> Rendered:
    """Write tracked changes: deleted figures beside inserted ones, a deleted sentence, page fields in the footer."""
    random = Random(seed)
    document = Document()
    footer = document.sections[0].footer.paragraphs[0]
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    footer._p.append(parse_xml(field))
    document.sections[0].header.paragraphs[0].text = report.title
    for block in report.blocks:
        if not isinstance(block, Paragraph):
            _revise(_table(document, grid(report.figures, block.table)), random)
            continue
        paragraph = document.add_paragraph(block.text)
        gone = f'<w:del {nsdecls("w")} w:id="9" w:author="x"><w:r><w:delText>全年收到申请999件。</w:delText></w:r></w:del>'
        if block.style == "text":
            paragraph._p.append(parse_xml(gone))
    return whole(report, _save(document), "report.docx")


def controlled(report: MadeReport, seed: int) -> Rendered:
    """Write tables inside content controls and figures inside controls and split runs."""
    document = Document()
    for block in report.blocks:
        if isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            for index in range(0, len(block.text), 7):
                paragraph.add_run(block.text[index : index + 7])
            continue
        table = _table(document, grid(report.figures, block.table))
        for run in list(table.iter(qn("w:r"))):
            control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
            run.addprevious(control)
            control.find(qn("w:sdtContent")).append(run)
        outer = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        table.addprevious(outer)
        outer.find(qn("w:sdtContent")).append(table)
    return whole(report, _save(document), "report.docx")


def split_table(report: MadeReport, seed: int) -> Rendered:
    """Write table 3 as two tables, cut between two groups, titles repeated, an empty paragraph between."""
    document = Document()
    for block in report.blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text)
            continue
        table = _table(document, grid(report.figures, block.table))
        if block.table != "table3":
            continue
        second = deepcopy(table)
        rows, others = table.tr_lst, second.tr_lst
        cut = 15  # the first row of （四）无法提供
        for row in rows[cut:]:
            table.remove(row)
        for row in others[3:cut]:
            second.remove(row)
        document.add_paragraph("")
        document.element.body.insert_element_before(second, "w:sectPr")
        # The label of the results goes on in the second table: its first row there begins the merge anew.
        for merge in second.tr_lst[3].iter(qn("w:vMerge")):
            merge.set(qn("w:val"), "restart")
    return whole(report, _save(document), "report.docx")
