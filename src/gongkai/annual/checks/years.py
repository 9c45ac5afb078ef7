"""A report against last year's: what is carried over, stays in force, swings, repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checks.agencies import is_same_organ
from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject, distance, show
from gongkai.annual.checks.text_overlap import find_overlap
from gongkai.annual.forms.english import translate_label
from gongkai.annual.model import AnnualReport, CellId, Number, Section, Span

_NEEDS = "上年报告（--previous）"


def _follows(subject: Subject) -> AnnualReport | None:
    """Return last year's report if it is the year before, or a year is not known."""
    previous = subject.previous
    if previous is None:
        return None
    year = subject.report.year
    if year is None or previous.year is None or previous.year == year - 1:
        return previous
    return None


@rule(
    id="YEAR-SEQUENCE",
    title="所给的上年报告不是上一年的，或不是同一机关的",
    title_en="The report given as last year's is of another year or body",
    severity=Severity.NOTE,
    basis=("tiaoli-2019:49",),
    needs=_NEEDS,
    passes=(
        Example(previous={}),
        Example(previous={}, report={"agency": "兰亭县", "previous_agency": "兰亭县人民政府"}),
    ),
    fails=(
        Example(previous={}, report={"previous_year": 2021}),
        Example(previous={}, report={"previous_agency": "桃溪县教育局"}),
    ),
)
def sequence(subject: Subject) -> Iterator[Hit]:
    """Say why figures were not compared across years, or that the names differ."""
    previous, report = subject.previous, subject.report
    if previous is None:
        return
    if _follows(subject) is None:
        yield Hit(
            f"本报告为 {report.year} 年度，所给的上年报告为 {previous.year} 年度，不相连；"
            f"跨年的数字没有核对。",
            f"This report is for {report.year}, the other for {previous.year}; figures were not"
            f" compared across them.",
            compared={"year": report.year, "previous": previous.year},
            key="year",
        )
    names = (report.agency, previous.agency)
    if all(names) and not is_same_organ(*names):
        yield Hit(
            f"本报告的机关为“{report.agency}”，所给的上年报告为“{previous.agency}”。请核对是否拿错了文件，或机关已更名。",
            f"This report is by {report.agency}, the other by {previous.agency}. Please check the"
            f" file.",
            compared={"agency": report.agency, "previous": previous.agency},
            key="agency",
        )


@rule(
    id="YEAR-CARRY",
    title="上年结转等于上年报告的结转下年度，逐列",
    title_en="Carried in equals what last year's report carried out, column by column",
    severity=Severity.WARNING,
    basis=("gbgkbh-2021-30:table3", "tiaoli-2019:6.1"),
    needs=_NEEDS,
    passes=(
        Example(previous={"table3.carried_out.natural_person": 2, "table3.carried_out.total": 2}),
        Example(
            previous={"table3.carried_out.natural_person": "blank", "table3.carried_out.total": 2}
        ),
    ),
    fails=(
        Example(previous={"table3.carried_out.natural_person": 3, "table3.carried_out.total": 3}),
    ),
)
def carry(subject: Subject) -> Iterator[Hit]:
    """Compare the two ends of the carry-over."""
    previous = _follows(subject)
    if previous is None:
        return
    row = subject.form("table3").table("table3").row("carried_in")
    for column in row.columns if row else ():
        id_ = CellId("table3", "carried_in", column.id)
        now, before = subject.report.value(*id_), previous.value("table3", "carried_out", column.id)
        if now is None or before is None or now == before:
            continue
        yield Hit(
            f"表三「上年结转」{column.label}为 {show(now)}，上年报告的「结转下年度继续办理」为"
            f" {show(before)}，"
            f"相差 {show(distance(now, before))}。请核对两年的报告。",
            f"Carried in ({translate_label(column.label)}) is {show(now)}; last year's report carried out"
            f" {show(before)}."
            " Please check both.",
            cells=(id_,),
            compared={"carried_in": show(now), "previous_carried_out": show(before)},
            key=f"table3.{column.id}",
        )


