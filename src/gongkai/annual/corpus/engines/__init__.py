"""Where the work is done: in processes on this machine, or on a cluster that is there already."""

from __future__ import annotations

from gongkai.annual.corpus.engines.local import LocalEngine
from gongkai.annual.corpus.jobs import Engine, EngineError, Order

__all__ = ["open_engine"]


def open_engine(name: str, order: Order, workers: int) -> Engine:
    """Return the engine of that name: `local`, or `dask:ADDRESS` of a scheduler.

    Raises `EngineError` for a name that means nothing here, and where the engine cannot be reached.
    """
    if name == "local":
        return LocalEngine(order, workers)
    kind, _, address = name.partition(":")
    if kind == "dask" and address:
        from gongkai.annual.corpus.engines.dask import DaskEngine

        return DaskEngine(address, order)
    raise EngineError(
        f"不认识的引擎 {name}：可用 local 或 dask:地址",
        f"unknown engine {name}: use local or dask:ADDRESS",
    )
