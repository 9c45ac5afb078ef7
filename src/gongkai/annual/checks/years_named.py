"""The years that the report names: its period, its own title, one left in from an older text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject

_FORM = ("gbgkbh-2021-30", "tiaoli-2019:6.1")


@rule(
    id="PERIOD",
    title="统计期限",
    title_en="The period that the figures cover",
    severity=Severity.WARNING,
    basis=_FORM,
    needs="正文写明的统计期限与报告年度",
    passes=("本报告统计数据从2024年1月1日至12月31日。",),
    fails=(
        "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。",
        "本报告所列数据的统计期限为2024年1月1日至2024年11月30日。",
        Example("报告中所列数据统计期限为20241月1日到12月31日。", severity=Severity.QUESTION),
    ),
)
def period(subject: Subject) -> Iterator[Hit]:
    """Compare the period with the report's year: 1 January to 31 December."""
    report = subject.report
    text = subject.wording.squeezed
    damaged = _DAMAGED.search(text)
    if damaged:
        yield Hit(
            f"“{damaged.group()}”里的日期不完整，可能漏了“年”“月”或数字。请核对统计期限。",
            f"The date “{damaged.group()}” is not complete. Please check the period.",
            span=subject.wording.squeezed_span(damaged.start(), damaged.end()),
            compared={"text": damaged.group()},
            severity=Severity.QUESTION,
        )
    if report.period is None or report.year is None:
        return
    span = report.period.span
    for end, day in ((report.period.start, "01-01"), (report.period.end, "12-31")):
        if end is None or end == f"{report.year}-{day}":
            continue
        yield Hit(
            f"统计期限写到 {end}，本报告是 {report.year} 年度，应为 {report.year}-{day}。请核对。",
            f"The period names {end}; a report for {report.year} covers 1 January to 31 December"
            f" {report.year}.",
            span=span,
            compared={"period": end, "year": report.year},
            key=f"period.{day}",
        )


_DAMAGED = re.compile(
    r"(?<![0-9])20[0-9]{2}[0-9]{1,2}月[0-9]{0,2}日?|(?<![0-9])20[0-9]{4}日至[0-9]{3,4}|(?<![0-9])20[0-9]{2}年[0-9]{3,4}日"
)

_OWN_TITLE = re.compile(
    r"《[^》\n]{0,40}?(20[0-9]{2})年(?:度)?[^》\n]{0,24}?(?:信息公开|政务公开)[^》\n]{0,8}?(?:年度报告|年报)[^》\n]{0,4}》"
)
_PUBLISH = re.compile(r"(?:发布|公布|编制|形成|制定|印发|现将|将)[^。;\n]{0,6}$")
# A sentence set in another year: 2023年，我局… But not 2023年度决算, nor a plan for next year.
_BODY = r"(?:我|本|全|共|各|市|区|县|镇|乡|街道)"
_DONE = r"(?:未|没有|无|共|全年|主动公开|收到|受理|办理)"
_SCENE = (
    r"(?:坚持|深入|认真|严格|积极|共|主动公开|收到|受理|办理|按照|围绕|紧紧|持续|扎实"
    r"|政府信息公开工作)"
)
_FRAME = re.compile(
    r"(?:(?<=[。;\n:)])|^)(?:[一二三]是)?(?:本机关|本单位|我[市县区局委办院厅镇乡])?"
    r"(20[0-9]{2})年(?:度)?"
    rf"(?:,|(?={_BODY}[^,。;\n]{{0,12}}?{_SCENE}|{_DONE}))"
)
_PLAN = re.compile(r"将|下一步|计划|拟|打算|要|争取|力争|明年|我们|重点")
# What a sentence may well say of a year gone by.
_PAST = re.compile(
    r"较上年|较20|相比|以来|针对|存在的问题|已整改|年起|年底|年末|(?<!未)(?:修订|出台|印发|建成|成立|启用|上线)"
)


@rule(
    id="YEAR-LEFT-IN",
    title="疑似留下了别的年份",
    title_en="A year that may have been left in from another text",
    severity=Severity.QUESTION,
    basis=_FORM,
    needs="报告年度与正文",
    passes=(
        "2024年，我市深入推进政务公开。发布2023年度法治政府建设情况报告，公开2023年部门决算。",
        "以2023年度发现的问题为导向，持续改进。办结2023年结转2件。",
        "2025年，将重点做好以下工作。",
        "2023年，我市印发《公开工作规程》，至今沿用。",
        "现发布《清源市2024年政府信息公开工作年度报告》。",
    ),
    fails=(
        "2023年，我市深入推进政务公开，主动公开各类信息。",
        "2023年未出现因政府信息公开问题受到责任追究的情况。",
        Example("现发布《清源市2023年政府信息公开工作年度报告》。", severity=Severity.WARNING),
        "2025年，全市共主动公开政府信息300条。",
        "2023年，本机关未出台重大行政决策。",
        "本机关2023年未收取信息处理费。",
    ),
)
def year_left_in(subject: Subject) -> Iterator[Hit]:
    """Ask where the report's own title, or a sentence that sets the scene, names another year."""
    year = subject.report.year
    if year is None:
        return
    wording = subject.wording
    for match in _OWN_TITLE.finditer(wording.text):
        named = int(match[1])
        if named == year or not _PUBLISH.search(
            wording.text[max(0, match.start() - 8) : match.start()]
        ):
            continue
        yield Hit(
            f"正文说发布的是 {named} 年的年度报告，本报告是 {year} 年度。请核对是否沿用了旧稿。",
            f"The text names the report for {named}; this one is for {year}. Please check.",
            span=wording.span(match.start(), match.end()),
            compared={"named": named, "year": year},
            severity=Severity.WARNING,
        )
    for match in _FRAME.finditer(wording.text):
        named = int(match[1])
        sentence = wording.sentence(match.start(1))
        if named == year or sentence is None or abs(named - year) > 3:
            continue
        rest = wording.text[match.start() : sentence.end]
        if (named > year and (_PLAN.search(rest) or sentence.section == "problems")) or (
            named < year and _PAST.search(rest)
        ):
            continue
        yield Hit(
            f"这一句以 {named} 年开头，本报告是 {year} 年度。请核对是否应为 {year} 年。",
            f"This sentence is set in {named}; the report is for {year}. Please check.",
            span=wording.span(match.start(1), min(match.end() + 16, sentence.end)),
            compared={"named": named, "year": year},
        )
