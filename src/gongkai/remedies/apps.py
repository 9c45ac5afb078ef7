"""The app as Django knows it."""

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    """Reconsideration and litigation."""

    name = "gongkai.remedies"
    label = "remedies"
