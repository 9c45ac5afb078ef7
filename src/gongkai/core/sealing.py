"""Personal data at rest: sealed with rotating keys, found by a blind index (个人信息保护法第五十一条).

The first key of SEALING_KEYS seals, any opens. The blind index is keyed by a secret of its own, so
that a search needs no decryption and the table alone tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBroken(Exception):
    """What was sealed cannot be opened with the keys at hand, or is not what was recorded."""

    chinese = "密封的个人信息无法开启：密钥缺失或者内容被改动"
    english = "sealed particulars cannot be opened: a key is missing, or they were altered"

    def __str__(self) -> str:
        """Say it in both languages."""
        return f"{self.chinese} / {self.english}"


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _current() -> MultiFernet:
    return _box(tuple(settings.SEALING_KEYS))


def seal(particulars: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return particulars sealed, and the digest by which a log may vouch for them.

    A salt is sealed with them, so that the digest of few possible values tells nothing.
    """
    plain = json.dumps(
        {"salt": secrets.token_hex(16), "data": particulars}, ensure_ascii=False, sort_keys=True
    ).encode()
    return _current().encrypt(plain), hashlib.sha256(plain).hexdigest()


def unseal(token: bytes, digest: str | None = None) -> dict[str, Any]:
    """Return what was sealed. Raises SealBroken where it cannot be opened or the digest differs."""
    try:
        plain = _current().decrypt(bytes(token))
    except InvalidToken:
        raise SealBroken from None
    if digest is not None and hashlib.sha256(plain).hexdigest() != digest:
        raise SealBroken
    data: dict[str, Any] = json.loads(plain)["data"]
    return data


def reseal(token: bytes) -> bytes:
    """Return the same content under the first key."""
    try:
        return _current().rotate(bytes(token))
    except InvalidToken:
        raise SealBroken from None


def seal_text(text: str) -> str:
    """Return a short secret sealed, as text."""
    return _current().encrypt(text.encode()).decode("ascii")


def unseal_text(token: str) -> str:
    """Return a short secret. Raises SealBroken where it cannot be opened."""
    return unseal_bytes(token.encode("ascii", "replace")).decode()


def unseal_bytes(token: bytes) -> bytes:
    """Return the bytes under a seal. Raises SealBroken where it cannot be opened."""
    try:
        return _current().decrypt(bytes(token))
    except InvalidToken:
        raise SealBroken from None


def seal_bytes(plain: bytes) -> bytes:
    """Return bytes sealed under the first key."""
    return _current().encrypt(plain)


def index_blindly(text: str) -> str:
    """Return the blind index of a name or number: equal for equal ones, whatever their spacing."""
    folded = re.sub(r"[\s\-·•.]", "", unicodedata.normalize("NFKC", text)).casefold()
    if not folded:
        return ""
    key = settings.INDEX_KEY.encode()
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()[:32]
