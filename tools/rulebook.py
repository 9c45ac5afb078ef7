"""Write docs/rulebook.md: article -> parameter -> functions -> the cases and tests that cover it.

    python tools/rulebook.py            # writes the file
    python tools/rulebook.py --check    # fails if the file is not current, or a parameter untested

Functions are found in the syntax of src/gongkai/statute (where a parameter's id is a literal), or
through the procedure that names the parameter. Tests are found by running the case files with a
law that records what is looked up, and by the ids that tests name.
"""

from __future__ import annotations

import ast
import contextlib
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.statute.clock.events import parse_event
from gongkai.statute.clock.periods import date_report, measure_period
from gongkai.statute.clock.procedures import follow_procedure
from gongkai.statute.clock.request import follow_request
from gongkai.statute.errors import StatuteError
from gongkai.statute.fees import charge_request
from gongkai.statute.outcomes import load_outcomes
from gongkai.statute.parameters import Law, Parameter, Tier, Value, load_law
from gongkai.statute.references import Reference
from gongkai.statute.workdays import NATION, load_calendar

ROOT = Path(__file__).parents[1]
STATUTE = ROOT / "src" / "gongkai" / "statute"
TESTS = ROOT / "tests"
TARGET = ROOT / "docs" / "rulebook.md"


class RecordingLaw(Law):
    """A law that remembers which of its parameters were looked up."""

    __slots__ = ("used",)

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.used: set[str] = set()

    def find(self, key: str, day: date) -> Value | None:
        """Look a parameter up and remember it."""
        self.used.add(key)
        return super().find(key, day)


def find_functions(law: Law) -> dict[str, list[str]]:
    """Return, for each parameter, the functions that name it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(STATUTE.rglob("*.py")):
        module = ".".join(path.relative_to(STATUTE).with_suffix("").parts)
        for name, literal in _walk_literals(ast.parse(path.read_text("utf-8"))):
            place = f"{module}.{name}" if name else module
            if literal in law and place not in found[literal]:
                found[literal].append(place)
    procedures = tomllib.loads((STATUTE / "data" / "procedures.toml").read_text("utf-8"))
    for procedure, table in procedures.items():
        for stage in table["stages"]:
            keys = [stage["parameter"], stage.get("extension", {}).get("parameter", "")]
            for key in keys:
                prefix = key.removesuffix("{kind}")
                matches = [p for p in law if p == key or (prefix != key and p.startswith(prefix))]
                for parameter in matches:
                    if not parameter.endswith(".extension") or parameter == key:
                        place = f"clock.procedures（{procedure}:{stage['id']}）"
                        found[parameter].append(place)
    return found


def _walk_literals(tree: ast.AST, name: str = "") -> list[tuple[str, str]]:
    """Return (function, string) for the strings of a syntax tree; methods as Class.method."""
    literals: list[tuple[str, str]] = []
    for node in ast.iter_child_nodes(tree):
        inner = name
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inner = f"{name}.{node.name}" if name else node.name
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            literals.append((inner, node.value))
        literals += _walk_literals(node, inner)
    return literals


def find_tests(law: Law) -> dict[str, list[str]]:
    """Return, for each parameter, the case files and test functions that exercise it."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, run in RUNS.items():
        for key, number in sorted(_count_recorded(law, name, run).items()):
            found[key].append(f"{name}：{number} 例")
    for path in sorted((TESTS / "statute").glob("test_*.py")):
        for name, literal in _walk_literals(ast.parse(path.read_text("utf-8"))):
            place = f"{path.stem}.{name}" if name else path.stem
            if literal in law and place not in found[literal]:
                found[literal].append(place)
    return found


def _run_request(case: dict[str, Any], law: Law) -> None:
    events = [parse_event(event) for event in case["events"]]
    follow_request(events, calendar=load_calendar(case.get("region", NATION)), law=law)


def _run_period(case: dict[str, Any], law: Law) -> None:
    measure_period(case["parameter"], case["start"], law=law)


def _run_procedure(case: dict[str, Any], law: Law) -> None:
    follow_procedure(case["procedure"], case["events"], kind=case.get("kind", ""), law=law)


def _run_fee(case: dict[str, Any], law: Law) -> None:
    day = case.get("day", date(2024, 1, 1))
    items = case.get("items", case.get("ordinal"))
    charge_request(items=items, pages=case.get("pages"), day=day, law=law)


def _run_report(case: dict[str, Any], law: Law) -> None:
    date_report(case["about"], government=case.get("government", False), law=law)


RUNS: dict[str, Callable[[dict[str, Any], Law], None]] = {
    "requests.toml": _run_request,
    "requests_monthly.toml": _run_request,
    "illegal.toml": _run_request,
    "periods.toml": _run_period,
    "procedures.toml": _run_procedure,
    "fees.toml": _run_fee,
    "annual_reports.toml": _run_report,
}


