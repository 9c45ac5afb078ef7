"""The columns of a register: what each is called, what may stand in it, and why it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.requests.process.kinds import METHODS
from gongkai.statute.clock.events import Channel
from gongkai.statute.outcomes import load_outcomes

CHANNELS = {
    Channel.COUNTER: ("当面提交", "handed in"),
    Channel.POST: ("邮寄", "post, signed for"),
    Channel.LETTER: ("平常信函", "ordinary letter"),
    Channel.ONLINE: ("网上提交", "online"),
    Channel.EMAIL: ("电子邮件", "e-mail"),
    Channel.FAX: ("传真", "fax"),
}
CLASSES = {
    "natural_person": ("自然人", "natural person"),
    "company": ("商业企业", "company"),
    "research_body": ("科研机构", "research body"),
    "social_welfare_body": ("社会公益组织", "social welfare body"),
    "legal_service_body": ("法律服务机构", "legal service body"),
    "other": ("其他", "other"),
}
IDENTITIES = {
    "resident": ("居民身份证", "resident identity card"),
    "uscc": ("统一社会信用代码", "unified social credit code"),
    "passport": ("其他证件", "other document"),
}
MEASURES = {"items": ("按件", "by item"), "pages": ("按量", "by page")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` are the words that may stand in it, by the value each means."""

    id: str
    chinese: str
    english: str
    help: str = ""
    help_en: str = ""
    required: bool = False
    choices: tuple[tuple[str, str, str], ...] = ()

    def find_choice(self, text: str) -> str | None:
        """Return the value that a text means: the word in either language, or the value itself."""
        wanted = "".join(text.split()).casefold()
        for value, *words in self.choices:
            if wanted in {value, *("".join(each.split()).casefold() for each in words)}:
                return value
        return None


def _choices(
    named: dict[str, tuple[str, str]] | dict[Channel, tuple[str, str]],
) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(value), *words) for value, words in named.items())


@cache
def load_columns() -> dict[str, Column]:
    """Return every column by its id, in the order of the sheet."""
    outcomes = tuple((leaf, each.label, each.label_en) for leaf, each in load_outcomes().items())
    columns = (
        Column("number", "编号", "Number", "原登记簿的编号；留空则按本系统的编号顺序给号",
               "As in the old register; empty: the next number is given"),
        Column("channel", "渠道", "Channel", required=True, choices=_choices(CHANNELS)),
        Column("day", "提交或到达日期", "Handed in or arrived", "当面：提交之日；邮寄：签收之日；其他：到达之日",
               "Handed in, signed for, or arrived", required=True),
        Column("confirmed", "确认收到日期", "Receipt confirmed",
               "网上、平常信函、传真、电子邮件：与申请人确认之日（条例第三十一条）",
               "Online, letter, fax, e-mail: the day of confirmation (art. 31)"),
        Column("kind", "申请人类别", "Kind of applicant", required=True, choices=_choices(CLASSES)),
        Column("name", "姓名或者名称", "Name of the applicant", required=True),
        Column("id_kind", "证件类型", "Kind of identity document", choices=_choices(IDENTITIES)),
        Column("id_number", "证件号码", "Number of the document", "单元格设为“文本”，否则末位会丢失",
               "Format the cell as text, or the last digits are lost"),
        Column("phone", "联系电话", "Telephone"),
        Column("email", "电子邮箱", "E-mail"),
        Column("address", "通信地址", "Postal address"),
        Column("subject", "事项摘要", "Subject", "列表上显示，不含个人信息", "Shown in lists; nothing personal",
               required=True),
        Column("description", "申请内容", "Request in the applicant's words", "留空则取事项摘要",
               "Empty: the subject"),
        Column("supplement_sent", "补正告知日期", "Supplement asked for"),
        Column("supplement_until", "补正期限", "Supplement due by"),
        Column("supplement_received", "补正收到日期", "Supplement received"),
        Column("fee_sent", "收费通知发出日期", "Fee notice sent"),
        Column("fee_delivered", "收费通知收到日期", "Fee notice delivered", "申请人收到收费通知之日",
               "The day the applicant received it"),
        Column("fee_measure", "计收标准", "Fee charged", choices=_choices(MEASURES)),
        Column("fee_quantity", "计收数量", "Fee quantity",
               "按件：申请人当月在本机关的累计件数；按量：页数。金额由此算出",
               "By item: the applicant's items of that month; by page: pages. The amount follows"),
        Column("fee_paid", "缴费日期", "Fee paid"),
        Column("third_party_sent", "征求第三方意见日期", "Third party consulted"),
        Column("third_party_delivered", "第三方收到征求意见书日期", "Third party received the letter"),
        Column("third_party_answered", "第三方意见收到日期", "Third party answered"),
        Column("co_maker", "共同制作机关", "Co-making organ", "征求了意见的机关名称（条例第三十四条）",
               "The organ that was consulted (art. 34)"),
        Column("co_maker_sent", "征求共同制作机关意见日期", "Co-making organ consulted"),
        Column("co_maker_delivered", "共同制作机关收到征求意见书日期", "Co-making organ received the letter"),
        Column("co_maker_answered", "共同制作机关意见收到日期", "Co-making organ answered"),
        Column("other_organ", "征求意见的其他机关", "Other organ", "征求了意见的机关名称（条例第三十三条第三款）",
               "The organ that was consulted (art. 33 para. 3)"),
        Column("organ_sent", "征求其他机关意见日期", "Other organ consulted"),
        Column("organ_answered", "其他机关意见收到日期", "Other organ answered"),
        Column("extended", "延期告知日期", "Extension notified"),
        Column("extension_days", "延期工作日数", "Working days of extension"),
        Column("approved_by", "延期批准人", "Extension approved by"),
        Column("answered", "答复日期", "Reply served"),
        Column("outcome", "办理结果", "Outcome", "年度报告表三的二十一项之一", "One of the 21 rows of table 3",
               choices=outcomes),
        Column("method", "送达方式", "How it was served",
               choices=tuple((key, *words) for key, words in METHODS.items())),
        Column("document", "答复文号", "Number of the reply"),
        Column("withdrawn", "撤回日期", "Withdrawn"),
        Column("archived", "归档日期", "Archived"),
    )  # fmt: skip
    return {column.id: column for column in columns}
