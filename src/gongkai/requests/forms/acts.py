"""What is asked for each act: a form per kind of entry, which becomes the entry's body."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.core.organs.models import Organ, Person
from gongkai.core.organs.roles import Role
from gongkai.core.today import today
from gongkai.look.words import say, speak
from gongkai.requests.forms.fields import Day, Files, Text
from gongkai.requests.models import Request
from gongkai.requests.process.acts import Act, admissible_outcomes
from gongkai.requests.process.kinds import KINDS, METHODS
from gongkai.requests.process.state import RequestState
from gongkai.statute.fees import charge_item, charge_pages
from gongkai.statute.outcomes import load_outcomes


class ActForm(forms.Form):
    """An act: at least the day on which it takes effect."""

    day = Day(label=say("发生日期", "Day it took effect"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, act: Act, state: RequestState, organ: Organ, **kwargs: Any
    ) -> None:
        """Take the act, the state it acts on, and the organ."""
        self.act, self.state, self.organ = act, state, organ
        kwargs["initial"] = {"day": today(), "seen": state.seen, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_day(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(say("这一天还没有到", "This day has not come yet"))
        return day

    def body(self) -> dict[str, Any]:
        """Return the body of the entry."""
        skip = {"day", "seen"}
        values = {key: value for key, value in self.cleaned_data.items() if key not in skip}
        return {
            **self.act.body,
            **{
                key: value.isoformat() if isinstance(value, date) else value
                for key, value in values.items()
                if value not in (None, "")
            },
        }


class ConfirmForm(ActForm):
    """The confirmation with the applicant (art. 31)."""

    how = forms.CharField(
        label=say("怎样确认的", "How it was confirmed"), max_length=60, required=False,
        help_text=say("如：电话、短信、邮件回复", "By telephone, message, reply to mail"),
    )  # fmt: skip

    subject = forms.CharField(
        label=say("事项摘要", "Subject"), max_length=200, required=False,
        help_text=say("列表和文书上显示，不含个人信息", "Shown in lists and letters; no personal data"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a subject where the applicant's form has none."""
        super().__init__(*args, **kwargs)
        self.fields["subject"].required = not self.state.subject
        self.initial["subject"] = self.state.subject


