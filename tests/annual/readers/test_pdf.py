"""PDF: what is refused, and that damage inside a file that opens costs no more than what it hides."""

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongkai.annual.document import Grid, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers.pdf import read

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def make(draw, **options):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 400), **options)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_table(canvas):
    canvas.drawString(40, 360, "一、总体情况")
    for y in (300, 270, 240):
        canvas.line(40, y, 340, y)
    for x in (40, 140, 240, 340):
        canvas.line(x, 240, x, 300)
    for row, y in enumerate((280, 250)):
        for column, x in enumerate((60, 160, 260)):
            canvas.drawString(x, y, f"{row}{column}")
    canvas.drawString(40, 200, "二、结束")


def test_ruled_lines_make_a_grid_between_the_lines_of_text():
    blocks = read(make(draw_table)).blocks
    assert [type(block) for block in blocks] == [Line, Grid, Line]
    assert [blocks[0].text, blocks[2].text] == ["一、总体情况", "二、结束"]
    assert [[cell.text for cell in row] for row in blocks[1].rows] == [
        ["00", "01", "02"],
        ["10", "11", "12"],
    ]


def test_a_cell_knows_its_page_and_its_box():
    grid = next(block for block in read(make(draw_table)).blocks if isinstance(block, Grid))
    place = grid.rows[1][2].place
    assert place.page == 1
    assert [round(edge) for edge in place.box] == [240, 130, 340, 160]


def test_a_single_drawn_row_is_a_grid_too():
    def draw(canvas):
        for y in (300, 270):
            canvas.line(40, y, 340, y)
        for x in (40, 140, 240, 340):
            canvas.line(x, 270, x, 300)
        for column, x in enumerate((60, 160, 260)):
            canvas.drawString(x, 280, f"{column}")

    (grid,) = read(make(draw)).blocks
    assert [[cell.text for cell in row] for row in grid.rows] == [["0", "1", "2"]]


def test_a_number_wrapped_in_a_narrow_cell_is_one_number():
    def draw(canvas):
        for y in (300, 260, 240):
            canvas.line(40, y, 140, y)
        for x in (40, 90, 140):
            canvas.line(x, 240, x, 300)
        canvas.drawString(45, 284, "1451")
        canvas.drawString(45, 268, "7")

    (grid,) = read(make(draw)).blocks
    assert grid.rows[0][0].text == "14517"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_seen(rotation):
    def draw(canvas):
        canvas.setPageRotation(rotation)
        canvas.translate(200, 200)
        canvas.rotate(rotation)
        canvas.drawString(-100, 50, "上面一行")
        canvas.drawString(-100, 0, "下面一行")

    assert [line.text for line in read(make(draw)).blocks] == ["上面一行", "下面一行"]


def test_a_scan_is_refused_with_what_would_help():
    def draw(canvas):
        from PIL import Image

        canvas.drawInlineImage(Image.new("L", (20, 20)), 40, 40, 300, 300)

    with pytest.raises(NotReadable) as caught:
        read(make(draw))
    assert caught.value.chinese.startswith("这是扫描件，没有文字层")
    assert "OCR" in caught.value.english


def test_an_encrypted_file_is_refused():
    data = make(draw_table, encrypt=StandardEncryption("secret", ownerPassword="more"))
    with pytest.raises(NotReadable) as caught:
        read(data)
    assert "加密" in caught.value.chinese or "密码" in caught.value.chinese


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"\0" * 500])
def test_a_damaged_file_is_refused(data):
    with pytest.raises(NotReadable):
        read(data)


def test_metadata_that_cannot_be_decoded_cost_nothing():
    data = make(lambda canvas: (canvas.setTitle("年度报告"), draw_table(canvas)))
    start = data.index(b"/Title (") + len(b"/Title (")
    broken = data[:start] + b"\xfe\xff\xd8\x00\xd8\x00" + data[start + 6 :]
    assert [type(block) for block in read(broken).blocks] == [Line, Grid, Line]
