"""One planted fault for each family of rules, beside its clean twin.

A fault makes two reports from one: they differ in the fault and in nothing else. `rules` are the ids of which at
least one must speak about the faulty twin, and none about the clean one; `least` is the lowest severity that will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from tests.made.figures import Number
from tests.made.official import Id
from tests.made.prose import make_pair, make_report, percent
from tests.made.report import MadeReport

Twins = tuple[MadeReport, MadeReport]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `plant` returns the clean twin and the faulty one; last year's report is given where it matters."""

    name: str
    title: str
    rules: frozenset[str]
    least: str  # error, warning, question, note
    plant: Callable[..., Twins]
    scale: str = "bureau"
    across_years: bool = False

    def twins(self, seed: int) -> tuple[MadeReport | None, MadeReport, MadeReport]:
        """Return last year's report (None unless the fault lies between two years), the clean twin, the faulty one."""
        random = Random(f"{self.name}/{seed}")
        if self.across_years:
            before, now = make_pair(seed, scale=self.scale)
            return (before, *self.plant(now, random, before))
        return (None, *self.plant(make_report(seed, scale=self.scale, year=2024), random))


FAULTS: dict[str, Fault] = {}


def fault(
    title: str,
    rules: str,
    least: str = "error",
    *,
    scale: str = "bureau",
    across_years: bool = False,
) -> Callable[[Callable[..., Twins]], Callable[..., Twins]]:
    """Enter a fault under its function's name."""

    def enter(plant: Callable[..., Twins]) -> Callable[..., Twins]:
        name = plant.__name__.replace("_", "-")
        FAULTS[name] = Fault(
            name, title, frozenset(rules.split()), least, plant, scale, across_years
        )
        return plant

    return enter


def _add(report: MadeReport, *changes: tuple[str, Number]) -> MadeReport:
    figures = report.figures
    for key, amount in changes:
        table, rest = key.split(".", 1)
        row, column = rest.rsplit(".", 1)
        id_ = Id(table, row, column)
        figures = figures.with_value(id_, figures[id_] + amount)
    return report.with_figures(figures)


def _total(report: MadeReport, row: str, table: str = "table3") -> int:
    return int(report.figures[Id(table, row, "total")])


def _quiet(report: MadeReport) -> MadeReport:
    """Take the request and document figures out of the prose, so that a fault in a table contradicts no sentence."""
    kept = {
        "requests.received": "依法依规办理政府信息公开申请，",
        "requests.carried_in": "做好跨年度事项衔接，",
        "requests.concluded": "加强与申请人沟通，",
        "requests.carried_out": "答复质量稳步提升。",
        "requests.outcomes": "",
        "remedies": "",
        "documents": "",
    }
    for name in report.names():
        if name in kept:
            report = report.with_sentence(name, kept[name])
    return report


# --- the tables ---------------------------------------------------------------------------------------------------


@fault("表三一行的总计多一", "T3-ROW-TOTAL")
def row_total_off(report, random):
    row = random.choice(["granted", "unavailable.not_held", "received", "carried_out"])
    return _quiet(report), _add(_quiet(report), (f"table3.{row}.total", 1))


@fault("表三一列的结果之和不等于（七）总计", "T3-CONCLUDED")
def column_sum_off(report, random):
    row = random.choice(["granted", "partially_granted", "refused.deliberative", "other.other"])
    amount = random.choice([1, 2, 10])
    return _quiet(report), _add(
        _quiet(report), (f"table3.{row}.natural_person", amount), (f"table3.{row}.total", amount)
    )


@fault("表三一列的勾稽不平", "T3-BALANCE")
def balance_off(report, random):
    row = random.choice(["received", "carried_in", "carried_out"])
    return _quiet(report), _add(
        _quiet(report), (f"table3.{row}.natural_person", 1), (f"table3.{row}.total", 1)
    )


@fault("表四总计不等于四种结果之和", "T4-ROW-TOTAL")
def remedies_total_off(report, random):
    row = random.choice(
        ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
    )
    return _quiet(report), _add(_quiet(report), (f"table4.{row}.total", random.choice([1, 3])))


