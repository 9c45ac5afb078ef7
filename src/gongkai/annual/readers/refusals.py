"""What the readers say when they turn a file away.

Every message in one place, one line in each language; each function returns what is to be raised.
"""

from __future__ import annotations

from gongkai.annual.errors import NotReadable


def empty() -> NotReadable:
    """Return the refusal of a file without bytes, or without words."""
    return NotReadable("文件是空的", "the file is empty")


def binary() -> NotReadable:
    """Return the refusal of bytes that are neither text nor any format that is known."""
    return NotReadable(
        "不是能够辨认的文档：内容不是文字，也不是已知的文件格式",
        "not a document that can be recognised: neither text nor a known file format",
    )


def undecodable() -> NotReadable:
    """Return the refusal of text in no encoding that is known."""
    return NotReadable(
        "文字编码无法辨认，请另存为 UTF-8 后再读",
        "the character encoding cannot be recognised; save the file as UTF-8",
    )


def unsupported(chinese: str, english: str, remedy: str, remedy_english: str) -> NotReadable:
    """Return the refusal of a format that is recognised, with what would help."""
    return NotReadable(
        f"暂不能读取{chinese}，请{remedy}", f"{english} cannot be read; {remedy_english}"
    )


def image(name: str) -> NotReadable:
    """Return the refusal of a picture of a report."""
    return NotReadable(
        f"这是图片（{name}），没有文字，请先作文字识别（OCR），"
        "或取得原始的 .docx、.html、.pdf 文件",
        f"this is an image ({name}) without text; run OCR first, "
        "or get the original .docx, .html or .pdf file",
    )


def encrypted(name: str) -> NotReadable:
    """Return the refusal of a file under a password."""
    return NotReadable(
        f"{name} 文件已加密，请去除密码后再读",
        f"the {name} file is encrypted; remove its password first",
    )


def damaged(name: str, reason: str = "") -> NotReadable:
    """Return the refusal of a file whose structure is broken; `reason` may name the part."""
    return NotReadable(
        f"{name} 文件已损坏或不完整" + (f"（{reason}）" if reason else ""),
        f"the {name} file is damaged or incomplete" + (f" ({reason})" if reason else ""),
    )


def forbidden_declaration(name: str) -> NotReadable:
    """Return the refusal of XML with declarations: no office format needs them, bombs do."""
    return NotReadable(
        f"{name} 文件含有 DTD 或实体声明，不予解析",
        f"the {name} file declares a DTD or entities and will not be parsed",
    )


def too_many_bytes(what: str, what_english: str, most: int) -> NotReadable:
    """Return the refusal of something of more than `most` bytes."""
    size = f"{most >> 20} MiB" if most >> 20 else f"{most} B"
    return oversized(what, what_english, size)


def oversized(what: str, what_english: str, most: str) -> NotReadable:
    """Return the refusal of something above a bound of `limits`."""
    return NotReadable(
        f"{what}过大，超过上限 {most}", f"{what_english} is too large: the limit is {most}"
    )


def nested_too_deeply(name: str) -> NotReadable:
    """Return the refusal of elements nested beyond what any document needs."""
    return NotReadable(
        f"{name} 文件的标签嵌套过深，无法读取",
        f"the elements of the {name} file are nested too deeply",
    )
