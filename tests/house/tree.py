"""What is in the tree: the files that git tracks or would track, without what it ignores."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_OUT = {".git", ".venv", "out", "__pycache__", "dist", "build"}


@cache
def files() -> tuple[Path, ...]:
    """Return the project's files, relative to its root, sorted."""
    git = shutil.which("git")
    if git is not None and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        found = [Path(name) for name in listed.split("\0") if name]
    else:  # an unpacked archive has no git
        found = [
            path.relative_to(ROOT)
            for path in ROOT.rglob("*")
            if path.is_file()
            and not any(
                part in _LEFT_OUT or part.endswith(("_cache", ".egg-info"))
                for part in path.relative_to(ROOT).parts
            )
        ]
    return tuple(sorted(path for path in found if (ROOT / path).is_file()))


def below(folder: str, suffix: str = "") -> tuple[Path, ...]:
    """Return the files below a folder whose names end in `suffix`."""
    return tuple(
        path for path in files() if path.is_relative_to(folder) and path.name.endswith(suffix)
    )
