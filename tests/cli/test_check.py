"""gongkai check in the terminal."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from gongkai.cli.wrapping import wrap

TABLE_3 = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    *(
        f"{n}.{label}"
        for group in (
            "属于国家秘密 其他法律行政法规禁止公开 危及“三安全一稳定” 保护第三方合法权益 属于三类内部事务信息 "
            "属于四类过程性信息 属于行政执法案卷 属于行政查询事项",
            "本机关不掌握相关政府信息 没有现成信息需要另行制作 补正后申请内容仍不明确",
            "信访举报投诉类申请 重复申请 要求提供公开出版物 无正当理由大量反复申请 要求行政机关确认或重新出具已获取信息",
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 "
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 其他",
        )
        for n, label in enumerate(group.split(), 1)
    ),
    "（七）总计",
    "四、结转下年度继续办理",
]


def _report(received: int = 2, total: int = 2) -> str:
    figures = {
        "一、本年新收政府信息公开申请数量": (received, total),
        "（一）予以公开": (2, 2),
        "（七）总计": (2, 2),
    }
    rows = "".join(
        f"<tr><td>{label}</td><td>{a}</td>{'<td>0</td>' * 5}<td>{b}</td></tr>"
        for label in TABLE_3
        for a, b in [figures.get(label, (0, 0))]
    )
    heads = "".join(
        f"<td>{name}</td>"
        for name in "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计".split()
    )
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
    assert wrap("", 10) == [""]
