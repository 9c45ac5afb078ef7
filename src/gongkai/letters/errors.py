"""What a letter says no to, in the family of the statute's errors: Chinese, English, the article."""

from __future__ import annotations

from gongkai.statute.errors import StatuteError


class LetterError(StatuteError):
    """A letter that cannot be composed or written."""


class UnknownKind(LetterError):
    """A kind of letter that is not in the register."""


class TemplateError(LetterError):
    """A template that cannot be used. `line` is its line, 0 where no one line is to blame."""

    def __init__(self, chinese: str, english: str, line: int = 0) -> None:
        where = f"模板第{line}行：" if line else "模板："
        where_en = f"template line {line}: " if line else "template: "
        super().__init__(where + chinese, where_en + english)
        self.line = line


class BadFacts(LetterError):
    """Facts in a stored form that cannot be read back."""


class FontError(LetterError):
    """No font for the page, or none with these characters.

    `characters` are those that no font has; empty where there is no Chinese font at all.
    """

    def __init__(self, chinese: str, english: str, characters: str = "") -> None:
        super().__init__(chinese, english)
        self.characters = characters
