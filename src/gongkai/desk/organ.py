"""The organ's own page: contacts, office, channels; what the guide tells the public (条例第十二条)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.core.audit.trail import note_change
from gongkai.core.organs.models import Organ
from gongkai.core.organs.roles import Role
from gongkai.core.refusal import Forbidden
from gongkai.core.today import today
from gongkai.desk.access import Visit, desk
from gongkai.look.words import say
from gongkai.requests.forms.fields import CHANNELS

# The law asks that the guide be kept current (arts. 12, 53) and names no period: a year is our own.
STALE_AFTER = timedelta(365)
KEEPERS = {Role.ADMINISTRATOR, Role.OFFICE_HEAD}
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


class OrganForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the guide tells. Counter and post are always open (国办公开办函〔2017〕19号)."""

    channels = forms.MultipleChoiceField(
        choices=[(each.value, words) for each, words in CHANNELS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Organ
        fields = tuple(LABELS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields in both languages; what art. 12 demands is required."""
        super().__init__(*args, **kwargs)
        for name, words in LABELS.items():
            self.fields[name].label = words
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


def is_stale(organ: Organ) -> bool:
    """Whether the guide was not looked at for a year."""
    return organ.guide_updated is None or today() - organ.guide_updated > STALE_AFTER


def _tell(value: Any) -> str:
    """Return what a field held, for the trail."""
    return "、".join(value) if isinstance(value, list) else str(value or "")


@desk
def organ_page(visit: Visit) -> HttpResponse:
    """Keep the organ's particulars; saving them says that the guide is current."""
    if not visit.actor.roles_at(visit.organ) & KEEPERS:
        raise Forbidden(
            "本机关信息由系统管理员和公开工作机构负责人维护",
            "Kept by administrator and head of office",
        )
    form = OrganForm(visit.http.POST or None, instance=visit.organ)
    if visit.http.method == "POST" and form.is_valid():
        organ = form.save(commit=False)
        organ.guide_updated = today()
        organ.save()
        note_change(
            visit.actor,
            organ,
            kind="organ-guide-changed",
            subject=f"organ:{organ.code}",
            organ_name=str(organ),
            changed={
                name: [_tell(form.initial.get(name)), _tell(form.cleaned_data[name])]
                for name in form.changed_data
            },
        )
        messages.success(visit.http, say("已保存，指南已更新", "Saved; the guide is current"))
        return redirect("desk:organ-page")
    return visit.render("organ", form=form, stale=is_stale(visit.organ))
