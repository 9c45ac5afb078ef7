"""Before a file goes out: what the leak gate finds in it, and a PDF with it removed. Nothing is kept."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse

from gongkai.core.apart import GivenUp, run_apart
from gongkai.core.files.kinds import PDF
from gongkai.core.files.storage import clean_name
from gongkai.desk.access import Visit, desk
from gongkai.desk.tables import send_download
from gongkai.look.words import say, speak, speaks_english
from gongkai.release.gate import find_leaks
from gongkai.release.leak import Leak
from gongkai.release.redaction import NotRedacted, redact_matches
from gongkai.release.rules import PERSONAL, RULES
from gongkai.requests.rules import demand

SECONDS = 60
MOST_TERMS = 50


def _shorten(words: str) -> str:
    """Return what a rule finds, without what it advises."""
    return re.split("[，；;]", words)[0]


class OutgoingForm(forms.Form):
    """A file, and what is to be removed from it if it is a PDF."""

    file = forms.FileField(
        label=say("要发出的文件", "The file that is to go out"),
        help_text=say(
            "PDF、DOCX、XLSX、OFD、网页、图片或者文本", "PDF, DOCX, XLSX, OFD, HTML, pictures, text"
        ),
    )
    rules = forms.MultipleChoiceField(
        label=say("涂除哪些（限 PDF）", "What to remove (PDF only)"), required=False,
        choices=[(key, say(*map(_shorten, RULES[key][:2]))) for key in PERSONAL],
        widget=forms.CheckboxSelectMultiple, initial=list(PERSONAL),
    )  # fmt: skip
    terms = forms.CharField(
        label=say("还要涂除的词语，每行一个", "Further words to remove, one a line"),
        widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000,
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_FILE_BYTES:
            most = settings.MAX_FILE_BYTES // 2**20
            raise forms.ValidationError(say(f"文件不能超过 {most} MiB", f"At most {most} MiB"))
        return file

    def words(self) -> list[str]:
        """Return the words to remove."""
        lines = (line.strip() for line in self.cleaned_data["terms"].splitlines())
        return [line for line in lines if line][:MOST_TERMS]


@desk
def outgoing(visit: Visit) -> HttpResponse:
    """Look through a file, or return the PDF without what must not go out."""
    demand(visit.actor, "read_particulars", visit.organ)
    form = OutgoingForm(visit.http.POST or None, visit.http.FILES or None)
    context: dict[str, Any] = {"form": form}
    if visit.http.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data, name = file.read(), clean_name(file.name)
        allow = [each for each in (visit.organ.phone, visit.organ.fax, visit.organ.email) if each]
        try:
            if "redact" in visit.http.POST:
                return _redact(form, data, name, allow)
            leaks = run_apart(SECONDS, partial(find_leaks, allow=allow), data, name)
            context |= {"checked": name, "leaks": [_tell(leak) for leak in leaks]}
        except (GivenUp, NotRedacted) as refusal:
            form.add_error("file", speak(refusal))
    response = visit.render("outgoing", **context)
    response.status_code = 400 if form.errors else 200
    return response


def _redact(form: OutgoingForm, data: bytes, name: str, allow: list[str]) -> HttpResponse:
    chosen, words = form.cleaned_data["rules"], form.words()
    remove = partial(redact_matches, rules=chosen, terms=words, allow=allow)
    out = run_apart(SECONDS, remove, data)
    return send_download(out, f"{name.rpartition('.')[0]}-{say('已涂除', 'redacted')}.pdf", PDF)


def _tell(leak: Leak) -> tuple[str, str, str]:
    """Return what was found, where, and enough of it to find it again."""
    return speak(leak), leak.place.describe(english=speaks_english()), leak.masked