def _printed(report: MadeReport, random: Random, text: str) -> Twins:
    """Print a cell that holds 0 otherwise."""
    zero = [
        id_ for id_ in report.figures.ids()
        if id_.table == "table3" and id_.column not in ("total", "natural_person") and not report.figures[id_]
    ]  # fmt: skip
    report = _quiet(report)
    return report, report.with_figures(report.figures.with_printed(random.choice(zero), text))


@fault("空白的格", "CELL-BLANK", "question")
def blank_cell(report, random):
    return _printed(report, random, "")


@fault("填斜杠的格", "CELL-BLANK", "question")
def slash_cell(report, random):
    return _printed(report, random, "/")


@fault("填横线的格", "CELL-BLANK", "question")
def dash_cell(report, random):
    return _printed(report, random, "—")


@fault("填文字的格", "CELL-TEXT", "warning")
def text_cell(report, random):
    return _printed(report, random, random.choice(["无", "若干", "见附件"]))


@fault("负数", "CELL-NEGATIVE")
def negative_cell(report, random):
    row = random.choice(["licences", "penalties", "coercive_measures"])
    id_ = Id("table2", row, "count")
    return report, report.with_figures(report.figures.with_value(id_, -random.randint(1, 40)))


@fault("件数为小数", "CELL-FRACTION")
def fractional_cell(report, random):
    id_ = Id("table2", random.choice(["licences", "penalties"]), "count")
    value = Decimal(random.randint(3, 300)) + Decimal("0.5")
    return report, report.with_figures(report.figures.with_value(id_, value))


@fault("没有规章制定权的机关填报规章", "T2-RULES-POWER", "question")
def rules_without_power(report, random):
    figures = report.figures.with_value("table2.rules.issued", 2).with_value(
        "table2.rules.in_force", 2
    )
    return report, report.with_figures(figures)


@fault("现行有效件数少于本年制发减废止", "T2-IN-FORCE", "question")
def stock_below_issue(report, random):
    report = _quiet(report)
    clean = report.figures.with_value("table2.normative_documents.issued", 6)
    clean = clean.with_value("table2.normative_documents.repealed", 1)
    faulty = clean.with_value("table2.normative_documents.in_force", random.randint(0, 3))
    clean = clean.with_value("table2.normative_documents.in_force", 25)
    return report.with_figures(clean), report.with_figures(faulty)


# --- between two years --------------------------------------------------------------------------------------------


@fault("上年结转与上一年度结转下年度不符", "YEAR-CARRY", "warning", across_years=True)
def carry_over_mismatch(report, random, before):
    report = _quiet(report)
    amount = random.choice([1, 3])
    rows = ("carried_in", "granted", "concluded")
    return report, _add(
        report,
        *(
            (f"table3.{row}.{column}", amount)
            for row in rows
            for column in ("natural_person", "total")
        ),
    )


@fault("规范性文件现行有效件数与上年推算不符", "YEAR-STOCK", "question", across_years=True)
def stock_residual(report, random, before):
    report = _quiet(report)
    return report, _add(report, ("table2.normative_documents.in_force", random.choice([5, 11])))


@fault("大段文字与上一年度雷同", "YEAR-REPEAT", "question", across_years=True)
def repeated_text(report, random, before):
    faulty = report
    for name in report.names():
        kept = (
            name.split(".")[0] in ("title", "requests", "remedies", "documents", "published")
            or name == "platform.rate"
        )
        if not kept and name in before.names():
            words = before.sentence(name).replace(str(before.year + 1), "#")
            words = words.replace(str(before.year), str(report.year)).replace(
                "#", str(report.year + 1)
            )
            faulty = faulty.with_sentence(name, words)
    return report, faulty


@fault("数量较上一年度剧增", "YEAR-SWING", "note", across_years=True)
def swing(report, random, before):
    report = _quiet(report)
    id_ = Id("table2", "licences", "count")
    usual = max(400, int(before.figures[id_]))
    before_and_now = report.figures.with_value(id_, int(before.figures[id_]))
    return report.with_figures(before_and_now), report.with_figures(
        before_and_now.with_value(id_, usual * 60)
    )


