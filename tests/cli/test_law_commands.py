"""The commands on the law: exact output for scripts, reasons for people, refusals for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.statute.outcomes import load_facts

NOTICE = "宁夏回族自治区人民政府办公厅关于2020年部分节假日安排的通知"


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, words, input=stdin)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("deadline --received 2024-09-25 --channel counter", "2024-10-28"),
        ("deadline --received 2026-12-15", "2027-01-13 provisional"),
        ("deadline --received 2020-05-15 --region 640000", "2020-06-16"),
        ("deadline --received 2024-09-25 --region 640000", "2024-10-28 provisional"),
        ("deadline --received 2024-09-25 --event extended:2024-10-20", "2024-11-25"),
        ("deadline --received 2024-09-25 --event extended:2024-10-20 --days 5", "2024-11-04"),
        (
            (
                "deadline --received 2024-09-25 --event supplement-received:2024-10-15"
                " --event supplement-sent:2024-10-10"
            ),
            "2024-11-12",
        ),
        ("deadline --received 2024-09-25 --event supplement-sent:2024-10-10", "none"),
        (
            (
                "deadline --received 2024-09-25 --event third-party-sent:2024-10-10"
                " --event third-party-answered:2024-10-18"
            ),
            "2024-11-06",
        ),
        (
            "deadline --received 2024-09-25 --event extended:2024-10-20 --as-of 2024-10-19",
            "2024-10-28",
        ),
        ("deadline --received 2024-09-25 --period publication", "2024-10-28"),
        ("deadline --report 2024", "2025-01-31"),
        ("deadline --report 2024 --government", "2025-03-31"),
        ("deadline --report 2026", "2027-01-31 provisional"),
        (
            "deadline --received 2024-09-25 --procedure service --event accepted:2024-09-25",
            "supplement-notice 2024-10-08\ndecide 2024-10-28",
        ),
        ("workdays add 2020-05-15 20 --region 640000", "2020-06-16"),
        ("workdays add 2020-05-15 20", "2020-06-12"),
        ("workdays add 2024-10-08 -1", "2024-09-30"),
        ("workdays add 2026-12-31 1", "2027-01-04 provisional"),
        ("workdays count 2024-09-25 2024-10-28", "20"),
        ("workdays show 2024-09-29", "2024-09-29 work"),
        ("fee --items 45", "5500.00"),
        ("fee --pages 300", "6700.00"),
        ("fee --ordinal 31", "200.00"),
        ("outcome --fact held --fact responsible=yes --otherwise-no", "granted"),
        ("law 条例第三十三条", "reply\nreply.extension\nreply.extensions"),
        ("law 33条", "reply\nreply.extension\nreply.extensions"),
        ("law 法释〔2025〕8号", "fashi-2025-8"),
        ("law reply --date 2019-05-14", "reply\nreply.extension\nreply.extensions"),
        ("law nothing-of-the-kind", ""),
    ],
)
def test_brief_prints_the_result_alone(line: str, printed: str):
    result = run(*line.split(), "--brief")
    assert (result.output.strip("\n"), result.exit_code) == (printed, 0)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "deadline --received 2024-09-25 --event extended:2024-10-29",
            (
                "答复期限已于2024-10-28届满，2024-10-29不能再“告知延长答复期限”"
                "（《政府信息公开条例》第三十三条第二款）"
                " / the period ended on 2024-10-28; no event 'extended' on 2024-10-29"
            ),
        ),
        (
            "deadline --received 2024-09-25 --event extended:2024-10-29 --english",
            (
                "the period ended on 2024-10-28; no event 'extended' on 2024-10-29 (Regulations of the "
                "People's Republic of China on Open Government Information, art. 33 para. 2)"
            ),
        ),
        (
            "deadline --channel counter",
            "请用 --received 给出收到之日 / give the day of receipt: --received",
        ),
        ("fee", "请给出件数或者页数 / give a number of items or of pages"),
        (
            "fee --items 1 --pages 1",
            (
                "每件申请只能适用一种标准，不得同时按件和按量计收"
                "（《政府信息公开信息处理费管理办法》第三条）"
                " / a request is charged by item or by page, never by both"
            ),
        ),
        (
            "fee --items 1 --ordinal 1",
            "--ordinal 不与 --items、--pages 同用 / --ordinal excludes --items and --pages",
        ),
        ("outcome --fact mood", "不认识的事实：mood / no such facts: mood"),
        (
            "outcome --fact held=maybe",
            (
                "事实应写作 名称=yes 或者 名称=no：held=maybe"
                " / a fact is NAME=yes or NAME=no: 'held=maybe'"
            ),
        ),
        (
            "workdays add 2024-09-25 1 --region 64",
            "地区代码应为 6 位行政区划代码：64 / not a six-digit region code: '64'",
        ),
        (
            "deadline --received 2024-09-25 --period reply --procedure service",
            (
                "--period、--procedure、--report 只能用一个"
                " / --period, --procedure and --report exclude each other"
            ),
        ),
        (
            "deadline --received 2024-09-25 --procedure dance",
            "没有程序“dance” / no such procedure: 'dance'",
        ),
    ],
)
def test_refusals_are_one_line_on_standard_error(line: str, says: str):
    result = run(*line.split())
    assert (result.stdout, result.stderr, result.exit_code) == ("", says + "\n", 2)


def test_a_date_that_is_none_is_refused():
    result = run("deadline", "--received", "2024-02-30")
    assert result.exit_code == 2
    assert "日期应写作 2024-09-25：2024-02-30 / a date is written 2024-09-25" in result.stderr


def test_an_explained_deadline_tells_each_day():
    lines = run("deadline", "--received", "2024-09-25", "--channel", "counter").output.splitlines()
    assert lines[:2] == ["答复最迟于 2024-10-28，共20个工作日", "答复期限进行中"]
    assert (
        "  2024-09-29 周日 计入 国庆节调休上班日（国务院办公厅关于2024年部分节假日安排的通知），"
        "第3个工作日（《政府信息公开条例》第三十三条第二款）"
    ) in lines
    english = run("deadline", "--received", "2026-12-15", "--english").output.splitlines()
    assert english[0] == "The reply is due by 2027-01-13, 20 working days (provisional)"
    assert english[-1].startswith("  the arrangement of the nation for 2027 is not out")
    waiting = run(
        *("deadline", "--received", "2024-09-25", "--event", "supplement-sent:2024-10-10")
    )
    assert waiting.output.startswith("目前没有确定的答复期限\n等待申请人补正\n")


def test_json_holds_what_the_text_says():
    answer = json.loads(run("deadline", "--received", "2024-09-25", "--json").output)
    assert (answer["due"], answer["provisional"], answer["working_days"]) == (
        "2024-10-28",
        False,
        20,
    )
    assert answer["days"][-1]["number"] == 20
    assert json.loads(run("fee", "--items", "45", "--json").output)["amount"] == 5500
    assert json.loads(run("workdays", "add", "2020-05-15", "20", "--json").output) == {
        "day": "2020-06-12",
        "provisional": False,
        "region": "CN",
        "gaps": [],
    }
    counted = run("workdays", "count", "2026-12-30", "2027-01-05", "--json").output
    assert json.loads(counted)["working_days"] == 3
    (shown,) = json.loads(run("workdays", "show", "2024-10-01", "--json").output)
    assert (shown["worked"], shown["name"]) == (False, "国庆节")
    found = json.loads(run("law", "条例第26条", "--json").output)
    assert [entry["id"] for entry in found] == ["publication"]
    outcome = run("outcome", "--fact", "petition", "--otherwise-no", "--json").output
    assert json.loads(outcome)["admissible"] == ["not_processed.petition"]
    period = run("deadline", "--received", "2024-09-25", "--period", "publication", "--json").output
    assert json.loads(period)["due"] == "2024-10-28"
    stages = run("deadline", "--received", "2024-09-25", "--procedure", "hotline", "--json").output
    assert [stage["stage"] for stage in json.loads(stages)] == ["dispatch"]


def test_a_period_is_explained():
    printed = run(
        "deadline", "--received", "2024-11-12", "--period", "reconsideration.apply"
    ).output
    assert printed.splitlines()[0] == (
        "申请行政复议的期限（自知道该行政行为之日起）：60日，自2024-11-12次日起算，"
        "至2025-01-13，2025-01-11为休息日，顺延（《行政复议法》第二十条第一款）"
    )
    assert "暂定，因为" in printed


def test_an_annual_report_is_explained():
    assert run("deadline", "--report", "2024").output == (
        "部门年度报告提交并公布的最后一日：2025-01-31；当日为休息日且不顺延，最迟于2025-01-27完成"
        "（《政府信息公开条例》第四十九条第一款）\n"
    )
    english = run("deadline", "--report", "2023", "--english").output
    assert english.startswith(
        "a department submits and publishes last year's report by: 2024-01-31"
    )
    answer = json.loads(run("deadline", "--report", "2024", "--json").output)
    assert (answer["due"], answer["warn_on"]) == ("2025-01-31", "2025-01-27")


def test_a_procedure_is_explained():
    printed = run(
        *("deadline", "--received", "2024-09-30", "--procedure", "hotline"),
        *("--event", "dispatched:2024-10-08", "--kind", "complaint"),
    ).output.splitlines()
    assert printed[0].startswith("2024-10-08 热线机构 转办的期限：1个工作日")
    assert printed[1].startswith("2024-10-24 承办单位 投诉类办理期限")
    assert printed[2].startswith("  暂定: ")


def test_working_days_are_explained():
    printed = run("workdays", "add", "2020-05-15", "20", "--region", "640000").output
    assert printed == (
        "2020-06-16\n"
        f"  2020-05-25 周一 开斋节放假（{NOTICE}）\n"
        f"  2020-05-26 周二 开斋节放假（{NOTICE}）\n"
    )
    printed = run("workdays", "count", "2026-12-30", "2027-01-05", "--english").output
    assert printed.splitlines()[0] == "3 provisional"
    printed = run("workdays", "show", "2026-12-31", "2027-01-01").output
    assert printed.splitlines() == [
        "2026-12-31 周四 工作日",
        "2027-01-01 周五 元旦放假（全国年节及纪念日放假办法）（暂定）/ provisional",
    ]


def test_an_outcome_asks_for_facts():
    answers = "".join("y\n" if fact == "petition" else "n\n" for fact in load_facts())
    result = run("outcome", stdin=answers)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        "可以适用的办理结果",
        (
            "  三（五）1 信访举报投诉类申请 [not_processed.petition] "
            "《政府信息公开条例》第三十九条第一款"
        ),
    ]
    english = run("outcome", "--fact", "petition", "--otherwise-no", "--english").output
    assert english.splitlines()[0] == "Admissible outcomes"
    unsettled = run("outcome", "--fact", "held").output
    assert "  无" in unsettled.splitlines()


def test_a_fee_is_explained():
    lines = run("fee", "--items", "11", "--date", "2024-01-02").output.splitlines()
    assert lines[:2] == [
        "100.00 元",
        "第1—10件：10件×0元＝0元；第11—11件：1件×100元＝100元；合计100.00元",
    ]
    assert lines[3].startswith("暂定：")


def test_an_office_brings_its_own_law_and_calendar(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[hotline.handling.complaint]\ntitle = "投诉"\ntitle_en = "complaint"\n'
        'unit = "working_day"\n'
        'values = [{ from = 2024-01-01, value = 7, ref = "ningxia-12345-2022" }]\n',
        encoding="utf-8",
    )
    printed = run(
        *("deadline", "--received", "2024-09-25", "--law", str(own), "--brief"),
        *("--period", "hotline.handling.complaint"),
    )
    assert printed.output == "2024-10-10\n"
    closure = tmp_path / "closure.toml"
    closure.write_text(
        'region = "CN"\nyear = 2024\ntitle = "停电"\nconfidence = "page"\ncomplete = false\n'
        '[[break]]\nname = "停电"\nfrom = 2024-09-26\n',
        encoding="utf-8",
    )
    printed = run("workdays", "add", "2024-09-25", "20", "--calendar", str(closure), "--brief")
    assert printed.output == "2024-10-29\n"


def test_an_arrangement_is_imported_and_moves_deadlines(tmp_path: Path):
    source = tmp_path / "2027.csv"
    source.write_text("date,kind,name\n2027-01-01,休,元旦\n2027-01-04,休,元旦\n", encoding="utf-8")
    cases = tmp_path / "cases.toml"
    cases.write_text(
        '[[case]]\nid = "1号"\nreceived = 2026-12-15\n'
        '[[case]]\nid = "2号"\nreceived = 2026-11-02\n',
        encoding="utf-8",
    )
    out = tmp_path / "own"
    result = run("workdays", "import", str(source), "--out", str(out), "--cases", str(cases))
    assert (result.output, result.exit_code) == ("1号: 2027-01-13 → 2027-01-14\n", 0)
    due = run("deadline", "--received", "2026-12-15", "--calendar", str(out), "--brief")
    assert due.output == "2027-01-14\n"
    again = run("workdays", "import", str(source), "--out", str(out))
    assert (again.exit_code, again.stderr.startswith("文件已存在：")) == (2, True)
    answer = json.loads(
        run("workdays", "import", str(source), "--cases", str(cases), "--json").output
    )
    assert [move["case"] for move in answer["moves"]] == ["1号"]
    printed = run("workdays", "import", str(source)).output
    assert printed.startswith('region = "CN"\nyear = 2027\n')
    missing = run("workdays", "import", str(tmp_path / "none.json"))
    assert missing.exit_code == 2
