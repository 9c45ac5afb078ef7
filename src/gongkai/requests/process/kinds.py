"""The kinds of entries in a request's log: what each is called, holds, rests on, and who may make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.core.caselog.entries import Entry
from gongkai.core.refusal import Refusal
from gongkai.statute.clock.events import EventKind
from gongkai.statute.references import Reference

REGISTRAR, HANDLER, LEGAL, SECRECY = "registrar", "handler", "legal_reviewer", "secrecy_reviewer"
HEAD, LEADER, APPLICANT, SYSTEM = "office_head", "leader", "applicant", "system"
DESK = (REGISTRAR, HANDLER, HEAD)


class Stage(StrEnum):
    """The five stages of a request's handling (条例第四十五条)."""

    REGISTERING = "registering"
    EXAMINING = "examining"
    HANDLING = "handling"
    REPLYING = "replying"
    ARCHIVING = "archiving"

    @property
    def chinese(self) -> str:
        """The stage as the regulation names it."""
        return _STAGES[self][0]

    @property
    def english(self) -> str:
        """The stage in English."""
        return _STAGES[self][1]


_STAGES = {
    Stage.REGISTERING: ("登记", "registration"),
    Stage.EXAMINING: ("审核", "examination"),
    Stage.HANDLING: ("办理", "handling"),
    Stage.REPLYING: ("答复", "reply"),
    Stage.ARCHIVING: ("归档", "archive"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry.

    `required` and `optional` name the keys of its body with their types. `apart` names what is kept
    sealed beside the log: words in which somebody's personal data may stand. `letter` is the letter
    that the act sends out, if it sends one.
    """

    id: str
    chinese: str
    english: str
    stage: Stage
    roles: tuple[str, ...]
    reference: Reference | None = None
    required: Mapping[str, type] = field(default_factory=dict)
    optional: Mapping[str, type] = field(default_factory=dict)
    apart: tuple[str, ...] = ()
    letter: str = ""

    @property
    def event(self) -> EventKind | None:
        """The event of the clock that this entry is, where it is one."""
        try:
            return EventKind(self.id)
        except ValueError:
            return None


def _tiaoli(article: str) -> Reference:
    return Reference("tiaoli-2019", article)


FEES = Reference("gbh-2020-109")
S = Stage
_CONSULT_SENT: dict[str, type] = {"party": str}
_LETTER: dict[str, type] = {"letter": str, "number": str, "file": str}

_ALL = (
    Kind(
        "registered", "登记", "registered", S.REGISTERING, (REGISTRAR, APPLICANT), _tiaoli("29"),
        {"number": str, "channel": str, "applicant_class": str},
        {"subject": str, "applicant_index": str, "counting": str, "incoming": str, "form": str, "arrived": date,
         "files": list, "served_online": bool, "imported": bool},
        ("applicant", "content"),
    ),
    Kind("confirmed", "与申请人确认收到", "receipt confirmed", S.REGISTERING, (REGISTRAR,),
         _tiaoli("31"), {}, {"how": str, "subject": str}),
    Kind("assigned", "分办", "assigned", S.EXAMINING, (REGISTRAR, HEAD), _tiaoli("45"),
         {"handler": str, "handler_name": str}, {"division": str, "reason": str}),
    Kind("accepted", "承办人接收", "taken in hand", S.EXAMINING, (HANDLER,), _tiaoli("45")),
    Kind("supplement-sent", "告知补正", "ask for a supplement", S.EXAMINING, DESK, _tiaoli("30"),
         {"until": date, "items": list}, _LETTER, ("how",), "supplement"),
    Kind("supplement-received", "收到补正的申请", "supplement received", S.EXAMINING,
         (*DESK, APPLICANT), _tiaoli("30"), {}, {"files": list}, ("text",)),
    Kind("reasons-requested", "要求说明理由", "ask for reasons", S.EXAMINING, DESK, _tiaoli("35"),
         {}, {"until": date, **_LETTER}, ("facts",), "reasons"),
    Kind("reasons-given", "申请人说明理由", "reasons given", S.EXAMINING, (*DESK, APPLICANT),
         _tiaoli("35"), {}, {"reasonable": bool, "files": list}, ("text",)),
    Kind("fee-sent", "发出收费通知", "send a fee notice", S.HANDLING, DESK, FEES,
         {"amount": int, "measure": str, "quantity": int}, {**_LETTER, "working": str, "payment": str},
         (), "fee"),
    Kind("fee-delivered", "申请人收到收费通知", "fee notice delivered", S.HANDLING, DESK, FEES),
    Kind("fee-paid", "申请人缴费", "fee paid", S.HANDLING, DESK, FEES, {}, {"amount": int}),
    Kind("third-party-sent", "书面征求第三方意见", "consult a third party", S.HANDLING, DESK,
         _tiaoli("32"), _CONSULT_SENT, _LETTER, ("recipient", "information"), "third_party"),
    Kind("third-party-delivered", "第三方收到征求意见书", "third party received the letter",
         S.HANDLING, DESK, _tiaoli("32"), _CONSULT_SENT),
    Kind("third-party-answered", "登记第三方意见", "third party answered", S.HANDLING, DESK,
         _tiaoli("32"), _CONSULT_SENT, {"consents": bool, "files": list}, ("text",)),
    Kind("co-maker-sent", "征求共同制作机关意见", "consult a co-making organ", S.HANDLING, DESK,
         _tiaoli("34"), _CONSULT_SENT, _LETTER, ("information",), "co_maker"),
    Kind("co-maker-delivered", "共同制作机关收到征求意见书", "co-maker received the letter",
         S.HANDLING, DESK, _tiaoli("34"), _CONSULT_SENT),
    Kind("co-maker-answered", "登记共同制作机关意见", "co-making organ answered", S.HANDLING, DESK,
         _tiaoli("34"), _CONSULT_SENT, {"consents": bool, "files": list}, ("text",)),
    Kind("organ-sent", "征求其他机关意见", "consult another organ", S.HANDLING, DESK,
         _tiaoli("33.3"), _CONSULT_SENT, {"until": date, **_LETTER}, ("information", "matter"),
         "organ_consulted"),
    Kind("organ-answered", "登记其他机关意见", "other organ answered", S.HANDLING, DESK,
         _tiaoli("33.3"), _CONSULT_SENT, {"consents": bool, "files": list}, ("text",)),
    Kind("extension-approved", "批准延期", "approve an extension", S.HANDLING, (HEAD,),
         _tiaoli("33.2"), {"days": int, "reason": str}),
    Kind("extended", "告知延期答复", "notify the extension", S.HANDLING, DESK, _tiaoli("33.2"),
         {"days": int}, {**_LETTER, "approved_by": str, "imported": bool}, (), "extension"),
    Kind("deferred", "告知延迟答复的合理期限", "notify a deferred reply", S.HANDLING, (HEAD,),
         _tiaoli("35"), {"days": int}, {**_LETTER, "reason": str}, (), "deferral"),
    Kind("letter-issued", "发出文书", "letter issued", S.HANDLING, DESK, None,
         {"letter": str, "number": str, "file": str}, {"kind": str}),
    Kind("drafted", "拟写答复", "draft the reply", S.REPLYING, (HANDLER,), _tiaoli("36"),
         {"outcome": str}, {"found": dict},
         ("facts", "reasons", "supplied", "withheld", "route", "special_rule", "competent_organ",
          "competent_contact", "channel", "earlier_number", "earlier_day", "decision")),
    Kind("review-passed", "审核通过", "review passed", S.REPLYING, (LEGAL, SECRECY), _tiaoli("17"),
         {"review": str}, {"note": str}),
    Kind("review-returned", "退回修改", "sent back", S.REPLYING, (LEGAL, SECRECY, LEADER),
         _tiaoli("17"), {"review": str, "reason": str}),
    Kind("signed", "签发", "sign", S.REPLYING, (LEADER, HEAD), _tiaoli("45"),
         {"number": str}, {"letter": str, "file": str}),
    Kind("answered", "送达答复", "serve the reply", S.REPLYING, (REGISTRAR, HANDLER), _tiaoli("36"),
         {"outcome": str, "method": str}, {"proof": str, "file": str, "number": str,
                                                     "imported": bool}),
    Kind("withdrawn", "申请人撤回", "withdrawn", S.REPLYING, (REGISTRAR, HANDLER, APPLICANT),
         _tiaoli("45"), {}, {"reason": str, **_LETTER}, (), "withdrawal"),
    Kind("archived", "归档", "archive", S.ARCHIVING, (REGISTRAR,), _tiaoli("45"), {},
         {"place": str}),
    Kind("converted", "转为主动公开", "convert to proactive disclosure", S.ARCHIVING, (HEAD,),
         _tiaoli("44"), {}, {"title": str, "url": str, "text": str}),
    Kind("merged", "认定为重复申请", "found to repeat an earlier one", S.EXAMINING, (HEAD, HANDLER),
         _tiaoli("36(6)"), {"into": str, "number": str, "evidence": str}),
    Kind("noted", "备注", "note", S.HANDLING, (REGISTRAR, HANDLER, LEGAL, SECRECY, HEAD, LEADER),
         None, {"text": str}),
    Kind("corrected", "更正记录", "correct the record", S.HANDLING, (REGISTRAR, HEAD), None,
         {"corrects": int, "reason": str}, {"strike": bool, "day": date, "body": dict}),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.id: kind for kind in _ALL}
REVIEWS = {
    "legal": (LEGAL, "法制审核", "legal review"),
    "secrecy": (SECRECY, "保密审查", "secrecy review"),
}
METHODS = {
    "counter": ("直接送达", "handed over"),
    "post": ("邮寄送达", "by post"),
    "electronic": ("电子送达", "electronically"),
}


class BadBody(Refusal):
    """An entry whose body is not what its kind asks for."""


def check_entry(entry: Entry) -> Kind:
    """Return the kind of an entry. BadBody: there is none, or the entry is not what it asks for.

    What is sealed is looked at where it is open: when it is made, and when all is proved.
    """
    kind = KINDS.get(entry.kind)
    if kind is None:
        raise BadBody(f"不认识的记录“{entry.kind}”", f"unknown kind {entry.kind!r}")
    _check_body(kind, entry.body)
    for key in entry.sealed or ():
        if key not in kind.apart:
            raise BadBody(f"“{kind.chinese}”没有 {key} 一项", f"{kind.id} seals no {key}")
    return kind


def _check_body(kind: Kind, body: Mapping[str, Any]) -> None:
    known = {**kind.required, **kind.optional}
    for key in kind.required:
        if body.get(key) in (None, "", []):
            raise BadBody(f"“{kind.chinese}”缺少 {key}", f"{kind.id} lacks {key}")
    for key, value in body.items():
        if key not in known:
            raise BadBody(f"“{kind.chinese}”没有 {key} 一项", f"{kind.id} has no {key}")
        wanted = known[key]
        if wanted is date:
            _check_day(kind, key, value)
        elif not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise BadBody(
                f"“{kind.chinese}”的 {key} 应为 {wanted.__name__}",
                f"{kind.id}: {key} must be {wanted.__name__}",
            )


def _check_day(kind: Kind, key: str, value: Any) -> None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadBody(
            f"“{kind.chinese}”的 {key} 应为日期：{value}", f"{kind.id}: {key} must be a date"
        ) from None
