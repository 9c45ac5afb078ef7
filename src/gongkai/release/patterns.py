"""Personal data in a text: numbers by their check digits, the rest by their shape and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.release.addresses import find_addresses
from gongkai.release.allowance import Allowance
from gongkai.release.digits import is_old_id, is_uscc, judge_id, passes_luhn
from gongkai.release.folding import fold

_GAP = (
    r"[ \n\r\-.·_/]{0,3}"  # what may stand between two digits of one number; a tab parts two cells
)
_EIGHTEEN = re.compile(rf"(?<![0-9])(?=([0-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx])(?![0-9]))(?!0)")
_DISABLED = re.compile(r"(?<![0-9])([1-9][0-9]{16}[0-9Xx])([1-7][1-4])[Bb]?[0-9]?(?![0-9])")
_FIFTEEN = re.compile(r"(?<![0-9A-Za-z.])([1-7][0-9]{14})(?![0-9A-Za-z])")
# Digits written as words, an old trick against machines.
_IDEOGRAPHS = str.maketrans("〇零○一幺二三四五六七八九", "0001123456789")
_WRITTEN_OUT = re.compile(
    r"(?<![〇零○一幺二三四五六七八九十百千])(?:[〇零○一幺二三四五六七八九]{17}[〇零○一幺二三四五六七八九Xx]|[一幺][〇零○一幺二三四五六七八九]{10})"
    r"(?![〇零○一幺二三四五六七八九十百千])"
)
_PHONE = re.compile(r"1[3-9][0-9]{9}\Z")
# How people break 18 digits up; one break may fall anywhere (the end of a line).
_GROUPS = (
    "6 8 4|6 4 4 4|6 4 2 2 4|3 3 4 4 4|4 4 4 4 2|6 6 6|4 4 4 6|2 2 2 4 2 2 4|2 2 2 8 4|3 3 8 4|6 8 3 1"
    "|6 4 4 3 1|4 2 4 4 4|3 3 3 3 3 3|6 2 2 2 2 2 2|2 2 2 2 2 2 2 2 2"
)
_BROKEN = frozenset(tuple(map(int, group.split())) for group in _GROUPS.split("|"))
_CARD = re.compile(
    r"(?<![0-9A-Za-z.])([1-9][0-9]{3}(?:[ -]?[0-9]{1,4}){3,8})(?![0-9A-Za-z]|\.[0-9])"
)
# Lengths of the cards whose numbers begin so: UnionPay, Visa, Mastercard, JCB, and the banks' own of old.
_ISSUERS = (
    (re.compile(r"62"), frozenset((16, 17, 18, 19))),
    (re.compile(r"4"), frozenset((16,))),
    (re.compile(r"5[1-5]|35|2[2-7]"), frozenset((16,))),
    (
        re.compile(r"9558|436742|6013|6858|6886|6227|603|60382|9003|9111|685800"),
        frozenset((16, 17, 18, 19)),
    ),
)
_MOBILE = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?:\(?(?:\+ ?|00)?86\)?[ -]{0,2})?"
    r"(1[3-9][0-9](?:[0-9]{8}|([ -]{1,3})[0-9]{4}[ -]{0,3}[0-9]{4}|[0-9]{4}[ -]{1,3}[0-9]{4}"
    r"|[0-9][ -][0-9]{3,4}[ -][0-9]{3,4}"
    r"|[0-9]{4}\r?\n[0-9]{4}|\r?\n[0-9]{8}|[0-9]{1,7}\r?\n[0-9]{1,7}))(?![0-9]|[.,][0-9])"
)
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.-])(?:\+?86[ -]?)?\(?(0(?:10|2[0-9]|[3-9][0-9]{2}))[) -]{1,3}([2-8][0-9]{2,3}[ -]?[0-9]{4})"
    r"(?![0-9]|[.,][0-9])|(?<![0-9A-Za-z.-])(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-8][0-9]{6,7})(?![0-9A-Za-z])"
)
_BARE_LANDLINE = re.compile(
    r"(?:电话|座机|联系方式|联系人电话|宅电|传真|[Tt]el)[^0-9\n]{0,8}([2-8][0-9]{2,3}[ -]?[0-9]{4})"
    r"(?![0-9]|[-年.][0-9])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}) ?(?:@|\(at\)|\[at\]) ?"
    r"((?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12})(?![A-Za-z0-9-])"
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|[Pp]assport|PASSPORT)[^\n0-9]{0,14}?"
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2} ?[0-9]{6,10}(?:\([0-9A-Z]+\))?)(?![0-9A-Za-z])"
    r"|(?:护照|通行证|回乡证|台胞证)(?:证件)?(?:号码?|编号)?[ :]{0,3}(?:为|是)?[ :]?([0-9]{8,11})"
    r"(?![0-9A-Za-z]|[ ]?[本件人次万元])"
)
_PASSPORT_AFTER = re.compile(r"([A-Z]{1,2}字?第?[0-9]{7,9})号?(?:的)?(?:普通|公务|因私)?护照")
_LONE_PASSPORT = re.compile(r"(?<![A-Za-z0-9-])([EGDSPCHMW][A-Z]?[0-9]{7,8})(?![0-9A-Za-z-])")
_DOCUMENT = re.compile(r"(?:证件|身份证明|护照|通行证)[^\n。]{0,24}$")
_REGION = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = re.compile(
    rf"(?:车牌|号牌|车号|车辆号码|机动车|驾驶|轿车|客车|货车)[^\n]{{0,12}}?"
    rf"({_REGION}[A-Z][ ·•.]?[A-Z0-9]{{5,6}})(?![A-Za-z0-9])"
    rf"|({_REGION}[A-Z][·•][A-Z0-9]{{5,6}})(?![A-Za-z0-9])"
)
_SOCIAL = re.compile(
    r"(?:微信号?|[Ww]e[Cc]hat|weixin)(?:号|账号|ID|id)?[ :]{1,3}([A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9])"
    r"|(?<![A-Za-z])[Qq]{2}(?:号码?|账号)?[ :]{0,3}([1-9][0-9]{4,10})(?![0-9])"
)
_AMOUNT_AFTER = re.compile(
    r" ?(?:[万亿]|元|件|人次|人[,，。;； ]|条|个|平方|公[里斤顷]|亩|吨|立方|千瓦|户|册|份|%)"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:[¥￥$]|人民币|金额|合计|总额|资金|产值|收入|支出|预算)[ \t]?:?[ \t]?$"
)
_CALLED = re.compile(
    r"(?:电话|手机|联系|号码|[Tt]el|[Mm]obile|[Pp]hone|微信|致电|拨打)[^\n]{0,16}$"
)
_ON_CARD = re.compile(
    r"(?:卡号|银行卡|信用卡|储蓄卡|借记卡|账号|帐号|账户|帐户|存折|开户)[^\n]{0,24}$"
)
_ORDERED = re.compile(
    r"(?:订单|流水|运单|快递|单号|编号|编码|文号|条码|注册号|执照|统一|项目代码|信用代码|许可证|批号|备案号"
    r"|受理号|查询码|回执|邮件号|合同号|发票|序列号|证书号)[^\n0-9]{0,8}$"
)
_CREDIT_CODE = re.compile(r"(?:信用代码|税号|纳税人识别号|组织机构代码)[^\n0-9A-Z]{0,12}$")
_NEAR = 40


class Match(NamedTuple):
    """A place in a text where a rule holds: `start` and `end` count in the text as given."""

    rule: str
    start: int
    end: int
    value: str


def find_personal(text: str, allowance: Allowance) -> list[Match]:
    """Return what is personal in a text and not allowed, in the text's order, each place once."""
    folded = fold(text)
    plain, places = folded
    found: list[Match] = []
    taken: list[tuple[int, int]] = []
    for rule, start, end in _search(plain):
        value = plain[start:end]
        if any(start < last and first < end for first, last in taken):
            continue
        taken.append((start, end))
        if not _allowed(rule, value, allowance):
            found.append(Match(rule, places[start], places[end - 1] + 1, value))
    return sorted(found, key=lambda match: (match.start, match.end))


