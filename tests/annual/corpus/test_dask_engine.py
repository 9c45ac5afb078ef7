from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.annual.corpus.engines import dask
from gongkai.annual.corpus.jobs import EngineError, Limits, Work
from gongkai.annual.corpus.run import Progress, run_corpus
from tests.annual.corpus.works import WORK, parse_note, second_version, write_note, write_notes

pytest.importorskip(
    "distributed", reason="没有安装 Dask（gongkai[cluster]）/ Dask is not installed"
)

pytestmark = pytest.mark.slow

# As an operator has it: a scheduler and two workers in processes of their own, on loopback.
CLUSTER = """
import json, sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as cluster:
        pids = [nanny.process.process.pid for nanny in cluster.workers.values()]
        print(json.dumps([cluster.scheduler_address, pids]))
        sys.stdout.flush()
        sys.stdin.read()
"""
LIMITS = Limits(seconds=4.0)  # one file hangs; the others need a hundredth


@pytest.fixture
def cluster(tmp_path):
    """The scheduler's address and the process ids of the two workers."""
    program = tmp_path / "cluster.py"
    program.write_text(CLUSTER, encoding="utf-8")
    root = str(Path(__file__).parents[3])
    with subprocess.Popen(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": root},  # where the workers find the tests' own work
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield json.loads(process.stdout.readline())
        process.stdin.close()


def read_tables(out: Path) -> dict[str, bytes]:
    paths = [path for path in out.parent.iterdir() if path.suffix != ".journal"]
    return {path.name: path.read_bytes() for path in paths}


def test_output_equals_the_local_one_with_a_worker_killed_half_way(cluster, tmp_path):
    address, pids = cluster
    folder = tmp_path / "reports"
    write_notes(folder, 120, act="slow")
    for act in ("refuse", "raise", "segfault", "hang"):
        write_note(folder, f"{act}.txt", act=act)
    killed = False

    def kill_half_way(progress: Progress) -> None:
        nonlocal killed
        if progress.stage == "read" and progress.done >= 50 and not killed:
            killed = True
            os.kill(pids[0], signal.SIGKILL)

    results = []
    for name, engine, watch in (
        ("local", "local", lambda _: None),
        ("dask", f"dask:{address}", kill_half_way),
    ):
        out = tmp_path / name / "corpus.csv"
        out.parent.mkdir()
        results.append(
            run_corpus(folder, out, engine=engine, workers=2, work=WORK, limits=LIMITS, watch=watch)
        )
    assert killed
    assert (results[0].files, results[0].read, results[0].unread) == (124, 120, 4)
    assert (results[1].files, results[1].read, results[1].unread) == (124, 120, 4)
    assert read_tables(tmp_path / "dask" / "x") == read_tables(tmp_path / "local" / "x")


def test_batch_that_takes_its_worker_with_it_is_read_here(cluster, tmp_path):
    """What cannot happen to a supervised process may still happen to a worker, again and again."""
    address, _ = cluster
    folder = tmp_path / "reports"
    write_notes(folder, 40)
    write_note(folder, "9.txt", act="parent", home=os.getpid())
    result = run_corpus(
        folder, tmp_path / "corpus.csv", engine=f"dask:{address}", work=WORK, limits=LIMITS
    )
    assert (result.files, result.read, result.unread) == (41, 41, 0)


def test_cluster_with_other_rules_is_refused(cluster, tmp_path, monkeypatch):
    address, _ = cluster
    write_note(tmp_path / "reports", "a.txt")
    monkeypatch.setenv("GONGKAI_TEST_VERSION", "another")  # here, and not on the workers
    with pytest.raises(EngineError, match="install the same"):
        run_corpus(
            tmp_path / "reports",
            tmp_path / "corpus.csv",
            engine=f"dask:{address}",
            work=Work(parse_note, second_version),
            limits=LIMITS,
        )


def test_no_scheduler_there(tmp_path, monkeypatch):
    monkeypatch.setattr(dask, "CONNECT_SECONDS", 1)
    write_note(tmp_path / "reports", "a.txt")
    with pytest.raises(EngineError, match="cannot reach the Dask scheduler"):
        run_corpus(
            tmp_path / "reports",
            tmp_path / "corpus.csv",
            engine="dask:tcp://127.0.0.1:9",
            work=WORK,
            limits=LIMITS,
        )
