"""Single-veto indicators for government websites and new media (国办秘函〔2019〕19号).

Checks on facts (days of updates, counts), each threshold a parameter with its article. Any veto
fails the site, whatever its score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.statute.clock.periods import add_months
from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import InvalidQuestion
from gongkai.statute.parameters import Law, Unit, Value, load_law

WEBSITE = "website."


class ColumnKind(StrEnum):
    """What a column holds: it fixes how often it must be updated."""

    NEWS = "news"
    NOTICES = "notices"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a site on the day of inspection.

    `updated` is None for an empty column; `must_update_by` is set where an update was due.
    """

    name: str
    kind: ColumnKind
    updated: date | None
    must_update_by: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A valid question put to the organ, and when it was answered."""

    asked: date
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The facts of a website on the day of inspection. None means: not inspected, so not judged."""

    home_updated: date | None = None
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    question_channel: bool | None = None
    load_seconds: tuple[float, ...] = ()
    guides_missing: tuple[int, ...] = ()
    serious_incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Veto:
    """One indicator that fails a site. `provisional` names what about it is not confirmed."""

    indicator: str
    remark: Remark
    provisional: str = ""


def inspect_site(site: Site, day: date, *, law: Law | None = None) -> tuple[Veto, ...]:
    """Return the vetoes that the facts of a website justify on a day."""
    inspection = _Inspection(day, law if law is not None else load_law())
    for incident in site.serious_incidents:
        inspection.veto(
            "website.incidents",
            f"安全、泄密等严重问题：{incident}",
            f"a serious incident: {incident}",
            inspection.value("website.open.seconds"),
            confirmed=True,
        )
    inspection.inspect_loading(site.load_seconds)
    inspection.inspect_home(site.home_updated)
    inspection.inspect_columns(site.columns)
    inspection.inspect_questions(site.question_channel, site.questions)
    inspection.inspect_guides(site.guides_missing)
    return tuple(inspection.vetoes)


def inspect_account(updated: date, day: date, *, law: Law | None = None) -> tuple[Veto, ...]:
    """Return the veto for an official account that was not updated in time."""
    inspection = _Inspection(day, law if law is not None else load_law())
    value = inspection.value("new_media.stale")
    if inspection.stale(updated, value):
        inspection.veto(
            "new_media.stale",
            f"政务新媒体自{updated}起{value.number}周以上未更新",
            f"not updated for {value.number} weeks or more, since {updated}",
            value,
        )
    return tuple(inspection.vetoes)


class _Inspection:
    """The vetoes found so far on one day."""

    def __init__(self, day: date, law: Law) -> None:
        self._day = day
        self._law = law
        self.vetoes: list[Veto] = []

    def value(self, key: str) -> Value:
        return self._law.at(key, self._day)

    def veto(
        self, indicator: str, chinese: str, english: str, value: Value, *, confirmed: bool = False
    ) -> None:
        remark = Remark(chinese, english, value.reference)
        doubt = "" if confirmed else value.why_provisional
        self.vetoes.append(Veto(indicator, remark, doubt))

    def stale(self, updated: date, value: Value) -> bool:
        """Whether something has gone without update for the whole of a period up to the day."""
        if updated > self._day:
            raise InvalidQuestion(
                f"更新日期{updated}在检查之日{self._day}以后",
                f"updated on {updated}, after the inspection on {self._day}",
            )
        if self._law[value.parameter].unit is Unit.MONTH:
            return add_months(updated, value.number) < self._day
        return updated + timedelta(7 * value.number) <= self._day

    def inspect_loading(self, seconds: tuple[float, ...]) -> None:
        visits = self.value("website.open.visits")
        if len(seconds) < visits.number:
            return
        limit = self.value("website.open.seconds")
        share = self.value("website.open.failures")
        failed = sum(each > limit.number for each in seconds)
        if failed * 100 >= share.number * len(seconds):
            self.veto(
                "website.open",
                f"{len(seconds)}次访问中{failed}次在{limit.number}秒内打不开",
                f"{failed} of {len(seconds)} visits did not open within {limit.number} seconds",
                visits,
            )

    def inspect_home(self, updated: date | None) -> None:
        value = self.value("website.home.stale")
        if updated is not None and self.stale(updated, value):
            self.veto(
                "website.home",
                f"首页自{updated}起{value.number}周未更新",
                f"home page not updated for {value.number} weeks, since {updated}",
                value,
            )

    def inspect_columns(self, columns: tuple[Column, ...]) -> None:
        stale = [each for each in columns if self._column_stale(each)]
        self._veto_count("website.columns.stale", stale, "栏目更新不及时", "stale columns")
        neglected = [
            each
            for each in columns
            if each.must_update_by is not None
            and each.must_update_by < self._day
            and (each.updated is None or each.updated < each.must_update_by)
        ]
        self._veto_count(
            "website.columns.neglected", neglected, "应更新而长期未更新的栏目", "neglected columns"
        )
        empty = [each for each in columns if each.updated is None]
        self._veto_count("website.columns.empty", empty, "空白栏目", "empty columns")

    def _column_stale(self, column: Column) -> bool:
        if column.updated is None or column.kind is ColumnKind.OTHER:
            return False
        key = "website.news.stale" if column.kind is ColumnKind.NEWS else "website.notices.stale"
        return self.stale(column.updated, self.value(key))

    def _veto_count(self, key: str, found: list[Column], chinese: str, english: str) -> None:
        value = self.value(key)
        if len(found) >= value.number:
            names = "、".join(each.name for each in found)
            self.veto(
                key,
                f"{chinese}{len(found)}个（{value.number}个即否决）：{names}",
                f"{english}: {len(found)}, where {value.number} fail the site: {names}",
                value,
            )

    def inspect_questions(self, channel: bool | None, questions: tuple[Question, ...]) -> None:  # noqa: FBT001
        value = self.value("website.answers.overdue")
        if channel is False:
            self.veto(
                "website.answers",
                "没有有效的咨询建言渠道",
                "no working channel for questions",
                value,
            )
        year_ago = add_months(self._day, -12)
        late = [
            each
            for each in questions
            if each.asked >= year_ago
            and (each.answered or self._day) > add_months(each.asked, value.number)
        ]
        if late:
            first = min(each.asked for each in late)
            self.veto(
                "website.answers",
                f"一年内{len(late)}条咨询超过{value.number}个月未答复，最早{first}",
                f"{len(late)} questions of the last year unanswered for more than "
                f"{value.number} months, the first of {first}",
                value,
            )

    def inspect_guides(self, missing: tuple[int, ...]) -> None:
        elements = self.value("website.guides.elements")
        items = self.value("website.guides.items")
        faulty = sum(each >= elements.number for each in missing)
        if faulty >= items.number:
            self.veto(
                "website.guides",
                f"{faulty}个事项的办事指南缺少{elements.number}类以上重点要素",
                f"{faulty} guides lack {elements.number} or more classes of key elements",
                items,
            )


def pass_score(score: float, day: date, *, law: Law | None = None) -> bool:
    """Return whether a score after deductions passes; vetoes are judged apart."""
    value = (law if law is not None else load_law()).at("website.score.pass", day)
    return score >= value.number
