"""What narrows a work list: by handler, division, channel, outcome, days of receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters import ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from gongkai.core.organs.models import Division, Organ, Person
from gongkai.core.organs.roles import Role
from gongkai.look.words import say
from gongkai.requests.forms.fields import CHANNELS
from gongkai.requests.models import ApplicantClass, Request
from gongkai.requests.process.work import Step
from gongkai.statute.outcomes import load_outcomes

ANY = say("不限", "any")


class RequestFilter(FilterSet):
    """Narrows a list of an organ's requests. What is not among the choices narrows nothing, and is said."""

    handler = ModelChoiceFilter(
        label=say("承办人", "Handler"), queryset=Person.objects.none(), empty_label=ANY
    )
    division = ModelChoiceFilter(
        label=say("科室", "Division"), queryset=Division.objects.none(), empty_label=ANY
    )
    channel = ChoiceFilter(
        label=say("渠道", "Channel"), empty_label=ANY,
        choices=[(each.value, words) for each, words in CHANNELS.items()],
    )  # fmt: skip
    applicant_class = ChoiceFilter(
        label=say("申请人类别", "Applicant"), choices=ApplicantClass.choices, empty_label=ANY
    )
    step = ChoiceFilter(
        label=say("环节", "Step"), empty_label=ANY,
        choices=[(each.value, say(each.chinese, each.english)) for each in Step],
    )  # fmt: skip
    outcome = ChoiceFilter(
        label=say("办理结果", "Outcome"), empty_label=ANY,
        choices=[(key, say(leaf.label, leaf.label_en)) for key, leaf in load_outcomes().items()],
    )  # fmt: skip
    since = DateFilter(
        field_name="received", lookup_expr="gte", label=say("收到之日 自", "Received from"),
        input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    until = DateFilter(
        field_name="received", lookup_expr="lte", label=say("至", "to"),
        input_formats=["%Y-%m-%d"], widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    class Meta:
        model = Request
        fields = ()

    def __init__(self, data: Any, queryset: QuerySet[Request], *, organ: Organ) -> None:
        """Offer those who handle requests here, or once did, and the organ's own divisions."""
        super().__init__(data, queryset)
        self.form.fields["handler"].queryset = Person.objects.filter(
            posts__organ=organ, posts__role=Role.HANDLER
        ).distinct()
        self.form.fields["division"].queryset = Division.objects.filter(organ=organ)

    @property
    def active(self) -> list[tuple[str, str]]:
        """What narrows the list now: the name of each field, and in words what was chosen."""
        self.form.is_valid()
        return [
            (str(field.label), _tell(field))
            for field in self.form
            if self.form.cleaned_data.get(field.name) not in {None, ""}
        ]


def _tell(field: forms.BoundField) -> str:
    value = field.form.cleaned_data[field.name]
    choices = dict(field.field.choices) if isinstance(value, str) else {}  # type: ignore[attr-defined]
    return str(choices.get(value, value))
