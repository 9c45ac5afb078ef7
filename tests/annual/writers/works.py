"""Reports and findings made by hand for the writers. Every organ, person and figure is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gongkai.annual.checks.finding import Finding, Severity, Waiver, Where
from gongkai.annual.forms import load_form
from gongkai.annual.model import (
    MISSING,
    AnnualReport,
    Cell,
    CellId,
    Place,
    Prose,
    Section,
    Source,
    Span,
    State,
    Subsection,
)

HEADINGS = (
    ("overview", "一", "总体情况"),
    ("disclosure", "二", "主动公开政府信息情况"),
    ("requests", "三", "收到和处理政府信息公开申请情况"),
    ("remedies", "四", "政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五", "存在的主要问题及改进情况"),
    ("other", "六", "其他需要报告的事项"),
)
WORDS = {
    "overview": "全年共收到政府信息公开申请271件，办结268件。\n（一）主动公开情况\n"
    "主动公开政府信息41条，其中门户网站22条，公众号35条。",
    "problems": "一是公开的深度还不够。二是平台建设有待加强，下一步将加强培训。",
    "other": "受理市长信箱1039件，办结率99.90%，满意率99.26%；网民留言3611件，办结率99.68%。",
}
TITLE = "临川县审批服务管理局2024年政府信息公开工作年度报告"

SLASH = Cell(State.SLASH, raw="/", why="原文为斜线")
DASH = Cell(State.DASH, raw="—", why="原文为横线")
BLANK = Cell(State.BLANK, why="原文空白")
WORDY = Cell(State.TEXT, raw="无此项", why="原文为文字")
DOUBTFUL = Cell(State.AMBIGUOUS, raw="110", readings=("1 10", "11 0"), why="两种切分都合")
DERIVED = Cell(State.NUMBER, 11, "110", derived=("table3.row_total",))
ALL_STATES = {
    CellId("table3", "granted", "natural_person"): BLANK,
    CellId("table3", "granted", "company"): SLASH,
    CellId("table3", "granted", "research_body"): DASH,
    CellId("table3", "granted", "social_welfare_body"): WORDY,
    CellId("table3", "granted", "legal_service_body"): DOUBTFUL,
    CellId("table3", "granted", "other"): MISSING,
    CellId("table3", "granted", "total"): DERIVED,
}


def number(value: int) -> Cell:
    return Cell(State.NUMBER, value, str(value), Place(page=4))


def make_report(
    form: str = "2021",
    *,
    cells: Mapping[CellId, Cell] | None = None,
    words: Mapping[str, str] | None = None,
    without: tuple[str, ...] = (),
    single_other: bool = False,
    table2_form: str | None = None,
    **fields: Any,
) -> AnnualReport:
    """Make a report: 0 in each cell, `cells` apart, and `words` under the six headings."""
    ids = [
        id_ for id_ in load_form(form).cell_ids() if table2_form is None or id_.table != "table2"
    ]
    if table2_form is not None:
        ids += [id_ for id_ in load_form(table2_form).cell_ids() if id_.table == "table2"]
    if single_other:
        ids = [id_ for id_ in ids if not id_.row.startswith("other.")]
        columns = load_form("2021").table("table3").rows[0].columns
        ids += [CellId("table3", "other", column.id) for column in columns]
    text, sections = write_prose(WORDS if words is None else words, without)
    report = AnnualReport(
        source=Source("linchuan.pdf", "pdf", sha256="ab" * 32, pages=9),
        form=form,
        cells={id_: number(0) for id_ in ids} | dict(cells or {}),
        title=TITLE,
        agency="临川县审批服务管理局",
        year=2024,
        prose=Prose(text, (0,), (Place(page=1),)),
        sections=sections,
        other_forms={} if table2_form is None else {"table2": table2_form},
    )
    return replace(report, **fields)


def write_prose(
    words: Mapping[str, str], without: tuple[str, ...] = ()
) -> tuple[str, tuple[Section, ...]]:
    text = f"{TITLE}\n现予公布。\n"
    sections = []
    for kind, number_, title in HEADINGS:
        if kind in without:
            continue
        start = len(text)
        text += f"{number_}、{title}\n" + (f"{words[kind]}\n" if words.get(kind) else "")
        subsections: tuple[Subsection, ...] = ()
        if "（一）" in text[start:]:
            at = text.index("（一）", start)
            subsections = (Subsection("（一）", "主动公开情况", Span(at, len(text))),)
        sections.append(Section(kind, number_, title, Span(start, len(text)), subsections))
    return text, tuple(sections)


def find_span(report: AnnualReport, words: str) -> Span:
    start = report.prose.text.index(words)
    return Span(start, start + len(words))


def make_finding(id_: str = "T3-BALANCE-1", **fields: Any) -> Finding:
    defaults: dict[str, Any] = {
        "rule": "NO-SUCH-RULE",
        "severity": Severity.ERROR,
        "message": f"{id_} 不平衡",
        "message_en": f"{id_} does not balance",
    }
    return Finding(id=id_, **(defaults | fields))


def make_findings(report: AnnualReport) -> list[Finding]:
    """Make one finding of each kind, two of them with stretches that overlap."""

    def at(words: str, section: str) -> Where:
        return Where(span=find_span(report, words), section=section, text=words)

    received = CellId("table3", "received", "total")
    return [
        make_finding("NOTE", severity=Severity.NOTE),
        make_finding(
            "PROSE",
            where=replace(at("政府信息公开申请271件", "overview"), cells=(received,)),
            compared={"prose": 271, "table": 268},
            basis="国办公开办函〔2021〕30号",
        ),
        make_finding(
            "RATE", severity=Severity.QUESTION, where=at("满意率99.26%；网民留言", "other")
        ),
        make_finding(
            "WORD", severity=Severity.WARNING, where=at("网民留言3611件，办结率", "other")
        ),
        make_finding(
            "PARTS",
            severity=Severity.QUESTION,
            where=at("41条，其中门户网站22条", "overview"),
            waived=Waiver("PARTS", "0", "王晓明", "16 条两处都发", "2025-01-12"),
        ),
    ]
