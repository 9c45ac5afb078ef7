"""Home addresses: a place down to a household, or any place after a word that says someone lives there."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,4}|[甲乙丙丁A-Za-z][0-9]{0,3})"
_LINE = r"[^\n,，。;；:：!！?？、()（）\t|]"  # an address does not go on beyond these
_UNIT = re.compile(
    r"省|自治区|市|县|区|旗|乡|镇|街道|村|屯|庄|社区|路|街|巷|胡同|弄|里|小区|花园|苑|家园|公寓|大厦|楼|栋|幢|单元|室|组|社|号"
)
_LIVES = re.compile(
    r"(?:家庭(?:详细)?(?:住址|地址)|现住址|现住所|经常居住地|居住地址|居住地|现居住?|户籍地址|户籍所在地|户籍地"
    r"|户口所在地|户口地址|身份证地址|住宅地址|住房地址|房屋地址|申请人地址|收件人地址|收货地址|住址|家住|现住"
    r"|[Hh]ome [Aa]ddress)"
    r"(?:为|是|在|于|位于)?[ :]{0,3}(?:为|是|在|于)?"
    rf"({_LINE}{{4,60}})"
)
# 张三，男，汉族，1990年1月1日出生，住清河市……
_RESIDES = re.compile(rf"(?:[,，、。;；\n(（ ]|出生|汉族|族)住(?:在|于)?({_LINE}{{6,60}})")
_FLAT = re.compile(
    r"[\u4e00-\u9fff0-9]{2,40}?(?:路|街|巷|弄|胡同|小区|花园|苑|家园|公寓|新村|新区|新城|社区|宿舍|里|园|庭|湾|府|城|居|邸|家属院|村)"
    rf"(?:[\u4e00-\u9fff]{{0,6}}?{_NUMBER}(?:号院|号楼|号|弄|栋|幢|座|楼|区|期|#)){{1,4}}"
    rf"(?:{_NUMBER}单元)?(?:{_NUMBER}(?:楼|层))?{_NUMBER}(?:室|户|房)"
    r"|[\u4e00-\u9fff0-9]{2,40}?(?:路|街|巷|弄|小区|花园|苑|家园|公寓|新村|新区|新城|社区|宿舍|里|园|庭|湾|府|城|居|邸|家属院)"
    rf"{_NUMBER}?(?:号院|号楼|号|栋|幢|座|楼|#|-)?{_NUMBER}?(?:号楼|栋|幢|座|楼|#|-)?{_NUMBER}单元(?:{_NUMBER}(?:楼|层))?{_NUMBER}(?:室|户|号|房)?"
)
_FARM = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:乡|镇|街道|县|区|农场|办事处)[\u4e00-\u9fff]{1,12}?(?:村|屯|庄|寨|社区|嘎查)(?:[\u4e00-\u9fff]{1,8}?(?:屯|庄|寨|自然村))?"
    rf"{_NUMBER}(?:村民小组|小组|组|社|队){_NUMBER}(?:号|户)"
    r"|[\u4e00-\u9fff]{1,12}?(?:乡|镇|街道)[\u4e00-\u9fff]{1,12}?(?:村|屯|庄|寨|嘎查)(?:[\u4e00-\u9fff]{1,8}?(?:屯|庄|寨|路|街|巷))?"
    rf"{_NUMBER}号(?![楼令文线院房])"
)
# Where an organ sits is no one's home.
_OFFICE = re.compile(
    r"政府|政务|行政中心|办公|机关|大厅|服务中心|法院|检察院|会议|信箱|公安局|派出所|委员会|村委会|居委会|人民医院|学校|公司|工业园|市场监管"
)
_HOUSEHOLD = re.compile(r"室|户|单元|组|社|队|号|村|屯|小区|栋|幢|弄|楼")


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each home address in a text that was folded."""
    for pattern in (_LIVES, _RESIDES):
        for match in pattern.finditer(text):
            address = match[1]
            units = len(set(_UNIT.findall(address)))
            if units >= 2 and _HOUSEHOLD.search(address) and not _OFFICE.search(address):
                yield match.start(1), match.end(1)
    for pattern in (_FLAT, _FARM):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 4) : match.end() + 8]
            if not _OFFICE.search(around):
                yield match.start(), match.end()
