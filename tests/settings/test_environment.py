from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai.core.installation import check_exposure, check_installation
from gongkai.settings.environment import Environment


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *words],
        env={**kept, "GONGKAI_DATA": str(folder), "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_the_settings_as_they_come_are_fit_for_deployment(tmp_path):
    done = run(
        tmp_path, "manage", "check", "--deploy", "--fail-level", "WARNING", "--database", "default"
    )
    assert (done.returncode, "no issues (0 silenced)" in done.stdout) == (0, True), done.stderr
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "keys").iterdir()] == [0, 0, 0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGKAI_DEBUG", "perhaps"),
        ("GONGKAI_SEALING_KEYS", "not-a-key"),
        ("GONGKAI_DATABASE", "mysql://somewhere"),
        ("GONGKAI_MAIL", "mail.example"),
    ],
)
def test_a_wrong_variable_ends_the_start_and_is_named(tmp_path, name, value):
    done = run(tmp_path, "manage", "check", **{name: value})
    assert done.returncode != 0
    assert name in done.stderr


def test_a_mail_server_is_read_and_its_password_not_shown(monkeypatch):
    monkeypatch.setenv("X", "smtps://us%40er:p%3Ass@mail.example")
    server = Environment().mail("X")
    assert (server.host, server.port, server.user, server.password, server.secure) == (
        "mail.example",
        465,
        "us@er",
        "p:ss",
        True,
    )
    assert "p:ss" not in repr(server)
    monkeypatch.setenv("X", "https://mail.example")
    with pytest.raises(ImproperlyConfigured):
        Environment().mail("X")


def ids(messages):
    return sorted(message.id for message in messages)


def test_a_folder_open_to_others_and_a_scanner_that_is_not_there_are_told(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert ids(check_installation()) == []
    (tmp_path / "keys").mkdir(mode=0o700)
    (tmp_path / "keys" / "secret").touch()
    (tmp_path / "keys" / "secret").chmod(0o644)
    settings.FILE_SCANNER = "no-such-scanner --now"
    settings.SEALING_KEYS = []
    assert ids(check_installation()) == ["gongkai.E005", "gongkai.E007", "gongkai.W004"]


def test_an_office_at_work_is_no_demonstration_and_names_its_hosts(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    assert ids(check_exposure()) == ["gongkai.E002", "gongkai.W001"]
