"""Form: the six sections, their order and numbers, the five aspects, problems, fees, length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.annual.checks.agencies import is_level_of_government
from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject
from gongkai.annual.forms.english import translate_label
from gongkai.annual.model import Section, Span
from gongkai.statute.parameters import Value, load_law

_FORM = "gbgkbh-2021-30"
_CONTENTS = "tiaoli-2019:50"
_KINDS = ("overview", "disclosure", "requests", "remedies", "problems", "other")
_LEAST_SECTIONS = 2  # with fewer the text is an excerpt, or its headings are lost


def _known(subject: Subject) -> list[Section]:
    return [section for section in subject.report.sections if section.kind in _KINDS]


def _heading(subject: Subject, section: Section) -> Span:
    """Return the stretch of a section's heading line."""
    text = subject.report.prose.text
    end = text.find("\n", section.span.start, section.span.end)
    return Span(section.span.start, end if end >= 0 else section.span.end)


def _body(subject: Subject, section: Section) -> str:
    return subject.report.prose.text[_heading(subject, section).end : section.span.end].strip()


@rule(
    id="SHAPE-SECTIONS",
    title="六个部分齐全",
    title_en="All six sections are there",
    severity=Severity.WARNING,
    basis=(_FORM, _CONTENTS),
    needs="至少读到两个部分的标题",
    passes=(Example(),),
    fails=(
        Example(report={"without": ("problems",)}),
        Example(report={"without": ("other", "remedies")}),
    ),
)
def sections(subject: Subject) -> Iterator[Hit]:
    """Name the sections whose headings were not found."""
    kinds = {section.kind for section in _known(subject)}
    missing = [title for title in subject.form("table2").sections if title.kind not in kinds]
    if len(kinds) < _LEAST_SECTIONS or not missing:
        return
    names = "、".join(
        f"{title.number}、{title.title}" if len(missing) == 1 else title.number for title in missing
    )
    yield Hit(
        f"没有找到第“{names}”部分的标题。请核对是否遗漏，或标题用了别的名称。",
        f"No heading was found for: {', '.join(title.kind for title in missing)}. Please check.",
        compared={"missing": [title.title for title in missing]},
        key="sections",
    )


@rule(
    id="SHAPE-ORDER",
    title="六个部分的次序",
    title_en="The order of the sections",
    severity=Severity.WARNING,
    basis=(_FORM,),
    needs="各部分的标题",
    passes=(Example(),),
    fails=(
        Example(
            report={
                "order": ("overview", "requests", "disclosure", "remedies", "problems", "other")
            }
        ),
    ),
)
def order(subject: Subject) -> Iterator[Hit]:
    """Find a section that stands before one that the form puts first; second headings aside."""
    last = -1
    first = {section.kind: section for section in reversed(_known(subject))}
    for section in sorted(first.values(), key=lambda section: section.span.start):
        rank = _KINDS.index(section.kind)
        if rank < last:
            yield Hit(
                f"“{section.title}”排在后面的部分之后。格式规定的次序是：总体情况、主动公开、申请、复议诉讼、问题、其他。请核对。",
                f"Section “{section.title}” stands out of the form's order. Please check.",
                span=_heading(subject, section),
                compared={"section": section.kind, "after": _KINDS[last]},
                key=section.kind,
            )
        last = max(last, rank)


@rule(
    id="SHAPE-NUMBERS",
    title="六个部分的序号",
    title_en="The numbers of the sections",
    severity=Severity.WARNING,
    basis=(_FORM,),
    needs="各部分标题前印出的序号",
    passes=(Example(), Example(report={"numbers": {"overview": "1"}})),
    fails=(
        Example(report={"numbers": {"other": "七"}}),
        Example(report={"numbers": {"problems": "四"}}),
    ),
)
def numbers(subject: Subject) -> Iterator[Hit]:
    """Compare the printed numbers with the form's, in one finding."""
    titles = {title.kind: title for title in subject.form("table2").sections}
    wrong: list[tuple[Section, str]] = []
    for section in _known(subject):
        if section.numbered_by_machine or not section.number:
            continue
        right = titles[section.kind].number
        if section.number not in (right, str(_KINDS.index(section.kind) + 1)):
            wrong.append((section, right))
    if wrong:
        listed = "，".join(f"“{s.number}、{s.title}”应为“{right}”" for s, right in wrong)
        listed_en = ", ".join(f"“{s.number}” for “{right}”" for s, right in wrong)
        yield Hit(
            f"各部分的序号与格式不同：{listed}。请核对。",
            f"The sections are not numbered as in the form: {listed_en}. Please check.",
            span=_heading(subject, wrong[0][0]),
            compared={
                "printed": [s.number for s, _ in wrong],
                "form": [right for _, right in wrong],
            },
            key="sections",
        )


