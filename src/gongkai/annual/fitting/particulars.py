"""What a report says of itself: title, agency, year, period, contact, and the documents it cites."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from gongkai.annual.document import Document
from gongkai.annual.fitting.fold import fold
from gongkai.annual.model import Citation, Contact, Period, Prose, Section, Span

_YEAR = r"(?:19|20)\d{2}"
_TITLE = re.compile(
    rf"(?P<before>[^\n。；，,：:《》<>〈〉|=#]{{0,40}}?)(?P<year>{_YEAR})\s*年?度?\s*(?P<middle>[^\n。；，,：:《》|]{{0,30}}?)"
    r"(?:政府)?信息公开(?P<rest>[^\n。；，,：:《》|]{0,12}?)(?:年度报告|年度工作报告|工作报告|年报|报告)"
)
_TITLE_YEAR_INSIDE = re.compile(
    rf"(?P<before>[^\n。；，,：:《》|=#]{{2,40}}?)(?:政府)?信息公开(?:工作)?\s*(?P<year>{_YEAR})\s*年?度?\s*(?:工作)?报告"
)
_TITLE_WITHOUT_YEAR = re.compile(
    r"(?P<before>[^\n。；，,：:《》|=#]{2,40}?)政府信息公开(?:工作)?年度(?:工作)?报告"
)
_ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()]{2,32}?(?:人民政府办公厅|人民政府办公室|人民政府|政府办公室|政府办|管理委员会|管委会|办事处|委员会|办公厅|办公室"
    r"|[局委厅院办部队站所会科]|镇政府|乡政府|市|区|县|州|镇|乡|中心)"
)
# A printed web page bears the day and hour before its title.
_PREFIX = re.compile(
    r"^(?:现?(?:将|予以)?(?:公布|发布|公开)|[\d/:.,\- ]*\d\s*[AP]M|\d+[/.-]\d+[/.-]\d+[\d/:.,\- ]*)\s*"
    r"(?=[\u4e00-\u9fff])",
    re.ASCII,
)
_TITLE_LINE = 40  # characters
_CHROME = re.compile(
    r"^(?:标题|名\s*称|当前位置|首页|正文|发布时间|来源|信息来源|索\s*引\s*号)[:：]?\s*|^.*?(?:>|»|首页)\s*"
)
_PERIOD = re.compile(
    r"(?:统计期限|统计时限|统计周期|统计数据|数据统计|统计时段|起止时间|统计范围|所列数据|数据)[^。；\n]{0,20}?"
    r"(?:自|从|为|:|：)?\s*"
    rf"(?P<y1>{_YEAR})\s*年\s*(?P<m1>\d{{1,2}})\s*月\s*(?P<d1>\d{{1,2}})\s*日[^。；\n\d]{{0,6}}"
    rf"(?:(?P<y2>{_YEAR})\s*年\s*)?(?P<m2>\d{{1,2}})\s*月\s*(?P<d2>\d{{1,2}})\s*日"
)
_PERIOD_ANYWHERE = re.compile(
    rf"(?P<y1>{_YEAR})\s*年\s*(?P<m1>1)\s*月\s*(?P<d1>1)\s*日[^。；\n\d]{{1,6}}"
    rf"(?:(?P<y2>{_YEAR})\s*年\s*)?(?P<m2>12)\s*月\s*(?P<d2>31)\s*日"
)
_PERIOD_DAMAGED = re.compile(
    r"(?:统计期限|统计时限|统计周期|统计数据|所列数据)[^。；\n]{0,20}?\d[^。；\n]{4,30}?\d+\s*日?"
)
_DOCUMENT_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{1,12}}[〔\[［【（(]\s*{_YEAR}\s*[〕\]］】）)]?\s*\d+\s*号|(?:国务院令|国令)第?\s*\d+\s*号"
)
_DOCUMENT_TITLE = re.compile(r"《([^《》\n]{4,80}?(?:[<〈《][^<>〈〉《》\n]+[>〉》][^《》\n]*)?)》")
_TELEPHONE = re.compile(
    r"(?:电\s*话|联系电话|传\s*真)[^\d\n]{0,12}(\d{3,4}\s*[-—－―()（）]?\s*\d{7,8}(?:\s*[-转]\s*\d{1,5})?|1\d{10}|\d{7,8})"
)
_POSTCODE = re.compile(r"邮\s*(?:政)?\s*编\s*(?:码)?\s*[:：]?\s*(\d{6})")
_ADDRESS = re.compile(r"地\s*址\s*(?:为|是)?\s*[:：]?\s*([^；;，,。\n]{4,60})")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.ASCII)
_WEBSITE = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:[\w-]{1,63}\.){1,5}(?:gov\.cn|cn|com|net|org)(?:/[\w./?%&=~-]{0,200})?",
    re.ASCII,
)
_CONTACT_ORGAN = re.compile(r"请与\s*([^（(，,。；;\n]{3,40}?)\s*联系")


def find_title(document: Document, head: str) -> tuple[str, re.Match[str] | None]:
    """Return the title as printed and its match; "" where none is printed nor named.

    `head` is the folded text before the first section, line by line.
    """
    lines = [re.sub(r"\s+", "", line) for line in head.split("\n") if line.strip()]
    pairs = ["".join(pair) for pair in pairwise(lines) if len(pair[0]) <= _TITLE_LINE]
    # An agency on a line of its own above the title; a title on one line; one cut over two; the name that
    # the preamble gives it; and what the page or the file's metadata call it.
    above = [
        pair
        for pair, upper in zip(pairs, lines, strict=False)
        if _ORGAN.fullmatch(upper) and re.match(_YEAR, pair[len(upper) :])
    ]
    named = re.findall(r"《([^《》]*?报告)》", re.sub(r"\s+", "", head))
    metadata = [re.sub(r"\s+", "", fold(title)) for title in document.titles]
    fallback: tuple[str, re.Match[str] | None] = ("", None)
    for pattern in (_TITLE, _TITLE_YEAR_INSIDE, _TITLE_WITHOUT_YEAR):
        for candidate in (*above, *lines, *pairs, *named, *metadata, "".join(lines)):
            match = pattern.search(candidate)
            if match is None or re.search(
                r"格式|通知|根据|编制|所列|印发|中华人民共和国", match[0]
            ):
                continue
            if _agency_in(match):
                return _PREFIX.sub("", _CHROME.sub("", match[0])), match
            if not fallback[0]:
                fallback = (match[0], match)
    return fallback


def _agency_in(title: re.Match[str]) -> str:
    groups = title.groupdict()
    for raw in (groups.get("before") or "", groups.get("middle") or ""):
        name = _PREFIX.sub("", _CHROME.sub("", raw)).strip("：: 年度")
        name = re.sub(rf"^{_YEAR}年?度?|(?:的|关于)$|工作$", "", name)
        if len(name) >= 2 and not re.fullmatch(
            r"(?:工作|政府|本级|年度|全文|中华人民共和国)+", name
        ):
            return _whole_name(name)
    return ""


def _whole_name(name: str) -> str:
    """Name the government of an area that a title names alone: a government reports under its area's name."""
    if re.search(r"(?:实验|开发|示范|高新|度假|保税|产业)区$|新区$|园区$|产业园$", name):
        return name + "管理委员会"
    if name.endswith("街道"):
        return name + "办事处"
    return name + "人民政府" if re.search(r"[省市区县州旗乡镇]$", name) else name


