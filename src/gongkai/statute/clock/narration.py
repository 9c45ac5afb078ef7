"""The reasons of a request's clock, in Chinese and English: steps, milestones, doubts, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.statute.clock.events import Event, EventKind
from gongkai.statute.clock.receipt import RECEIPT_RULES
from gongkai.statute.clock.trace import Milestone, Remark, Step
from gongkai.statute.references import Reference

if TYPE_CHECKING:
    from datetime import date

    from gongkai.statute.clock.case import Case, Consultation
    from gongkai.statute.workdays import Gap

SUPPLEMENT = Reference("tiaoli-2019", "30")
RECEIPT = Reference("tiaoli-2019", "31")
PAUSE = Reference("tiaoli-2019", "33.3")
FEE = Reference("gbh-2020-109")
_ARTICLES = {
    EventKind.SUPPLEMENT_SENT: SUPPLEMENT,
    EventKind.SUPPLEMENT_RECEIVED: SUPPLEMENT,
    EventKind.REASONS_REQUESTED: Reference("tiaoli-2019", "35"),
    EventKind.REASONS_GIVEN: Reference("tiaoli-2019", "35"),
    EventKind.DEFERRED: Reference("tiaoli-2019", "35"),
    EventKind.FEE_SENT: FEE,
    EventKind.FEE_DELIVERED: FEE,
    EventKind.FEE_PAID: FEE,
    EventKind.THIRD_PARTY_SENT: Reference("tiaoli-2019", "32"),
    EventKind.THIRD_PARTY_DELIVERED: Reference("tiaoli-2019", "32"),
    EventKind.THIRD_PARTY_ANSWERED: PAUSE,
    EventKind.CO_MAKER_SENT: Reference("tiaoli-2019", "34"),
    EventKind.CO_MAKER_DELIVERED: Reference("tiaoli-2019", "34"),
    EventKind.CO_MAKER_ANSWERED: PAUSE,
    EventKind.ORGAN_SENT: PAUSE,
    EventKind.ORGAN_ANSWERED: PAUSE,
    EventKind.ANSWERED: Reference("tiaoli-2019", "36"),
}
_EFFECTS = {
    EventKind.SUPPLEMENT_SENT: (
        "答复期限停止计算，等待补正",
        "the period stops; the supplement is awaited",
    ),
    EventKind.SUPPLEMENT_RECEIVED: (
        "答复期限自收到补正的申请之日起重新计算，以前的日数不再计",
        "the period restarts from receipt of the supplement; earlier days no longer count",
    ),
    EventKind.REASONS_REQUESTED: ("不影响期限", "the period is not affected"),
    EventKind.REASONS_GIVEN: ("不影响期限", "the period is not affected"),
    EventKind.FEE_SENT: ("答复期限停止计算，等待缴费", "the period stops; the payment is awaited"),
    EventKind.FEE_DELIVERED: (
        "缴费期限自收到通知次日起计算",
        "the period to pay runs from the day after",
    ),
    EventKind.FEE_PAID: (
        "答复期限自缴费次日起重新计算",
        "the period restarts from the day after payment",
    ),
    EventKind.THIRD_PARTY_SENT: (
        "所需时间不计入答复期限；第三方逾期不提出意见的，由本机关决定是否公开",
        "the time it takes does not count; if the third party is silent, the organ decides",
    ),
    EventKind.CO_MAKER_SENT: (
        "所需时间不计入答复期限；逾期未提出意见的视为同意公开",
        "the time it takes does not count; silence is consent",
    ),
    EventKind.ORGAN_SENT: (
        "所需时间不计入答复期限",
        "the time it takes does not count",
    ),
    EventKind.THIRD_PARTY_DELIVERED: (
        "提出意见的期限自此起算",
        "the period for an opinion runs from here",
    ),
    EventKind.CO_MAKER_DELIVERED: (
        "提出意见的期限自此起算",
        "the period for an opinion runs from here",
    ),
    EventKind.THIRD_PARTY_ANSWERED: ("答复期限恢复计算", "the period runs on"),
    EventKind.CO_MAKER_ANSWERED: ("答复期限恢复计算", "the period runs on"),
    EventKind.ORGAN_ANSWERED: ("答复期限恢复计算", "the period runs on"),
    EventKind.WITHDRAWN: ("案件终结", "the case ends"),
    EventKind.ANSWERED: ("案件终结", "the case ends"),
}


def tell_steps(case: Case) -> tuple[Step, ...]:
    """Return what each event did, in order."""
    return tuple(Step(event.day, _tell(case, event)) for event in case.events)


def _tell(case: Case, event: Event) -> Remark:
    if event.kind is EventKind.RECEIVED:
        return _tell_receipt(case, event)
    chinese, english = _EFFECTS.get(event.kind, ("", ""))
    reference = _ARTICLES.get(event.kind)
    if event.kind in {EventKind.EXTENDED, EventKind.DEFERRED}:
        days = event.days or case.total - case.period.number
        chinese, english = f"增加{days}个工作日", f"{days} working days are added"
    if event.kind is EventKind.EXTENDED:
        reference = case.period.reference
    party = f"（{event.party}）" if event.party else ""
    party_en = f" ({event.party})" if event.party else ""
    return Remark(
        f"{event.kind.chinese}{party}：{chinese}",
        f"{event.kind.english}{party_en}: {english}",
        reference,
    )


def _tell_receipt(case: Case, event: Event) -> Remark:
    number = case.period.number
    chinese = f"答复期限{number}个工作日，自次日起算"
    english = f"{number} working days from the next day"
    # Art. 31 is of 2019: earlier cases rest on the day alone.
    if event.channel is None or case.period.reference.instrument != "tiaoli-2019":
        return Remark(f"收到申请：{chinese}", f"request received: {english}", case.period.reference)
    rule = RECEIPT_RULES[event.channel]
    return Remark(f"{rule.chinese}；{chinese}", f"{rule.english}; {english}", rule.reference)


def tell_milestones(case: Case) -> tuple[Milestone, ...]:
    """Return the days that matter besides the due day, as far as they are still open."""
    found: list[Milestone] = []
    notice = case.law.find("supplement.notice", case.received)
    if notice is not None and case.supplement_sent is None and case.closed is None:
        remark = Remark("补正告知最迟于", "a supplement may be asked for until", notice.reference)
        last = case.calendar.add(case.received, notice.number)
        found.append(Milestone("supplement_notice", last, remark))
    if case.waiting == "supplement" and case.supplement_sent and case.supplement_sent.until:
        remark = Remark("申请人补正最迟于", "the applicant supplements by", SUPPLEMENT)
        found.append(Milestone("supplement", case.supplement_sent.until, remark))
    if case.waiting == "payment" and case.fee_by:
        remark = Remark("申请人缴费最迟于", "the applicant pays by", FEE)
        found.append(Milestone("payment", case.fee_by, remark))
    found += [
        _tell_expiry(each, each.expires)
        for each in case.consultations
        if each.answered is None and each.expires is not None
    ]
    limit = case.law.find("reply.extension", case.received)
    due = case.due
    if limit is not None and due is not None and not case.extensions and case.closed is None:
        remark = Remark("如延长，答复最迟于", "if extended, the reply is due by", limit.reference)
        last = case.calendar.add(case.calendar.on_or_before(due), limit.number)
        found.append(Milestone("longest_extension", last, remark))
    return tuple(found)


def _tell_expiry(consultation: Consultation, expires: date) -> Milestone:
    sent = consultation.sent
    party = f"（{sent.party}）" if sent.party else ""
    reference = _ARTICLES[sent.kind]
    if sent.kind is EventKind.THIRD_PARTY_SENT:
        remark = Remark(f"第三方{party}提出意见最迟于", "the third party answers by", reference)
        return Milestone("third_party", expires, remark)
    remark = Remark(f"共同制作机关{party}提出意见最迟于", "the co-maker answers by", reference)
    return Milestone("co_maker", expires, remark)


def tell_doubts(case: Case, gaps: tuple[Gap, ...], due: date | None) -> tuple[Remark, ...]:
    """Return what makes the result provisional: days of unknown years, values not confirmed."""
    doubts = [Remark(gap.chinese, gap.english) for gap in gaps]
    for value in case.values:
        if value.provisional:
            title = case.law[value.parameter].title
            chinese, _, english = value.why_provisional.partition(" / ")
            remark = Remark(f"{title}：{chinese}", english or chinese, value.reference)
            if remark not in doubts:
                doubts.append(remark)
    if case.supplement_sent and case.law.find("supplement.notice", case.received) is None:
        doubts.append(
            Remark(
                "旧规定没有写明补正后期限如何计算，此处按重新计算处理",
                "the earlier rule does not say how a supplement affects the period: "
                "it is taken to restart",
                case.period.reference,
            )
        )
    if due is not None and case.law.find("reply", due) is not case.period:
        doubts.append(
            Remark(
                f"收到申请在{due}前的旧规定之下，期限跨入新规定施行之后，过渡办法未经核实",
                "received under the earlier rule, due after the new one took effect: "
                "the transition is not confirmed",
                case.period.reference,
            )
        )
    return tuple(doubts)


def tell_remarks(case: Case) -> tuple[Remark, ...]:
    """Return what a reader should know but what makes nothing provisional."""
    remarks: list[Remark] = []
    for event in case.extensions:
        if not event.approved_by:
            remarks.append(
                Remark(
                    "延长须经政府信息公开工作机构负责人同意，案卷中未记录批准人",
                    "an extension needs the approval of the head of the disclosure office; "
                    "none is recorded",
                    case.period.reference,
                )
            )
        if event.day < case.start:
            remarks.append(
                Remark(
                    "延长在重新计算之前作出，法律未规定是否保留，此处予以保留",
                    "extended before the period restarted: the law is silent, it is kept here",
                    case.period.reference,
                )
            )
    for each in case.consultations:
        due = each.stretch.end
        if each.answered is None and due is not None:
            remarks.append(
                Remark(
                    f"意见尚未收到，按{due}期满推算；提前收到的，答复期限相应提前",
                    f"no answer yet: taken as running until {due}; "
                    "an earlier answer brings the due day forward",
                    _ARTICLES[each.sent.kind],
                )
            )
        if each.delivered is None and each.expires is not None and each.answered != each.sent.day:
            remarks.append(
                Remark(
                    f"未记录对方收到征求意见书的日期，按发出之日（{each.sent.day}）推算",
                    "when the letter was received is not recorded: "
                    f"taken as the day it was sent, {each.sent.day}",
                    _ARTICLES[each.sent.kind],
                )
            )
        if each.answered and each.expires and each.answered > each.expires:
            remarks.append(
                Remark(
                    f"意见于{each.answered}收到，已过{each.expires}，其后时间照计",
                    f"the answer came on {each.answered}, after {each.expires}: "
                    "the days since then count",
                    _ARTICLES[each.sent.kind],
                )
            )
    sent, supplemented = case.supplement_sent, case.supplement_received
    if sent and sent.until and supplemented and supplemented.day > sent.until:
        remarks.append(
            Remark(
                f"补正于{supplemented.day}收到，已过{sent.until}；须有正当理由方可继续处理",
                f"supplemented on {supplemented.day}, after {sent.until}: "
                "only a good reason keeps the request alive",
                SUPPLEMENT,
            )
        )
    return tuple(dict.fromkeys(remarks))
