"""What the prose claims of figures that the tables hold: 共收到0件, 1件结转下年度, 未收到.

A claim names a field, the quantity (None for a statement that there was none) and how its words may
be read. What the tables say is not looked at here: `prose_tables` compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual.checks.claim_patterns import PATTERNS, Pattern
from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.wording import Sentence, Wording

# What is counted in these words is not a request for disclosure.
_FOREIGN = re.compile(
    r"留言|信箱|热线|12345|咨询|投诉|举报|建议|提案|信访|工单|诉求|来电|来信|来访|网民|微博|许可|审批|执法|证照|补贴|救助|意见|"
    r"督办|案卷|公众号|头条|复议|诉讼|历年|累计受理"
)
# Requests, but only some of them, or somebody else's.
_SOME = re.compile(
    r"其中|涉及|关于|有关|指导|协助|督促|帮助|评查|抽查|疑难|复杂|重复|逾期|超期|延期|补正|撤回|转办|"
    r"通过[^、和及与等,。;#]{1,10}(?:收到|接收|受理|提交|申请)"
)
# 同比增加28件 is a change, not a figure of the year.
_CHANGED = re.compile(
    r"同比|环比|[较比](?:上|去|往|20)|(?<!新)增加|减少|增长|下降|上升|提高|[多少增减]#"
)
# Words that say whose figures these are; they matter where they differ from the report's own body.
SCOPE = re.compile(
    r"代表|本机关(?!不掌握)|机关本级|本级|市级|区级|县级|省级|镇级|政府办(?:公室)?|办公[厅室]|各(?:职能)?部门|全[市区县省镇州乡旗]|下属|辖区|窗口"
)
_NONE_FOREIGN = re.compile(r"复议|诉讼|收费|费用|处理费|责任|问题|投诉|举报|超期|逾期|不予")
_DENIAL = re.compile("[未无零]|没有|不存在")
_ON_REQUEST = re.compile(r"依申请|公开申请")
_NORM = re.compile("规章|规范性文件")
_ABOUT = re.compile(r"政府信息|信息公开|依申请")
# The body as reviewer or in any suit, unless the sentence is about disclosure.
_REVIEWING = re.compile(r"办理|审理|受理|承办|审结|办结|审查|应诉|新收|收到|立案|机构")
_TELLING = re.compile(r"公开|公示|公布|发布|归集|推送|上传|录入|清单|目录|受理|信息")
_UNLIKE = re.compile(r"指导|协助|督促|评查|抽查|逾期|超期|延期|口头")
_PLANNED = re.compile(r"[拟将]|建议|计划")
_OUTCOME = re.compile(r"无法提供|不予|不掌握|(?:予以|部分|同意)公开")
_RECEIVED = re.compile(r"收到|受理|接收|接到|办理")
_YEAR_TO_YEAR = re.compile(r"(20[0-9]{2})年度?(?:结转|转结)(?:至|到|入)(20[0-9]{2})年")
_UNITS_OF_REQUESTS = frozenset("件条份宗次起个人项") | {"件次"}
_UNITS_OF_DOCUMENTS = frozenset("件部份条") | {""}
_UNITS_OF_DECISIONS = frozenset("件份宗次起") | {"件次"}
_REQUESTS = ("received", "concluded", "applicant")
_REMEDIES = ("reconsideration", "litigation", "remedies")
_DECISIONS = ("licences", "penalties", "coercive_measures")


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of the tables as the prose states it, at [start, end) of `Wording.text`.

    `quantity` is None where the words say that there was none. `scope` is the scope word of the
    sentence before it.
    """

    field: str
    quantity: Quantity | None
    start: int
    end: int
    mark: int  # offset of the quantity's `#`, or of the end
    sentence: Sentence
    scope: str = ""


def find_claims(wording: Wording) -> Iterator[Claim]:
    """Find the claims of a report's prose, in order; each quantity belongs to at most one."""
    for paragraph in wording.paragraphs:
        about = any(_ON_REQUEST.search(sentence.text) for sentence in paragraph)
        for sentence in paragraph:
            if "#" in sentence.text or _DENIAL.search(sentence.text):
                yield from _in_sentence(wording, sentence, about=about)


