"""Faults between the prose and the tables."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.made.faults.registry import Twins, add, fault, quiet, total
from tests.made.official import Id
from tests.made.report import MadeReport


def _claim(report: MadeReport, name: str, clean: str, faulty: str) -> Twins:
    """Put a claim into the paragraph on requests, all other figures of it taken out."""
    report = quiet(report)
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
    new, old = total(report, "received"), total(report, "carried_in")
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
    return _counts(report, random, "claim", total(report, "carried_in"), wordings[:1])


@fault("正文的结转下年度件数与表三不符", "PROSE-CARRIED", "warning")
def prose_carried_out(report, random):
    wordings = [
        "结转下年度继续办理政府信息公开申请#件。",
        f"#件政府信息公开申请结转至{report.year + 1}年继续办理。",
    ]
    return _counts(report, random, "claim", total(report, "carried_out"), wordings)


@fault("正文的办结件数与表三不符", "PROSE-CONCLUDED", "warning")
def prose_concluded(report, random):
    wordings = ["办结政府信息公开申请#件。", "全年答复政府信息公开申请#件。"]
    done = total(report, "concluded")
    return _counts(
        report, random, "claim", done, wordings, wrong=done + total(report, "carried_out") + 7
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
    return _counts(report, random, "claim", total(report, "reconsideration", "table4"), wordings)


@fault("正文的行政诉讼件数与表四不符", "PROSE-REMEDIES", "warning")
def prose_litigation(report, random):
    suits = total(report, "litigation_direct", "table4") + total(
        report, "litigation_after_reconsideration", "table4"
    )
    wordings = ["因政府信息公开被提起行政诉讼#件。", "政府信息公开类行政诉讼#起。"]
    return _counts(report, random, "claim", suits, wordings)


@fault("正文说没有复议诉讼而表四有", "PROSE-REMEDIES", "warning")
def prose_no_remedies(report, random):
    report = quiet(report)
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
    report = quiet(report)
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
    report = quiet(report)
    words = random.choice(["本年度制发行政规范性文件#件。", "制发行政规范性文件#份。"])
    return tuple(
        report.with_addition("management", words.replace("#", str(n)), "claim")
        for n in (value, value + 2)
    )


@fault("正文说没有行政事业性收费而表二有", "PROSE-FEES", "warning")
def prose_fees(report, random):
    report = quiet(report).with_addition(
        "management", "本部门本年度无行政事业性收费事项。", "claim"
    )
    clean = report.figures.with_value("table2.fees_10k_yuan.amount", 0)
    faulty = clean.with_value("table2.fees_10k_yuan.amount", Decimal("36.4"))
    return report.with_figures(clean), report.with_figures(faulty)


@fault("说全部办结而仍有结转", "ABSOLUTE-REQUESTS", "question")
def absolute_words_open_cases(report, random):
    report = quiet(report)
    report = report.with_sentence("requests.carried_out", "所有申请均已按期办结。")
    figures = report.figures
    left, done = (
        int(figures["table3.carried_out.natural_person"]),
        int(figures["table3.carried_out.total"]),
    )
    clean = add(
        report, ("table3.carried_out.natural_person", -left), ("table3.carried_out.total", -done)
    )
    rest = {
        c: int(figures[Id("table3", "carried_out", c)])
        for c in ("company", "research_body", "social_welfare_body", "legal_service_body", "other")
    }
    clean = add(clean, *((f"table3.carried_out.{c}", -n) for c, n in rest.items()))
    clean = add(
        clean,
        *(
            (f"table3.{row}.{c}", n)
            for row in ("granted", "concluded")
            for c, n in {**rest, "natural_person": left, "total": done}.items()
        ),
    )
    faulty = add(
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
    report = quiet(report)
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


@fault("正文的申请人分类与表三不符", "PROSE-APPLICANT", "warning")
def prose_applicant(report, random):
    value = int(report.figures["table3.received.natural_person"])
    words = "自然人提出政府信息公开申请#件。"
    return _counts(
        report,
        random,
        "claim",
        value,
        [words],
        wrong=value + int(report.figures["table3.carried_in.total"]) + 3,
    )


@fault("正文的许可、处罚、强制决定数与表二不符", "PROSE-DECISIONS", "question")
def prose_decisions(report, random):
    row, words = random.choice(
        [("licences", "作出行政许可决定#件。"), ("penalties", "作出行政处罚决定#件。")]
    )
    value = int(report.figures[Id("table2", row, "count")])
    report = quiet(report)
    return tuple(
        report.with_addition("management", words.replace("#", str(n)), "claim")
        for n in (value, value + 2)
    )


@fault("正文的收到件数包括了结转件数", "PROSE-READING", "note")
def prose_reading(report, random):
    report = add(
        report,
        *(
            (f"table3.{row}.{column}", 2)
            for row in ("carried_in", "granted", "concluded")
            for column in ("natural_person", "total")
        ),
    )
    new, old = total(report, "received"), total(report, "carried_in")
    words = "收办政府信息公开申请#件。"
    return _claim(
        report,
        "claim",
        "全年新收政府信息公开申请#件。".replace("#", str(new)),
        words.replace("#", str(new + old)),
    )
