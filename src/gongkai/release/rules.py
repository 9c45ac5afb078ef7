"""What the gate looks for: each rule with what it means and what to do, in both languages.

Personal data may be given out only as 条例 Art. 15 allows and 个人信息保护法 Art. 34 bounds; what hides in a
file has never been reviewed by anyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Rule(NamedTuple):
    """A rule: `personal` if it finds personal data in text, not a hiding place."""

    chinese: str
    english: str
    personal: bool = False


_RULES = {
    # Personal data, wherever the words stand.
    "id_number": Rule(
        "公民身份号码，请遮盖后再发出", "a resident ID number; redact it first", personal=True
    ),
    "residence_permit": Rule(
        "港澳台居民居住证或者外国人永久居留身份证号码，请遮盖",
        "the number of a residence permit; redact it first",
        personal=True,
    ),
    "passport": Rule(
        "护照或者往来通行证号码，请遮盖",
        "a passport or travel permit number; redact it first",
        personal=True,
    ),
    "mobile": Rule(
        "手机号码，请遮盖；本机关公布的号码可列入允许名单",
        "a mobile number; redact it, or allow it if the organ publishes it",
        personal=True,
    ),
    "landline": Rule(
        "固定电话；本机关公布的号码请列入允许名单，其他的请遮盖",
        "a telephone number; allow it if the organ publishes it, otherwise redact it",
        personal=True,
    ),
    "bank_card": Rule("银行卡号或者账号，请遮盖", "a bank card number; redact it", personal=True),
    "email": Rule(
        "电子邮箱；本机关公布的请列入允许名单，其他的请遮盖",
        "an e-mail address; allow it if the organ publishes it, otherwise redact it",
        personal=True,
    ),
    "home_address": Rule("个人住址，请遮盖", "a home address; redact it", personal=True),
    "plate": Rule("机动车号牌，请遮盖", "a number plate; redact it", personal=True),
    "social_account": Rule(
        "个人微信号或者QQ号，请遮盖", "a WeChat or QQ account; redact it", personal=True
    ),
    # What nobody sees on the page.
    "covered_text": Rule(
        "色块或者图片下面还有文字，复制即可取出；请用真正的遮盖",
        "text remains under a box or a picture and can be copied out; redact it properly",
    ),
    "invisible_text": Rule("看不见的文字（白字、透明或者极小）", "text that cannot be seen"),
    "outside_page": Rule("页面可见范围以外的文字", "text outside the visible part of the page"),
    "annotation": Rule("批注、注释或者附注", "an annotation"),
    "comment": Rule("批注或者注释", "a comment"),
    "tracked_change": Rule(
        "修订痕迹：请接受或者拒绝全部修订", "tracked changes; accept or reject them all"
    ),
    "hidden_text": Rule("隐藏的文字", "hidden text"),
    "hidden_sheet": Rule("隐藏的工作表", "a hidden sheet"),
    "hidden_row": Rule("隐藏的行", "a hidden row"),
    "hidden_column": Rule("隐藏的列", "a hidden column"),
    "hidden_name": Rule(
        "隐藏的名称，或者指向隐藏数据的名称", "a name that is hidden or points to hidden data"
    ),
    "external_link": Rule("指向外部文件的链接", "a link to a file outside"),
    "pivot_cache": Rule("透视表带着源数据", "a pivot table carries its source data"),
    "embedded_file": Rule("嵌入的文件或者附件", "an embedded file"),
    "macro": Rule("宏", "a macro"),
    "script": Rule("脚本", "a script"),
    "form_value": Rule("表单域里填有内容", "a form field holds a value"),
    "author": Rule(
        "文件属性里有个人姓名；机关名称可列入允许名单",
        "the properties name a person; allow it if it is an organ",
    ),
    "custom_property": Rule("自定义属性", "a custom property"),
    "thumbnail": Rule(
        "缩略图，可能显示修改前的样子", "a thumbnail, which may show an earlier state"
    ),
    "gps": Rule("照片带有拍摄位置", "the picture tells where it was taken"),
    "earlier_version": Rule(
        "文件里还留着修改前的内容；请另存为新文件",
        "the file still holds what it said before; save it anew",
    ),
    # What cannot be shown to be clean.
    "picture": Rule(
        "只有图像，程序无法辨认其中的内容；请人看过并确认",
        "a picture, which no program here can read; a person must look and confirm",
    ),
    "unreadable": Rule(
        "无法检查，不能证明没有泄露，因此不予放行",
        "cannot be examined and so cannot be shown to be clean",
    ),
}
RULES: Mapping[str, Rule] = MappingProxyType(_RULES)
PERSONAL = tuple(name for name, rule in _RULES.items() if rule.personal)
UNSHOWN = frozenset({"unreadable", "picture"})
"""Rules that found nothing wrong but could not look."""