@rule(
    id="YEAR-STOCK",
    title="现行有效件数与上年结存、本年制发和废止",
    title_en="Documents in force against last year's stock, issued and repealed",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:20(1)", "gbgkbh-2021-30"),
    needs=_NEEDS + "，两年都用2021年格式的表二",
    passes=(Example(previous={"table2.normative_documents.in_force": 6}),),
    fails=(
        Example(previous={"table2.normative_documents.in_force": 9}),
        Example(previous={"table2.normative_documents.in_force": 6, "table2.rules.in_force": 1}),
    ),
)
def stock(subject: Subject) -> Iterator[Hit]:
    """Ask for the signed residual, and name what usually explains it."""
    previous = _follows(subject)
    if previous is None or previous.other_forms.get("table2", previous.form) != "2021":
        return
    if subject.form("table2").id != "2021":
        return
    for row, name in (("rules", "规章"), ("normative_documents", "行政规范性文件")):
        issued = subject.report.value("table2", row, "issued")
        repealed = subject.report.value("table2", row, "repealed")
        now = subject.report.value("table2", row, "in_force")
        before = previous.value("table2", row, "in_force")
        if issued is None or repealed is None or now is None or before is None:
            continue
        expected = before + issued - repealed
        residual = now - expected
        if not residual:
            continue
        if residual == -issued:
            causes = "差数正好是本年制发数，可能现行有效件数没有计入本年制发的文件"
        elif residual < 0:
            causes = "常见原因：有效期届满、清理中宣布失效、划转其他机关"
        else:
            causes = "常见原因：清理后重新认定、划入其他机关的文件、上年漏计"
        yield Hit(
            f"{name}：上年现行有效 {show(before)} + 本年制发 {show(issued)} − 本年废止"
            f" {show(repealed)} = {show(expected)}，"
            f"本年填报 {show(now)}，差 {_sign(residual)}。"
            f"{causes}。请核对，或在正文写明原因。",
            f"{translate_label(name)}: {show(before)} in force last year + {show(issued)} − {show(repealed)} ="
            f" {show(expected)}; the table"
            f" says {show(now)}, a residual of {show(residual)} (expiry, clean-up, transfer?)."
            f" Please check.",
            cells=(CellId("table2", row, "in_force"),),
            compared={
                "expected": show(expected),
                "in_force": show(now),
                "residual": show(residual),
            },
            key=f"table2.{row}",
        )


def _sign(residual: Number) -> str:
    return f"{'+' if residual > 0 else '−'}{show(distance(residual, 0))}"


_SWING = 5
_SWING_FLOOR = 20
_WATCHED = (
    ("table3", "received", "total"),
    ("table2", "licences", "count"),
    ("table2", "penalties", "count"),
    ("table2", "coercive_measures", "count"),
    ("table2", "normative_documents", "in_force"),
    ("table4", "reconsideration", "total"),
)


@rule(
    id="YEAR-SWING",
    title="比上年大幅增减的数",
    title_en="Figures that changed by five times or more",
    severity=Severity.NOTE,
    basis=("tiaoli-2019:6.1",),
    needs=_NEEDS,
    passes=(
        Example(previous={"table2.licences.count": 100}),
        Example(previous={"table2.coercive_measures.count": 9}),
    ),
    fails=(
        Example(previous={"table2.licences.count": 20}),
        Example(previous={"table2.penalties.count": 900}),
    ),
)
def swings(subject: Subject) -> Iterator[Hit]:
    """Point out figures that grew or fell by a factor of five, small ones aside."""
    previous = _follows(subject)
    if previous is None or previous.form != subject.report.form:
        return
    for id_ in (CellId(*parts) for parts in _WATCHED):
        now, before = subject.report.value(*id_), previous.value(*id_)
        if now is None or before is None or max(now, before) < _SWING_FLOOR:
            continue
        if now * _SWING > before and before * _SWING > now:
            continue
        yield Hit(
            f"{subject.label(id_)}：上年 {show(before)}，本年 {show(now)}。变化很大；如果属实，"
            f"可在正文说明原因。",
            f"{subject.label_en(id_)}: {show(before)} last year, {show(now)} this year. If so, a word of"
            f" explanation would help.",
            cells=(id_,),
            compared={"previous": show(before), "now": show(now)},
        )


