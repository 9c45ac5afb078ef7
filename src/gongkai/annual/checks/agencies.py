"""What an agency's name says of it: a government or a department, and whether it can make 规章."""

from __future__ import annotations

import re

# A place in front shows that a 局 or 委 is a local body; a ministry has none.
_LOCAL = re.compile(r"[省市县区州盟旗镇乡]")
_LOWEST = re.compile(r"(?:镇|乡|街道|办事处|苏木)(?:人民政府|政府|办事处|党政办公室)?(?:办公室)?$")
_COUNTY = re.compile(r"(?<!自治)(?:县|旗|区)(?:人民政府|政府)?$")
_DEPARTMENT = re.compile(r"(?:局|委|委员会|办|厅|中心|队|站|所|院|处|公室)$")
_GOVERNMENT = re.compile(r"(?:人民政府|政府|管委会|管理委员会|办事处)$")
_ZONE = re.compile(
    r"(?:开发|实验|试验|新|园|示范|高新|产业|合作|度假|管理|保税|风景|名胜|矿|林)区(?:管委会|管理委员会)?$"
    r"|管委会$|管理委员会$|办事处$"
)
_OFFICE = re.compile(r"(?:人民政府|政府)办公[厅室]$|(?<=[省市区县州])(?:政府办|府办)$")


def is_government(agency: str) -> bool:
    """Whether the report is a government's own, or that of a zone that works as one."""
    return bool(_GOVERNMENT.search(agency)) or (bool(agency) and agency[-1] in "省市县区州盟旗镇乡")


_SEAT = re.compile(r"(?:人民)?政府$")


def is_same_organ(one: str, other: str) -> bool:
    """Whether two reports may be one organ's: 兰亭县 is 兰亭县人民政府, 教育局 may be 兰亭县教育局."""
    one, other = _SEAT.sub("", one), _SEAT.sub("", other)
    return one.endswith(other) or other.endswith(one)


def is_level_of_government(agency: str) -> bool:
    """Whether the report is that of a government: zones and subdistricts are none."""
    return is_government(agency) and not _ZONE.search(agency)


def lacks_rule_power(agency: str) -> bool:
    """Whether the body surely cannot make 规章.

    Those that can are the departments of the State Council and the governments of provinces, of
    cities with
    districts and of autonomous prefectures. Where the name does not decide (an office that reports
    for its
    government, a city that may have no districts) the answer is False.
    """
    if not agency or _OFFICE.search(agency) or agency.startswith(("国务院", "国家")):
        return False
    if _LOWEST.search(agency):
        return True
    if _COUNTY.search(agency) and not agency.endswith(
        ("自治区", "新区", "自治区人民政府", "新区人民政府")
    ):
        return True
    return (
        bool(_DEPARTMENT.search(agency))
        and bool(_LOCAL.search(agency[:-2]))
        and not is_government(agency)
    )
