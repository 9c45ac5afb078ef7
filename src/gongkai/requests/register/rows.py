"""Judging a register row by row: is each value one, and is the history lawful as a whole?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gongkai.core.caselog.entries import Entry
from gongkai.core.identity import find_fault
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.look.words import say, speak
from gongkai.requests.domain.intake import Applicant, Content, find_index
from gongkai.requests.domain.projection import find_calendar
from gongkai.requests.models import Request
from gongkai.requests.process.folding import AT_ONCE, fold
from gongkai.requests.process.kinds import KINDS, REGISTRAR
from gongkai.requests.process.state import RequestState
from gongkai.requests.register.columns import load_columns
from gongkai.requests.register.sheet import Line, is_truncated
from gongkai.statute.errors import StatuteError
from gongkai.statute.fees import Fee, charge_item, charge_pages
from gongkai.statute.parameters import load_law

DAYS = {
    "day", "confirmed", "supplement_sent", "supplement_until", "supplement_received", "fee_sent",
    "fee_delivered", "fee_paid", "third_party_sent", "third_party_delivered", "third_party_answered",
    "co_maker_sent", "co_maker_delivered", "co_maker_answered", "organ_sent", "organ_answered",
    "extended", "answered", "withdrawn", "archived",
}  # fmt: skip
NUMBERS = {"extension_days": ("（条例第三十三条）", " (art. 33)"), "fee_quantity": ("", "")}
LENGTHS = {"number": 40, "name": 100, "id_number": 40, "phone": 40, "address": 200, "subject": 200,
           "description": 4000, "approved_by": 60, "document": 60, "co_maker": 100,
           "other_organ": 100}  # fmt: skip
TOGETHER = (  # filled in together or not at all
    ("supplement_sent", "supplement_until"),
    ("fee_sent", "fee_measure", "fee_quantity"),
    ("co_maker_sent", "co_maker"),
    ("organ_sent", "other_organ"),
    ("extended", "extension_days", "approved_by"),
    ("answered", "outcome"),
)
FOLLOWS = {  # what may only follow, and what it follows
    "supplement_received": "supplement_sent",
    "fee_delivered": "fee_sent",
    "fee_paid": "fee_sent",
    "third_party_delivered": "third_party_sent",
    "third_party_answered": "third_party_sent",
    "co_maker_delivered": "co_maker_sent",
    "co_maker_answered": "co_maker_sent",
    "organ_answered": "organ_sent",
}
PARTY = "第三方（原登记簿）"
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[\d:.]+)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, and in which column; an empty column is the row as a whole."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row judged: its values if all are ones, the history they tell, or what is wrong."""

    line: Line
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    state: RequestState | None = None

    @property
    def number(self) -> str:
        """The number in the old register, empty where it has none."""
        return self.line.values.get("number", "")


def judge_rows(lines: Iterable[Line], *, organ: Organ, today: date) -> tuple[Row, ...]:
    """Return every row judged. Nothing is stored; numbers already taken are asked of the database."""
    lines = tuple(lines)
    numbers = [line.values.get("number", "") for line in lines]
    taken = set(
        Request.objects.filter(organ=organ, number__in={each for each in numbers if each})
        .values_list("number", flat=True)
    )  # fmt: skip
    seen: set[str] = set()
    rows = []
    for line, number in zip(lines, numbers, strict=True):
        row = judge(line, organ=organ, today=today)
        if number and (number in taken or number in seen):
            fault = say("这个编号已经登记", "This number is registered") if number in taken else say(
                "这个编号在文件里出现了不止一次", "This number stands twice in the file")  # fmt: skip
            row = Row(line, row.values, (*row.faults, Fault("number", str(fault))), row.doubts)
        seen.add(number)
        rows.append(row)
    return tuple(rows)


def judge(line: Line, *, organ: Organ, today: date) -> Row:
    """Return one row judged by itself: values, then the history they tell (arts. 29 to 36)."""
    values, faults = _read(line.values, today)
    faults += list(_find_gaps(values, {fault.column for fault in faults}))
    doubts = tuple(_find_doubts(line.values, values))
    if faults:
        return Row(line, values, tuple(faults), doubts)
    try:
        entries = tell_history(values, number=values["number"] or "0", who=None, moment=_NOON)
        state = fold(entries, calendar=find_calendar(organ.region))
    except StatuteError as refusal:
        article = "" if refusal.reference is None else f"（{speak(refusal.reference)}）"
        return Row(line, values, (Fault("", f"{speak(refusal)}{article}"),), doubts)
    return Row(line, values, (), doubts, state)


