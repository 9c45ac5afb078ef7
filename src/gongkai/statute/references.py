"""A reference: an instrument and a place in it, in the notation of the data, Chinese and English.

The notation of the data files is `33.2(1)`: article 33, paragraph 2 (款), item 1 (项); `20(6)` is
item 6 of an article with one paragraph; `table3`, `part2` and `annex1` are places in documents that
have no articles; an empty place is the whole instrument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.statute.errors import DataError, UnknownInstrument
from gongkai.statute.instruments import Instrument, find_instrument, load_register

_PLACE = re.compile(
    r"(?P<article>[1-9]\d*)(?:\.(?P<paragraph>[1-9]\d*))?(?:\((?P<item>[1-9]\d*)\))?"
)
_DIVISION = re.compile(r"(?P<kind>table|part|annex)(?P<number>[1-9]\d*)?")
_DIVISION_CHINESE = {"table": "表{}", "part": "第{}部分", "annex": "附件{}"}
_NUMERAL = r"[〇零一二三四五六七八九十百千\d]+"
_CHINESE = re.compile(
    rf"(?:《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》|(?P<short>[^《》第]+?))(?:（(?P<number>[^（）]+)）)?"
    rf"(?:第(?P<article>{_NUMERAL})条(?:第(?P<paragraph>{_NUMERAL})款)?(?:第[（(]?(?P<item>{_NUMERAL})[）)]?项)?"
    rf"|表(?P<table>{_NUMERAL})|第(?P<part>{_NUMERAL})部分|附件(?P<annex>{_NUMERAL})?)?"
)
_ENGLISH = re.compile(
    r"(?P<title>.+?)(?:, (?:art\. (?P<article>\d+)"
    r"(?: para\. (?P<paragraph>\d+))?(?: item (?P<item>\d+))?"
    r"|(?P<division>table|part|annex)(?: (?P<division_number>\d+))?))?"
)
_DIGITS = "零一二三四五六七八九"


def write_numeral(number: int) -> str:
    """Write 1..999 as statutes number their articles: 33 -> 三十三, 101 -> 一百零一, 10 -> 十."""
    if not 0 < number < 1000:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def read_numeral(text: str) -> int:
    """Read a number in digits or as statutes number their articles; ValueError otherwise."""
    if text.isdecimal():
        return int(text)
    total = 0
    digit = 0
    for character in text.replace("〇", "零"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    number = total + digit
    if number == 0 or write_numeral(number) != text.replace("〇", "零"):
        raise ValueError(text)
    return number


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A place in an instrument of the register.

    An unknown instrument raises UnknownInstrument, a malformed place DataError.
    """

    instrument: str
    article: str = ""

    def __post_init__(self) -> None:
        find_instrument(self.instrument)
        if self.article and not (
            _PLACE.fullmatch(self.article) or _DIVISION.fullmatch(self.article)
        ):
            raise DataError(
                f"条款写法有误：{self.article}（例：33.2(1)）",
                f"not a place in an instrument: {self.article!r} (for example 33.2(1))",
            )

    def __str__(self) -> str:
        return f"{self.instrument}:{self.article}" if self.article else self.instrument

    @property
    def source(self) -> Instrument:
        """The instrument itself."""
        return find_instrument(self.instrument)

    @property
    def place_chinese(self) -> str:
        """The place alone in Chinese: 第三十三条第二款."""
        if division := _DIVISION.fullmatch(self.article):
            number = division["number"]
            return _DIVISION_CHINESE[division["kind"]].format(
                write_numeral(int(number)) if number else ""
            )
        place = _PLACE.fullmatch(self.article)
        if place is None:
            return ""
        text = f"第{write_numeral(int(place['article']))}条"
        if place["paragraph"]:
            text += f"第{write_numeral(int(place['paragraph']))}款"
        if place["item"]:
            text += f"第（{write_numeral(int(place['item']))}）项"
        return text

    @property
    def place_english(self) -> str:
        """The place alone in English: art. 33 para. 2."""
        if division := _DIVISION.fullmatch(self.article):
            return " ".join(filter(None, division.groups()))
        place = _PLACE.fullmatch(self.article)
        if place is None:
            return ""
        text = f"art. {place['article']}"
        if place["paragraph"]:
            text += f" para. {place['paragraph']}"
        if place["item"]:
            text += f" item {place['item']}"
        return text

    @property
    def chinese(self) -> str:
        """The reference as read by people: 《政府信息公开条例》第三十三条第二款."""
        return f"《{self.source.short}》{self.place_chinese}"

    @property
    def formal(self) -> str:
        """The reference as a decision cites it, with full title and number."""
        return self.source.cited + self.place_chinese

    @property
    def english(self) -> str:
        """The reference in English: title, place."""
        return ", ".join(filter(None, (self.source.title_en, self.place_english)))


def parse_reference(text: str) -> Reference:
    """Read a reference in the notation of the data, in Chinese (by any known name) or in English.

    Raises UnknownInstrument where no instrument of the register is meant, DataError where the
    place makes no sense.
    """
    text = text.strip()
    key, _, place = text.partition(":")
    if key in load_register():
        return Reference(key, place.strip())
    if match := _ENGLISH.fullmatch(text):
        for instrument in load_register().values():
            if instrument.title_en == match["title"]:
                return Reference(instrument.id, _english_place(match))
    match = _CHINESE.fullmatch(text)
    if match is None:
        raise UnknownInstrument(f"看不懂的引用：{text}", f"not a reference: {text!r}")
    name = match["title"] or match["short"]
    return Reference(_named(name, match["number"]).id, _chinese_place(match, text))


def _english_place(match: re.Match[str]) -> str:
    if match["division"]:
        return f"{match['division']}{match['division_number'] or ''}"
    return _join_place(match["article"], match["paragraph"], match["item"])


def _chinese_place(match: re.Match[str], text: str) -> str:
    try:
        for division in ("table", "part", "annex"):
            if match[division]:
                return f"{division}{read_numeral(match[division])}"
        if text.endswith("附件"):
            return "annex"
        article, paragraph, item = (
            str(read_numeral(match[part])) if match[part] else None
            for part in ("article", "paragraph", "item")
        )
    except ValueError as error:
        raise DataError(f"条款号有误：{text}", f"not an article number: {text!r}") from error
    return _join_place(article, paragraph, item)


def _join_place(article: str | None, paragraph: str | None, item: str | None) -> str:
    if article is None:
        return ""
    return article + (f".{paragraph}" if paragraph else "") + (f"({item})" if item else "")


def _named(name: str, number: str | None) -> Instrument:
    """Find an instrument by any of its names: of two with one title the one still in force."""
    register = load_register().values()
    found = [
        each
        for each in register
        if (each.number == number if number else name in {each.short, each.number})
    ]
    # A short name may itself end in brackets: 政府信息公开条例（2007年）.
    found = found or [each for each in register if number and each.short == f"{name}（{number}）"]
    titles = {name, f"中华人民共和国{name}"}
    found = found or [
        each for each in register if not number and each.title in titles and each.until is None
    ]
    if len(found) != 1:
        raise UnknownInstrument(
            f"登记簿中没有文件“{name}”", f"no instrument {name!r} in the register"
        )
    return found[0]
