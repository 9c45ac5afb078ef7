"""Templates and style for self-contained pages that can fetch nothing and run nothing."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from gongkai import __version__
from gongkai.annual.writers.printable import make_printable
from gongkai.annual.writers.wording import Wording


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gongkai.annual.writers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Every value that reaches the page passes here, so that none can be forgotten.
        finalize=lambda value: make_printable(value) if type(value) is str else value,
    )
    environment.filters["fragment"] = lambda anchor: "#" + quote(anchor, safe="")
    return environment


@cache
def _style() -> tuple[Markup, str]:
    """Return the style sheet, and the expression by which the page's policy admits it."""
    css = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return Markup(css), f"'sha256-{digest}'"  # noqa: S704  (our own file)


def render_page(template: str, words: Wording, **values: Any) -> str:
    """Render a template of this package as a whole page."""
    style, style_hash = _style()
    return (
        _environment()
        .get_template(template)
        .render(t=words, style=style, style_hash=style_hash, version=__version__, **values)
    )
