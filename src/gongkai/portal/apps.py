"""The app as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The face for the public."""

    name = "gongkai.portal"
    label = "portal"
