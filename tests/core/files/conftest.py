"""A case to keep files for, and a folder of their own to keep them in."""

from __future__ import annotations

import pytest

from gongkai.core.caselog.models import Case


@pytest.fixture
def case(organ):
    return Case.objects.create(kind="note", organ=organ)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR
