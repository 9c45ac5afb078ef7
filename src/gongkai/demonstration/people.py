"""Invented people and what they ask for. Any likeness is chance."""

from __future__ import annotations

from random import Random

from gongkai.requests.domain.intake import Applicant, Content

SURNAMES = "赵钱孙李周吴郑王冯陈沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳"
GIVEN = (
    "明", "岚", "晓东", "建国", "丽华", "志强", "桂英", "文博", "雨桐", "思远", "海燕", "国庆", "子涵", "春梅",
    "家豪", "雪松", "秀兰", "一鸣", "立新", "玉洁", "浩然", "静怡", "永康", "婉婷", "云帆", "德胜", "佳琪",
)  # fmt: skip
PLACES = (
    "城东", "城西", "南苑", "北岭", "河湾", "石桥", "青龙", "柳林", "高铁新区", "老城区", "东湖", "西山", "云台",
)  # fmt: skip
TOPICS = (
    "文化中心项目监理合同",
    "道路改造工程招标文件",
    "房屋征收补偿方案及评估报告",
    "污水处理厂环境影响评价批复",
    "学校扩建立项批复",
    "公交线路调整论证材料",
    "养老服务中心运营补贴发放情况",
    "老旧小区改造施工许可证",
    "2025年度部门决算明细",
    "集中供热价格成本监审报告",
    "公共停车场特许经营协议",
    "农贸市场食品抽检结果",
    "土地出让合同及宗地图",
    "政府购买服务项目清单",
    "河道整治工程竣工验收报告",
    "信访事项处理意见书",
    "行政处罚决定书及案卷",
    "政务服务大厅窗口人员招录结果",
    "社区卫生服务站建设资金使用情况",
    "旅游景区承载量核定文件",
)
FIRMS = ["恒远", "明达", "华信", "众和", "瑞丰", "博雅", "安泰", "天成", "汇川", "广宇"]
BODIES = {
    "company": "清河{}商贸有限公司",
    "research_body": "{}城市发展研究院",
    "social_welfare_body": "清河市{}公益促进会",
    "legal_service_body": "{}律师事务所",
    "other": "{}业主委员会",
}
CLASSES = ("natural_person",) * 14 + tuple(BODIES) + ("company",) * 2


def invent_name(chance: Random) -> str:
    """Return a name."""
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def invent_id_number(chance: Random) -> str:
    """Return a number with a right check digit, of an area code that no place has (GB 11643)."""
    digits = f"990{chance.randint(100, 999)}{chance.randint(1950, 2004)}"
    digits += f"{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}{chance.randint(0, 999):03d}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
    return digits + "10X98765432"[total % 11]


def invent_applicant(chance: Random) -> Applicant:
    """Return somebody who asks; telephone numbers are of a range that is not given out."""
    kind = chance.choice(CLASSES)
    name = invent_name(chance)
    phone = f"100{chance.randint(10_000_000, 99_999_999)}"
    address = f"清河市{chance.choice(PLACES)}街道虚构路{chance.randint(1, 300)}号"
    if kind == "natural_person":
        return Applicant(kind, name, "resident", invent_id_number(chance), phone, "", address)
    body = BODIES[kind].format(chance.choice(FIRMS))
    return Applicant(kind, body, phone=phone, address=address, contact=name)


def invent_content(chance: Random) -> Content:
    """Return what is asked for."""
    subject = f"{chance.choice(PLACES)}{chance.choice(TOPICS)}"
    form = chance.choice(["electronic", "paper"])
    return Content(f"申请公开{subject}，请以清晰可读的文本提供。", subject, form=form)
