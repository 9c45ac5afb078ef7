"""Faults between two years."""

from __future__ import annotations

from tests.made.faults.registry import add, fault, quiet
from tests.made.official import Id


@fault("上年结转与上一年度结转下年度不符", "YEAR-CARRY", "warning", across_years=True)
def carry_over_mismatch(report, random, before):
    report = quiet(report)
    amount = random.choice([1, 3])
    rows = ("carried_in", "granted", "concluded")
    return report, add(
        report,
        *(
            (f"table3.{row}.{column}", amount)
            for row in rows
            for column in ("natural_person", "total")
        ),
    )


@fault("规范性文件现行有效件数与上年推算不符", "YEAR-STOCK", "question", across_years=True)
def stock_residual(report, random, before):
    report = quiet(report)
    return report, add(report, ("table2.normative_documents.in_force", random.choice([5, 11])))


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
    report = quiet(report)
    id_ = Id("table2", "licences", "count")
    usual = max(400, int(before.figures[id_]))
    before_and_now = report.figures.with_value(id_, int(before.figures[id_]))
    return report.with_figures(before_and_now), report.with_figures(
        before_and_now.with_value(id_, usual * 60)
    )


@fault("所给的上年报告不是同一机关的", "YEAR-SEQUENCE", "note", across_years=True)
def another_organ(report, random, before):
    other = "松陵市水利局"
    name = "title.organ" if "title.organ" in report.names() else "title"
    faulty = report.with_words(name, report.agency, other)
    for sentence in report.names():
        text = faulty.sentence(sentence)
        if report.agency in text:
            faulty = faulty.with_sentence(sentence, text.replace(report.agency, other))
    return report, faulty
