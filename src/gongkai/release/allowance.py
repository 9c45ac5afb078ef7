"""What an organ lets out on purpose: its own telephones, addresses, mailboxes, its name as author."""

from __future__ import annotations

import re
from collections.abc import Collection

from gongkai.release.folding import fold
from gongkai.release.leak import PICTURES_SEEN

_LEAST_DIGITS = 7  # of an allowed telephone number; 12345 is not one that a pattern finds
# What programs write where a person's name would stand.
_WORDS = (
    "admin administrator anonymous user users owner unknown unspecified untitled pc hp dell lenovo asus"
    " microsoft windows wps office word excel openpyxl python-docx reportlab libreoffice typst pdfium"
    " apache poi gongkai computer china 微软用户 微软中国 用户 管理员 未知 匿名 系统管理员"
)
_PROGRAMS = frozenset(_WORDS.split())
_ORGAN = re.compile(
    r"(?:政府|人大|政协|法院|检察院|委员会|办公厅|办公室|管理局|服务局|[\u4e00-\u9fff]{3,}"
    r"(?:局|委|厅|办|院|处|部|中心|大队|支队|公司|学校|医院))$"
)


class Allowance:
    """The texts that may stand in a file. See docs/release.md for what each kind lets through."""

    def __init__(self, texts: Collection[str] = ()) -> None:
        self.pictures_seen = PICTURES_SEEN in texts
        plain = [_squeeze(text) for text in texts if text != PICTURES_SEEN]
        self._texts = tuple(filter(None, plain))
        self._digits = tuple(
            digits
            for text in self._texts
            if len(digits := re.sub(r"\D", "", text)) >= _LEAST_DIGITS
            and not re.search(r"[\u4e00-\u9fff]", text)
        )

    def lets_number(self, number: str) -> bool:
        """Return whether a telephone number is one of the organ's; an area code may be left out."""
        found = re.sub(r"\D", "", number)
        return any(
            found == allowed
            or (found.startswith("86") and found[2:].lstrip("0") == allowed.lstrip("0"))
            or (len(found) >= _LEAST_DIGITS and allowed.startswith("0") and allowed.endswith(found))
            for allowed in self._digits
        )

    def lets_mailbox(self, address: str) -> bool:
        """Return whether a mailbox is allowed, itself or by its domain written `@domain`."""
        found = _squeeze(address)
        return any(
            found == text or (text.startswith("@") and found.endswith(text)) for text in self._texts
        )

    def lets_text(self, value: str) -> bool:
        """Return whether a value stands in what is allowed, whole."""
        found = _squeeze(value)
        return bool(found) and any(found in text for text in self._texts)

    def lets_author(self, name: str) -> bool:
        """Return whether an author is allowed, an organ, or a program."""
        found = _squeeze(name)
        if not found or found in self._texts or _ORGAN.search(found):
            return True
        return all(word in _PROGRAMS for word in re.findall(r"[a-z-]+|[\u4e00-\u9fff]+", found))


def _squeeze(text: str) -> str:
    return "".join(fold(text).text.split()).casefold()
