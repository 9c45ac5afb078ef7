"""Facts for a letter of every kind and outcome, about people and organs that do not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.letters.facts import (
    Defect,
    LetterFacts,
    Organ,
    Party,
    Request,
    Supplied,
    state_fee,
)
from gongkai.letters.kinds import kinds
from gongkai.statute.fees import charge_pages

ORGAN = Organ(
    name="清河市政务服务局",
    short="清政务公复",
    office="清河市政务服务局办公室",
    address="清河市人民路1号",
    postcode="755999",
    phone="0000-1234567",
    email="gk@qinghe.example",
    reconsiderer="清河市人民政府",
)
APPLICANT = Party(
    name="林喆",
    salutation="先生",
    category="自然人",
    id_kind="居民身份证",
    id_number="（略）",
    phone="0000-7654321",
    address="清河市河东街道2号",
    postcode="755998",
    representative="—",
)
THIRD = Party(name="清河市青禾食品有限公司", category="商业企业")
OTHER = Party(name="清河市文化广电局", category="行政机关")
REQUEST = Request(
    number="2026-0017",
    subject="2025年度清河市政务服务大厅改造工程的验收报告",
    description="工程由清河市政务服务局实施，2025年11月竣工",
    form="电子文件",
    delivery="电子邮件",
    received=date(2026, 3, 5),
    channel="online",
)
FACTS = LetterFacts(
    organ=ORGAN,
    day=date(2026, 3, 26),
    number="清政务公复〔2026〕7号",
    seal="清河市政务服务局",
    signer="何玥",
    applicant=APPLICANT,
    request=REQUEST,
    due=date(2026, 4, 2),
)
FOUND = (
    (
        "经检索本机关档案系统、公文系统和工程资料库，检索词为“政务服务大厅”“改造工程”“验收”，"
        "时间范围为2025年1月至2026年3月，检得工程竣工验收材料一份。"
    ),
)
REASONS = ("该信息由本机关在履行行政管理职能过程中形成，其性质符合下列条款规定的情形。",)
_CONSULTING = {"information": "清河市政务服务大厅改造工程采购合同", "recipient": THIRD}
_EXTRA: dict[str, dict[str, Any]] = {
    "supplement": {
        "defects": (
            Defect(
                2,
                "未写明所需政府信息的名称、文号或者其他便于查询的特征",
                "请写明该信息的名称、文号，或者形成的大致时间和事由",
            ),
            Defect(1, "未附身份证明", "请提供有效身份证明的复印件"),
        ),
        "until": date(2026, 4, 10),
    },
    "reasons": {
        "found": ("经查，2026年3月1日至5日，申请人共向本机关提出申请46件。",),
        "until": date(2026, 4, 10),
    },
    "extension": {
        "new_due": date(2026, 4, 17),
        "extension_days": 10,
        "approver": "周堃",
        "approved": date(2026, 3, 25),
        "why": "所涉材料数量较多、需要逐页审查",
    },
    "deferral": {"new_due": date(2026, 5, 29), "why": "申请数量较多、所涉材料分散"},
    "third_party": _CONSULTING,
    "consultation_reply": _CONSULTING,
    "third_party_told": _CONSULTING
    | {
        "reasons": ("该合同涉及食品安全检测设备的采购，关系不特定多数人的健康。",),
        "outcome": "granted",
    },
    "co_maker": _CONSULTING | {"recipient": OTHER},
    "organ_consulted": _CONSULTING
    | {
        "recipient": OTHER,
        "matter": "请核对该合同是否由贵单位保存，并就是否可以公开提出意见",
        "until": date(2026, 4, 3),
    },
    "fee": {
        "fee": state_fee(charge_pages(130, date(2026, 3, 26))),
        "payment": "凭缴款识别码通过清河市非税收入缴款渠道缴纳",
    },
    "withdrawal": {"withdrawn": date(2026, 3, 20)},
    "granted": {
        "supplied": (
            Supplied("清河市政务服务大厅改造工程竣工验收报告", "电子文件，12页"),
            Supplied("验收组成员名单", "电子文件，1页"),
        ),
        "attachments": ("清河市政务服务大厅改造工程竣工验收报告", "验收组成员名单"),
        "copies": ("清河市人民政府办公室",),
    },
    "partially_granted": {
        "supplied": (Supplied("验收报告正文", "电子文件，10页"),),
        "withheld": "验收报告所附的个人联系方式",
        "reasons": ("该部分涉及个人隐私，第三方不同意公开。",),
    },
    "redirected": {
        "special_rule": "《不动产登记暂行条例》关于查询、复制不动产登记资料的规定",
        "route": "请到清河市不动产登记中心查询窗口办理",
    },
}
_BY_OUTCOME: dict[str, dict[str, Any]] = {
    "unavailable.not_held": {
        "found": ("经检索本机关档案系统、公文系统，未检得该信息；该工程由清河市文化广电局实施。",),
        "reasons": ("该信息由清河市文化广电局在履行行政管理职能过程中制作。",),
        "competent_organ": "清河市文化广电局",
        "competent_contact": "电话0000-2345678",
    },
    "not_processed.repeated": {
        "found": ("两次申请的内容一致，均为同一份验收报告。",),
        "reasons": ("相同的政府信息已经答复，情况没有变化。",),
        "earlier_day": date(2025, 12, 1),
        "earlier_number": "清政务公复〔2025〕31号",
    },
    "not_processed.reissue": {
        "found": ("申请人已于2025年12月获得该报告的复印件。",),
        "reasons": ("所申请的是对已获取信息的确认，不是政府信息。",),
        "references": ("tiaoli-2019:2",),
    },
    "not_processed.petition": {
        "found": ("申请材料要求对工程质量问题进行调查处理。",),
        "reasons": ("该内容为投诉，不是申请获取政府信息。",),
        "channel": "清河市信访局来访接待窗口",
    },
    "not_processed.publication": {
        "found": ("所申请的内容刊登于《清河市人民政府公报》2026年第1期。",),
        "reasons": ("该公报公开发行，可以自行获取。",),
        "channel": "清河市图书馆政府公报阅览区",
    },
    "other.other": {
        "decision": "本机关对该申请终止办理。",
        "references": ("gbgkbh-2021-30:table3",),
    },
}
_CLOSED = {"notice_day": date(2026, 2, 2), "notice_until": date(2026, 3, 10)}


def example_facts(kind: str, outcome: str = "") -> LetterFacts:
    """Return whole facts for a letter; for an answer, of its first outcome unless one is named."""
    outcomes = kinds()[kind].outcomes
    chosen = outcome or (outcomes[0] if outcomes else "")
    extra: dict[str, Any] = {"outcome": chosen} if chosen else {}
    if outcomes and kind not in {"granted", "partially_granted", "redirected"}:
        extra |= {"found": FOUND, "reasons": REASONS}
    if kind == "closed":
        extra |= _CLOSED | {"found": (), "reasons": ()}
    return replace(FACTS, **(extra | _EXTRA.get(kind, {}) | _BY_OUTCOME.get(chosen, {})))


def letters() -> list[tuple[str, str]]:
    """Return each kind, and each outcome of it."""
    return [(key, each) for key, kind in kinds().items() for each in kind.outcomes or ("",)]
