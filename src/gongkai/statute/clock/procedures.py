"""Procedures with one period after another: reconsideration, litigation, hotline, service items."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, NoReturn

from gongkai.statute.clock.pauses import Stretch, find_due
from gongkai.statute.clock.periods import Period, doubt_value, measure_period
from gongkai.statute.clock.trace import Remark
from gongkai.statute.errors import DataError, IllegalHistory, InvalidQuestion
from gongkai.statute.keys import refuse_keys
from gongkai.statute.parameters import Law, Unit, load_law
from gongkai.statute.references import Reference, parse_reference
from gongkai.statute.workdays import WorkCalendar, load_calendar

_STAGE_KEYS = {"id", "parameter", "from", "to", "actor"}


class StageState(StrEnum):
    """Where a stage stands."""

    OPEN = "open"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Stage:
    """One period of a procedure, from an event to an event."""

    id: str
    parameter: str
    start: str
    end: str
    actor: str
    extension: tuple[str, str] | None = None
    pause: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure and its stages."""

    id: str
    title: str
    title_en: str
    reference: Reference
    stages: tuple[Stage, ...]

    @property
    def events(self) -> frozenset[str]:
        """All events that the procedure knows."""
        names: set[str] = set()
        for stage in self.stages:
            names |= {stage.start, stage.end, *(stage.pause or ())}
            if stage.extension is not None:
                names.add(stage.extension[0])
        return frozenset(names)


