"""Files on their way in: kept sealed between the page that took them and the one that decides."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongkai.core.files.kinds import NotAccepted
from gongkai.core.files.models import Upload
from gongkai.core.files.storage import Incoming, check_file, clean_name
from gongkai.core.sealing import SealBroken, seal_bytes, unseal_bytes

KEPT = timedelta(hours=24)  # ours: what nobody decided on is not kept longer than a day
MOST = 10


def keep_upload(owner: str, file: Incoming) -> Upload:
    """Keep a file for its owner. NotAccepted: as `check_file` says, or they have too many already."""
    media = check_file(file.data, file.name)
    drop_stale()
    if Upload.objects.filter(owner=owner).count() >= MOST:
        raise NotAccepted(f"最多上传 {MOST} 个文件", f"At most {MOST} files")
    return Upload.objects.create(
        owner=owner, name=clean_name(file.name), media=media, size=len(file.data),
        token=seal_bytes(file.data),
    )  # fmt: skip


def open_uploads(owner: str) -> list[Incoming]:
    """Return the files kept for an owner, in the order they came. None that is stale or sealed for good."""
    drop_stale()
    found = []
    for upload in Upload.objects.filter(owner=owner):
        try:
            found.append(Incoming(upload.name, unseal_bytes(bytes(upload.token))))
        except SealBroken:  # its key is gone: as good as erased
            upload.delete()
    return found


def list_uploads(owner: str) -> list[Upload]:
    """Return what is kept for an owner, contents closed."""
    return list(Upload.objects.filter(owner=owner).defer("token"))


def drop_uploads(owner: str, key: int | None = None) -> None:
    """Erase what is kept for an owner: all of it, or one file."""
    found = Upload.objects.filter(owner=owner)
    (found if key is None else found.filter(pk=key)).delete()


def drop_stale() -> None:
    """Erase whatever nobody decided on within a day."""
    Upload.objects.filter(made__lt=timezone.now() - KEPT).delete()
