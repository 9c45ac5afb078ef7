"""Mutation testing of the statute's core: change one thing at a time and see that a test fails.

    python tools/mutate.py [MODULE ...] [--jobs N] [--out FILE] [--again FILE]

Each mutant is compiled in memory in a child process, in place of the module it mutates, and the
tests of the statute run until the first failure. A mutant that no test fails survives and is
printed; docs/mutation.md explains those of the last full run. `--again` tries those listed in the
output of an earlier run once more.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
CORE = (
    *("clock.pauses", "clock.case", "clock.request", "clock.legality", "clock.ledger"),
    *("clock.periods", "clock.receipt", "workdays", "fees", "decision"),
)
TESTS = (
    *("test_case_files.py", "test_request.py", "test_workdays.py", "test_outcomes.py"),
    *("test_procedures.py", "test_arrangement_import.py", "test_properties.py"),
)
SECONDS = 120
KILLED, SURVIVED, TIMED_OUT = 0, 1, 2

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: where, and what is done there."""

    module: str
    index: int
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.what}"


class Mutator(ast.NodeTransformer):
    """Apply the change with a number; with none, list them all."""

    def __init__(self, module: str, target: int | None = None) -> None:
        self.module = module
        self.target = target
        self.found: list[Mutation] = []

    def _offer(self, node: ast.AST, what: str, change: Callable[[], ast.AST]) -> ast.AST:
        index = len(self.found)
        line = getattr(node, "lineno", 0)
        self.found.append(Mutation(self.module, index, line, what))
        return change() if index == self.target else node

    def visit_If(self, node: ast.If) -> ast.AST:
        """Negate a condition; skip what only the type checker sees."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node
        self.generic_visit(node)

        def negate() -> ast.AST:
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return node

        return self._offer(node, "negate the condition", negate)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Swap the first comparison for its neighbour."""
        self.generic_visit(node)
        old = type(node.ops[0])
        if old not in _COMPARE:
            return node

        def swap() -> ast.AST:
            node.ops[0] = _COMPARE[old]()
            return node

        return self._offer(node, f"{old.__name__} becomes {_COMPARE[old].__name__}", swap)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Swap addition and subtraction."""
        self.generic_visit(node)
        old = type(node.op)
        if old not in _ARITHMETIC:
            return node

        def swap() -> ast.AST:
            node.op = _ARITHMETIC[old]()
            return node

        return self._offer(node, f"{old.__name__} becomes {_ARITHMETIC[old].__name__}", swap)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Swap and, or."""
        self.generic_visit(node)

        def swap() -> ast.AST:
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return node

        return self._offer(node, "and becomes or, or or and", swap)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Add one to a number, flip a truth value."""
        if isinstance(node.value, bool):
            flipped = ast.copy_location(ast.Constant(not node.value), node)
            return self._offer(node, f"{node.value} flips", lambda: flipped)
        if isinstance(node.value, int):
            more = ast.copy_location(ast.Constant(node.value + 1), node)
            return self._offer(node, f"{node.value} becomes {node.value + 1}", lambda: more)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Swap min and max, any and all."""
        self.generic_visit(node)
        if not (isinstance(node.func, ast.Name) and node.func.id in _CALLS):
            return node
        name = node.func.id

        def swap() -> ast.AST:
            node.func = ast.Name(_CALLS[name], ast.Load())
            return node

        return self._offer(node, f"{name} becomes {_CALLS[name]}", swap)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Leave decorators alone: frozen and slots guard the programmer, not the law."""
        node.body = [self.visit(each) for each in node.body]
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        """Leave messages alone: what they say is not the law."""
        return node


class Mutant(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import hook that loads one module from a changed syntax tree."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name = name
        self.path = path
        self.code = compile(ast.fix_missing_locations(tree), str(path), "exec")

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Claim the mutated module alone."""
        del path, target
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """Leave the making of the module to the import system."""
        del spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self.code, module.__dict__)  # noqa: S102


def locate(module: str) -> Path:
    """Return the file of a module of the statute."""
    return ROOT / "src" / "gongkai" / "statute" / (module.replace(".", "/") + ".py")


def list_mutations(module: str) -> list[Mutation]:
    """Return all changes that can be made to a module."""
    mutator = Mutator(module)
    mutator.visit(ast.parse(locate(module).read_text(encoding="utf-8")))
    return mutator.found


def try_mutation(mutation: Mutation | None) -> int:
    """Run the tests on a mutant (or on the unchanged code) in a child; return what became of it."""
    child = os.fork()
    if child == 0:
        os._exit(_run_child(mutation))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return TIMED_OUT
    return SURVIVED if os.WEXITSTATUS(status) == 0 else KILLED


def _run_child(mutation: Mutation | None) -> int:
    signal.alarm(SECONDS)
    if mutation is not None:
        path = locate(mutation.module)
        tree = Mutator(mutation.module, mutation.index).visit(ast.parse(path.read_text("utf-8")))
        name = f"gongkai.statute.{mutation.module}"
        sys.meta_path.insert(0, Mutant(name, path, tree))
    os.chdir(ROOT)
    hypothesis.settings.register_profile(
        "mutation", max_examples=40, derandomize=True, deadline=None, database=None
    )
    hypothesis.settings.load_profile("mutation")
    tests = [f"tests/statute/{name}" for name in TESTS]
    plugins = ["-p", "no:randomly", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestWarning"]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            return int(pytest.main(["-x", "-q", "--no-header", *plugins, *tests]))
        except BaseException:  # noqa: BLE001  (a mutant may break anything, the run itself included)
            return 1


def run(modules: list[str], jobs: int, again: set[str]) -> Iterator[tuple[Mutation, int]]:
    """Yield each mutation (of those listed, if any are) with what became of it."""
    mutations = [
        each
        for module in modules
        for each in list_mutations(module)
        if not again or str(each) in again
    ]
    with ThreadPoolExecutor(jobs) as pool:
        yield from zip(mutations, pool.map(try_mutation, mutations), strict=True)


def main(words: list[str]) -> int:
    """Run, print the survivors and the count by module."""
    jobs, out = 2, None
    again: set[str] = set()
    modules: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--jobs":
            jobs = int(words.pop(0))
        elif word == "--again":
            again = set(Path(words.pop(0)).read_text(encoding="utf-8").splitlines())
        elif word == "--out":
            out = Path(words.pop(0))
        else:
            modules.append(word)
    if try_mutation(None) != SURVIVED:
        sys.stderr.write("the tests fail on the unchanged code\n")
        return 2
    began = time.monotonic()
    counts: dict[str, list[int]] = {}
    lines: list[str] = []
    for mutation, fate in run(modules or list(CORE), jobs, again):
        counts.setdefault(mutation.module, [0, 0, 0])[fate] += 1
        if fate == SURVIVED:
            lines.append(str(mutation))
            sys.stdout.write(f"{mutation}\n")
            sys.stdout.flush()
    for module, (killed, survived, timed_out) in counts.items():
        lines.append(f"{module}: {killed} killed, {timed_out} timed out, {survived} survived")
    lines.append(f"{time.monotonic() - began:.0f} seconds")
    sys.stdout.write("\n".join(lines[-len(counts) - 1 :]) + "\n")
    if out is not None:
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
