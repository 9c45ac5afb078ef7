"""Letters of a request: filled from the case, checked for what they must say and for what they must not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import store_file
from gongkai.core.numbering.series import take_number
from gongkai.core.organs.actor import Actor
from gongkai.core.refusal import Refusal
from gongkai.core.today import today
from gongkai.letters import facts as letter
from gongkai.letters.composition import compose
from gongkai.letters.contents import Missing, find_missing
from gongkai.letters.docx_writer import write_docx
from gongkai.letters.errors import FontError
from gongkai.letters.facts import LetterFacts
from gongkai.letters.kinds import find_kind, kind_for, kinds
from gongkai.letters.pdf_writer import write_pdf
from gongkai.letters.text import LetterText
from gongkai.release.gate import find_leaks
from gongkai.release.leak import Leak
from gongkai.requests.domain.handling import act
from gongkai.requests.domain.particulars import Particulars, read_particulars
from gongkai.requests.models import ApplicantClass, LetterTemplate
from gongkai.requests.process.state import RequestState
from gongkai.statute.remedies import OrganKind

TO_OTHERS = {
    "third_party", "third_party_told", "consultation_reply", "co_maker", "organ_consulted",
}  # fmt: skip
LINES = {"found", "reasons", "references", "supplied"}


class Incomplete(Refusal):
    """A letter that lacks something essential; it is not signed and not sent."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        """Name what is missing."""
        super().__init__(
            " ".join(each.chinese for each in missing),
            " ".join(each.english for each in missing),
            missing[0].reference,
        )
        self.missing = tuple(missing)


class Leaking(Refusal):
    """A letter in which something stands that must not leave the house."""

    def __init__(self, leaks: Sequence[Leak]) -> None:
        """Name what was found, masked."""
        super().__init__(
            "文书里有不应外送的内容："
            + "；".join(f"{each.chinese}（{each.masked}）" for each in leaks),
            "the letter holds what must not leave: " + "; ".join(each.english for each in leaks),
        )
        self.leaks = tuple(leaks)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter as it would go out, what it lacks, and what must not be in it."""

    kind: str
    facts: LetterFacts
    text: LetterText
    missing: tuple[Missing, ...]
    docx: bytes
    pdf: bytes | None
    no_pdf: str
    leaks: tuple[Leak, ...]


def offered_kinds() -> dict[str, str]:
    """Return the letters that a handler may issue besides the reply: id and title."""
    return {key: kind.title for key, kind in kinds().items() if not kind.outcomes}


def prepare_letter(
    case: Case, kind: str, *, actor: Actor, values: Mapping[str, str] | None = None,
    day: date | None = None, number: str = "",
) -> Prepared:  # fmt: skip
    """Return a letter of a kind filled from its case and from what the handler typed.

    The read of the applicant's particulars is noted. Letter errors (a template that does not work, a
    kind that does not exist) are raised as they are.
    """
    find_kind(kind)
    state: RequestState = fold_case(case)
    particulars = read_particulars(case, actor=actor, why=f"文书：{find_kind(kind).title}")
    facts = collect_facts(
        case, state, particulars, kind=kind, values=values or {}, day=day or today(), number=number
    )
    text = compose(kind, facts, template=find_template(case, kind))
    docx, pdf, no_pdf = write_docx(text), None, ""
    try:
        pdf = write_pdf(text)
    except FontError as error:  # the DOCX goes out all the same
        no_pdf = error.chinese
    allowed = _allow(case, particulars, kind)
    leaks = [*find_leaks(docx, "letter.docx", allow=allowed)]
    if pdf is not None:
        found = {(leak.rule, leak.masked) for leak in leaks}
        again = find_leaks(pdf, "letter.pdf", allow=allowed)
        leaks += [leak for leak in again if (leak.rule, leak.masked) not in found]
    missing = find_missing(kind, text, facts)
    return Prepared(kind, facts, text, missing, docx, pdf, no_pdf, tuple(leaks))


def prepare_reply(
    case: Case, *, actor: Actor, day: date | None = None, number: str = ""
) -> Prepared:
    """Return the letter that tells the outcome of the draft. Refusal where there is none."""
    state: RequestState = fold_case(case)
    if state.draft is None:
        raise Refusal("还没有拟写答复", "no reply is drafted")
    kind = kind_for(state.draft.outcome).id
    return prepare_letter(case, kind, actor=actor, day=day, number=number)


def find_template(case: Case, kind: str) -> str | None:
    """Return the organ's own template of a kind, or None for the shipped one."""
    own = LetterTemplate.objects.filter(organ=case.organ_id, kind=kind).first()
    return own.text if own is not None and own.text else None


def demand_whole(prepared: Prepared) -> None:
    """Raise Incomplete or Leaking for a letter that may not go out."""
    if prepared.missing:
        raise Incomplete(prepared.missing)
    if prepared.leaks:
        raise Leaking(prepared.leaks)


def store_letter(case: Case, prepared: Prepared) -> StoredFile:
    """Keep a letter as it goes out: PDF where there is one, DOCX always; return what is served."""
    title = find_kind(prepared.kind).title
    stored = store_file(case, prepared.docx, f"{title}.docx")
    return stored if prepared.pdf is None else store_file(case, prepared.pdf, f"{title}.pdf")


