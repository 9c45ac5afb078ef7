from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.annual.corpus.engines import open_engine
from gongkai.annual.corpus.engines.local import LocalEngine
from gongkai.annual.corpus.jobs import (
    EngineError,
    Job,
    Limits,
    Order,
    Outcome,
    Reading,
    Status,
    Work,
)
from tests.annual.corpus.works import (
    LIMITS,
    ORDER,
    WORK,
    other_version_elsewhere,
    parse_note,
    version_of_the_first,
    write_note,
)


@pytest.fixture
def engine():
    engine = LocalEngine(ORDER, 2)
    yield engine
    engine.close()


def read_all(engine: LocalEngine, paths: list[Path]) -> list[Outcome]:
    jobs = (Job(number, str(path)) for number, path in enumerate(paths))
    return sorted(engine.stream(jobs), key=lambda outcome: outcome.number)


def test_reads_files(engine, tmp_path):
    paths = [write_note(tmp_path, f"{n}.txt", agency=f"第{n}局") for n in range(9)]
    outcomes = read_all(engine, paths)
    assert [outcome.status for outcome in outcomes] == [Status.READ] * 9
    assert [Reading.unpack(outcome.packed).report["agency"] for outcome in outcomes] == [
        f"第{n}局" for n in range(9)
    ]


def test_is_ready_for_another_round(engine, tmp_path):
    path = write_note(tmp_path, "a.txt")
    first, second = read_all(engine, [path]), read_all(engine, [path])
    assert first[0].packed == second[0].packed


@pytest.mark.parametrize(
    ("act", "status", "chinese", "english"),
    [
        ("refuse", Status.NOT_A_REPORT, "不是年度报告", "not an annual report"),
        ("encrypted", Status.NOT_READABLE, "文件已加密", "the file is encrypted"),
        (
            "devour",
            Status.FAILED,
            "所需内存超过限额",
            "needs more memory than one file is allowed",
        ),
        (
            "segfault",
            Status.CRASHED,
            "读取进程崩溃（信号 SIGSEGV）",
            "the reading process died (signal SIGSEGV)",
        ),
        (
            "exit",
            Status.CRASHED,
            "读取进程崩溃（退出码 3）",
            "the reading process died (exit status 3)",
        ),
    ],
)
def test_bad_file_is_one_outcome_among_good_ones(  # noqa: PLR0917  (pytest passes names)
    engine, tmp_path, act, status, chinese, english
):
    paths = [write_note(tmp_path, f"{n}.txt") for n in range(6)]
    paths.insert(2, write_note(tmp_path, "bad.txt", act=act))
    outcomes = read_all(engine, paths)
    assert [outcome.status for outcome in outcomes] == [
        status if n == 2 else Status.READ for n in range(7)
    ]
    bad = outcomes[2]
    assert (bad.reason, bad.reason_en) == (chinese, english)
    assert bad.size == paths[2].stat().st_size
    assert len(bad.sha256) == 64


def test_fault_of_the_program_says_where(engine, tmp_path):
    (outcome,) = read_all(engine, [write_note(tmp_path, "a.txt", act="raise")])
    assert outcome.status is Status.FAILED
    assert outcome.reason.startswith("程序出错：ValueError: 三个字 (works.py:")


@pytest.mark.slow
@pytest.mark.parametrize("act", ["hang", "spin"])
def test_file_that_hangs_is_ended_and_the_others_are_read(tmp_path, act):
    engine = LocalEngine(Order(WORK, Limits(seconds=3), "v1"), 1)  # the others need a hundredth
    paths = [
        write_note(tmp_path, "0.txt", act=act),
        *(write_note(tmp_path, f"{n}.txt") for n in (1, 2)),
    ]
    try:
        outcomes = read_all(engine, paths)
    finally:
        engine.close()
    assert [outcome.status for outcome in outcomes] == [Status.TIMED_OUT, Status.READ, Status.READ]
    assert outcomes[0].reason == "超过时限 3 秒，已中止"


def test_process_killed_from_outside_costs_nothing(engine, tmp_path):
    paths = [write_note(tmp_path, f"{n}.txt") for n in range(4)]
    paths.append(write_note(tmp_path, "once.txt", act="once", marker=tmp_path / "marker"))
    assert [outcome.status for outcome in read_all(engine, paths)] == [Status.READ] * 5


def test_files_that_cannot_be_opened(engine, tmp_path):
    (tmp_path / "folder.txt").mkdir()
    outcomes = read_all(engine, [tmp_path / "gone.txt", tmp_path / "folder.txt"])
    assert [(outcome.status, outcome.reason) for outcome in outcomes] == [
        (Status.NOT_OPENED, "无法打开：No such file or directory"),
        (Status.NOT_OPENED, "无法打开：Is a directory"),
    ]


def test_large_file_is_not_read(tmp_path):
    engine = LocalEngine(Order(WORK, Limits(file_bytes=1 << 20), "v1"), 1)
    large = tmp_path / "large.txt"
    large.write_bytes(b"\0" * ((1 << 20) + 1))
    try:
        (outcome,) = read_all(engine, [large])
    finally:
        engine.close()
    assert (outcome.status, outcome.reason) == (Status.NOT_READABLE, "文件超过 1 MiB，未读取")
    assert outcome.size == (1 << 20) + 1


def test_known_content_is_not_read_again(engine, tmp_path):
    path = write_note(tmp_path, "a.txt")
    (first,) = read_all(engine, [path])
    (again,) = engine.stream(iter([Job(0, str(path), (first.sha256,))]))
    assert (again.unchanged, again.packed, again.sha256) == (True, b"", first.sha256)


def test_processes_are_replaced_in_time(tmp_path):
    engine = LocalEngine(Order(WORK, Limits(files_per_process=3), "v1"), 1)
    before = engine.pids
    paths = [write_note(tmp_path, f"{n}.txt") for n in range(4)]
    try:
        outcomes = read_all(engine, paths)
        after = engine.pids
    finally:
        engine.close()
    assert len(outcomes) == 4
    assert set(before).isdisjoint(after)


def test_jobs_are_drawn_as_there_is_room(engine, tmp_path):
    path = write_note(tmp_path, "a.txt")
    drawn = 0

    def draw():
        nonlocal drawn
        for number in range(1000):
            drawn += 1
            yield Job(number, str(path))

    stream = engine.stream(draw())
    ahead = []
    for count, _ in zip(range(1, 51), stream, strict=False):
        ahead.append(drawn - count)
    assert max(ahead) <= 4  # two processes, two jobs each


def test_process_with_other_rules_is_refused():
    with pytest.raises(EngineError, match="install the same"):
        LocalEngine(Order(Work(parse_note, other_version_elsewhere), LIMITS, "v1"), 1)


def test_no_process_is_left_when_one_cannot_be_used(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_TEST_LOG", str(tmp_path / "log"))
    with pytest.raises(EngineError, match="install the same"):
        LocalEngine(Order(Work(parse_note, version_of_the_first), LIMITS, "v1"), 2)
    pids = (tmp_path / "log").read_text(encoding="utf-8").split()
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)


def test_unknown_engine_is_refused():
    with pytest.raises(EngineError) as refused:
        open_engine("spark", ORDER, 1)
    assert refused.value.chinese == "不认识的引擎 spark：可用 local 或 dask:地址"
