from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gongkai.annual.corpus.survey import Skipped, Survey, show_path


def look(folder: Path, own: tuple[Path, ...] = ()) -> tuple[list[str], dict[Skipped, int]]:
    survey = Survey(folder, own)
    return [show_path(found.path) for found in survey.walk()], dict(survey.skipped)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_empty_folder(tmp_path):
    assert look(tmp_path) == ([], {})


def test_documents_of_any_name_in_order(tmp_path):
    write(tmp_path, "乙/2.pdf", "乙/1.HTML", "甲.docx", "page.jsp", "no_suffix", "z.wps")
    assert look(tmp_path)[0] == [
        "no_suffix",
        "page.jsp",
        "z.wps",
        "乙/1.HTML",
        "乙/2.pdf",
        "甲.docx",
    ]


def test_what_is_passed_over_is_counted(tmp_path):
    write(
        tmp_path,
        ".hidden.pdf",
        ".git/a.pdf",
        "~$a.docx",
        "a.docx~",
        "a.PNG",
        "b.zip",
        "b.csv",
        "a.pdf",
    )
    os.mkfifo(tmp_path / "pipe.pdf")
    assert look(tmp_path) == (
        ["a.pdf"],
        {
            Skipped.HIDDEN: 2,
            Skipped.TEMPORARY: 2,
            Skipped.OTHER_KIND: 3,
            Skipped.SPECIAL: 1,
        },
    )


def test_own_output_below_the_folder(tmp_path):
    write(tmp_path, "a.html", "corpus.html")
    assert look(tmp_path, (tmp_path / "corpus.html", tmp_path / "not_there.html")) == (
        ["a.html"],
        {Skipped.OWN_OUTPUT: 1},
    )


def test_links(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    write(inside, "a.pdf", "deep/b.pdf")
    write(outside, "c.pdf")
    (inside / "ring").symlink_to(inside)
    (inside / "deep" / "up").symlink_to("..")
    (inside / "twin.pdf").symlink_to("a.pdf")
    (inside / "gone.pdf").symlink_to("nowhere.pdf")
    (inside / "snake.pdf").symlink_to("snake.pdf")
    (inside / "x").symlink_to(outside)
    (inside / "y").symlink_to(outside)
    (inside / "c.pdf").symlink_to(outside / "c.pdf")
    (outside / "back").symlink_to(inside)
    (outside / "above").symlink_to(tmp_path)
    files, skipped = look(inside)
    # Through `above` the folder that holds both is walked once, without what is already counted.
    assert files == ["a.pdf", "c.pdf", "deep/b.pdf", "x/c.pdf"]
    assert skipped == {
        Skipped.LINKED_INSIDE: 4,
        Skipped.BROKEN_LINK: 2,
        Skipped.LINKED_TWICE: 3,
    }


@pytest.mark.slow
def test_folders_nest_deeper_than_calls(tmp_path):
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    try:
        assert look(tmp_path) == ([], {})
    finally:
        # Python's own removal calls itself for each level.
        subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


def test_waivers_belong_to_their_report(tmp_path):
    write(tmp_path, "a.pdf", "a.pdf.waivers.toml")
    (first,) = Survey(tmp_path).walk()
    assert look(tmp_path) == (["a.pdf"], {Skipped.WAIVERS: 1})
    os.utime(tmp_path / "a.pdf.waivers.toml", ns=(1, 1))
    (second,) = Survey(tmp_path).walk()
    assert first.mtime_ns != second.mtime_ns


def test_names_that_are_not_utf8(tmp_path):
    (tmp_path / os.fsdecode("年报.pdf".encode("gbk"))).touch()
    assert look(tmp_path) == (["年报.pdf"], {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root opens every folder / 超级用户不受权限限制")
def test_closed_folder(tmp_path):
    write(tmp_path, "open.pdf", "closed/a.pdf")
    (tmp_path / "closed").chmod(0)
    try:
        assert look(tmp_path) == (["open.pdf"], {Skipped.CLOSED_FOLDER: 1})
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_every_reason_has_an_english_name():
    assert len({reason.english for reason in Skipped}) == len(Skipped)
