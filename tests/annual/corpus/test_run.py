from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai.annual.corpus.jobs import EngineError, Limits, Status, Work
from gongkai.annual.corpus.journal import Journal, JournalError
from gongkai.annual.corpus.run import Progress, run_corpus
from gongkai.annual.corpus.survey import Skipped
from tests.annual.corpus.works import (
    LIMITS,
    WORK,
    parse_note,
    second_version,
    write_note,
    write_notes,
)


def run(folder: Path, out: Path, **options):
    return run_corpus(folder, out, **{"work": WORK, "limits": LIMITS, "workers": 2, **options})


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_outputs(out: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(out.parent.iterdir())
        if path.suffix != ".journal"
    }


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "corpus.csv"


@pytest.fixture
def log(tmp_path, monkeypatch):
    """The names of the files that were read, in order."""
    path = tmp_path / "log"
    path.touch()
    monkeypatch.setenv("GONGKAI_TEST_LOG", str(path))

    def take() -> list[str]:
        names = path.read_text(encoding="utf-8").splitlines()
        path.write_text("", encoding="utf-8")
        return sorted(names)

    return take


def test_one_row_a_report_a_cell_a_finding(folder, out):
    write_note(folder, "乙/b.txt", agency="测试乙局", year=2023, errors=2)
    write_note(folder, "a.txt", agency="测试甲局", raw="=1+1")
    result = run(folder, out)
    assert (result.files, result.read, result.unread, result.faulty, result.errors) == (
        2,
        2,
        0,
        1,
        2,
    )
    assert [path.name for path in result.outputs] == [
        "corpus.csv",
        "corpus.cells.csv",
        "corpus.findings.csv",
        "corpus.html",
    ]
    reports = read_csv(out)
    keys = ("path", "agency", "year", "form", "status", "errors")
    assert [tuple(row[key] for key in keys) for row in reports] == [
        ("a.txt", "测试甲局", "2024", "2021", "read", "0"),
        ("乙/b.txt", "测试乙局", "2023", "2021", "read", "2"),
    ]
    cells = read_csv(out.with_name("corpus.cells.csv"))
    keys = ("path", "agency", "year", "table", "row", "value", "raw", "page", "place")
    assert [tuple(row[key] for key in keys) for row in cells] == [
        ("a.txt", "测试甲局", "2024", "table3", "received", "7", "'=1+1", "1", "第 1 页"),
        ("a.txt", "测试甲局", "2024", "table3", "concluded", "7", "'=1+1", "1", "第 1 页"),
        ("乙/b.txt", "测试乙局", "2023", "table3", "received", "7", "7", "1", "第 1 页"),
        ("乙/b.txt", "测试乙局", "2023", "table3", "concluded", "7", "7", "1", "第 1 页"),
    ]
    findings = read_csv(out.with_name("corpus.findings.csv"))
    assert [(row["path"], row["rule"], row["severity"], row["id"]) for row in findings] == [
        ("乙/b.txt", "T3-BALANCE", "error", "T3-BALANCE:0"),
        ("乙/b.txt", "T3-BALANCE", "error", "T3-BALANCE:1"),
    ]


def test_bad_files_are_rows_with_their_reasons(folder, out):
    acts = ("refuse", "encrypted", "raise", "segfault")
    for act in acts:
        write_note(folder, f"{act}.txt", act=act)
    write_notes(folder, 10)
    result = run(folder, out)
    rows = {row["path"]: row for row in read_csv(out)}
    assert {act: rows[f"{act}.txt"]["status"] for act in acts} == {
        "refuse": "not_a_report",
        "encrypted": "not_readable",
        "raise": "failed",
        "segfault": "crashed",
    }
    assert all(rows[f"{act}.txt"]["reason"] and rows[f"{act}.txt"]["reason_en"] for act in acts)
    assert (result.files, result.read, result.unread) == (14, 10, 4)


def test_file_that_hangs_is_a_row_with_its_reason(folder, out):
    write_note(folder, "hang.txt", act="hang")  # alone: on a busy machine others would be late, too
    result = run(folder, out, limits=Limits(seconds=0.5))
    (row,) = read_csv(out)
    assert (row["status"], bool(row["reason"]), bool(row["reason_en"])) == ("timed_out", True, True)
    assert (result.files, result.read, result.unread) == (1, 0, 1)


