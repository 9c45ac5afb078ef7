"""What a case lacks now: said, so that nobody has to find out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.requests.process.kinds import FEES, REVIEWS
from gongkai.requests.process.state import RequestState
from gongkai.statute.clock.receipt import RECEIPT_RULES
from gongkai.statute.references import Reference

SUPPLEMENT = Reference("tiaoli-2019", "30")
_MENDS = {
    "confirmation": "confirmed",
    "assignment": "assigned",
    "acceptance": "accepted",
    "extension-notice": "extended",
    "draft": "drafted",
    "redraft": "drafted",
    "review:legal": "review-passed",
    "review:secrecy": "review-passed",
    "signature": "signed",
    "service": "answered",
    "archive": "archived",
    "supplement": "supplement-received",
    "payment": "fee-paid",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, with the article that asks for it."""

    id: str
    chinese: str
    english: str
    reference: Reference | None = None
    by: str = ""

    @property
    def mended_by(self) -> str:
        """The kind of entry that would supply it; empty where somebody else must."""
        return self.by or _MENDS.get(self.id, "")


def find_lacks(state: RequestState, today: date) -> tuple[Lack, ...]:
    """Return what the next steps need, nearest first."""
    if state.closed is not None:
        return () if state.archived is not None else (_archive(),)
    if state.clock is None:
        rule = RECEIPT_RULES[state.channel]
        return (
            Lack("confirmation", f"尚未确认收到：{rule.chinese}", rule.english, rule.reference),
        )
    lacks = []
    if state.assigned is None:
        lacks.append(Lack("assignment", "尚未分办", "not assigned", Reference("tiaoli-2019", "45")))
    elif state.accepted is None:
        lacks.append(Lack("acceptance", "承办人尚未接收", "not yet taken in hand"))
    for each in state.consultations:
        if each.answered is None and (each.expires is None or each.expires >= today):
            until = "" if each.expires is None else f"，{each.expires}期满"
            lacks.append(
                Lack(
                    f"answer:{each.sent.party}",
                    f"尚未收到{each.sent.party}的意见{until}",
                    f"no answer yet from {each.sent.party}",
                    Reference("tiaoli-2019", "33.3"),
                    each.sent.kind.value.replace("-sent", "-answered"),
                )
            )
    if state.approved is not None and not state.clock.extensions:
        lacks.append(
            Lack(
                "extension-notice",
                "延期已批准，尚未告知申请人",
                "the extension is approved, the applicant is not told",
                Reference("tiaoli-2019", "33.2"),
            )
        )
    asked = any(lack.id.startswith("answer:") for lack in lacks)
    if asked and state.draft is None:  # the reply waits for what is answered
        return (*lacks,)
    return (*lacks, *(_wait(state, today) or _reply(state)))


def _wait(state: RequestState, today: date) -> tuple[Lack, ...]:
    """Return what the applicant is waited for while the period for it runs: no reply is due (arts. 30, 42)."""
    clock = state.clock
    if clock is None or not clock.waiting:
        return ()
    sent = clock.supplement_sent
    supplement = clock.waiting == "supplement"
    until = clock.fee_by if not supplement else None if sent is None else sent.until
    if until is not None and until < today:
        return ()
    end = "" if until is None else f"，{until}期满"
    if supplement:
        told = Lack("supplement", f"等待申请人补正{end}", "the applicant's supplement", SUPPLEMENT)
    else:
        told = Lack("payment", f"等待申请人缴费{end}", "the applicant's payment", FEES)
    return (told,)


def _reply(state: RequestState) -> tuple[Lack, ...]:
    draft = state.draft
    if draft is None:
        return (Lack("draft", "尚未拟写答复", "no draft", Reference("tiaoli-2019", "36")),)
    if draft.returned is not None:
        reason = draft.returned.body["reason"]
        return (Lack("redraft", f"退回修改：{reason}", f"sent back: {reason}"),)
    if draft.signed is not None:
        return (Lack("service", "尚未送达", "not served", Reference("tiaoli-2019", "36")),)
    lacks = [
        Lack(
            f"review:{key}", f"尚未{names[1]}", f"no {names[2]} yet", Reference("tiaoli-2019", "17")
        )
        for key, names in REVIEWS.items()
        if key not in draft.passed
    ]
    return tuple(lacks) or (Lack("signature", "尚未签发", "not signed"),)


def _archive() -> Lack:
    return Lack("archive", "尚未归档", "not archived", Reference("tiaoli-2019", "45"))