_NOON = datetime.combine(date(2000, 1, 1), time(12), UTC)


def _read(texts: Mapping[str, str], today: date) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for column in load_columns().values():
        text = texts.get(column.id, "")
        try:
            values[column.id] = _read_value(column.id, text, today)
        except ValueError as error:
            values[column.id] = None
            faults.append(Fault(column.id, str(error)))
    return values, faults


def _read_value(name: str, text: str, today: date) -> Any:
    """Return a value of a column. ValueError with what is wrong, in the language of the page."""
    column = load_columns()[name]
    if not text:
        if column.required:
            raise ValueError(say("不能为空", "must be filled in"))
        return None if name in DAYS or name in NUMBERS else ""
    if column.choices:
        value = column.find_choice(text)
        if value is None:
            raise ValueError(
                say("不是可以填的内容，见模板的第二张表", "is not one of the words of the list")
            )
        return value
    if name in DAYS:
        return _read_day(text, today, ahead=name == "supplement_until")
    if name in NUMBERS:
        most = 100_000 if name == "fee_quantity" else load_law().at("reply.extension", today).number
        return _read_number(text, most, *NUMBERS[name])
    if len(text) > LENGTHS.get(name, 200):
        raise ValueError(
            say(
                f"不能超过 {LENGTHS.get(name, 200)} 字",
                f"at most {LENGTHS.get(name, 200)} characters",
            )
        )
    return text


def _read_number(text: str, most: int, basis: str, basis_en: str) -> int:
    number = int(text) if text.isdecimal() and len(text) <= 9 else 0
    if not 1 <= number <= most:
        raise ValueError(
            say(
                f"应为 1 至 {most} 的整数{basis}",
                f"must be a whole number from 1 to {most}{basis_en}",
            )
        )
    return number


def _read_day(text: str, today: date, *, ahead: bool) -> date:
    match = _DAY.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or day.year < 2008:  # the regulation is in force since 1 May 2008
        raise ValueError(say("不是日期，应如 2026-03-05", "is not a day; write 2026-03-05"))
    if day > today and not ahead:
        raise ValueError(say("这一天还没有到", "has not come yet"))
    return day


def _find_gaps(values: Mapping[str, Any], wrong: set[str]) -> Iterator[Fault]:
    """Yield what lacks its other half; a column that is wrong already is not complained of twice."""
    told = set(wrong)
    columns = load_columns()
    needs = [
        *((name, [each for each in group if each != name]) for group in TOGETHER for name in group),
        *((first, [later]) for later, first in FOLLOWS.items()),
    ]
    for name, others in needs:
        given = [columns[each] for each in others if values[each]]
        if given and not values[name] and name not in told:
            told.add(name)
            chinese = "、".join(each.chinese for each in given)
            english = ", ".join(each.english for each in given)
            yield Fault(
                name,
                str(say(f"填了{chinese}，这一项也要填", f"must be filled in, as {english} is")),
            )
    if values["fee_sent"] and load_law().find("fee.payment", values["fee_sent"]) is None:
        yield Fault("fee_sent", str(say(
            "这一天还没有信息处理费的规定", "there was no rule on fees on this day")))  # fmt: skip
    if values["answered"] and values["withdrawn"]:
        yield Fault("withdrawn", str(say("已答复的申请不能再撤回", "is answered already")))
    late = values["channel"] and values["channel"] not in AT_ONCE
    ended = values["answered"] or values["withdrawn"]
    if late and ended and not values["confirmed"] and "confirmed" not in wrong:
        yield Fault("confirmed", str(say(
            "这个渠道以确认之日为收到之日（条例第三十一条）", "is the day of receipt here (art. 31)")))  # fmt: skip


