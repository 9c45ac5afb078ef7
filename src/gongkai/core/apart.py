"""Work on a stranger's file in a process of its own: what hangs there, or dies, takes nothing along."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from gongkai.core.refusal import Refusal

logger = logging.getLogger(__name__)
Result = TypeVar("Result")


class GivenUp(Refusal):
    """The work took too long, or the process that did it died."""

    def __init__(self) -> None:
        """Say what happened to the file."""
        super().__init__("文件太复杂，没有在规定时间内读完", "The file took too long to read")


def run_apart(seconds: float, call: Callable[..., Result], *given: object) -> Result:
    """Return what a module's function returns for arguments that can be sent to it. GivenUp."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        running = pool.submit(call, *given)
        try:
            return running.result(timeout=seconds)
        except TooLong:
            for process in pool._processes.values():  # noqa: SLF001  (no public way to end one)
                process.kill()
            raise GivenUp from None
        except BrokenProcessPool:
            logger.exception("a process that worked on a file died")
            raise GivenUp from None
