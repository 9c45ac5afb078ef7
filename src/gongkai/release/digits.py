"""Check digits: what tells a number from a figure of the same length."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71"
_PROVINCES = frozenset(_CODES.split())
_PERMITS = frozenset(("81", "82", "83"))
EARLIEST, LATEST = 1900, 2099


def check_digit(seventeen: str) -> str:
    """Return the 18th character of an ID number (GB 11643-1999; ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def judge_id(number: str) -> str:
    """Return `id_number` or `residence_permit` for 18 characters that are one, "" for others."""
    if not _is_birthday(number[6:14]) or check_digit(number[:17]) != number[17].upper():
        return ""
    if number[:2] in _PROVINCES:
        return "id_number"
    # 港澳台居民居住证 begin with 81, 82, 83; the permanent residents' cards of 2023 with 9.
    return "residence_permit" if number[:2] in _PERMITS or number[0] == "9" else ""


def is_old_id(number: str) -> bool:
    """Return whether 15 digits can be an ID number of the first generation: no check digit, a birthday."""
    return number[:2] in _PROVINCES and _is_birthday("19" + number[6:12])


def _is_birthday(text: str) -> bool:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return EARLIEST <= day.year <= LATEST


def passes_luhn(number: str) -> bool:
    """Return whether the digits pass the check of bank cards (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def is_uscc(code: str) -> bool:
    """Return whether 18 characters are a 统一社会信用代码 (GB 32100-2015)."""
    if len(code) != 18 or any(character not in _USCC_ALPHABET for character in code):
        return False
    values = [_USCC_ALPHABET.index(character) for character in code]
    total = sum(value * weight for value, weight in zip(values, _USCC_WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == values[17]
