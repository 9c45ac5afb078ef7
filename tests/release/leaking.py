"""Leaking files and their clean twins, which differ by the leak alone. Everyone in them is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from tests.release.works import (
    ADDRESS,
    CARD,
    ID,
    LETTER,
    MOBILE,
    make_docx,
    make_html,
    make_jpeg,
    make_ofd,
    make_pdf,
    make_png,
    make_text,
    make_xlsx,
    patch,
    picture,
    swap,
    update_pdf,
)


@dataclass(frozen=True)
class Twin:
    """A leaking file, the rules it breaks, and the same file without the leak."""

    name: str
    leaking: bytes
    clean: bytes
    rules: frozenset[str]


def twin(name: str, leaking: bytes, clean: bytes, *rules: str) -> Twin:
    return Twin(name, leaking, clean, frozenset(rules))


# -- words in the open


def said(name: str, words: str, instead: str, *rules: str) -> Twin:
    """One sentence in a text, and the same with the secret replaced by something alike that is none."""
    return twin(f"{name}.txt", make_text(words), make_text(instead), *rules)


WORDS = [
    said(
        "id", f"申请人张三，身份证号{ID}。", "申请人张三，身份证号6422**********0011。", "id_number"
    ),
    said("id_spaced", "证号 642221 19900101 0011", "批号 642221 19900101 0012", "id_number"),
    said(
        "id_wide",
        "证号６４２２２１１９９００１０１００１１",
        "批号６４２２２１１９９００１０１００１２",
        "id_number",
    ),
    said("id_wrapped", "证号6422211990\n01010011，", "证号6422211990\n01010012，", "id_number"),
    said("id_x", "证号11010519491231002x", "证号110105194912310021", "id_number"),
    said("id_old", "身份证：642221900101001", "身份证：642221901301001", "id_number"),
    said("permit", "居住证号810000199408230021", "居住证号810000199408230022", "residence_permit"),
    said("passport", "护照号码：E12345678", "护照办理12345678本", "passport"),
    said("hk_pass", "港澳居民来往内地通行证H12345678", "通行证办理量12345678件", "passport"),
    said("mobile", f"联系电话{MOBILE}", f"合计{MOBILE}元", "mobile"),
    said("mobile_86", "致电+86 138-1234-5678", "致电+86 12345", "mobile"),
    said("landline", "宅电：0951-6012345", "邮编：750001", "landline"),
    said("card", f"退费至银行卡{CARD}", "退费至银行卡6222021234567890129", "bank_card"),
    said(
        "card_spaced", "账号 6222 0212 3456 7890 128", "编号 6222 0212 3456 7890 129", "bank_card"
    ),
    said("mail", "发到zhangsan@mail.example", "发到xxgk@qinghe.example", "email"),
    said("home", f"家庭住址：{ADDRESS}", "办公地址：清河市人民路12号政务大厅2楼", "home_address"),
    said("farm", "在石坪县红星镇红星村三组12号", "在石坪县红星镇红星村三组", "home_address"),
    said("plate", "车牌号：宁A12345", "车牌号：见附件", "plate"),
    said("wechat", "微信号：zhangsan_1990", "微信公众号：清河发布", "social_account"),
    said("markdown_comment", "<!-- 张三来过电话 -->", "张三来过电话", "comment"),
]


# -- Word


def add_run(document: Any, words: str) -> Any:
    return document.add_paragraph("附注：").add_run(words)


def hide(document: Any) -> None:
    add_run(document, "此件经李四审过").font.hidden = True


def hide_by_style(document: Any) -> None:
    style = document.styles.add_style("内部", 2)
    style.font.hidden = True
    add_run(document, "此件经李四审过").style = style


def whiten(document: Any) -> None:
    run = add_run(document, "此件经李四审过")
    run._r.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="FFFFFF"/>'))


def track(kind: str, words: str) -> Any:
    text = "delText" if kind == "del" else "t"

    def change(document: Any) -> None:
        paragraph = document.add_paragraph("附注：")
        paragraph._p.append(
            parse_xml(
                f'<w:{kind} {nsdecls("w")} w:id="9" w:author="{"李四"}" w:date="2024-10-01T00:00:00Z">'
                f"<w:r><w:{text}>{words}</w:{text}></w:r></w:{kind}>"
            )
        )

    return change


def comment(document: Any) -> None:
    run = add_run(document, "见前")
    document.add_comment(run, text="此人常来信访", author="清河市文化广电局", initials="")


def header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = f"申请人电话{MOBILE}"


def footer_clean(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "申请人电话（已遮盖）"


def text_box(words: str) -> Any:
    def change(document: Any) -> None:
        document.add_paragraph("附注：")._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
                f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
                "</v:textbox></v:shape></w:pict></w:r>"
            )
        )

    return change


def alt(words: str) -> Any:
    from io import BytesIO

    def change(document: Any) -> None:
        document.add_picture(BytesIO(make_png()))
        document.element.body.find(f".//{qn('wp:docPr')}").set("descr", words)

    return change


def author(name: str) -> Any:
    def change(document: Any) -> None:
        document.core_properties.last_modified_by = name

    return change


def cell(words: str) -> Any:
    def change(document: Any) -> None:
        paragraph = document.tables[0].cell(1, 0).paragraphs[0]
        for character in (words[:7], words[7:]):  # one number in two runs
            paragraph.add_run(character)

    return change


def field(words: str) -> Any:
    def change(document: Any) -> None:
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), words)
        document.add_paragraph()._p.append(simple)

    return change


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="%s">'
    "<vt:lpwstr>%s</vt:lpwstr></property></Properties>"
)
DOCX = make_docx()
LINK = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    ' Target="%s" TargetMode="External"/></Relationships>'
)


def linked(kind: str, target: str) -> bytes:
    return patch(
        DOCX, **{"word/_rels/document.xml.rels": swap("</Relationships>", LINK % (kind, target))}
    )


WORD = [
    twin(
        "hidden.docx",
        make_docx(hide),
        make_docx(lambda d: add_run(d, "此件经李四审过")),
        "hidden_text",
    ),
    twin(
        "hidden_style.docx",
        make_docx(hide_by_style),
        make_docx(lambda d: add_run(d, "此件经李四审过")),
        "hidden_text",
    ),
    twin(
        "white.docx",
        make_docx(whiten),
        make_docx(lambda d: add_run(d, "此件经李四审过")),
        "hidden_text",
    ),
    twin(
        "inserted.docx",
        make_docx(track("ins", "此人反复申请")),
        make_docx(lambda d: add_run(d, "此人反复申请")),
        "tracked_change",
    ),
    twin(
        "deleted.docx",
        make_docx(track("del", f"身份证{ID}")),
        make_docx(lambda d: add_run(d, "")),
        "tracked_change",
        "id_number",
    ),
    twin("comment.docx", make_docx(comment), make_docx(lambda d: add_run(d, "见前")), "comment"),
    twin("header.docx", make_docx(header), make_docx(footer_clean), "mobile"),
    twin(
        "text_box.docx",
        make_docx(text_box(f"身份证{ID}")),
        make_docx(text_box("身份证（已遮盖）")),
        "id_number",
    ),
    twin("alt.docx", make_docx(alt(f"{MOBILE}的名片")), make_docx(alt("机关的名片")), "mobile"),
    twin("author.docx", make_docx(author("李四")), make_docx(author("")), "author"),
    twin("cell.docx", make_docx(cell(ID)), make_docx(cell(ID[:-1] + "2")), "id_number"),
    twin(
        "field.docx",
        make_docx(field('HYPERLINK "mailto:lisi@mail.example"')),
        make_docx(field("PAGE")),
        "email",
    ),
    twin(
        "custom.docx",
        patch(DOCX, **{"docProps/custom.xml": (CUSTOM % ("经办人", "李四")).encode()}),
        patch(
            DOCX,
            **{"docProps/custom.xml": (CUSTOM % ("KSOProductBuildVer", "2052-12.1.0")).encode()},
        ),
        "custom_property",
    ),
    twin(
        "embedded.docx",
        patch(DOCX, **{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
        DOCX,
        "embedded_file",
    ),
    twin("macro.docx", patch(DOCX, **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), DOCX, "macro"),
    twin(
        "template.docx",
        linked("attachedTemplate", "file:///D:/lisi/Normal.dotm"),
        linked("hyperlink", "https://www.qinghe.example/"),
        "external_link",
    ),
    twin(
        "thumbnail.docx",
        patch(DOCX, **{"docProps/thumbnail.jpeg": lambda _: make_jpeg()}),
        DOCX,
        "thumbnail",
    ),
    twin(
        "photo.docx",
        patch(DOCX, **{"word/media/image9.jpeg": make_jpeg({0x8825: b""})}),
        patch(DOCX, **{"word/media/image9.jpeg": make_jpeg({})}),
        "gps",
    ),
    twin("after_the_end.docx", DOCX + b"PK\3\4secret", DOCX, "embedded_file"),
]


# -- Excel


def sheet_state(state: str) -> Any:
    def change(book: Any) -> None:
        book.create_sheet("名单").append(("张三", "来访3次"))
        book["名单"].sheet_state = state

    return change


def value(content: object) -> Any:
    def change(book: Any) -> None:
        book.active["C9"] = content

    return change


def hide_row(book: Any, *, hidden: bool = True) -> None:
    book.active["A9"] = "张三"
    book.active.row_dimensions[9].hidden = hidden


def hide_column(book: Any, *, hidden: bool = True) -> None:
    book.active["F1"] = "张三"
    book.active.column_dimensions["F"].hidden = hidden


def note(book: Any) -> None:
    book.active["A1"].comment = Comment("此人常来", "清河市文化广电局")


def defined(book: Any, *, hidden: bool = True) -> None:
    book.defined_names["名单"] = DefinedName("名单", attr_text="公开!$A$1", hidden=hidden)


def styled(form: str) -> Any:
    def change(book: Any) -> None:
        sheet: Worksheet = book.active
        sheet["C9"] = "张三来访"
        sheet["C9"].number_format = form

    return change


def creator(name: str) -> Any:
    def change(book: Any) -> None:
        book.properties.creator = name

    return change


XLSX = make_xlsx()
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

EXCEL = [
    twin(
        "hidden_sheet.xlsx",
        make_xlsx(sheet_state("hidden")),
        make_xlsx(sheet_state("visible")),
        "hidden_sheet",
    ),
    twin(
        "very_hidden.xlsx",
        make_xlsx(sheet_state("veryHidden")),
        make_xlsx(sheet_state("visible")),
        "hidden_sheet",
    ),
    twin(
        "hidden_row.xlsx",
        make_xlsx(hide_row),
        make_xlsx(lambda b: hide_row(b, hidden=False)),
        "hidden_row",
    ),
    twin(
        "hidden_column.xlsx",
        make_xlsx(hide_column),
        make_xlsx(lambda b: hide_column(b, hidden=False)),
        "hidden_column",
    ),
    twin("note.xlsx", make_xlsx(note), XLSX, "comment"),
    twin(
        "name.xlsx",
        make_xlsx(defined),
        make_xlsx(lambda b: defined(b, hidden=False)),
        "hidden_name",
    ),
    twin("number.xlsx", make_xlsx(value(13812345678)), make_xlsx(value(23812345678)), "mobile"),
    twin("text.xlsx", make_xlsx(value(ID)), make_xlsx(value(ID[:-1] + "2")), "id_number"),
    twin("unshown.xlsx", make_xlsx(styled(";;;")), make_xlsx(styled("@")), "hidden_text"),
    twin(
        "creator.xlsx", make_xlsx(creator("张三")), make_xlsx(creator("清河市文化广电局")), "author"
    ),
    twin(
        "cleared.xlsx",
        patch(
            XLSX,
            **{
                "xl/sharedStrings.xml": f'<sst xmlns="{SPREADSHEET}"><si><t>张三的来信</t></si></sst>'.encode()
            },
        ),
        XLSX,
        "earlier_version",
    ),
    twin(
        "pivot.xlsx",
        patch(
            XLSX,
            **{
                "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{SPREADSHEET}"/>'.encode()
            },
        ),
        XLSX,
        "pivot_cache",
    ),
    twin(
        "external.xlsx",
        patch(
            XLSX,
            **{
                "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{SPREADSHEET}"/>'.encode()
            },
        ),
        XLSX,
        "external_link",
    ),
]


# -- PDF


def cover(colour: Any, *, later: bool = True) -> Any:
    def draw(canvas: Canvas) -> None:
        def box() -> None:
            canvas.setFillColor(colour)
            canvas.rect(55, 295, 300, 20, stroke=0, fill=1)
            canvas.setFillColor(black)

        def words() -> None:
            canvas.setFillColor(white if not later and colour == black else black)
            canvas.drawString(60, 300, "此件经李四审过")
            canvas.setFillColor(black)

        for step in (words, box) if later else (box, words):
            step()

    return draw


def relabel(canvas: Canvas) -> None:
    cover(black)(canvas)
    canvas.setFillColor(white)
    canvas.drawString(60, 300, "XXXXXXXX")


def embedded_font(canvas: Canvas) -> None:
    """Words in an embedded font under a shape that is no rectangle."""
    canvas.setFont("Vera", 12)
    canvas.drawString(60, 300, "Reviewed by Li Si")
    path = canvas.beginPath()
    for x, y in ((40, 290), (200, 285), (360, 290), (360, 330), (40, 330)):
        path.lineTo(x, y) if path._code else path.moveTo(x, y)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def under_picture(canvas: Canvas) -> None:
    canvas.drawString(60, 300, "此件经李四审过")
    canvas.drawImage(picture(), 50, 290, 200, 30)


def paint(
    words: str = "此件经李四审过",
    *,
    mode: int = 0,
    colour: Any = black,
    x: float = 60,
    size: float = 12,
) -> Any:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(x, 300)
        text.setFont("STSong-Light", size)
        text.setTextRenderMode(mode)
        text.setFillColor(colour)
        text.textOut(words)
        text.setTextRenderMode(0)
        canvas.drawText(text)

    return draw


def annotate(canvas: Canvas) -> None:
    canvas.textAnnotation("此人常来", (60, 300, 90, 330))


def fill_in(words: str) -> Any:
    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="f", value=words, x=60, y=300, width=200, height=20)

    return draw


def pdf_author(name: str) -> Any:
    return lambda canvas: canvas.setAuthor(name)


def link(target: str) -> Any:
    return lambda canvas: canvas.linkURL(target, (60, 300, 90, 320))


def outline(words: str) -> Any:
    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("p")
        canvas.addOutlineEntry(words, "p")

    return draw


def crop(canvas: Canvas) -> None:
    paint()(canvas)
    canvas.setCropBox((0, 400, 595, 842))


def crop_clean(canvas: Canvas) -> None:
    canvas.setCropBox((0, 400, 595, 842))


PDF = make_pdf()
OPEN = make_pdf(pageCompression=0)


def revise(pdf: bytes) -> bytes:
    """An update that takes the last line out of the page: it stays in the file."""
    import re

    match = next(
        m for m in re.finditer(rb"(\d+) 0 obj\s*<<\s*/Length (\d+)\s*>>\s*stream\r?\n", pdf)
    )
    body = pdf[match.end() : match.end() + int(match[2])]
    shorter = body[: body.rindex(b"BT", 0, body.rindex(b"BT"))] + b"\n"
    return update_pdf(
        pdf, int(match[1]), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shorter), shorter)
    )


def touch(pdf: bytes) -> bytes:
    """An update that changes nothing that is seen, as a signature makes one."""
    return update_pdf(pdf, 90, b"<< /Kind /Nothing >>")


def with_catalog(pdf: bytes, entry: bytes) -> bytes:
    """The same file with one more entry in its catalog; readers find the table by the objects."""
    assert b"/Type /Catalog" in pdf
    return pdf.replace(b"/Type /Catalog", entry + b" /Type /Catalog", 1)


PAGES = [
    twin(
        "black_box.pdf", make_pdf(cover(black)), make_pdf(cover(black, later=False)), "covered_text"
    ),
    twin(
        "white_box.pdf", make_pdf(cover(white)), make_pdf(cover(white, later=False)), "covered_text"
    ),
    twin("relabelled.pdf", make_pdf(relabel), make_pdf(cover(black, later=False)), "covered_text"),
    twin(
        "polygon.pdf",
        make_pdf(embedded_font),
        make_pdf(lambda c: c.setFont("Vera", 12)),
        "covered_text",
    ),
    twin(
        "under_picture.pdf",
        make_pdf(under_picture),
        make_pdf(lambda c: c.drawImage(picture(), 50, 290, 200, 30)),
        "covered_text",
    ),
    twin("unpainted.pdf", make_pdf(paint(mode=3)), make_pdf(paint()), "invisible_text"),
    twin("white.pdf", make_pdf(paint(colour=white)), make_pdf(paint()), "invisible_text"),
    twin("tiny.pdf", make_pdf(paint(size=0.5)), make_pdf(paint(size=8)), "invisible_text"),
    twin("beside_the_page.pdf", make_pdf(paint(x=700)), make_pdf(paint()), "outside_page"),
    twin("cropped.pdf", make_pdf(crop), make_pdf(crop_clean), "outside_page"),
    twin("note.pdf", make_pdf(annotate), PDF, "annotation"),
    twin("form.pdf", make_pdf(fill_in("Zhang San")), make_pdf(fill_in("")), "form_value"),
    twin(
        "author.pdf",
        make_pdf(pdf_author("张三")),
        make_pdf(pdf_author("清河市文化广电局")),
        "author",
    ),
    twin(
        "link.pdf",
        make_pdf(link("mailto:lisi@mail.example")),
        make_pdf(link("https://www.qinghe.example/")),
        "email",
    ),
    twin(
        "outline.pdf",
        make_pdf(outline(f"申请人{MOBILE}")),
        make_pdf(outline("一、申请人")),
        "mobile",
    ),
    twin(
        "id.pdf",
        make_pdf(paint(f"身份证{ID}")),
        make_pdf(paint(f"身份证{ID[:4]}**********{ID[-4:]}")),
        "id_number",
    ),
    twin(
        "covered_id.pdf",
        make_pdf(lambda c: (paint(f"身份证{ID}")(c), c.rect(50, 290, 300, 30, stroke=0, fill=1))),
        PDF,
        "covered_text",
        "id_number",
    ),
    twin(
        "script.pdf",
        with_catalog(PDF, b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        PDF,
        "script",
    ),
    twin(
        "launch.pdf",
        with_catalog(PDF, b"/OpenAction << /S /L#61unch /F (a.exe) >>"),
        PDF,
        "embedded_file",
    ),
    twin("earlier.pdf", revise(OPEN), touch(OPEN), "earlier_version"),
    twin(
        "xmp.pdf",
        PDF
        + b"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>"
        + b"\xe5\xbc\xa0\xe4\xb8\x89</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>",
        PDF,
        "author",
    ),
    twin(
        "scan.pdf",
        make_pdf(first=lambda c: c.drawImage(picture(shade=250), 0, 0, 595, 842)),
        PDF,
        "picture",
    ),
]


# -- pages of the web, OFD, pictures

WEB = [
    twin(
        "undisplayed.html",
        make_html('<p style="display: none">张三来访</p>'),
        make_html("<p>张三来访</p>"),
        "hidden_text",
    ),
    twin(
        "by_class.html",
        make_html('<p class="no">张三来访</p>', "<style>.no{display:none}</style>"),
        make_html('<p class="yes">张三来访</p>', "<style>.no{display:none}</style>"),
        "hidden_text",
    ),
    twin(
        "hidden.html",
        make_html("<span hidden>张三来访</span>"),
        make_html("<span>张三来访</span>"),
        "hidden_text",
    ),
    twin(
        "input.html",
        make_html('<input type="hidden" name="a" value="张三来访">'),
        make_html('<input type="submit" value="提交">'),
        "hidden_text",
    ),
    twin(
        "comment.html",
        make_html("<!-- 张三来访 -->"),
        make_html("<!--[if IE]><![endif]-->"),
        "comment",
    ),
    twin("script.html", make_html("<script>var a = 1</script>"), make_html(""), "script"),
    twin("onclick.html", make_html('<p onclick="go()">一</p>'), make_html("<p>一</p>"), "script"),
    twin(
        "author.html",
        make_html("", '<meta name="author" content="张三">'),
        make_html("", '<meta name="author" content="清河市文化广电局">'),
        "author",
    ),
    twin(
        "split.html",
        make_html(f"<p>证号<b>{ID[:6]}</b><i>{ID[6:]}</i></p>"),
        make_html(f"<p>证号<b>{ID[:6]}</b>……</p>"),
        "id_number",
    ),
    twin(
        "title.html",
        make_html(f'<p title="{MOBILE}">电话</p>'),
        make_html('<p title="电话">电话</p>'),
        "mobile",
    ),
    twin("id.ofd", make_ofd(f"身份证{ID}"), make_ofd("身份证（已遮盖）"), "id_number"),
    twin(
        "author.ofd",
        make_ofd(info="<ofd:Author>张三</ofd:Author>"),
        make_ofd(info="<ofd:Author>清河市文化广电局</ofd:Author>"),
        "author",
    ),
    twin("attached.ofd", make_ofd(Doc_0__Attachs__a=b"x"), make_ofd(), "embedded_file"),
    twin(
        "table.csv",
        f"姓名,电话\n张三,{MOBILE}\n".encode("gb18030"),
        f"姓名,人数\n合计,{LETTER[0]}\n".encode("gb18030"),
        "mobile",
    ),
    twin(
        "utf16.txt",
        f"联系电话：{MOBILE}".encode("utf-16"),
        "联系电话：12345".encode("utf-16"),
        "mobile",
    ),
]

PICTURES = [  # a picture itself must be seen by a person, who says so
    twin("gps.jpg", make_jpeg({0x8825: b""}), make_jpeg({}), "gps"),
    twin("artist.jpg", make_jpeg({0x013B: b"Zhang San"}), make_jpeg({}), "author"),
    twin("author.png", make_png(4, 4, 9, (b"tEXt", b"Author\0Zhang San")), make_png(), "author"),
]

ALL = [*WORDS, *WORD, *EXCEL, *PAGES, *WEB]
