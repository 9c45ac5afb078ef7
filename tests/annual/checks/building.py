"""A small consistent report, and the ways in which an example of a rule differs from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai.annual.checks.registry import Example
from gongkai.annual.forms import load_form
from gongkai.annual.model import (
    AnnualReport,
    Cell,
    CellId,
    Contact,
    Number,
    Period,
    Place,
    Prose,
    Section,
    Source,
    Span,
    State,
    Subsection,
)

AGENCY = "清源市人民政府"
YEAR = 2024

# 14 came in (12 new, 2 carried in), 13 were concluded, 1 is carried out.
FIGURES: dict[str, dict[str, Number]] = {
    "table2.rules": {},
    "table2.normative_documents": {"issued": 3, "repealed": 1, "in_force": 8},
    "table2.licences": {"count": 120},
    "table2.penalties": {"count": 15},
    "table2.fees_10k_yuan": {"amount": Decimal("26.5")},
    "table3.received": {"natural_person": 9, "company": 3, "total": 12},
    "table3.carried_in": {"natural_person": 2, "total": 2},
    "table3.granted": {"natural_person": 4, "company": 2, "total": 6},
    "table3.partially_granted": {"natural_person": 2, "total": 2},
    "table3.refused.internal_affairs": {"natural_person": 1, "total": 1},
    "table3.refused.deliberative": {"natural_person": 1, "total": 1},
    "table3.unavailable.not_held": {"natural_person": 1, "company": 1, "total": 2},
    "table3.other.other": {"natural_person": 1, "total": 1},
    "table3.concluded": {"natural_person": 10, "company": 3, "total": 13},
    "table3.carried_out": {"natural_person": 1, "total": 1},
    "table4.reconsideration": {"upheld": 2, "pending": 1, "total": 3},
    "table4.litigation_direct": {"upheld": 1, "total": 1},
    "table4.litigation_after_reconsideration": {"other": 1, "total": 1},
}

OVERVIEW = (
    "2024年，我市深入贯彻《条例》。\n"
    "（一）主动公开情况\n围绕重点领域及时公开政府信息。\n"
    "（二）依申请公开情况\n规范办理政府信息公开申请。\n"
    "（三）政府信息管理情况\n严格落实三审三校制度。\n"
    "（四）平台建设情况\n完善政府网站功能。\n"
    "（五）监督保障情况\n开展工作考核和社会评议，未发生责任追究情形。"
)
PROBLEMS = (
    "存在的问题：一是部分栏目更新不够及时；二是政策解读形式单一。下一步，将加强培训，丰富解读形式。"
)
OTHER = "本机关2024年未收取信息处理费。"
CONTACT = {"telephone": "0000-1234567", "address": "清源市东湖路1号"}
PREAMBLE = "本报告统计数据从2024年1月1日至12月31日。"

_TITLES = {section.kind: section for section in load_form("2021").sections}
_HEADING = re.compile(r"（([一二三四五六七八九十]+)）([^\n]+)\n")


def parse_id(text: str) -> CellId:
    """Read "table3.refused.state_secret.total": the row may have a dot of its own."""
    table, _, rest = text.partition(".")
    row, _, column = rest.rpartition(".")
    return CellId(table, row, column)


def build_cell(value: Any) -> Cell:
    """Make a cell of a number, or of a state: "blank", "text:无", "derived:table3.balance"."""
    if isinstance(value, str):
        kind, _, rest = value.partition(":")
        if kind == "text":
            return Cell(State.TEXT, raw=rest)
        if kind == "derived":
            return Cell(State.NUMBER, 0, "0", derived=(rest,))
        if kind[0].isdigit():
            return Cell(State.NUMBER, int(re.sub(r"\D", "", kind)), kind)
        return Cell(State(kind))
    return Cell(State.NUMBER, value, str(value))


def build_cells(
    changes: Mapping[str, Any],
    form: str = "2021",
    *,
    without: tuple[str, ...] = (),
    single_other: bool = False,
) -> dict[CellId, Cell]:
    """Make the cells of the consistent report with changes; a table in `without` is missing."""
    ids = load_form(form).cell_ids()
    if single_other:
        rows = dict.fromkeys(id_.row for id_ in ids if id_.table == "table3")
        split = [row for row in rows if row.startswith("other.")]
        ids = [
            CellId(id_.table, "other" if id_.row == split[0] else id_.row, id_.column)
            for id_ in ids
            if id_.row not in split[1:]
        ]
    cells: dict[CellId, Cell] = {}
    for id_ in ids:
        figures = FIGURES.get(f"{id_.table}.{id_.row}", {})
        if id_.table == "table3" and id_.row == "other":
            figures = FIGURES["table3.other.other"]
        cells[id_] = (
            Cell(State.MISSING) if id_.table in without else build_cell(figures.get(id_.column, 0))
        )
    for name, value in changes.items():
        assert parse_id(name) in cells, name
        cells[parse_id(name)] = build_cell(value)
    return cells


def _subsections(text: str, start: int) -> tuple[Subsection, ...]:
    matches = list(_HEADING.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    return tuple(
        Subsection(f"（{match[1]}）", match[2], Span(start + match.start(), start + end))
        for match, end in zip(matches, ends, strict=True)
    )


def build_report(
    cells: Mapping[str, Any] | None = None, prose: str = "", section: str = "overview", **how: Any
) -> AnnualReport:
    """Make the consistent report with cells changed, and prose added to a section."""
    form = how.get("form", "2021")
    without = how.get("without", ())
    year = how.get("year", YEAR)
    bodies = {
        "overview": how.get("overview", OVERVIEW),
        "problems": how.get("problems", PROBLEMS),
        "other": how.get("other", OTHER),
    }
    if prose:
        if section == "overview" and "overview" not in how and "申请" in prose:
            # It belongs under （二）依申请公开情况.
            bodies["overview"] = OVERVIEW.replace("申请。\n（三）", f"申请。\n{prose}\n（三）")
        else:
            bodies[section] = bodies.get(section, "") + "\n" + prose
    text = how.get("preamble", PREAMBLE) + "\n"
    period = Period(f"{year}-01-01", f"{year}-12-31", Span(0, len(text) - 1))
    stated = re.search(
        r"统计(?:数据|期限)[^0-9]{0,3}(\d{4})年1月1日(?:起)?至(?:(\d{4})年)?(\d+)月(\d+)日", prose
    )
    sections: list[Section] = []
    for kind in how.get("order", tuple(_TITLES)):
        if kind in without:
            continue
        title = _TITLES[kind]
        start = len(text)
        number = how.get("numbers", {}).get(kind, title.number)
        head = f"{number}、{title.title}\n"
        body = bodies.get(kind, "")
        text += head + body + ("\n" if body else "")
        sections.append(
            Section(
                kind,
                number,
                title.title,
                Span(start, len(text)),
                _subsections(body, start + len(head)),
            )
        )
    if stated:
        at = text.index(stated.group())
        end_year = stated[2] or stated[1]
        period = Period(
            f"{stated[1]}-01-01",
            f"{end_year}-{stated[3]:0>2}-{stated[4]:0>2}",
            Span(at, at + len(stated.group())),
        )
    lines = [match.start() for match in re.finditer(r"[^\n]+", text)]
    return AnnualReport(
        source=Source("made.txt", "text"),
        form=form,
        cells=build_cells(
            cells or {}, form, without=without, single_other=how.get("single_other", False)
        ),
        title=f"{how.get('agency', AGENCY)}{year}年政府信息公开工作年度报告",
        agency=how.get("agency", AGENCY),
        year=year,
        period=period,
        contact=Contact(**how.get("contact", CONTACT)),
        prose=Prose(
            text, tuple(lines), tuple(Place(line=n, column=1) for n in range(1, len(lines) + 1))
        ),
        sections=tuple(sections),
    )


def build_example(example: Example) -> tuple[AnnualReport, AnnualReport | None]:
    """Make the report of an example, and its predecessor if it has one."""
    how = dict(example.report)
    before_year = how.pop("previous_year", how.get("year", YEAR) - 1)
    before_agency = how.pop("previous_agency", how.get("agency", AGENCY))
    report = build_report(example.cells, example.prose, example.section, **how)
    if example.previous is None:
        return report, None
    base = {
        "table3.carried_out.natural_person": 2,
        "table3.carried_out.total": 2,
        "table2.normative_documents.in_force": 6,
    }
    previous = build_report(
        {**base, **example.previous},
        example.previous_prose,
        example.section,
        year=before_year,
        agency=before_agency,
        overview=how.get("overview", "去年的情况。"),
        problems="上年的问题：工作力度不够，下一步加强。",
    )
    return report, previous