def _count_recorded(
    law: Law, name: str, run: Callable[[dict[str, Any], Law], None]
) -> dict[str, int]:
    """Run a case file; return how many of its cases used each parameter."""
    text = (TESTS / "statute" / "cases" / name).read_text("utf-8")
    count: dict[str, int] = defaultdict(int)
    for case in tomllib.loads(text)["case"]:
        recording = RecordingLaw(law)
        # An illegal history is refused by what it looked up until then.
        with contextlib.suppress(StatuteError):
            run(case, recording)
        for key in recording.used:
            count[key] += 1
    return count


def find_untested(law: Law) -> list[str]:
    """Return the parameters that no case and no test exercises."""
    tests = find_tests(law)
    return [key for key in law if not tests.get(key)]


def write_rulebook(law: Law) -> str:
    """Return the rulebook: by instrument, by article, the parameters and leaves that rest on it."""
    functions, tests = find_functions(law), find_tests(law)
    rows: dict[str, list[tuple[Reference, str]]] = defaultdict(list)
    for parameter in law.values():
        for value in parameter.values:
            rows[value.reference.instrument].append(
                (value.reference, _row(parameter, value, functions, tests))
            )
    for outcome in load_outcomes().values():
        for reference in outcome.references:
            text = (
                f"| {reference.place_chinese or '全文'} "
                f"| {outcome.row} {outcome.label} / {outcome.label_en} "
                f"| {outcome.start}起 | `{outcome.id}` | decision.decide、clock.legality "
                "| outcomes.toml、remedies.toml |"
            )
            rows[reference.instrument].append((reference, text))
    lines = [
        "# 规则手册 / The rulebook",
        "",
        "本文由 `tools/rulebook.py` 生成，不要手工修改。",
        "每一行：条款 → 参数（或者表三的叶子项）→ 用到它的函数 → 覆盖它的案例和测试。",
        "",
        "Generated by `tools/rulebook.py`; do not edit.",
        "Each row: article → parameter (or leaf of table 3) → functions → cases and tests.",
        "暂定 = provisional.",
    ]
    for instrument in sorted(rows):
        source = rows[instrument][0][0].source
        note = "" if source.confidence.confirmed else "（未经核实：暂定 / not confirmed）"
        lines += ["", f"## {source.cited}{note}", "", source.title_en, ""]
        lines += ["| 条款 | 规则 | 值 | 编号 | 函数 | 案例与测试 |", "|---|---|---|---|---|---|"]
        lines += [text for _, text in sorted(rows[instrument], key=lambda row: _order(row[0]))]
    return "\n".join(lines) + "\n"


def _order(reference: Reference) -> tuple[list[int], str]:
    numbers = "".join(c if c.isdigit() else " " for c in reference.article).split()
    return [int(number) for number in numbers], reference.article


def _row(
    parameter: Parameter,
    value: Value,
    functions: dict[str, list[str]],
    tests: dict[str, list[str]],
) -> str:
    until = "" if value.until is None else f"至{value.until}"
    mark = f"；暂定：{value.why_provisional.partition(' / ')[0]}" if value.provisional else ""
    return (
        f"| {value.reference.place_chinese or '全文'} | {parameter.title} / {parameter.title_en} "
        f"| {_amount(parameter, value)}，{value.start}起{until}{mark} | `{parameter.id}` "
        f"| {'、'.join(functions.get(parameter.id, ['clock.periods.measure_period']))} "
        f"| {'、'.join(tests.get(parameter.id, []))} |"
    )


def _amount(parameter: Parameter, value: Value) -> str:
    if isinstance(value.amount, tuple):
        return "；".join(_tier(tier) for tier in value.amount)
    return f"{value.amount}{parameter.unit.chinese}"


def _tier(tier: Tier) -> str:
    bound = "以上" if tier.upto is None else f"至{tier.upto}"
    return f"{bound}：每{tier.step}一档加{tier.add}元" if tier.step else f"{bound}：{tier.each}元"


def main() -> int:
    """Write or check; return the exit status."""
    law = load_law()
    text = write_rulebook(law)
    untested = find_untested(law)
    for key in untested:
        sys.stderr.write(f"没有测试的参数 / parameter that nothing tests: {key}\n")
    if "--check" in sys.argv:
        current = TARGET.exists() and TARGET.read_text("utf-8") == text
        if not current:
            sys.stderr.write(
                "docs/rulebook.md 不是最新 / is not current: python tools/rulebook.py\n"
            )
        return 0 if current and not untested else 1
    TARGET.write_text(text, encoding="utf-8")
    return 1 if untested else 0


if __name__ == "__main__":
    sys.exit(main())
