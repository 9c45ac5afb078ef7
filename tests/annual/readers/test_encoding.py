from __future__ import annotations

import random

import pytest

from gongkai.annual.errors import NotReadable
from gongkai.annual.readers.encoding import decode, recognise

REPORT = "兰亭县教育局2023年政府信息公开工作年度报告\n一、总体情况\n全年收到申请64件。\n"
PLAIN = "今年我们在县里办了三场培训，来的人不少，大家都说有用。\n"
TRADITIONAL = "一、總體情況\n本縣辦理的申請數量與去年相比有所增加，結轉下年度的共三件。\n"


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "big5", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [REPORT, PLAIN])
def test_the_bytes_are_believed_over_the_declaration(text, codec, declared):
    assert decode(text.encode(codec), declared) == text


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "big5"])
@pytest.mark.parametrize("codec", ["utf-8", "big5", "gb18030"])
def test_traditional_text_in_any_encoding(codec, declared):
    assert decode(TRADITIONAL.encode(codec), declared) == TRADITIONAL


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030"),
        ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_the_encoding_is_told(codec, name):
    assert recognise(REPORT.encode(codec)) == (REPORT, name, ())


def test_a_four_byte_character_of_gb18030():
    text = REPORT + "局长：张䶮"
    assert decode(text.encode("gb18030"), "gb2312") == text


def test_a_file_cut_inside_its_last_character():
    assert recognise(REPORT.encode()[:-2]) == (
        REPORT[:-2] + "\ufffd",
        "utf-8",
        ("有 1 个字符按 UTF-8 无法辨认，以“\ufffd”标出",),
    )


@pytest.mark.parametrize(("codec", "name"), [("utf-8", "UTF-8"), ("gb18030", "GB18030")])
def test_a_byte_that_is_no_character_is_shown_and_told(codec, name):
    data = REPORT.encode(codec).replace(b"64", b"6\xff")
    found = recognise(data)
    assert found.text == REPORT.replace("64", "6\ufffd")
    assert found.remarks == (f"有 1 个字符按 {name} 无法辨认，以“\ufffd”标出",)


def test_a_zero_byte_is_not_taken_for_nothing():
    found = recognise((REPORT * 40).encode().replace(b"64", b"6\x004", 1))
    assert found.text == (REPORT * 40).replace("64", "6\ufffd4", 1)
    assert found.remarks == ("文件中有空字节，以“\ufffd”标出",)


@pytest.mark.parametrize(
    ("data", "chinese", "english"),
    [
        (b"", "文件是空的", "the file is empty"),
        (
            b"a" * (9 << 20),
            "文字内容过大，超过上限 8 MiB",
            "the text is too large: the limit is 8 MiB",
        ),
        (
            b"a\n" * 200_001,
            "文字的行数过大，超过上限 200000",
            "the number of lines is too large: the limit is 200000",
        ),
        (b" \r\n\t", "文件是空的", "the file is empty"),
        (b"\0" * 100, "文件是空的", "the file is empty"),
        (
            random.Random(1).randbytes(4000),
            "不是能够辨认的文档：内容不是文字，也不是已知的文件格式",
            "not a document that can be recognised: neither text nor a known file format",
        ),
        (
            bytes(range(128, 256)) * 30,
            "文字编码无法辨认，请另存为 UTF-8 后再读",
            "the character encoding cannot be recognised; save the file as UTF-8",
        ),
    ],
    ids=["nothing", "long", "lines", "white", "zeros", "junk", "high"],
)
def test_what_is_no_text_is_refused(data, chinese, english):
    with pytest.raises(NotReadable) as refusal:
        decode(data)
    assert (refusal.value.chinese, refusal.value.english) == (chinese, english)
