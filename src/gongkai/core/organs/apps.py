"""The app as Django knows it."""

from django.apps import AppConfig


class OrgansConfig(AppConfig):
    """Core: organs."""

    name = "gongkai.core.organs"
    label = "organs"
