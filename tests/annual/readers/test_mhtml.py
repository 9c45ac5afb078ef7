from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from gongkai.annual.document import Grid
from gongkai.annual.errors import NotReadable
from gongkai.annual.readers import mhtml, read_document, sniff
from tests.annual.readers.told import told


def save(*pages: str, charset: str = "utf-8") -> bytes:
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "=?utf-8?Q?=E5=B9=B4=E6=8A=A5?="
    for page in pages:
        message.attach(MIMEText(page, "html", charset))
    message.attach(MIMEText("p { color: red }", "css"))
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_a_saved_page_and_its_frame(charset):
    data = save(
        "<title>年报</title><p>政府信息公开</p><table><tr><td>甲<td>1</table>",
        "<title>表</title><table><tr><td>乙<td>2</table>",
        charset=charset,
    )
    document = read_document(data)
    assert told(document) == ["政府信息公开", [["甲", "1"]], [["乙", "2"]]]
    assert document.titles == ["年报", "表"]
    assert [
        block.rows[0][0].place.table for block in document.blocks if isinstance(block, Grid)
    ] == [1, 2]


def test_a_page_alone_in_quoted_printable():
    data = (
        b"From: <Saved by WebKit>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=94=B2=\r\n=E4=B9=99</p>\r\n"
    )
    assert sniff(data, "a.mht") == "mhtml"
    assert told(mhtml.read(data)) == ["甲乙"]


def test_empty_frames_do_not_matter():
    assert told(mhtml.read(save("<p>甲</p>", " "))) == ["甲"]


def test_a_message_without_a_page():
    with pytest.raises(NotReadable) as refusal:
        mhtml.read(save())
    assert refusal.value.chinese == "MHTML 文件已损坏或不完整"
    assert refusal.value.english == "the MHTML file is damaged or incomplete"


def test_a_message_of_endless_lines():
    with pytest.raises(NotReadable) as refusal:
        mhtml.read(b"A: b\n" * 600_001)
    assert refusal.value.chinese == "网页文件的行数过大，超过上限 600000"
