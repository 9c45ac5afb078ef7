"""Fields that several forms have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from gongkai.core.files.kinds import ENDINGS, NotAccepted
from gongkai.core.files.storage import Incoming, check_file
from gongkai.look.words import say, speak
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


class ManyFiles(forms.FileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Files sent along: each is looked at when it comes in, so that a wrong one is told at once."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what a FileField takes; none is required unless said."""
        accept = ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)
        kwargs = {"required": False, "help_text": _files_help(), **kwargs}
        super().__init__(widget=ManyFiles(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Incoming]:
        """Return the files. ValidationError: what is wrong with the first that may not be kept."""
        several = data if isinstance(data, (list, tuple)) else [data] if data else []
        files = []
        for each in several:
            file = super().clean(each, initial)
            content = file.read()
            file.seek(0)
            try:
                check_file(content, file.name)
            except NotAccepted as refusal:
                raise forms.ValidationError(f"{file.name}：{speak(refusal)}") from None
            files.append(Incoming(file.name, content))
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"])
        return files


def _files_help() -> Any:
    most = settings.MAX_FILE_BYTES // 2**20
    return say(
        f"可选多个；PDF、DOCX、XLSX、OFD、图片或者文本，每个不超过 {most} MiB",
        f"Several may be chosen: PDF, DOCX, XLSX, OFD, pictures, text; {most} MiB each at most",
    )


class Text(forms.CharField):
    """Words of some length, without control characters."""

    def __init__(self, *, rows: int = 3, most: int = 4000, **kwargs: Any) -> None:
        """Take how tall the field is and how much goes in."""
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=most, **kwargs)
