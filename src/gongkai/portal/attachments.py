"""Files that an applicant sends along: kept with the draft, sealed, until the request is filed."""

from __future__ import annotations

import secrets

from django import forms
from django.http import HttpRequest

from gongkai.core.files.kinds import NotAccepted
from gongkai.core.files.models import Upload
from gongkai.core.files.storage import Incoming
from gongkai.core.files.uploads import drop_uploads, keep_upload, list_uploads, open_uploads
from gongkai.core.organs.models import Organ
from gongkai.look.words import say, speak
from gongkai.portal.limits import too_many
from gongkai.requests.forms.fields import Files

OWNER = "portal.files."
UPLOADS_AN_HOUR = 60


class AttachmentsForm(forms.Form):
    """What is sent along."""

    attachments = Files(label=say("附件", "Attachments"))


def take_attachments(request: HttpRequest, organ: Organ) -> AttachmentsForm:
    """Keep the files of a post, remove one if that was asked; return the form with what was refused."""
    form = AttachmentsForm(request.POST, request.FILES)
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 12:
        drop_uploads(_own(request, organ), int(removed))
    if form.is_valid() and form.cleaned_data["attachments"]:
        _keep(request, organ, form)
    return form


def _keep(request: HttpRequest, organ: Organ, form: AttachmentsForm) -> None:
    if too_many(request, "upload", UPLOADS_AN_HOUR):
        form.add_error(
            "files", say("上传太频繁，请过一小时再试", "Too many uploads: try in an hour")
        )
        return
    try:
        for file in form.cleaned_data["attachments"]:
            keep_upload(_own(request, organ), file)
    except NotAccepted as refusal:
        form.add_error("attachments", speak(refusal))


def list_attachments(request: HttpRequest, organ: Organ) -> list[Upload]:
    """Return what is kept with the draft."""
    return list_uploads(_own(request, organ)) if OWNER + organ.code in request.session else []


def open_attachments(request: HttpRequest, organ: Organ) -> list[Incoming]:
    """Return what is kept with the draft, opened to be filed."""
    return open_uploads(_own(request, organ)) if OWNER + organ.code in request.session else []


def drop_attachments(request: HttpRequest, organ: Organ) -> None:
    """Erase what is kept with the draft."""
    if OWNER + organ.code in request.session:
        drop_uploads(_own(request, organ))


def _own(request: HttpRequest, organ: Organ) -> str:
    """Return the name under which this session keeps its files: nobody can guess another's."""
    owner: str = request.session.setdefault(OWNER + organ.code, f"draft:{secrets.token_hex(16)}")
    return owner