def test_empty_folder_gives_empty_tables(folder, out):
    result = run(folder, out)
    assert (result.files, result.read) == (0, 0)
    assert [read_csv(path) for path in result.outputs[:3]] == [[], [], []]
    assert "文件夹里没有可读的文件" in result.outputs[3].read_text(encoding="utf-8")


def test_second_run_reads_nothing(folder, out, log):
    write_notes(folder, 20)
    run(folder, out)
    first = read_outputs(out)
    assert len(log()) == 20
    result = run(folder, out)
    assert (result.kept, log()) == (20, [])
    assert read_outputs(out) == first


def test_another_kind_of_output_reads_nothing(folder, out, log):
    write_notes(folder, 3)
    run(folder, out)
    log()
    run(folder, out.with_suffix(".xlsx"))
    assert log() == []


def test_only_what_is_new_is_read(folder, out, log):
    write_notes(folder, 5)
    run(folder, out)
    log()
    write_note(folder, "new.txt", agency="新局")
    (folder / "0" / "00000.txt").unlink()
    write_note(folder, "1/00001.txt", agency="改过的局")
    os.utime(folder / "2" / "00002.txt", ns=(1, 1))  # touched: hashed, not read
    (folder / "3" / "00003.txt").rename(folder / "moved.txt")  # moved: hashed, not read
    result = run(folder, out)
    assert log() == ["00001.txt", "new.txt"]
    assert (result.files, result.kept) == (5, 1)
    assert [row["path"] for row in read_csv(out)] == [
        "1/00001.txt",
        "2/00002.txt",
        "4/00004.txt",
        "moved.txt",
        "new.txt",
    ]
    assert run(folder, out).kept == 5


def test_new_waivers_read_their_report_again(folder, out, log):
    write_notes(folder, 3)
    run(folder, out)
    log()
    waivers = folder / "1" / "00001.txt.waivers.toml"
    waivers.write_text("", encoding="utf-8")
    assert (run(folder, out).kept, log()) == (2, ["00001.txt"])
    waivers.unlink()
    assert (run(folder, out).kept, log()) == (2, ["00001.txt"])


def test_new_rules_read_everything_again(folder, out, log):
    write_notes(folder, 5)
    run(folder, out)
    log()
    result = run(folder, out, work=Work(parse_note, second_version))
    assert (len(log()), result.kept) == (5, 0)


def test_fresh_reads_everything_again(folder, out, log):
    write_notes(folder, 5)
    run(folder, out)
    log()
    assert (run(folder, out, fresh=True).kept, len(log())) == (0, 5)


def test_same_names_below_another_folder_are_looked_at(folder, out, tmp_path):
    other = tmp_path / "other"
    for at, agency in ((folder, "甲局"), (other, "乙局")):
        os.utime(write_note(at, "a.txt", agency=agency), ns=(1, 1))
        run(at, out)
    assert [row["agency"] for row in read_csv(out)] == ["乙局"]


def test_longer_limit_tries_again_what_was_late(folder, out):
    write_note(folder, "a.txt", act="slow")
    assert run(folder, out, limits=Limits(seconds=0.01)).read == 0
    assert run(folder, out, limits=Limits(seconds=0.01)).kept == 1
    assert run(folder, out, limits=Limits(seconds=20)).read == 1


def test_workers_do_not_change_the_output(folder, tmp_path):
    write_notes(folder, 40)
    write_note(folder, "bad.txt", act="refuse")
    outputs = []
    for workers in (1, 2, 3):
        out = tmp_path / str(workers) / "corpus.csv"
        out.parent.mkdir()
        run(folder, out, workers=workers)
        outputs.append(read_outputs(out))
    assert outputs[0] == outputs[1] == outputs[2]


def test_output_inside_the_folder_is_not_read(folder, out):
    write_note(folder, "a.txt")
    inside = folder / "corpus.xlsx"
    run(folder, inside)
    result = run(folder, inside)
    assert (result.files, result.kept) == (1, 1)
    # The workbook, the page, the journal, and what SQLite keeps beside it while it is open.
    assert result.skipped == {Skipped.OWN_OUTPUT: 4}


def test_two_runs_at_once_are_refused(folder, out):
    write_note(folder, "a.txt")
    journal = Journal(out.with_suffix(".journal"), "v1", folder, 60.0)
    with journal, pytest.raises(JournalError, match="another gongkai corpus is writing"):
        run(folder, out)


