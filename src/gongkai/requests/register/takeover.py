"""Taking a register over: what was uploaded is kept sealed until it is judged, then stored or erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.core.audit.trail import note_change
from gongkai.core.caselog.entries import Entry
from gongkai.core.files.storage import Incoming
from gongkai.core.files.uploads import drop_uploads, keep_upload, open_uploads
from gongkai.core.numbering.series import take_number
from gongkai.core.organs.actor import Actor
from gongkai.core.organs.models import Organ
from gongkai.core.refusal import Refusal
from gongkai.requests.domain.histories import store_histories
from gongkai.requests.domain.intake import format_number, keep_number_free
from gongkai.requests.domain.projection import KIND, find_calendar
from gongkai.requests.process.folding import fold
from gongkai.requests.process.state import RequestState
from gongkai.requests.register.rows import Row, tell_history
from gongkai.requests.register.sheet import read_lines
from gongkai.requests.rules import demand


class Changed(Refusal):
    """The register was changed by somebody else while this one was taken over."""


def keep_register(file: Incoming, *, organ: Organ, actor: Actor) -> None:
    """Keep an uploaded register in the place of an earlier one. NotRegister, NotAccepted, Forbidden."""
    demand(actor, "import", organ)
    read_lines(file.data)
    with transaction.atomic():
        drop_uploads(_own(organ, actor))
        keep_upload(_own(organ, actor), file)


def open_register(*, organ: Organ, actor: Actor) -> Incoming | None:
    """Return the register that the actor uploaded, if it is still kept."""
    demand(actor, "import", organ)
    return next(iter(open_uploads(_own(organ, actor))), None)


def drop_register(*, organ: Organ, actor: Actor) -> None:
    """Erase the register that the actor uploaded."""
    drop_uploads(_own(organ, actor))


def _own(organ: Organ, actor: Actor) -> str:
    return f"register:{organ.pk}:{actor.key}"


def take_over(rows: Iterable[Row], *, name: str, organ: Organ, actor: Actor) -> int:
    """Store the rows without faults as requests of the organ, all or none; return how many.

    Forbidden. Changed: one of their numbers was given to another request meanwhile.
    """
    demand(actor, "import", organ)
    good = [row for row in rows if not row.faults]
    try:
        with transaction.atomic():
            stored = sum(map(len, store_histories(organ, _tell(good, organ, actor))))
            note_change(actor, organ, kind="register-taken-over", subject=f"organ:{organ.code}",
                        organ_name=organ.name, file=name, rows=stored)  # fmt: skip
            drop_register(organ=organ, actor=actor)
    except IntegrityError:
        raise Changed(
            "登记簿在此期间有变化，没有转入，请重新检查",
            "The register changed meanwhile; nothing was taken over. Check it again",
        ) from None
    return stored


def _tell(
    rows: Iterable[Row], organ: Organ, actor: Actor
) -> Iterator[tuple[tuple[Entry, ...], RequestState]]:
    calendar, moment = find_calendar(organ.region), timezone.now()
    for row in rows:
        number = row.number
        if number:
            keep_number_free(organ, number)
        else:
            year = row.values["day"].year
            number = format_number(year, take_number(organ, KIND, year))
        entries = tell_history(row.values, number=number, who=actor, moment=moment)
        yield entries, fold(entries, calendar=calendar)