@rule(
    id="SHAPE-TWICE",
    title="同一部分有两个标题",
    title_en="Two headings for one section",
    severity=Severity.QUESTION,
    basis=(_FORM,),
    needs="各部分的标题",
    passes=(Example(),),
    fails=(Example(report={"order": (*_KINDS, "disclosure")}),),
)
def twice(subject: Subject) -> Iterator[Hit]:
    """Ask where two numbering systems run through one report."""
    kinds = [section.kind for section in _known(subject)]
    doubled = {
        section.kind: section for section in _known(subject) if kinds.count(section.kind) > 1
    }
    if doubled:
        names = "、".join(f"“{section.title}”" for section in doubled.values())
        yield Hit(
            f"{names}各有两个标题，像是用了两套编号。请按格式的六个部分编排。",
            f"Two headings each: {', '.join(doubled)}; two numbering systems seem to run through"
            f" the report.",
            span=_heading(subject, next(iter(doubled.values()))),
            compared={"sections": list(doubled)},
            key="sections",
        )


@rule(
    id="SHAPE-ASPECTS",
    title="总体情况的五个方面",
    title_en="The five aspects of section one",
    severity=Severity.QUESTION,
    basis=(_FORM,),
    needs="总体情况的正文",
    passes=(Example(),),
    fails=(
        Example(
            report={
                "overview": "2024年，我市推进主动公开和依申请公开，加强信息管理，规范平台建设。"
            }
        ),
    ),
)
def aspects(subject: Subject) -> Iterator[Hit]:
    """Ask for each aspect that section one does not touch, in a heading or in words."""
    section = subject.report.section("overview")
    if section is None:
        return
    text = subject.report.words(section.span)
    # Some give the aspects headings of the first rank.
    text += "".join(f"\n{other.title}" for other in subject.report.sections if not other.kind)
    missing = [
        aspect.title
        for aspect in subject.form("table2").aspects
        if not any(word in text for word in aspect.words)
    ]
    if missing:
        yield Hit(
            f"总体情况应当写明五个方面，没有看到：{'、'.join(missing)}。如果已用别的说法写到，可不改。",
            f"Section one covers five aspects; these were not seen: {', '.join(map(translate_label, missing))}.",
            span=_heading(subject, section),
            compared={"missing": missing},
            key="overview",
        )


def _longest_overview(year: int | None) -> Value | None:
    """Return the limit in force at the end of the year reported on; today's form where no year is known."""
    return load_law().find("annual_report.overview_length", date(year or date.max.year, 12, 31))


@rule(
    id="SHAPE-LENGTH",
    title="总体情况的篇幅",
    title_en="The length of section one",
    severity=Severity.NOTE,
    basis=(_FORM,),
    needs="总体情况的正文",
    passes=(Example(),),
    fails=(Example("公开工作按计划推进。" * 120),),
)
def length(subject: Subject) -> Iterator[Hit]:
    """Note a section one that is longer than the form asks."""
    section = subject.report.section("overview")
    limit = _longest_overview(subject.report.year)
    if section is None or limit is None:
        return
    count = len(re.sub(r"\s", "", _body(subject, section)))
    if count > limit.number:
        doubt, doubt_en = (
            ("（暂定：未见原文）", " (provisional)") if limit.provisional else ("", "")
        )
        yield Hit(
            f"总体情况约 {count} 字，格式要求控制在 {limit.number} 字以内{doubt}。",
            f"Section one has about {count} characters; the form asks for no more than"
            f" {limit.number}{doubt_en}.",
            span=_heading(subject, section),
            compared={"characters": count},
            key="overview",
        )


