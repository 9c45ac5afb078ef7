"""Measure reader and checker on the made reports and write docs/accuracy.md: `python -m tests.acceptance.measure`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from gongkai.annual.checks import Rule, Severity, all_rules
from tests.acceptance.checking import alarms, clean_reports, try_fault
from tests.acceptance.verdicts import INVENTED, REFUSED, WRONG, cases, judge
from tests.made.faults import FAULTS
from tests.made.shapes import SHAPES

TARGET = Path(__file__).parents[2] / "docs" / "accuracy.md"
READING = {
    "none": range(2),
    "town": range(3),
    "bureau": range(10),
    "county": range(4),
    "city": range(3),
}
PLANTED = range(12)
CLEAN = range(20)

HEAD = """\
# 准确度 / Accuracy

<!-- Written by `python -m tests.acceptance.measure`; a test holds it to the code. Do not edit. -->

本页由程序在**自制的**年度报告上测得：数字由带种子的生成器产生，真值已知；机关、人员、电话均为虚构。自制的报告只能说明
已经想到的情形；真实报告的核对见 `tests/acceptance/test_shared.py`。

Measured on *made* reports, whose true figures are known because a seeded generator made them. Made reports show only what
somebody thought of; for real ones see `tests/acceptance/test_shared.py`.

"""

READING_HEAD = """\
## 读取 / Reading

每种形态若干份报告，逐格与真值比较。“可读”指细心的人能从该文件读出的格；“错”是读成了别的数，“造”是原文没有而给出了数，
“漏”是能读而没有读出。

Cell by cell against the truth. *Readable*: what a careful person could read from that file. *Wrong*: another number.
*Invented*: a number where the file has none. *Refused*: readable, but not read.

| 形态 shape | 报告 reports | 可读 readable | 错 wrong | 造 invented | 漏 refused |
|---|--:|--:|--:|--:|--:|
"""

CHECKING_HEAD = """\
## 核对 / Checking

每条规则各植入若干处差错，每处差错另有一份只差这一处的对照报告。“查出”是植入处被该规则指出；“误报”是该规则在对照报告
或在 {clean} 份前后一致的报告上提出了提示以上的意见。

Faults were planted for each rule, each beside a twin that differs in the fault alone. *Found*: that rule named it.
*Alarms*: the rule spoke of a clean twin, or (above a note) of one of {clean} consistent reports.

| 规则 rule | 级别 severity | 植入 planted | 查出 found | 对照误报 twins | 一致报告误报 consistent |
|---|---|--:|--:|--:|--:|
"""


def reading_rows() -> list[str]:
    """Measure every shape; one row of the table each."""
    count: dict[str, Counter[str]] = {shape: Counter() for shape in SHAPES}
    for case in cases(READING):
        tally = count[case.shape]
        tally["reports"] += 1
        tally["readable"] += len(case.render().readable)
        tally.update(failure.kind for failure in judge(case))
    columns = ("reports", "readable", WRONG, INVENTED, REFUSED)
    rows = [[shape, *(tally[column] for column in columns)] for shape, tally in count.items()]
    rows.append(
        ["**合计 all**", *(sum(tally[column] for tally in count.values()) for column in columns)]
    )
    return ["| " + " | ".join(map(str, row)) + " |" for row in rows]


def checking_rows() -> list[str]:
    """Measure every rule; one row of the table each."""
    count: dict[str, Counter[str]] = {rule.id: Counter() for rule in all_rules()}
    for fault in FAULTS.values():
        # Where several rules may speak, the fault counts for the first: they are one family.
        tally = count[min(fault.rules, key=_order)]
        for seed in PLANTED:
            outcome = try_fault(fault, seed)
            tally.update(planted=1, found=outcome.found, twins=bool(outcome.false_alarms))
    for _, made in clean_reports(CLEAN):
        for finding in alarms(made):
            count[finding.rule]["consistent"] += 1
    return [_row(rule, count[rule.id]) for rule in all_rules()]


def _order(rule_id: str) -> int:
    return [rule.id for rule in all_rules()].index(rule_id)


def _row(rule: Rule, tally: Counter[str]) -> str:
    planted = tally["planted"]
    found = f"{tally['found']} ({100 * tally['found'] // planted}%)" if planted else "–"
    clean = "–" if rule.severity is Severity.NOTE else tally["consistent"]
    row = (rule.id, rule.severity, planted or "–", found, tally["twins"] if planted else "–", clean)
    return "| " + " | ".join(map(str, row)) + " |"


def clean_count() -> int:
    """Return how many consistent reports are checked."""
    return sum(1 for _ in clean_reports(CLEAN))


def measure() -> str:
    """Return the whole page."""
    parts = [
        HEAD,
        READING_HEAD,
        "\n".join(reading_rows()),
        "\n\n",
        CHECKING_HEAD.format(clean=clean_count()),
        "\n".join(checking_rows()),
        "\n",
    ]
    return "".join(parts)


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(measure(), encoding="utf-8")
