"""What tests with a database share: organs and people, all invented."""

from __future__ import annotations

from datetime import date

import hypothesis
import pytest
from django.utils import translation

from tests.databases import Shelf

# How long an example takes says more of what else the machine is doing than of the code.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")

# A test that asks for one of these has a database; `make test-postgresql` runs these tests.
DATABASES = {"db", "transactional_db", "shelf"}


def pytest_itemcollected(item):
    if DATABASES & set(item.fixturenames):
        item.add_marker("database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # What opens an office or a browser comes first: with `--dist worksteal` the first worker has it all, opens each
    # once, and is busy with it while the other takes from the rest. Within the two parts the order is random.
    items.sort(
        key=lambda item: not (item.get_closest_marker("browser") or "shelf" in item.fixturenames)
    )


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Return databases for processes of a test's own."""
    shelf = Shelf(tmp_path_factory.mktemp("databases"))
    yield shelf
    shelf.clear()


@pytest.fixture(autouse=True)
def _chinese():
    """Begin in Chinese: a page that was asked for in English leaves its thread so."""
    translation.deactivate()


@pytest.fixture
def make_organ(db):
    """Return a function that places an organ under a parent."""
    from gongkai.core.organs.models import Organ
    from gongkai.core.organs.tree import place_organ

    def make(code="qinghe-service", name="清河市政务服务局", parent=None, **fields):
        fields = {"short_name": "清政服", "kind": "department", **fields}
        return place_organ(Organ(code=code, name=name, **fields), parent)

    return make


@pytest.fixture
def organ(make_organ):
    """Return one organ."""
    return make_organ()


@pytest.fixture
def make_actor(db):
    """Return a function that makes somebody with roles in an organ, able to sign in."""
    from gongkai.core.organs.actor import find_actor
    from gongkai.core.organs.models import Person, Post

    def make(organ, *roles, username=None, name=None, division=None, password=None):
        username = username or f"person-{Person.objects.count() + 1}"
        person = Person.objects.create_user(username, password, name=name or f"李{username[-1]}")
        for role in roles:
            Post.objects.create(
                person=person, organ=organ, division=division, role=role, since=date(2020, 1, 1)
            )
        return find_actor(person)

    return make


@pytest.fixture
def sign_in(client):
    """Return a function by which an actor is signed in; it returns the client."""

    def enter(actor):
        client.force_login(actor.person)
        return client

    return enter


@pytest.fixture(scope="module")
def browser():
    """Return Chromium, for a module marked with `tests.chromium.NEEDS_CHROMIUM`."""
    from tests.chromium import open_browser

    with open_browser() as browser:
        yield browser
