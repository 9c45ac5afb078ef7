"""The prose against the tables: requests, outcomes, remedies, documents, decisions, fees."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.annual.checks.claims import Claim
from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.readings import speaks_of_others, weigh_claim
from gongkai.annual.checks.registry import Check, Example, Hit, rule
from gongkai.annual.checks.subject import Subject, show


def _whose(subject: Subject, claim: Claim) -> str:
    """Return the words that say whose figure it is: the clause before, or the scope word."""
    text = subject.wording.text
    start = max(text.rfind(char, 0, claim.start) for char in ",;:。\n") + 1
    clause = text[start : claim.start]
    return clause if claim.scope in clause and len(clause) <= 16 else claim.scope


def _hits(subject: Subject, fields: tuple[str, ...], *, soft: bool = False) -> Iterator[Hit]:
    wording = subject.wording
    for claim in subject.claims:
        if claim.field.partition(".")[0] not in fields:
            continue
        sides, fit = weigh_claim(subject, claim)
        if not sides or fit:
            continue
        quantity = claim.quantity
        words = wording.words(claim.start, claim.end)
        others = speaks_of_others(claim.scope, subject.report.agency)
        stated = "没有" if quantity is None else wording.squeezed[quantity.start : quantity.end]
        distinct = {side.value: side for side in reversed(sides)}
        told = [side for side in sides if distinct[side.value] is side]
        table = "、".join(f"「{side.reading.name}」为 {show(side.value)}" for side in told)
        # 公开规范性文件16件 may be those issued, in force, or anybody's.
        bare = claim.field in ("documents", "rules") and quantity is not None
        unsure = soft or others or bare or not all(side.whole for side in sides)
        tail = "请核对正文与表格。"
        if others:
            tail = f"正文说的是“{_whose(subject, claim)}”，如果两处口径不同，请写明；否则请核对。"
        if not all(side.whole for side in sides):
            tail = "表中有空白格，按能读到的各格相加。" + tail
        name_en = "; ".join(f"{side.reading.name_en}: {show(side.value)}" for side in told)
        yield Hit(
            f"正文“{words}”，{table}，两处不一致。{tail}",
            (
                f"The prose says {'none' if quantity is None else show(quantity.value)}; the"
                f" table says {name_en}."
            )
            + (" The prose may speak of other bodies." if others else " Please check both."),
            cells=sides[0].reading.cells,
            span=wording.span(claim.start, claim.end),
            compared={
                "prose": stated,
                "table": {side.reading.name: show(side.value) for side in sides},
                **({"scope": claim.scope} if others else {}),
            },
            severity=Severity.QUESTION if unsure else None,
        )


def _against_tables(fields: tuple[str, ...], *, soft: bool = False) -> Check:
    def check(subject: Subject) -> Iterator[Hit]:
        yield from _hits(subject, fields, soft=soft)

    check.__module__ = __name__
    return check


def _enter(
    id_: str,
    title: str,
    title_en: str,
    fields: tuple[str, ...],
    *,
    passes: tuple[str | Example, ...],
    fails: tuple[str | Example, ...],
    basis: str = "gbgkbh-2021-30:table3",
    severity: Severity = Severity.WARNING,
) -> Callable[..., object]:
    return rule(
        id=id_,
        title=title,
        title_en=title_en,
        severity=severity,
        basis=("tiaoli-2019:6.1", basis),
        needs="正文写了这个数，表中读出了对应的格",
        passes=passes,
        fails=fails,
    )(_against_tables(fields, soft=severity is Severity.QUESTION))


_ASKED = "收到政府信息公开申请"

_enter(
    "PROSE-RECEIVED",
    "正文的收到（受理、收办）件数与表三",
    "Requests received: prose and table 3",
    ("received",),
    passes=(
        f"全年共{_ASKED}12件。",
        "全年收办政府信息公开申请14件。",
        "全年累计处理依申请公开14件，其中本年度新接收12件。",
        "全年共接收到申请公开政府信息的申请书10余件。",
        Example("全年未收到政府信息公开申请。", cells={"table3.received.total": 0}),
    ),
    fails=(
        f"全年共{_ASKED}13件。",
        "本年度未收到政府信息公开申请。",
        "共受理政府信息公开申请二十件，均已答复。",
        "本年度共收到依申请公开30余件。",
        Example("市政府办公室代表市政府受理政府信息公开申请9件。", severity=Severity.QUESTION),
    ),
)
_enter(
    "PROSE-CARRIED",
    "正文的结转件数与表三",
    "Requests carried over: prose and table 3",
    ("carried_in", "carried_out"),
    passes=(
        f"全年{_ASKED}12件，上年结转2件，办结13件，1件结转下年度继续办理。",
        "办结2023年结转2件，另有1件转至2025年继续办理。",
    ),
    fails=(
        f"全年{_ASKED}12件，无上年度结转。",
        "依申请公开方面，余3件转至2025年办理。",
        "答复政府信息公开申请13件（含上年度结转申请8件）。",
    ),
)
_enter(
    "PROSE-CONCLUDED",
    "正文的办结（答复）件数与表三",
    "Requests concluded: prose and table 3",
    ("concluded",),
    passes=(
        "依申请公开按期办结13件。",
        "受理政府信息公开申请12件，办结11件。",
        "办理答复网民留言500余件。",
    ),
    fails=("依申请公开按期办结15件。", "全年完成政府信息依申请公开答复16件。"),
)
_enter(
    "PROSE-OUTCOME",
    "正文的各类办理结果与表三",
    "Outcomes: prose and table 3",
    ("outcome", "leaf"),
    passes=(
        "依申请公开答复中，予以公开6件、部分公开2件、不予公开2件、无法提供2件、不予处理0件、其他处理（含主动撤回）1件。",
        "依申请公开中，予以公开及部分公开8件。",
    ),
    fails=(
        "依申请公开答复中，予以公开5件、部分公开2件。",
        "依申请公开中，因本机关不掌握等原因无法提供1件。",
        "依申请公开中，重复申请4件。",
    ),
)
_enter(
    "PROSE-APPLICANT",
    "正文的申请人分类与表三",
    "Kinds of applicant: prose and table 3",
    ("applicant",),
    passes=(
        f"{_ASKED}14件，涉及自然人11件、商业企业3件。",
        f"{_ASKED}12件，其中自然人9件，法人或其他组织3件。",
    ),
    fails=(f"{_ASKED}12件，涉及自然人8件、商业企业3件。",),
)
_enter(
    "PROSE-REMEDIES",
    "正文的行政复议、行政诉讼与表四",
    "Reconsideration and litigation: prose and table 4",
    ("reconsideration", "litigation", "remedies", "result"),
    passes=(
        "因政府信息公开引起行政复议3起、行政诉讼2起。",
        "有3件涉及政府信息公开的行政复议，涉及的行政诉讼数为2件。",
    ),
    fails=(
        "因政府信息公开引起行政复议4件。",
        "政府信息公开行政诉讼1件。",
        "未收到因政府信息公开被申请的行政复议和提起的行政诉讼。",
    ),
    basis="gbgkbh-2021-30:table4",
)
_enter(
    "PROSE-DOCUMENTS",
    "正文的规章、行政规范性文件件数与表二",
    "Rules and normative documents: prose and table 2",
    ("documents", "rules"),
    passes=(
        "本年度制发行政规范性文件3件，废止行政规范性文件1件，现行有效8件。",
        "公开规范性文件等112件。",
    ),
    fails=(
        "本年度制发行政规范性文件4件。",
        "现行有效行政规范性文件18件。",
        "废止行政规范性文件0件。",
    ),
    basis="tiaoli-2019:20(1)",
)
_enter(
    "PROSE-DECISIONS",
    "正文的许可、处罚、强制决定数与表二",
    "Licences, penalties, coercive measures: prose and table 2",
    ("licences", "penalties", "coercive_measures"),
    passes=("作出行政许可决定120件，行政处罚决定15件。",),
    fails=("作出行政许可决定121件。",),
    basis="tiaoli-2019:20(5)",
    severity=Severity.QUESTION,
)
_enter(
    "PROSE-FEES",
    "正文的行政事业性收费与表二",
    "Administrative fees: prose and table 2",
    ("fees",),
    passes=("行政事业性收费26.5万元。", "全年收取行政事业性收费265000元。", "未收取信息处理费。"),
    fails=("本部门本年度无行政事业性收费事项。", "行政事业性收费26.5元。"),
    basis="tiaoli-2019:20(8)",
)


@rule(
    id="PROSE-READING",
    title="正文件数按哪一种口径与表格相符",
    title_en="Under which reading the prose agrees with the table",
    severity=Severity.NOTE,
    basis=("gbgkbh-2021-30:table3",),
    needs="正文的收到或办结件数与表三按较宽的口径相符",
    passes=(f"全年共{_ASKED}12件。", f"全年共{_ASKED}15件。"),
    fails=(f"全年共{_ASKED}14件。", "依申请公开按期办结11件。"),
)
def reading_used(subject: Subject) -> Iterator[Hit]:
    """Say which reading was used where the plainest does not fit: 收到 may include 结转."""
    wording = subject.wording
    for claim in subject.claims:
        if claim.field not in ("received", "concluded") or claim.quantity is None:
            continue
        sides, fit = weigh_claim(subject, claim)
        if not fit or fit[0] is sides[0]:
            continue
        yield Hit(
            f"正文“{wording.words(claim.start, claim.end)}”按「{fit[0].reading.name}」（"
            f"{show(fit[0].value)}）"
            f"与表三相符；按「{sides[0].reading.name}」则为 {show(sides[0].value)}。",
            f"The prose agrees with table 3 as “{fit[0].reading.name_en}” ({show(fit[0].value)}),"
            f" not as"
            f" “{sides[0].reading.name_en}” ({show(sides[0].value)}).",
            cells=fit[0].reading.cells,
            span=wording.span(claim.start, claim.end),
            compared={"reading": fit[0].reading.name, "value": show(fit[0].value)},
        )
