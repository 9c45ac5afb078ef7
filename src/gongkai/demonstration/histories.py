"""Histories of requests: a chance walk through what an office does, each step legal on its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from gongkai.core.caselog.entries import Entry
from gongkai.demonstration.people import invent_applicant, invent_content
from gongkai.requests.domain.intake import find_index
from gongkai.requests.process.findings import find_words
from gongkai.requests.process.folding import AT_ONCE, fold
from gongkai.requests.process.state import RequestState
from gongkai.statute.clock.events import Channel
from gongkai.statute.errors import StatuteError
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.workdays import WorkCalendar

CHANNELS = [Channel.ONLINE] * 11 + [Channel.POST] * 5 + [Channel.COUNTER] * 2 + [
    Channel.EMAIL, Channel.LETTER, Channel.FAX,
]  # fmt: skip
OUTCOMES = (
    ["granted"] * 40
    + ["partially_granted"] * 9
    + ["unavailable.not_held"] * 22
    + ["not_processed.petition"] * 5
    + ["unavailable.needs_creation"] * 4
    + ["refused.internal_affairs", "refused.deliberative", "refused.enforcement_file"] * 2
    + ["refused.third_party_rights", "not_processed.repeated", "refused.administrative_query"]
)
PARTIES = ("第三方甲公司", "第三方乙公司", "第三方丙中心")


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who acts, as the log knows them."""

    key: str
    name: str
    role: str


@dataclass(slots=True)
class Story:
    """One history in the making."""

    chance: Random
    calendar: WorkCalendar
    staff: Mapping[str, list[Staff]]
    today: date
    entries: list[Entry] = field(default_factory=list)
    day: date = date.min
    over: bool = False

    def choose(self, role: str) -> Staff:
        """Return somebody with a role."""
        return self.chance.choice(self.staff[role])

    def wait(self, least: int, most: int) -> None:
        """Let working days pass."""
        days = self.chance.randint(least, most)
        if days:
            self.day = self.calendar.add(self.day, days)

    def add(
        self, kind: str, who: Staff, body: Mapping[str, Any] | None = None, sealed: Any = None
    ) -> bool:
        """Note something, unless its day has not come or the law refuses; say whether it was noted."""
        if self.over or self.day > self.today:
            self.over = True
            return False
        # Noted in office hours of the day itself, each entry after the one before.
        minute = 9 * 60 + 20 * len(self.entries) + self.chance.randint(0, 15)
        moment = datetime.combine(self.day, time(0), UTC) + timedelta(minutes=minute - 8 * 60)
        entry = Entry(
            len(self.entries) + 1,
            kind,
            self.day,
            moment,
            who.key,
            who.name,
            who.role,
            body or {},
            sealed,
        )
        try:
            if self.entries:
                fold([*self.entries, entry], calendar=self.calendar)
        except StatuteError:
            return False
        self.entries.append(entry)
        return True


def write_history(
    chance: Random,
    *,
    filed: date,
    number: str,
    calendar: WorkCalendar,
    staff: Mapping[str, list[Staff]],
    today: date,
) -> tuple[list[Entry], RequestState]:
    """Return the entries of one request filed on a day, as far as they have come today."""
    story = Story(chance, calendar, staff, _choose_end(chance, filed, today), day=filed)
    _file(story, number)
    _assign(story)
    _ask_others(story)
    if chance.random() < 0.04:
        story.wait(0, 4)
        story.add("withdrawn", Staff("applicant", "申请人", "applicant"))
    else:
        _reply(story)
    if chance.random() < 0.85:
        story.wait(1, 12)
        story.add("archived", story.choose("registrar"))
    if chance.random() < 0.15:
        subject = story.entries[0].body["subject"]
        told = {
            "title": subject,
            "text": f"{subject}（虚构的演示内容）。多人申请，可以公开，转为主动公开。",
        }
        story.add("converted", story.choose("office_head"), told)
    return story.entries, fold(story.entries, calendar=calendar)


def _choose_end(chance: Random, filed: date, today: date) -> date:
    """Return the day up to which a case was worked on: some of the latest lie where somebody is due."""
    if filed > today - timedelta(38) and chance.random() < 0.8:
        return min(today, filed + timedelta(chance.randint(0, 10)))
    return today


def _file(story: Story, number: str) -> None:
    applicant, content = invent_applicant(story.chance), invent_content(story.chance)
    channel = story.chance.choice(CHANNELS)
    online = channel is Channel.ONLINE
    who = Staff("applicant", "申请人", "applicant") if online else story.choose("registrar")
    body = {
        "number": number,
        "channel": channel.value,
        "applicant_class": applicant.kind,
        "subject": content.subject,
        "applicant_index": find_index(applicant),
        "form": content.form,
    }
    sealed = {"applicant": asdict(applicant), "content": asdict(content)}
    story.add("registered", who, body, sealed)
    if channel not in AT_ONCE:
        story.wait(0, 1)
        story.add("confirmed", story.choose("registrar"), {"how": "电话确认"})


