"""What the prose claims of figures that the tables hold: 共收到0件, 1件结转下年度, 未收到.

A claim names a field, the quantity (None for a statement that there was none) and how its words may
be read. What
the tables say is not looked at here: `prose_tables` compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annual.checks.quantities import Quantity
from gongkai.annual.checks.wording import Sentence, Wording

# Between a verb and its quantity: no other clause, no other quantity.
_GAP = r"[^,。;:()、\n#]"
_NEXT_YEAR = r"(?:下一?个?年度?|次年度?|明年|下年|(?P<into>20[0-9]{2})年度?)"
_ASKED = (
    r"(?:政府信息|信息公开|公开申请|依申请|申请公开|(?<!许可)(?<!复议)(?<!仲裁)(?<!登记)(?<!救助)"
    r"申请)"
)

# What is counted in these words is not a request for disclosure.
_FOREIGN = re.compile(
    r"留言|信箱|热线|12345|咨询|投诉|举报|建议|提案|信访|工单|诉求|来电|网民|微博|许可|审批|执法|证照|补贴|救助|意见|"
    r"督办|案卷|公众号|头条|复议|诉讼|历年|累计受理"
)
# Words that say whose figures these are; they matter where they differ from the report's own body.
SCOPE = re.compile(
    r"代表|本机关(?!不掌握)|机关本级|本级|市级|区级|县级|省级|镇级|政府办(?:公室)?|办公[厅室]|各(?:职能)?部门|全[市区县省镇州乡旗]|下属|辖区|窗口"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which prose states a field. The quantity is the match's last `#`, or its first.

    `asks` demands that the sentence is about requests for disclosure; `nothing` says that there was
    none.
    """

    field: str
    regex: re.Pattern[str]
    leading: bool = False
    asks: bool = False
    nothing: bool = False
    needles: tuple[
        str, ...
    ] = ()  # one of them stands in every match: a quick look before the slow one


_NEEDLES = {
    "carried_out": ("转", "延"),
    "carried_in": ("转", "遗留"),
    "remedies": ("复议",),
    "reconsideration": ("复议",),
    "litigation": ("诉",),
    "documents": ("规范性文件", "有效", "废止", "清理"),
    "rules": ("规章",),
    "licences": ("决定",),
    "penalties": ("决定",),
    "coercive_measures": ("决定",),
    "fees": ("收费",),
    "processing_fee": ("费",),
}


def _pattern(field: str, regex: str, **how: bool) -> Pattern:
    needles = _NEEDLES.get(field.partition(".")[0], ("",))
    return Pattern(field, re.compile(regex), needles=needles, **how)


_NOT = r"(?:未曾?|没有|无|均?未)"
_LEAVES = {
    "refused.state_secret": "国家秘密",
    "refused.prohibited_by_law": "法律、?行政法规禁止",
    "refused.third_party_rights": "第三方(?:合法)?权益",
    "refused.internal_affairs": "内部事务",
    "refused.deliberative": "过程性信息",
    "refused.enforcement_file": "执法案卷",
    "refused.administrative_query": "行政查询",
    "unavailable.not_held": "不掌握",
    "unavailable.needs_creation": "(?:另行|重新)制作",
    "unavailable.still_unclear": "补正后[^,。;#]{0,8}不明确",
    "not_processed.petition": "信访、?举报、?投诉",
    "not_processed.repeated": "重复申请",
    "not_processed.publication": "公开出版物",
    "other.supplement_overdue": "逾期(?:未|不)补正",
    "other.fee_unpaid": "逾期(?:未|不)缴[^,。;#]{0,2}费",
}
_APPLICANTS = {
    "company": "商业企业",
    "research_body": "科研机构",
    "social_welfare_body": "社会公益组织",
    "legal_service_body": "法律服务机构",
    "natural_person": "自然人|公民",
    "legal_persons": "法人(?:或|和|及|、)其他组织|法人、?组织",
}

