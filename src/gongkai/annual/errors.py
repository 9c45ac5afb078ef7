"""What the reader says when it cannot read."""

from __future__ import annotations


class NotReadable(Exception):
    """The file cannot be read as an annual report: one line in Chinese, one in English, no traceback."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english


class NotAReport(NotReadable):
    """The file can be read, but it is not an annual report in a form that is known."""
