"""The same words in DOCX, PDF and HTML, on the page of GB/T 9704-2012; hostile words stay words."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from datetime import date
from importlib import resources

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import html
from pypdfium2 import raw

from gongkai.letters.composition import compose
from gongkai.letters.docx_writer import write_docx
from gongkai.letters.errors import FontError
from gongkai.letters.fonts import FontChoice, find_faces, find_uncovered
from gongkai.letters.html_writer import write_html
from gongkai.letters.pdf_writer import write_pdf
from gongkai.letters.text import LetterText
from tests.letters.examples import example_facts, letters

MM = 72 / 25.4
# The page is A4, 297 mm: 37 above and 35 below the type area, 28 and 26 beside it.
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, (297 - 37) * MM, 35 * MM


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def ask(subject: str, kind: str = "receipt") -> LetterText:
    facts = example_facts(kind)
    return compose(kind, replace(facts, request=replace(facts.request, subject=subject)))


def read_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    # A hyphen at the end of a line is reported as a mark of its own.
    return squeeze(re.sub(r"— \d+ —", "", text).replace("\ufffe", "-"))


def read_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return squeeze("".join(each.text or "" for each in document.element.body.iter(qn("w:t"))))


def read_html(text: str) -> str:
    return squeeze(html.fromstring(text).text_content())


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "outcome"), letters())
def test_all_formats_say_the_same(kind: str, outcome: str):
    letter = compose(kind, example_facts(kind, outcome))
    plain = squeeze(letter.plain())
    assert read_docx(write_docx(letter)) == plain
    assert read_html(write_html(letter)) == plain
    printed = read_pdf(write_pdf(letter))
    if any(row.cells for row in letter.blocks):  # a cell that spans rows is drawn in its middle
        assert sorted(printed) == sorted(plain)
    else:
        assert printed == plain


def test_bytes_do_not_depend_on_when():
    letter = ask("甲")
    assert write_docx(letter) == write_docx(letter)
    assert write_pdf(letter) == write_pdf(letter)
    entries = zipfile.ZipFile(io.BytesIO(write_docx(letter))).infolist()
    assert {entry.date_time for entry in entries} == {(2026, 3, 26, 0, 0, 0)}


def test_the_file_says_who_wrote_it_and_nothing_of_the_machine():
    core = docx.Document(io.BytesIO(write_docx(ask("甲")))).core_properties
    assert (core.author, core.last_modified_by) == ("清河市政务服务局",) * 2
    assert core.title == "政府信息公开申请接收回执"
    assert (core.created.date(), core.modified.date()) == (date(2026, 3, 26),) * 2
    assert core.comments == ""
    files = zipfile.ZipFile(io.BytesIO(write_docx(ask("甲")))).namelist()
    assert [each for each in files if not each.endswith((".xml", ".rels"))] == []
    assert pypdfium2.PdfDocument(write_pdf(ask("甲"))).get_metadata_dict()["Author"] == core.author


@pytest.mark.slow
def test_the_page_of_the_standard():
    letter = ask("字" * 3000)
    document = pypdfium2.PdfDocument(write_pdf(letter))
    assert [round(each / MM) for each in document[1].get_size()] == [210, 297]
    lines = measure_lines(document[1])
    number = lines.pop()
    assert len(lines) == 22
    assert [line["count"] for line in lines] == [28] * 22
    assert {round(line["left"] / MM) for line in lines} == {28}
    assert all(abs(line["right"] - RIGHT) < 1.5 * MM for line in lines)
    assert TOP - 2 * MM < lines[0]["top"] <= TOP + 0.5
    assert BOTTOM - 0.5 <= lines[-1]["bottom"] < BOTTOM + 6 * MM
    gaps = [above["bottom"] - below["bottom"] for above, below in itertools.pairwise(lines)]
    assert all(abs(gap - 225 * MM / 22) < 0.3 for gap in gaps)
    # Page numbers: 7 mm below the type area, one character from the edge; even left, odd right.
    assert abs(BOTTOM - number["top"] - 7 * MM) < 0.5 * MM
    assert abs(number["left"] - LEFT - 16) < 3
    last = measure_lines(document[2])[-1]
    assert abs(RIGHT - last["right"] - 16) < 3
    assert "— 2 —" in document[1].get_textpage().get_text_range()


def measure_lines(page: pypdfium2.PdfPage) -> list[dict[str, float]]:
    """Return the lines of a page from above, each with its box in points and how many characters."""
    text = page.get_textpage()
    lines: list[dict[str, float]] = []
    for index in range(text.count_chars()):
        if chr(raw.FPDFText_GetUnicode(text, index)).isspace():
            continue
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        if lines and abs(lines[-1]["bottom"] - bottom) < 4:
            line = lines[-1]
            line["right"], line["count"] = max(right, line["right"]), line["count"] + 1
            line["left"] = min(left, line["left"])
        else:
            tight = text.get_charbox(index)
            lines.append(
                {"left": left, "right": right, "bottom": bottom, "top": tight[3], "count": 1}
            )
    return lines


def test_the_date_ends_four_characters_from_the_right_and_the_organ_is_centred_above():
    document = pypdfium2.PdfDocument(write_pdf(ask("甲")))
    lines = [line for page in document for line in measure_lines(page)]
    organ, dated = lines[-3], lines[-2]
    assert abs(RIGHT - dated["right"] - 64) < 4
    assert abs((organ["left"] + organ["right"]) - (dated["left"] + dated["right"])) < 4


def test_the_signature_stands_with_a_line_of_the_letter():
    for length in range(0, 240, 20):
        document = pypdfium2.PdfDocument(write_pdf(ask("字" * length, "withdrawal")))
        last = document[len(document) - 1].get_textpage().get_text_range()
        assert last.index("清河市政务服务局") > 5 or len(document) == 1


def test_the_docx_has_the_page_of_the_standard():
    document = docx.Document(io.BytesIO(write_docx(ask("甲"))))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in (section.page_width, section.page_height, *sides)] == [
        *(210, 297),
        *(37, 35, 28, 26),
    ]
    body = next(each for each in document.paragraphs if "已经接收登记" in each.text)
    assert round(body.paragraph_format.line_spacing.mm * 22) == 225
    assert round(body.paragraph_format.first_line_indent.pt / 15.75) == 2
    fonts = body.runs[0]._element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert "PAGE" in "".join(
        each.text or "" for each in section.footer._element.iter(qn("w:instrText"))
    )
    assert document.settings.odd_and_even_pages_header_footer


HOSTILE = (
    '#import "x": * #panic() $a$ *b* _c_ `d` [e] \\ // f /* g */ <h> @i ~ -- <script>alert(1)</script> &amp; "\'',
    "{{ organ }} {% for x in y %} ${jndi} %s <w:p/> ]]> <!-- -->",
    "喆昇玥𠮷㐀堃祎䶮",
    "甲\u202e乙\u2066丙\u200b丁\x00戊\x1b[31m己\ud800庚",
    "字" * 5000,
    "=1+1 # 一 - 二 | 三 > 四",
    "ﬁ ½ ① Ⅳ ℃ ㎡ № ＡＢ",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_they_are(words: str):
    letter = ask(words)
    plain = squeeze(letter.plain())
    shown = re.sub("[\u202e\u2066\u200b\x00\x1b\ud800]", "", words)
    assert squeeze(shown) in plain
    assert read_docx(write_docx(letter)) == plain
    assert read_html(write_html(letter)) == plain
    assert "<script" not in write_html(letter)
    printed = read_pdf(write_pdf(letter))
    folded = {ord("ﬁ"): "fi", ord("\u2f00"): "一"}
    assert printed.translate(folded) == plain.translate(folded)


def test_a_character_that_no_font_has_is_named():
    letter = ask("甲😀乙\ue123丙")
    with pytest.raises(FontError, match="😀（U\\+1F600）") as raised:
        write_pdf(letter)
    assert raised.value.characters == "😀\ue123"
    assert "U+E123" in raised.value.english
    substituted = read_pdf(write_pdf(letter, fonts=FontChoice(substitute="〓")))
    assert "甲〓乙〓丙" in substituted
    assert "甲😀乙" in read_docx(write_docx(letter))


def test_without_a_chinese_font_the_pdf_says_so_and_the_docx_is_made(tmp_path):
    nothing = FontChoice(system=False, folders=(tmp_path,))
    with pytest.raises(FontError, match="请安装思源宋体") as raised:
        write_pdf(ask("甲"), fonts=nothing)
    assert (raised.value.characters, raised.value.reference) == ("", None)
    assert write_docx(ask("甲"))


def test_what_is_no_font_is_passed_over(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"ttcf" + bytes(40))
    choice = FontChoice(folders=(tmp_path,))
    assert find_uncovered(choice, "国A1《") == ""
    assert find_faces(choice).body


def test_the_place_of_the_seal_is_marked_on_request():
    letter = ask("甲")
    for read, write in ((read_pdf, write_pdf), (read_docx, write_docx), (read_html, write_html)):
        assert "（印章）" not in read(write(letter))
        assert "清河市政务服务局（印章）2026年3月26日" in read(write(letter, seal_mark=True))


def test_the_preview_has_classes_and_nothing_else():
    page = write_html(compose("third_party", example_facts("third_party")))
    assert not re.search(r"\s(style|on\w+|src|href)=", page)
    used = {each for names in re.findall(r'class="([^"]+)"', page) for each in names.split()}
    css = resources.files("gongkai.letters").joinpath("preview/letter.css").read_text("utf-8")
    assert {each for each in used if f".{each}" not in css} - {"letter-body", "letter-item"} == {
        *(),
    } | ({"letter-organ", "letter-date"} & used)
    assert page.startswith('<article class="letter" lang="zh-CN">')
