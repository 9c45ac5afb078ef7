"""What the prose claims: the ways of stating counts that published reports use."""

import pytest

from gongkai.annual.checks.claims import find_claims
from gongkai.annual.checks.wording import Wording
from tests.annual.checks.building import build_report


def _claims(text: str) -> list[tuple[str, object]]:
    report = build_report(prose=text, other="其他情况。")
    return [
        (claim.field, claim.quantity.value if claim.quantity else None)
        for claim in find_claims(Wording(report))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共收到依申请公开0件。", [("received", 0)]),
        ("共收到依申请公开办理事项7件。", [("received", 7)]),
        ("新接收政府信息公开申请7件。", [("received.new", 7)]),
        ("接收到政府信息公开申请书55份。", [("received", 55)]),
        ("收到政府信息公开申请一件。", [("received", 1)]),
        ("收到受理政府信息公开申请9件。", [("received", 9)]),
        ("本年度全区共收到70件申请。", [("received", 70)]),
        ("受理答复政府信息公开申请28件。", [("received", 28)]),
        ("全年办理政府信息依申请公开9条。", [("received", 9)]),
        (
            "依申请公开累计处理92件，其中本年度新接收91件，2023年结转办理1件。",
            [("received", 92), ("received.new", 91), ("carried_in", 1)],
        ),
        (
            "答复政府信息公开申请98件（含上年度转结申请8件，另有5件转结下年度继续办理）。",
            [("concluded", 98), ("carried_in", 8), ("carried_out", 5)],
        ),
        ("依申请公开办结2023年结转1件。", [("carried_in", 1)]),
        ("依申请公开2023年结转至2024年2件。", [("carried_in", 2)]),
        ("依申请公开结转至2025年继续办理6件。", [("carried_out", 6)]),
        ("依申请公开余3件转至2025年办理。", [("carried_out", 3)]),
        ("72件申请按照《条例》顺延到下年度答复。", [("carried_out", 72)]),
        ("依申请公开无上年度结转。", [("carried_in", None)]),
        ("依申请公开无结转下年度继续办理。", [("carried_out", None)]),
        (
            "申请中同意公开答复9件，部分公开答复0件，无法提供的10件，其他处理（含主动撤回）14件。",
            [
                ("outcome.granted", 9),
                ("outcome.partially_granted", 0),
                ("outcome.unavailable", 10),
                ("outcome.other", 14),
            ],
        ),
        ("申请中予以公开及部分公开258件。", [("outcome.granted_or_partial", 258)]),
        (
            "申请涉及自然人72件、商业企业3件。",
            [("applicant.natural_person", 72), ("applicant.company", 3)],
        ),
        ("行政复议36起，行政诉讼9起。", [("reconsideration", 36), ("litigation", 9)]),
        ("有1件涉及政府信息公开的行政复议。", [("reconsideration", 1)]),
        ("未收到因政府信息公开被申请的行政复议和提起的行政诉讼。", [("remedies", None)]),
        ("无因政府信息公开申请行政复议、提起行政诉讼情况。", [("remedies", None)]),
        ("未收到任何形式的政府信息公开申请。", [("received", None)]),
        ("本年度未收到政府信息公开申请。", [("received", None)]),
        ("全年未收到依申请公开来信，无意见投诉情况。", [("received", None)]),
        ("未收到申请公开政府信息要求。", [("received", None)]),
        (
            "本年度制发行政规范性文件0件，废止行政规范性文件2件，现行有效9件。",
            [("documents.issued", 0), ("documents.repealed", 2), ("documents.in_force", 9)],
        ),
        ("本年度没有产生依申请政府信息公开收费情况。", [("processing_fee", None)]),
        ("全年收取政府信息公开信息处理费2950元。", [("processing_fee", 2950)]),
        ("本部门本年度无行政事业性收费事项。", [("fees", None)]),
    ],
)
def test_claims(text, expected):
    assert _claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "办理答复渠道咨询投诉500余件，办结率100%。",
        "本年度共处理群众留言92条。",
        "受理市长信箱1039件。",
        "收到公众意见382条。",
        "本报告分为6个部分，包括收到和处理政府信息公开申请情况。",
        "2022年结转工作已完成，第28个事项办结。",
        "主办人大代表建议50件，政协提案85件。",
        "对复杂申请件的研判能力不足，降低行政复议、行政诉讼发生率和纠错率。",
        "对29项重要政策文件进行解读。",
        "通过网络申请1303件，占86.92%。",
        "未出现因政府信息公开问题受到责任追究。",
    ],
)
def test_no_claims(text):
    assert _claims(text) == []
