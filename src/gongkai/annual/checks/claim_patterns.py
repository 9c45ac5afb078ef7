"""The ways in which prose states the figures that the tables hold.

The order matters: what an earlier pattern has taken, a later one leaves alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.annual.checks.claim_words import (
    AND,
    APPLICANTS,
    ASKED,
    CASES_END,
    CONCLUDE,
    COUNTED,
    DECIDED,
    DECISIONS,
    EVERYBODY,
    GAP,
    HAPPENED,
    HELD,
    IN_FORCE,
    ISSUED,
    LAST_NAMED,
    LAST_YEAR,
    LEAVES,
    MOVED,
    NEXT_YEAR,
    NONE,
    NORM,
    NOT,
    OPEN,
    OUTCOMES,
    PERIOD,
    RECEIVE,
    REST,
    REVIEWS,
    STOP,
    SUIT,
    TAIL,
    WIDE,
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which prose states a field. The quantity is the match's last `#`, or its first.

    `asks` demands that the sentence is about requests for disclosure; `nothing` says that there was
    none; one of the `needles` stands in every match: a quick look before the slow one.
    """

    field: str
    regex: re.Pattern[str]
    leading: bool = False
    asks: bool = False
    nothing: bool = False
    needles: tuple[str, ...] = ("",)


def _pattern(field: str, regex: str, *needles: str, **how: bool) -> Pattern:
    return Pattern(field, re.compile(regex), needles=needles or ("",), **how)


def _carried() -> tuple[Pattern, ...]:
    move = ("转", "延", "留")
    return (
        _pattern("carried_out", rf"{MOVED}{NEXT_YEAR}{GAP}{{0,16}}#", *move),
        _pattern(
            "carried_out",
            rf"#{GAP}{{0,20}}?{MOVED}{NEXT_YEAR}(?!{GAP}{{0,16}}#)",
            *move,
            leading=True,
        ),
        _pattern(
            "carried_out",
            rf"{REST}{GAP}{{0,14}}#{GAP}{{0,24}},{GAP}{{0,8}}?{MOVED}{NEXT_YEAR}",
            *move,
            leading=True,
        ),
        _pattern(
            "carried_out",
            rf"#{GAP}{{0,16}}?[于在至到待]{NEXT_YEAR}{GAP}{{0,4}}?(?:办理|答复|处理|办结)",
            leading=True,
            asks=True,
        ),
        _pattern("carried_in", rf"{LAST_YEAR}{GAP}{{0,6}}?{HELD}(?!(?:至|到|入)?下){GAP}{{0,16}}#"),
        _pattern(
            "carried_in",
            rf"(?P<of>20[0-9]{{2}})年度?{HELD}(?!(?:至|到|入)?下){GAP}{{0,16}}#",
            *move,
        ),
        _pattern(
            "carried_in",
            rf"(?:承接|接转|转接|结转|转)(?:自|了)?{LAST_NAMED}{GAP}{{0,16}}#",
            *move,
            "接",
        ),
        _pattern("carried_out", rf"{OPEN}{TAIL}", "在", "未", asks=True),
        _pattern(
            "carried_out",
            rf"[尚仍还]有?#{GAP}{{0,12}}?(?:{OPEN}|正在办理)",
            "在",
            "未",
            leading=True,
            asks=True,
        ),
        _pattern(
            "carried_out",
            rf"{NONE}{GAP}{{0,20}}?(?:结转|转结|转)(?:至|到|入)?{NEXT_YEAR}",
            *move,
            nothing=True,
        ),
        _pattern("carried_out", rf"{NONE}{GAP}{{0,4}}跨年度?结转", "跨年", nothing=True),
        _pattern(
            "carried_in",
            rf"{NONE}{GAP}{{0,4}}{LAST_YEAR}(?:结转|转结|遗留)",
            "转",
            "遗留",
            nothing=True,
        ),
    )