def _allowed(rule: str, value: str, allowance: Allowance) -> bool:
    match rule:
        case "mobile" | "landline":
            return allowance.lets_number(value)
        case "email":
            return allowance.lets_mailbox(value)
        case "home_address" | "bank_card" | "plate" | "social_account":
            return allowance.lets_text(value)
        case _:
            return False  # no organ has an ID number to publish


def _search(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what looks personal; the surest first, as what it takes is no longer another's."""
    yield from _find_ids(text)
    yield from _find_cards(text)
    for match in _PASSPORT.finditer(text):
        group = 1 if match[1] else 2
        yield "passport", match.start(group), match.end(group)
    for match in _PASSPORT_AFTER.finditer(text):
        yield "passport", match.start(1), match.end(1)
    for match in _LONE_PASSPORT.finditer(text):
        if _DOCUMENT.search(text, max(0, match.start() - _NEAR), match.start()):
            yield "passport", match.start(1), match.end(1)
    for match in _EMAIL.finditer(text):
        yield "email", match.start(), match.end()
    yield from _find_mobiles(text)
    for pattern in (_LANDLINE, _BARE_LANDLINE):
        for match in pattern.finditer(text):
            start = match.start() if pattern is _LANDLINE else match.start(1)
            if not _AMOUNT_AFTER.match(text, match.end()):
                yield "landline", start, match.end()
    for match in _PLATE.finditer(text):
        group = 1 if match[1] else 2
        yield "plate", match.start(group), match.end(group)
    for match in _SOCIAL.finditer(text):
        group = 1 if match[1] else 2
        yield "social_account", match.start(group), match.end(group)
    for start, end in find_addresses(text):
        yield "home_address", start, end


def _find_ids(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _EIGHTEEN.finditer(text):
        number = re.sub(r"[^0-9Xx]", "", match[1])
        rule = judge_id(number)
        if rule and _is_one_number(match[1]) and not _is_credit_code(text, match.start(), number):
            yield rule, match.start(1), match.end(1)
    for match in _DISABLED.finditer(text):
        if rule := judge_id(match[1]):
            yield rule, match.start(), match.end()
    for match in _WRITTEN_OUT.finditer(text):
        number = match[0].translate(_IDEOGRAPHS)
        if (
            rule := judge_id(number)
            if len(number) == 18
            else "mobile"
            if _PHONE.match(number)
            else ""
        ):
            yield rule, match.start(), match.end()
    for match in _FIFTEEN.finditer(text):
        if is_old_id(match[1]) and not _ordered(text, match.start()):
            yield "id_number", match.start(), match.end()


def _is_one_number(written: str) -> bool:
    """Return whether the breaks in 18 digits are a person's or a line's, not those of a row of figures."""
    groups = tuple(map(len, re.split(r"[^0-9Xx]+", written)))
    return len(groups) <= 2 or len(groups) == 18 or groups in _BROKEN


def _is_credit_code(text: str, start: int, number: str) -> bool:
    near = text[max(0, start - _NEAR) : start]
    return is_uscc(number) and _CREDIT_CODE.search(near) is not None


def _ordered(text: str, start: int) -> bool:
    return _ORDERED.search(text, max(0, start - _NEAR), start) is not None


def _find_cards(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _CARD.finditer(text):
        number = re.sub(r"[ -]", "", match[1])
        groups = tuple(map(len, re.split(r"[ -]", match[1])))
        if not 16 <= len(number) <= 19 or not passes_luhn(number) or len(set(number)) < 3:
            continue
        if len(groups) > 1 and (set(groups[:-1]) != {4} and groups[0] != 6):
            continue
        named = _ON_CARD.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        issued = any(sign.match(number) and len(number) in sizes for sign, sizes in _ISSUERS)
        if _AMOUNT_AFTER.match(text, match.end()):
            continue
        if named or (issued and not _ordered(text, match.start())):
            yield "bank_card", match.start(), match.end()


def _find_mobiles(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _MOBILE.finditer(text):
        number = re.sub(r"\D", "", match[1])
        if len(number) != 11:
            continue
        before = text[max(0, match.start() - _NEAR) : match.start()]
        called = _CALLED.search(before) is not None
        if not called:
            if _AMOUNT_AFTER.match(text, match.end()) or _AMOUNT_BEFORE.search(before):
                continue
            if _ORDERED.search(before) or number.endswith("00000"):
                continue
            apart = re.search(r"[ \n]", match[1]) is not None
            # Figures of a row stand side by side: a number among others is no telephone number.
            if apart and (
                re.search(r"[0-9.%] $", before)
                or re.match(r" [0-9]", text[match.end() : match.end() + 2])
            ):
                continue
            if "\n" in match[1]:
                continue
        yield "mobile", match.start(), match.end()
