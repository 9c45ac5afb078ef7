"""Whole facts for a letter of any kind, to see a template filled in: about nobody who exists."""

from __future__ import annotations

from datetime import date, timedelta
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
from gongkai.letters.kinds import find_kind
from gongkai.statute.fees import charge_pages

PAGES = 130  # so many that a fee is due
_ASKED = "办公楼维修工程的竣工验收报告"
_APPLICANT = Party(
    name="张三", category="自然人", id_kind="居民身份证", id_number="（略）", phone="0000-7654321",
    address="（申请人填写的地址）", postcode="000000", representative="—",
)  # fmt: skip
_THIRD = Party(name="青禾建设有限公司（虚构）", category="商业企业")
_OTHER = Party(name="某某行政机关（虚构）", category="行政机关")
_CONSULTING: dict[str, Any] = {"information": "办公楼维修工程合同", "recipient": _THIRD}
_TOLD = {
    "found": ("经检索本机关档案系统、公文系统，检得该报告一份。",),
    "reasons": ("该信息的情形符合下列条款的规定。",),
}


def make_sample(kind: str, *, organ: Organ, day: date) -> LetterFacts:
    """Return facts with which the shipped template of a kind makes a whole letter. UnknownKind."""
    outcomes = find_kind(kind).outcomes
    extra: dict[str, Any] = {"outcome": outcomes[0]} if outcomes else {}
    if outcomes and kind not in {"granted", "partially_granted", "redirected", "closed"}:
        extra |= _TOLD
    return LetterFacts(**{**_common(organ, day), **extra, **_own(day).get(kind, {})})


def _common(organ: Organ, day: date) -> dict[str, Any]:
    received = day - timedelta(14)
    return {
        "organ": organ,
        "day": day,
        "number": f"{organ.short}〔{day.year}〕1号",
        "seal": organ.name,
        "signer": "李四",
        "applicant": _APPLICANT,
        "request": Request(
            number=f"{day.year}-0001", subject=_ASKED, description=f"{_ASKED}，去年形成",
            form="电子文件", delivery="电子邮件", received=received, channel="online",
        ),
        "due": day + timedelta(14),
    }  # fmt: skip


def _own(day: date) -> dict[str, dict[str, Any]]:
    """Return what the kinds need beyond what is common to all."""
    return {
        "supplement": {
            "defects": (Defect(2, "未写明政府信息的名称、文号等特征", "请写明名称，或者时间和事由"),),
            "until": day + timedelta(15),
        },
        "reasons": {"found": ("经查，申请人近五日共提出申请四十六件。",), "until": day + timedelta(15)},
        "extension": {
            "new_due": day + timedelta(28), "extension_days": 10, "approver": "王五",
            "approved": day - timedelta(1), "why": "所涉材料数量较多、需要逐页审查",
        },
        "deferral": {"new_due": day + timedelta(60), "why": "申请数量较多、所涉材料分散"},
        "third_party": _CONSULTING,
        "consultation_reply": _CONSULTING,
        "third_party_told": _CONSULTING | {
            "reasons": ("该合同关系不特定多数人的安全。",), "outcome": "granted",
        },
        "co_maker": _CONSULTING | {"recipient": _OTHER},
        "organ_consulted": _CONSULTING | {
            "recipient": _OTHER, "until": day + timedelta(7),
            "matter": "请核对该合同是否由贵单位保存，并就是否可以公开提出意见",
        },
        "fee": {"fee": state_fee(charge_pages(PAGES, day)), "payment": "凭缴款识别码通过非税收入渠道缴纳"},
        "withdrawal": {"withdrawn": day - timedelta(2)},
        "granted": {"supplied": (Supplied(_ASKED, "电子文件，12页"),), "attachments": (_ASKED,)},
        "partially_granted": {
            "supplied": (Supplied("报告正文", "电子文件，10页"),), "withheld": "报告所附的个人联系方式",
            "reasons": ("该部分涉及个人隐私，第三方不同意公开。",),
        },
        "redirected": {
            "special_rule": "《不动产登记暂行条例》关于查询、复制登记资料的规定",
            "route": "请到不动产登记查询窗口办理",
        },
        "unavailable": {
            "competent_organ": "某某行政机关（虚构）", "competent_contact": "电话0000-2345678",
        },
        "other": {"decision": "本机关对该申请终止办理。", "references": ("gbgkbh-2021-30:table3",)},
        "closed": {"notice_day": day - timedelta(40), "notice_until": day - timedelta(10)},
    }  # fmt: skip
