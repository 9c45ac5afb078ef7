"""gongkai leaks in the terminal."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from tests.release.works import ALLOW, ID, MOBILE, make_docx, make_pdf, make_png

ORGAN = [word for text in ALLOW for word in ("--allow", text)]


def run(*words: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["leaks", *map(str, words)], input=stdin)


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "答复书.pdf"
    path.write_bytes(make_pdf())
    return path


@pytest.fixture
def leaking(tmp_path):
    path = tmp_path / "附件.docx"
    path.write_bytes(make_docx(lambda document: document.add_paragraph(f"身份证{ID}")))
    return path


def test_a_clean_file_ends_with_0(clean):
    result = run(clean, *ORGAN)
    assert (result.exit_code, result.output.split("\n")[-2:]) == (0, ["  没有发现泄露", ""])


def test_a_leak_is_told_with_its_place_and_not_its_value(leaking):
    result = run(leaking, *ORGAN)
    assert result.exit_code == 1
    assert "公民身份号码，请遮盖后再发出" in result.output
    assert "id_number · 第 27 段 · 6422…0011" in result.output
    assert ID not in result.output
    english = run(leaking, *ORGAN, "--english").output
    assert "a resident ID number; redact it first" in english
    assert "id_number · paragraph 27 · 6422…0011" in english


def test_what_is_not_allowed_is_told(clean):
    result = run(clean)
    assert (result.exit_code, "landline" in result.output, "email" in result.output) == (
        1,
        True,
        True,
    )


def test_what_cannot_be_examined_ends_with_2(tmp_path, leaking):
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4")
    assert run(broken).exit_code == 2
    assert run(leaking, broken, *ORGAN).exit_code == 2
    missing = run(tmp_path / "none.pdf", "--english")
    assert (missing.exit_code, "cannot be opened" in missing.output) == (2, True)


def test_a_picture_needs_a_person(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(make_png())
    assert run(path).exit_code == 2
    assert run(path, "--allow", "rule:picture").exit_code == 0


def test_json(clean, leaking):
    result = run(clean, leaking, *ORGAN, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output) == [
        {
            "file": str(leaking),
            "rule": "id_number",
            "chinese": "公民身份号码，请遮盖后再发出",
            "english": "a resident ID number; redact it first",
            "place": {"paragraph": 27},
            "masked": "6422…0011",
        }
    ]
    assert json.loads(run(clean, *ORGAN, "--json").output) == []


def test_standard_input():
    assert run("-", stdin=f"电话{MOBILE}".encode()).exit_code == 1
    assert run("-", stdin="电话12345".encode()).exit_code == 0
