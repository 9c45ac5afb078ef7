"""What an administrator types: forms for the verbs on people."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.core.organs.models import Division, Organ, Person
from gongkai.core.organs.roles import Role
from gongkai.look.words import say


class PostForm(forms.Form):
    """A role, and a division where there is one. Takes the organ it is for."""

    role = forms.ChoiceField(label=say("角色", "Role"), choices=Role.choices)
    division = forms.ModelChoiceField(
        Division.objects.none(),
        label=say("内设机构", "Division"),
        required=False,
        empty_label=say("不限", "None"),
    )

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        """Offer the divisions of the organ alone."""
        super().__init__(*args, **kwargs)
        field = self.fields["division"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Division.objects.filter(organ=organ)

    def clean_role(self) -> Role:
        """Return the role as such."""
        return Role(self.cleaned_data["role"])


class AppointForm(PostForm):
    """Somebody who has an account, by their exact user name, with a post for them."""

    username = forms.CharField(
        label=say("用户名", "User name"),
        max_length=60,
        help_text=say("与登录时用的完全一致", "Exactly as they sign in"),
    )
    field_order = ["username", "role", "division"]

    def clean_username(self) -> Person:
        """Return whose user name it is."""
        person = Person.objects.filter(username=self.cleaned_data["username"]).first()
        if person is None:
            raise forms.ValidationError(say("没有这个用户名", "Nobody has this user name"))
        return person


class PersonForm(PostForm):
    """Somebody new, with a first post: the cleaned data are create_person's arguments."""

    username = forms.CharField(
        label=say("用户名", "User name"),
        max_length=60,
        validators=Person._meta.get_field("username").validators,  # noqa: SLF001
        help_text=say("2 至 60 个字母、数字或 @ . + - _", "2 to 60 letters, digits or @ . + - _"),
    )
    name = forms.CharField(label=say("姓名", "Name"), max_length=60)
    email = forms.EmailField(label=say("电子邮件", "E-mail"), required=False)
    field_order = ["username", "name", "email", "role", "division"]