def _remedies() -> tuple[Pattern, ...]:
    none = rf"{NOT}{HAPPENED}{WIDE}{{0,30}}?"
    both = rf"复议(?:案件)?{AND}(?:被?提起)?(?:的)?{SUIT}(?:案件)?(?:的)?(?:情况|数量)?"
    return (
        _pattern(
            "litigation.after_reconsideration",
            rf"复议后(?:再|又)?(?:被)?(?:提起)?(?:的)?(?:行政)?(?:起诉|诉讼){TAIL}",
            "复议后",
        ),
        _pattern(
            "litigation.direct",
            rf"直接(?:被)?(?:向[^,。;#\n]{{1,8}})?(?:提起)?(?:的)?(?:行政)?(?:起诉|诉讼){TAIL}",
            "直接",
        ),
        _pattern("remedies", rf"{both}{GAP}{{0,4}}(?:共|合计|均为?|为){GAP}{{0,3}}#", "复议"),
        _pattern("remedies", rf"{both}#", "复议"),
        _pattern(
            "remedies",
            rf"{NOT}[^。;\n]{{0,40}}复议[^。;\n#]{{0,8}}{AND}[^。;\n#]{{0,12}}诉讼",
            "复议",
            nothing=True,
        ),
        _pattern(
            "remedies",
            rf"(?:{both}(?:均)?(?:为)?(?:零|无)(?![^,。;\n])|零复议{AND}零诉讼)",
            "零",
            "无",
            nothing=True,
        ),
        # 未发生一起……
        _pattern("reconsideration", rf"{NONE}#{GAP}{{0,24}}行政复议", "复议", nothing=True),
        _pattern("litigation", rf"{NONE}#{GAP}{{0,24}}行政诉讼", "诉", nothing=True),
        _pattern("litigation", rf"{SUIT}(?:被申请|被提起)?{TAIL}", "诉"),
        _pattern(
            "litigation",
            rf"#(?!占){GAP}{{0,16}}?行政诉讼(?!{GAP}{{0,8}}#)",
            "诉",
            leading=True,
        ),
        _pattern("reconsideration", rf"{REVIEWS}(?:被申请|被提起)?{TAIL}", "复议"),
        _pattern(
            "reconsideration",
            rf"#(?!占){GAP}{{0,20}}?行政复议(?!{GAP}{{0,8}}#)",
            "复议",
            leading=True,
        ),
        _pattern("result.upheld", rf"维持(?:原[^,。;#\n]{{0,8}})?{TAIL}", "维持"),
        _pattern("result.corrected", rf"(?:纠正|纠错){TAIL}", "纠"),
        _pattern("result.pending", rf"(?:未审结|正在审理|审理中){TAIL}", "审"),
        _pattern("litigation", rf"(?:{none}{SUIT}|零诉讼){CASES_END}", "诉", nothing=True),
        _pattern(
            "reconsideration", rf"(?:{none}{REVIEWS}|零复议){CASES_END}", "复议", nothing=True
        ),
    )


def _documents() -> tuple[Pattern, ...]:
    # Without a noun (废止1件) it is what was named last: `norm` becomes rules or documents.
    counted = (
        ("in_force", IN_FORCE, ("有效", "保留")),
        ("lapsed", r"(?:废止|清理)[、和及或并与]?(?:宣布)?失效(?:的)?", ("失效",)),
        ("repealed", r"废止(?:的)?", ("废止",)),
        ("issued", rf"新?{ISSUED}", ("制发", "制定", "新增", "出台", "印发")),
    )
    denied = (("issued", r"新?(?:制发|制定|出台|印发)"), ("repealed", "废止"))
    return (
        *(
            _pattern(f"norm.{part}", rf"{verb}(?P<noun>{NORM})?{COUNTED}", *needles)
            for part, verb, needles in counted
        ),
        *(
            _pattern(
                f"norm.{part}",
                rf"{NOT}{verb}[和、]?(?:发布|公布)?(?:(?:{NORM})[、和或])?(?P<noun>{NORM}){STOP}",
                "规章",
                "规范性文件",
                nothing=True,
            )
            for part, verb in denied
        ),
        _pattern("documents", r"(?<!部门)(?<!党内)(?:行政)规范性文件#", "规范性文件"),
        _pattern("rules", r"(?<!部门)(?<![、])(?:政府)?规章#", "规章"),
    )


def _decisions() -> tuple[Pattern, ...]:
    names = "|".join(DECISIONS.values())
    return (
        *(_pattern(field, rf"{name}{DECIDED}", name) for field, name in DECISIONS.items()),
        *(
            _pattern(
                field,
                rf"{NOT}(?:作出|实施|采取|办理|发生)?(?:(?:{names})(?:决定)?[、和及或])*+{name}(?:决定|措施|案件)?{STOP}",
                name,
                nothing=True,
            )
            for field, name in DECISIONS.items()
        ),
        *(
            _pattern(
                field,
                rf"{NOT}(?:作出|实施|采取|办理|发生)?{name}(?:决定)?(?=[、和及或](?:{names}))",
                name,
                nothing=True,
            )
            for field, name in DECISIONS.items()
        ),
    )


def _fees() -> tuple[Pattern, ...]:
    return (
        # 信息处理费与行政事业性收费是两回事
        _pattern("fees", r"行政事业性收费(?:总金额|总额|金额|收入|共计|合计|共|为|达)*+#", "收费"),
        _pattern("fees", rf"{NOT}{GAP}{{0,8}}行政事业性收费", "收费", nothing=True),
        _pattern("processing_fee", rf"信息处理费{GAP}{{0,10}}#", "信息处理费"),
        _pattern(
            "processing_fee",
            r"(?:依申请[^,。;#\n]{0,8}|(?:提供|公开)政府信息|政府信息公开)收费(?:金额|收入|共计|共|为)*+#",
            "收费",
        ),
        _pattern(
            "processing_fee",
            rf"{NOT}[^,。;\n#]{{0,30}}(?:信息处理费|信息公开收费|收费(?:情况|事项|行为|问题|(?=[,。;\n]))|收取(?:任何)?费用)",
            "费",
            nothing=True,
        ),
    )


