"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.look.words import say
from gongkai.statute.clock.events import Channel

CHANNELS = {
    Channel.COUNTER: say("当面提交", "handed in"),
    Channel.POST: say("邮寄（需签收）", "post, signed for"),
    Channel.LETTER: say("平常信函", "ordinary letter"),
    Channel.ONLINE: say("网上提交", "online"),
    Channel.EMAIL: say("电子邮件", "e-mail"),
    Channel.FAX: say("传真", "fax"),
}


class Day(forms.DateField):
    """A day, by the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what a DateField takes."""
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class Text(forms.CharField):
    """Words of some length, without control characters."""

    def __init__(self, *, rows: int = 3, most: int = 4000, **kwargs: Any) -> None:
        """Take how tall the field is and how much goes in."""
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=most, **kwargs)
