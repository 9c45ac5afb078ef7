"""From bytes to text, whatever the file says of itself.

Government sites serve GBK declared as UTF-8, UTF-8 declared as gb2312, and either without a word.
The bytes know better: UTF-8 is next to impossible by accident, and of the double-byte encodings the
right one is the one whose text consists of common characters.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from gongkai.annual.readers import limits, refusals

# Words that an annual report cannot do without, in both scripts: a decoding that has them is right.
_KNOWN_WORDS = ("政府信息公开", "政府信息公開", "政府資訊公開", "信息公开", "信息公開")
# The commonest characters of running text and of this one kind of text, Simplified and Traditional.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "政府信息公开申请数量本行机关办理结果其他复议诉讼情况报告制度总计件月日号市区县部门规章文件"
    "這為個國們時來對會發動過開請數結複議訴訟報總計號區縣門規務與並應關辦訊資於"
    "，。、；：（）《》“”年月日一二三四五六七八九十"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What is declared as one of these is read as its superset.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
_SAMPLE = 1 << 16
_MOST_BAD = 0.01  # share of characters that may be beyond reading
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\f\r"})
_REPLACEMENT = "\ufffd"


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and what a person should know about that."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode bytes to text; NotReadable for what is no text. See `recognise`."""
    return recognise(data, declared).text


def recognise(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes, with the encoding found.

    `declared` is what a header or the file says; it decides only between readings that are equally
    good. Raises NotReadable for an empty file, for bytes that are no text, and where more than one
    character in a hundred would be lost.
    """
    if not data.strip(b" \t\r\n\f\0"):
        raise refusals.empty()
    if len(data) > limits.MOST_TEXT_BYTES:
        raise refusals.too_many_bytes("文字内容", "the text", limits.MOST_TEXT_BYTES)
    if max(data.count(b"\n"), data.count(b"\r")) > limits.MOST_LINES:
        raise refusals.oversized("文字的行数", "the number of lines", str(limits.MOST_LINES))
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _patched(data, name)
    if b"\0" in data:
        return _with_zeros(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start < 4:
            return _patched(data, "utf-8")  # a file cut inside its last character
    return _double_byte(data, _normalise(declared))


def _normalise(declared: str | None) -> str:
    if declared is None:
        return ""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(name, name)


def _with_zeros(data: bytes) -> Decoded:
    """Decode text in two-byte units without a mark, or else text with a stray zero byte."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data[: len(data) & ~1].decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _quality(text) > 0.5:
            return Decoded(text, name)
    if data.count(0) > max(3, len(data) // 1000):
        raise refusals.binary()
    # A zero byte may stand where a digit stood: it stays visible as an unreadable character.
    found = recognise(data.replace(b"\0", b"\x1a"))
    text = found.text.replace("\x1a", _REPLACEMENT)
    return Decoded(text, found.encoding, (*found.remarks, "文件中有空字节，以“\ufffd”标出"))


def _double_byte(data: bytes, declared: str) -> Decoded:
    candidates = ["gb18030", "big5hkscs"]
    if declared in candidates:
        candidates.sort(key=lambda name: name != declared)
    for name in candidates:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if any(word in text for word in _KNOWN_WORDS):
            return Decoded(text, name)
    sample = data[:_SAMPLE]
    readable: list[tuple[float, str]] = []
    for name in candidates:
        text = sample.decode(name, "replace")
        readable.append((_quality(text) - 10 * _lost(text), name))
    mixed = sample.decode("utf-8", "replace")
    readable.append((_quality(mixed) - 10 * _lost(mixed), "utf-8"))
    best = max(readable, key=lambda entry: entry[0])
    if best[0] < 0.05 and (named := _ask_charset_normalizer(sample)):
        return _patched(data, named)
    return _patched(data, best[1])


def _patched(data: bytes, name: str) -> Decoded:
    """Decode; what cannot be read becomes U+FFFD, with a remark, up to a bound."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", _REPLACEMENT)
    lost = text.count(_REPLACEMENT)
    if not lost:
        return Decoded(text, name.removesuffix("-sig"))
    if lost > max(3, _MOST_BAD * len(text)):
        sample = data[:_SAMPLE]
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
        raise refusals.binary() if controls > len(sample) // 100 else refusals.undecodable()
    return Decoded(
        text,
        name.removesuffix("-sig"),
        (f"有 {lost} 个字符按 {name.removesuffix('-sig').upper()} 无法辨认，以“\ufffd”标出",),
    )


def _quality(text: str) -> float:
    """Return the share of common characters beyond ASCII; 2 for a text with the known words."""
    if any(word in text for word in _KNOWN_WORDS):
        return 2.0
    foreign = [character for character in text[:20_000] if character > "\x7f"]
    if not foreign:
        return 1.0 if text.isprintable() or text.split() else 0.0
    return sum(character in _COMMON for character in foreign) / len(foreign)


def _lost(text: str) -> float:
    return text.count(_REPLACEMENT) / max(len(text), 1)


def _ask_charset_normalizer(sample: bytes) -> str:
    """Return the encoding that charset-normalizer is sure of, or ""."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None or best.chaos > 0.1 or best.coherence < 0.1:
        return ""
    return best.encoding
