"""What is asked of an applicant, and of the clerk who registers a request."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from gongkai.core.identity import find_fault
from gongkai.core.today import today
from gongkai.look.forms import Grouped, Groups
from gongkai.look.words import say
from gongkai.requests.domain.intake import Applicant, Content
from gongkai.requests.domain.story import COUNTING
from gongkai.requests.forms.fields import CHANNELS, Day, Files, Text
from gongkai.requests.models import ApplicantClass
from gongkai.statute.clock.events import Channel

WHO = (
    say("谁在申请", "Who asks"),
    ("kind", "name", "id_kind", "id_number", "phone", "email", "address"),
)
HOW = (say("怎样提供", "How to supply it"), ("form", "delivery", "help_needed"))


class ApplicantForm(Grouped, forms.Form):
    """Who asks and for what: what art. 29 demands and nothing more."""

    groups: ClassVar[Groups] = (WHO, (say("要什么信息", "What is wanted"), ("description",)), HOW)

    kind = forms.ChoiceField(
        label=say("申请人类别", "Kind of applicant"), choices=ApplicantClass.choices,
        widget=forms.RadioSelect, initial=ApplicantClass.NATURAL_PERSON,
    )  # fmt: skip
    name = forms.CharField(label=say("姓名或者名称", "Name"), max_length=100)
    id_kind = forms.ChoiceField(
        label=say("身份证明", "Proof of identity"),
        choices=[
            ("resident", say("居民身份证", "Resident identity card")),
            ("uscc", say("统一社会信用代码", "Unified social credit code")),
            ("passport", say("护照或者其他证件", "Passport or other document")),
        ],
    )
    id_number = forms.CharField(label=say("证件号码", "Its number"), max_length=40)
    phone = forms.CharField(
        label=say("联系电话", "Telephone"), max_length=40, required=False,
        help_text=say("电话、邮箱、地址至少填一项", "Telephone, e-mail or address: one at least"),
    )  # fmt: skip
    email = forms.EmailField(label=say("电子邮箱", "E-mail"), required=False)
    address = forms.CharField(
        label=say("通信地址", "Postal address"), max_length=200, required=False
    )
    description = Text(
        label=say("需要的政府信息", "The information wanted"), rows=5,
        help_text=say("名称、文号，或者便于查找的其他描述：什么事、什么时候、哪个地方",
                      "Its name or number, or what helps to find it: what, when, where"),
    )  # fmt: skip
    form = forms.ChoiceField(
        label=say("希望得到的形式", "Form wanted"),
        choices=[("electronic", say("电子文本", "Electronic")), ("paper", say("纸质", "Paper"))],
        widget=forms.RadioSelect, initial="electronic",
    )  # fmt: skip
    delivery = forms.ChoiceField(
        label=say("获取的途径", "How to get it"),
        choices=[
            ("online", say("网上查询页面", "On the page where it is followed")),
            ("email", say("电子邮件", "E-mail")),
            ("post", say("邮寄", "Post")),
            ("counter", say("自行领取", "At the counter")),
        ],
    )
    help_needed = forms.CharField(
        label=say("阅读、视听上需要的帮助", "Help needed with reading, seeing or hearing"),
        max_length=200, required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach the applicant, and check the number by its check digit."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("phone", "email", "address")):
            self.add_error("phone", say(
                "电话、邮箱、地址至少填一项，以便与您确认", "Give one way to reach you"))  # fmt: skip
        fault = find_fault(cleaned.get("id_kind", ""), cleaned.get("id_number", ""))
        if cleaned.get("id_number") and fault is not None:
            self.add_error("id_number", fault)
        if cleaned.get("delivery") == "email" and not cleaned.get("email"):
            self.add_error(
                "email", say("选择了电子邮件，请填邮箱", "You chose e-mail: give the address")
            )
        return cleaned

    def applicant(self) -> Applicant:
        """Return who asks."""
        names = ("kind", "name", "id_kind", "id_number", "phone", "email", "address")
        return Applicant(**{name: self.cleaned_data[name].strip() for name in names})

    def content(self) -> Content:
        """Return what is asked for."""
        names = ("description", "form", "delivery", "help_needed")
        subject = self.cleaned_data.get("subject", "")
        return Content(subject=subject, **{name: self.cleaned_data[name] for name in names})


class RegisterForm(ApplicantForm):
    """A request that a clerk registers: how it came, when, and a neutral subject."""

    groups: ClassVar[Groups] = (
        (
            say("怎样收到的", "How it came in"),
            ("channel", "day", "incoming", "counting", "attachments"),
        ),
        WHO,
        (say("要什么信息", "What is wanted"), ("subject", "description")),
        HOW,
    )

    channel = forms.ChoiceField(
        label=say("渠道", "Channel"),
        choices=[(each.value, words) for each, words in CHANNELS.items() if each is not Channel.ONLINE],
    )  # fmt: skip
    day = Day(
        label=say("提交、签收或者到达之日", "Day handed in, signed for, or arrived"),
        help_text=say("当面：提交之日；邮寄：签收之日；平常信函、传真、邮件：到达之日，还须与申请人确认（第三十一条）",
                      "Handed in, signed for; others: arrived, and to be confirmed (art. 31)"),
    )  # fmt: skip
    subject = forms.CharField(
        label=say("事项摘要", "Subject"), max_length=200,
        help_text=say("列表上显示，不含个人信息", "Shown in lists; no personal data"),
    )  # fmt: skip
    incoming = forms.CharField(
        label=say("来信编号", "Letter"), max_length=40, required=False,
        help_text=say("一封信含多项申请时，各件填同一个编号", "The same for all requests of one letter"),
    )  # fmt: skip
    counting = forms.ChoiceField(
        label=say("计件方式", "Counted as"), required=False,
        choices=[("", "—"), *((key, say(*words)) for key, words in COUNTING.items())],
        help_text=say("一封信含多项申请时必须说明", "To be said where one letter holds several requests"),
    )  # fmt: skip
    attachments = Files(label=say("申请材料扫描件", "Scans of the letter"))
    field_order = ("channel", "day", "incoming", "counting", "attachments")

    def clean(self) -> dict[str, Any]:
        """Ask how the requests of one letter are counted."""
        cleaned = super().clean()
        if cleaned.get("incoming") and not cleaned.get("counting"):
            self.add_error(
                "counting", say("填了来信编号，请说明怎样计件", "Say how they are counted")
            )
        return cleaned

    def clean_day(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(say("这一天还没有到", "This day has not come yet"))
        return day
