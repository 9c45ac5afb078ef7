"""A leak: what was found, where, and why it may not go out. It never carries the value that it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from gongkai.release.rules import RULES

PICTURES_SEEN = "rule:picture"
"""In `allow`: a person has looked at the pictures, which no program here can read."""


class Place(NamedTuple):
    """Where in the file: a page, a cell (工作表!A1), a paragraph or line, and the part of the package.

    All numbers count from 1.
    """

    page: int | None = None
    cell: str = ""
    paragraph: int | None = None
    line: int | None = None
    part: str = ""

    def describe(self, *, english: bool = False) -> str:
        """Say the place in words: 第 4 页, word/header1.xml · 第 2 段."""
        told = [self.part, self.cell]
        for number, chinese, name in (
            (self.page, "页", "page"),
            (self.paragraph, "段", "paragraph"),
            (self.line, "行", "line"),
        ):
            if number is not None:
                told.append(f"{name} {number}" if english else f"第 {number} {chinese}")
        return " · ".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in a file that may not go out.

    `rule` is a key of `rules.RULES`; `chinese` and `english` say what it is and what to do;
    `masked` shows enough of the value to find it again, never the value.
    """

    rule: str
    chinese: str
    english: str
    place: Place
    masked: str

    def as_json(self) -> dict[str, Any]:
        """Return it for `--json`: the parts of the place that are known."""
        place = {name: value for name, value in self.place._asdict().items() if value}
        return {
            "rule": self.rule,
            "chinese": self.chinese,
            "english": self.english,
            "place": place,
            "masked": self.masked,
        }


def make_leak(rule: str, place: Place, value: str = "", *, why: tuple[str, str] = ("", "")) -> Leak:
    """Make a leak of a rule; `value` is masked here, `why` adds to the rule's own words."""
    said = RULES[rule]
    chinese, english = said.chinese, said.english
    if why[0]:
        chinese, english = f"{chinese}：{why[0]}", f"{english}: {why[1]}"
    return Leak(rule, chinese, english, place, mask(rule, value))


def mask(rule: str, value: str) -> str:
    """Hide most of a value: 6422…0011, z…@qinghe.example, 张…(2)."""
    plain = "".join(value.split())
    if not plain:
        return ""
    if rule == "email":
        name, _, domain = plain.partition("@")
        return f"{name[0] if len(name) > 1 else ''}…@{domain}"
    shown = {"id_number": (4, 4), "residence_permit": (4, 4), "bank_card": (4, 4)}
    shown |= {"mobile": (3, 2), "landline": (4, 2)}
    first, last = shown.get(rule, (min(6, len(plain) // 4), 0))
    if len(plain) < 2 * (first + last):
        first, last = (1 if len(plain) > 1 else 0), 0
    if rule in shown or RULES[rule].personal:
        return f"{plain[:first]}…{plain[len(plain) - last :]}"
    return f"{plain[:1] if len(plain) > 1 else ''}…({len(plain)})"
