"""The app as Django knows it, and the kind of case it tells the log about."""

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    """Reconsideration and litigation."""

    name = "gongkai.remedies"
    label = "remedies"

    def ready(self) -> None:
        """Tell the case log what a remedy is."""
        from gongkai.core.caselog.kinds import register_kind
        from gongkai.remedies.domain.projection import REMEDY

        register_kind(REMEDY)