def _in_sentence(wording: Wording, sentence: Sentence, *, about: bool) -> Iterator[Claim]:
    asks = about or sentence.section == "requests" or bool(_ON_REQUEST.search(sentence.aspect))
    text = sentence.text
    counted, denying = "#" in text, _DENIAL.search(text) is not None
    taken: set[int] = set()
    found: list[Claim] = []
    denied: list[tuple[int, int]] = []
    for pattern in PATTERNS:
        if (pattern.asks and not asks) or not (denying if pattern.nothing else counted):
            continue
        if not any(needle in text for needle in pattern.needles):
            continue
        for match in pattern.regex.finditer(text):
            start, end = match.span()
            if pattern.nothing:
                marks = {at for at in range(start, end) if text[at] == "#"}
                if (
                    any(a < end and start < b for a, b in denied)
                    or any(sentence.start + at in taken for at in marks)
                    or not _is_none(wording, sentence, pattern, (start, end))
                ):
                    continue
                denied.append((start, end))
                taken.update(sentence.start + at for at in marks)
                mark, quantity = sentence.start + end, None
            else:
                mark = sentence.start + (text.index("#", start) if pattern.leading else end - 1)
                quantity = wording.at(mark)
                if mark in taken or not _fits(pattern, quantity, sentence, start, end):
                    continue
            field = _settle(pattern, match, text, wording.report.year)
            if not field:
                continue
            taken.add(mark)
            scope = SCOPE.search(text, 0, end)
            found.append(
                Claim(
                    field,
                    quantity,
                    sentence.start + start,
                    sentence.start + end,
                    mark,
                    sentence,
                    scope.group() if scope else "",
                )
            )
    found.sort(key=lambda claim: claim.mark)
    yield from found


def _is_none(wording: Wording, sentence: Sentence, pattern: Pattern, at: tuple[int, int]) -> bool:
    """Whether the words deny the whole field: 未发生一起, but not 未出现3起以上."""
    words = sentence.text[at[0] : at[1]]
    if "#" in words:
        mark = sentence.start + at[0] + words.index("#")
        if wording.at(mark).value != 1:
            return False
    return pattern.field != "received" or not _NONE_FOREIGN.search(words)


def _fits(pattern: Pattern, quantity: Quantity, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the quantity has a unit of the field, and the clause is not about something else."""
    text = sentence.text
    family, _, detail = pattern.field.partition(".")
    if family in ("fees", "processing_fee"):
        return quantity.unit == "元"
    if family in ("norm", "documents", "rules"):
        if _PLANNED.search(text, max(0, start - 2), start):
            return False
        return quantity.unit in _UNITS_OF_DOCUMENTS and not _CHANGED.search(text, start, end)
    if quantity.percent or (quantity.unit and quantity.unit not in _UNITS_OF_REQUESTS):
        return False
    if _CHANGED.search(text, start, end):
        return False
    clause = max(text.rfind(char, 0, start) for char in ",;:。") + 1
    if family in _REQUESTS:
        if _FOREIGN.search(text, clause, end) or _off_topic(text, end):
            return False
        if family == "concluded" and (
            _OUTCOME.search(text, start, end) or _UNLIKE.search(text, clause, end)
        ):
            return False
        if (
            family == "applicant"
            and "公民" in text[start:end]
            and _RECEIVED.search(text, clause, start)
        ):
            return False  # 收到公民申请148件: everybody's
        return family != "received" or detail == "new" or not _SOME.search(text, clause, end)
    if family in _REMEDIES:
        about = sentence.section == "remedies" or _ABOUT.search(text + sentence.aspect)
        return bool(about) or not _REVIEWING.search(text, 0, end)
    if family == "result":
        return "复议" in text[:end] or "诉讼" in text[:end]
    if family in _DECISIONS:
        return quantity.unit in _UNITS_OF_DECISIONS and (
            "作出" in text[clause:start] or not _TELLING.search(text, clause, end)
        )
    return quantity.unit not in ("人", "次", "项")


def _off_topic(text: str, end: int) -> bool:
    """Whether the sentence last named something else than requests: 收到来信230件,办结230件."""
    foreign = None
    for foreign in _FOREIGN.finditer(text, 0, end):  # noqa: B007
        pass
    return foreign is not None and foreign.start() > text.rfind("申请", 0, end)


def _settle(pattern: Pattern, match: re.Match[str], text: str, year: int | None) -> str:
    """Return the field that a match speaks of, "" if it speaks of none."""
    family, _, detail = pattern.field.partition(".")
    if family == "norm":
        nouns = _NORM.findall(match["noun"] or text[: match.start()])
        return f"{'rules' if nouns[-1] == '规章' else 'documents'}.{detail}" if nouns else ""
    return _year_field(pattern, match, text, year)


def _year_field(pattern: Pattern, match: re.Match[str], text: str, year: int | None) -> str:
    """Settle by the years named whether a figure was carried into this year or out of it."""
    names = match.re.groupindex
    if year is None or not ({"of", "into"} & set(names)):
        return pattern.field
    both = _YEAR_TO_YEAR.search(text, match.start(), match.end())
    target = int(both[2]) if both else None
    if target is None and "into" in names and match["into"]:
        target = int(match["into"])
    if target is not None:
        return {year: "carried_in", year + 1: "carried_out"}.get(target, "")
    if "of" in names and match["of"]:
        return {year - 1: "carried_in", year: "carried_out"}.get(int(match["of"]), "")
    return pattern.field
