"""What a letter must say, looked for in the letter itself: what is missing stops the signature.

`letters.toml` of the statute lists the contents of each kind with their articles; here stands, for
each id, how the composed words show that it is there. A template may be anybody's: the check reads
the letter, and holds it against the facts and the law of its day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.letters.cleaning import clean
from gongkai.letters.facts import LetterFacts
from gongkai.letters.kinds import find_kind
from gongkai.letters.text import LetterText
from gongkai.letters.vocabulary import (
    find_period,
    find_references,
    find_remedies,
    read_channel,
    write_day,
)
from gongkai.statute.clock.receipt import RECEIPT_RULES
from gongkai.statute.outcomes import Content, find_outcome
from gongkai.statute.parameters import load_law
from gongkai.statute.references import Reference

_NUMBER = re.compile(r"\S+〔[12]\d{3}〕[1-9]\d*号")
_CITATION = re.compile(r"《[^《》]+》第[一二三四五六七八九十百零]+条")
_DECISIONS = {
    "refused": r"不予公开",
    "unavailable": r"无法提供",
    "not_processed": r"决定不予(?:重复)?处理|不作为政府信息公开申请处理",
    "closed": r"不再处理",
}
_ITEMS = "一二三"


@dataclass(frozen=True, slots=True)
class Missing:
    """An essential part that a letter lacks, with the articles that ask for it."""

    id: str
    chinese: str
    english: str
    references: tuple[Reference, ...]

    @property
    def reference(self) -> Reference | None:
        """The first of the articles."""
        return self.references[0] if self.references else None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a check looks at."""

    kind: str
    letter: LetterText
    facts: LetterFacts
    part: Content
    text: str

    def has(self, *values: str) -> bool:
        """Whether there are such values, and each stands in the text."""
        cleaned = [clean(value).removesuffix("。") for value in values]
        return bool(cleaned) and all(value and value in self.text for value in cleaned)

    def has_day(self, day: date | None) -> bool:
        return self.has(write_day(day))

    def says(self, pattern: str) -> bool:
        return re.search(pattern, self.text) is not None

    def cites(self, references: Iterable[Reference]) -> bool:
        return all(
            each.place_chinese in self.text if each.article else each.source.short in self.text
            for each in references
        )


Check = Callable[[_Subject], bool]


def find_missing(kind: str, letter: LetterText, facts: LetterFacts) -> tuple[Missing, ...]:
    """Return the essential parts that the letter lacks, in the order of the law; none: it is whole."""
    text = letter.plain()
    return tuple(
        Missing(
            part.id,
            f"文书缺少必备内容：{part.chinese}。请在文书中写明后再签发",
            f"the letter lacks: {part.english}; add it before it is signed",
            part.references,
        )
        for part in find_kind(kind).parts
        if not CHECKS[part.id](_Subject(kind, letter, facts, part, text))
    )


def _has_number(it: _Subject) -> bool:
    return _NUMBER.fullmatch(it.letter.number) is not None


def _names(party: str, it: _Subject) -> bool:
    name = clean(party)
    return bool(name) and name in it.letter.addressee


def _has_request(it: _Subject) -> bool:
    return it.has_day(it.facts.request.received) and it.has(it.facts.request.subject)


def _has_receipt_rule(it: _Subject) -> bool:
    channel = read_channel(it.facts)
    if channel is None:
        return False
    return it.has(RECEIPT_RULES[channel].chinese) and it.has_day(it.facts.request.received)


def _has_contact(it: _Subject) -> bool:
    organ = it.facts.organ
    return any(map(it.has, (organ.phone, organ.email))) and it.has(organ.address)


def _is_signed(it: _Subject) -> bool:
    letter, facts = it.letter, it.facts
    signed = clean(facts.organ.name) and clean(facts.organ.name) in letter.organ
    return bool(signed and letter.dated == write_day(facts.day) and letter.seal)


def _has_particulars(it: _Subject) -> bool:
    who = it.facts.applicant
    return it.has(who.name, who.id_number) and any(map(it.has, (who.phone, who.email, who.address)))


