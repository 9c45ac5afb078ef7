"""Wholes and their parts in prose, and outcomes with their total."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.checks.breakdowns import (
    Aside,
    adds_up,
    find_breakdowns,
    find_closed_breakdowns,
)
from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject, distance, plus, show
from gongkai.annual.model import Number

_NEAR = 0.9  # two parts that come this close to the whole were probably meant to reach it


@rule(
    id="ARITH-PARTS",
    title="分项之和与总数",
    title_en="Parts and their whole",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1",),
    needs="正文列出总数和至少两个分项",
    passes=(
        "公众号发布信息227条，其中公开本机关信息35条，转载192条。",
        "公开信息292条。其中政务信息229条，财务信息57条，党务信息6条。",
        "对25件申请收取了信息处理费2950元。其中，松林镇9件，收取1450元；桃溪镇16件，收取1500元。",
        "全年公开信息500条，其中政策解读20条，公告30条。",
        "发布信息16642条（概况类194条、政务动态5749条、目录10699条）。",
        "公开信息3800余条。其中网站2000余条；新媒体1800余条。",
        "全年共办理政府信息公开申请16件，其中本年新收14件，2023年结转2件，办结15件，1件结转下年度继续办理。",
        "解读信息260条，其中，解读材料39条，解读产品201个（包括短视频16个），文章20篇。",
    ),
    fails=(
        "主动公开信息41条，其中公开文件2件，报告总结1件，公告1件，工作信息18条。",
        "网站发布信息2139条，其中动态类1744条，政务类393条，解读类21条，回应类2条。",
        Example(
            "公开信息96条（更新概况3条，预算公开7条，部门决算85条）。", severity=Severity.WARNING
        ),
        "收到申请75件，其中自然人70件，企业3件。",
    ),
)
def parts_and_whole(subject: Subject) -> Iterator[Hit]:
    """Ask where the parts of a list do not add up to the whole before it."""
    wording = subject.wording
    seen: set[int] = set()
    aside = Aside(
        *(
            frozenset(claim.mark for claim in subject.claims if claim.field == field)
            for field in ("concluded", "carried_out")
        )
    )
    for breakdown in (*find_breakdowns(wording, aside), *find_closed_breakdowns(wording)):
        total: Number = sum(part.value for part in breakdown.parts)
        whole = breakdown.whole
        if breakdown.whole_at in seen or adds_up(breakdown.parts, whole):
            continue
        short = len(breakdown.parts) == 2 and total < float(whole.value) * _NEAR
        if total < whole.value and not breakdown.explicit and (breakdown.gaps or short):
            continue  # some examples out of the whole
        seen.add(breakdown.whole_at)
        difference = distance(total, whole.value)
        if total > whole.value:
            meaning = "分项多出来了：如果同一条信息计入了不止一项，请说明有重复；否则请核对。"
            meaning_en = (
                "They exceed it: say so if items are counted twice; otherwise please check."
            )
        else:
            meaning = "分项没有列全，或者有数字需要核对。如果只列了一部分，可写明“等”或“主要包括”。"
            meaning_en = "Either the list is not complete, or a figure needs checking."
        start = breakdown.whole_at
        clause = max(wording.text.rfind(char, 0, start) for char in ",;。\n") + 1
        yield Hit(
            f"总数 {show(whole.value)}，所列 {len(breakdown.parts)} 个分项合计 {show(total)}"
            f"（{plus(part.value for part in breakdown.parts)}），相差 {show(difference)}。"
            f"{meaning}",
            f"The whole is {show(whole.value)}; its {len(breakdown.parts)} parts add up to"
            f" {show(total)}, a difference"
            f" of {show(difference)}. {meaning_en}",
            span=wording.span(clause, breakdown.end),
            compared={
                "whole": show(whole.value),
                "parts": [show(part.value) for part in breakdown.parts],
                "sum": show(total),
            },
            severity=Severity.WARNING if breakdown.explicit else None,
        )


_GROUPS = ("granted", "partially_granted", "refused", "unavailable", "not_processed", "other")
_ENOUGH_GROUPS = 4


@rule(
    id="ARITH-OUTCOMES",
    title="正文各类办理结果之和与正文的总数",
    title_en="Outcomes in the prose and the total in the prose",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1", "gbgkbh-2021-30:table3"),
    needs="同一段正文写了办结（或收到）总数和至少四类结果",
    passes=(
        "完成政府信息依申请公开答复1453件。其中，予以公开答复966件；部分公开67件；不予公开81件；无法提供的182件；不予处理的61件；其他处理96件。",
        "收办政府信息公开申请3607件；予以公开1191件、部分公开328件、不予公开142件、无法提供1078件、不予处理406件、作其他处理341件、转下年度办理121件。",
    ),
    fails=(
        "答复政府信息公开申请805件。予以公开及部分公开258件；不予公开35件；因本机关不掌握等原因无法提供265件；不予处理158件；其他处理0件。",
    ),
)
def outcomes_and_total(subject: Subject) -> Iterator[Hit]:
    """Ask where a paragraph's outcomes add up to its total neither with nor without carry-over."""
    wording = subject.wording
    by_paragraph: dict[int, list[int]] = {}
    for index, claim in enumerate(subject.claims):
        if claim.quantity is not None:
            by_paragraph.setdefault(claim.sentence.paragraph, []).append(index)
    for indexes in by_paragraph.values():
        claims = [subject.claims[index] for index in indexes]
        outcomes = {
            claim.field.partition(".")[2]: claim
            for claim in claims
            if claim.field.startswith("outcome.")
        }
        totals = [claim for claim in claims if claim.field in ("received", "concluded")]
        covered = len(outcomes) + ("granted_or_partial" in outcomes)
        if covered < _ENOUGH_GROUPS or not totals:
            continue
        if any(
            claim.quantity is None or claim.quantity.approximate
            for claim in [*outcomes.values(), *totals]
        ):
            continue
        values = [claim.quantity.value for claim in outcomes.values() if claim.quantity is not None]
        carried = sum(
            claim.quantity.value
            for claim in claims
            if claim.field == "carried_out" and claim.quantity is not None
        )
        carried_in = sum(
            claim.quantity.value
            for claim in claims
            if claim.field == "carried_in" and claim.quantity is not None
        )
        total = sum(values)
        stated = [claim.quantity.value for claim in totals if claim.quantity is not None]
        allowed = {number + more for number in stated for more in (0, carried_in)}
        if total in allowed or total + carried in allowed:
            continue
        first, last = (
            min(outcomes.values(), key=lambda c: c.start),
            max(outcomes.values(), key=lambda c: c.end),
        )
        missing = [name for name in _GROUPS if name not in outcomes]
        yield Hit(
            f"正文写总数 {'、'.join(show(number) for number in stated)} 件，各类结果合计"
            f" {show(total)} 件（{plus(values)}）。"
            f"{'有的类别没有写；' if missing and 'granted_or_partial' not in outcomes else ''}请核"
            f"对各类件数是否漏计。",
            f"The prose states {', '.join(show(number) for number in stated)} in all; its"
            f" outcomes add up to {show(total)}.",
            span=wording.span(first.start, last.end),
            compared={
                "stated": [show(number) for number in stated],
                "outcomes": [show(value) for value in values],
                "sum": show(total),
            },
        )
