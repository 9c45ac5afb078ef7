"""A second list of leaking files, written after the gate by other means: Typst, PDF and XML by hand, prose.

`docs/release.md` tells what the gate found of it at first sight. `ought` are the rules that a file must be
stopped by; what it breaks beside them is not held against the gate.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

import typst

from tests.release.works import make_png

NUMBER = "11010519491231002X"
PHONE = "13812345678"


@dataclass(frozen=True)
class Stranger:
    """A leaking file and the rules that must stop it."""

    name: str
    data: bytes
    ought: frozenset[str]


def strange(name: str, data: bytes | str, *ought: str) -> Stranger:
    return Stranger(name, data.encode() if isinstance(data, str) else data, frozenset(ought))


def compose(source: str) -> bytes:
    head = '#set page(width: 210mm, height: 297mm)\n#set text(size: 12pt, fallback: false, font: "Libertinus Serif")\n'
    return typst.compile((head + source).encode(), format="pdf")


def write_pdf(
    content: str, page: str = "", *objects: str, catalog: str = "", info: str = ""
) -> bytes:
    """A PDF by hand: object 4 is the content, 5 the font, those given from 6 on."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R"
            f" /Resources << /Font << /F 5 0 R >> {page if page.startswith('/Properties') else ''} >>"
            f" {'' if page.startswith('/Properties') else page} >>"
        ),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    ]
    out = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {info} >>\n".encode()
        + f"startxref\n{len(out)}\n%%EOF\n".encode()
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def word(body: str, **parts: str | bytes) -> bytes:
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return zipped(
        members | {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    )


def excel(sheet: str, book: str = "", **parts: str | bytes) -> bytes:
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}>{sheet}</worksheet>",
    }
    return zipped(
        members | {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    )


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def rows(*cells: str, attributes: str = "", style: str = "") -> str:
    inside = "".join(
        f'<c r="{chr(65 + n)}1" t="str"{style}><v>{cell}</v></c>' for n, cell in enumerate(cells)
    )
    return f'<sheetData><row r="1" {attributes}>{inside}</row></sheetData>'


def page(body: str, head: str = "") -> str:
    return f"<html><head><meta charset=utf-8>{head}</head><body><p>答复</p>{body}</body></html>"


HIDDEN_GROUP = "<< /Type /OCG /Name (x) >>"

STRANGERS = [
    # PDF
    strange(
        "t1.pdf",
        compose(
            f"Applicant {NUMBER}\n#place(dy: -20pt, rect(width: 100%, height: 30pt, fill: black))"
        ),
        "covered_text",
        "id_number",
    ),
    strange("t2.pdf", compose("#text(fill: white)[Reviewed by Li Si]"), "invisible_text"),
    strange(
        "t3.pdf",
        compose(
            "#box(fill: rgb(250, 250, 250))[#text(fill: rgb(252, 252, 252))[Reviewed by Li Si]]"
        ),
        "invisible_text",
    ),
    strange("t4.pdf", compose(f"#rotate(30deg)[call {PHONE}]"), "mobile"),
    strange("t5.pdf", compose("#box(width: 50pt)[110105 19491231 002X]"), "id_number"),
    strange("t6.pdf", compose("#highlight(fill: black)[Reviewed by Li Si]"), "invisible_text"),
    strange(
        "t7.pdf",
        compose(
            f"Li Si\n#place(dy: -16pt, image(bytes({tuple(make_png(20, 20, 40))}), width: 90pt, height: 20pt))"
        ),
        "covered_text",
    ),
    strange("t8.pdf", compose('#set document(author: "李四")\nx'), "author"),
    strange(
        "t9.pdf", compose(f"#box(clip: true, width: 20pt, height: 10pt)[{NUMBER}]"), "id_number"
    ),
    strange("t10.pdf", compose("#text(fill: luma(253))[Reviewed by Li Si]"), "invisible_text"),
    strange(
        "t11.pdf",
        compose(
            "#rect(width: 100%, height: 40pt, fill: black)[#text(fill: luma(5))[Reviewed by Li Si]]"
        ),
        "invisible_text",
    ),
    strange("t12.pdf", compose("#text(size: 0.4pt)[Reviewed by Li Si]"), "invisible_text"),
    strange("t13.pdf", compose("#place(dx: 600pt)[Reviewed by Li Si]"), "outside_page"),
    strange(
        "layer.pdf",
        write_pdf(
            "/OC /L BDC BT /F 12 Tf 50 50 Td (Reviewed by Li Si) Tj ET EMC",
            "/Properties << /L 6 0 R >>",
            HIDDEN_GROUP,
            catalog="/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
        ),
        "invisible_text",
    ),
    strange(
        "redact.pdf",
        write_pdf(
            "BT /F 12 Tf 50 50 Td (Li Si) Tj ET",
            "/Annots [6 0 R]",
            "<< /Type /Annot /Subtype /Redact /Rect [40 40 100 70] /IC [0 0 0] >>",
        ),
        "annotation",
    ),
    strange(
        "manager.pdf",
        write_pdf(
            "",
            "",
            "<< /Manager (\\316\\322) /Author () /Operator (Li Si 13812345678) >>",
            info="/Info 6 0 R",
        ),
        "mobile",
    ),
    strange("outline.pdf", write_pdf("BT /F 9 Tf 3 Tr 50 50 Td (Li Si) Tj ET"), "invisible_text"),
    strange(
        "scaled.pdf",
        write_pdf("q 0.01 0 0 0.01 50 50 cm BT /F 12 Tf (Reviewed by Li Si) Tj ET Q"),
        "invisible_text",
    ),
    strange(
        "form.pdf",
        write_pdf(
            "q 1 0 0 1 0 0 cm BT /F 12 Tf 50 50 Td (Reviewed by Li Si) Tj ET Q 0 g 40 40 m 200 40 l 200 70 l 40 70 l h f"
        ),
        "covered_text",
    ),
    strange(
        "strips.pdf",
        write_pdf(
            "BT /F 12 Tf 50 50 Td (Reviewed by Li Si) Tj ET 0 g "
            + " ".join(f"45 {y} 150 1.2 re f" for y in range(44, 66))
        ),
        "covered_text",
    ),
    strange(
        "stroke.pdf",
        write_pdf("BT /F 12 Tf 50 50 Td (Reviewed by Li Si) Tj ET 0 G 24 w 40 54 m 200 54 l S"),
        "covered_text",
    ),
    strange(
        "actual.pdf",
        write_pdf(
            f"/Span << /ActualText (ID {NUMBER}) >> BDC BT /F 12 Tf 50 50 Td (XXXX) Tj ET EMC"
        ),
        "id_number",
    ),
    strange(
        "actual_hex.pdf",
        write_pdf(
            f"/Span << /ActualText <{('ID ' + NUMBER).encode().hex()}> >> BDC BT /F 12 Tf 50 50 Td (XXXX) Tj ET EMC"
        ),
        "id_number",
    ),
    # Word
    strange(
        "runs.docx",
        word(
            "<w:p><w:r><w:t>身份证1101051949</w:t></w:r><w:proofErr w:type='x'/><w:r><w:t>1231</w:t></w:r><w:r><w:t>002X</w:t></w:r></w:p>"
        ),
        "id_number",
    ),
    strange(
        "footnote.docx",
        word(
            p("一"),
            word__footnotes=f"<w:footnotes {W}><w:footnote>{p('住址：清河市石坪县红星镇红星村6组34号')}</w:footnote></w:footnotes>",
        ),
        "home_address",
    ),
    strange(
        "moved.docx",
        word(
            "<w:p><w:moveFrom w:id='1' w:author='李四'><w:r><w:t>此人常来</w:t></w:r></w:moveFrom></w:p>"
        ),
        "tracked_change",
    ),
    strange(
        "list.docx",
        word(
            f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='张三 {PHONE}' w:value='1'/></w:dropDownList></w:sdtPr></w:sdt>"
        ),
        "mobile",
    ),
    strange(
        "variable.docx",
        word(
            p("一"),
            word__settings=f"<w:settings {W}><w:docVars><w:docVar w:name='a' w:val='张三'/></w:docVars></w:settings>",
        ),
        "custom_property",
    ),
    strange(
        "row.docx",
        word(
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('此人常来')}</w:tc></w:tr></w:tbl>"
        ),
        "hidden_text",
    ),
    strange(
        "theme.docx",
        word(p("此人常来", "<w:rPr><w:color w:val='auto' w:themeColor='background1'/></w:rPr>")),
        "hidden_text",
    ),
    strange(
        "diagram.docx",
        word(
            p("一"),
            word__diagrams__data1=f"<dgm:dataModel xmlns:dgm='d' {A}><a:p><a:r><a:t>张三{PHONE}</a:t></a:r></a:p></dgm:dataModel>",
        ),
        "mobile",
    ),
    strange(
        "category.docx",
        word(
            p("一"),
            docProps__core=f"<c:coreProperties xmlns:c='c'><c:category>{NUMBER}</c:category></c:coreProperties>",
        ),
        "id_number",
    ),
    strange(
        "formatted.docx",
        word(
            "<w:p><w:r><w:rPr><w:rPrChange w:id='1' w:author='李四'><w:rPr/></w:rPrChange></w:rPr><w:t>一</w:t></w:r></w:p>"
        ),
        "tracked_change",
    ),
    # Excel
    strange(
        "power.xlsx",
        excel('<sheetData><row r="1"><c r="A1"><v>1.3812345678E10</v></c></row></sheetData>'),
        "mobile",
    ),
    strange(
        "group.xlsx", excel(rows("张三", attributes='outlineLevel="1" hidden="1"')), "hidden_row"
    ),
    strange(
        "narrow.xlsx",
        excel(
            '<cols><col min="2" max="2" width="0.05" customWidth="1"/></cols>' + rows("一", "张三")
        ),
        "hidden_column",
    ),
    strange("low.xlsx", excel(rows("张三", attributes='ht="0.5" customHeight="1"')), "hidden_row"),
    strange(
        "threads.xlsx",
        excel(
            rows("一"),
            xl__threadedComments__threadedComment1="<T xmlns='t'><threadedComment><text>此人常来</text></threadedComment></T>",
        ),
        "comment",
    ),
    strange(
        "footer.xlsx",
        excel(
            rows("一") + f"<headerFooter><oddFooter>&amp;L经办{PHONE}</oddFooter></headerFooter>"
        ),
        "mobile",
    ),
    strange(
        "choice.xlsx",
        excel(
            rows("一")
            + f'<dataValidations><dataValidation type="list"><formula1>"张三{PHONE}"</formula1></dataValidation></dataValidations>'
        ),
        "mobile",
    ),
    strange(
        "theme.xlsx",
        excel(
            rows("张三来访", style=' s="1"'),
            xl__styles=f'<styleSheet {S}><fonts><font/><font><color theme="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1" fillId="0"/></cellXfs></styleSheet>',
        ),
        "hidden_text",
    ),
    strange(
        "constant.xlsx",
        excel(
            rows("一"),
            f'<definedNames><definedName name="a">"张三{PHONE}"</definedName></definedNames>',
        ),
        "mobile",
    ),
    strange(
        "box.xlsx",
        excel(
            rows("一"),
            xl__drawings__drawing1=f"<d {A}><a:p><a:r><a:t>1381234</a:t></a:r><a:r><a:t>5678</a:t></a:r></a:p></d>",
        ),
        "mobile",
    ),
    strange(
        "source.xlsx", excel(rows("一"), xl__connections=f"<connections {S}/>"), "external_link"
    ),
    # pages of the web
    strange(
        "away.html",
        page('<div style="position:absolute;left:-9999px">此人常来</div>'),
        "hidden_text",
    ),
    strange("nothing.html", page('<p style="font-size:0">此人常来</p>'), "hidden_text"),
    strange("white.html", page('<p style="color:#FFF">此人常来</p>'), "hidden_text"),
    strange("meta.html", page("", f'<meta name="description" content="张三{PHONE}">'), "mobile"),
    strange("entities.html", page("".join(f"&#{ord(c)};" for c in PHONE)), "mobile"),
    strange("tel.html", page(f'<a href="tel:{PHONE}">联系</a>'), "mobile"),
    strange(
        "data.html", page('<a href="data:application/pdf;base64,AAAA">附件</a>'), "embedded_file"
    ),
    strange("svg.html", page(f"<svg><text>{NUMBER}</text></svg>"), "id_number"),
    strange(
        "json.html",
        page(f'<script type="application/json">{{"phone":"{PHONE}"}}</script>'),
        "mobile",
    ),
    strange(
        "nested.html",
        page('<div style="visibility:hidden"><b><i>此人常来</i></b></div>'),
        "hidden_text",
    ),
    # prose
    strange("1.txt", "李某某（手机：138 １２３４ 5678）", "mobile"),
    strange("2.txt", "户籍：宁夏回族自治区清河市石坪县红星镇红星村6组34号", "home_address"),
    strange("3.txt", "家住清河市幸福路8号院2号楼1单元302", "home_address"),
    strange("4.txt", "收款人张三，工行6212 2629 0200 1234 561", "bank_card"),
    strange("5.txt", "tel 0951 6012345", "landline"),
    strange("6.txt", f"微信同号{PHONE}", "mobile"),
    strange("7.txt", "持E字12345678号护照", "passport"),
    strange("8.txt", "电话：一三八一二三四五六七八", "mobile"),
    strange("9.csv", '姓名,证号\n张三,="11010519491231002X"\n', "id_number"),
    strange("10.txt", "证号110105.19491231.002X", "id_number"),
    strange("11.txt", "车主张三驾驶宁A·12345", "plate"),
    strange("12.txt", "送达至：清河市上海路100弄5号302室", "home_address"),
    strange("13.txt", "我的邮箱是zhangsan＠mail．example", "email"),
    strange(
        "14.txt", "身份证\n号码\n1\n1\n0\n1\n0\n5\n1\n9\n4\n9\n1\n2\n3\n1\n0\n0\n2\nX", "id_number"
    ),
    strange("15.md", "| 张三 | 男 | 11010519491231002X |", "id_number"),
    strange("16.txt", "住清河市石坪县红星镇红星村34号的张三", "home_address"),
    strange("17.txt", "港澳通行证：C12345678", "passport"),
    strange("18.txt", "138-12345678", "mobile"),
    strange("19.txt", "(0951)601-2345转8012", "landline"),
    strange("20.txt", "身份证号：110105491231002", "id_number"),
]
