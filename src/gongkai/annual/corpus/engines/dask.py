"""An existing Dask cluster as the engine (docs/decisions/0003-corpus-engine.md).

The scheduler hands out batches; on each worker a supervised process of ours reads the files one
by one, so a file that crashes or hangs costs its own row and not the worker. The folder must be
reachable under the same path on every machine, and the same version of Gongkai installed. A
scheduler runs what it is sent: connect only to one you trust.
"""

from __future__ import annotations

import threading
from asyncio import CancelledError
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from gongkai.annual.corpus.engines.local import LocalEngine
from gongkai.annual.corpus.jobs import EngineError, Job, Order, Outcome

BATCH = 32  # jobs in a task, for a task costs the scheduler some milliseconds
AHEAD = 3  # tasks in flight for each thread of the cluster
CONNECT_SECONDS = 20

_mine = threading.local()


def read_batch(jobs: list[Job], order: Order) -> list[Outcome]:
    """Read a batch on a worker of the cluster, in this thread's own process, which then stays."""
    kept: tuple[Order, LocalEngine] | None = getattr(_mine, "engine", None)
    if kept is None or kept[0] != order:
        if kept is not None:
            kept[1].close()
        _mine.engine = kept = (order, LocalEngine(order, 1))
    try:
        return list(kept[1].stream(iter(jobs)))
    except BaseException:  # answers to this batch may still be under way
        kept[1].close()
        del _mine.engine
        raise


class DaskEngine:
    """A client of a scheduler that is running already."""

    def __init__(self, address: str, order: Order) -> None:
        try:
            self._dask: Any = import_module("distributed")  # its types are in part
        except ImportError as error:
            raise EngineError(
                "未安装 Dask：pip install 'gongkai[cluster]'",
                "Dask is not installed: pip install 'gongkai[cluster]'",
            ) from error
        self._order = order
        try:
            self._client = self._dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"连接不上 Dask 调度器 {address}：{error}",
                f"cannot reach the Dask scheduler {address}: {error}",
            ) from error

    def stream(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        """Yield one outcome for each job, as the batches come back."""
        batches: dict[Any, list[Job]] = {}
        completed = self._dask.as_completed([], loop=self._client.loop)
        for batch in islice(_cut(jobs), self._width()):
            completed.add(self._submit(batch, batches))
        for future in completed:
            batch = batches.pop(future.key)
            try:
                outcomes = future.result()
            except self._dask.KilledWorker:
                # Worker after worker died over it: find out at home which file it is, and read
                # the others.
                outcomes = self._read_here(batch)
            except EngineError:
                raise
            except (Exception, CancelledError) as error:
                raise EngineError(
                    f"Dask 集群出错：{type(error).__name__}: {error}（已读的已保存）",
                    f"the Dask cluster failed: {type(error).__name__}: {error} (work done is kept)",
                ) from error
            future.release()
            yield from outcomes
            for following in islice(_cut(jobs), max(1, self._width() - len(batches))):
                completed.add(self._submit(following, batches))

    def _width(self) -> int:
        threads = sum(self._client.nthreads().values())
        return max(AHEAD, AHEAD * int(threads))

    def _submit(self, batch: list[Job], batches: dict[Any, list[Job]]) -> Any:
        future = self._client.submit(read_batch, batch, self._order, pure=False)
        batches[future.key] = batch
        return future

    def _read_here(self, batch: list[Job]) -> list[Outcome]:
        engine = LocalEngine(self._order, 1)
        try:
            return list(engine.stream(iter(batch)))
        finally:
            engine.close()

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close()


def _cut(jobs: Iterator[Job]) -> Iterator[list[Job]]:
    while batch := list(islice(jobs, BATCH)):
        yield batch
