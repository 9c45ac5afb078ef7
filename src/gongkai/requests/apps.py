"""The app as Django knows it, and the kind of case it tells the log about."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests for disclosure."""

    name = "gongkai.requests"
    label = "requests"

    def ready(self) -> None:
        """Tell the case log what a request is."""
        from gongkai.core.caselog.kinds import register_kind
        from gongkai.requests.domain.projection import REQUEST

        register_kind(REQUEST)
