"""Templates a clerk may edit: words, `{{ 值 }}`, if, for. Nothing else, and never for long.

Jinja2 reads and runs them, but only what is listed here passes: no call, no arithmetic, no include,
no attribute that is not a key of the facts. What could run long is thereby not sayable: a loop goes
over a list of the facts, none in another, and the text ends at a bound.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongkai.letters.cleaning import clean
from gongkai.letters.errors import TemplateError

LONGEST_TEMPLATE = 40_000
LONGEST_TEXT = 400_000
LONGEST_LIST = 200
LONGEST_SEPARATOR = 8
DEEPEST = 60
# Non-characters, which `clean` lets no value keep: where a value begins, and a bar inside a value.
VALUE, BAR = "\ufdd0", "\ufdd1"

_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.If, nodes.CondExpr, nodes.For, nodes.Filter, nodes.Compare, nodes.Operand),
    *(nodes.And, nodes.Or, nodes.Not),
)
_OF_A_LOOP = frozenset({"index", "first", "last", "length"})
_NAMES = {
    "Call": ("函数调用", "a call"),
    "Include": ("引用其他文件", "an include"),
    "Import": ("引用其他文件", "an import"),
    "FromImport": ("引用其他文件", "an import"),
    "Extends": ("引用其他文件", "an extends"),
    "Getitem": ("方括号取值", "an index"),
    "Macro": ("宏", "a macro"),
    "Assign": ("赋值", "an assignment"),
}


class _Sandbox(ImmutableSandboxedEnvironment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of the facts, or what a loop knows of itself; nothing of Python."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _OF_A_LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def _finalize(value: Any) -> Any:
    if isinstance(value, StrictUndefined):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError
    return VALUE + clean(str(value)).replace("|", BAR)


def _join(values: Any, separator: str = "、") -> str:
    if not isinstance(values, tuple) or len(separator) > LONGEST_SEPARATOR:
        raise TypeError
    return separator.join(values)


@cache
def _sandbox() -> _Sandbox:
    sandbox = _Sandbox(
        undefined=StrictUndefined,
        autoescape=False,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    sandbox.globals.clear()
    sandbox.filters = {"join": _join, "length": len}
    sandbox.tests = {}
    return sandbox


def render_template(template: str, values: Mapping[str, Any]) -> str:
    """Return the lines of a template with its values, each value marked with `VALUE`.

    TemplateError with the line for everything that is not a template for a letter.
    """
    if len(template) > LONGEST_TEMPLATE:
        raise TemplateError(
            f"过长：{len(template)}字，最多{LONGEST_TEMPLATE}字",
            f"too long: {len(template)} characters, at most {LONGEST_TEMPLATE}",
        )
    if VALUE in template or BAR in template:
        raise TemplateError("含有不是文字的编码", "holds codes that are no characters")
    sandbox = _sandbox()
    try:
        _inspect(sandbox.parse(template), values, frozenset(), 0)
        return _run(sandbox.from_string(template), values)
    except TemplateSyntaxError as error:
        raise TemplateError(
            f"写法有误：{error.message}", f"syntax: {error.message}", error.lineno
        ) from error
    except (RecursionError, SyntaxError, MemoryError) as error:
        raise TemplateError("嵌套过深", "nested too deep") from error
    except UndefinedError as error:
        raise TemplateError(
            f"没有这一项：{error.message}", f"no such value: {error.message}", _line_of(error)
        ) from error
    except (SecurityError, TypeError, ValueError, AttributeError) as error:
        raise TemplateError(
            "该处不是可以填入文书的值", "this is no value to put in a letter", _line_of(error)
        ) from error


def _run(template: Any, values: Mapping[str, Any]) -> str:
    parts: list[str] = []
    length = 0
    for part in template.generate(values):
        parts.append(part)
        length += len(part)
        if length > LONGEST_TEXT:
            raise TemplateError(
                f"文书过长，超过{LONGEST_TEXT}字", f"more than {LONGEST_TEXT} characters"
            )
    return "".join(parts)


def _inspect(node: nodes.Node, values: Mapping[str, Any], own: frozenset[str], depth: int) -> None:
    """Refuse what a letter does not need. `own` are the names of the loop around, if any."""
    if depth > DEEPEST:
        raise TemplateError("嵌套过深", "nested too deep", node.lineno)
    kind = type(node).__name__
    if not isinstance(node, _NODES):
        chinese, english = _NAMES.get(kind, (kind, kind))
        raise TemplateError(f"不能使用{chinese}", f"{english} cannot be used", node.lineno)
    if isinstance(node, nodes.Name) and node.name not in {*values, *own}:
        raise TemplateError(
            f"没有“{node.name}”这一项", f"there is no value {node.name!r}", node.lineno
        )
    if isinstance(node, nodes.For):
        if own or not _is_list(node, values):
            raise TemplateError(
                "循环只能取自文书数据中的一列，且循环之内不能再有循环",
                "a loop goes over a list of the facts, and holds no other loop",
                node.lineno,
            )
        assert isinstance(node.target, nodes.Name)
        own = frozenset({node.target.name, "loop"})
    for child in node.iter_child_nodes():
        _inspect(child, values, own, depth + 1)


def _is_list(node: nodes.For, values: Mapping[str, Any]) -> bool:
    source, target = node.iter, node.target
    return (
        isinstance(source, nodes.Name)
        and isinstance(target, nodes.Name)
        and isinstance(values.get(source.name), tuple)
        and not node.recursive
    )


def _line_of(error: BaseException) -> int:
    """Return the line of the template in which it went wrong: Jinja rewrites the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return (lines[-1] or 0) if lines else 0