def _find_doubts(texts: Mapping[str, str], values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is taken as it stands and should be looked at: no reason to refuse an old record."""
    number = texts.get("id_number", "")
    if is_truncated(number):
        yield Fault(
            "id_number", str(say("末位像是被表格改成了 0", "seems to have lost its last digits"))
        )
    elif number and (fault := find_fault(values["id_kind"] or "", number)):
        yield Fault("id_number", fault)
    fee = _find_fee(values)
    if fee is not None and not fee.amount:
        yield Fault("fee_quantity", str(say(
            "按这个数量不收费，却发了收费通知", "no fee is due for so few, yet a notice was sent")))  # fmt: skip
    email = texts.get("email", "")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        yield Fault("email", str(say("不像邮箱地址", "does not look like an address")))


def tell_history(
    values: Mapping[str, Any], *, number: str, who: Actor | None, moment: datetime
) -> tuple[Entry, ...]:
    """Return the entries that a row tells, in the order of their days, recorded at one moment.

    They say `imported`: what was approved, reviewed and signed on paper is not asked for again.
    """
    told = [(values["day"], "registered", _register(values, number)), *_tell_later(values)]
    order = {kind: place for place, kind in enumerate(KINDS)}
    told.sort(key=lambda each: (each[1] != "registered", each[0], order[each[1]]))
    sealed = {"applicant": asdict(_applicant(values)), "content": asdict(_content(values))}
    return tuple(
        Entry(
            sequence=place, kind=kind, day=day, recorded=moment, actor="" if who is None else who.key,
            actor_name="" if who is None else who.name, role=REGISTRAR, body=body,
            sealed=sealed if place == 1 else None,
        )
        for place, (day, kind, body) in enumerate(told, start=1)
    )  # fmt: skip


def _tell_later(values: Mapping[str, Any]) -> Sequence[tuple[date, str, dict[str, Any]]]:
    until = values["supplement_until"]
    bodies: dict[str, tuple[str, dict[str, Any]]] = {
        "confirmed": ("confirmed", {}),
        "supplement_sent": ("supplement-sent", {"until": str(until), "items": ["（见原登记簿）"]}),
        "supplement_received": ("supplement-received", {}),
        "fee_sent": ("fee-sent", _tell_fee(values)),
        "fee_delivered": ("fee-delivered", {}),
        "fee_paid": ("fee-paid", {}),
        "extended": ("extended", {"days": values["extension_days"], "approved_by": values["approved_by"],
                                  "imported": True}),
        "answered": ("answered", {"outcome": values["outcome"], "method": values["method"] or "counter",
                                  "imported": True}),
        "withdrawn": ("withdrawn", {}),
        "archived": ("archived", {}),
    }  # fmt: skip
    for asked, party in (
        ("third_party", PARTY),
        ("co_maker", values["co_maker"]),
        ("organ", values["other_organ"]),
    ):
        for step in ("sent", "delivered", "answered"):
            if f"{asked}_{step}" in DAYS:
                kind = f"{asked}-{step}".replace("_", "-")
                bodies[f"{asked}_{step}"] = (kind, {"party": party})
    if values["document"]:
        bodies["answered"][1]["number"] = values["document"]
    return [(values[name], *told) for name, told in bodies.items() if values[name]]


def _find_fee(values: Mapping[str, Any]) -> Fee | None:
    """Return the fee that the law sets for what a notice charges (国办函〔2020〕109号), if it can."""
    day, measure, quantity = (values[f"fee_{name}"] for name in ("sent", "measure", "quantity"))
    if not (day and measure and quantity) or load_law().find(f"fee.{measure}", day) is None:
        return None
    return (charge_item if measure == "items" else charge_pages)(quantity, day)


def _tell_fee(values: Mapping[str, Any]) -> dict[str, Any]:
    fee = _find_fee(values)
    if fee is None:
        return {}
    return {
        "measure": values["fee_measure"],
        "quantity": values["fee_quantity"],
        "amount": fee.amount,
        "working": fee.chinese,
    }


def _register(values: Mapping[str, Any], number: str) -> dict[str, Any]:
    return {
        "number": number,
        "channel": values["channel"],
        "applicant_class": values["kind"],
        "applicant_index": find_index(_applicant(values)),
        "subject": values["subject"],
        "imported": True,
    }


def _applicant(values: Mapping[str, Any]) -> Applicant:
    names = ("kind", "name", "id_kind", "id_number", "phone", "email", "address")
    return Applicant(**{name: values[name] for name in names})


def _content(values: Mapping[str, Any]) -> Content:
    return Content(
        description=values["description"] or values["subject"], subject=values["subject"]
    )
