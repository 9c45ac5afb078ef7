"""Files made to harm or to hide: stopped in bounded time, in words, without a traceback."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from random import Random

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from gongkai.release.gate import find_leaks, find_leaks_in_text
from gongkai.release.rules import RULES
from tests.release.works import (
    ALLOW,
    make_docx,
    make_html,
    make_ofd,
    make_pdf,
    make_png,
    make_xlsx,
    patch,
)

SEEDS = {
    "a.docx": make_docx(),
    "a.xlsx": make_xlsx(),
    "a.pdf": make_pdf(),
    "a.html": make_html(),
    "a.ofd": make_ofd(),
    "a.png": make_png(),
}


def rules(data: bytes, name: str) -> list[str]:
    started = time.monotonic()
    found = find_leaks(data, name, allow=ALLOW)
    assert time.monotonic() - started < 20
    assert all(leak.rule in RULES and leak.chinese and leak.english for leak in found)
    return sorted({leak.rule for leak in found})


def zipped(**members: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        bytes(range(256)) * 8,
        b"MZ" + b"\0" * 100,
        b"Rar!\x1a\x07\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"{\\rtf1 hello}",
        zipped(a=b"b"),
        zipped(mimetype=b"x", content_xml=b""),
        b"%PDF-1.7\n1 0 obj\n<< /Length 99999999999 >>\nstream\nx",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        make_pdf(encrypt=StandardEncryption("secret")),
        make_pdf(encrypt=StandardEncryption("", ownerPassword="owner")),
        patch(make_docx(), **{"word/document.xml": b"<a>" * 5}),
        patch(make_docx(), **{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        patch(make_docx(), **{"word/document.xml": b"<a>" * 3000 + b"</a>" * 3000}),
        patch(make_xlsx(), **{"xl/workbook.xml": b"<a/>" + b"<"}),
        "身份证".encode("utf-16-le")[:-1] + b"\xff" * 50,
    ],
)
def test_what_cannot_be_examined_does_not_pass(data):
    assert "unreadable" in rules(data, "a.bin")


@pytest.mark.parametrize(
    "member", ["word/document.xml", "word/comments.xml", "docProps/core.xml", "word/media/a.png"]
)
def test_a_bomb_does_not_pass(member):
    bomb = patch(make_docx(), **{member: b"x"})
    with zipfile.ZipFile(BytesIO(bomb)) as old:
        names = {name: old.read(name) for name in old.namelist()}
    names[member] = b"<a>" + b"\0" * (80 << 20)
    assert "unreadable" in rules(zipped(**names), "a.docx")


def test_a_member_that_stands_twice_does_not_pass():
    out = BytesIO(make_docx())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
        package.writestr("word/document.xml", b"<a/>")
    assert rules(out.getvalue(), "a.docx") == ["unreadable"]


def test_an_inflated_pdf_stream_is_bounded():
    import zlib

    body = zlib.compress(b"\0" * (120 << 20))
    pdf = (
        b"%%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (len(body), body)
    )
    assert rules(pdf, "a.pdf") == ["unreadable"]


def test_a_page_as_large_as_a_field_is_examined():
    pdf = make_pdf(lambda canvas: canvas.setPageSize((14_000, 14_000)))
    assert rules(pdf, "a.pdf") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "住", "镇村", "路1号", "a@", "护照", "0951-", "6222 ", "小区1", "电话", "\n"],
)
def test_long_texts_are_searched_in_time(piece):
    started = time.process_time()
    find_leaks_in_text(piece * (150_000 // len(piece)))
    assert time.process_time() - started < 10


def test_a_text_beyond_any_document_is_refused():
    found = find_leaks_in_text("公" * 3_000_001)
    assert [leak.rule for leak in found] == ["unreadable"]


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_ends_in_words(name, share):
    data = SEEDS[name]
    rules(data[: int(len(data) * share)], name)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_broken_files_end_in_words(name):
    random = Random(name)
    for _ in range(40):
        data = bytearray(SEEDS[name])
        for _ in range(random.choice((1, 4, 30))):
            data[random.randrange(len(data))] = random.randrange(256)
        if random.random() < 0.3:
            at = random.randrange(len(data))
            data[at : at + random.randrange(200)] = b""
        rules(bytes(data), name)


def test_the_name_of_a_file_is_read_too():
    assert rules(make_pdf(), "答复13812345678.pdf") == ["mobile"]
    assert rules(make_pdf(), "答复.pdf") == []
