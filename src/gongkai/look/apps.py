"""The app as Django knows it."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """How pages look and speak."""

    name = "gongkai.look"
    label = "look"
