"""Forms as this house shows them: labelled, explained, each error at its field and above the form."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders with our templates for forms and fields, and Django's own for widgets."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"