def _has_arrival(it: _Subject) -> bool:
    return it.has_day(it.facts.request.received) and it.has(it.facts.request.number)


def _has_elements(it: _Subject) -> bool:
    return bool(it.facts.defects) and all(
        1 <= each.element <= len(_ITEMS)
        and it.has(f"第二十九条第二款第（{_ITEMS[each.element - 1]}）项", each.lacking)
        for each in it.facts.defects
    )


def _is_approved(it: _Subject) -> bool:
    given = bool(it.facts.approver or it.facts.approved)
    return given and it.says(r"负责人[^。]*同意")


def _has_new_due(it: _Subject) -> bool:
    if not it.has_day(it.facts.new_due):
        return False
    days = it.facts.extension_days
    return it.kind != "extension" or 0 < days <= find_period("extension", it.facts)


def _has_period(name: str, pattern: str, it: _Subject) -> bool:
    days = find_period(name, it.facts)
    return days > 0 and it.says(pattern.format(days))


def _has_choice(it: _Subject) -> bool:
    return all(map(it.says, ("(?<!不)同意公开", "不同意公开", "理由")))


def _has_slip(it: _Subject) -> bool:
    slip = it.letter.slip
    if slip is None:
        return False
    text = "\n".join(each.text or "\n".join(each.cells) for each in slip.blocks)
    return all(re.search(each, text) for each in ("(?<!不)同意公开", "不同意公开", "理由"))


def _has_articles(it: _Subject) -> bool:
    """At least one article; all that the facts name; what the outcome rests on."""
    cited = _CITATION.search(it.text) is not None and it.cites(find_references(it.facts))
    return cited and _has_outcome(it)


def _has_supplied(it: _Subject) -> bool:
    titles = [each.title for each in it.facts.supplied]
    route = it.facts.route
    # A list of attachments alone does not say that they are what is supplied.
    body = "\n".join(block.text for block in it.letter.blocks)
    return bool(titles or route) and all(
        clean(each) in body for each in (*titles, route) if clean(each)
    )


def _has_decision(it: _Subject) -> bool:
    if it.kind == "other":
        return it.has(it.facts.decision)
    return it.says(rf"本机关[^。]*(?:{_DECISIONS[it.kind]})")


def _has_remedies(it: _Subject) -> bool:
    """Who reconsiders, within how many days; the court, and whether reconsideration comes first."""
    facts = it.facts
    remedies = find_remedies(facts, facts.outcome)
    if remedies is None:
        return False
    law = load_law()
    days = law.at("reconsideration.apply", facts.day).number
    who = rf"向[^。，；]*{re.escape(facts.organ.reconsiderer or remedies.authority.name)}"
    reviewed = rf"{days}日内[^。]*{who}[^。，；]*申请行政复议"
    if remedies.first:
        after = law.at("litigation.after_reconsideration", facts.day).number
        first = rf"{days}日内先{who}[^。，；]*申请行政复议"
        return it.says(first) and it.says(rf"{after}日内向[^。；]*人民法院提起行政诉讼")
    direct = law.at("litigation.direct", facts.day).number
    return it.says(reviewed) and it.says(rf"{direct}个月内向[^。；]*人民法院提起行政诉讼")


def _has_competent(it: _Subject) -> bool:
    """Only where the organ responsible is known (art. 36(5))."""
    facts = it.facts
    known = facts.competent_organ
    return not known or it.has(known, facts.competent_contact)


def _has_fee(it: _Subject) -> bool:
    fee = it.facts.fee
    return fee is not None and it.has(fee.working) and it.says(rf"(?<!\d){fee.amount}(?:\.00)?元")


def _has_fee_standard(it: _Subject) -> bool:
    fee = it.facts.fee
    return fee is not None and it.has({"件": "按件计收", "页": "按量计收"}[fee.measure])


def _has_overdue(it: _Subject) -> bool:
    end = it.facts.notice_until
    return end is not None and end < it.facts.day and it.says(r"(?:期限届满|逾期)[^。]*未")


