"""The words in which reports speak of the figures that the tables hold, as parts of patterns.

Words that may stand for each other are named once. `#` is a quantity (see `wording`).
"""

from __future__ import annotations

# Between a word and its quantity: no other clause, no other quantity. A list of words may stand there
# (公民、法人和其他组织) only in the wide one.
GAP = r"[^,。;:()、\n#]"
WIDE = r"[^,。;:()\n#]"
STOP = r"(?=[,。;、)\n]|$)"
# What may stand between the name of a figure and the figure; possessive, so that no text makes it slow.
TAIL = (
    r"(?:政府信息公开|依申请公开|信息公开|相关政府信息|相关信息|政府信息|告知书|申请|案件|答复|决定|处理|办理|情形|情况|事项|数量|"
    r"总数|总量|总计|共计|合计|共有|分别|累计|的|类|案|件|书|量|数|共|计|达|到|为|是|有|了|各|均|[”’」])*+#"
)
NOT = r"(?:未曾?|没有|(?<!有)无|均?未|不存在|未有)"
# Where 未 alone would deny what follows it only (未办结的结转至下年度9件).
NONE = r"(?:没有|(?<!有)无(?!法)|不存在|未(?:曾)?(?:有|发生|出现|产生))"

PERIOD = r"本年度?|全年|今年|20[0-9]{2}年度?"

# 年度之间
NEXT_YEAR = r"(?:下一?个?年度?|次年度?|明年|下年|(?P<into>20[0-9]{2})年度?)"
LAST_YEAR = r"(?:上一?年度?|去年|往年|以前年度)"
LAST_NAMED = rf"(?:{LAST_YEAR}|(?P<of>20[0-9]{{2}})年度?)"
MOVED = r"(?:结转|转结|顺延|延续|延期?|转入|转接|转|留)(?:至|到|入|于)?"
HELD = r"(?:结转|转结|转入|转接|接转|遗留|(?<=未)办结|未答复|延续)"
REST = r"(?:尚有?|另有?|其余|剩余|余下?|还有|仍有|未办结|跨年度?(?:办理|结转)?)"
OPEN = (
    r"(?<!逾期)(?<!超期)(?:[尚仍正](?:在|处于)(?:法定|答复|办理|处理)*+(?:期限|时限|过程)?(?:之?内|中)?|"
    r"在办|[尚仍]?未(?:办结|答复|办理完[毕结]|[到届](?:法定|答复|办理)*+(?:期限|时限|期)))"
)

# 申请
ASKED = (
    r"(?:政府信息|信息公开|公开申请|依申请|申请公开|(?<!许可)(?<!复议)(?<!仲裁)(?<!登记)(?<!救助)"
    r"申请)"
)
RECEIVE = r"(?:收到|接收到?|接到|收悉|收件|登记|受理|收办|承办|办理|处理)"
EVERYBODY = (
    r"(?:公民|群众|社会公众|申请人|任何|形式的|法人|企业|其他组织|组织|单位|个人|本级|和|或者|或|、|及|"
    r"向[^,。;#\n]{2,8}?(?=申请|提))*+"
)
CONCLUDE = r"(?:(?<!未)(?<!未能)办结(?!转)|办理完毕|办理完结|(?<!未)答复|办理答复)"
ALL = r"(?:予以|同意|全部|准予|依法)?"
# Of each: words of which one stands in every match, and the pattern.
OUTCOMES = {
    "granted_or_partial": ("部分公开", rf"{ALL}公开(?:和|及|、|以及|或者?|与)(?:予以)?部分公开"),
    "partially_granted": ("部分", r"(?<!或)部分(?:予以)?公开"),
    "refused": ("不", r"(?:不予|不同意|不宜|不)公开"),
    "unavailable": ("无法提供", r"无法提供"),
    "not_processed": ("不予处理", r"不予处理"),
    "other": ("其他", r"其他(?:方式|情形|形式)?处理(?:\([^()#]{0,24}\))?"),
    "granted": (
        "公开",
        r"(?:(?<!部分)予以公开|(?<!不)同意公开|全部公开|准予公开|(?<=[,、;:\]为])公开)",
    ),
}
LEAVES = {
    "refused.state_secret": ("秘密", "国家秘密"),
    "refused.prohibited_by_law": ("禁止", "法律、?行政法规禁止"),
    "refused.third_party_rights": ("第三方", "第三方(?:合法)?权益"),
    "refused.internal_affairs": ("内部事务", "内部事务"),
    "refused.deliberative": ("过程性", "过程性信息"),
    "refused.enforcement_file": ("案卷", "执法案卷"),
    "refused.administrative_query": ("行政查询", "行政查询"),
    "unavailable.needs_creation": ("制作", "(?:另行|重新)制作"),
    "unavailable.still_unclear": ("补正", "补正后[^,。;#]{0,8}不明确"),
    "not_processed.petition": ("信访", "信访、?举报、?投诉"),
    "not_processed.repeated": ("重复", "重复申请"),
    "not_processed.publication": ("出版物", "公开出版物"),
    "other.supplement_overdue": ("逾期", "逾期(?:未|不)补正"),
    "other.fee_unpaid": ("逾期", "逾期(?:未|不)缴[^,。;#]{0,2}费"),
}
ORGANISATIONS = r"(?:法人(?:或者?|和|及|、)其他组织|法人、?组织|单位(?=(?:提出|申请)))"
APPLICANTS = {
    "company": (("企业",), r"商业企业|(?<!国有)企业(?=(?:提出|申请))"),
    "research_body": (("科研",), "科研机构"),
    "social_welfare_body": (("公益",), "社会公益组织"),
    "legal_service_body": (("法律服务",), "法律服务机构"),
    # 公民、法人和其他组织 is everybody.
    "natural_person": (
        ("自然人", "公民", "个人"),
        r"(?:自然人|公民(?:个人)?|个人(?=(?:提出|申请)))(?!、|和|或|及)",
    ),
    "legal_persons": (("组织", "单位"), rf"(?<!公民、)(?<!公民和)(?<!个人、){ORGANISATIONS}"),
}

# 复议、诉讼
AND = r"(?:和|及|、|以及|或者?|与|,)"
SUIT = r"(?:行政)?(?:诉讼|应诉)"
# What a denial denies: 未被提起行政诉讼, and not 未规定, 无国籍.
HAPPENED = (
    r"(?:发生|出现|产生|收到|接到|引起|引发|被|因|有|涉及|存在|任何|依申请|政府信息|信息公开|公民|"
    r"(?=行政复议|行政诉讼|复议|诉讼))"
)
CASES_END = (
    r"(?:[、和或及]?(?:被?提起)?(?:行政)?(?:诉讼|应诉|复议)|案件|申请|事项|情况|情形|问题|现象|数量|的|等)*+"
    r"(?=[,。;、()\n]|$)"
)
REVIEWS = r"(?:行政)?复议"

# 规范性文件、规章；许可、处罚、强制
NORM = r"(?:行政)?规范性文件|(?:政府|地方)?规章"
ISSUED = r"(?:制发|制定|新增|出台|印发)(?:和|并)?(?:公开|公布|发布|印发)?(?:的|了)?"
IN_FORCE = r"(?:现行有效|有效存续|继续有效|保留)(?:的)?"
COUNTED = r"(?:本年度?|总数|共计|合计|共有|数|共|为|达|计|有)*+#"
DECISIONS = {
    "licences": "行政许可",
    "penalties": "行政处罚",
    "coercive_measures": "行政强制",
}
DECIDED = r"(?:决定|事项|案件|措施|处理|数量|总数|共计|合计|的|共|计|为|达)*+#"
