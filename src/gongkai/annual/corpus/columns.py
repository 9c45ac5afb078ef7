"""The three tables that a corpus becomes: one row a report, one a cell, one a finding.

Every sink writes these columns in this order. They join on `path`; agency, year and form stand in
all three, so that most questions need no join.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.annual.checks import Severity

Value = str | int | float | bool | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and what it means in both languages."""

    name: str
    kind: Kind
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three tables. `title` names the sheet of a workbook."""

    name: str
    title: str
    columns: tuple[Column, ...]

    def position(self, column: str) -> int:
        """Return the place of a column, from 0; KeyError for a name that is not there."""
        for index, candidate in enumerate(self.columns):
            if candidate.name == column:
                return index
        raise KeyError(column)


_PATH = Column(
    "path",
    Kind.TEXT,
    "文件（相对于所读文件夹的路径）",
    "the file, relative to the folder that was read",
)
_WHO = (
    Column("agency", Kind.TEXT, "行政机关", "the agency"),
    Column("year", Kind.INTEGER, "报告年度", "the year that the report covers"),
    Column("form", Kind.TEXT, "适用格式：2021 或 2019", "the statutory form: 2021 or 2019"),
)

REPORTS = Table(
    "reports",
    "报告",
    (
        _PATH,
        *_WHO,
        Column(
            "status",
            Kind.TEXT,
            "read 已读 / not_a_report 不是年度报告 / not_readable 不能读取 / not_opened 打不开 / "
            "failed 程序出错 / crashed 进程崩溃 / timed_out 超时",
            "read, or why not: not_a_report, not_readable, not_opened, failed, crashed, timed_out",
        ),
        Column("reason", Kind.TEXT, "未能读取的原因", "why it was not read, in Chinese"),
        Column("reason_en", Kind.TEXT, "未能读取的原因（英文）", "why it was not read, in English"),
        Column("title", Kind.TEXT, "标题", "the title"),
        Column("kind", Kind.TEXT, "文件格式", "the format of the file, by its content"),
        Column(
            "other_forms",
            Kind.TEXT,
            "混用其他格式的表：table3=2019",
            "tables in another form: table3=2019",
        ),
        Column(
            "period_start", Kind.TEXT, "统计期起（ISO 日期）", "first day of the period, ISO date"
        ),
        Column("period_end", Kind.TEXT, "统计期止（ISO 日期）", "last day of the period, ISO date"),
        Column("pages", Kind.INTEGER, "页数", "pages, where the format has them"),
        Column("cells", Kind.INTEGER, "表格单元格数", "cells of the three tables"),
        Column("numbers", Kind.INTEGER, "其中读出数字的单元格数", "cells that hold a number"),
        Column(
            "errors",
            Kind.INTEGER,
            f"{Severity.ERROR.chinese}数（未豁免）",
            "findings of severity error, not waived",
        ),
        Column(
            "warnings",
            Kind.INTEGER,
            f"{Severity.WARNING.chinese}数（未豁免）",
            "findings of severity warning, not waived",
        ),
        Column(
            "questions",
            Kind.INTEGER,
            f"{Severity.QUESTION.chinese}数（未豁免）",
            "findings of severity question, not waived",
        ),
        Column(
            "notes",
            Kind.INTEGER,
            f"{Severity.NOTE.chinese}数（未豁免）",
            "findings of severity note, not waived",
        ),
        Column("waived", Kind.INTEGER, "已豁免的问题数", "findings that a person waived"),
        Column("remarks", Kind.TEXT, "阅读时的说明", "what the reader remarked"),
        Column("size", Kind.INTEGER, "文件大小（字节）", "size in bytes"),
        Column("sha256", Kind.TEXT, "文件内容的 SHA-256", "SHA-256 of the file"),
    ),
)

CELLS = Table(
    "cells",
    "单元格",
    (
        _PATH,
        *_WHO,
        Column(
            "table", Kind.TEXT, "表：table2、table3、table4", "the table: table2, table3, table4"
        ),
        Column("row", Kind.TEXT, "行", "the row"),
        Column("column", Kind.TEXT, "列", "the column"),
        Column("label", Kind.TEXT, "在法定格式中的名称", "the cell's name in the statutory form"),
        Column(
            "state",
            Kind.TEXT,
            "number 数字 / blank 空白 / slash 斜线 / dash 横线 / text 文字 / "
            "ambiguous 多种读法 / missing 缺",
            "number, blank, slash, dash, text, ambiguous or missing",
        ),
        Column("value", Kind.NUMBER, "数值", "the number; empty where there is none"),
        Column("raw", Kind.TEXT, "原文", "what is printed"),
        Column("note", Kind.TEXT, "格内附注", "words beside the number"),
        Column("derived", Kind.TEXT, "据以选定读法的勾稽关系", "identities that chose the reading"),
        Column("why", Kind.TEXT, "没有数值的原因", "why there is no number"),
        Column("page", Kind.INTEGER, "页", "page in the source"),
        Column("place", Kind.TEXT, "在原文中的位置", "place in the source, in words"),
    ),
)

FINDINGS = Table(
    "findings",
    "问题",
    (
        _PATH,
        *_WHO,
        Column("rule", Kind.TEXT, "规则", "the rule"),
        Column(
            "severity",
            Kind.TEXT,
            " / ".join(f"{severity} {severity.chinese}" for severity in Severity),
            "error, warning, question or note",
        ),
        Column("message", Kind.TEXT, "说明", "what was found, in Chinese"),
        Column("message_en", Kind.TEXT, "说明（英文）", "what was found, in English"),
        Column("section", Kind.TEXT, "所在部分", "the section"),
        Column("cell", Kind.TEXT, "所在单元格（多个以空格分隔）", "the cells, with spaces between"),
        Column("text", Kind.TEXT, "所涉原文", "the words that it is about"),
        Column("place", Kind.TEXT, "在原文中的位置", "place in the source, in words"),
        Column("basis", Kind.TEXT, "依据", "the legal basis"),
        Column("compared", Kind.TEXT, "所比对的各方（JSON）", "what was compared, as JSON"),
        Column("waived", Kind.FLAG, "是否已豁免", "whether a person waived it"),
        Column(
            "id", Kind.TEXT, "问题编号（各次运行不变）", "the finding's id, the same in every run"
        ),
    ),
)

TABLES = (REPORTS, CELLS, FINDINGS)
