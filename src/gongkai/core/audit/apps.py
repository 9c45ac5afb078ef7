"""The app as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Core: audit."""

    name = "gongkai.core.audit"
    label = "audit"
