from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from gongkai.core.sealing import (
    SealBroken,
    index_blindly,
    reseal,
    seal,
    seal_bytes,
    seal_text,
    unseal,
    unseal_bytes,
    unseal_text,
)

WHO = {"name": "王小明", "id": "11010519491231002X"}


def make_key():
    return Fernet.generate_key().decode()


def test_what_is_sealed_tells_nothing_and_opens_again():
    token, digest = seal(WHO)
    assert unseal(token, digest) == WHO
    assert "王小明".encode() not in token
    # The same person twice: neither token nor digest is the same.
    assert seal(WHO)[1] != digest


def test_a_seal_that_was_altered_or_swapped_is_broken():
    token, digest = seal(WHO)
    other, _ = seal({"name": "李四"})
    for wrong in (token[:-2] + b"AA", b"", b"\xff"):
        with pytest.raises(SealBroken):
            unseal(wrong, digest)
    with pytest.raises(SealBroken):
        unseal(other, digest)


def test_keys_rotate_and_the_digest_stays(settings):
    token, digest = seal(WHO)
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = [make_key(), *old]
    assert unseal(token, digest) == WHO
    new = reseal(token)
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    assert unseal(new, digest) == WHO
    with pytest.raises(SealBroken):
        unseal(token, digest)
    with pytest.raises(SealBroken):
        reseal(token)


def test_texts_and_bytes_are_sealed_likewise(settings):
    text, data = seal_text("密钥"), seal_bytes(b"\x00\xff")
    assert (unseal_text(text), unseal_bytes(data)) == ("密钥", b"\x00\xff")
    settings.SEALING_KEYS = [make_key()]
    for broken in (
        lambda: unseal_text(text),
        lambda: unseal_text("不是"),
        lambda: unseal_bytes(data),
    ):
        with pytest.raises(SealBroken):
            broken()


@pytest.mark.parametrize("text", ["王小明", " 王 小明 ", "王·小明", "王　小明"])
def test_the_blind_index_is_the_same_however_a_name_is_spaced(text):
    assert index_blindly(text) == index_blindly("王小明")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11010519491231002X", "１１０１０５１９４９１２３１００２ｘ"),
        ("138-0000 0000", "13800000000"),
    ],
)
def test_the_blind_index_is_the_same_for_wide_letters_and_hyphens(one, other):
    assert index_blindly(one) == index_blindly(other)


def test_the_blind_index_depends_on_its_key_and_is_empty_for_nothing(settings):
    before = index_blindly("王小明")
    assert before != index_blindly("王小朋")
    settings.INDEX_KEY = "another"
    assert index_blindly("王小明") != before
    assert index_blindly(" - ") == ""
