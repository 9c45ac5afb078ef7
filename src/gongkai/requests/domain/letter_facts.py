"""What a letter says of a case: facts gathered from its state, from the act it goes with, and as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongkai.core.caselog.entries import Entry
from gongkai.core.organs.models import Organ
from gongkai.letters import facts as letter
from gongkai.letters.facts import LetterFacts
from gongkai.letters.kinds import find_kind
from gongkai.requests.domain.particulars import Particulars
from gongkai.requests.models import ApplicantClass
from gongkai.requests.process.kinds import KINDS
from gongkai.requests.process.state import RequestState
from gongkai.statute.remedies import OrganKind

FORMS = {"electronic": "电子文本", "paper": "纸质"}
DELIVERIES = {"online": "网上查询页面", "email": "电子邮件", "post": "邮寄", "counter": "自行领取"}


def collect_facts(
    organ: Organ,
    state: RequestState,
    particulars: Particulars | None,
    *,
    kind: str,
    values: Mapping[str, str],
    day: date,
    number: str,
) -> LetterFacts:
    """Return all that a letter of a kind may say. Words typed for the letter alone are `values`."""
    facts: dict[str, Any] = {
        "organ": _organ(organ),
        "day": day,
        "number": number or f"{organ.short_name}〔{day.year}〕×号",
        "seal": organ.name,
        "request": _request(state, particulars),
        "due": state.due,
        "served_online": bool(state.registered.body.get("served_online")),
    }
    if particulars is not None:
        facts["applicant"] = _party(particulars)
    if find_kind(kind).outcomes:
        facts |= _notice(state) | _reply(state)
    elif entry := find_act(state, kind):
        facts |= _ACTS[entry.kind](state, entry, _Words(entry))
    given = {key: text.strip() for key, text in values.items() if text.strip()}
    if "recipient" in given:
        facts["recipient"] = letter.Party(name=given.pop("recipient"))
    facts |= {key: _lines(text) if key in _LINES else text for key, text in given.items()}
    return LetterFacts(**facts)


def find_act(state: RequestState, letter_kind: str) -> Entry | None:
    """Return the latest act that goes with a letter of a kind."""
    acts = [entry for entry in state.entries if KINDS[entry.kind].letter == letter_kind]
    return acts[-1] if acts else None


class _Words:
    """The words of an entry, wherever they are kept; empty where there are none."""

    def __init__(self, entry: Entry) -> None:
        self._words = {**entry.body, **(entry.sealed or {})}

    def __getitem__(self, key: str) -> str:
        return str(self._words.get(key) or "")

    def day(self, key: str) -> date | None:
        return date.fromisoformat(self[key]) if self[key] else None


def _organ(organ: Organ) -> letter.Organ:
    return letter.Organ(
        name=organ.name, short=organ.short_name, office=organ.office, address=organ.address,
        postcode=organ.postcode, phone=organ.phone, fax=organ.fax, email=organ.email,
        hours=organ.office_hours, kind=OrganKind(organ.kind),
    )  # fmt: skip


def _request(state: RequestState, particulars: Particulars | None) -> letter.Request:
    content = None if particulars is None else particulars.content
    description = "" if content is None else content.description
    return letter.Request(
        number=state.registered.body["number"],
        # Where nobody has named the matter yet: the beginning of the applicant's own words.
        subject=state.subject or " ".join(description.split())[:60],
        description=description,
        form=FORMS.get(state.registered.body.get("form", ""), ""),
        delivery="" if content is None else DELIVERIES.get(content.delivery, ""),
        received=state.received,
        channel=state.channel.value,
    )


def _party(particulars: Particulars) -> letter.Party:
    who = particulars.applicant
    return letter.Party(
        name=who.name, category=str(ApplicantClass(who.kind).label), id_number=who.id_number,
        phone=who.phone, email=who.email, address=who.address, postcode=who.postcode,
    )  # fmt: skip


def _supplement(_: RequestState, entry: Entry, words: _Words) -> dict[str, Any]:
    how = words["how"] or "请补充写明"
    defects = (letter.Defect(_element(item), item, how) for item in entry.body["items"])
    return {"until": words.day("until"), "defects": tuple(defects)}


def _element(item: str) -> int:
    """Return the item of art. 29 para. 2 that a defect falls under."""
    return 1 if "身份" in item else 3 if "形式" in item else 2


def _reasons(_: RequestState, __: Entry, words: _Words) -> dict[str, Any]:
    return {"found": _lines(words["facts"]), "until": words.day("until")}


def _fee(_: RequestState, entry: Entry, words: _Words) -> dict[str, Any]:
    body = entry.body
    measure = "件" if body["measure"] == "items" else "页"
    fee = letter.FeeFacts(measure, body["quantity"], body["amount"], words["working"])
    return {"fee": fee, "payment": words["payment"]}


def _consultation(_: RequestState, entry: Entry, words: _Words) -> dict[str, Any]:
    recipient = words["recipient"] or entry.body["party"]
    return {
        "recipient": letter.Party(name=recipient),
        "information": words["information"],
        "matter": words["matter"],
        "until": words.day("until"),
    }


def _extension(state: RequestState, entry: Entry, _: _Words) -> dict[str, Any]:
    approved = state.approved
    facts: dict[str, Any] = {"extension_days": entry.body["days"], "new_due": state.due}
    if approved is not None:
        facts |= {"approver": approved.actor_name, "approved": approved.day,
                  "why": approved.body["reason"]}  # fmt: skip
    return facts


def _deferral(state: RequestState, _: Entry, words: _Words) -> dict[str, Any]:
    return {"why": words["reason"], "new_due": state.due}


def _withdrawal(_: RequestState, entry: Entry, __: _Words) -> dict[str, Any]:
    return {"withdrawn": entry.day}


_ACTS: dict[str, Callable[[RequestState, Entry, _Words], dict[str, Any]]] = {
    "supplement-sent": _supplement,
    "reasons-requested": _reasons,
    "fee-sent": _fee,
    "third-party-sent": _consultation,
    "co-maker-sent": _consultation,
    "organ-sent": _consultation,
    "extended": _extension,
    "deferred": _deferral,
    "withdrawn": _withdrawal,
}


def _notice(state: RequestState) -> dict[str, Any]:
    """Return the notice whose period has passed, where a reply tells of it (arts. 30, 42)."""
    clock = state.clock
    if clock is None:
        return {}
    if clock.fee_sent is not None:
        return {"notice_day": clock.fee_sent.day, "notice_until": clock.fee_by}
    if clock.supplement_sent is not None:
        sent = clock.supplement_sent
        return {"notice_day": sent.day, "notice_until": sent.until}
    return {}


def _reply(state: RequestState) -> dict[str, Any]:
    if state.draft is None:
        return {}
    words = _Words(state.draft.entry)
    plain = ("withheld", "route", "special_rule", "competent_organ", "competent_contact", "channel",
             "earlier_number", "decision")  # fmt: skip
    return {
        "outcome": state.draft.outcome,
        "found": _lines(words["facts"]),
        "reasons": _lines(words["reasons"]),
        "supplied": tuple(map(letter.Supplied, _lines(words["supplied"]))),
        "earlier_day": words.day("earlier_day"),
        **{key: words[key] for key in plain},
    }


_LINES = {"found", "reasons"}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
