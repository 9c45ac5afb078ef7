"""The documents that the report cites, the form it follows, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual.checks.finding import Severity
from gongkai.annual.checks.registry import Example, Hit, rule
from gongkai.annual.checks.subject import TABLE_NAMES, Subject

_FIRST_YEAR = 2021  # 国办公开办函〔2021〕30号 governs the reports from 2021 on
_NEW = "国办公开办函〔2021〕30号"

_SUPERSEDED = (
    (re.compile(r"国办公开办函[^0-9]{0,2}2019[^0-9]{0,2}60号"), "国办公开办函〔2019〕60号", _NEW),
    (
        re.compile(r"国务院令?(?:\(?第)?492号|国令第?492号"),
        "国务院令第492号（2007年条例）",
        "国务院令第711号",
    ),
    (re.compile(r"国办发[^0-9]{0,2}2008[^0-9]{0,2}36号"), "国办发〔2008〕36号", "国务院令第711号"),
    (
        re.compile(
            r"国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知"
        ),
        "国办公开办函〔2019〕60号",
        _NEW,
    ),
)


@rule(
    id="CITE-SUPERSEDED",
    title="引用了已被替代的文件",
    title_en="A superseded document is cited",
    severity=Severity.WARNING,
    basis=("gbgkbh-2021-30", "tiaoli-2019"),
    needs="正文与报告年度",
    passes=(
        "根据《条例》（国务院令第711号）和国办公开办函〔2021〕30号要求编制。",
        Example("按照国办公开办函〔2019〕60号要求编制。", report={"year": 2020, "form": "2019"}),
    ),
    fails=(
        "按照国办公开办函〔2019〕60号要求编制。",
        "根据《政府信息公开条例》（国务院令第492号）编制。",
        "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》编制。",
    ),
)
def superseded(subject: Subject) -> Iterator[Hit]:
    """Find documents that no longer governed the report's year."""
    year = subject.report.year
    text = subject.wording.squeezed
    for pattern, old, new in _SUPERSEDED:
        match = pattern.search(text)
        if match is None or year is None or (new == _NEW and year < _FIRST_YEAR) or year < 2019:
            continue
        yield Hit(
            f"引用了{old}，{year} 年度报告适用的是{new}。请核对依据。",
            f"“{old}” is cited; “{new}” governs the report for {year}. Please check.",
            span=subject.wording.squeezed_span(match.start(), match.end()),
            compared={"cited": old, "in_force": new},
        )


_DAMAGED_NUMBER = re.compile(
    r"[〔\[(]20[0-9]{2}(?![〕\])0-9])[0-9]{0,4}号|[〔\[(]20[0-9]{2}[0-9]{1,4}号"
    r"|[函发规令字]20[0-9]{2}[〕\]][0-9]{1,4}号|[函发规令]20[0-9]{3,6}号"
)


@rule(
    id="CITE-DAMAGED",
    title="文号不完整",
    title_en="A document number that is not complete",
    severity=Severity.QUESTION,
    basis=("tiaoli-2019:6.1",),
    needs="正文",
    passes=("（国办公开办函〔2021〕30号）",),
    fails=("（国办公开办函〔202130号）", "（国办公开办函2021〕30号）"),
)
def damaged_number(subject: Subject) -> Iterator[Hit]:
    """Find 〔202130号: a bracket or a digit was lost."""
    for match in _DAMAGED_NUMBER.finditer(subject.wording.squeezed):
        yield Hit(
            f"文号“{match.group()}”不完整，可能丢了括号或数字。请核对。",
            f"The document number “{match.group()}” is not complete. Please check.",
            span=subject.wording.squeezed_span(match.start(), match.end()),
            compared={"text": match.group()},
        )


@rule(
    id="FORM-OLD",
    title="2021年以后的报告沿用了2019年的表式",
    title_en="A report for 2021 or later in the form of 2019",
    severity=Severity.WARNING,
    basis=("gbgkbh-2021-30",),
    needs="报告年度与表格的列",
    passes=(Example(), Example(report={"year": 2020, "form": "2019"})),
    fails=(Example(report={"form": "2019"}),),
)
def old_form(subject: Subject) -> Iterator[Hit]:
    """Say that the tables carry the columns of the older form."""
    year = subject.report.year
    if year is None or year < _FIRST_YEAR:
        return
    old = [table for table in TABLE_NAMES if subject.form(table).id == "2019"]
    # Table 4 is the same in both forms, table 3 but for one row: table 2 decides.
    if "table2" in old:
        yield Hit(
            f"{year} 年度报告的表二用的是{subject.form('table2').number}的表式（本年新制作、"
            f"新公开……），现行表式见{_NEW}。请换用现行表式。",
            f"Table 2 follows the form of 2019; reports for {year} follow “{_NEW}”.",
            compared={"form": "2019", "year": year},
            key="table2",
        )


@rule(
    id="FORM-SINGLE-OTHER",
    title="（六）其他处理没有分三项",
    title_en="Row (6) is not split into its three items",
    severity=Severity.QUESTION,
    basis=("gbgkbh-2021-30:table3",),
    needs="报告年度与表三",
    passes=(Example(),),
    fails=(Example(report={"single_other": True}),),
)
def single_other(subject: Subject) -> Iterator[Hit]:
    """Ask where a report in the form of 2021 has the single row of 2019."""
    year = subject.report.year
    if (
        year is not None
        and year >= _FIRST_YEAR
        and subject.report.form == "2021"
        and "other" in subject.leaves
    ):
        yield Hit(
            "表三（六）其他处理只有一行；现行表式分为逾期不补正、逾期不缴费、其他三项。请核对是否沿用了旧表。",
            "Row (6) of Table 3 is a single row; the form of 2021 has three. Please check.",
            compared={"rows": 1},
            key="table3.other",
        )


@rule(
    id="CONTACT",
    title="联系方式",
    title_en="Whom to ask",
    severity=Severity.NOTE,
    basis=("tiaoli-2019:50",),
    needs="正文",
    passes=(Example(),),
    fails=(
        Example(report={"contact": {}}),
        Example(report={"contact": {"telephone": "0000-1234567"}}),
    ),
)
def contact(subject: Subject) -> Iterator[Hit]:
    """Note which of telephone and address the report does not give."""
    if not subject.report.prose.text:
        return
    known = subject.report.contact
    missing = [
        name
        for name, value in (("电话", known.telephone or known.email), ("地址", known.address))
        if not value
    ]
    if missing:
        yield Hit(
            f"没有看到联系{'和'.join(missing)}。读者对年报有疑问时无从询问；如已在别处公布，可不补。",
            "The report does not say whom to ask: "
            + ", ".join({"电话": "telephone", "地址": "address"}[name] for name in missing)
            + " not found.",
            compared={"missing": missing},
            key="report",
        )