def issue_letter(
    case_id: uuid.UUID, kind: str, *, actor: Actor, seen: int, values: Mapping[str, str] | None = None,
    day: date | None = None,
) -> RequestState:  # fmt: skip
    """Issue a letter that is whole and leaks nothing; a number refused is given back.

    Incomplete, Leaking, Forbidden, Overtaken.
    """
    day = day or today()
    with transaction.atomic():
        case = Case.objects.select_related("organ").get(pk=case_id)
        ordinal = take_number(case.organ, f"letter:{kind}", day.year)
        series = find_kind(kind).title.removeprefix("政府信息公开").removeprefix("申请")[:2]
        number = f"{case.organ.short_name}{series}〔{day.year}〕{ordinal}号"
        prepared = prepare_letter(case, kind, actor=actor, values=values, day=day, number=number)
        demand_whole(prepared)
        stored = store_letter(case, prepared)
        body = {"letter": kind, "number": number, "file": stored.sha256}
        return act(case_id, "letter-issued", actor=actor, seen=seen, day=day, body=body)


def collect_facts(
    case: Case,
    state: RequestState,
    particulars: Particulars | None,
    *,
    kind: str,
    values: Mapping[str, str],
    day: date,
    number: str,
) -> LetterFacts:
    """Return all that a letter of a kind may use of a case."""
    organ, clock = case.organ, state.clock
    given = {key: text.strip() for key, text in values.items() if text.strip()}
    facts: dict[str, Any] = {
        "organ": letter.Organ(
            name=organ.name, short=organ.short_name, office=organ.office, address=organ.address,
            postcode=organ.postcode, phone=organ.phone, fax=organ.fax, email=organ.email,
            hours=organ.office_hours, kind=OrganKind(organ.kind),
        ),
        "day": day,
        "number": number or f"{organ.short_name}〔{day.year}〕×号",
        "seal": organ.name,
        "request": letter.Request(
            number=state.registered.body["number"],
            subject=state.subject or _shorten(particulars),
            description="" if particulars is None else particulars.content.description,
            form=_FORMS.get(state.registered.body.get("form", ""), ""),
            received=state.received,
            channel=state.channel.value,
        ),
        "due": state.due,
    }  # fmt: skip
    if particulars is not None:
        facts["applicant"] = _party(particulars)
    if clock is not None:
        facts |= _clock_facts(state)
    if kind_tells_reply(kind) and state.draft is not None:
        facts |= _draft_facts(state, kind)
    if "recipient" in given:
        facts["recipient"] = letter.Party(name=given.pop("recipient"))
    for key, text in given.items():
        facts[key] = _lines(key, text) if key in LINES else text
    return LetterFacts(**facts)


def _shorten(particulars: Particulars | None) -> str:
    """Return the beginning of the applicant's own words, where nobody has named the matter."""
    return "" if particulars is None else " ".join(particulars.content.description.split())[:60]


_FORMS = {"electronic": "电子文本", "paper": "纸质"}


def kind_tells_reply(kind: str) -> bool:
    """Whether a letter tells an outcome."""
    return bool(find_kind(kind).outcomes)


def _party(particulars: Particulars) -> letter.Party:
    applicant = particulars.applicant
    return letter.Party(
        name=applicant.name,
        category=str(ApplicantClass(applicant.kind).label),
        id_number=applicant.id_number,
        phone=applicant.phone,
        email=applicant.email,
        address=applicant.address,
        postcode=applicant.postcode,
    )


def _clock_facts(state: RequestState) -> dict[str, Any]:
    clock = state.clock
    assert clock is not None
    facts: dict[str, Any] = {}
    if clock.supplement_sent is not None:
        facts |= {"until": clock.supplement_sent.until, "notice_day": clock.supplement_sent.day,
                  "notice_until": clock.supplement_sent.until}  # fmt: skip
        items = next(e.body["items"] for e in state.entries if e.kind == "supplement-sent")
        facts["defects"] = tuple(letter.Defect(_element(item), item, "请写明") for item in items)
    if clock.fee_sent is not None:
        facts |= {"notice_day": clock.fee_sent.day, "notice_until": clock.fee_by}
        body = next(e.body for e in state.entries if e.kind == "fee-sent")
        measure = "件" if body["measure"] == "items" else "页"
        facts["fee"] = letter.FeeFacts(measure, body["quantity"], body["amount"], body["working"])
    if state.approved is not None:
        facts |= {"approver": state.approved.actor_name, "approved": state.approved.day,
                  "why": state.approved.body["reason"],
                  "extension_days": state.approved.body["days"]}  # fmt: skip
        extended = clock.due
        if not clock.extensions and extended is not None:
            extended = state.calendar.add(extended, state.approved.body["days"])
        facts["new_due"] = extended
    if state.withdrawn is not None:
        facts["withdrawn"] = state.withdrawn.day
    return facts


def _element(item: str) -> int:
    return 1 if "身份" in item else 3 if "形式" in item else 2


def _draft_facts(state: RequestState, kind: str) -> dict[str, Any]:
    assert state.draft is not None
    body = state.draft.entry.body
    decision = body.get("decision", "")
    facts: dict[str, Any] = {
        "outcome": state.draft.outcome,
        "found": _lines("found", body.get("facts", "")),
        "reasons": _lines("reasons", body.get("reasons", "")),
    }
    if kind in {"granted", "partially_granted"}:
        facts["supplied"] = _lines("supplied", decision)
        facts["withheld"] = body.get("withheld", "")
    elif kind == "redirected":
        facts |= {"special_rule": body.get("reasons", ""), "route": decision}
    else:
        facts["decision"] = decision
    return facts


def _lines(key: str, text: str) -> tuple[Any, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(letter.Supplied(line) for line in lines) if key == "supplied" else tuple(lines)


def _allow(case: Case, particulars: Particulars | None, kind: str) -> list[str]:
    """Return what may stand in a letter: the organ's contacts, and the addressee's own."""
    organ = case.organ
    allowed = [organ.phone, organ.fax, organ.email, organ.address, organ.name]
    if particulars is not None and kind not in TO_OTHERS:
        who = particulars.applicant
        allowed += [who.phone, who.email, who.address]
    return [each for each in allowed if each]
