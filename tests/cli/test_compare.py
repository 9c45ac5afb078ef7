"""`gongkai compare A B`, end to end, on the two years of 兰亭县 that come with the repository."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from gongkai.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
LEFT, RIGHT = str(EXAMPLES / "lanting_2023.html"), str(EXAMPLES / "lanting_2024.html")


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, ["compare", *arguments])


def test_the_terminal_names_both_sides_and_what_differs() -> None:
    result = run(LEFT, RIGHT)
    lines = result.stdout.split("\n")
    assert result.exit_code == 0
    assert lines[:4] == [
        "兰亭县人民政府 2023 年 与 兰亭县人民政府 2024 年 对照",
        "同一机关，两个年度",
        "甲 = 兰亭县人民政府 2023 年  lanting_2023.html",
        "乙 = 兰亭县人民政府 2024 年  lanting_2024.html",
    ]


def test_json_tells_every_figure_and_the_sum_of_it() -> None:
    told = json.loads(run(LEFT, RIGHT, "--json").stdout)
    assert list(told) == ["left", "right", "relation", "summary", "figures", "prose"]
    assert [told[side]["year"] for side in ("left", "right")] == [2023, 2024]
    assert told["summary"]["figures"] == len(told["figures"]) == 200
    changed = [f for f in told["figures"] if f["difference"]]
    assert told["summary"]["figures_changed"] == len(changed)
    for figure in changed:
        left, right = figure["left"]["value"], figure["right"]["value"]
        assert figure["difference"] == pytest.approx(right - left)


def test_a_report_and_itself() -> None:
    told = json.loads(run(LEFT, LEFT, "--json").stdout)["summary"]
    assert (told["figures_changed"], told["figures_unclear"], told["repeated_share"]) == (0, 0, 1.0)
    assert list(told["passages"]) == ["kept"]


def test_a_report_and_itself_in_the_terminal() -> None:
    assert "没有不同的数字。" in run(LEFT, LEFT).stdout.split("\n")


@pytest.mark.parametrize(("option", "tag"), [((), "zh-Hans"), (("--english",), "en")])
def test_html_is_written_as_one_page(tmp_path: Path, option: tuple[str, ...], tag: str) -> None:
    out = tmp_path / "out.html"
    result = run(LEFT, RIGHT, "--html", str(out), *option)
    page = html.fromstring(out.read_text("utf-8"))
    assert (result.exit_code, result.stdout, page.get("lang")) == (0, "", tag)


def test_html_and_json_can_be_had_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    result = run(LEFT, RIGHT, "--json", "--html", str(out))
    assert (json.loads(result.stdout)["relation"], out.exists()) == ("years", True)


@pytest.mark.parametrize("side", [0, 1])
def test_what_cannot_be_read_ends_with_2_and_one_line(tmp_path: Path, side: int) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("今天天气很好。", "utf-8")
    files = [LEFT, RIGHT]
    files[side] = str(bad)
    result = run(*files)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = run(LEFT, RIGHT, "--html", str(tmp_path / "no" / "out.html"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
