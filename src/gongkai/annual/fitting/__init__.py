"""From a `Document` to an `AnnualReport`: rows by label, values by place, prose by its headings."""

from __future__ import annotations

import re

from gongkai.annual.document import Document
from gongkai.annual.errors import NotAReport
from gongkai.annual.fitting.flow import Flow, build_flow
from gongkai.annual.fitting.hints import find_hints
from gongkai.annual.fitting.outline import Heading, find_headings, find_tables
from gongkai.annual.fitting.particulars import (
    find_agency,
    find_citations,
    find_contact,
    find_period,
    find_title,
    find_year,
)
from gongkai.annual.fitting.prose import build_prose
from gongkai.annual.fitting.tables import Tables, read_tables
from gongkai.annual.forms import load_form
from gongkai.annual.model import AnnualReport, Source

_A_TABLE = 20  # figures without which there must be headings to know a report by
_PARTS = 3  # of the six, that show a report whose tables are lost
_HEAD, _HEAD_LEAST = 3000, 200  # characters in which a title may stand
_SUBJECT = re.compile(r"信\s*息\s*公\s*开")
_OLD_FORM = re.compile(
    r"[一二三四五六]\s*、\s*(?:政府)?信息公开的?收费及减免|收费及减免情况|不予公开信息的情况"
)


def fit_report(document: Document, source: Source) -> AnnualReport:
    """Find an annual report in a document. Raises `NotAReport` with the reason if there is none."""
    flow = build_flow(document)
    headings = find_headings(flow, load_form("2021"))
    regions = find_tables(flow, headings)
    headings = [
        heading
        for heading in headings
        if not any(region.start <= heading.start < region.end for region in regions.values())
    ]
    prose, sections = build_prose(flow, regions, headings)
    tables = read_tables(flow, regions, find_hints(prose.text))
    first = next((heading.start for heading in headings if heading.kind), _HEAD)
    title, match = find_title(document, flow.text[: max(first, _HEAD_LEAST)])
    _refuse_others(flow, tables, headings, match)
    period = find_period(prose)
    return AnnualReport(
        source=source,
        form=tables.form.id,
        cells=tables.cells,
        title=title,
        agency=find_agency(match, prose, document),
        year=find_year(match, period, prose, sections),
        period=period,
        contact=find_contact(prose),
        citations=find_citations(prose),
        prose=prose,
        sections=sections,
        other_forms=tables.other_forms,
        remarks=tuple(document.remarks),
    )


def _refuse_others(
    flow: Flow, tables: Tables, headings: list[Heading], title: re.Match[str] | None
) -> None:
    kinds = {heading.kind for heading in headings if heading.kind}
    if tables.read >= _A_TABLE or (tables.read and len(kinds) >= _PARTS):
        return
    if not flow.text.strip():
        raise NotAReport("文件里没有文字", "the file has no text")
    if not _SUBJECT.search(flow.text):
        raise NotAReport(
            "这不是政府信息公开工作年度报告：全文没有提到信息公开",
            "not an annual report on government information disclosure: it never mentions disclosure",
        )
    if _OLD_FORM.search(flow.text):
        raise NotAReport(
            "这是2019年以前的旧式年度报告，没有统一格式的三张表，不能按现行格式读取",
            "a report of the kind used before 2019, without the three tables of the statutory form",
        )
    # A report cut off after its first part still names itself and its year.
    begins = "overview" in kinds and title is not None and title.groupdict().get("year")
    if len(kinds) < _PARTS and not begins:
        raise NotAReport(
            "这不是现行格式的政府信息公开工作年度报告：既没有格式规定的三张表，也没有规定的各部分标题"
            + ("（标题像是年度报告，正文可能在附件里）" if title else ""),
            "not an annual report in the statutory form: neither its three tables nor its parts are there",
        )