# --- the prose against the tables ---------------------------------------------------------------------------------


def _claim(report: MadeReport, name: str, clean: str, faulty: str) -> Twins:
    """Put a claim into the paragraph on requests, all other figures of it taken out."""
    report = _quiet(report)
    after = "requests.received"
    return report.with_addition(after, clean, name), report.with_addition(after, faulty, name)


def _counts(
    report: MadeReport,
    random: Random,
    name: str,
    true: int,
    wordings: list[str],
    wrong: int | None = None,
) -> Twins:
    words = random.choice(wordings)
    other = wrong if wrong is not None else true + random.choice([1, 2, 9])
    return _claim(report, name, words.replace("#", str(true)), words.replace("#", str(other)))


@fault("正文的新收件数与表三不符", "PROSE-RECEIVED", "warning")
def prose_received(report, random):
    new, old = _total(report, "received"), _total(report, "carried_in")
    wordings = [
        "全年共收到政府信息公开申请#件。", "本年新收政府信息公开申请#件。", "受理政府信息公开申请#件。",
        f"{report.year}年新接收政府信息公开申请#宗。", "共收到依申请公开办理事项#件。",
    ]  # fmt: skip
    return _counts(report, random, "claim", new, wordings, wrong=new + old + random.choice([1, 4]))


@fault("正文的上年结转件数与表三不符", "PROSE-CARRIED", "warning")
def prose_carried_in(report, random):
    wordings = [
        "上年结转政府信息公开申请#件。",
        f"办结{report.year - 1}年结转#件政府信息公开申请。",
        "含上年度结转申请#件。",
    ]
    return _counts(report, random, "claim", _total(report, "carried_in"), wordings[:1])


@fault("正文的结转下年度件数与表三不符", "PROSE-CARRIED", "warning")
def prose_carried_out(report, random):
    wordings = [
        "结转下年度继续办理政府信息公开申请#件。",
        f"#件政府信息公开申请结转至{report.year + 1}年继续办理。",
    ]
    return _counts(report, random, "claim", _total(report, "carried_out"), wordings)


@fault("正文的办结件数与表三不符", "PROSE-CONCLUDED", "warning")
def prose_concluded(report, random):
    wordings = ["办结政府信息公开申请#件。", "全年答复政府信息公开申请#件。"]
    done = _total(report, "concluded")
    return _counts(
        report, random, "claim", done, wordings, wrong=done + _total(report, "carried_out") + 7
    )


def _outcome(name: str, wordings: list[str]) -> None:
    def plant(report: MadeReport, random: Random) -> Twins:
        return _counts(report, random, "claim", report.figures.group(name), wordings)

    plant.__name__ = f"prose_{name}"
    fault(f"正文的办理结果件数与表三不符：{wordings[0][:4]}", "PROSE-OUTCOME", "warning")(plant)


_outcome("granted", ["予以公开#件。", "同意公开答复#件。"])
_outcome("partially_granted", ["部分公开#件。", "部分公开答复#件。"])
_outcome("refused", ["不予公开#件。", "不予公开答复#件。"])
_outcome("unavailable", ["无法提供#件。", "无法提供的#件。"])
_outcome("not_processed", ["不予处理#件。", "不予处理的#件。"])
_outcome("other", ["其他处理#件。", "作其他处理#件。"])


@fault("正文的行政复议件数与表四不符", "PROSE-REMEDIES", "warning")
def prose_reconsideration(report, random):
    wordings = ["因政府信息公开被申请行政复议#件。", "政府信息公开类行政复议#起。"]
    return _counts(report, random, "claim", _total(report, "reconsideration", "table4"), wordings)


