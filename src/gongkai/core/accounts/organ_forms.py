"""What an administrator types: forms for the verbs on organs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.core.organs.models import CODE, Organ, OrganKind
from gongkai.look.words import say, speak
from gongkai.release.digits import is_uscc
from gongkai.statute.arrangement import region_chain
from gongkai.statute.errors import StatuteError

PARTICULARS = ("name", "short_name", "kind", "region", "uscc", "second_factor")


class ChangeForm(forms.Form):
    """What an organ is: the cleaned data are change_organ's arguments."""

    name = forms.CharField(label=say("机关名称", "Name"), max_length=100)
    short_name = forms.CharField(
        label=say("文号代字", "Short name"),
        max_length=20,
        help_text=say("写在文号里，如“清政服”", "It stands in document numbers"),
    )
    kind = forms.ChoiceField(
        label=say("机关种类", "Kind"),
        choices=OrganKind.choices,
        help_text=say(
            "决定由谁复议（行政复议法第二十四条）", "It fixes who reconsiders (行政复议法 art. 24)"
        ),
    )
    region = forms.CharField(
        label=say("行政区划代码", "Region"),
        max_length=6,
        required=False,
        help_text=say(
            "6 位，如 640000；决定适用哪些本地假日。改动后，各案件的期限按新的假日重算",
            "Six digits, such as 640000: which local days off count. Periods follow a change",
        ),
    )
    uscc = forms.CharField(
        label=say("统一社会信用代码", "Unified social credit code"), max_length=18, required=False
    )
    second_factor = forms.BooleanField(
        label=say("要求工作人员使用动态码", "Demand a second factor of its staff"), required=False
    )

    def clean_kind(self) -> OrganKind:
        """Return the kind as such."""
        return OrganKind(self.cleaned_data["kind"])

    def clean_region(self) -> str:
        """Refuse what is no region."""
        region = str(self.cleaned_data["region"])
        try:
            region_chain(region)
        except StatuteError as refusal:
            raise forms.ValidationError(speak(refusal)) from None
        return region

    def clean_uscc(self) -> str:
        """Refuse a code whose check character does not fit (GB 32100-2015)."""
        code = str(self.cleaned_data["uscc"]).upper()
        if code and not is_uscc(code):
            raise forms.ValidationError(say("校验码不符", "The check character does not fit"))
        return code


class ParentForm(forms.Form):
    """The organ above, one of those that are offered. Takes them."""

    parent = forms.ModelChoiceField(
        Organ.objects.none(), label=say("上级机关", "Organ above"), empty_label=None
    )

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        """Offer those organs and no other."""
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = organs


class OrganForm(ParentForm, ChangeForm):
    """A new organ below another: the cleaned data are create_organ's arguments."""

    code = forms.CharField(
        label=say("代码", "Code"),
        max_length=40,
        validators=[CODE],
        help_text=say(
            "小写字母、数字、连字符；用在网址里，以后不能改",
            "Lower-case letters, digits, hyphens; it stands in addresses and never changes",
        ),
    )
    field_order = ["parent", "code", *PARTICULARS]


class DivisionForm(forms.Form):
    """The name of a division."""

    name = forms.CharField(label=say("名称", "Name"), max_length=60)
