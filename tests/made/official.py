"""The two statutory forms as they are printed: labels and addresses, written out independently of the package."""

from __future__ import annotations

from typing import NamedTuple


class Id(NamedTuple):
    """The address of a cell; compares equal to the package's own."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return ".".join(self)


PERSONS = (
    "natural_person",
    "company",
    "research_body",
    "social_welfare_body",
    "legal_service_body",
    "other",
)
COLUMNS3 = (*PERSONS, "total")
COLUMNS4 = ("upheld", "corrected", "other", "pending", "total")
ROWS4 = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")

NOTE3 = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
RESULTS = "三、本年度办理结果"
CARRIED_OUT = "四、结转下年度继续办理"
GRANTED = "（一）予以公开"
PARTIAL = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
SINGLE_OTHER = "（六）其他处理"
CONCLUDED = "（七）总计"

# The groups of outcomes with their numbered rows, as printed.
GROUPS = (
    (
        "（三）不予公开",
        (
            ("refused.state_secret", "1.属于国家秘密"),
            ("refused.prohibited_by_law", "2.其他法律行政法规禁止公开"),
            ("refused.security_and_stability", "3.危及“三安全一稳定”"),
            ("refused.third_party_rights", "4.保护第三方合法权益"),
            ("refused.internal_affairs", "5.属于三类内部事务信息"),
            ("refused.deliberative", "6.属于四类过程性信息"),
            ("refused.enforcement_file", "7.属于行政执法案卷"),
            ("refused.administrative_query", "8.属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("unavailable.not_held", "1.本机关不掌握相关政府信息"),
            ("unavailable.needs_creation", "2.没有现成信息需要另行制作"),
            ("unavailable.still_unclear", "3.补正后申请内容仍不明确"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("not_processed.petition", "1.信访举报投诉类申请"),
            ("not_processed.repeated", "2.重复申请"),
            ("not_processed.publication", "3.要求提供公开出版物"),
            ("not_processed.excessive", "4.无正当理由大量反复申请"),
            ("not_processed.reissue", "5.要求行政机关确认或重新出具已获取信息"),
        ),
    ),
    (
        "（六）其他处理",
        (
            (
                "other.supplement_overdue",
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            ),
            (
                "other.fee_unpaid",
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            ),
            ("other.other", "3.其他"),
        ),
    ),
)


def leaves(*, single_other: bool) -> tuple[str, ...]:
    """Return the outcome rows that （七）总计 adds up, in order."""
    rows = ["granted", "partially_granted"]
    for group, items in GROUPS:
        if group == SINGLE_OTHER and single_other:
            rows.append("other")
        else:
            rows += [row for row, _ in items]
    return tuple(rows)


def rows3(*, single_other: bool) -> tuple[str, ...]:
    """Return every row of table 3 that carries figures, in order."""
    return (
        "received",
        "carried_in",
        *leaves(single_other=single_other),
        "concluded",
        "carried_out",
    )


# Table 2: blocks of (heading, column labels, rows of (label, addresses)).
Block2 = tuple[str, tuple[str, ...], tuple[tuple[str, tuple[Id, ...]], ...]]


def _ids(row: str, *columns: str) -> tuple[Id, ...]:
    return tuple(Id("table2", row, column) for column in columns)


TABLE2: dict[str, tuple[Block2, ...]] = {
    "2021": (
        (
            "第二十条第（一）项",
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            (
                ("规章", _ids("rules", "issued", "repealed", "in_force")),
                ("行政规范性文件", _ids("normative_documents", "issued", "repealed", "in_force")),
            ),
        ),
        (
            "第二十条第（五）项",
            ("本年处理决定数量",),
            (("行政许可", _ids("licences", "count")),),
        ),
        (
            "第二十条第（六）项",
            ("本年处理决定数量",),
            (
                ("行政处罚", _ids("penalties", "count")),
                ("行政强制", _ids("coercive_measures", "count")),
            ),
        ),
        (
            "第二十条第（八）项",
            ("本年收费金额（单位：万元）",),
            (("行政事业性收费", _ids("fees_10k_yuan", "amount")),),
        ),
    ),
    "2019": (
        (
            "第二十条第（一）项",
            ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            (
                ("规章", _ids("规章", "新制作", "新公开", "总数")),
                ("规范性文件", _ids("规范性文件", "新制作", "新公开", "总数")),
            ),
        ),
        (
            "第二十条第（五）项",
            ("上一年项目数量", "本年增/减", "处理决定数量"),
            (
                ("行政许可", _ids("行政许可", "上一年", "增减", "处理决定")),
                (
                    "其他对外管理服务事项",
                    _ids("其他对外管理服务事项", "上一年", "增减", "处理决定"),
                ),
            ),
        ),
        (
            "第二十条第（六）项",
            ("上一年项目数量", "本年增/减", "处理决定数量"),
            (
                ("行政处罚", _ids("行政处罚", "上一年", "增减", "处理决定")),
                ("行政强制", _ids("行政强制", "上一年", "增减", "处理决定")),
            ),
        ),
        (
            "第二十条第（八）项",
            ("上一年项目数量", "本年增/减"),
            (("行政事业性收费", _ids("行政事业性收费", "上一年", "增减")),),
        ),
        (
            "第二十条第（九）项",
            ("采购项目数量", "采购总金额"),
            (("政府集中采购", _ids("政府集中采购", "采购项目", "采购金额")),),
        ),
    ),
}

ROWS4_TITLES = {
    "reconsideration": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_reconsideration": "复议后起诉",
}
COLUMNS4_TITLES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
COLUMNS3_TITLES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def cell_ids(form: str, *, single_other: bool) -> tuple[Id, ...]:
    """Return every cell that a report in this form carries, in printing order."""
    ids = [id_ for _, _, rows in TABLE2[form] for _, row_ids in rows for id_ in row_ids]
    ids += [
        Id("table3", row, column) for row in rows3(single_other=single_other) for column in COLUMNS3
    ]
    ids += [Id("table4", row, column) for row in ROWS4 for column in COLUMNS4]
    return tuple(ids)
