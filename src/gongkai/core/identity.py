"""Numbers by which people and bodies are known, checked by their check digits."""

from __future__ import annotations

from datetime import date

from gongkai.look.words import say

# GB 32100-2015: the alphabet leaves out I, O, S, V, Z.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RESIDENT_CHECKS = "10X98765432"  # GB 11643, ISO 7064 MOD 11-2


def is_resident_number(number: str) -> bool:
    """Whether a resident identity number of 18 characters has a real date and the right check digit."""
    number = number.strip().upper()
    if len(number) != 18 or not number[:17].isdecimal() or not number.isascii():
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return number[17] == RESIDENT_CHECKS[total % 11]


def is_uscc(code: str) -> bool:
    """Whether a unified social credit code of 18 characters has the right check character."""
    code = code.strip().upper()
    if len(code) != 18 or any(character not in USCC_ALPHABET for character in code):
        return False
    total = sum(
        USCC_ALPHABET.index(character) * pow(3, place, 31)
        for place, character in enumerate(code[:17])
    )
    return code[17] == USCC_ALPHABET[(31 - total % 31) % 31]


def find_fault(kind: str, number: str) -> str | None:
    """Return what is wrong with a number of a kind (resident, uscc), or None."""
    if kind == "resident" and not is_resident_number(number):
        return str(
            say("身份证号码应为 18 位，校验码不符，请核对", "Not a valid resident number: check it")
        )
    if kind == "uscc" and not is_uscc(number):
        return str(
            say(
                "统一社会信用代码应为 18 位，校验码不符，请核对",
                "Not a valid credit code: check it",
            )
        )
    return None
