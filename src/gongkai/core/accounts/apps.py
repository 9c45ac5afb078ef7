"""The app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Core: accounts."""

    name = "gongkai.core.accounts"
    label = "accounts"
