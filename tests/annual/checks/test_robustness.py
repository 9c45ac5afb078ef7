"""Nothing that a report may say or hold stops the checks."""

import re
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.checks import Finding, check_report
from tests.annual.checks.building import FIGURES, build_report

PIECES = re.findall(
    r"\S+",
    """， 。 ； ： 、 （ ） % 年 件 条 份 分 0 1 7 9 〔 〕 其中 共 包括 收到 结转 下年度 上年
    政府信息公开申请
    2023 2024 2025 办结率 占 同比增长 从 减少至 压减 行政复议 行政诉讼 未 无 一是 三是 万 余 审核 元
    信息处理费 予以公开 部分公开 均 维持 现行有效 行政规范性文件 第 号 四十 自然人""",
)
WORDS = st.lists(st.sampled_from([*PIECES, "\n"]), max_size=60).map("".join)
NAMES = [f"{row}.{column}" for row, columns in FIGURES.items() for column in columns]
VALUES = st.one_of(
    st.integers(-3, 10**12),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-5, max_value=10**9),
    st.sampled_from(["blank", "slash", "dash", "missing", "ambiguous", "text:无", "12万元"]),
)


def _look(findings: list[Finding], text: str) -> None:
    assert len({finding.id for finding in findings}) == len(findings)
    for finding in findings:
        span = finding.where.span
        assert span is None or 0 <= span.start < span.end <= len(text)
        assert finding.as_json()["message"]


@settings(deadline=None)
@given(WORDS, WORDS, st.sampled_from(["overview", "problems", "other"]))
def test_any_prose(prose, before, section):
    report = build_report(prose=prose, section=section)
    previous = build_report(prose=before, section=section, year=2023)
    _look(check_report(report, previous=previous), report.prose.text)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_any_cells(cells):
    report = build_report(cells)
    _look(check_report(report, previous=build_report(year=2023)), report.prose.text)


@settings(deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from(string.printable), max_size=80
    )
)
def test_any_characters(prose):
    report = build_report(prose=prose)
    _look(check_report(report), report.prose.text)
