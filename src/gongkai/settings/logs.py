"""What logs and error reports may hold: where it failed and how, and nothing of whom it was about."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

# Numbers of identity cards and telephones, and addresses of mail, wherever they come from.
_PERSONAL = re.compile(
    r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|[\w.+-]+@[\w-]+\.[\w.-]+"
)
_Trace = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class ScrubbingFormatter(logging.Formatter):
    """Writes tracebacks without the messages of exceptions, in which databases quote values."""

    def __init__(self) -> None:
        """Write time, level, logger, message."""
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, numbers that may be personal taken out."""
        record.exc_text = None  # another formatter may have kept it whole
        return _PERSONAL.sub("***", super().format(record))

    def formatException(self, ei: _Trace) -> str:  # noqa: N802
        """Return where it failed, outermost last, and the names of the exceptions."""
        lines = []
        error: BaseException | None = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class ReportFilter(SafeExceptionReporterFilter):
    """Leaves out of error reports what was posted and what variables held."""

    def is_active(self, request: HttpRequest | None) -> bool:  # noqa: ARG002
        """Hide always, when debugging too: the data are the same."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of what was posted."""
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request else {}

    def get_traceback_frame_variables(
        self,
        request: HttpRequest | None,  # noqa: ARG002
        tb_frame: Any,
    ) -> ItemsView[str, Any]:
        """Return the names of the variables."""
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()
