"""Findings are numbered by weight and keep their anchors from one run to the next."""

from gongkai.annual.checks.finding import Severity
from gongkai.annual.model import CellId
from gongkai.annual.writers.evidence import say_compared
from gongkai.annual.writers.notices import make_anchor, make_notices
from gongkai.annual.writers.wording import Wording
from tests.annual.writers.works import make_finding, make_findings, make_report

ZH, EN = Wording("zh"), Wording("en")


def test_errors_come_first_and_waived_ones_last() -> None:
    notices = make_notices(make_findings(make_report()), ZH)
    assert [(notice.number, notice.kind, notice.label) for notice in notices] == [
        (1, "error", "错误 1"),
        (2, "warning", "提醒 2"),
        (3, "question", "请核对 3"),
        (4, "note", "说明 4"),
        (5, "waived", "请核对 5"),
    ]


def test_messages_follow_the_language() -> None:
    finding = make_finding("X")
    assert [make_notices([finding], words)[0].message for words in (ZH, EN)] == [
        "X 不平衡",
        "X does not balance",
    ]


def test_an_anchor_is_the_same_in_every_run_and_unlike_any_other() -> None:
    assert make_anchor("finding", "T3-BALANCE.total", set()) == "finding-T3-BALANCE.total"
    taken: set[str] = set()
    odd = [make_anchor("finding", name, taken) for name in ("a b", "a<b", "a b")]
    assert odd == ["finding-a_b-c8687a", "finding-a_b-4a826a", "finding-a_b-c8687a-2"]


def test_a_finding_over_many_cells_is_wide() -> None:
    cells = make_report().cells
    many = make_finding(where=make_finding().where.__class__(cells=tuple(cells)[:30]))
    few = make_finding(
        severity=Severity.NOTE, where=many.where.__class__(cells=many.where.cells[:5])
    )
    assert [notice.wide for notice in make_notices([many, few], ZH)] == [True, False]


def test_what_was_compared_is_said_in_words() -> None:
    report = make_report()
    compared = {
        "whole": 41,
        "parts": [22, 35],
        "table": {"received": 9},
        "cells": ["table3.refused.state_secret.total=blank", CellId("table3", "received", "total")],
        "odd": None,
        "unheard_of": "x",
    }
    assert say_compared(compared, report, ZH) == [
        ("合计", "41"),
        ("分项", "22、35"),
        ("表格", "received 9"),
        (
            "单元格",
            (
                "表三 · （三）不予公开 · 1.属于国家秘密 · 总计 空、"
                "表三 · 一、本年新收政府信息公开申请数量 · 总计"
            ),
        ),
        ("unheard_of", "x"),
    ]


def test_long_lists_are_cut_and_counted() -> None:
    said = say_compared({"parts": list(range(20))}, make_report(), EN)
    assert said == [("parts", "0, 1, 2, 3, 4, 5, 6, 7, 20 in all")]