_PROBLEM = re.compile(
    r"不足|不够|问题|有待|薄弱|欠缺|短板|差距|不高|不强|不全|不实|不深|滞后|单一|偏|仍需|需进一步|还需|不到位|不及时|不规范|不平衡|不能满足"
)
_REMEDY = re.compile(r"下一步|改进|将|措施|加强|提升|完善|进一步|强化|优化")
_SHORTEST_PROBLEMS = 10


@rule(
    id="SHAPE-PROBLEMS",
    title="第五部分写明问题和改进",
    title_en="Section five names problems and what is done about them",
    severity=Severity.WARNING,
    basis=("tiaoli-2019:50(4)", _FORM),
    needs="第五部分的正文",
    passes=(Example(),),
    fails=(
        Example(report={"problems": "无。"}),
        Example(
            report={"problems": "2024年，各项公开工作扎实推进，成效明显，群众满意。"},
            severity=Severity.QUESTION,
        ),
        Example(
            report={"problems": "一是部分栏目更新不够及时；二是政策解读形式单一。"},
            severity=Severity.QUESTION,
        ),
    ),
)
def problems(subject: Subject) -> Iterator[Hit]:
    """Find a section five that is empty, names no problem, or no improvement."""
    section = subject.report.section("problems")
    if section is None:
        return
    body = _body(subject, section)
    span = _heading(subject, section)
    if len(body) < _SHORTEST_PROBLEMS:
        yield Hit(
            f"第五部分只有“{body}”。条例要求年度报告写明存在的主要问题及改进情况。请补写。",
            "Section five is empty; the Regulations ask for the main problems and what is done"
            " about them.",
            span=span,
            compared={"text": body},
            key="problems",
        )
        return
    for pattern, name, name_en in (
        (_PROBLEM, "存在的问题", "problem"),
        (_REMEDY, "改进情况", "improvement"),
    ):
        if not pattern.search(body):
            yield Hit(
                f"第五部分没有看到{name}。请核对是否漏写。",
                f"Section five names no {name_en}. Please check.",
                span=span,
                compared={"missing": name},
                severity=Severity.QUESTION,
                key=f"problems.{name_en}",
            )


_FEE = re.compile(r"处理费|收费|费用")


@rule(
    id="SHAPE-FEES",
    title="第六部分说明信息处理费",
    title_en="Section six states the information processing fee",
    severity=Severity.QUESTION,
    basis=("gbh-2020-109", _FORM),
    needs="第六部分的正文",
    passes=(Example(), Example(report={"other": "本年度未发生收费情况。"})),
    fails=(Example(report={"other": "无其他需要报告的事项。"}),),
)
def fees(subject: Subject) -> Iterator[Hit]:
    """Ask where section six does not say whether the fee was collected."""
    section = subject.report.section("other")
    if section is None or (subject.report.year or 0) < 2021:
        return  # the fee exists since 2021
    body = _body(subject, section)
    if _FEE.search(body):
        return
    elsewhere = bool(re.search(r"信息处理费|公开收费", subject.report.prose.text))
    yield Hit(
        "第六部分没有说明信息处理费的收取情况"
        + ("（正文别处写到了）" if elsewhere else "")
        + "。没有收取也请写明。",
        "Section six does not say whether the information processing fee was collected; please"
        " state it, also if not.",
        span=_heading(subject, section),
        compared={"text": body[:40]},
        key="other",
    )


_SUPERVISION = re.compile(r"考核|社会评议|评议|责任追究|追责|问责")


@rule(
    id="SHAPE-GOVERNMENT",
    title="政府的年报应有工作考核、社会评议和责任追究结果",
    title_en="A government's report gives appraisal, public review and accountability",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:50(4)",),
    needs="机关为一级政府",
    passes=(Example(),),
    fails=(
        Example(
            report={
                "overview": "2024年，推进主动公开和依申请公开，加强信息管理、平台建设和监督保障。"
            }
        ),
    ),
)
def government(subject: Subject) -> Iterator[Hit]:
    """Ask where a government's report is silent on all three."""
    report = subject.report
    if (
        is_level_of_government(report.agency)
        and report.prose.text
        and not _SUPERVISION.search(report.prose.text)
    ):
        yield Hit(
            "各级人民政府的年度报告还应当包括工作考核、社会评议和责任追究结果情况，正文没有写到。请补写或核对。",
            "A government's report also gives the results of appraisal, public review and"
            " accountability; none was seen.",
            compared={"agency": report.agency},
            key="report",
        )
