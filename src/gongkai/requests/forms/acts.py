"""What is asked for each act: a form per kind of entry, which becomes the entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet

from gongkai.core.organs.models import Organ, Person
from gongkai.core.organs.roles import Role
from gongkai.core.today import today
from gongkai.look.words import say, speak
from gongkai.requests.forms.act import ActForm
from gongkai.requests.forms.fields import Day, Files, Text
from gongkai.requests.forms.notices import (
    DeferredForm,
    ExtendedForm,
    FeeForm,
    OrganForm,
    OthersForm,
    ReasonsForm,
    SupplementForm,
    ThirdPartyForm,
    WithdrawForm,
)
from gongkai.requests.forms.reply import (
    ConvertForm,
    DraftForm,
    ReviewForm,
    ServeForm,
    SignForm,
)
from gongkai.requests.models import Request
from gongkai.requests.process.kinds import KINDS


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


class ReceivedForm(ActForm):
    """What an applicant sent by post or handed in: their words, or scans of them."""

    text = Text(label=say("申请人补充的内容", "What the applicant added"), rows=5, required=False,
                help_text=say("加密保存，不进日志", "Kept sealed, not in the log"))  # fmt: skip
    attachments = Files(label=say("扫描件", "Scans"))


class ReasonsGivenForm(ReceivedForm):
    """The applicant's reasons, and whether they hold (art. 35)."""

    reasonable = forms.TypedChoiceField(
        label=say("理由是否合理", "Whether they hold"),
        coerce=lambda value: value == "yes",
        choices=[("yes", say("合理", "They hold")), ("no", say("不合理", "They do not"))],
        widget=forms.RadioSelect, required=False, empty_value=None,
    )  # fmt: skip


class ReasonForm(ActForm):
    """An act that says why."""

    reason = Text(label=say("理由", "Reasons"), required=True)


class AnswerForm(ActForm):
    """What somebody consulted answered."""

    consents = forms.TypedChoiceField(
        label=say("意见", "Their answer"),
        coerce=lambda value: value == "yes",
        choices=[("yes", say("同意公开", "Consents")), ("no", say("不同意公开", "Objects"))],
        widget=forms.RadioSelect,
    )
    text = Text(
        label=say("理由", "Reasons"), required=False,
        help_text=say("加密保存，不进日志", "Kept sealed, not in the log"),
    )  # fmt: skip
    attachments = Files(label=say("意见书扫描件", "Scans of the answer"))


class ExtensionForm(ActForm):
    """By how many working days, and why (art. 33)."""

    days = forms.IntegerField(label=say("延长的工作日数", "Working days"), min_value=1)
    reason = Text(label=say("理由", "Reasons"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the limit from the law."""
        super().__init__(*args, **kwargs)
        received = self.state.received or today()
        limit = self.state.law.at("reply.extension", received).number
        days = self.fields["days"]
        days.validators.append(MaxValueValidator(limit))
        days.widget.attrs["max"] = limit
        days.help_text = say(f"一次，最长 {limit} 个工作日", f"Once, {limit} working days at most")


class MergeForm(ActForm):
    """An earlier request that this one repeats, and the evidence."""

    number = forms.CharField(
        label=say("已答复的申请编号", "Number of the earlier request"), max_length=40
    )
    evidence = Text(label=say("相同之处", "What is the same"))

    def body(self) -> dict[str, Any]:
        """Name the earlier case."""
        earlier = self._find().get()
        return {**super().body(), "into": str(earlier.case_id)}

    def clean_number(self) -> str:
        """Refuse a number that this organ does not have."""
        if not self._find().exists():
            raise forms.ValidationError(say("本机关没有这个编号", "There is no such number here"))
        return str(self.cleaned_data["number"])

    def _find(self) -> QuerySet[Request]:
        number = self.cleaned_data["number"].strip()
        return Request.objects.filter(organ=self.organ, number=number)


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
    "reasons-given": ReasonsGivenForm,
    "reasons-requested": ReasonsForm,
    "fee-sent": FeeForm,
    "third-party-sent": ThirdPartyForm,
    "co-maker-sent": OthersForm,
    "organ-sent": OrganForm,
    "third-party-answered": AnswerForm,
    "co-maker-answered": AnswerForm,
    "organ-answered": AnswerForm,
    "extension-approved": ExtensionForm,
    "extended": ExtendedForm,
    "deferred": DeferredForm,
    "withdrawn": WithdrawForm,
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
