"""Absolute words against what is still open: 均已办结, 全部答复, 办结率100%, 均获维持."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import Subject, show
from gongkai.annual.model import CellId, Number

_ALL = r"(?:均|全部|都|悉数|一律|全数|百分之百)"
_ALL_REQUESTS = re.compile(
    r"(?:所有|全部|每一?件)#?(?:(?!办结)[^,。;#\n]){0,10}申请(?!中|里)[^。;#\n]{0,15}?(?:办结|办理完|答复|处理完)"
)
# 按时答复率100% is of what was answered.
_RATE = re.compile(r"(?<![按及如限][时期])(?:办结|答复|办理|回复|办复)率(?:均)?(?:为|达到?|保持)?#")
_AFTER_RECEIVED = re.compile(
    r"(?:,[^#,。;\n]{0,8}(?:申请人|申请|自然人)[^#,。;\n]{0,4}(?=,))?"
    rf",?[^#,。;\n]{{0,12}}?(?:{_ALL}[^#,。;\n]{{0,14}}?(?:办结|答复|办理完)|件件[^#,。;\n]{{0,2}}(?:答复|回复|回音))"
)
_REMEDIES = re.compile(r"复议|诉讼")
_ALL_UPHELD = re.compile(rf"{_ALL}[^,。;#\n]{{0,4}}维持")
_ALL_CLOSED = re.compile(rf"{_ALL}[^,。;#\n]{{0,4}}(?:审结|办结|结案)")
_NONE_LOST = re.compile(
    r"(?:未|没有|无)[^,。;#\n]{0,10}(?:纠错|纠正|败诉)|零(?:纠错|败诉|纠正)|(?:纠错|败诉|纠正)率(?:均)?(?:为)?(?:零|(?P<rate>#))"
)
_GROUPS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


def _hit(subject: Subject, start: int, end: int, cells: tuple[CellId, ...], value: Number) -> Hit:
    words = subject.wording.words(start, end)
    names = "、".join(f"「{subject.label(id_)}」" for id_ in cells)
    return Hit(
        f"正文说“{words}”，而{names}合计 {show(value)}。请核对：如果指的是其中一部分，"
        f"请写明是哪一部分。",
        f"The prose speaks of all (“{words}”), but {', '.join(map(subject.label_en, cells))} add up to"
        f" {show(value)}."
        " Please check, or say which part is meant.",
        cells=cells,
        span=subject.wording.span(start, end),
        compared={"prose": words, "open": show(value)},
    )


@rule(
    id="ABSOLUTE-REQUESTS",
    title="“均已办结”“全部答复”与结转下年度",
    title_en="“All concluded” against requests carried out",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1", "gbgkbh-2021-30:table3"),
    needs="正文用了绝对的词，表三结转下年度不为 0",
    passes=(
        Example(
            "收到政府信息公开申请12件，均已按期答复。",
            cells={"table3.carried_out.total": 0, "table3.carried_out.natural_person": 0},
        ),
        "答复政府信息公开申请13件（另有1件顺延到下年度答复），均在法定期限内予以答复。",
        "受理市长信箱1039件，办结率100%。",
    ),
    fails=(
        "收到政府信息公开申请12件，均已按期答复。",
        "所有申请均已按要求办理完成。",
        "收到政府信息公开申请12件，办结率100%。",
    ),
)
def all_concluded(subject: Subject) -> Iterator[Hit]:
    """Ask where all requests are said to be concluded while some are carried into the next year."""
    id_ = CellId("table3", "carried_out", "total")
    open_cases = subject.report.value(*id_)
    if open_cases is None:  # the total is blank: its columns still say whether anything is open
        open_cases = sum(
            cell.value or 0
            for key, cell in subject.report.cells.items()
            if key.table == "table3" and key.row == "carried_out"
        )
    if not open_cases:
        return
    wording = subject.wording
    for sentence in wording.sentences:
        for match in _ALL_REQUESTS.finditer(sentence.text):
            yield _hit(
                subject,
                sentence.start + match.start(),
                sentence.start + match.end(),
                (id_,),
                open_cases,
            )
    for claim in subject.claims:
        if claim.field != "received" or claim.quantity is None:
            continue
        start = claim.end
        rest = wording.text[start : claim.sentence.end]
        after = _AFTER_RECEIVED.match(rest)
        rate = None if after else _RATE.search(rest)
        if after:
            yield _hit(subject, claim.start, start + after.end(), (id_,), open_cases)
        elif rate and wording.at(start + rate.end() - 1).value == 100:
            yield _hit(subject, claim.start, start + rate.end(), (id_,), open_cases)


@rule(
    id="ABSOLUTE-REMEDIES",
    title="“均获维持”“均已审结”“无败诉”与表四",
    title_en="“All upheld”, “all closed”, “none lost” against table 4",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1", "gbgkbh-2021-30:table4"),
    needs="正文对复议、诉讼用了绝对的词",
    passes=(
        Example(
            "行政复议3件，行政诉讼2件，均获维持。",
            cells={
                "table4.reconsideration.pending": 0,
                "table4.litigation_after_reconsideration.other": 0,
            },
        ),
        "行政复议3件，未被纠错。",
    ),
    fails=(
        "行政复议3件，行政诉讼2件，均获维持。",
        "发生行政复议3件，均已审结。",
        Example("行政复议3件，无纠错情形。", cells={"table4.reconsideration.corrected": 1}),
    ),
)
def all_upheld(subject: Subject) -> Iterator[Hit]:
    """Ask where all cases are said to be upheld or closed while table 4 has others."""
    wording = subject.wording
    for sentence in wording.sentences:
        remedy = _REMEDIES.search(sentence.text)
        if remedy is None:
            continue
        for pattern, columns in (
            (_ALL_UPHELD, ("corrected", "other", "pending")),
            (_ALL_CLOSED, ("pending",)),
            (_NONE_LOST, ("corrected",)),
        ):
            found = pattern.search(sentence.text, remedy.end())
            if found is None or _is_some(subject, sentence.start, found):
                continue
            cells = tuple(
                id_
                for group in _GROUPS
                for column in columns
                for id_ in [CellId("table4", group, column)]
                if subject.report.value(*id_)
            )
            if cells:
                total = sum(subject.report.value(*id_) or 0 for id_ in cells)
                yield _hit(
                    subject,
                    sentence.start + remedy.start(),
                    sentence.start + found.end(),
                    cells,
                    total,
                )


def _is_some(subject: Subject, start: int, found: re.Match[str]) -> bool:
    """Whether the words state a rate that is not nothing: 纠错率为2%."""
    if "rate" not in found.re.groupindex or found["rate"] is None:
        return False
    return bool(subject.wording.at(start + found.start("rate")).value)
