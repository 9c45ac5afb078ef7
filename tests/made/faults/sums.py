"""Faults of the prose against itself."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.made.faults.registry import fault, quiet, total
from tests.made.prose import percent


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


@fault("正文各类办理结果之和不等于正文的总数", "ARITH-OUTCOMES", "question")
def outcomes_off(report, random):
    report = quiet(report)
    figures = report.figures
    names = (("granted", "予以公开"), ("partially_granted", "部分公开"), ("refused", "不予公开"),
             ("unavailable", "无法提供"), ("not_processed", "不予处理"), ("other", "其他处理"))  # fmt: skip
    counts = [figures.group(name) for name, _ in names]
    done = total(report, "concluded")

    def words(counts: list[int]) -> str:
        parts = "、".join(
            f"{label}{count}件" for (_, label), count in zip(names, counts, strict=True)
        )
        return f"答复政府信息公开申请{done}件：{parts}。"

    wrong = [counts[0] + 3, *counts[1:]]
    return (
        report.with_addition("requests.received", words(counts), "claim"),
        report.with_addition("requests.received", words(wrong), "claim"),
    )


@fault("办结率超过 100%", "RATE-RANGE", "warning")
def rate_beyond(report, random):
    words = f"受理群众来信{random.randint(200, 900)}件，按期答复率#。"
    return (
        report.with_sentence("platform.rate", words.replace("#", "100%")),
        report.with_sentence("platform.rate", words.replace("#", f"10{random.randint(1, 9)}.2%")),
    )


@fault("同比增长率在本年件数下不可能出现", "ARITH-GROWTH", "question")
def growth_impossible(report, random):
    words = "收到群众来信12件，同比增长#。"
    return (
        report.with_sentence("platform.rate", words.replace("#", "50%")),
        report.with_sentence(
            "platform.rate", words.replace("#", random.choice(["30%", "37%", "55%"]))
        ),
    )