def find_agency(title: re.Match[str] | None, prose: Prose, document: Document) -> str:
    """Return the agency whose report it is, from the title, or from how the report speaks of itself."""
    if title is not None and (name := _agency_in(title)):
        return name
    for pattern in (
        r"本报告由([\u4e00-\u9fff]{3,30}?(?:局|委员会|办公室|政府|厅|委|中心|办事处))",
        r"请与([\u4e00-\u9fff]{3,30}?(?:人民政府|局|委员会|管委会|厅|委|中心|办事处))[\u4e00-\u9fff]{0,20}联系",
        (
            rf"{_YEAR}年[,，]([\u4e00-\u9fff]{{3,25}}?(?:人民政府办公室|人民政府|管理委员会|委员会|办公室|局|厅|委|实验区|办事处|中心))"
            r"(?=坚持|认真|深入|全面|紧|严格|高度|在|以|锚定|始终|切实|扎实|持续|积极)"
        ),
    ):
        match = re.search(pattern, prose.text)
        if match:
            return _whole_name(match[1])
    for text in map(fold, document.titles):
        match = _ORGAN.match(text)
        if match:
            return match[0]
    return ""


def find_year(
    title: re.Match[str] | None, period: Period | None, prose: Prose, sections: tuple[Section, ...]
) -> int | None:
    """Return the year reported on: the title's, the period's, or the one that section one opens with."""
    if title is not None and title.groupdict().get("year"):
        return int(title["year"])
    if period is not None and period.start:
        return int(period.start[:4])
    overview = next((section for section in sections if section.kind == "overview"), None)
    text = prose.text[overview.span.start : overview.span.end] if overview else prose.text[:3000]
    years = re.findall(rf"(?<!\d)({_YEAR})\s*年", text)
    return int(Counter(years).most_common(1)[0][0]) if years else None


def find_period(prose: Prose) -> Period | None:
    """Return the period of the figures; an end that lost its digits is None."""
    match = _PERIOD.search(prose.text) or _PERIOD_ANYWHERE.search(prose.text)
    if match is None:
        damaged = _PERIOD_DAMAGED.search(prose.text)
        return Period(None, None, Span(*damaged.span())) if damaged else None
    year = match["y1"]
    return Period(
        f"{year}-{int(match['m1']):02}-{int(match['d1']):02}",
        f"{match['y2'] or year}-{int(match['m2']):02}-{int(match['d2']):02}",
        Span(*match.span()),
    )


def find_citations(prose: Prose) -> tuple[Citation, ...]:
    """Return the documents cited, each with its number if one follows its title."""
    numbers = {match.start(): match for match in _DOCUMENT_NUMBER.finditer(prose.text)}
    found: list[Citation] = []
    used: set[int] = set()
    for match in _DOCUMENT_TITLE.finditer(prose.text):
        near = next((start for start in numbers if match.end() <= start <= match.end() + 3), None)
        if near is not None:
            used.add(near)
        number = re.sub(r"\s", "", numbers[near][0]) if near is not None else ""
        end = numbers[near].end() if near is not None else match.end()
        found.append(Citation(number, match[1], Span(match.start(), end)))
    found += [
        Citation(re.sub(r"\s", "", match[0]), "", Span(*match.span()))
        for start, match in numbers.items()
        if start not in used
    ]
    return tuple(sorted(found, key=lambda citation: citation.span.start))


def find_contact(prose: Prose) -> Contact:
    """Return the contact particulars of the office, as far as the report prints them."""

    def first(pattern: re.Pattern[str]) -> str:
        match = pattern.search(prose.text)
        if match is None:
            return ""
        return re.sub(r"\s", "", match[match.lastindex or 0]).strip("（）()")

    return Contact(
        organ=first(_CONTACT_ORGAN),
        address=first(_ADDRESS),
        postcode=first(_POSTCODE),
        telephone=first(_TELEPHONE),
        email=first(_EMAIL),
        website=first(_WEBSITE),
    )
