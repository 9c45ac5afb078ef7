"""HTML: what the page shows, what it keeps from the eye, and what runs in it."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

from gongkai.annual.readers import limits, refusals
from gongkai.annual.readers.encoding import recognise
from gongkai.annual.readers.html import declared_encoding
from gongkai.release.inspection import Inspection
from gongkai.release.leak import Place

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_CONDITION = re.compile(r"^\[(?:if|endif)", re.IGNORECASE)
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top|margin-left|right)\s*:\s*-\d{4,}|(?<!-)color\s*:\s*transparent|clip\s*:\s*rect\(0",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|rgb\(255,\s*255,\s*255\))", re.IGNORECASE
)
_SELECTOR = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAMES = (
    "p div td th tr table li ul ol dl dt dd h1 h2 h3 h4 h5 h6 br section article header footer nav main form"
    " title option caption pre blockquote hr fieldset legend figure figcaption address aside body html"
)
_BLOCKS = frozenset(_NAMES.split())
_SPOKEN = (
    "alt",
    "title",
    "content",
    "value",
    "placeholder",
    "href",
    "srcdoc",
    "aria-label",
    "summary",
    "label",
)
_CODE = frozenset(("script", "style"))


def inspect(data: bytes, inspection: Inspection) -> None:
    """Look at a page. Raises NotReadable."""
    if len(data) > limits.MOST_PAGE_BYTES:
        raise refusals.too_many_bytes("网页文件", "the HTML file", limits.MOST_PAGE_BYTES)
    if data.count(b"<") > limits.MOST_TAGS:
        raise refusals.oversized("网页的标签数", "the number of tags", str(limits.MOST_TAGS))
    text = recognise(
        re.sub(rb"data:image/[\w+.;=-]{0,80},[A-Za-z0-9+/=%\s]*", b"", data),
        declared_encoding(data),
    ).text
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusals.damaged("HTML") from error
    if root is None:
        raise refusals.empty()
    for entry in parser.error_log:
        if "Excessive depth" in entry.message or "huge" in entry.message.lower():
            raise refusals.nested_too_deeply("HTML")
    look_at_comments(text, inspection)
    _Page(root, inspection).look()


def look_at_comments(text: str, inspection: Inspection) -> None:
    """Look at the comments in a page's source or in Markdown."""
    for match in _COMMENT.finditer(text):
        if not _CONDITION.match(match[1].strip()):
            line = text.count("\n", 0, match.start()) + 1
            inspection.hide("comment", match[1], Place(line=line))


class _Page:
    def __init__(self, root: Element, inspection: Inspection) -> None:
        self.root = root
        self.inspection = inspection
        self.classes: set[str] = set()
        for style in root.iter("style"):
            for selectors, body in _SELECTOR.findall(
                re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)
            ):
                if _HIDES.search(body):
                    self.classes |= set(
                        re.findall(
                            r"[.#][\w-]+|(?<![\w.#-])[a-z]+[0-9]?(?=\s*(?:,|$))", selectors.strip()
                        )
                    )

    def look(self) -> None:
        shown: list[str] = []
        hidden: list[str] = []
        line = 1

        def flush() -> None:
            place = Place(line=line)
            self.inspection.look("".join(shown), place)
            self.inspection.hide("hidden_text", "".join(hidden), place)
            shown.clear()
            hidden.clear()

        depth = 0  # of hidden elements around
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):
                if event == "end" and element.tail:
                    (hidden if depth else shown).append(element.tail)
                continue
            if tag in _BLOCKS:
                flush()
                line = element.sourceline or line
            if event == "start":
                self._attributes(element)
                if self._is_hidden(element):
                    depth += 1
                if element.text and tag not in _CODE:
                    (hidden if depth else shown).append(element.text)
            else:
                if self._is_hidden(element):
                    depth -= 1
                if element.tail:
                    (hidden if depth else shown).append(element.tail)
        flush()

    def _is_hidden(self, element: Element) -> bool:
        if element.tag in {"template", "noscript"} or element.get("hidden") is not None:
            return True
        style = element.get("style") or ""
        if style and (_HIDES.search(style) or (_WHITE.search(style) and "background" not in style)):
            return True
        if element.tag == "font" and (element.get("color") or "").lower() in {
            "white",
            "#ffffff",
            "#fff",
        }:
            return True
        if not self.classes or element.tag in {"html", "body", "head", "style", "script"}:
            return False
        names = {f".{name}" for name in (element.get("class") or "").split()}
        names |= {f"#{element.get('id')}", str(element.tag)}
        return bool(names & self.classes)

    def _attributes(self, element: Element) -> None:
        place = Place(line=int(str(element.sourceline or 1)))
        tag = str(element.tag)
        if tag == "script" or any(str(name).lower().startswith("on") for name in element.attrib):
            self.inspection.add("script", place)
            self.inspection.look(element.text or "", place)
        if tag == "style":
            self.inspection.look(element.text or "", place)
        if tag in {"object", "embed", "iframe"}:
            self.inspection.add("embedded_file", place)
        if tag == "meta" and (element.get("name") or "").lower() in {
            "author",
            "creator",
            "dc.creator",
        }:
            self.inspection.author(element.get("content"), place)
            return
        value = element.get("value") or ""
        if tag == "input" and value:
            kind = (element.get("type") or "text").lower()
            if kind == "hidden":
                self.inspection.hide("hidden_text", value, place)
            elif kind in {"text", "tel", "email", "number", "search", "password"}:
                self.inspection.hide("form_value", value, place)
        for name, text in element.attrib.items():
            if name in _SPOKEN or str(name).startswith("data-"):
                self._attribute(str(text), place)

    def _attribute(self, text: str, place: Place) -> None:
        lowered = text.strip().lower()
        if lowered.startswith("javascript:") and lowered not in {
            "javascript:;",
            "javascript:void(0)",
            "javascript:void(0);",
        }:
            self.inspection.add("script", place)
        if lowered.startswith("data:"):
            self.inspection.add("embedded_file", place)
        self.inspection.look(text.replace("mailto:", " ").replace("tel:", " 电话 "), place)