def _assign(story: Story) -> None:
    story.wait(0, 1)
    handler = story.choose("handler")
    body = {"handler": handler.key, "handler_name": handler.name}
    story.add("assigned", story.choose("registrar"), body)
    story.add("accepted", handler)
    if story.chance.random() < 0.12:
        story.wait(0, 3)
        until = story.calendar.add(story.day, 15).isoformat()
        told = {"until": until, "items": ["政府信息的名称、文号或者其他特征性描述"]}
        how = {"how": "请写明所需信息的名称、时间和涉及的项目"}
        if story.add("supplement-sent", handler, told, how):
            story.wait(2, 12)
            added = {"text": "补充：本年度内形成的文件，涉及上述项目。"}
            story.add("supplement-received", handler, None, added)


def _ask_others(story: Story) -> None:
    handler = _handler(story)
    luck = story.chance.random()
    if luck < 0.1:
        party = story.chance.choice(PARTIES)
        story.wait(1, 4)
        about = {"information": story.entries[0].body["subject"]}
        if story.add("third-party-sent", handler, {"party": party}, about):
            story.wait(1, 3)
            story.add("third-party-delivered", handler, {"party": party})
            story.wait(2, 14)
            told = {"party": party, "consents": story.chance.random() < 0.5}
            story.add("third-party-answered", handler, told)
    elif luck < 0.13:
        story.wait(1, 4)
        about = {"information": story.entries[0].body["subject"], "matter": "请提出是否公开的意见"}
        if story.add("organ-sent", handler, {"party": "清河市自然资源局"}, about):
            story.wait(2, 8)
            story.add("organ-answered", handler, {"party": "清河市自然资源局", "consents": True})


def _reply(story: Story) -> None:
    handler = _handler(story)
    story.wait(2, 12 if story.chance.random() < 0.97 else 30)
    if story.chance.random() < 0.1:
        days = story.chance.choice([10, 15, 20])
        reason = {"days": days, "reason": "需要检索、审查的材料较多"}
        if story.add("extension-approved", story.choose("office_head"), reason):
            story.add("extended", handler, {"days": days, "approved_by": "公开办负责人"})
            story.wait(5, days)
    outcome = story.chance.choice(OUTCOMES)
    _draft(story, handler, outcome)
    _review(story, handler, outcome)
    story.wait(0, 1)
    leader = story.choose("leader")
    number = f"公复〔{story.day.year}〕{story.chance.randint(1, 400)}号"
    signed = {"number": number}
    if not story.add("signed", leader, signed):
        # The law does not admit this outcome here: the draft is done over.
        outcome = "granted"
        _draft(story, handler, outcome)
        _review(story, handler, outcome)
        story.add("signed", leader, signed)
    story.wait(0, 1)
    method = story.chance.choice(["electronic", "post", "post", "counter"])
    story.add("answered", story.choose("registrar"), {"outcome": outcome, "method": method})


def _draft(story: Story, handler: Staff, outcome: str) -> None:
    leaf, subject = load_outcomes()[outcome], story.entries[0].body["subject"]
    words = {
        "facts": "经检索核实，已查明本机关有关情况。",
        "reasons": f"属于“{leaf.label}”的情形。",
        "supplied": f"{subject}复印件",
        "withheld": "其中涉及商业秘密的部分",
        "route": "凭本告知书到公开工作机构办理",
        "special_rule": "不动产登记资料查询的有关规定",
        "earlier_number": "清政服公复〔2025〕1号",
        "earlier_day": f"{story.day.year - 1}-06-01",
    }
    needed, welcome = find_words(outcome)
    kept = {name: words[name] for name in (*needed, *welcome) if name in words}
    story.add("drafted", handler, {"outcome": outcome}, kept)


def _review(story: Story, handler: Staff, outcome: str) -> None:
    legal, secrecy = story.choose("legal_reviewer"), story.choose("secrecy_reviewer")
    story.wait(0, 2)
    if story.chance.random() < 0.1:
        told = {"review": "legal", "reason": "依据应当引用到款、项"}
        story.add("review-returned", legal, told)
        story.wait(0, 1)
        _draft(story, handler, outcome)
    story.add("review-passed", legal, {"review": "legal"})
    story.add("review-passed", secrecy, {"review": "secrecy"})


def _handler(story: Story) -> Staff:
    assigned = next((each for each in story.entries if each.kind == "assigned"), None)
    if assigned is None:
        return story.choose("handler")
    return Staff(str(assigned.body["handler"]), str(assigned.body["handler_name"]), "handler")
