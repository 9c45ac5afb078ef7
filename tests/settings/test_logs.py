from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.views.debug import get_exception_reporter_filter

from gongkai.settings.logs import ScrubbingFormatter

PERSONAL = ["王小明", "11010519491231002X", "13800001234", "wang@example.com"]


def write(message, *args, error=None):
    caught = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("django.request", logging.ERROR, "x", 1, message, args, caught)
    return ScrubbingFormatter().format(record)


def test_numbers_and_addresses_leave_a_line():
    line = write("card %s, call %s or write %s", *PERSONAL[1:])
    assert line.endswith("card ***, call *** or write ***")


def test_a_traceback_says_where_and_not_of_whom():
    try:
        try:
            raise KeyError("王小明")
        except KeyError as error:
            raise ValueError("Key (name)=(王小明) 11010519491231002X") from error
    except ValueError as error:
        text = write("Internal Server Error: %s", "/desk/", error=error)
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_logs.py" in text
    assert [each for each in PERSONAL if each in text] == []


def test_an_error_in_a_page_is_logged_without_what_was_posted(client, db, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("王小明 13800001234")

    monkeypatch.setattr("gongkai.core.accounts.views.RedeemForm", fail)
    client.raise_request_exception = False
    answer = client.post("/account/code/", {"username": "王小明", "code": "13800001234"})
    assert answer.status_code == 500
    lines = [ScrubbingFormatter().format(record) for record in caplog.records]
    assert any("RuntimeError" in line for line in lines)
    told = "\n".join([*lines, answer.content.decode()])
    assert [each for each in PERSONAL if each in told] == []


def test_error_reports_name_variables_and_hide_what_they_hold():
    request = RequestFactory().post("/", {"name": "王小明"})
    hiding = get_exception_reporter_filter(request)
    name = "王小明"
    try:
        raise RuntimeError(name)
    except RuntimeError as error:
        frame = error.__traceback__.tb_frame
    told = dict(hiding.get_traceback_frame_variables(request, frame))
    assert set(told.values()) == {hiding.cleansed_substitute}
    assert dict(hiding.get_post_parameters(request)) == {"name": hiding.cleansed_substitute}


@pytest.mark.parametrize("logger", ["django", "django.request", "axes", "allauth"])
def test_nothing_writes_beside_the_scrubbing(logger):
    assert settings.LOGGING["root"]["handlers"] == ["console"]
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "scrubbed"
    assert [
        handler
        for handler in logging.getLogger(logger).handlers
        if not type(handler).__module__.startswith("_pytest")
    ] == []