@fault("正文的行政诉讼件数与表四不符", "PROSE-REMEDIES", "warning")
def prose_litigation(report, random):
    suits = _total(report, "litigation_direct", "table4") + _total(
        report, "litigation_after_reconsideration", "table4"
    )
    wordings = ["因政府信息公开被提起行政诉讼#件。", "政府信息公开类行政诉讼#起。"]
    return _counts(report, random, "claim", suits, wordings)


@fault("正文说没有复议诉讼而表四有", "PROSE-REMEDIES", "warning")
def prose_no_remedies(report, random):
    report = _quiet(report)
    told = "未发生因政府信息公开引起的行政复议、行政诉讼。"
    figures = report.figures
    for id_ in figures.ids():
        if id_.table == "table4":
            figures = figures.with_value(id_, 0)
    clean = report.with_figures(figures).with_addition("requests.received", told, "claim")
    figures = figures.with_value("table4.reconsideration.upheld", 2).with_value(
        "table4.reconsideration.total", 2
    )
    figures = figures.with_value("table4.litigation_direct.upheld", 1).with_value(
        "table4.litigation_direct.total", 1
    )
    return clean, clean.with_figures(figures)


@fault("正文说未收到申请而表三有", "PROSE-RECEIVED", "warning")
def prose_no_requests(report, random):
    report = _quiet(report)
    told = f"{report.year}年未收到政府信息公开申请。"
    figures = report.figures
    for id_ in figures.ids():
        if id_.table == "table3":
            figures = figures.with_value(id_, 0)
    clean = report.with_figures(figures).with_addition("requests.received", told, "claim")
    return clean, report.with_addition("requests.received", told, "claim")


@fault("正文的规范性文件件数与表二不符", "PROSE-DOCUMENTS", "warning")
def prose_documents(report, random):
    value = int(report.figures["table2.normative_documents.issued"])
    report = _quiet(report)
    words = random.choice(["本年度制发行政规范性文件#件。", "制发行政规范性文件#份。"])
    return tuple(
        report.with_addition("management", words.replace("#", str(n)), "claim")
        for n in (value, value + 2)
    )


@fault("正文说没有行政事业性收费而表二有", "PROSE-FEES", "warning")
def prose_fees(report, random):
    report = _quiet(report).with_addition(
        "management", "本部门本年度无行政事业性收费事项。", "claim"
    )
    clean = report.figures.with_value("table2.fees_10k_yuan.amount", 0)
    faulty = clean.with_value("table2.fees_10k_yuan.amount", Decimal("36.4"))
    return report.with_figures(clean), report.with_figures(faulty)


@fault("说全部办结而仍有结转", "ABSOLUTE-REQUESTS", "question")
def absolute_words_open_cases(report, random):
    report = _quiet(report)
    report = report.with_sentence("requests.carried_out", "所有申请均已按期办结。")
    figures = report.figures
    left, done = (
        int(figures["table3.carried_out.natural_person"]),
        int(figures["table3.carried_out.total"]),
    )
    clean = _add(
        report, ("table3.carried_out.natural_person", -left), ("table3.carried_out.total", -done)
    )
    rest = {
        c: int(figures[Id("table3", "carried_out", c)])
        for c in ("company", "research_body", "social_welfare_body", "legal_service_body", "other")
    }
    clean = _add(clean, *((f"table3.carried_out.{c}", -n) for c, n in rest.items()))
    clean = _add(
        clean,
        *(
            (f"table3.{row}.{c}", n)
            for row in ("granted", "concluded")
            for c, n in {**rest, "natural_person": left, "total": done}.items()
        ),
    )
    faulty = _add(
        clean,
        *(
            (f"table3.{row}.{c}", 2)
            for row in ("received", "carried_out")
            for c in ("natural_person", "total")
        ),
    )
    return clean, faulty


