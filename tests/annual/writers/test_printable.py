"""Nothing from a file steers the screen that shows it."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.writers.printable import make_printable, shorten


def test_escape_sequences_and_direction_marks_are_made_visible() -> None:
    assert make_printable("\x1b[31m红\u202e12\x00") == "�[31m红�12�"


def test_tab_and_newline_stay() -> None:
    assert make_printable("甲\t乙\n丙") == "甲\t乙\n丙"


@given(st.text(st.characters(codec=None)))
def test_one_character_stands_for_one_and_the_rest_can_be_written(text: str) -> None:
    shown = make_printable(text)
    assert len(shown) == len(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert make_printable(shown) == shown


@given(st.text(), st.integers(1, 20))
def test_shortened_words_are_never_longer_than_asked(text: str, limit: int) -> None:
    cut = shorten(text, limit)
    assert len(cut) <= limit
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
