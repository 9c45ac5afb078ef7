from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from gongkai.annual.document import Document, Grid, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import ofd, ofd_page, sniff
from tests.annual.readers.told import told

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def pack(*pages: str, common: str = "", prefix: str = "Doc_0/", **parts: str) -> bytes:
    """Make a package of pages, each given by what stands in its <ofd:Page>."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}.xml"/>' for n in range(len(pages)))
    members = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title> 年报 </ofd:Title></ofd:DocInfo>"
        f"<ofd:DocRoot>{prefix}Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for n, page in enumerate(pages):
        members[f"Doc_0/Pages/P{n}.xml"] = f"<ofd:Page {SPACE}>{page}</ofd:Page>"
    for name, part in parts.items():
        members[f"Doc_0/{name}.xml"] = part
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    return out.getvalue()


def layer(*objects: str) -> str:
    return f"<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content>"


def text(words: str, x: float, y: float, code: str = 'X="0" Y="4"', more: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 5" Size="4" {more}>'
        f"<ofd:TextCode {code}>{words}</ofd:TextCode></ofd:TextObject>"
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def read(*objects: str) -> Document:
    return ofd.read(pack(layer(*objects)))


def test_a_page_with_a_ruled_table():
    rules = [rule(20, y, 80, y) for y in (30, 40, 50)] + [rule(x, 30, x, 50) for x in (20, 50, 80)]
    cells = [("规章", 22, 32), ("0", 60, 32), ("许可", 22, 42), ("12", 60, 42)]
    data = pack(
        layer(
            text("主动公开", 20, 20), *(text(*cell) for cell in cells), *rules, text("完", 20, 60)
        )
    )
    document = ofd.read(data)
    assert sniff(data, "a.pdf") == document.kind == "ofd"
    assert document.titles == ["年报"]
    assert document.pages == 1
    assert told(document) == ["主动公开", [["规章", "0"], ["许可", "12"]], "完"]
    heading, grid, _ = document.blocks
    assert isinstance(heading, Line)
    assert heading.place.page == 1
    assert heading.place.box == pytest.approx((56.7, 58.1, 102.0, 69.4), abs=0.1)
    assert isinstance(grid, Grid)
    assert grid.rows[1][1].place.box == pytest.approx((141.7, 113.4, 226.8, 141.7), abs=0.5)


@pytest.mark.parametrize(
    ("objects", "blocks"),
    [
        ([text("乙", 20, 40), text("甲", 20, 20)], ["甲", "乙"]),
        ([text("件", 32, 20), text("1", 28, 20), text("收", 20, 20), text("到", 24, 20), text("2", 30, 20)], ["收到12件"]),
        ([text("收到", 20, 20, 'X="0" Y="4" DeltaX="4"')], ["收到"]),
        ([text("收到3件", 20, 20, 'X="0" Y="4" DeltaX="g 2 4 2"')], ["收到3件"]),
        ([text("收到3件", 20, 20, 'X="0" Y="4" DeltaX="g 999999999999 4"')], ["收到3件"]),
        ([text("甲乙", 20, 20, 'X="0" Y="4" DeltaY="8"')], ["甲", "乙"]),
        ([text("甲乙", 20, 20, 'X="1e400" Y="nan" DeltaX="x"')], ["甲乙"]),
        ([text("甲", 20, 20), text("甲", 20.1, 20)], ["甲"]),
        ([text("甲", 20, 20), text("乙", 20, 30, more='Visible="false"')], ["甲"]),
        ([text("甲", 0, 0, more='CTM="2 0 0 2 10 10"'), text("乙", 10, 20)], ["甲", "乙"]),
        (["<ofd:PageBlock><ofd:PageBlock>" + text("甲", 20, 20) + "</ofd:PageBlock></ofd:PageBlock>"], ["甲"]),
        ([text("甲&#9;\n", 20, 20)], ["甲"]),
        ([text("甲", 20, 20), text("乙", 20, 400), text("丙", 9000, 20)], ["甲"]),
    ],
)  # fmt: skip
def test_text(objects, blocks):
    assert told(read(*objects)) == blocks


def test_a_code_without_a_place_goes_on_from_the_one_before():
    two = (
        '<ofd:TextObject Boundary="20 20 90 5" Size="4"><ofd:TextCode X="0" Y="4">甲</ofd:TextCode>'
        '<ofd:TextCode X="4">乙</ofd:TextCode></ofd:TextObject>'
    )
    assert told(read(two)) == ["甲乙"]


@pytest.mark.parametrize(
    ("path", "boxes"),
    [
        ("M 0 0 L 10 0", [(0, -1, 10, 1)]),
        ("M 0 0 L 0 10", [(-1, 0, 1, 10)]),
        ("S 0 0 L 10 0 M 0 5 L 10 5", [(0, -1, 10, 1), (0, 4, 10, 6)]),
        ("M 0 0 L 10 0 L 10 10 C", [(0, -1, 10, 1), (9, 0, 11, 10), (0, -1, 10, 11)]),
        ("M 0 0 B 1 1 2 2 10 0", [(0, -1, 10, 1)]),
        ("M 0 0 L 10", []),
        ("L x y Z 3 nonsense", []),
    ],
)
def test_paths(path, boxes):
    from lxml import etree

    drawing = ofd_page.Drawing({}, (0, 0, 210, 297))
    drawing.add(
        etree.fromstring(
            "<Page><Content><Layer><PathObject Boundary='0 0 10 10' LineWidth='2'>"
            f"<AbbreviatedData>{path}</AbbreviatedData></PathObject></Layer></Content></Page>"
        )
    )
    points = 72 / 25.4
    assert drawing.rules == [pytest.approx(tuple(edge * points for edge in box)) for box in boxes]


def test_a_filled_bar_is_a_rule():
    bar = (
        '<ofd:PathObject Boundary="{0} {1} {2} {3}" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
        "M 0 0 L {2} 0 L {2} {3} L 0 {3} C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    bars = [bar.format(20, y, 60, 0.2) for y in (30, 40, 50)] + [
        bar.format(x, 30, 0.2, 20) for x in (20, 50, 80)
    ]
    assert told(read(*bars, text("甲", 22, 32), text("1", 60, 42))) == [[["甲", ""], ["", "1"]]]


def test_templates_and_composite_objects():
    unit = (
        '<ofd:CompositeGraphicUnit ID="9"><ofd:Content>'
        + text("章", 0, 0)
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
    )
    data = pack(
        '<ofd:Template TemplateID="5"/>'
        + layer('<ofd:CompositeObject ResourceID="9" Boundary="20 40 9 9"/>'),
        common='<ofd:TemplatePage ID="5" BaseLoc="/doc_0/T.xml"/><ofd:PublicRes>Doc_0/R.xml</ofd:PublicRes>',
        T=f"<ofd:Page {SPACE}>{layer(text('某局', 20, 20))}</ofd:Page>",
        R=f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>",
    )
    assert told(ofd.read(data)) == ["某局", "章"]


def test_a_unit_that_holds_itself_ends():
    unit = (
        '<ofd:CompositeGraphicUnit ID="9"><ofd:Content>' + text("甲", 0, 0)
        + '<ofd:CompositeObject ResourceID="9"/>' * 2 + "</ofd:Content></ofd:CompositeGraphicUnit>"
    )  # fmt: skip
    data = pack(
        layer('<ofd:CompositeObject ResourceID="9" Boundary="20 40 9 9"/>'),
        common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>",
        R=f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>",
    )
    assert told(ofd.read(data)) == ["甲"]


def test_pages_in_order():
    document = ofd.read(
        pack(layer(text("甲", 20, 20)), layer(text("乙", 20, 20)), prefix="/Doc_0/")
    )
    assert [(b.text, b.place.page) for b in document.blocks if isinstance(b, Line)] == [
        ("甲", 1),
        ("乙", 2),
    ]
    assert document.pages == 2


@pytest.mark.parametrize(
    ("data", "chinese"),
    [
        (pack(layer()), "文件是空的"),
        (pack(layer('<ofd:ImageObject ResourceID="1"/>')), "这个 OFD 只有图片，没有文字，无法读取；请提供原始文档，或先作文字识别（OCR）"),
        (pack("<ofd:Content>"), "OFD 文件已损坏或不完整（Doc_0/Pages/P0.xml）"),
        (pack(layer(), prefix="Doc_1/"), "OFD 文件已损坏或不完整（DocRoot）"),
        (pack(layer()).replace(b"Doc_0/Pages/P0.xml", b"Doc_0/Pages/Q0.xml"), "OFD 文件已损坏或不完整（Page）"),
        (pack(layer("<ofd:PageBlock/>" * 60_001)), "OFD 页面的对象数过大，超过上限 60000"),
        (pack(layer(text("甲", 20, 20)), Encryptions="<x/>"), "OFD 文件已加密，请去除密码后再读"),
    ],
    ids=["empty", "pictures", "broken", "rootless", "pageless", "crowded", "locked"],
)  # fmt: skip
def test_what_cannot_be_read(data, chinese):
    with pytest.raises(NotReadable) as refusal:
        ofd.read(data)
    assert refusal.value.chinese == chinese