def test_damaged_journal_says_what_to_do(folder, out):
    write_note(folder, "a.txt")
    out.with_suffix(".journal").write_bytes(b"no database at all" * 100)
    with pytest.raises(JournalError) as refused:
        run(folder, out)
    assert "--fresh" in refused.value.chinese
    assert run(folder, out, fresh=True).read == 1


def test_progress_is_told(folder, out):
    write_notes(folder, 6)
    write_note(folder, "bad.txt", act="refuse")
    seen: list[tuple[str, int, int]] = []

    def watch(progress: Progress) -> None:
        seen.append((progress.stage, progress.found, progress.done))
        if progress.stage == "read" and progress.done == 7:
            assert progress.statuses == {Status.READ: 6, Status.NOT_A_REPORT: 1}

    run(folder, out, watch=watch)
    assert seen == [
        *(("survey", n, 0) for n in range(1, 8)),
        *(("read", 7, n) for n in range(8)),
        *(("write", 7, n) for n in range(8)),
    ]


def test_error_while_writing_keeps_the_reading(folder, out, log):
    write_notes(folder, 5)

    def stop(progress: Progress) -> None:
        if progress.stage == "write":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, out, watch=stop)
    assert [path.name for path in out.parent.iterdir()] == ["corpus.journal"]
    log()
    assert (run(folder, out).kept, log()) == (5, [])


def test_missing_engine_is_refused(folder, out):
    write_note(folder, "a.txt")
    with pytest.raises(EngineError, match="unknown engine"):
        run(folder, out, engine="spark")


PROGRAM = """
import json, resource, sys
from pathlib import Path
from gongkai.annual.corpus.run import run_corpus
from tests.annual.corpus.works import LIMITS, WORK
run_corpus(Path(sys.argv[1]), Path(sys.argv[2]), work=WORK, limits=LIMITS, workers=2)
usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([usage.ru_maxrss for usage in usages]))
"""


def start(folder: Path, out: Path, log: Path | None = None) -> subprocess.Popen[str]:
    environment = {**os.environ, "GONGKAI_TEST_LOG": str(log or "")}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(out)],
        cwd=Path(__file__).parents[3],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_killed_run_goes_on_where_it_was(folder, out, tmp_path):
    write_notes(folder, 149, act="slow")
    gate = tmp_path / "gate"  # while it is shut the run cannot end
    write_note(folder, "gate.txt", act="wait", gate=gate)
    log, again = tmp_path / "log", tmp_path / "again"
    log.touch()
    again.touch()
    with start(folder, out, log) as process:
        while len(log.read_text(encoding="utf-8").splitlines()) < 80:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    gate.touch()
    whole = tmp_path / "whole" / "corpus.csv"
    whole.parent.mkdir()
    run(folder, whole)

    with Journal(out.with_suffix(".journal"), "v1", folder.resolve(), LIMITS.seconds) as journal:
        kept = {Path(os.fsdecode(entry.path)).name for entry in journal.entries()}
    assert len(kept) >= 20  # what was done when it last committed, at most a second before
    assert not out.exists()

    with start(folder, out, again) as process:
        process.communicate()
    assert process.returncode == 0
    read_again = again.read_text(encoding="utf-8").splitlines()
    assert kept.isdisjoint(read_again)
    assert len(kept) + len(read_again) == 150
    assert read_outputs(out) == read_outputs(whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "few"),
    [
        (".csv", 100),
        (".parquet", 500),  # the first group of rows is full before
    ],
)
def test_memory_does_not_grow_with_the_corpus(tmp_path, suffix, few):
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    peaks = []
    for count in (few, few + 500):
        folder, out = tmp_path / f"in{count}", tmp_path / f"out{count}" / f"corpus{suffix}"
        out.parent.mkdir()
        write_notes(folder, count, times=75)
        with start(folder, out) as process:
            output, _ = process.communicate()
        assert process.returncode == 0
        peaks.append(json.loads(output))
    (small, small_children), (large, large_children) = peaks
    # 500 more files, 75,000 more rows: a hundred bytes a row would be seen. In KiB.
    assert large - small < 8 * 1024
    assert large_children - small_children < 2.6 * 1024