@dataclass(frozen=True, slots=True)
class StageTrace:
    """One stage in one case: its period, its due day, when it was done.

    `promised` is the day an organ has promised, never later than the due day.
    """

    stage: Stage
    period: Period
    due: date | None
    done: date | None
    state: StageState
    promised: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the stage as plain data."""
        return {
            "stage": self.stage.id,
            "actor": self.stage.actor,
            "due": None if self.due is None else self.due.isoformat(),
            "done": None if self.done is None else self.done.isoformat(),
            "state": self.state.value,
            "promised": None if self.promised is None else self.promised.isoformat(),
            "period": self.period.as_json(),
        }


@cache
def load_procedures() -> Mapping[str, Procedure]:
    """Return the procedures that come with the package."""
    text = (resources.files("gongkai.statute") / "data" / "procedures.toml").read_text("utf-8")
    return parse_procedures(text, "procedures.toml")


def parse_procedures(text: str, name: str) -> dict[str, Procedure]:
    """Read a file of procedures; unknown or missing keys are DataErrors."""
    procedures: dict[str, Procedure] = {}
    required = {"title", "title_en", "ref", "stages"}
    for key, table in tomllib.loads(text).items():
        refuse_keys(table, required, required, f"{name}：{key}")
        stages = tuple(_parse_stage(each, f"{name}：{key}") for each in table["stages"])
        if len({stage.id for stage in stages}) != len(stages):
            raise DataError(f"{name}：{key} 环节重复", f"{name}: {key} has a stage twice")
        procedures[key] = Procedure(
            key, table["title"], table["title_en"], parse_reference(table["ref"]), stages
        )
    return procedures


def _parse_stage(table: dict[str, Any], name: str) -> Stage:
    refuse_keys(table, _STAGE_KEYS | {"extension", "pause"}, _STAGE_KEYS, name)
    extension = table.get("extension")
    if extension is not None:
        refuse_keys(extension, {"event", "parameter"}, {"event", "parameter"}, name)
        extension = (extension["event"], extension["parameter"])
    begin_end = table.get("pause")
    pause = None if begin_end is None else (begin_end[0], begin_end[1])
    return Stage(
        table["id"],
        table["parameter"],
        table["from"],
        table["to"],
        table["actor"],
        extension,
        pause,
    )


def follow_procedure(
    key: str,
    events: Mapping[str, date],
    *,
    kind: str = "",
    extension_days: int | None = None,
    promised_days: int | None = None,
    calendar: WorkCalendar | None = None,
    law: Law | None = None,
    as_of: date | None = None,
) -> tuple[StageTrace, ...]:
    """Return the stages that have begun, each with its due day and state.

    `kind` fills `{kind}` (complaint, simple). `extension_days` is the length of the extension, all
    that is allowed if left out. `promised_days` is the organ's own promise for the stage `decide`.
    IllegalHistory: an end without its beginning or before it, an extension after the due day or
    beyond its limit, a promise longer than the law allows. InvalidQuestion: an unknown procedure,
    event or kind.
    """
    procedures = load_procedures()
    if key not in procedures:
        raise InvalidQuestion(f"没有程序“{key}”", f"no such procedure: {key!r}")
    procedure = procedures[key]
    if unknown := sorted(set(events) - procedure.events):
        raise InvalidQuestion(
            f"{procedure.title}没有事件：{'、'.join(unknown)}",
            f"{procedure.id} has no events {', '.join(unknown)}",
        )
    walk = _Walk(
        procedure,
        events,
        calendar if calendar is not None else load_calendar(),
        law if law is not None else load_law(),
        as_of,
    )
    return tuple(
        walk.follow(stage, kind, extension_days, promised_days)
        for stage in procedure.stages
        if walk.has_begun(stage)
    )


class _Walk:
    """One case going through one procedure."""

    def __init__(
        self,
        procedure: Procedure,
        events: Mapping[str, date],
        calendar: WorkCalendar,
        law: Law,
        as_of: date | None,
    ) -> None:
        self._procedure = procedure
        self._events = events
        self._calendar = calendar
        self._law = law
        self._as_of = as_of

    def has_begun(self, stage: Stage) -> bool:
        """Whether a stage has begun; one that is over without having begun is refused."""
        if stage.start in self._events:
            return True
        shared = {each.end for each in self._procedure.stages if each.start in self._events}
        started = any(each.start == stage.end for each in self._procedure.stages)
        if stage.end in self._events and stage.end not in shared and not started:
            self._refuse(
                f"没有“{stage.start}”，不能有“{stage.end}”", f"{stage.end} without {stage.start}"
            )
        return False

    def follow(
        self, stage: Stage, kind: str, extension_days: int | None, promised_days: int | None
    ) -> StageTrace:
        """Return the trace of a stage that has begun."""
        parameter = stage.parameter.replace("{kind}", kind)
        if parameter not in self._law:
            raise InvalidQuestion(f"没有类别“{kind}”", f"no such kind: {kind!r}")
        start = self._events[stage.start]
        done = self._events.get(stage.end)
        if done is not None and done < start:
            self._refuse(
                f"“{stage.end}”（{done}）早于“{stage.start}”（{start}）",
                f"{stage.end} ({done}) before {stage.start} ({start})",
            )
        extra = self._extend(stage, parameter, start, extension_days)
        due = self._due(stage, parameter, start, extra)
        period = self._complete(stage, self._measure(parameter, start, extra), due)
        promised = None
        if stage.id == "decide" and promised_days is not None:
            promised = self._promise(stage, parameter, start, promised_days)
        return StageTrace(stage, period, due, done, self._state(due, done), promised)

    def _complete(self, stage: Stage, period: Period, due: date | None) -> Period:
        """Return the period as the case has it: with what it rests on besides, and its last day."""
        doubts = list(period.doubts)
        if stage.extension is not None and stage.extension[0] in self._events:
            doubts += doubt_value(self._law, self._law.at(stage.extension[1], period.start))
        if due is not None and due != period.due:
            gaps = self._calendar.gaps(period.start, due)
            doubts += [Remark(gap.chinese, gap.english) for gap in gaps]
            period = replace(period, nominal=due, due=due)
        return replace(period, doubts=tuple(dict.fromkeys(doubts)))

    def _measure(self, parameter: str, start: date, extra: int) -> Period:
        return measure_period(parameter, start, calendar=self._calendar, law=self._law, extra=extra)

    def _due(self, stage: Stage, parameter: str, start: date, extra: int) -> date | None:
        """Return the due day with special procedures taken out; None while one is open."""
        period = self._measure(parameter, start, extra)
        if stage.pause is None or stage.pause[0] not in self._events:
            if stage.pause is not None and stage.pause[1] in self._events:
                self._refuse(
                    f"没有“{stage.pause[0]}”，不能有“{stage.pause[1]}”",
                    f"{stage.pause[1]} without {stage.pause[0]}",
                )
            return period.due
        begun, ended = self._events[stage.pause[0]], self._events.get(stage.pause[1])
        if period.parameter.unit is not Unit.WORKING_DAY:
            raise InvalidQuestion("只有工作日期间可以扣除", "only working days can be taken out")
        if ended is not None and ended < begun:
            self._refuse(f"“{stage.pause[1]}”早于“{stage.pause[0]}”", f"{stage.pause[1]} too early")
        return find_due(self._calendar, start, period.value.number + extra, [Stretch(begun, ended)])

    def _extend(self, stage: Stage, parameter: str, start: date, days: int | None) -> int:
        if stage.extension is None or stage.extension[0] not in self._events:
            return 0
        event, key = stage.extension
        limit = self._law.at(key, start)
        extra = limit.number if days is None else days
        if not 0 < extra <= limit.number:
            unit = self._law[key].unit
            self._refuse(
                f"延长最多{limit.number}{unit.chinese}，不能为{extra}",
                f"an extension is at most {limit.number} {unit.english}, not {extra}",
                limit.reference,
            )
        due = self._due(stage, parameter, start, 0)
        if due is not None and not start <= self._events[event] <= due:
            self._refuse(
                f"期限已于{due}届满，{self._events[event]}不能延长",
                f"the period ended on {due}; no extension on {self._events[event]}",
                limit.reference,
            )
        return extra

    def _promise(self, stage: Stage, parameter: str, start: date, days: int) -> date | None:
        value = self._law.at(parameter, start)
        if not 0 < days <= value.number:
            self._refuse(
                f"承诺时限不得长于法定的{value.number}个工作日：{days}",
                f"a promise is at most the {value.number} working days of the law, not {days}",
                value.reference,
            )
        return self._due(stage, parameter, start, days - value.number)

    def _state(self, due: date | None, done: date | None) -> StageState:
        if done is not None:
            return StageState.DONE_LATE if due is not None and done > due else StageState.DONE
        over = self._as_of is not None and due is not None and self._as_of > due
        return StageState.OVERDUE if over else StageState.OPEN

    def _refuse(self, chinese: str, english: str, reference: Reference | None = None) -> NoReturn:
        raise IllegalHistory(chinese, english, reference or self._procedure.reference)