# In order: what an earlier pattern has taken, a later one leaves alone.
PATTERNS: tuple[Pattern, ...] = (
    # 结转下年度
    _pattern("carried_out", rf"(?:结转|转结|顺延|延续|转)(?:至|到|入)?{_NEXT_YEAR}{_GAP}{{0,16}}#"),
    _pattern(
        "carried_out",
        rf"#{_GAP}{{0,20}}?(?:结转|转结|顺延|延续|转)(?:至|到|入)?{_NEXT_YEAR}",
        leading=True,
    ),
    _pattern("carried_out", rf"{_NOT}{_GAP}{{0,4}}结转(?:至|到|入)?{_NEXT_YEAR}", nothing=True),
    # 上年结转
    _pattern(
        "carried_in",
        rf"(?:上一?年度?|去年|往年|(?P<of>20[0-9]{{2}})年度?)(?:结转|转结|遗留|转入)(?!(?:至|到|入)?下){_GAP}{{0,16}}#",
    ),
    _pattern(
        "carried_in", rf"{_NOT}{_GAP}{{0,4}}(?:上一?年度?|去年)(?:结转|转结|遗留)", nothing=True
    ),
    # 行政复议、行政诉讼
    _pattern(
        "remedies",
        rf"复议(?:案件)?(?:和|及|、|以及|或)(?:提起|被提起)?(?:的)?行政诉讼{_GAP}{{0,12}}(?:共|合计|均为){_GAP}{{0,3}}#",
    ),
    _pattern(
        "remedies",
        rf"{_NOT}[^。;\n#]{{0,40}}复议[^。;\n#]{{0,8}}(?:和|及|、|以及|或|,)[^。;\n#]{{0,12}}诉讼",
        nothing=True,
    ),
    _pattern(
        "remedies",
        r"复议(?:和|及|、|以及|或)(?:提起)?行政诉讼(?:案件)?(?:的)?(?:情况)?(?:均)?(?:为)?(?:零|无)(?![^,。;\n])",
        nothing=True,
    ),
    _pattern(
        "remedies",
        r"复议(?:案件)?(?:和|及|、|以及|或)(?:提起)?(?:的)?行政诉讼(?:案件)?(?:情况)?(?:均为|为|均)?#",
    ),
    _pattern("litigation", rf"(?:行政)?(?:诉讼|应诉){_GAP}{{0,10}}#"),
    _pattern("litigation", rf"#(?!占){_GAP}{{0,16}}?行政诉讼(?!{_GAP}{{0,8}}#)", leading=True),
    _pattern("reconsideration", rf"(?:行政)?复议{_GAP}{{0,10}}#"),
    _pattern("reconsideration", rf"#(?!占){_GAP}{{0,20}}?行政复议(?!{_GAP}{{0,8}}#)", leading=True),
    _pattern("litigation", rf"{_NOT}{_GAP}{{0,24}}行政诉讼", nothing=True),
    _pattern("reconsideration", rf"{_NOT}{_GAP}{{0,24}}行政复议", nothing=True),
    # 规章、行政规范性文件、许可处罚强制
    _pattern(
        "documents.in_force",
        r"现行有效(?:的)?(?:行政)?(?:规范性文件)?(?:共|为|共计|共有|总数为?)?#",
    ),
    _pattern(
        "documents.in_force",
        r"(?:有效存续|继续有效)[^,。;#规章]{0,4}(?:行政)?(?:规范性文件)?(?:共|为)?#",
    ),
    _pattern(
        "documents.lapsed",
        r"(?:废止|清理)(?:、|和|及|或|并|与)?(?:宣布)?失效[^,。;#]{0,4}(?:规范性文件)?(?:共|为)?#",
    ),
    _pattern("documents.repealed", r"废止(?:的)?(?:行政)?(?:规范性文件)?(?:共|为|共计)?#"),
    _pattern(
        "documents.issued",
        r"(?:制发|新增|新制定|制定|新制发|出台|印发)(?:的)?(?:并公开|并公布|并发布|公布|发布)?(?:了)?(?:行政)?规范性文件(?:共|为|共计)?#",
    ),
    _pattern(
        "documents.issued", r"(?:行政)?规范性文件(?:共|本年|年度)?(?:制发|新增)(?:共|为|数为?)?#"
    ),
    _pattern("documents", r"(?<!部门)(?<!党内)(?:行政)规范性文件#"),
    _pattern("rules", r"(?<!部门)(?<![、])(?:政府)?规章#"),
    _pattern("licences", r"(?:作出|办理)?行政许可(?:处理)?决定#"),
    _pattern("penalties", r"(?:作出)?行政处罚(?:处理)?决定#"),
    _pattern("coercive_measures", r"(?:作出)?行政强制(?:处理)?决定#"),
    # 收费：信息处理费与行政事业性收费是两回事
    _pattern("fees", r"行政事业性收费(?:金额|收入)?(?:共|为|共计|合计)?#"),
    _pattern("fees", rf"{_NOT}{_GAP}{{0,8}}行政事业性收费", nothing=True),
    _pattern("processing_fee", rf"信息处理费{_GAP}{{0,10}}#"),
    _pattern(
        "processing_fee",
        rf"{_NOT}[^。;\n#]{{0,30}}(?:信息处理费|信息公开收费|收费(?:情况|事项|行为|问题|(?=[,。;\n]))|收取(?:任何)?费用)",
        nothing=True,
    ),
    # 办理结果
    *(
        _pattern(f"leaf.{row}", rf"(?:{words})[^,。;:#]{{0,14}}#", asks=True)
        for row, words in _LEAVES.items()
        if row != "unavailable.not_held"
    ),
    _pattern(
        "outcome.granted_or_partial",
        r"(?:予以|同意|全部)?公开(?:和|及|、|以及|或)(?:予以)?部分公开(?:答复|的)?[^,。;、:#]{0,6}#",
        asks=True,
    ),
    _pattern("outcome.partially_granted", r"部分公开(?:答复|的)?[^,。;、:#]{0,6}#", asks=True),
    _pattern("outcome.refused", r"(?:不予公开|不公开)(?:答复|的)?[^,。;、:#]{0,6}#", asks=True),
    _pattern("outcome.unavailable", r"无法提供(?:答复|的)?[^,。;、:#]{0,6}#", asks=True),
    _pattern("leaf.unavailable.not_held", r"不掌握[^,。;:#]{0,14}#", asks=True),
    _pattern("outcome.not_processed", r"不予处理(?:答复|的)?[^,。;、:#]{0,6}#", asks=True),
    _pattern(
        "outcome.other", r"其他处理(?:\([^()#]{0,24}\))?(?:答复|的)?[^,。;、:#()]{0,6}#", asks=True
    ),
    _pattern(
        "outcome.granted",
        r"(?:予以公开|同意公开|全部公开|准予公开|(?<=[,、;:\]])公开)(?:答复|的)?[^,。;、:#]{0,6}#",
        asks=True,
    ),
    # 申请人
    *(
        _pattern(f"applicant.{column}", rf"(?:{words})(?:申请|提出|的)?{_GAP}{{0,16}}#", asks=True)
        for column, words in _APPLICANTS.items()
    ),
    # 新收；一个词同时说新收和结转的
    _pattern("received.new", rf"新(?:收|接收|受理|收到)到?{_GAP}{{0,24}}#", asks=True),
    _pattern(
        "received",
        rf"(?:收到|接收到?|接到|受理|收办|办理|处理)(?:、?(?:受理|答复|办理))*{_GAP}{{0,24}}?{_ASKED}{_GAP}{{0,14}}#",
    ),
    _pattern(
        "received",
        rf"(?:收到|接收到?|接到|受理|收办)了?#(?:的)?{_GAP}{{0,14}}?{_ASKED}",
        leading=True,
    ),
    _pattern("received", rf"(?:收到|接收到?|受理|收办|累计处理)(?:了)?{_GAP}{{0,4}}#", asks=True),
    # 办结
    _pattern(
        "concluded", rf"(?:办结|办理完毕|办理完结|答复|办理答复)(?!率){_GAP}{{0,24}}#", asks=True
    ),
    _pattern(
        "received",
        r"(?:依申请公开|政府信息公开申请)(?:数量|总数|总量|共|共计|合计|数)*(?:为)?#",
        asks=True,
    ),
    # 没有收到申请
    _pattern(
        "received",
        rf"{_NOT}(?:曾)?(?:收到|受理|接到|接收到?|产生|发生|有)?(?:本级|任何|任何形式的|公民|群众|社会公众|单位和个人|申请人)*"
        r"(?:提出|提交)?(?:的)?(?:政府信息|信息公开|依申请|要求公开|申请公开)(?:依申请公开|依申请|公开|信息)*(?:政府信息)?(?:的)?(?:申请|事项|来信|要求|件|情况|办理)*(?=[,。;\n)])",
        nothing=True,
    ),
)
_NONE_FOREIGN = re.compile(r"复议|诉讼|收费|费用|处理费|责任|问题|投诉|举报|超期|逾期|不予")
_ON_REQUEST = re.compile(r"依申请|公开申请")
_YEAR_TO_YEAR = re.compile(r"(20[0-9]{2})年度?(?:结转|转结)(?:至|到|入)(20[0-9]{2})年")
_UNITS_OF_REQUESTS = frozenset("件条份宗次起个人项")


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
            if (
                "#" in sentence.text
                or "未" in sentence.text
                or "无" in sentence.text
                or "没有" in sentence.text
            ):
                yield from _in_sentence(wording, sentence, about=about)


