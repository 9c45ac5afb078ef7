"""Long forms in groups."""

from __future__ import annotations

from django import forms

from gongkai.look.forms import Grouped


class Form(Grouped, forms.Form):
    """A form with a field that no group names, and one that nobody sees."""

    groups = (("第二组", ("b",)), ("第一组", ("a", "c")))
    a = forms.CharField(label="甲")
    b = forms.CharField(label="乙")
    c = forms.CharField(label="丙")
    d = forms.CharField(label="丁")
    seen = forms.CharField(widget=forms.HiddenInput)


def test_fields_stand_in_their_groups_and_none_is_lost():
    found = [(title, [field.name for field in fields]) for title, fields in Form().sections]
    assert found == [("", ["d"]), ("第二组", ["b"]), ("第一组", ["a", "c"])]


def test_a_group_is_a_fieldset_and_an_error_leads_to_its_field():
    text = Form({"a": "1", "b": "", "c": "3", "d": "4", "seen": "1"}).render()
    assert text.count('<fieldset class="group">') == 3
    assert text.count('href="#id_b"') == 1
    assert text.count('type="hidden"') == 1
