"""The catalogue of the rules, written from the registry.

To renew it: `python -m gongkai.annual.checks.catalogue > docs/rules.md`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from gongkai.annual.checks import Severity, all_rules
from gongkai.annual.checks.registry import Example, Rule

_FAMILIES = {
    "tables": ("表格：勾稽", "Tables: sums and balance"),
    "cells": ("表格：单元格", "Tables: cells"),
    "years": ("跨年", "Across years"),
    "prose_tables": ("正文与表格", "Prose against tables"),
    "absolutes": ("绝对的词", "Absolute words"),
    "parts": ("正文：总数与分项", "Prose: wholes and parts"),
    "arithmetic": ("正文：比率与占比", "Prose: rates and shares"),
    "changes": ("正文：增减", "Prose: changes"),
    "fees": ("正文：收费", "Prose: fees"),
    "shape": ("体例", "Form"),
    "years_named": ("年份", "Years named"),
    "citations": ("依据、表式与联系方式", "Documents, form, contact"),
    "language": ("语言", "Language"),
}
_MEANINGS = {
    Severity.ERROR: "follows from the document alone",
    Severity.WARNING: "the words allow one reading, and it does not fit",
    Severity.QUESTION: "may have an innocent reading: please check",
    Severity.NOTE: "worth knowing",
}


def write_catalogue() -> str:
    """Write the catalogue as Markdown: every rule with severity, basis, needs and examples."""
    rules = all_rules()
    counts = Counter(rule.severity for rule in rules)
    lines = [
        "# 核对规则 · Rules",
        "",
        "<!-- 本页由 gongkai.annual.checks.catalogue 生成，请勿手改。Generated; do not edit. -->",
        "",
        f"共 {len(rules)} 条。每一条都是一个小函数，旁边有必须通过和必须发现的例子，测试逐一运行。",
        (
            f"{len(rules)} rules, each one small function with the examples that it must pass and"
            f" must find."
        ),
        "",
        "| 级别 | severity | 含义 | rules |",
        "|---|---|---|---|",
        *(
            f"| {severity.chinese} | `{severity}` | {english} | {counts[severity]} |"
            for severity, english in _MEANINGS.items()
        ),
        "",
        "一条规则可以按情形降一级：口径可能不同、表中有空白格、数字是约数时，提醒降为请核对。",
        (
            "A warning becomes a question where scope may differ, cells are blank, or the figure"
            " is approximate."
        ),
    ]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {' · '.join(_FAMILIES[family])}"]
        lines += _describe(rule)
    return "\n".join(lines) + "\n"


def _describe(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"### {rule.id}"
    yield ""
    yield f"{rule.title}  "
    yield rule.title_en
    yield ""
    yield f"- 级别：{rule.severity.chinese} `{rule.severity}`"
    yield f"- 依据：{'；'.join(reference.chinese for reference in rule.basis)}"
    yield f"- 需要：{rule.needs}"
    for name, examples in (("通过", rule.passes), ("发现", rule.fails)):
        told = [text for text in map(_tell, examples) if text]
        if told:
            yield f"- {name}："
            yield from (f"  - {text}" for text in told)


def _tell(example: Example) -> str:
    """Tell an example in a line: its prose, and what differs from a consistent report."""
    parts = [f"“{_shorten(example.prose)}”"] if example.prose else []
    if example.cells:
        parts.append(
            "、".join(f"`{cell}` = {_value(value)}" for cell, value in example.cells.items())
        )
    if example.previous:
        before = "、".join(
            f"`{cell}` = {_value(value)}" for cell, value in example.previous.items()
        )
        parts.append(f"上年 {before}")
    parts += [
        f"{name}：{_shorten(str(value))}"
        for name, value in example.report.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    ]
    return "；".join(parts)


def _value(value: Any) -> str:
    return f"{value}"


def _shorten(text: str) -> str:
    return text if len(text) <= 100 else text[:100] + "……"


if __name__ == "__main__":
    sys.stdout.write(write_catalogue())
