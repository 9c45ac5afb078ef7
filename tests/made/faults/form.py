"""Faults of form and language."""

from __future__ import annotations

from dataclasses import replace

from tests.made.faults.registry import fault
from tests.made.report import Paragraph, Sentence


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


@fault("留有往年年份", "YEAR-LEFT-IN", "question")
def wrong_year(report, random):
    name, words = random.choice([
        ("accountability", "#年未出现因政府信息公开问题受到责任追究的情况。"),
        ("fees", "本机关#年未收取信息处理费。"),
        ("documents", "#年，本机关未出台重大行政决策。"),
    ])  # fmt: skip
    return (
        report.with_sentence(name, words.replace("#", str(report.year))),
        report.with_sentence(name, words.replace("#", str(report.year - 1))),
    )


@fault("统计期限不是报告年度的全年", "PERIOD", "warning")
def wrong_period(report, random):
    words = random.choice(
        [
            "本报告所列数据的统计期限自{}年1月1日起至{}年{}止。",
            "本报告统计数据从{}年1月1日至{}年{}。",
        ]
    )
    year = report.year
    wrong = random.choice([(year - 1, year - 1, "12月31日"), (year, year, "11月30日")])
    return (
        report.with_sentence("preamble.period", words.format(year, year, "12月31日")),
        report.with_sentence("preamble.period", words.format(*wrong)),
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


@fault("总体情况超过一千字", "SHAPE-LENGTH", "note")
def overview_too_long(report, random):
    more = "".join(
        f"{month}月，围绕重点工作开展专题学习，梳理公开事项，完善工作台账，听取基层单位和企业群众对信息公开工作的意见。"
        for month in range(1, 13)
    )
    return report, report.with_addition("management", more, "more")


@fault("政府的年报没有考核、评议、追责情况", "SHAPE-GOVERNMENT", "question", scale="county")
def government_not_assessed(report, random):
    faulty = report.with_sentence("supervision", "定期听取工作汇报，组织业务培训。")
    for name in ("assessment", "accountability"):
        faulty = faulty.with_sentence(name, "")
    return report, faulty


@fault("文号不完整", "CITE-DAMAGED", "question")
def citation_damaged(report, random):
    name = "preamble.law"
    words = "根据《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求，编制本报告。"
    clean = report.with_sentence(name, words)
    return clean, clean.with_words(
        name, "〔2021〕30号", random.choice(["〔202130号", "2021〕30号"])
    )


@fault("数字后没有量词", "LANG-NO-UNIT", "question")
def unit_missing(report, random):
    words = "主动公开信息138#，其中活动信息30条，预决算信息108条。"
    return (
        report.with_sentence("interpretation", words.replace("#", "条")),
        report.with_sentence("interpretation", words.replace("#", "")),
    )


@fault("一处说未收信息处理费，一处写了金额", "FEE-CONTRADICTION", "warning")
def fees_contradicted(report, random):
    amount = random.choice(["400元", "1260元", "0.3万元"])
    report = report.with_sentence("fees", f"本机关{report.year}年未收取信息处理费。")
    return report, report.with_addition("management", f"全年收取信息处理费{amount}。", "claim")


@fault("同一部分有两个标题", "SHAPE-TWICE", "question")
def section_twice(report, random):
    kind = random.choice(["problems", "other"])
    head = report.sentence(f"head.{kind}")
    again = Paragraph("heading", (Sentence("again", head),), kind)
    text = Paragraph("text", (Sentence("again.text", "具体情况见前文。"),), kind)
    return report, replace(report, blocks=(*report.blocks, again, text))
