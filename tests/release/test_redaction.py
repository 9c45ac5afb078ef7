"""Redaction: what lay under a box is in no form in the file that comes out."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import white
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from gongkai.release.gate import find_leaks
from gongkai.release.leak import PICTURES_SEEN
from gongkai.release.pdf_objects import Objects
from gongkai.release.redaction import Box, NotRedacted, find_boxes, redact, redact_matches
from tests.release.leaking import annotate, cover, fill_in, outline, paint, revise, with_catalog
from tests.release.works import ALLOW, ID, MOBILE, make_pdf, picture

SECRET = f"身份证{ID}"
SEEN = (*ALLOW, PICTURES_SEEN)


def texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()


def everything(pdf: bytes) -> bytes:
    """The file, and every stream in it unpacked."""
    return pdf + b"".join(Objects(pdf).streams.values())


def forms(words: str) -> list[bytes]:
    """How words may lie in a file: plain, in each encoding, as hexadecimal digits."""
    found = [words.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    return (
        found
        + [form.hex().encode() for form in found]
        + [form.hex().upper().encode() for form in found]
    )


def two_pages(canvas: Canvas) -> None:
    paint(SECRET)(canvas)
    canvas.showPage()
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(60, 700, "第二页")


def latin(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 12)  # its words lie in the file as they are
    canvas.drawString(60, 300, ID)


def shared_picture(canvas: Canvas) -> None:
    """The first page's picture hangs on the second, which does not show it."""
    canvas.drawImage(picture(shade=77), 50, 290, 200, 30)
    canvas.showPage()
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(60, 700, "第二页")


def dark_share(pdf: bytes, box: Box) -> float:
    """How much of a box is painted black."""
    document = pdfium.PdfDocument(pdf)
    bitmap = document[box.page - 1].render(scale=2, grayscale=True)
    rows = [
        bytes(bitmap.buffer)[
            y * bitmap.stride + int(box.left * 2) + 2 : y * bitmap.stride + int(box.right * 2) - 2
        ]
        for y in range(int(box.top * 2) + 2, int(box.bottom * 2) - 2)
    ]
    document.close()
    pixels = b"".join(rows)
    return sum(pixel < 10 for pixel in pixels) / len(pixels)


def test_what_lies_under_a_box_is_gone():
    pdf = make_pdf(latin, pageCompression=0)
    boxes = find_boxes(pdf, allow=ALLOW)
    assert [(box.page, round(box.left)) for box in boxes] == [(1, 59)]
    out = redact(pdf, boxes)
    assert find_leaks(out, "out.pdf", allow=SEEN) == ()
    assert {leak.rule for leak in find_leaks(out, "out.pdf", allow=ALLOW)} == {"picture"}
    assert [form for form in forms(ID) if form in everything(out)] == []
    assert any(form in everything(pdf) for form in forms(ID))  # the search would have found it
    assert texts(out) == [""]
    assert dark_share(out, boxes[0]) == 1.0


def test_a_page_that_is_not_touched_keeps_its_words():
    pdf = make_pdf(two_pages)
    out = redact_matches(pdf, allow=ALLOW)
    assert texts(out) == ["", "第二页"]
    assert find_leaks(out, "out.pdf", allow=SEEN) == ()


def test_a_term_goes_wherever_it_stands():
    pdf = make_pdf(
        lambda canvas: (paint("申请人：张 三")(canvas), canvas.drawString(60, 250, "张三签收"))
    )
    boxes = find_boxes(pdf, rules=(), terms=["张三"])
    assert [round(box.top) for box in boxes] == [531, 581]
    out = redact_matches(pdf, rules=(), terms=["张三"])
    assert texts(out) == [""]
    assert [dark_share(out, box) > 0.95 for box in boxes] == [True, True]


def test_only_the_rules_asked_for():
    pdf = make_pdf(paint(f"{SECRET}，电话{MOBILE}"))
    assert len(find_boxes(pdf, rules=("mobile",))) == 1
    assert len(find_boxes(pdf, rules=("mobile", "id_number"))) == 2
    assert find_boxes(pdf, rules=()) == []


@pytest.mark.parametrize(
    "change",
    [
        annotate,
        fill_in("Zhang San"),
        outline(f"申请人{MOBILE}"),
        lambda canvas: canvas.setAuthor("张三"),
        lambda canvas: canvas.setSubject(f"{MOBILE}"),
    ],
)
def test_what_hangs_on_the_file_is_left_out(change):
    pdf = make_pdf(lambda canvas: (change(canvas), two_pages(canvas)))
    assert find_leaks(redact_matches(pdf, allow=ALLOW), "out.pdf", allow=SEEN) == ()


