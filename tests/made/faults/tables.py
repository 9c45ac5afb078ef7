"""Faults in the tables themselves."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.made.faults.registry import Twins, add, fault, quiet
from tests.made.figures import make_figures
from tests.made.official import Id
from tests.made.report import MadeReport


@fault("表三一行的总计多一", "T3-ROW-TOTAL")
def row_total_off(report, random):
    row = random.choice(["granted", "unavailable.not_held", "received", "carried_out"])
    return quiet(report), add(quiet(report), (f"table3.{row}.total", 1))


@fault("表三一列的结果之和不等于（七）总计", "T3-CONCLUDED")
def column_sum_off(report, random):
    row = random.choice(["granted", "partially_granted", "refused.deliberative", "other.other"])
    amount = random.choice([1, 2, 10])
    return quiet(report), add(
        quiet(report), (f"table3.{row}.natural_person", amount), (f"table3.{row}.total", amount)
    )


@fault("表三一列的勾稽不平", "T3-BALANCE")
def balance_off(report, random):
    row = random.choice(["received", "carried_in", "carried_out"])
    return quiet(report), add(
        quiet(report), (f"table3.{row}.natural_person", 1), (f"table3.{row}.total", 1)
    )


@fault("表四总计不等于四种结果之和", "T4-ROW-TOTAL")
def remedies_total_off(report, random):
    row = random.choice(
        ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
    )
    return quiet(report), add(quiet(report), (f"table4.{row}.total", random.choice([1, 3])))


def _printed(report: MadeReport, random: Random, text: str) -> Twins:
    """Print a cell that holds 0 otherwise."""
    zero = [
        id_ for id_ in report.figures.ids()
        if id_.table == "table3" and id_.column not in ("total", "natural_person") and not report.figures[id_]
    ]  # fmt: skip
    report = quiet(report)
    return report, report.with_figures(report.figures.with_printed(random.choice(zero), text))


@fault("空白的格", "CELL-BLANK", "question")
def blank_cell(report, random):
    return _printed(report, random, "")


@fault("填斜杠的格", "CELL-BLANK", "question")
def slash_cell(report, random):
    return _printed(report, random, "/")


@fault("填横线的格", "CELL-BLANK", "question")
def dash_cell(report, random):
    return _printed(report, random, "—")


@fault("填文字的格", "CELL-TEXT", "warning")
def text_cell(report, random):
    return _printed(report, random, random.choice(["无", "若干", "见附件"]))


@fault("负数", "CELL-NEGATIVE")
def negative_cell(report, random):
    row = random.choice(["licences", "penalties", "coercive_measures"])
    id_ = Id("table2", row, "count")
    return report, report.with_figures(report.figures.with_value(id_, -random.randint(1, 40)))


@fault("件数为小数", "CELL-FRACTION")
def fractional_cell(report, random):
    id_ = Id("table2", random.choice(["licences", "penalties"]), "count")
    value = Decimal(random.randint(3, 300)) + Decimal("0.5")
    return report, report.with_figures(report.figures.with_value(id_, value))


@fault("没有规章制定权的机关填报规章", "T2-RULES-POWER", "question")
def rules_without_power(report, random):
    figures = report.figures.with_value("table2.rules.issued", 2).with_value(
        "table2.rules.in_force", 2
    )
    return report, report.with_figures(figures)


@fault("现行有效件数少于本年制发减废止", "T2-IN-FORCE", "question")
def stock_below_issue(report, random):
    report = quiet(report)
    clean = report.figures.with_value("table2.normative_documents.issued", 6)
    clean = clean.with_value("table2.normative_documents.repealed", 1)
    faulty = clean.with_value("table2.normative_documents.in_force", random.randint(0, 3))
    clean = clean.with_value("table2.normative_documents.in_force", 25)
    return report.with_figures(clean), report.with_figures(faulty)


@fault("收费金额疑似以元填报", "T2-FEE-UNIT", "question", scale="town")
def fee_unit(report, random):
    id_ = Id("table2", "fees_10k_yuan", "amount")
    clean = report.figures.with_value(id_, Decimal("12.6"))
    return report.with_figures(clean), report.with_figures(
        clean.with_value(id_, 126000 + random.randrange(9000))
    )


@fault("审批机关的行政许可为 0", "T2-APPROVAL-ZERO", "note", organ="清河市审批服务管理局")
def approval_zero(report, random):
    id_ = Id("table2", "licences", "count")
    clean = report.figures.with_value(id_, 1200 + random.randrange(900))
    return report.with_figures(clean), report.with_figures(clean.with_value(id_, 0))


@fault("因空白无法核对的勾稽关系", "T-NOT-ASSESSED", "note")
def not_assessed(report, random):
    return blank_cell(report, random)


@fault("表格丢失", "T-MISSING", "warning", shape="text-tables-lost")
def tables_gone(report, random):
    return quiet(report), quiet(report)


@fault("数字连在一起，有两种读法", "CELL-UNREAD", "note", shape="text-glued")
def run_together(report, random):
    report = quiet(report)
    figures = report.figures
    for column, value in (("issued", 62), ("repealed", 33), ("in_force", 440)):
        figures = figures.with_value(Id("table2", "normative_documents", column), value)
    return report.with_figures(figures), report.with_figures(figures)


@fault("（六）其他处理没有分三项", "FORM-SINGLE-OTHER", "question")
def single_other(report, random):
    figures = make_figures(random.randrange(900), scale="bureau", single_other=True)
    report = quiet(report)
    return report, report.with_figures(figures)


@fault("沿用2019年的表式", "FORM-OLD", "warning")
def old_form(report, random):
    figures = make_figures(random.randrange(900), scale="bureau", form="2019")
    report = quiet(report)
    return report, report.with_figures(figures)
