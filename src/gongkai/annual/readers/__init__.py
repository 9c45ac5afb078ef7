"""File formats: each module turns the bytes of one kind of file into a `Document`.

Readers take in what stands in the file, in order, and decide nothing about reports. Each raises
NotReadable, in one line, for a file that it cannot read, whatever it holds, within the bounds of
`limits`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from gongkai.annual.readers import text
from gongkai.annual.readers.sniffing import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.annual.document import Document

__all__ = ["read_document", "sniff"]


def read_document(data: bytes, name: str = "") -> Document:
    """Read a file of any kind that is known; `name` may carry an extension. Raises NotReadable."""
    kind = sniff(data, name)
    if kind in {"markdown", "text"}:
        return text.read(data, kind)
    # Each format's library is loaded by the first file that needs it.
    module = import_module(f"{__name__}.{kind}")
    return cast("Callable[[bytes], Document]", module.read)(data)
