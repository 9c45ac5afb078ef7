"""Forms as this house shows them: labelled, explained, each error at its field and above the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.forms import BaseForm, BoundField
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders with our templates for forms and fields, and Django's own for widgets."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"


Groups = Sequence[tuple[str, Sequence[str]]]  # the name of a group, and the names of its fields


class Grouped(BaseForm):
    """A long form, whose fields are shown in named groups. A field that no group names is shown first."""

    groups: ClassVar[Groups] = ()

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """Return the groups with their fields, in the order in which they are filled in."""
        named = {name for _, names in self.groups for name in names}
        rest = [field for field in self.visible_fields() if field.name not in named]
        found = [(title, [self[name] for name in names]) for title, names in self.groups]
        return [("", rest), *found] if rest else found
