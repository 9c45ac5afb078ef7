from __future__ import annotations

import zipfile
from io import BytesIO

import docx as python_docx
import pytest

from gongkai.annual.document import Document, Grid, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place
from gongkai.annual.readers import docx, sniff
from tests.annual.readers.told import told

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:v"'
)


def pack(body: str, **parts: str) -> bytes:
    """Put a body into the least package that is a Word document; `parts` are further members of word/."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def read(body: str, **parts: str) -> Document:
    return docx.read(pack(body, **parts))


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


def table(*rows: str) -> str:
    return (
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        + "".join(f"<w:tr>{row}</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def test_a_document_as_a_whole():
    made = python_docx.Document()
    made.core_properties.title = "某局2024年年报"
    made.add_paragraph("一、总体情况")
    made.add_paragraph("")
    grid = made.add_table(rows=3, cols=3)
    for at, text in enumerate(("规章", "制发", "0", "1", "2", "3", "4", "5", "6")):
        grid.cell(at // 3, at % 3).text = text
    grid.cell(0, 0).merge(grid.cell(0, 1))
    grid.cell(1, 2).merge(grid.cell(2, 2))
    made.add_paragraph("完")
    out = BytesIO()
    made.save(out)

    document = docx.read(out.getvalue())
    assert sniff(out.getvalue(), "a.pdf") == document.kind == "docx"
    assert document.titles == ["某局2024年年报"]
    first, table_, last = document.blocks
    assert first == Line("一、总体情况", Place(line=1, column=1), complete=True)
    assert isinstance(table_, Grid)
    assert told(document)[1] == [
        ["规章\n制发", "规章\n制发", "0"],
        ["1", "2", "3\n6"],
        ["4", "5", "3\n6"],
    ]
    assert [cell.place for cell in table_.cells()] == [
        Place(table=1, row=at, cell=ordinal) for at, ordinal in ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2))
    ]  # fmt: skip
    assert isinstance(last, Line)
    assert (last.text, last.place.column) == ("完", 1)


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (p(r("收到"), r("1"), r("2"), r("件")), ["收到12件"]),
        (p("<w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>", "<w:smartTag><w:r><w:t>乙</w:t></w:r></w:smartTag>"), ["甲乙"]),
        (p(r("规章"), "<w:r><w:tab/><w:t>0</w:t></w:r>"), ["规章\t0"]),
        (p(r("2024"), "<w:r><w:noBreakHyphen/><w:t>2025</w:t></w:r>"), ["2024-2025"]),
        (p(r("上"), '<w:r><w:br w:type="page"/></w:r>', r("下")), ["上下"]),
        (p(r("　　甲")), ["甲"]),
        (p(r("甲"), "<w:ins><w:r><w:t>乙</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"), ["甲乙"]),
        (p("<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>", r("乙")) + p("<w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo>"), ["乙", "甲"]),
        (p(r("甲"), properties="<w:rPr><w:del/></w:rPr>") + p(r("乙")), ["甲乙"]),
        (p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t></w:r>'), ["乙"]),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>2024年</w:t></w:r>'), ["2024年"]),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>yao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>垚</w:t></w:r></w:rubyBase></w:ruby></w:r>"), ["垚"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + p(r("甲")) + "</w:sdtContent></w:sdt>", ["甲"]),
        (p("<w:sdt><w:sdtPr/><w:sdtContent>" + r("甲") + "</w:sdtContent></w:sdt>"), ["甲"]),
        (p() + p(r("  ")) + "<w:sectPr/>", []),
        # A text box has an older twin beside it.
        (p(r("甲"), "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>" + p(r("盒")) + "</w:txbxContent></wps:txbx></mc:Choice>"
           "<mc:Fallback><v:textbox><w:txbxContent>" + p(r("盒")) + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>", r("乙")),
         ["甲乙", "盒"]),
        (p("<w:r><w:pict><v:textbox><w:txbxContent>" + p(r("盒")) + table(tc("1") + tc("2")) + "</w:txbxContent></v:textbox></w:pict></w:r>"),
         ["盒", [["1", "2"]]]),
    ],
)  # fmt: skip
def test_lines(body, blocks):
    assert told(read(body)) == blocks


def test_soft_breaks_end_lines_but_not_the_paragraph():
    document = read(p(r("某市"), "<w:r><w:br/></w:r>", r(" 年报")) + p(r("甲")))
    assert document.blocks == [
        Line("某市", Place(line=1, column=1), complete=False),
        Line("年报", Place(line=1, column=5), complete=True),
        Line("甲", Place(line=2, column=1), complete=True),
    ]


SPAN2 = '<w:gridSpan w:val="2"/>'
START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (table(tc("甲", SPAN2), tc("1") + tc("2")), [[["甲", "甲"], ["1", "2"]]]),
        (table(tc("甲", START) + tc("1"), tc("", ON) + tc("2"), tc("乙", START) + tc("3"), tc("", ON) + tc("4")),
         [[["甲", "1"], ["甲", "2"], ["乙", "3"], ["乙", "4"]]]),
        (table(tc("甲", START + SPAN2) + tc("1"), tc("", ON + SPAN2) + tc("2")), [[["甲", "甲", "1"], ["甲", "甲", "2"]]]),
        # A merge that goes on from nothing, or from a cell of another width, is a cell of its own.
        (table(tc("甲", ON) + tc("1")), [[["甲", "1"]]]),
        (table(tc("甲", START) + tc("1") + tc("2"), tc("乙", ON + SPAN2) + tc("3")), [[["甲", "1", "2"], ["乙", "乙", "3"]]]),
        (table('<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("1"), tc("甲") + tc("2")), [[["", "1"], ["甲", "2"]]]),
        (table(tc("甲") + tc("1"), "<w:trPr><w:del/></w:trPr>" + tc("乙") + tc("2")), [[["甲", "1"]]]),
        (table("<w:sdt><w:sdtContent>" + tc("甲") + "</w:sdtContent></w:sdt>" + tc("1")), [[["甲", "1"]]]),
        (table("<w:tc>" + p(r("商业")) + p(r("企业")) + "</w:tc><w:tc><w:p/></w:tc>"), [[["商业\n企业", ""]]]),
        (table("<w:tc>" + p(r("外")) + table(tc("1") + tc("2")) + "</w:tc>" + tc("乙")), [[["外", "乙"]], [["1", "2"]]]),
        (table(tc("甲", '<w:gridSpan w:val="99999"/>') + tc("1")), [[["甲"] * 100 + ["1"]]]),
        (table(tc("甲", '<w:gridSpan w:val="x"/>') + tc("1")), [[["甲", "1"]]]),
    ],
)  # fmt: skip
def test_tables(body, blocks):
    assert told(read(body)) == blocks


def styled(style: str) -> str:
    return p(r(style), properties=f'<w:pStyle w:val="{style}"/>')


def listed(number: int) -> str:
    return p(
        r(str(number)),
        properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>',
    )


def test_numbers_that_word_prints_itself():
    styles = f"""<w:styles xmlns:w="{W}">
        <w:style w:styleId="one"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="two"><w:basedOn w:val="one"/></w:style>
        <w:style w:styleId="off"><w:basedOn w:val="one"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="self"><w:basedOn w:val="self"/></w:style></w:styles>"""
    numbering = f"""<w:numbering xmlns:w="{W}">
        <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>"""
    body = "".join(map(styled, ("one", "two", "off", "self", "none"))) + "".join(
        map(listed, (0, 1, 2))
    )
    document = read(body, styles=styles, numbering=numbering)
    assert [(b.text, b.numbered_by_machine) for b in document.blocks if isinstance(b, Line)] == [
        ("one", True), ("two", True), ("off", False), ("self", False), ("none", False),
        ("0", False), ("1", True), ("2", False),
    ]  # fmt: skip


def test_damage_beside_the_words_is_told_and_left_aside():
    document = read(listed(1), numbering="<!DOCTYPE a><a/>")
    assert told(document) == ["1"]
    assert document.remarks == ["word/numbering.xml 已损坏，没有读，自动编号和标题属性可能不全"]


def test_a_strict_document_under_another_name():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "_rels/.rels",
            '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>',
        )
        package.writestr(
            "word/document2.xml",
            '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>甲'
            "</w:t></w:r></w:p></w:body></w:document>",
        )
    assert told(docx.read(out.getvalue())) == ["甲"]


@pytest.mark.parametrize(
    ("data", "chinese"),
    [
        (pack("<w:p>"), "DOCX 文件已损坏或不完整（word/document.xml）"),
        (pack("").replace(b"word/document.xml", b"word/dokument.xml"), "DOCX 文件已损坏或不完整（word/document.xml）"),
        (pack("")[:-40], "DOCX 文件已损坏或不完整"),
        (pack("<w:sdt>" * 300 + "</w:sdt>" * 300), "DOCX 文件的标签嵌套过深，无法读取"),
    ],
)  # fmt: skip
def test_broken_documents(data, chinese):
    with pytest.raises(NotReadable) as refusal:
        docx.read(data)
    assert refusal.value.chinese == chinese
