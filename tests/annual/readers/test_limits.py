from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import limits, read_document


def pack(members: dict[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def word(document: bytes | str = "", **others: bytes | str) -> bytes:
    return pack({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **others})


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lollollol">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"> <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"> <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]><a>&e;</a>"""
OUTSIDE = '<!-- x --><!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>'
DECLARES = "文件含有 DTD 或实体声明，不予解析"


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    ("kind", "member", "others"),
    [
        ("DOCX", "word/document.xml", ["[Content_Types].xml"]),
        ("XLSX", "xl/workbook.xml", ["[Content_Types].xml"]),
        ("OFD", "OFD.xml", []),
    ],
)
def test_declarations_are_not_parsed(kind, member, others, xml, codec):
    data = pack({**dict.fromkeys(others, "<Types/>"), member: xml.encode(codec)})
    with pytest.raises(NotReadable) as refusal:
        read_document(data)
    assert refusal.value.chinese == f"{kind} {DECLARES}"
    assert (
        refusal.value.english
        == f"the {kind} file declares a DTD or entities and will not be parsed"
    )


def test_a_page_resolves_no_entity_of_its_own():
    document = read_document(
        b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>x&a;</p></body></html>'
    )
    assert "root" not in "".join(str(block) for block in document.blocks)


@pytest.mark.parametrize(
    "members",
    [
        {"word/document.xml": [b" ", 65 << 20]},
        {"word/document.xml": [b"0", 40 << 20]},
        {f"word/{name}.xml": [b"0", 60 << 20] for name in (0, 1, 2, "document")},
    ],
    ids=["member", "ratio", "together"],
)
def test_zip_bombs_are_not_inflated(members):
    data = word(**{name: b"<a>" + byte * times for name, (byte, times) in members.items()})
    started = time.perf_counter()
    with pytest.raises(NotReadable) as refusal:
        read_document(data)
    assert refusal.value.chinese == "DOCX 文件解压后过大，超过上限 128 MiB"
    assert refusal.value.english == "the inflated DOCX file is too large: the limit is 128 MiB"
    assert time.perf_counter() - started < 5


def test_a_member_that_lies_about_its_size():
    data = word(b"<a>" + b"0" * (3 << 20))
    # The size that the directory declares, made small.
    lying = data.replace((3 + (3 << 20)).to_bytes(4, "little"), (30).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(NotReadable) as refusal:
        read_document(lying)
    assert refusal.value.chinese == "DOCX 文件已损坏或不完整（word/document.xml）"


def test_too_many_members(monkeypatch):
    monkeypatch.setattr(limits, "MOST_MEMBERS", 20)
    with pytest.raises(NotReadable) as refusal:
        read_document(word("<a/>", **{f"m{n}": "" for n in range(30)}))
    assert refusal.value.chinese == "DOCX 文件内的成员数过大，超过上限 20"


def test_a_locked_member():
    data = bytearray(word("<a/>"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(NotReadable) as refusal:
        read_document(bytes(data))
    assert refusal.value.chinese == "DOCX 文件已加密，请去除密码后再读"


def test_a_member_with_a_wrong_checksum():
    data = bytearray(word("<a>" + "甲" * 50 + "</a>"))
    at = data.find(b"word/document.xml") + len("word/document.xml") + 5
    data[at] ^= 0x55
    with pytest.raises(NotReadable) as refusal:
        read_document(bytes(data))
    assert refusal.value.chinese == "DOCX 文件已损坏或不完整（word/document.xml）"


def test_a_part_of_nothing_but_tags(monkeypatch):
    monkeypatch.setattr(limits, "MOST_XML_TAGS", 100)
    with pytest.raises(NotReadable) as refusal:
        read_document(word("<a>" + "<b/>" * 100 + "</a>"))
    assert refusal.value.chinese == "DOCX 文件的标签数过大，超过上限 100"
    assert (
        refusal.value.english
        == "the number of tags of the DOCX file is too large: the limit is 100"
    )
