"""What lies below a folder: the files to read, and what is passed over, counted by reason."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Skipped(StrEnum):
    """Why something below the folder is not read; the value is the reason in Chinese."""

    HIDDEN = "隐藏文件或文件夹"
    WAIVERS = "豁免文件（随所属报告使用）"
    TEMPORARY = "编辑软件的临时文件"
    OTHER_KIND = "不是文档（图片、压缩包、数据、程序等）"
    OWN_OUTPUT = "本命令自己的输出"
    LINKED_INSIDE = "指向文件夹内其他位置的链接（在原处已计）"
    LINKED_TWICE = "指向同一文件夹的链接"
    BROKEN_LINK = "失效的链接"
    SPECIAL = "设备、管道等特殊文件"
    CLOSED_FOLDER = "无权打开的文件夹"

    @property
    def english(self) -> str:
        """The reason in English."""
        return _ENGLISH[self]


_ENGLISH = {
    Skipped.HIDDEN: "hidden files and folders",
    Skipped.WAIVERS: "files of waivers, used with their reports",
    Skipped.TEMPORARY: "temporary files of an editor",
    Skipped.OTHER_KIND: "not a document (pictures, archives, data, programs)",
    Skipped.OWN_OUTPUT: "this command's own output",
    Skipped.LINKED_INSIDE: "links to another place in the folder, counted there",
    Skipped.LINKED_TWICE: "links to a folder that is already counted",
    Skipped.BROKEN_LINK: "broken links",
    Skipped.SPECIAL: "devices, pipes and other special files",
    Skipped.CLOSED_FOLDER: "folders that cannot be opened",
}

# Anything else is tried, whatever its name: a crawler saves pages as .jsp, .content or without
# any suffix.
_NO_DOCUMENT = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".bmp",
        ".svg",
        ".webp",
        ".ico",
        ".tif",
        ".tiff",
        ".psd",
        ".heic",
        ".mp3",
        ".mp4",
        ".avi",
        ".mov",
        ".wav",
        ".flv",
        ".zip",
        ".rar",
        ".7z",
        ".tar",
        ".gz",
        ".tgz",
        ".bz2",
        ".xz",
        ".zst",
        ".iso",
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".json",
        ".jsonl",
        ".xml",
        ".toml",
        ".yaml",
        ".yml",
        ".ini",
        ".cfg",
        ".lock",
        ".csv",
        ".tsv",
        ".parquet",
        ".feather",
        ".sqlite",
        ".sqlite3",
        ".db",
        ".dat",
        ".log",
        ".pickle",
        ".py",
        ".pyc",
        ".sh",
        ".bat",
        ".exe",
        ".dll",
        ".so",
        ".bin",
        ".journal",
        ".ttf",
        ".otf",
        ".ttc",
        ".woff",
        ".woff2",
        ".eot",
        ".md5",
        ".sha256",
        ".torrent",
        ".url",
        ".lnk",
    }
)
WAIVERS_SUFFIX = ".waivers.toml"
_UNFINISHED = ("~", ".tmp", ".part", ".crdownload")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `path` is relative to the folder, in the file system's own bytes.

    `mtime_ns` changes when the file changes, or its waivers do.
    """

    path: bytes
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Survey:
    """A walk below a folder. `skipped` is complete when `walk` has come to its end."""

    folder: Path
    own: Collection[Path] = ()
    skipped: Counter[Skipped] = field(default_factory=Counter)

    def walk(self) -> Iterator[Found]:
        """Yield the files to read, folder by folder.

        The names of one folder are in memory at a time, with those of the folders above it.
        """
        root = self.folder.resolve()
        own = {_identify(path.stat()) for path in self.own if path.exists()}
        seen = {_identify(root.stat())}
        # A stack of our own: folders nest deeper than calls may.
        folders = [(root, b"", iter(self._list(root)))]
        while folders:
            folder, prefix, names = folders[-1]
            name = next(names, None)
            if name is None:
                folders.pop()
                continue
            path, relative = folder / os.fsdecode(name), prefix + name
            found = self._look(root, path, own, seen)
            if isinstance(found, Skipped):
                self.skipped[found] += 1
            elif stat.S_ISDIR(found.st_mode):
                folders.append((path, relative + b"/", iter(self._list(path))))
            else:
                yield Found(relative, found.st_size, found.st_mtime_ns + _waivers_time(path))

    def _list(self, folder: Path) -> list[bytes]:
        try:
            # In the order of bytes, which is the journal's; a locale's would differ between
            # machines.
            return sorted(os.fsencode(path.name) for path in folder.iterdir())
        except OSError:
            self.skipped[Skipped.CLOSED_FOLDER] += 1
            return []

    def _look(
        self, root: Path, path: Path, own: set[tuple[int, int]], seen: set[tuple[int, int]]
    ) -> os.stat_result | Skipped:
        """Return what the path leads to, or why it is passed over."""
        if path.name.startswith("."):
            return Skipped.HIDDEN
        if path.name.startswith("~$") or path.name.endswith(_UNFINISHED):
            return Skipped.TEMPORARY
        if path.name.endswith(WAIVERS_SUFFIX):
            return Skipped.WAIVERS
        try:
            found = path.lstat()
            if stat.S_ISLNK(found.st_mode):
                found = path.stat()
                if path.resolve().is_relative_to(root):
                    return Skipped.LINKED_INSIDE
        except (OSError, RuntimeError):  # a ring of links is the latter up to Python 3.12
            return Skipped.BROKEN_LINK
        if stat.S_ISDIR(found.st_mode):
            # A link may lead to a folder above this one, or two links to the same folder.
            if _identify(found) in seen:
                return Skipped.LINKED_TWICE
            seen.add(_identify(found))
            return found
        if not stat.S_ISREG(found.st_mode):
            return Skipped.SPECIAL
        if _identify(found) in own:
            return Skipped.OWN_OUTPUT
        return Skipped.OTHER_KIND if path.suffix.lower() in _NO_DOCUMENT else found


def _waivers_time(path: Path) -> int:
    try:
        return path.with_name(path.name + WAIVERS_SUFFIX).stat().st_mtime_ns
    except OSError:
        return 0


def _identify(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def show_path(path: bytes) -> str:
    """Return a path as text: UTF-8, GB18030 (from archives of Chinese Windows), or escaped."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return path.decode(encoding)
        except UnicodeDecodeError:
            continue
    return path.decode("utf-8", "backslashreplace")
