"""The app as Django knows it."""

from django.apps import AppConfig


class CaseLogConfig(AppConfig):
    """Core: caselog."""

    name = "gongkai.core.caselog"
    label = "caselog"
