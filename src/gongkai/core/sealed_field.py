"""A column of text that is sealed at rest: short words that may be personal, such as what a file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from gongkai.core.sealing import SealBroken, seal_text, unseal_text

LOST = "？"

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class SealedText(_Text):
    """Text that the database holds sealed and code sees plain. It cannot be searched or sorted by.

    What cannot be opened, because its key is gone, reads as a question mark.
    """

    def get_prep_value(self, value: Any) -> Any:
        """Seal what goes into the database."""
        return None if value is None else seal_text(str(value))

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        """Open what comes out of it."""
        try:
            return None if value is None else unseal_text(value)
        except SealBroken:
            return LOST
