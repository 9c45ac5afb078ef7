"""Quantities as prose states them: 四十余条, 18万余条, 1,039件, 99.90%, 3至5期.

Everything works on folded text (see `wording`): clause punctuation is ASCII, a thousands separator
is an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.model import Number

THOUSANDS = "'"

# Units in which reports count pieces of information, applications and cases: they may stand for
# each other.
PIECES = frozenset("件起条宗份次部篇期个项批则例场")
_UNITS = (
    "个百分点|百分点|人次|件次|批次|场次|篇次|条次|户次|[件起条宗份次部篇期个人项元场家名批册例类"
    "则幅种处户套张台封通位组轮集款辆倍分]|%"
)
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}

# Both begin with the number itself, a plain class of characters: `re` then skips to the next one at
# full speed. What
# stands before it is looked at afterwards.
_ARABIC = re.compile(
    r"(?P<number>[0-9][0-9]*(?:'[0-9]{3})*(?:\.[0-9]+)?)"
    r"(?:(?:[-~]|至|到)(?P<upper>[0-9]+(?:\.[0-9]+)?)(?=(?:余|多)?[万亿]?(?:余|多)?(?:"
    + _UNITS
    + r")))?"
    r"(?P<more>余|多|来)?(?P<scale>[百千]?万|亿|千(?!米|克|瓦)|百(?!分))?(?P<again>余|多)?"
    r"(?P<unit>" + _UNITS + r")?"
)
_CHINESE = re.compile(
    r"(?P<number>[〇零一二两三四五六七八九十百千][〇零一二两三四五六七八九十百千]*)"
    r"(?P<more>余|多)?(?P<scale>万|亿)?(?P<again>余|多)?"
    r"(?P<unit>[件起条宗份篇部次场])(?!事|龙|一|件|款|裤|线|第|规定|之|[门分委]|性|供|全会|会议)"
)
_ABOUT = re.compile(
    r"(?:(?<![附最临邻靠])将?近|(?<![合条节契制公签违预])大?约|逾|超过|超|不足|突破)$"
)
_NOT_AFTER_ARABIC = re.compile(r"[0-9A-Za-z.+/〔\[_@第]")
_NOT_AFTER_CHINESE = frozenset("第数几每各某同这那任另万亿")
# What follows a number that counts nothing here: dates, document numbers, floors, durations, names,
# decimals cut off.
_NOT_AFTER = re.compile(
    r"[0-9A-Za-z+'×/〕\]]|\.[0-9]|:[0-9]|-[0-9]|[年月日号时届楼层室路栋座岁度版级点周天]|分钟|小时|[余多]年|工作日"
)
_NOT_UNIT_AFTER = {
    "个": re.compile(r"月|工作日|小时|自然日|百分点"),
    "部": re.compile(r"[门分委]"),
    "分": re.compile(r"[钟之别类局类期级享析]"),
    "人": re.compile(r"[民大员士]"),
    "次": re.compile(r"[年日月会]"),
    "期": re.compile(r"[间限]"),
    "条": re.compile(r"第"),
    "项": re.compile(r"第"),
}
_NOT_BEFORE = re.compile(
    r"(?:邮编|邮政编码|编号|号码|门牌|第|QQ|http|www|[0-9]-|[“\"‘(][^\S\n]?|[-×/])[::]?$"
)
# 热线12345件 is the line's number, 热线40次 a count.
_LINE_BEFORE = re.compile(r"(?:电话|传真|热线)[::]?$")
_LINE_DIGITS = 5
# A bare number counts something only where a figure is plainly being given.
_BARE_AFTER = re.compile(r"[,;。、)\n]|其中|占|$")
_BARE_BEFORE = re.compile(r"[一-鿿)》”]$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `start` and `end` are offsets in the text it was found in.

    `value` is scaled (3.2万 is 32000; money is in 元). `low` and `high` bound what the words allow:
    equal to `value`
    unless they are approximate (余, 近, 约) or a range. `places` is the number of decimals as
    printed.
    """

    value: Number
    low: Number
    high: Number
    unit: str
    start: int
    end: int
    places: int = 0
    approximate: bool = False

    @property
    def percent(self) -> bool:
        """Whether it is a rate or a share."""
        return self.unit == "%"

    @property
    def pieces(self) -> bool:
        """Whether it counts pieces (件, 条, 份 …) or says no unit."""
        return self.unit in PIECES or not self.unit

    def allows(self, value: Number) -> bool:
        """Whether the words allow this value."""
        return self.low <= value <= self.high


