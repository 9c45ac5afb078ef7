"""The information processing fee as the prose tells it: none here, an amount there."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.checks.claims import Claim
from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Hit, rule
from gongkai.annual.checks.subject import Subject


def _none(claim: Claim) -> bool:
    return claim.quantity is None or not claim.quantity.value


@rule(
    id="FEE-CONTRADICTION",
    title="信息处理费：一处说没有收取，一处写了金额",
    title_en="The processing fee: none in one place, an amount in another",
    severity=Severity.WARNING,
    basis=("gbh-2020-109", "tiaoli-2019:42.1"),
    needs="正文两处以上写到信息处理费",
    passes=(
        "本年度没有产生依申请政府信息公开收费情况。",
        "全年收取信息处理费0元。",
        "无行政事业性收费事项。",
    ),
    fails=("全年收取信息处理费400元。", "共收取信息处理费1.2万元。"),
)
def contradiction(subject: Subject) -> Iterator[Hit]:
    """Compare the places where the prose speaks of the fee."""
    claims = [claim for claim in subject.claims if claim.field == "processing_fee"]
    paid = next((claim for claim in claims if not _none(claim)), None)
    unpaid = next((claim for claim in claims if _none(claim)), None)
    if paid is None or unpaid is None:
        return
    wording = subject.wording
    says, denies = (wording.words(claim.start, claim.end) for claim in (paid, unpaid))
    yield Hit(
        f"正文一处写“{says}”，另一处写“{denies}”，两处不一致。请核对信息处理费。",
        f"The prose says “{says}” in one place and “{denies}” in another. Please check the fee.",
        span=wording.span(paid.start, paid.end),
        compared={"paid": says, "unpaid": denies},
    )
