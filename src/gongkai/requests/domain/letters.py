"""Letters of a request: filled from the case, checked for what they must say and for what they must not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.core.caselog.log import fold_case
from gongkai.core.caselog.models import Case
from gongkai.core.files.models import StoredFile
from gongkai.core.files.storage import store_file
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal
from gongkai.core.today import today
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
from gongkai.requests.domain.letter_facts import collect_facts
from gongkai.requests.domain.numbers import peek_document_number, take_document_number
from gongkai.requests.domain.particulars import Particulars, open_history, read_out
from gongkai.requests.domain.projection import fold_request
from gongkai.requests.models import LetterTemplate
from gongkai.requests.process.kinds import KINDS
from gongkai.requests.process.state import RequestState

TO_OTHERS = {
    "third_party", "third_party_told", "consultation_reply", "co_maker", "organ_consulted",
}  # fmt: skip


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


def offered_kinds(state: RequestState) -> dict[str, str]:
    """Return the letters that may be issued by themselves: id and title.

    The reply follows from its draft. What goes out with an act is offered where the act was made and
    no letter went with it: an applicant's own withdrawal, say.
    """
    bound = {kind.letter for kind in KINDS.values()}
    due = {KINDS[entry.kind].letter for entry in state.entries if not entry.body.get("letter")}
    told = {entry.body["letter"] for entry in state.letters}
    return {
        key: kind.title
        for key, kind in kinds().items()
        if not kind.outcomes and (key not in bound or key in due - told)
    }


def write_letter(
    case: Case,
    state: RequestState,
    particulars: Particulars | None,
    kind: str,
    *,
    day: date,
    number: str,
    values: Mapping[str, str] | None = None,
) -> Prepared:
    """Return a letter of a kind filled from a state of its case, with what it lacks and leaks.

    Refusal for a letter to an applicant whose particulars were erased.
    """
    if particulars is None and kind not in TO_OTHERS:
        raise Refusal(
            "申请人的个人信息已按规定删除，不能再制作给申请人的文书",
            "the applicant's particulars were erased: no letter can be addressed to them",
        )
    facts = collect_facts(
        case.organ, state, particulars, kind=kind, values=values or {}, day=day, number=number
    )
    text = compose(kind, facts, template=find_template(case, kind))
    docx, pdf, no_pdf = write_docx(text), None, ""
    try:
        pdf = write_pdf(text)
    except FontError as error:  # the DOCX goes out all the same
        no_pdf = error.chinese
    allowed = _allow(case.organ, particulars, facts, kind)
    leaks = [*find_leaks(docx, "letter.docx", allow=allowed)]
    if pdf is not None:
        found = {(leak.rule, leak.masked) for leak in leaks}
        again = find_leaks(pdf, "letter.pdf", allow=allowed)
        leaks += [leak for leak in again if (leak.rule, leak.masked) not in found]
    missing = find_missing(kind, text, facts)
    return Prepared(kind, facts, text, missing, docx, pdf, no_pdf, tuple(leaks))


def prepare_letter(
    case: Case, kind: str, *, actor: Actor, values: Mapping[str, str] | None = None,
    day: date | None = None, number: str = "",
) -> Prepared:  # fmt: skip
    """Return a letter of a kind filled from its case and from what the handler typed.

    The read of the applicant's particulars is noted. Letter errors (a template that does not work, a
    kind that does not exist) are raised as they are.
    """
    day = day or today()
    entries = open_history(case, actor=actor, why=f"文书：{find_kind(kind).title}")
    state = fold_request(case, entries)
    number = number or peek_document_number(case.organ, kind, day)
    particulars = read_out(entries)
    return write_letter(case, state, particulars, kind, day=day, number=number, values=values)


def prepare_reply(
    case: Case, *, actor: Actor, day: date | None = None, number: str = ""
) -> Prepared:
    """Return the letter that tells the outcome of the draft. Refusal where there is none."""
    outcome = find_drafted(case)
    return prepare_letter(case, kind_for(outcome).id, actor=actor, day=day, number=number)


def find_drafted(case: Case) -> str:
    """Return the outcome of the draft of a case. Refusal where there is none."""
    state: RequestState = fold_case(case)
    if state.draft is None:
        raise Refusal("还没有拟写答复", "no reply is drafted")
    return state.draft.outcome


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
        number = take_document_number(case.organ, kind, day)
        prepared = prepare_letter(case, kind, actor=actor, values=values, day=day, number=number)
        demand_whole(prepared)
        stored = store_letter(case, prepared)
        body = {"letter": kind, "number": number, "file": stored.sha256}
        return act(case_id, "letter-issued", actor=actor, seen=seen, day=day, body=body)


def _allow(
    organ: Organ, particulars: Particulars | None, facts: LetterFacts, kind: str
) -> list[str]:
    """Return what may stand in a letter: the organ's contacts, and the addressee's own."""
    allowed = [*organ.contacts, organ.name]
    if particulars is not None and kind not in TO_OTHERS:
        who = particulars.applicant
        allowed += [who.phone, who.email, who.address]
    # Another organ's contact is told because the law says so (条例第三十六条第五项).
    allowed += [facts.competent_contact]
    return [each for each in allowed if each]