def read_numeral(text: str) -> int | None:
    """Read a Chinese numeral: 四十 is 40, 一千零三 is 1003, 二〇 is 20; None if it is not one."""
    if not any(char in _SCALE or char in _BIG for char in text):
        if text and all(char in _DIGIT for char in text):
            return int("".join(str(_DIGIT[char]) for char in text))
        return None
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _SCALE:
            section += (digit or 1) * _SCALE[char]
            digit = 0
        elif char in _BIG:
            total += (section + digit) * _BIG[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def find_quantities(text: str) -> list[Quantity]:
    """Find every quantity in a folded text, in order, none overlapping another."""
    found = [*_find_arabic(text), *_find_chinese(text)]
    found.sort(key=lambda quantity: quantity.start)
    return found


def _find_arabic(text: str) -> Iterator[Quantity]:
    for match in _ARABIC.finditer(text):
        start = match.start()
        if start and _NOT_AFTER_ARABIC.match(text, start - 1):
            continue
        unit = match["unit"] or ""
        end = match.end()
        after = text[end : end + 3]
        before = text[max(0, start - 5) : start]
        if unit in _NOT_UNIT_AFTER and _NOT_UNIT_AFTER[unit].match(after):
            continue
        if not unit and (
            _NOT_AFTER.match(text, end)
            or not _BARE_AFTER.match(text, end)
            or not _BARE_BEFORE.search(before)
            or len(match["number"]) > 4
            or match["number"].startswith("0") * (len(match["number"]) > 1)
        ):
            continue
        if _NOT_BEFORE.search(before) or (
            (not unit or len(match["number"]) >= _LINE_DIGITS) and _LINE_BEFORE.search(before)
        ):
            continue
        digits = match["number"].replace(THOUSANDS, "")
        value = Decimal(digits) if "." in digits else int(digits)
        yield _make(match, value, unit, digits, _ABOUT.search(before))


def _find_chinese(text: str) -> Iterator[Quantity]:
    for match in _CHINESE.finditer(text):
        start = match.start()
        if start and text[start - 1] in _NOT_AFTER_CHINESE:
            continue
        if match["unit"] in "次场" and match["number"] in "一二":
            continue  # 最多跑一次, 二次供水
        value = read_numeral(match["number"])
        if value is not None:
            about = _ABOUT.search(text[max(0, start - 3) : start])
            yield _make(match, value, match["unit"], "", about)


def _make(
    match: re.Match[str], value: Number, unit: str, digits: str, about: re.Match[str] | None
) -> Quantity:
    factor = 1
    for char in match["scale"] or "":
        factor *= _SCALE.get(char) or _BIG[char]
    scaled = _plain(value * factor)
    low = high = scaled
    upper = match.groupdict().get("upper")
    more = bool(match["more"] or match["again"])
    before = about.group() if about else ""
    if upper:
        high = _plain(Decimal(upper) * factor)
        low, high = min(low, high), max(low, high)
    elif more or before in ("逾", "超过", "超", "突破"):
        high = scaled + _step(scaled)
    elif before in ("近", "将近", "不足"):
        low = max(0, scaled - _step(scaled))
    elif before:
        low, high = scaled - _step(scaled) // 2, scaled + _step(scaled) // 2
    elif match["scale"] and "元" not in unit:
        # 3.2万条 was rounded, or cut off, at its last decimal; money in 万元 is exact.
        last = factor // 10 ** len(digits.partition(".")[2]) or 1
        low, high = scaled - last // 2, scaled + last - 1
    return Quantity(
        value=scaled,
        low=low,
        high=high,
        unit=unit,
        start=match.start() - len(before),
        end=match.end(),
        places=len(digits.partition(".")[2]),
        approximate=more or bool(before) or bool(upper) or low != high,
    )


def _plain(value: Number) -> Number:
    return int(value) if value == int(value) else value


def _step(value: Number) -> int:
    """Return the weight of the last digit that is not a zero: 3800余 stays below 3900."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step