def _in_sentence(wording: Wording, sentence: Sentence, *, about: bool) -> Iterator[Claim]:
    asks = about or sentence.section == "requests" or bool(_ON_REQUEST.search(sentence.aspect))
    counted = "#" in sentence.text
    taken: set[int] = set()
    found: list[Claim] = []
    none_spans: list[tuple[int, int]] = []
    for pattern in PATTERNS:
        if (pattern.asks and not asks) or (not pattern.nothing and not counted):
            continue
        if not any(needle in sentence.text for needle in pattern.needles):
            continue
        for match in pattern.regex.finditer(sentence.text):
            start, end = match.span()
            offset = start if pattern.leading and sentence.text[start] == "#" else end - 1
            if pattern.leading and sentence.text[start] != "#":
                offset = start + match.group().index("#")
            if pattern.nothing:
                if any(a < end and start < b for a, b in none_spans) or not _is_none(
                    pattern, match.group()
                ):
                    continue
                none_spans.append((start, end))
                mark = sentence.start + end
                quantity = None
            else:
                mark = sentence.start + offset
                quantity = wording.at(mark)
                if mark in taken or not _fits(pattern, quantity, sentence.text, start, end):
                    continue
            field = _year_field(pattern, match, sentence.text, wording.report.year)
            if not field:
                continue
            taken.add(mark)
            before = sentence.text[:end]
            scope = SCOPE.search(before)
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


def _is_none(pattern: Pattern, words: str) -> bool:
    return pattern.field != "received" or not _NONE_FOREIGN.search(words)


def _fits(pattern: Pattern, quantity: Quantity, text: str, start: int, end: int) -> bool:
    """Whether the quantity has a unit of the field, and the clause is not about something else."""
    family = pattern.field.partition(".")[0]
    if family in ("fees", "processing_fee"):
        return quantity.unit == "元"
    if quantity.percent or (quantity.unit and quantity.unit not in _UNITS_OF_REQUESTS):
        return False
    if family in ("received", "concluded", "applicant"):
        clause = max(text.rfind(char, 0, start) for char in ",;:。") + 1
        return not _FOREIGN.search(text[clause:end])
    if family in ("reconsideration", "litigation", "remedies"):
        return True
    return quantity.unit not in ("人", "次", "项")


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
