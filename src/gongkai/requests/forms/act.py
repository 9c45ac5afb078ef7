"""What every form of an act has: the day, what was seen, and which words are kept apart."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from gongkai.core.organs.models import Organ
from gongkai.core.today import today
from gongkai.look.words import say
from gongkai.requests.forms.fields import Day
from gongkai.requests.process.acts import Act
from gongkai.requests.process.state import RequestState


class ActForm(forms.Form):
    """An act: at least the day on which it takes effect."""

    day = Day(label=say("发生日期", "Day it took effect"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    beside: ClassVar[tuple[str, ...]] = ("day", "seen", "attachments")
    """Fields that are not words of the entry."""

    def __init__(
        self, *args: Any, act: Act, state: RequestState, organ: Organ, **kwargs: Any
    ) -> None:
        """Take the act, the state it acts on, and the organ."""
        self.act, self.state, self.organ = act, state, organ
        kwargs["initial"] = {"day": today(), "seen": state.seen, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_day(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(say("这一天还没有到", "This day has not come yet"))
        return day

    @property
    def writes_letter(self) -> bool:
        """Whether a letter goes out with the act."""
        return False

    def body(self) -> dict[str, Any]:
        """Return the body of the entry."""
        apart = self.act.kind.apart
        return {
            **self.act.body,
            **{name: value for name, value in self._words().items() if name not in apart},
        }

    def sealed(self) -> dict[str, Any] | None:
        """Return what is kept sealed beside the entry; None where there is nothing."""
        apart = self.act.kind.apart
        return {name: value for name, value in self._words().items() if name in apart} or None

    def _words(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if name not in self.beside and value not in (None, "")
        }
