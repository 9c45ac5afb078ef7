"""Language: doubled words, numbers left out, measure words that disagree, enumerations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.quantities import read_numeral
from gongkai.annual.checks.registry import Hit, rule
from gongkai.annual.checks.subject import Subject
from gongkai.annual.checks.wording import Sentence
from gongkai.annual.model import Span
from gongkai.statute.references import write_numeral

_BASIS = ("gbgkbh-2021-30", "tiaoli-2019:6.1")

_DOUBLED = re.compile(r"([一-鿿]{2,4}?)\1")
# ABAB is good Chinese for some verbs (研究研究) and for counting (一件一件).
_REDUPLICATED = re.compile(
    r"研究|讨论|商量|学习|锻炼|考虑|了解|打听|介绍|体会|调查|检查|休息|活动|整理|打扫|琢磨"
    r"|非常|很多|许多|好多|永远|慢慢|常常|层层"
)
_COUNTING = re.compile(r"[一两几逐每各]|(.)\1")
# A body's name may end where the next word begins with the same: 市人民政府政府信息公开,
# 各部门部门预算.
_MEETING = re.compile(
    r"政府政府(?:信息|网站|门户|公报|开放|工作|采购|购买|职能|文件|规章|部门|投资|办公)|部门部门(?:预算|决算|文件|规范|规章|网站|职责|所属|信息)|"
    r"机关机关|公开公开(?:指南|目录|专栏|栏目|制度|平台|年报|工作|属性|条例)|服务服务[区站台网]|管理管理[局处科]|"
    r"办公室办公|委员会委员|信息信息(?:化|处理|资源|系统)|中心中心|人民人民|规定规定|申请人申请人民"
)


@rule(
    id="LANG-DOUBLED",
    title="重复的词",
    title_en="A word printed twice",
    severity=Severity.QUESTION,
    basis=_BASIS,
    needs="正文",
    passes=(
        "对方方面面的问题研究研究再办，点点滴滴都记录在册，做到常态常效，人人参与、家家户户知晓。",
        "现发布清源市人民政府政府信息公开工作年度报告。",
        "一件一件办理，逐条逐条核对，审核、审核再审核。",
    ),
    fails=("规范审核审核发布机制。", "公开专项资金资金分配结果。"),
)
def doubled(subject: Subject) -> Iterator[Hit]:
    """Find a word of two to four characters that stands twice in a row, inside one printed line."""
    wording = subject.wording
    offsets = subject.report.prose.offsets
    for match in _DOUBLED.finditer(wording.squeezed):
        word = match[1]
        around = wording.squeezed[match.start() : match.end() + 2]
        if _REDUPLICATED.fullmatch(word) or _COUNTING.match(word) or _MEETING.match(around):
            continue
        span = wording.squeezed_span(match.start(), match.end())
        if bisect_right(offsets, span.start) != bisect_right(offsets, span.end - 1):
            continue  # two printed lines meet here: a heading and what follows it, or a cell
        yield Hit(
            f"“{word}”连写了两遍。请核对是否多写了一个“{word}”。",
            f"“{word}” is printed twice in a row. Please check.",
            span=span,
            compared={"word": word},
        )


_FROM_TO = re.compile(r"(?:从|由)[^,。;#\n]{0,10}?#[^,。;#\n]{0,10}?(?:至|到|为|成)了?#")
_SCORE = re.compile(r"得分|评分|满分|分值|总分|测评|评估|考核|成绩")


@rule(
    id="LANG-MEASURE",
    title="前后量词不一致",
    title_en="Measure words that disagree",
    severity=Severity.QUESTION,
    basis=_BASIS,
    needs="正文写了“从甲到乙”，或同一句里有“份”和“分”",
    passes=(
        "申请材料从192份减少至114份。",
        "办理时限由5个工作日压缩至3个工作日。",
        "编制评查报告168份，满意度得分98分。",
        "印发材料30份，办理用时15分钟。",
    ),
    fails=("申请材料从192份减少至114分，压减41%。", "发放问卷300份，收回280分。"),
)
def measure_words(subject: Subject) -> Iterator[Hit]:
    """Ask where a figure changes its unit on the way, or 分 stands where 份 is meant."""
    wording = subject.wording
    seen: set[int] = set()
    for match in _FROM_TO.finditer(wording.text):
        marks = [at for at in range(match.start(), match.end()) if wording.text[at] == "#"]
        first, second = wording.at(marks[0]), wording.at(marks[-1])
        if not first.unit or not second.unit or first.unit == second.unit or second.percent:
            continue
        seen.add(marks[-1])
        yield Hit(
            (
                f"“{wording.words(match.start(), match.end())}”前面用“{first.unit}”，"
                f"后面用“{second.unit}”。"
            )
            + ("“分”可能是“份”。" if {first.unit, second.unit} == {"份", "分"} else "")
            + "请核对量词。",
            f"The unit changes from “{first.unit}” to “{second.unit}” within one comparison."
            f" Please check.",
            span=wording.span(match.start(), match.end()),
            compared={"first": first.unit, "second": second.unit},
        )
    for sentence in wording.sentences:
        if "#" not in sentence.text or _SCORE.search(sentence.text):
            continue
        marks = [
            at
            for at in range(sentence.start, sentence.end)
            if wording.text[at] == "#" and at not in seen
        ]
        units = {wording.at(at).unit for at in marks}
        if not {"份", "分"} <= units:
            continue
        at = next(at for at in marks if wording.at(at).unit == "分")
        quantity = wording.at(at)
        printed = wording.squeezed[quantity.start : quantity.end]
        yield Hit(
            f"同一句里前面用“份”，这里是“{printed}”。“分”可能是“份”。请核对量词。",
            f"The sentence counts in “份”, but here in “分” (“{printed}”). Please check.",
            span=wording.span(at, at + 1),
            compared={"unit": "分"},
        )


_NO_NUMBER = re.compile(
    r"(?:(?:信息|消息|稿件|文章|推文|留言|数据|动态)(?:共|计|共计|合计)?(?P<gap> ?)(?:条|篇)"
    r"|(?<![公总一])共(?:计|有|收到|受理|办结|发布|公开)?(?P<gap2> ?)[件条篇份宗起]"
    r"|(?:申请|公开|答复|办结|受理|收到|复议|诉讼|文件)(?P<gap3> +)[件条份起宗]"
    r"|(?:产品|栏目|专栏|账号|新媒体|事项|网站|频道|专区)(?P<gap4> ?)个|(?:公报|访谈)期|(?:培训|"
    r"会议|检查)次"
    r"|(?:问卷|公报|材料)份)"
    r"(?=[,。;、)\n]|其中)"
)

# Units are few: from each that ends a clause the words before it are looked at.
_UNIT = re.compile(r"(?<![0-9多余万])[条篇件份宗起个期次](?=[,。;、)\n]|其中)")
_UNIT_REACH = 40


def _without_number(text: str) -> Iterator[re.Match[str]]:
    for unit in _UNIT.finditer(text):
        end = unit.end()
        for match in _NO_NUMBER.finditer(text, max(0, end - _UNIT_REACH), end + 2):
            if match.end() == end:
                yield match


@rule(
    id="LANG-NO-NUMBER",
    title="量词前没有数字",
    title_en="No number before its unit",
    severity=Severity.WARNING,
    basis=_BASIS,
    needs="正文",
    passes=("共发布信息30条，其中动态10条。", "复杂申请件由法制科会商，办结件归档。"),
    fails=("全年发布信息 条，其中动态10条。", "政府信息公开申请共件。", "制作政策解读产品个。"),
)
def number_missing(subject: Subject) -> Iterator[Hit]:
    """Find 信息 条 and 共件: the figure was left out, or lost on the way."""
    for match in _without_number(subject.wording.folded):
        yield Hit(
            f"“{match.group()}”的量词前没有数字。请核对是否漏填，或在转换格式时丢失。",
            f"No number stands before the unit in “{match.group()}”. Please check.",
            span=Span(match.start(), match.end()),
            compared={"words": match.group()},
        )


_NO_UNIT = re.compile(
    r"(?:公开信息|政府信息|各类信息|相关信息|信息|部分公开|予以公开|不予公开|无法提供|不予处理|其他处理|收到申请|受理申请|公开申请|行政复议|行政诉讼)(?:共|为|共计)?#"
)


@rule(
    id="LANG-NO-UNIT",
    title="数字后没有量词",
    title_en="No unit after a number",
    severity=Severity.QUESTION,
    basis=_BASIS,
    needs="正文",
    passes=("部分公开67件，占4.61%。", "废止0件，现行有效0。"),
    fails=("依申请公开答复中，部分公开67，占4.61%。", "各类平台主动公开信息38其中，活动信息30条。"),
)
def unit_missing(subject: Subject) -> Iterator[Hit]:
    """Ask where a count of information or of requests has no unit."""
    wording = subject.wording
    for match in _NO_UNIT.finditer(wording.text):
        quantity = wording.at(match.end() - 1)
        if quantity.unit or wording.squeezed[quantity.end : quantity.end + 1] == "、":
            continue
        words = wording.words(match.start(), match.end())
        yield Hit(
            f"“{words}”的数字后没有量词（件、条）。请核对是否漏写。",
            f"No unit stands after the number in “{words}”. Please check.",
            span=wording.span(match.start(), match.end()),
            compared={"words": words},
        )


_ITEM = re.compile(
    r"(?:(?<=[。;:,、!?\n])|^)(?:(?P<shi>[一二三四五六七八九十]{1,3})是(?!否)|第(?P<di>[一二三四五六七八九十]{1,3})[,、]"
    r"|(?P<yao>[一二三四五六七八九十]{1,3})要(?!求))"
)


@rule(
    id="LANG-ENUM",
    title="“一是、二是……”的次序",
    title_en="An enumeration that skips or repeats a number",
    severity=Severity.QUESTION,
    basis=_BASIS,
    needs="正文",
    passes=(
        "一是加强领导；二是规范流程；三是强化监督。下一步：一是培训，二是考核。",
        "第一，主动公开。第二，加强管理。",
        "工作重心之一是培训，难点之三是考核。",
    ),
    fails=(
        "一是加强领导；三是强化监督。",
        "一是加强领导；二是规范流程；二是强化监督。",
        "二是规范流程；三是强化监督。",
    ),
)
def enumeration(subject: Subject) -> Iterator[Hit]:
    """Ask where a count of 一是, 二是 does not go on by one; 一是 begins anew."""
    last: dict[str, tuple[int, int]] = {}  # kind of item -> its number, and where it ended
    place: tuple[str, str] = ("", "")
    start = 0
    for sentence in subject.wording.sentences:
        if (sentence.section, sentence.aspect) != place:
            place, last, start = (sentence.section, sentence.aspect), {}, sentence.start
        yield from _items(subject, sentence, last, start)


def _items(
    subject: Subject, sentence: Sentence, last: dict[str, tuple[int, int]], start: int
) -> Iterator[Hit]:
    wording = subject.wording
    for match in _ITEM.finditer(wording.text, sentence.start, sentence.end):
        kind = match.lastgroup or ""
        number = read_numeral(match[kind]) or 0
        before, since = last.get(kind, (0, start))
        last[kind] = number, match.end()
        if number in (1, before + 1) or _is_written(
            wording.text[since : match.start()], number - 1, kind
        ):
            continue
        printed = match.group().rstrip(",、")
        earlier = (
            f"“{printed}”之前是第 {before} 项" if before else f"从“{printed}”开始，没有第 1 项"
        )
        yield Hit(
            f"{earlier}。请核对序号是否有误，或有一项漏掉。",
            f"Item {number} of an enumeration follows item {before}. Please check.",
            span=wording.span(match.start(), min(match.end() + 10, sentence.end)),
            compared={"number": number, "before": before},
        )


def _is_written(text: str, number: int, kind: str) -> bool:
    """Whether the item before stands in between after all, after no punctuation."""
    numeral = write_numeral(number)
    return {"shi": f"{numeral}是", "di": f"第{numeral}", "yao": f"{numeral}要"}[kind] in text