_MASKED = re.compile(r"[0-9]+")
_REPEAT = 0.5
_REPEAT_PROBLEMS = 0.7
_SHORTEST = 80  # shorter texts repeat by nature


def _body(report: AnnualReport, section: Section) -> tuple[int, str]:
    """Return a section's words without its heading, with where they begin."""
    text = report.words(section.span)
    cut = text.find("\n") + 1
    return section.span.start + cut, text[cut:]


def _prose(report: AnnualReport, kinds: tuple[str, ...]) -> tuple[list[int], str]:
    """Return some sections' words, figures masked one for one, and each character's offset."""
    offsets: list[int] = []
    parts: list[str] = []
    for section in report.sections:
        if section.kind in kinds:
            start, text = _body(report, section)
            # A year or a count that changed does not make a sentence new.
            text = _MASKED.sub(lambda match: "0" * len(match.group()), text)
            parts.append(text)
            offsets.extend(range(start, start + len(text)))
    return offsets, "".join(parts)


@rule(
    id="YEAR-REPEAT",
    title="与上年报告重复的文字",
    title_en="Text repeated from last year's report",
    severity=Severity.QUESTION,
    basis=("gbgkbh-2021-30", "tiaoli-2019:47"),
    needs=_NEEDS + "，正文",
    passes=(
        Example(
            "今年新设企业服务专栏，集中发布惠企政策并配发图解，便于企业查找和使用，全年更新信息三批。各科室按月报送台账，"
            "办公室逐条审核后发布，重要政策一律同步解读并在线答疑，群众来访咨询均有专人接待并登记在册。",
            previous={},
            previous_prose="去年建立了月度检查制度，由办公室逐月抽查各科室的公开目录，发现问题当场指出并限期改正，年底汇总成册。"
            "同时开展两期业务培训，邀请专家讲解条例，参训人员覆盖全部业务科室，训后组织测试并公布成绩。",
        ),
    ),
    fails=(
        Example(
            previous={},
            report={
                "overview": "坚持以公开为常态、不公开为例外，及时在门户网站发布各类政府信息，"
                "方便群众查询和监督，不断提高政府工作透明度。"
                "严格落实三审三校制度，确保信息内容合法、完整、准确、及时，全年未发生失泄密事件和重大舆情。"
            },
        ),
    ),
)
def repeated(subject: Subject) -> Iterator[Hit]:
    """Measure how much of the narrative, and of section five, stood in last year's report."""
    if subject.previous is None:
        return
    for kinds, limit, name, name_en in (
        (("overview", "problems", "other"), _REPEAT, "正文（一、五、六部分）", "the narrative"),
        (("problems",), _REPEAT_PROBLEMS, "第五部分（问题及改进）", "section five (problems)"),
    ):
        offsets, text = _prose(subject.report, kinds)
        _, other = _prose(subject.previous, kinds)
        if len(text) < _SHORTEST or len(other) < _SHORTEST:
            continue
        overlap = find_overlap(text, other)
        if overlap.share <= limit:
            continue
        longest = sorted(overlap.passages, key=lambda run: run[0] - run[1])[:5]
        spans = [Span(offsets[start], offsets[end - 1] + 1) for start, end in longest]
        yield Hit(
            f"{name}有 {overlap.share:.0%} 的文字与上年报告相同（数字不计），最长的一段"
            f" {longest[0][1] - longest[0][0] if longest else 0} 字。"
            f"实践中以超过 {limit:.0%} 为雷同。请改写为本年的情况。",
            f"{overlap.share:.0%} of {name_en} stands word for word in last year's report"
            f" (figures aside);"
            f" practice objects above {limit:.0%}. Please write what is new.",
            span=spans[0] if spans else None,
            compared={
                "share": f"{overlap.share:.2f}",
                "passages": [subject.report.words(span) for span in spans],
            },
            key="+".join(kinds),
        )
