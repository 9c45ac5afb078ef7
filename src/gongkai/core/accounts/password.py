"""Passwords that are told once, on paper or by voice."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def make_password_to_tell(groups: int = 4) -> str:
    """Return a password of groups of four characters that are not mistaken for one another."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))
