"""gongkai check in the terminal."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from gongkai.annual.forms import load_form
from gongkai.cli import main
from gongkai.cli.wrapping import wrap

TABLE_3 = load_form("2021").table("table3")
ROWS = [row.number + row.label for row in TABLE_3.rows if not row.instead_of]


def _report(received: int = 2, total: int = 2) -> str:
    figures = {
        "一、本年新收政府信息公开申请数量": (received, total),
        "（一）予以公开": (2, 2),
        "（七）总计": (2, 2),
    }
    rows = "".join(
        f"<tr><td>{label}</td><td>{a}</td>{'<td>0</td>' * 5}<td>{b}</td></tr>"
        for label in ROWS
        for a, b in [figures.get(label, (0, 0))]
    )
    heads = "".join(f"<td>{column.label}</td>" for column in TABLE_3.rows[0].columns)
    return f"""<html><head><title>清源市教育局2024年政府信息公开工作年度报告</title></head><body>
<p>清源市教育局2024年政府信息公开工作年度报告</p>
<p>一、总体情况</p><p>2024年，受理局长信箱1039件，满意率99.26%。</p>
<p>三、收到和处理政府信息公开申请情况</p>
<table><tr><td>申请人情况</td>{heads}</tr>{rows}</table>
<p>五、存在的主要问题及改进情况</p><p>更新不够及时，将改进。</p></body></html>"""


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.html"
    path.write_text(_report(), encoding="utf-8")
    return path


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "faulty.html"
    path.write_text(_report(total=3), encoding="utf-8")
    return path


def _run(*args: object, **how: object):
    return CliRunner().invoke(main, ["check", *map(str, args)], **how)


def test_a_report_without_error_ends_with_0(good):
    result = _run(good)
    assert result.exit_code == 0
    assert "清源市教育局2024年政府信息公开工作年度报告" in result.output
    assert "表内没有可以断定的错误" in result.output


def test_a_report_with_an_error_ends_with_1(faulty):
    result = _run(faulty)
    assert result.exit_code == 1
    assert "T3-ROW-TOTAL:table3.received" in result.output


def test_what_cannot_be_read_ends_with_2_and_one_line(tmp_path, good):
    path = tmp_path / "none.pdf"
    result = _run(path, good)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "清源市教育局" in result.stdout


def test_json_is_a_plain_list_of_findings(faulty):
    findings = json.loads(_run(faulty, "--json").stdout)
    assert findings[0]["id"] == "T3-BALANCE:table3.total"
    assert findings[0]["severity"] == "error"
    assert "file" not in findings[0]


def test_json_of_several_files_names_them(good, faulty):
    findings = json.loads(_run(good, faulty, "--json").stdout)
    assert {finding["file"] for finding in findings} == {str(good), str(faulty)}


def test_standard_input(good):
    result = _run("-", "--json", input=good.read_bytes())
    assert result.exit_code == 0
    assert "RATE-ATTAINABLE" in {finding["rule"] for finding in json.loads(result.stdout)}


def test_fail_on_a_lower_level(good):
    assert _run(good, "--fail-on", "question").exit_code == 1


def test_a_waiver_is_kept_beside_the_report_and_used(faulty):
    ids = [f["id"] for f in json.loads(_run(faulty, "--json").stdout) if f["severity"] == "error"]
    waived = [part for id_ in ids for part in ("--waive", id_)]
    first = _run(faulty, *waived, "--person", "王晓", "--reason", "已发更正公告")
    assert first.exit_code == 0
    assert (faulty.parent / "faulty.html.waivers.toml").exists()
    again = _run(faulty, "--json")
    assert again.exit_code == 0
    found = {f["id"]: f.get("waived") for f in json.loads(again.stdout)}
    assert found[ids[0]] == {"person": "王晓", "reason": "已发更正公告"}


def test_a_waiver_needs_a_person_and_a_finding(faulty):
    assert _run(faulty, "--waive", "T3-BALANCE:table3.total").exit_code == 2
    result = _run(faulty, "--waive", "NO-SUCH:x", "--person", "王晓", "--reason", "无")
    assert result.exit_code == 2
    assert "没有这条发现" in result.stderr


def test_a_page(good, tmp_path):
    out = tmp_path / "page.html"
    assert _run(good, "--html", out).exit_code == 0
    assert "99.26%" in out.read_text(encoding="utf-8")


def test_pages_of_several_files_stand_in_a_folder(good, faulty, tmp_path):
    _run(good, faulty, "--html", tmp_path / "pages")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "faulty.html.html",
        "good.html.html",
    ]


def test_last_year(good, faulty):
    assert _run(good, "--previous", faulty).exit_code == 0
    assert _run(good, "--previous", good.parent / "none.html").exit_code == 2


def test_in_english(faulty):
    result = _run(faulty, "--english")
    assert "error" in result.output
    assert "Please check." in result.output


def test_nothing_in_a_report_steers_the_terminal(tmp_path):
    path = tmp_path / "evil.html"
    path.write_text(
        _report().replace("受理局长信箱", "\x1b]0;title\x07规范审核审核受理局长信箱"),
        encoding="utf-8",
    )
    assert "\x1b" not in _run(path).output


def test_the_command_stands_alone(good):
    done = subprocess.run(
        [sys.executable, "-c", "from gongkai.cli import main; main()", "check", str(good)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_lines_break_between_characters_but_not_in_numbers():
    assert wrap("总数 41，相差 1234567。", 12) == ["总数 41，相", "差 1234567。"]
    assert wrap("一二三四五", 4) == ["一二", "三四", "五"]
    assert wrap("the People's (2021), 9", 10) == ["the", "People's", "(2021), 9"]
    assert wrap("3600 gives 99.7 %.", 15) == ["3600 gives", "99.7 %."]
    assert wrap("", 10) == [""]
