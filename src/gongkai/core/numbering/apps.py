"""The app as Django knows it."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """Core: numbering."""

    name = "gongkai.core.numbering"
    label = "numbering"
