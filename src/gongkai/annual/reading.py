"""Read any file as an annual report: find its kind, read it, fit it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from gongkai.annual.errors import NotReadable
from gongkai.annual.fitting import fit_report
from gongkai.annual.model import AnnualReport, Source
from gongkai.annual.readers import limits, read_document, refusals


def read_report(source: Path | bytes | BinaryIO, name: str = "") -> AnnualReport:
    """Read a file, its bytes, or an open binary stream as an annual report.

    Raises `NotReadable` if the file cannot be read at all, and its subclass `NotAReport` if it is something else;
    both say why in one line of Chinese and one of English.
    """
    data, name = _bytes_of(source, name)
    document = read_document(data, name)
    return fit_report(
        document, Source(name, document.kind, hashlib.sha256(data).hexdigest(), document.pages)
    )


def _bytes_of(source: Path | bytes | BinaryIO, name: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, Path):
        name = name or source.name
        try:
            if source.stat().st_size > limits.MOST_FILE_BYTES:
                raise refusals.too_many_bytes("文件", "the file", limits.MOST_FILE_BYTES)
            data = source.read_bytes()
        except IsADirectoryError:
            raise NotReadable(
                "这是文件夹；整个文件夹请用 gongkai corpus",
                "a folder; use gongkai corpus for a folder",
            ) from None
        except FileNotFoundError:
            raise NotReadable("没有这个文件", "no such file") from None
        except OSError as error:
            raise NotReadable(
                f"打不开：{error.strerror}", f"cannot open: {error.strerror}"
            ) from None
    else:
        data = source.read(limits.MOST_FILE_BYTES + 1)
    return data, name