@fault("说均已审结而仍有未审结", "ABSOLUTE-REMEDIES", "question")
def absolute_words_pending(report, random):
    report = _quiet(report)
    figures = report.figures
    for id_ in figures.ids():
        if id_.table == "table4":
            figures = figures.with_value(id_, 0)
    clean = figures.with_value("table4.reconsideration.upheld", 3).with_value(
        "table4.reconsideration.total", 3
    )
    faulty = figures.with_value("table4.reconsideration.upheld", 2).with_value(
        "table4.reconsideration.total", 3
    )
    faulty = faulty.with_value("table4.reconsideration.pending", 1)
    report = report.with_addition(
        "requests.received", "政府信息公开类行政复议3件，均已审结。", "claim"
    )
    return report.with_figures(clean), report.with_figures(faulty)


# --- the prose against itself -------------------------------------------------------------------------------------


@fault("其中各项之和不等于总数", "ARITH-PARTS", "question")
def parts_and_whole(report, random):
    portal, media = random.randint(60, 900), random.randint(30, 500)
    words = random.choice([
        "全年主动公开政府信息#条，其中通过政府门户网站公开{a}条，通过政务新媒体公开{b}条。",
        "共发布政府信息#条，其中门户网站{a}条、微信公众号{b}条。",
    ]).format(a=portal, b=media)  # fmt: skip
    wrong = portal + media - random.choice([1, 10, 21])
    return (
        report.with_sentence("published.total", words.replace("#", str(portal + media))),
        report.with_sentence("published.total", words.replace("#", str(wrong))),
    )


