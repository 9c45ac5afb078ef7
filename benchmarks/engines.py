"""Ray or Dask distributed? The measurement behind docs/decisions/0003-corpus-engine.md.

Run in a virtual environment of its own, with lxml, ray, distributed and psutil installed:

    python benchmarks/engines.py ray|dask|pool [items]

Each engine gets two worker processes and the same parse-like work: one report-sized HTML page
through lxml and a regular expression over its cells, with a result of the size that `gongkai
corpus` sends back. Reported are the start, the items a second and the processor time an item by
batch size, what all processes hold in memory, and the items a second when one worker process is
killed half-way.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

ROWS, COLUMNS, WORKERS = 60, 9, 2
RESULT = b"x" * 4096


def page(number: int) -> bytes:
    cells = "".join(
        "<tr>" + "".join(f"<td style='mso: 1'><p>{number + r * c}</p></td>" for c in range(COLUMNS))
        for r in range(ROWS)
    )
    prose = "<p>本机关公开信息。</p>" * 200
    return f"<html><body><table>{cells}</table>{prose}</body></html>".encode()


def parse(number: int) -> tuple[int, bytes]:
    from lxml import html

    total = 0
    for _ in range(4):
        tree = html.fromstring(page(number))
        total = sum(int(n) for td in tree.iter("td") for n in re.findall(r"\d+", td.text_content()))
    return total, RESULT


def parse_batch(numbers: list[int]) -> list[tuple[int, bytes]]:
    return [parse(number) for number in numbers]


def batches(items: int, size: int) -> list[list[int]]:
    return [list(range(start, min(start + size, items))) for start in range(0, items, size)]


class Pool:
    """The standard library's pool, for comparison."""

    def __init__(self):
        self.pool = ProcessPoolExecutor(WORKERS)
        list(self.pool.map(parse_batch, [[0]] * WORKERS * 2))

    def run(self, work, victim=None):
        done = 0
        for future in as_completed([self.pool.submit(parse_batch, batch) for batch in work]):
            done += len(future.result())
            victim = self.kill(victim, done)
        return done

    def kill(self, victim, _done):
        return victim

    def close(self):
        self.pool.shutdown()


class Dask(Pool):
    def __init__(self):
        from distributed import Client, LocalCluster

        self.cluster = LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        )
        self.client = Client(self.cluster)
        self.client.gather([self.client.submit(parse_batch, [0], pure=False) for _ in range(4)])

    def run(self, work, victim=None):
        from distributed import as_completed as dask_completed

        done = 0
        futures = [self.client.submit(parse_batch, batch, pure=False) for batch in work]
        for _future, result in dask_completed(futures, with_results=True):
            done += len(result)
            victim = self.kill(victim, done)
        return done

    def kill(self, victim, done):
        if victim is not None and done >= victim:
            os.kill(next(iter(self.client.run(os.getpid).values())), signal.SIGKILL)
            return None
        return victim

    def close(self):
        self.client.close()
        self.cluster.close()


class Ray(Pool):
    def __init__(self):
        import ray

        self.ray = ray
        ray.init(num_cpus=WORKERS, include_dashboard=False, logging_level="ERROR")
        self.batch = ray.remote(max_retries=3)(parse_batch)
        ray.get([self.batch.remote([0]) for _ in range(4)])

    def run(self, work, victim=None):
        done, waiting = 0, [self.batch.remote(batch) for batch in work]
        while waiting:
            ready, waiting = self.ray.wait(waiting, num_returns=1)
            done += sum(len(result) for result in self.ray.get(ready))
            victim = self.kill(victim, done)
        return done

    def kill(self, victim, done):
        if victim is not None and done >= victim:
            import psutil

            workers = [
                p for p in psutil.process_iter(["cmdline"]) if "ray::parse_batch" in str(p.info)
            ]
            os.kill(workers[0].pid, signal.SIGKILL)
            return None
        return victim

    def close(self):
        self.ray.shutdown()


def family() -> list:
    import psutil

    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def memory_mb() -> float:
    return sum(p.memory_full_info().pss for p in family()) / 2**20


def cpu_seconds() -> float:
    """Processor time of the whole family: a busy machine moves it less than the clock."""
    return sum(p.cpu_times().user + p.cpu_times().system for p in family())


def main() -> None:
    name, items = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    began = time.perf_counter()
    engine = {"pool": Pool, "dask": Dask, "ray": Ray}[name]()
    out = {"engine": name, "start_s": round(time.perf_counter() - began, 1)}
    for size in (1, 8, 32):
        rates, costs = [], []
        for _ in range(3):
            began, spent = time.perf_counter(), cpu_seconds()
            assert engine.run(batches(items, size)) == items
            rates.append(items / (time.perf_counter() - began))
            costs.append((cpu_seconds() - spent) / items * 1000)
        out[f"items_s_batch_{size}"] = round(sorted(rates)[1])
        out[f"cpu_ms_item_batch_{size}"] = round(sorted(costs)[1], 2)
    out["memory_mb"] = round(memory_mb())
    if name != "pool":
        began = time.perf_counter()
        assert engine.run(batches(items, 8), victim=items // 2) == items
        out["items_s_worker_killed"] = round(items / (time.perf_counter() - began))
    print(json.dumps(out), flush=True)
    engine.close()


if __name__ == "__main__":
    main()