def _has_outcome(it: _Subject) -> bool:
    """Whether the outcome named in the facts is one that this kind of letter tells."""
    return not it.facts.outcome or find_outcome(it.facts.outcome).letter == it.kind


CHECKS: dict[str, Check] = {
    "number": _has_number,
    "applicant": lambda it: _names(it.facts.applicant.name, it),
    "recipient": lambda it: _names(it.facts.recipient.name, it),
    "addressed_organ": lambda it: _names(it.facts.organ.name, it),
    "request": _has_request,
    "request_number": lambda it: it.has(it.facts.request.number),
    "receipt_rule": _has_receipt_rule,
    "due": lambda it: it.has_day(it.facts.due),
    "contact": _has_contact,
    "signature": _is_signed,
    "particulars": _has_particulars,
    "wanted": lambda it: it.has(it.facts.request.subject),
    "form": lambda it: it.has(*filter(None, (it.facts.request.form, it.facts.request.delivery))),
    "arrival": _has_arrival,
    "element": _has_elements,
    "how": lambda it: it.has(*(each.how for each in it.facts.defects)),
    "until": lambda it: it.has_day(it.facts.until),
    "abandoned": lambda it: it.says(r"逾期[^。]*视为[^。]*放弃申请"),
    "restart": lambda it: it.says(r"答复期限自[^。]*收到补正的申请之日起"),
    "facts": lambda it: it.has(*it.facts.found),
    "reasons": lambda it: it.has(*it.facts.reasons),
    "unreasonable": lambda it: it.says(r"不合理[^。]*不予处理"),
    "approval": _is_approved,
    "new_due": _has_new_due,
    "why": lambda it: it.has(it.facts.why),
    "accepted": lambda it: it.says(r"理由合理"),
    "information": lambda it: it.has(it.facts.information),
    "disclosed": lambda it: it.has(it.facts.information),
    "basis": lambda it: it.cites(it.part.references),
    "opinion_period": lambda it: _has_period("third_party", r"收到[^。]*之日起{}个工作日内", it),
    "joint_period": lambda it: _has_period("co_maker", r"收到[^。]*之日起{}个工作日内", it),
    "silence_decides": lambda it: it.says(r"逾期[^。]*决定是否公开"),
    "silence_consents": lambda it: it.says(r"逾期[^。]*视为同意公开"),
    "slip": _has_slip,
    "choice": _has_choice,
    "undersigned": lambda it: it.says(r"(?:签名|盖章)[^。]*日期"),
    "consulting": lambda it: it.says(r"第三十[二四]条[^。]*征求[^。]*意见"),
    "not_counted": lambda it: it.says(r"第三十三条第三款[^。]*不计算在"),
    "override": lambda it: it.says(r"公共利益[^。]*第三十二条"),
    "matter": lambda it: it.has(it.facts.matter),
    "fee_basis": lambda it: it.cites(it.part.references),
    "fee_standard": _has_fee_standard,
    "fee_amount": _has_fee,
    "payment": lambda it: it.has(it.facts.payment),
    "payment_period": lambda it: _has_period("payment", r"收到[^。]*次日起{}个工作日内", it),
    "fee_abandoned": lambda it: it.says(r"逾期[^。]*视为[^。]*放弃申请"),
    "withdrawn": lambda it: it.has_day(it.facts.withdrawn),
    "ended": lambda it: it.says(r"不再处理"),
    "again": lambda it: it.says(r"另行提出申请"),
    "articles": _has_articles,
    "supplied": _has_supplied,
    "withheld": lambda it: it.has(it.facts.withheld),
    "decision": lambda it: _has_outcome(it) and _has_decision(it),
    "remedies": _has_remedies,
    "special_rule": lambda it: it.has(it.facts.special_rule),
    "route": lambda it: it.has(it.facts.route),
    "competent": _has_competent,
    "channel": lambda it: not it.facts.channel or it.has(it.facts.channel),
    "notice": lambda it: it.has_day(it.facts.notice_day) and it.has_day(it.facts.notice_until),
    "overdue": _has_overdue,
}
