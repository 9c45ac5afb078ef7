from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from tests.made.official import Id
from tests.made.prose import make_report
from tests.made.shapes import SHAPES

RECEIVED = Id("table3", "received", "total")
KINDS = ("text", "html", "docx", "xlsx", "markdown")


def write_reports(folder: Path, count: int) -> None:
    for seed in range(count):
        rendered = SHAPES[KINDS[seed % len(KINDS)]](make_report(seed), seed)
        path = folder / f"{seed % 3}" / f"{seed:04}-{rendered.name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rendered.data)


def write_many(folder: Path, count: int) -> None:
    """Write reports that differ by an empty line at most: to make each anew would take longer."""
    originals = [SHAPES[shape](make_report(5), 5).data for shape in ("text", "html")]
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}").write_bytes(originals[number % 2] + b"\n" * (number // 2))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def corpus(*arguments: object):
    return CliRunner().invoke(main, ["corpus", *map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    write_reports(folder, 10)
    (folder / "notes.txt").write_text("今天开会，讨论食堂。\n" * 20, encoding="utf-8")
    (folder / "empty.pdf").touch()
    (folder / "seal.png").touch()
    return folder


def test_reports_cells_and_findings(folder, tmp_path):
    out = tmp_path / "corpus.csv"
    result = corpus(folder, "--out", out, "--workers", 2)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "12 个文件：读出 10 份报告，2 个未能读取",
    )
    assert "未当作报告的：不是文档（图片、压缩包、数据、程序等） 1" in result.stdout.splitlines()
    reports = read_csv(out)
    assert [row["status"] for row in reports] == [*["read"] * 10, "not_readable", "not_a_report"]
    made = {f"{seed:04}": make_report(seed) for seed in range(10)}
    assert [(row["form"], row["year"]) for row in reports[:10]] == [
        ("2021", str(made[Path(row["path"]).name[:4]].year)) for row in reports[:10]
    ]
    cells = read_csv(out.with_name("corpus.cells.csv"))
    assert len(cells) == sum(int(row["cells"]) for row in reports[:10])
    received = {
        row["path"]: float(row["value"])
        for row in cells
        if (row["table"], row["row"], row["column"]) == ("table3", "received", "total")
    }
    assert received == {
        row["path"]: made[Path(row["path"]).name[:4]].figures.truth(RECEIVED)
        for row in reports[:10]
    }
    findings = read_csv(out.with_name("corpus.findings.csv"))
    counted = {row["path"]: 0 for row in reports}
    for finding in findings:
        counted[finding["path"]] += finding["severity"] == "error"
    assert counted == {row["path"]: int(row["errors"] or 0) for row in reports}


def test_waived_findings_are_counted_apart(tmp_path):
    from gongkai.annual.checks import Waiver, Waivers, check_report
    from gongkai.annual.checks.waivers import waivers_path, write_waivers
    from gongkai.annual.reading import read_report

    report = make_report(3)
    figures = report.figures.with_value(RECEIVED, int(report.figures[RECEIVED]) + 1)
    path = tmp_path / "reports" / "faulty.txt"
    path.parent.mkdir()
    path.write_bytes(SHAPES["text"](replace(report, figures=figures), 3).data)
    findings = check_report(read_report(path))
    errors = [finding for finding in findings if finding.severity == "error"]
    assert errors
    waiver = Waiver(errors[0].id, errors[0].fingerprint, "张三", "已向公众更正", "2025-02-01")
    write_waivers(waivers_path(path), Waivers((waiver,)))
    out = tmp_path / "corpus.csv"
    result = corpus(path.parent, "--out", out)
    assert (result.exit_code, result.stderr.splitlines()[1:]) == (0, [])
    (row,) = read_csv(out)
    assert (int(row["errors"]), int(row["waived"])) == (len(errors) - 1, 1)
    rows = read_csv(out.with_name("corpus.findings.csv"))
    assert [row["id"] for row in rows if row["waived"] == "True"] == [waiver.finding]


def test_english_and_a_new_folder(folder, tmp_path):
    result = corpus(folder, "--out", tmp_path / "new/corpus.html", "--english")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "12 files: 10 reports read, 2 not",
    )
    page = (tmp_path / "new/corpus.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "10 annual reports, checked" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--out", "x.doc"), "不认识的输出格式 .doc：可用 .parquet、.csv、.xlsx、.html\n"),
        (("--out", "x.csv", "--engine", "spark"), "不认识的引擎 spark：可用 local 或 dask:地址\n"),
    ],
)
def test_unusable(folder, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    result = corpus(folder, *arguments)
    assert (result.exit_code, result.stderr.splitlines()[-1] + "\n") == (2, message)


def test_folder_that_is_not_there(tmp_path):
    result = corpus(tmp_path / "missing", "--out", tmp_path / "x.csv")
    assert result.exit_code == 2
    assert not (tmp_path / "x.journal").exists()


def run_command(folder: Path, out: Path) -> subprocess.Popen[str]:
    # Where the tests were started in the background, Ctrl-C is ignored, and would be by the command.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gongkai",
                "corpus",
                str(folder),
                "--out",
                str(out),
                "--workers",
                "2",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def stop_half_way(folder: Path, out: Path, kill: signal.Signals) -> int:
    """Start the command, stop it once something of it is kept, and return its exit status."""
    journal = out.with_name("x.journal-wal")
    with run_command(folder, out) as process:
        # The journal is committed each second.
        while process.poll() is None:
            if journal.exists() and journal.stat().st_size >= 60_000:
                os.killpg(process.pid, kill) if kill == signal.SIGINT else process.send_signal(kill)
                break
            time.sleep(0.02)
        process.communicate()
    return process.returncode


@pytest.mark.slow
@pytest.mark.parametrize(("kill", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_stopped_command_goes_on(tmp_path, kill, status):
    folder, whole, out = (tmp_path / name for name in ("reports", "whole/x.csv", "out/x.csv"))
    write_many(folder, 120)
    whole.parent.mkdir()
    out.parent.mkdir()
    with run_command(folder, whole) as process:
        process.communicate()
    assert process.returncode == 0

    for _ in range(5):
        if stopped := stop_half_way(folder, out, kill):
            break
        # On a busy machine the run had ended before we got to stop it: another is begun.
        for path in out.parent.iterdir():
            path.unlink()
    assert stopped == status
    assert not out.exists()

    with run_command(folder, out) as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    first = said.splitlines()[0]
    assert first.startswith("120 个文件：读出 120 份报告，0 个未能读取（")
    kept = int(first.partition("（")[2].split()[0])
    assert 0 < kept < 120
    for name in ("x.csv", "x.cells.csv", "x.findings.csv", "x.html"):
        assert (out.parent / name).read_bytes() == (whole.parent / name).read_bytes()
