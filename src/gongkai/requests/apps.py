"""The app as Django knows it."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests for disclosure."""

    name = "gongkai.requests"
    label = "requests"
