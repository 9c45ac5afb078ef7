"""An office at its desk: everybody signed in, and a request in hand."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.requests.conftest import carry, filed, office

__all__ = ["carry", "filed", "office"]


@pytest.fixture
def sign_in(db):
    """Return a function that returns a browser in which an actor has signed in."""

    def begin(actor=None):
        client = Client()
        if actor is not None:
            client.force_login(
                actor.person, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return begin


@pytest.fixture
def at(office, sign_in):
    """Return a browser for each role of the office."""
    return {role: sign_in(actor) for role, actor in office.items()}
