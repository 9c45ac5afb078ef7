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
    "none": range(1),
    "town": range(2),
    "bureau": range(5),
    "county": range(3),
    "city": range(2),
}
PLANTED = range(12)
CLEAN = range(20)

HEAD = """\
# 准确度 / Accuracy

<!-- Written by `python -m tests.acceptance.measure`; a test holds it to the code. Do not edit. -->

本页由程序在**自制的**年度报告上测得：数字由带种子的生成器产生，真值已知；机关、人员、电话均为虚构。自制的报告只能说明
已经想到的情形，而且编写读取和规则的人看得到这些报告：这些数字用来防止退步，不等于对真实报告的承诺。真实报告的核对见
`tests/acceptance/test_shared.py`。

Measured on *made* reports, whose true figures are known because a seeded generator made them. Made reports show only what
somebody thought of, and those who wrote the reader and the rules could see them: the figures guard against falling
back, they are no promise for the wild. For real reports see `tests/acceptance/test_shared.py`.

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


COLUMNS = ("reports", "readable", WRONG, INVENTED, REFUSED)


def reading_tally(shape: str) -> Counter[str]:
    """Read every report of a shape and count."""
    tally: Counter[str] = Counter()
    for case in cases(READING):
        if case.shape == shape:
            rendered = case.render()
            tally.update(reports=1, readable=len(rendered.readable))
            tally.update(failure.kind for failure in judge(case, rendered))
    return tally


def reading_row(shape: str, tally: Counter[str]) -> str:
    """Return a shape's row of the table."""
    return "| " + " | ".join(map(str, (shape, *(tally[column] for column in COLUMNS)))) + " |"


def reading_rows() -> list[str]:
    """Measure every shape; one row each, and their sum."""
    tallies = {shape: reading_tally(shape) for shape in SHAPES}
    everything = sum(tallies.values(), Counter())
    rows = [reading_row(shape, tally) for shape, tally in tallies.items()]
    return [*rows, reading_row("**合计 all**", everything)]


def clean_tally() -> Counter[str]:
    """Check every consistent report and count what is said above a note, by rule."""
    return Counter(finding.rule for _, made in clean_reports(CLEAN) for finding in alarms(made))


def checking_row(rule: Rule, clean: int) -> str:
    """Plant every fault that is this rule's and return its row of the table."""
    tally: Counter[str] = Counter()
    for fault in FAULTS.values():
        if rule.id not in fault.rules:
            continue
        for seed in PLANTED:
            outcome = try_fault(fault, seed)
            tally.update(planted=1, found=outcome.found, twins=bool(outcome.false_alarms))
    planted = tally["planted"]
    found = f"{tally['found']} ({100 * tally['found'] // planted}%)" if planted else "–"
    alarmed = "–" if rule.severity is Severity.NOTE else clean
    row = (
        rule.id,
        rule.severity,
        planted or "–",
        found,
        tally["twins"] if planted else "–",
        alarmed,
    )
    return "| " + " | ".join(map(str, row)) + " |"


def checking_rows() -> list[str]:
    """Measure every rule; one row each."""
    clean = clean_tally()
    return [checking_row(rule, clean[rule.id]) for rule in all_rules()]


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
