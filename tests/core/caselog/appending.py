"""One event appended by itself, as an app's verb does it: the case held, then appended to."""

from __future__ import annotations

from gongkai.core.caselog import log


def append(case_id, happening, *, actor, seen):
    with log.hold(case_id) as case:
        return log.append(case, happening, actor=actor, seen=seen)
