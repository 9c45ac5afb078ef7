"""The app as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Core: accounts."""

    name = "gongkai.core.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the checks of the installation."""
        from gongkai.core import installation  # noqa: F401
