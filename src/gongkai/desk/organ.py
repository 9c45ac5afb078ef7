"""The organ's own page: contacts, office, channels; what the guide tells the public (条例第十二条)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.core.organs.models import Organ
from gongkai.desk.access import Visit, desk
from gongkai.look.forms import Grouped
from gongkai.look.words import say
from gongkai.requests.domain.guide import demand_keeper, is_stale, save_guide
from gongkai.requests.forms.fields import CHANNELS

LABELS = {
    "office": say("政府信息公开工作机构", "Disclosure office"),
    "address": say("办公地址", "Address"),
    "postcode": say("邮政编码", "Postcode"),
    "office_hours": say("办公时间", "Hours"),
    "phone": say("联系电话", "Telephone"),
    "fax": say("传真", "Fax"),
    "email": say("互联网联系方式（电子邮箱）", "Internet contact (e-mail)"),
    "court": say("有管辖权的人民法院", "Court with jurisdiction"),
    "channels": say("接受申请的渠道", "Channels"),
}


class OrganForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    """What the guide tells. Counter and post are always open (国办公开办函〔2017〕19号)."""

    channels = forms.MultipleChoiceField(
        choices=[(each.value, words) for each, words in CHANNELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    groups = (
        (say("找谁", "Whom to turn to"), ("office", "address", "postcode", "office_hours")),
        (say("怎样联系", "How to reach it"), ("phone", "fax", "email")),
        (say("申请和救济", "Requests and remedies"), ("channels", "court")),
    )

    class Meta:
        model = Organ
        fields = tuple(LABELS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields in both languages; what art. 12 demands is required."""
        super().__init__(*args, **kwargs)
        for name, words in LABELS.items():
            self.fields[name].label = words
            self.fields[name].help_text = ""  # the column's says the same as the label
        for name in ("office", "address", "office_hours", "phone"):
            self.fields[name].required = True

    def clean_channels(self) -> list[str]:
        """Refuse to close the basic channels."""
        chosen: list[str] = self.cleaned_data["channels"]
        if not {"counter", "post"} <= set(chosen):
            raise forms.ValidationError(
                say("当面提交、邮寄是基本渠道，不能关闭", "Counter and post are always open")
            )
        return chosen


@desk
def organ_page(visit: Visit) -> HttpResponse:
    """Keep the organ's particulars; saving them says that the guide is current."""
    demand_keeper(visit.actor, visit.organ)
    form = OrganForm(visit.http.POST or None, instance=visit.organ)
    if visit.http.method == "POST" and form.is_valid():
        save_guide(visit.organ, form.cleaned_data, actor=visit.actor)
        messages.success(visit.http, say("已保存，指南已更新", "Saved; the guide is current"))
        return redirect("desk:organ-page")
    versions = visit.organ.guide_versions.select_related("person")[:20]
    return visit.render("organ", form=form, stale=is_stale(visit.organ), versions=versions)