@fault("占比与件数不符", "ARITH-SHARE", "question")
def share_off(report, random):
    whole = random.randint(120, 900)
    part = random.randint(10, whole - 10)
    right = percent(part, whole)
    wrong = percent(part + whole // 9, whole)
    words = f"全年发布政策解读材料{whole}篇，其中图文解读{part}篇，占#。"
    return (
        report.with_sentence("interpretation", words.replace("#", right)),
        report.with_sentence("interpretation", words.replace("#", wrong)),
    )


@fault("增长率与前后数不符", "ARITH-CHANGE", "question")
def growth_off(report, random):
    before = random.randint(120, 900)
    now = before + random.randint(20, 300)
    words = f"门户网站发布量由上年的{before}条增加到{now}条，增长#。"
    right, wrong = percent(now - before, before), percent(now - before + before // 8, before)
    return (
        report.with_sentence("published.total", words.replace("#", right)),
        report.with_sentence("published.total", words.replace("#", wrong)),
    )


@fault("压减率与前后数不符", "ARITH-CHANGE", "question")
def reduction_off(report, random):
    before = random.randint(90, 240)
    now = before - random.randint(20, 80)
    words = f"推进“高效办成一件事”，申请材料从{before}份减少至{now}份，压减#。"
    right, wrong = percent(before - now, before, 1), percent(before - now + before // 6, before, 1)
    return (
        report.with_sentence("reduction", words.replace("#", right)),
        report.with_sentence("reduction", words.replace("#", wrong)),
    )


def attainable(base: int, rate: Decimal) -> bool:
    """Say whether some whole number out of `base` gives this percentage, by rounding or by truncation."""
    step = Decimal("0.01")
    for count in range(base + 1):
        exact = Decimal(count) * 100 / base
        if rate in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)):
            return True
    return False


@fault("基数下不可能出现的比率", "RATE-ATTAINABLE", "question")
def impossible_rate(report, random):
    base = random.randint(800, 4000)
    good = percent(base - random.randint(1, 9), base)
    rates = [Decimal(n) / 100 for n in range(9800, 9999)]
    bad = random.choice([rate for rate in rates if not attainable(base, rate)])
    words = random.choice(
        [f"受理市长信箱来信{base}件，办结率#。", f"网络渠道网民留言{base}件，办结率#。"]
    )
    return (
        report.with_sentence("platform.rate", words.replace("#", good)),
        report.with_sentence("platform.rate", words.replace("#", f"{bad:.2f}%")),
    )


# --- form and language --------------------------------------------------------------------------------------------


@fault("缺少一个部分", "SHAPE-SECTIONS", "warning")
def section_missing(report, random):
    faulty = report.without_section("problems")
    faulty = faulty.with_words("head.other", "六、", "五、")
    return report, faulty


@fault("部分次序颠倒", "SHAPE-ORDER", "warning")
def sections_out_of_order(report, random):
    faulty = report.with_sections_swapped("problems", "other")
    return report, faulty.with_words("head.other", "六、", "五、").with_words(
        "head.problems", "五、", "六、"
    )


@fault("部分编号有误", "SHAPE-NUMBERS", "warning")
def section_misnumbered(report, random):
    return report, report.with_words("head.other", "六、", "七、")


@fault("总体情况缺少一个方面", "SHAPE-ASPECTS", "question")
def aspect_missing(report, random):
    faulty = report
    for name in ("aspect.supervision", "supervision", "accountability"):
        faulty = faulty.with_sentence(name, "")
    return report, faulty


@fault("第五部分没有写问题", "SHAPE-PROBLEMS", "question")
def problems_not_named(report, random):
    faulty = report.with_sentence(
        "problems.named", f"{report.year}年，各项工作有序推进，取得明显成效。"
    )
    return report, faulty.with_sentence("problems.improved", "下一步，将继续抓好各项工作落实。")


@fault("第六部分没有写信息处理费", "SHAPE-FEES", "question")
def fees_not_told(report, random):
    return report, report.with_sentence("fees", "")


@fault("留有往年年份", "YEAR-LEFT-IN PERIOD", "question")
def wrong_year(report, random):
    name, words = random.choice([
        ("accountability", "#年未出现因政府信息公开问题受到责任追究的情况。"),
        ("fees", "本机关#年未收取信息处理费。"),
        ("preamble.period", "本报告所列数据的统计期限自#年1月1日起至#年12月31日止。"),
    ])  # fmt: skip
    return (
        report.with_sentence(name, words.replace("#", str(report.year))),
        report.with_sentence(name, words.replace("#", str(report.year - 1))),
    )


@fault("计量单位前缺少数字", "LANG-NO-NUMBER", "question")
def number_missing(report, random):
    words = random.choice(
        ["全年主动公开政府信息#条。", "制作政策解读产品#个。", "全年发布解读稿件#篇。"]
    )
    return (
        report.with_sentence("interpretation", words.replace("#", "37")),
        report.with_sentence("interpretation", words.replace("#", "")),
    )


@fault("前后量词不一致", "LANG-MEASURE", "question")
def measure_word(report, random):
    words = "推进“高效办成一件事”，申请材料从192份减少至114#，压减40.6%。"
    return (
        report.with_sentence("reduction", words.replace("#", "份")),
        report.with_sentence("reduction", words.replace("#", "分")),
    )


@fault("词语重复", "LANG-DOUBLED", "question")
def doubled_word(report, random):
    words = random.choice(["规范信息#发布机制。", "健全信息#管理制度。"])
    word = random.choice(["审核", "公开"])
    return (
        report.with_addition("management", words.replace("#", word), "claim"),
        report.with_addition("management", words.replace("#", word * 2), "claim"),
    )


@fault("“一是、二是”序号有误", "LANG-ENUM", "question")
def enumeration_slip(report, random):
    clean = report.sentence("problems.improved")
    wrong = random.choice(
        [
            clean.replace("三是", "四是"),
            clean.replace("三是", "二是"),
            clean.replace("二是", "三是"),
        ]
    )
    return report, report.with_sentence("problems.improved", wrong)


@fault("引用已被取代的文件", "CITE-SUPERSEDED", "question")
def superseded_document(report, random):
    words = "根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式#》（#号）要求，编制本报告。"
    clean = words.replace("#", "", 1).replace("#", "国办公开办函〔2021〕30")
    faulty = words.replace("#", "（试行）", 1).replace("#", "国办公开办函〔2019〕60")
    return report.with_sentence("preamble.law", clean), report.with_sentence("preamble.law", faulty)


@fault("没有联系方式", "CONTACT", "note")
def contact_missing(report, random):
    return report, report.with_sentence("preamble.contact", "")


def digits(text: str) -> list[str]:
    """Return the numbers in a text, for the tests of this module."""
    return re.findall(r"\d+(?:\.\d+)?", text)
