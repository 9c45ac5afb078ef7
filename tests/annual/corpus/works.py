"""Work for the engine under test: small files of `key=value` lines, some of them bad."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

from gongkai.annual.corpus.jobs import Limits, Order, Reading, Work
from gongkai.annual.errors import NotAReport, NotReadable

LIMITS = Limits(seconds=60.0, files_per_process=50)  # no innocent file is late, on any machine


def parse_note(data: bytes, path: Path) -> Reading:
    """Read lines like `agency=测试局`; `act=` makes the file misbehave."""
    facts = dict(line.split("=", 1) for line in data.decode().splitlines() if "=" in line)
    _act(facts.get("act", ""), facts)
    log = os.environ.get("GONGKAI_TEST_LOG")
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(path.name + "\n")
    errors = int(facts.get("errors", 0))
    report = {
        "agency": facts.get("agency", "测试局"),
        "year": int(facts.get("year", 2024)),
        "form": "2021",
        "title": facts.get("title", ""),
        "kind": "text",
        "cells": 2,
        "numbers": 1,
        "errors": errors,
        "warnings": 0,
        "questions": 0,
        "notes": 0,
        "waived": 0,
    }
    cells = [
        ["table3", row, "total", row, "number", 7, facts.get("raw", "7"), "", "", "", 1, "第 1 页"]
        for row in ("received", "concluded")
    ] * int(facts.get("times", 1))
    finding = ["T3-BALANCE", "error", "不平", "does not balance", "", "", "", "", "", "{}", False]
    return Reading(report, cells, [[*finding, f"T3-BALANCE:{n}"] for n in range(errors)])


def _act(act: str, facts: dict[str, str]) -> None:
    match act:
        case "refuse":
            raise NotAReport("不是年度报告", "not an annual report")
        case "encrypted":
            raise NotReadable("文件已加密", "the file is encrypted")
        case "raise":
            raise ValueError("三个字")
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "hang":
            while True:
                time.sleep(60)
        case "spin":  # with the interpreter held, as a C library would
            ctypes.pythonapi.sleep(60)
        case "devour":
            bytearray(4 << 30)
        case "once":  # killed from outside, as it seems, the first time
            marker = Path(facts["marker"])
            if not marker.exists():
                marker.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "parent" if os.getppid() != int(facts["home"]):  # whoever runs it, unless the test
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        case "slow":
            time.sleep(0.05)
        case "wait":  # until the test lets it go on
            while not Path(facts["gate"]).exists():
                time.sleep(0.01)


def first_version() -> str:
    return "v1"


def second_version() -> str:
    return os.environ.get("GONGKAI_TEST_VERSION", "v2")


def version_of_the_first() -> str:
    """The right version in the first process to ask, another in those that follow."""
    with Path(os.environ["GONGKAI_TEST_LOG"]).open("a+", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")
        file.seek(0)
        return "v1" if len(file.readlines()) == 1 else "v2"


def other_version_elsewhere() -> str:
    """Differ from process to process, as on a cluster with another release installed."""
    return f"at {os.getpid()}"


WORK = Work(parse_note, first_version)
ORDER = Order(WORK, LIMITS, "v1")


def write_note(folder: Path, name: str, **facts: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(f"{key}={value}" for key, value in facts.items()), encoding="utf-8")
    return path


def write_notes(folder: Path, count: int, **facts: object) -> None:
    for number in range(count):
        write_note(
            folder,
            f"{number % 7}/{number:05}.txt",
            agency=f"测试第{number % 5}局",
            year=2020 + number % 4,
            errors=number % 3,
            number=number,
            **facts,
        )
