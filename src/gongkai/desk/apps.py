"""The app as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The face for staff."""

    name = "gongkai.desk"
    label = "desk"