class AssignForm(ActForm):
    """To whom a request is given."""

    handler = forms.ModelChoiceField(Person.objects.none(), label=say("承办人", "Handler"))
    reason = forms.CharField(label=say("说明", "Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the handlers of the organ."""
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = find_handlers(self.organ)  # type: ignore[attr-defined]

    def body(self) -> dict[str, Any]:
        """Name the handler as the log does."""
        person = self.cleaned_data["handler"]
        named = {"handler": f"person:{person.pk}", "handler_name": str(person)}
        reason = self.cleaned_data["reason"]
        return {**named, **({"reason": reason} if reason else {})}


def find_handlers(organ: Organ) -> QuerySet[Person]:
    """Return those who may be given requests of an organ today."""
    return (
        Person.objects.filter(
            posts__organ=organ, posts__role=Role.HANDLER, posts__since__lte=today(), is_active=True
        )
        .exclude(posts__organ=organ, posts__role=Role.HANDLER, posts__until__lt=today())
        .distinct()
    )


class SupplementForm(ActForm):
    """What is to be supplemented, and until when (art. 30)."""

    items = forms.MultipleChoiceField(
        label=say("缺少或者不明确的内容", "What is lacking or unclear"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("姓名或者名称、身份证明、联系方式",
             say("申请人的姓名或者名称、身份证明、联系方式", "Name, proof of identity, contact")),
            ("政府信息的名称、文号或者其他特征性描述",
             say("政府信息的名称、文号或者便于查询的其他特征性描述",
                 "Name, number or other description of the information")),
            ("形式要求", say("形式要求，包括获取信息的方式、途径", "Form in which it is wanted")),
        ],
    )  # fmt: skip
    until = Day(label=say("补正期限", "To be supplemented by"))
    reason = Text(label=say("怎样补正", "How to supplement it"), required=False)

    def clean_until(self) -> date:
        """Refuse a period that is over before it begins."""
        until: date = self.cleaned_data["until"]
        if until < self.cleaned_data.get("day", until):
            raise forms.ValidationError(say("期限早于告知之日", "This is before the notice"))
        return until


class ReceivedForm(ActForm):
    """What an applicant sent by post or handed in: their words, or scans of them."""

    text = Text(label=say("申请人补充的内容", "What the applicant added"), rows=5, required=False,
                help_text=say("加密保存，不进日志", "Kept sealed, not in the log"))  # fmt: skip
    attachments = Files(label=say("扫描件", "Scans"))


class ReasonForm(ActForm):
    """An act that says why."""

    reason = Text(label=say("理由", "Reasons"), required=True)


class FeeForm(ActForm):
    """A fee notice: by items or by pages; the amount follows from the law (国办函〔2020〕109号)."""

    measure = forms.ChoiceField(
        label=say("计收标准", "Standard"),
        choices=[("items", say("按件", "By item")), ("pages", say("按量（页）", "By page"))],
        widget=forms.RadioSelect,
    )
    quantity = forms.IntegerField(
        label=say("数量", "Quantity"), min_value=1, max_value=100_000,
        help_text=say("按件：申请人当月在本机关的累计件数；按量：页数",
                      "By item: the applicant's items this month; by page: pages"),
    )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """Work the amount out."""
        quantity = self.cleaned_data["quantity"]
        charge = charge_item if self.cleaned_data["measure"] == "items" else charge_pages
        fee = charge(quantity, self.cleaned_data["day"])
        return {
            "measure": self.cleaned_data["measure"],
            "quantity": quantity,
            "amount": fee.amount,
            "working": fee.chinese,
        }


class PartyForm(ActForm):
    """Who is consulted, about what."""

    party = forms.CharField(
        label=say("征求谁的意见", "Who is consulted"), max_length=100,
        help_text=say("机构写名称；个人写“第三方甲”之类的代称，姓名写在征求意见书里",
                      "An organisation by name; a person by a letter, the name goes in the letter"),
    )  # fmt: skip
    reason = Text(label=say("所涉信息和理由", "The information, and why"), required=False)


class AnswerForm(ActForm):
    """What somebody consulted answered."""

    consents = forms.TypedChoiceField(
        label=say("意见", "Their answer"),
        coerce=lambda value: value == "yes",
        choices=[("yes", say("同意公开", "Consents")), ("no", say("不同意公开", "Objects"))],
        widget=forms.RadioSelect,
    )
    reason = Text(label=say("理由", "Reasons"), required=False)


class ExtensionForm(ActForm):
    """By how many working days, and why (art. 33)."""

    days = forms.IntegerField(
        label=say("延长的工作日数", "Working days"), min_value=1, max_value=20,
        help_text=say("一次，最长 20 个工作日", "Once, 20 working days at most"),
    )  # fmt: skip
    reason = Text(label=say("理由", "Reasons"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the limit from the law."""
        super().__init__(*args, **kwargs)
        received = self.state.received or today()
        limit = self.state.law.at("reply.extension", received).number
        days = self.fields["days"]
        days.max_value = limit  # type: ignore[attr-defined]
        days.help_text = say(f"一次，最长 {limit} 个工作日", f"Once, {limit} working days at most")


class NoticeForm(ActForm):
    """Telling the applicant of an approved extension."""

    days = forms.IntegerField(label=say("延长的工作日数", "Working days"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was approved."""
        super().__init__(*args, **kwargs)
        approved = self.state.approved
        if approved is not None:
            self.initial["days"] = approved.body["days"]
            self.approver = approved.actor_name

    def body(self) -> dict[str, Any]:
        """Name who approved."""
        return {**super().body(), "approved_by": getattr(self, "approver", "")}


class DraftForm(ActForm):
    """The reply: outcome, facts, reasons, decision (art. 36)."""

    outcome = forms.ChoiceField(label=say("办理结果", "Outcome"))
    facts = Text(label=say("事实", "Facts"), rows=4, help_text=say(
        "检索的过程和查明的情况", "The search, and what was found"))  # fmt: skip
    reasons = Text(label=say("理由", "Reasons"), rows=4)
    decision = Text(
        label=say("提供的信息，或者办理的途径", "What is supplied, or where to turn"),
        required=False,
        help_text=say(
            "予以公开、部分公开：每行一份提供的信息", "Granted: one piece of information a line"
        ),
    )
    withheld = Text(
        label=say("不予公开的部分（部分公开时）", "What is withheld (of what is granted in part)"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every leaf of table 3 that the case admits today."""
        super().__init__(*args, **kwargs)
        refused = admissible_outcomes(self.state, max(today(), self.state.received or today()))
        groups: dict[str, list[tuple[str, Any]]] = {}
        for leaf, outcome in load_outcomes().items():
            if refused[leaf] is None:
                label = say(outcome.label, outcome.label_en)
                groups.setdefault(outcome.group, []).append((leaf, label))
        self.fields["outcome"].choices = [("", "—"), *groups.items()]  # type: ignore[attr-defined]
        if self.state.draft is not None:
            before = self.state.draft.entry.body
            for name in ("outcome", "facts", "reasons", "decision", "withheld"):
                self.initial.setdefault(name, before.get(name, ""))


class ReviewForm(ActForm):
    """A review that passes."""

    note = Text(label=say("意见", "Remarks"), required=False)


class SignForm(ActForm):
    """Signing: the document number is the next of its series."""


class ServeForm(ActForm):
    """How and when the reply was served: handed over, posted, sent."""

    method = forms.ChoiceField(
        label=say("送达方式", "Served"),
        choices=[(key, say(*words)) for key, words in METHODS.items()],
        widget=forms.RadioSelect,
    )
    proof = forms.CharField(
        label=say("凭证", "Proof"), max_length=100, required=False,
        help_text=say("签收、挂号信编号等；邮寄以交邮之日为准", "Receipt or number of the posting"),
    )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """Serve what was signed."""
        draft = self.state.draft
        outcome = "" if draft is None else draft.outcome
        return {**super().body(), "outcome": outcome}


class MergeForm(ActForm):
    """An earlier request that this one repeats, and the evidence."""

    number = forms.CharField(
        label=say("已答复的申请编号", "Number of the earlier request"), max_length=40
    )
    evidence = Text(label=say("相同之处", "What is the same"))

    def body(self) -> dict[str, Any]:
        """Name the earlier case."""
        earlier = Request.objects.get(organ=self.organ, number=self.cleaned_data["number"])
        return {**super().body(), "into": str(earlier.case_id)}

    def clean_number(self) -> str:
        """Refuse a number that this organ does not have."""
        number: str = self.cleaned_data["number"].strip()
        if not Request.objects.filter(organ=self.organ, number=number).exists():
            raise forms.ValidationError(say("本机关没有这个编号", "There is no such number here"))
        return number


class ConvertForm(ActForm):
    """What is published (art. 44)."""

    title = forms.CharField(label=say("公开的标题", "Title"), max_length=200)
    text = Text(label=say("公开的内容或者摘要", "What is published, or its summary"), rows=6)
    url = forms.URLField(
        label=say("公开的网址", "Where it is published"), required=False, assume_scheme="https"
    )


class NoteForm(ActForm):
    """A remark without effect in law, and without personal data."""

    text = Text(label=say("备注", "Note"), help_text=say(
        "不要写申请人的个人信息", "No personal data of the applicant"))  # fmt: skip


class CorrectForm(ActForm):
    """Which entry was wrong, and what stands instead."""

    corrects = forms.TypedChoiceField(label=say("要更正的记录", "The entry to correct"), coerce=int)
    right_day = Day(label=say("正确的日期", "The right day"), required=False, help_text=say(
        "留空则整条记录作废", "Leave empty to strike the whole entry"))  # fmt: skip
    reason = Text(label=say("更正的理由", "Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the entries that stand, latest first."""
        super().__init__(*args, **kwargs)
        self.fields["corrects"].choices = [  # type: ignore[attr-defined]
            (entry.sequence, f"{entry.sequence} · {entry.day} · {speak(KINDS[entry.kind])}")
            for entry in reversed(self.state.entries)
            if entry.kind != "registered"
        ]

    def body(self) -> dict[str, Any]:
        """Strike the entry, or give it its right day."""
        day = self.cleaned_data["right_day"]
        told = {"corrects": self.cleaned_data["corrects"], "reason": self.cleaned_data["reason"]}
        return {**told, **({"day": day.isoformat()} if day else {"strike": True})}


FORMS: dict[str, type[ActForm]] = {
    "confirmed": ConfirmForm,
    "assigned": AssignForm,
    "supplement-sent": SupplementForm,
    "supplement-received": ReceivedForm,
    "reasons-given": ReceivedForm,
    "reasons-requested": ReasonForm,
    "fee-sent": FeeForm,
    "third-party-sent": PartyForm,
    "co-maker-sent": PartyForm,
    "organ-sent": PartyForm,
    "third-party-answered": AnswerForm,
    "co-maker-answered": AnswerForm,
    "organ-answered": AnswerForm,
    "extension-approved": ExtensionForm,
    "extended": NoticeForm,
    "deferred": NoticeForm,
    "drafted": DraftForm,
    "review-passed": ReviewForm,
    "review-returned": ReasonForm,
    "signed": SignForm,
    "answered": ServeForm,
    "merged": MergeForm,
    "converted": ConvertForm,
    "noted": NoteForm,
    "corrected": CorrectForm,
}


def find_form(kind: str) -> type[ActForm]:
    """Return the form of a kind of entry; the day alone where nothing more is asked."""
    return FORMS.get(kind, ActForm)