def _outcomes() -> tuple[Pattern, ...]:
    leaves = (
        _pattern(f"leaf.{row}", rf"(?:{words})[^,。;:#]{{0,14}}#", needle, asks=True)
        for row, (needle, words) in LEAVES.items()
    )
    groups = {
        name: _pattern(f"outcome.{name}", rf"{words}{TAIL}", needle, asks=True)
        for name, (needle, words) in OUTCOMES.items()
    }
    not_held = _pattern("leaf.unavailable.not_held", r"不掌握[^,。;:#]{0,14}#", "不掌握", asks=True)
    none = (
        _pattern(
            f"outcome.{name}",
            rf"{NOT}(?:作出|出现)?{words}(?:的|政府信息公开|依申请公开|申请|决定|情形|情况|答复|事项)*+{STOP}",
            needle,
            asks=True,
            nothing=True,
        )
        for name, (needle, words) in OUTCOMES.items()
        if name not in ("granted", "granted_or_partial")
    )
    order = list(groups.values())
    # 因本机关不掌握等原因无法提供 is the group, not its first item.
    order.insert(4, not_held)
    return (*leaves, *order, *none)


def _requests() -> tuple[Pattern, ...]:
    applicants = (
        _pattern(
            f"applicant.{column}",
            rf"(?:{words})(?:申请|提出|的)?{GAP}{{0,16}}#",
            *needles,
            asks=True,
        )
        for column, (needles, words) in APPLICANTS.items()
    )
    return (
        *applicants,
        # 新收；一个词同时说新收和结转的
        _pattern(
            "received.new",
            rf"新(?:收|接收|受理|收到|增(?={GAP}{{0,10}}申请))到?{GAP}{{0,24}}#",
            "新",
            asks=True,
        ),
        _pattern(
            "concluded",
            rf"(?:(?<!未)办结|已办理答复|办理完毕|办理完结)(?!率)(?!转){GAP}{{0,10}}{ASKED}{GAP}{{0,14}}#",
            "办",
        ),
        _pattern(
            "received",
            rf"{RECEIVE}(?:、?(?:受理|答复|办理))*{WIDE}{{0,40}}?{ASKED}{GAP}{{0,14}}#",
            "收",
            "理",
            "接",
            "办",
            "登记",
        ),
        _pattern(
            "received",
            rf"(?:收到|接收到?|接到|收悉|受理|收办|(?:共|全年|年度|合计)有)[了的]?#(?:的)?{GAP}{{0,14}}?{ASKED}",
            "收",
            "理",
            "接",
            "有",
            leading=True,
        ),
        _pattern(
            "received",
            rf"(?:收到|接收到?|收悉|受理|收办|累计处理)(?:了)?{GAP}{{0,4}}#",
            "收",
            "理",
            asks=True,
        ),
        # 办结
        _pattern(
            "concluded",
            rf"{CONCLUDE}(?!率)(?:{GAP}{{0,24}}?(?:申请|公开)(?:人|信息|事项|件)*+)?{TAIL}",
            "办",
            "答复",
            asks=True,
        ),
        _pattern(
            "concluded",
            rf"#(?:的)?(?:政府信息公开|依申请公开|信息公开)?申请[^,。;:()、\n#]{{0,2}}已{GAP}{{0,10}}(?:办结|答复|办理完)",
            "已",
            leading=True,
            asks=True,
        ),
        _pattern(
            "received",
            r"(?:依申请公开|政府信息公开申请)(?:信息(?=[合共]计))?(?:收件|总数|总量|数量|共计|合计|事项|件|共|数|量|计|达到?|为)*+#",
            "申请",
            asks=True,
        ),
        # 没有收到申请
        _pattern(
            "received",
            rf"{NOT}(?:曾)?(?:收到|受理|接到|接收到?|产生|发生|有|办理)?{EVERYBODY}(?:提出|提交)?(?:的)?"
            r"(?:申请)?(?:政府信息|信息公开|依申请|要求公开|申请公开)(?:依申请公开|依申请|公开|信息)*+(?:政府信息)?(?:的)?"
            rf"(?:申请|事项|来信|要求|件|情况|办理)*+{STOP}",
            "申请",
            nothing=True,
        ),
        _pattern(
            "received",
            rf"(?:依申请公开|政府信息公开申请)(?:(?:总数|总量|数量|事项|件|数)*+为零|(?:工作|情况|方面)?:(?:{PERIOD})*+无){STOP}",
            "零",
            "无",
            nothing=True,
        ),
    )


PATTERNS: tuple[Pattern, ...] = (
    *_carried(),
    *_remedies(),
    *_documents(),
    *_decisions(),
    *_fees(),
    *_outcomes(),
    *_requests(),
)