def test_scripts_and_earlier_versions_are_left_out():
    script = with_catalog(make_pdf(paint(SECRET)), b"/OpenAction << /S /JavaScript /JS (a) >>")
    earlier = revise(make_pdf(paint(SECRET), pageCompression=0))
    for pdf in (script, earlier):
        out = redact(pdf, [])
        assert {leak.rule for leak in find_leaks(out, "a.pdf", allow=SEEN)} <= {"id_number"}
        assert find_leaks(redact_matches(pdf, allow=ALLOW), "a.pdf", allow=SEEN) == ()


def test_text_that_was_covered_badly_is_removed():
    out = redact_matches(make_pdf(cover(white)), rules=(), terms=["李四"])
    assert texts(out) == [""]
    assert find_leaks(out, "a.pdf", allow=SEEN) == ()


def test_a_picture_that_another_page_carries_does_not_stay():
    pdf = make_pdf(shared_picture, pageCompression=0)
    # reportlab gives each page its own pictures; here the second gets those of the first, as scanners do.
    (resources,) = set(re.findall(rb"/XObject <<\s*(/FormXob\S+ \d+ 0 R)\s*>>", pdf))
    second = pdf.rindex(b"/Resources <<")
    pdf = pdf[:second] + b"/Resources << /XObject << " + resources + b" >>" + pdf[second + 13 :]
    assert len(texts(pdf)) == 2
    out = redact(pdf, [Box(1, 40, 500, 300, 560)])
    assert texts(out) == ["", ""]  # so no page keeps its words
    document = pdfium.PdfDocument(out)
    bitmap = document[0].render(scale=1, grayscale=True)
    assert bytes(bitmap.buffer)[530 * bitmap.stride + 100] < 10
    document.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_redacted_as_it_is_seen(rotation):
    pdf = make_pdf(lambda canvas: (paint(SECRET)(canvas), canvas.setPageRotation(rotation)))
    boxes = find_boxes(pdf, allow=ALLOW)
    out = redact(pdf, boxes)
    assert {dark_share(out, box) for box in boxes} == {1.0}
    assert find_leaks(out, "a.pdf", allow=SEEN) == ()


def test_a_cropped_page_is_redacted_as_it_is_seen():
    pdf = make_pdf(lambda canvas: (paint(SECRET)(canvas), canvas.setCropBox((30, 100, 500, 700))))
    (box,) = find_boxes(pdf, allow=ALLOW)
    assert dark_share(redact(pdf, [box]), box) == 1.0


def test_the_page_keeps_its_size():
    out = pdfium.PdfDocument(redact(make_pdf(), [Box(1, 0, 0, 10, 10)]))
    assert [round(edge) for edge in out[0].get_size()] == [595, 842]
    out.close()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"x" * 1000, make_pdf()[:600]])
def test_what_is_no_pdf_is_refused(data):
    for act in (lambda: redact(data, []), lambda: redact_matches(data)):
        with pytest.raises(NotRedacted) as refused:
            act()
        assert refused.value.chinese
        assert refused.value.english


def test_an_encrypted_file_is_refused():
    for locked in (StandardEncryption("secret"), StandardEncryption("", ownerPassword="owner")):
        with pytest.raises(NotRedacted, match="已加密"):
            redact(make_pdf(encrypt=locked), [])


@pytest.mark.parametrize(
    "box", [Box(2, 0, 0, 1, 1), Box(0, 0, 0, 1, 1), Box(1, float("nan"), 0, 1, 1)]
)
def test_a_box_on_no_page_is_refused(box):
    with pytest.raises(NotRedacted, match="没有这个位置"):
        redact(make_pdf(), [box])


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 9), st.floats(5, 80), st.floats(20, 600))
def test_any_line_under_any_box_is_gone(line, left, width):
    """A box across any part of a line: that page has no word left, and the box is black."""
    pdf = make_pdf()
    top = 842 - (780 - 20 * line) - 12
    box = Box(1, left, top, min(left + width, 590), top + 14)
    out = redact(pdf, [box])
    assert texts(out) == [""]
    assert dark_share(out, box) == 1.0
