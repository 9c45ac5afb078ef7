"""Acts that send out a letter: what the letter says and the case does not know."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.look.words import say
from gongkai.requests.domain.frequency import Frequency, count_frequency
from gongkai.requests.domain.queries import find_last_payment
from gongkai.requests.forms.act import ActForm
from gongkai.requests.forms.fields import Day, Text
from gongkai.requests.models import Request
from gongkai.statute.fees import charge_item, charge_pages


class NoticeForm(ActForm):
    """An act with its letter, unless that went out otherwise."""

    elsewhere = forms.BooleanField(
        label=say("文书已在系统外发出，这里只登记", "The letter went out otherwise; only note it"),
        required=False,
    )
    beside = (*ActForm.beside, "elsewhere")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask where the letter went last of all."""
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "elsewhere"])

    @property
    def writes_letter(self) -> bool:
        """Whether the letter is written here."""
        return not self.cleaned_data["elsewhere"]

    def _frequency(self) -> Frequency | None:
        number = self.state.registered.body["number"]
        request = Request.objects.filter(organ=self.organ, number=number).first()
        return None if request is None else count_frequency(request)

    def _clean_end(self, name: str) -> date | None:
        end: date | None = self.cleaned_data[name]
        if end is not None and end < self.cleaned_data.get("day", end):
            raise forms.ValidationError(say("期限早于告知之日", "This is before the notice"))
        return end


class SupplementForm(NoticeForm):
    """What is to be supplemented, how, and until when (art. 30)."""

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
    how = Text(
        label=say("怎样补正", "How to supplement it"),
        help_text=say("写进告知书；加密保存", "Goes into the notice; kept sealed"),
    )
    until = Day(
        label=say("补正期限", "To be supplemented by"),
        help_text=say("条例未定长短，须合理", "The law names no length; it must be reasonable"),
    )

    def clean_until(self) -> date | None:
        """Refuse a period that is over before it begins."""
        return self._clean_end("until")


class ReasonsForm(NoticeForm):
    """The facts of excess, and until when reasons are to be given (art. 35)."""

    facts = Text(
        label=say("数量、频次明显超过合理范围的事实", "The facts: number and frequency"), rows=4,
        help_text=say("件数按登记的申请算出，请核对", "Counted from what is registered; check it"),
    )  # fmt: skip
    until = Day(label=say("说明理由的期限", "Reasons to be given by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what the register counts."""
        super().__init__(*args, **kwargs)
        frequency = self._frequency()
        if frequency is not None:
            self.initial.setdefault("facts", frequency.chinese)

    def clean_until(self) -> date | None:
        """Refuse a period that is over before it begins."""
        return self._clean_end("until")


class FeeForm(NoticeForm):
    """A fee notice: by items or by pages; the amount follows from the law (国办函〔2020〕109号)."""

    measure = forms.ChoiceField(
        label=say("计收标准", "Standard"),
        choices=[("items", say("按件", "By item")), ("pages", say("按量（页）", "By page"))],
        widget=forms.RadioSelect, initial="items",
    )  # fmt: skip
    quantity = forms.IntegerField(label=say("数量", "Quantity"), min_value=1, max_value=100_000)
    payment = Text(label=say("缴纳方式", "How to pay"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the place of the request in its month, and with how fees were last paid."""
        super().__init__(*args, **kwargs)
        frequency = self._frequency()
        ordinal = 1 if frequency is None else frequency.ordinal
        self.initial.setdefault("quantity", ordinal)
        self.initial.setdefault("payment", find_last_payment(self.organ))
        self.fields["quantity"].help_text = say(
            f"按件：申请人当月在本机关的第几件，按收到之日算出为第 {ordinal} 件；按量：页数",
            f"By item: which of the applicant's requests of the month, here the {ordinal}.; by page: pages",
        )  # fmt: skip

    def body(self) -> dict[str, Any]:
        """Work the amount out."""
        body = super().body()
        charge = charge_item if body["measure"] == "items" else charge_pages
        fee = charge(body["quantity"], self.cleaned_data["day"])
        return {**body, "amount": fee.amount, "working": fee.chinese}


class OthersForm(NoticeForm):
    """Somebody consulted about information."""

    party = forms.CharField(
        label=say("征求哪个机关的意见", "Which organ is consulted"), max_length=100
    )
    information = Text(
        label=say("所涉政府信息", "The information at issue"),
        help_text=say("写进征求意见书；加密保存", "Goes into the letter; kept sealed"),
    )


class ThirdPartyForm(OthersForm):
    """A third party whose rights are touched (arts. 15, 32)."""

    party = forms.CharField(
        label=say("第三方（记录里的称呼）", "The third party, as the log calls it"), max_length=100,
        help_text=say("机构写名称；个人写“第三方甲”之类的代称",
                      "An organisation by name; a person by a letter"),
    )  # fmt: skip
    recipient = forms.CharField(
        label=say("征求意见书写给谁", "To whom the letter is addressed"), max_length=100, required=False,
        help_text=say("与称呼不同时填写，如个人的姓名；加密保存", "Where it differs, as a person's name does"),
    )  # fmt: skip
    field_order = ("day", "party", "recipient", "information")


class OrganForm(OthersForm):
    """Another organ, and what it is asked to do (arts. 11, 33)."""

    matter = Text(label=say("请其协助的事项", "What it is asked to do"), rows=2)
    until = Day(label=say("希望回复的日期", "Answer hoped for by"))

    def clean_until(self) -> date | None:
        """Refuse a day that is past before the letter goes out."""
        return self._clean_end("until")


class ExtendedForm(NoticeForm):
    """Telling the applicant of an approved extension."""

    days = forms.IntegerField(label=say("延长的工作日数", "Working days"), min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what was approved."""
        super().__init__(*args, **kwargs)
        if self.state.approved is not None:
            self.initial["days"] = self.state.approved.body["days"]

    def body(self) -> dict[str, Any]:
        """Name who approved."""
        approved = self.state.approved
        return {**super().body(), "approved_by": "" if approved is None else approved.actor_name}


class DeferredForm(NoticeForm):
    """Telling the applicant of a reasonable day to which the reply is deferred (art. 35)."""

    days = forms.IntegerField(label=say("延迟的工作日数", "Working days"), min_value=1)
    reason = Text(label=say("无法按期答复的原因", "Why the period cannot be kept"))


class WithdrawForm(NoticeForm):
    """The applicant's withdrawal, confirmed in writing once the request counts as received."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Confirm nothing of what was never on the clock."""
        super().__init__(*args, **kwargs)
        if self.state.clock is None:
            del self.fields["elsewhere"]

    @property
    def writes_letter(self) -> bool:
        """Whether there is a request to confirm the end of."""
        return self.state.clock is not None and super().writes_letter
