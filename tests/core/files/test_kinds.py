"""Hostile files at the door."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.core.files.kinds import DOCX, JPEG, OFD, PDF, PNG, TEXT, XLSX, NotAccepted, find_kind
from gongkai.core.files.storage import clean_name


def make_zip(**parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def make_png(width=2, height=2, tail=b""):
    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
        + chunk(b"IEND", b"")
        + tail
    )


def make_jpeg(width=2, height=2):
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + frame + b"\xff\xda\x00\x02\xff\xd9"


DOCX_PARTS = {"word/document.xml": "<w/>"}
GOOD = {
    "a.pdf": (b"%PDF-1.7\n%%EOF", PDF),
    "a.docx": (make_zip(**DOCX_PARTS), DOCX),
    "a.XLSX": (make_zip(**{"xl/workbook.xml": "<x/>"}), XLSX),
    "a.ofd": (make_zip(**{"OFD.xml": "<o/>"}), OFD),
    "a.png": (make_png(), PNG),
    "a.jpeg": (make_jpeg(), JPEG),
    "a.txt": ("申请公开".encode("gb18030"), TEXT),
    "a.csv": ("编号,内容\r\n".encode("utf-8-sig"), TEXT),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_known_by_its_content(name):
    data, kind = GOOD[name]
    assert find_kind(data, name) == kind


def lie_about_size(data):
    """Return a package whose directory says that its part is small."""
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]


BAD = {
    "empty": (b"", "a.txt"),
    "another ending": (b"%PDF-1.7\n", "a.docx"),
    "no ending": (b"%PDF-1.7\n", "pdf"),
    "two endings": (b"%PDF-1.7\n", "a.pdf.exe"),
    "a program": (b"MZ\x90\x00\x03", "a.txt"),
    "a script": (b"#!/bin/sh\nrm -rf ~", "a.txt"),
    "a page": (b" \n<!DOCTYPE html><script>", "a.txt"),
    "a page after a mark": (b"\xef\xbb\xbf<HTML>", "a.txt"),
    "a drawing that runs": (b"<svg onload=alert(1)>", "a.txt"),
    "control characters": (b"abc\x1b[2J", "a.txt"),
    "bytes": (b"\x00\x01\x02", "a.txt"),
    "an archive": (make_zip(x="y"), "a.zip"),
    "an archive as a letter": (make_zip(x="y"), "a.docx"),
    "macros": (make_zip(**DOCX_PARTS, **{"word/vbaProject.bin": "x"}), "a.docx"),
    "a path upwards": (make_zip(**DOCX_PARTS, **{"../../etc/passwd": "x"}), "a.docx"),
    "a path upwards, backwards": (make_zip(**DOCX_PARTS, **{"..\\x": "x"}), "a.docx"),
    "a truncated package": (make_zip(**DOCX_PARTS)[:-30], "a.docx"),
    "a lie about size": (lie_about_size(make_zip(**{"word/document.xml": "x" * 9999})), "a.docx"),
    "a PDF that is an archive": (b"%PDF-1.7\n" + make_zip(x="y"), "a.pdf"),
    "a picture that is an archive": (make_png(tail=make_zip(x="y")), "a.png"),
    "a picture with a tail": (make_png(tail=b"<script>"), "a.png"),
    "half a picture": (make_png()[:-6], "a.png"),
    "a picture altered": (make_png().replace(b"IDAT", b"IDAX"), "a.png"),
    "a huge picture": (make_png(60_000, 60_000), "a.png"),
    "a picture of nothing": (make_jpeg(0, 5), "a.jpg"),
    "half a photograph": (b"\xff\xd8\xff\xe0\x00", "a.jpg"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_may_not_come_in_is_refused_in_both_languages(name):
    data, called = BAD[name]
    with pytest.raises(NotAccepted) as refused:
        find_kind(data, called)
    assert refused.value.chinese
    assert refused.value.english


def test_a_bomb_is_refused_by_what_it_inflates_to(monkeypatch):
    monkeypatch.setattr("gongkai.core.files.kinds.MOST_INFLATED", 2**20)
    bomb = make_zip(**{"word/document.xml": b"\0" * (2**20 + 1)})
    assert len(bomb) < 3000
    with pytest.raises(NotAccepted, match="inflates"):
        find_kind(bomb, "a.docx")


def test_a_package_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr("gongkai.core.files.kinds.MOST_PARTS", 3)
    with pytest.raises(NotAccepted, match="inflates"):
        find_kind(make_zip(**DOCX_PARTS, a="", b="", c=""), "a.docx")


@given(st.binary(max_size=300), st.sampled_from([data for data, _ in GOOD.values()]))
def test_no_content_does_more_than_be_refused(noise, good):
    half = len(good) // 2
    for data in (noise, good[:half] + noise + good[half:], good + noise, good[:half] + noise):
        for name in GOOD:
            try:
                find_kind(data, name)
            except NotAccepted:
                continue


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\身份证.pdf", "身份证.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nX-Header: 1.pdf", "aX-Header: 1.pdf"),
        ("a\x00.pdf", "a.pdf"),
        ("..", "file"),
        ("", "file"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(name, clean):
    assert clean_name(name) == clean
