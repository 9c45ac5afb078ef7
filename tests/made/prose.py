"""The words of a made report: sections, sub-sections and claims that agree with its figures, in many wordings.

A clean report says nothing that its figures, or its own other words, contradict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.made.figures import Figures, make_figures
from tests.made.official import Id
from tests.made.organs import ORGANS, Organ
from tests.made.report import Block, MadeReport, Paragraph, Sentence, TableMark

NUMERALS = "一二三四五六七八九十"


def percent(part: int, whole: int, places: int = 2) -> str:
    """Return part of whole in per cent, rounded half up, as a report prints it: 33.33%."""
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )
    return f"{share}%"


@dataclass(slots=True)
class Chooser:
    """Chooses wordings. It remembers what it chose, so that next year's report can be worded otherwise."""

    random: Random
    avoid: dict[str, int] = field(default_factory=dict)
    chosen: dict[str, int] = field(default_factory=dict)

    def pick(self, name: str, options: tuple[str, ...] | list[str]) -> str:
        """Return one of the options, never the one that stood under this name last year."""
        indexes = [i for i in range(len(options)) if i != self.avoid.get(name)] or [0]
        self.chosen[name] = self.random.choice(indexes)
        return options[self.chosen[name]]


@dataclass(slots=True)
class Writer:
    """What the sentences are written from."""

    organ: Organ
    year: int
    figures: Figures
    choose: Chooser
    previous_published: int | None = None

    def total(self, row: str) -> int:
        """Return a row of table 3 in the total column."""
        return int(self.figures[Id("table3", row, "total")])

    @property
    def scale(self) -> int:
        """Return how busy the organ is, 1 to 60."""
        return {"none": 1, "town": 2, "bureau": 6, "county": 25, "city": 60}[self.figures.scale]


def _preamble(w: Writer) -> list[Sentence]:
    number = "国办公开办函〔2021〕30号" if w.figures.form == "2021" else "国办公开办函〔2019〕60号"
    title = "政府信息公开工作年度报告格式" + ("" if w.figures.form == "2021" else "（试行）")
    name, year, domain = w.organ.name, w.year, w.organ.domain
    law = w.choose.pick("preamble.law", (
        f"根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国{title}〉的通知》（{number}）要求，编制本报告。",
        f"按照《中华人民共和国政府信息公开条例》第五十条规定，依据《中华人民共和国{title}》（{number}），现公布{name}{year}年政府信息公开工作年度报告。",
        f"本报告依据《中华人民共和国政府信息公开条例》以及《关于印发〈中华人民共和国{title}〉的通知》（{number}）编制，向社会公布。",
    ))  # fmt: skip
    parts = w.choose.pick("preamble.parts", (
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。",
        "全文包括总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项等六部分。",
        "报告主要包括：总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项。",
    ))  # fmt: skip
    period = w.choose.pick("preamble.period", (
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        f"本报告统计数据从{year}年1月1日至12月31日。",
        f"本年度报告中所列数据的统计周期为{year}年1月1日至12月31日。",
    ))  # fmt: skip
    organ = w.organ
    contact = w.choose.pick("preamble.contact", (
        f"本报告电子版可在{organ.site}（{domain}）下载。如对本报告有疑问，请与{organ.office}联系（地址：{organ.address}；邮编：{organ.postcode}；电话：{organ.telephone}）。",
        f"如对本报告有任何疑问，请联系{organ.office}，联系地址：{organ.address}，邮政编码：{organ.postcode}，联系电话：{organ.telephone}，电子邮箱：xxgk@{domain.removeprefix('www.')}。",
        f"公众可登录{organ.site}（http://{domain}/）查阅本报告。联系单位：{organ.office}；联系地址：{organ.address}；邮编：{organ.postcode}；电话及传真：{organ.telephone}。",
    ))  # fmt: skip
    return [
        Sentence("preamble.law", law),
        Sentence("preamble.parts", parts),
        Sentence("preamble.period", period),
        Sentence("preamble.contact", contact),
    ]


def _opening(w: Writer) -> list[Sentence]:
    congress = (
        "党的十九大和十九届历次全会精神" if w.year < 2022 else "党的二十大和二十届历次全会精神"
    )
    organ, year = w.organ, w.year
    text = w.choose.pick("opening", (
        f"{year}年，{organ.short}坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻{congress}，在{organ.leaders}坚强领导下，认真落实《条例》各项要求，扎实推进政府信息公开，保障群众的知情权、参与权和监督权。",
        f"{year}年，{organ.short}认真贯彻{congress}，紧紧围绕中心工作和群众关切，把政务公开作为转变作风、改进服务的重要抓手，健全机制、规范流程，各项任务按期完成。",
        f"一年来，{organ.short}以{congress}为指引，按照“以公开为常态、不公开为例外”的原则，严格执行《条例》，推动公开内容更加全面、渠道更加畅通、管理更加规范。现将{year}年工作情况报告如下。",
    ))  # fmt: skip
    return [Sentence("opening", text)]


def _proactive(w: Writer) -> list[Sentence]:
    random, year, organ = w.choose.random, w.year, w.organ
    # The portal and the accounts are counted apart here, so that the parts make the whole.
    portal = random.randint(20, 60) * w.scale + random.randint(0, 9)
    media = random.randint(10, 90) * w.scale + random.randint(0, 9)
    if w.previous_published:
        portal += w.previous_published  # last year's figure, told again below, has been passed
    w.choose.chosen["published.portal"] = portal
    total = portal + media
    out = [
        Sentence("published.total", w.choose.pick("published.total", (
            f"全年主动公开政府信息{total}条，其中通过政府门户网站公开{portal}条，通过政务新媒体公开{media}条。",
            f"{year}年，{organ.short}共发布各类政府信息{total}条，其中门户网站{portal}条、政务微信公众号{media}条。",
            f"本年度通过{organ.site}、政务新媒体等渠道主动公开信息{total}条（门户网站{portal}条，政务新媒体{media}条）。",
        ))),
    ]  # fmt: skip
    before = w.previous_published or round(portal * random.uniform(0.72, 0.97)) or 1
    if before < portal:
        out.append(Sentence("published.growth", w.choose.pick("published.growth", (
            f"门户网站发布量由上年的{before}条增加到{portal}条，增长{percent(portal - before, before)}。",
            f"网站信息发布量从{before}条提高至{portal}条，同比增长{percent(portal - before, before, 1)}。",
            f"门户网站公开信息较上年的{before}条增加{portal - before}条，增幅{percent(portal - before, before)}。",
        ))))  # fmt: skip
    text, video = random.randint(2, 9) + w.scale, random.randint(1, 7)
    out.append(Sentence("interpretation", w.choose.pick("interpretation", (
        f"围绕重要政策文件发布解读材料{text + video}篇，其中文字和图表解读{text}篇，视频解读{video}篇。",
        f"坚持政策文件与解读同步起草、同步审批、同步发布，制作解读产品{text + video}个（图文{text}个、视频{video}个）。",
        f"加强政策解读，全年解读政策{text + video}件次，其中负责人访谈类{video}件次，图文类{text}件次。",
    ))))  # fmt: skip
    if w.figures.scale in ("bureau", "county", "city"):
        had = random.randint(60, 240)
        now = had - random.randint(10, had // 2)
        out.append(Sentence("reduction", w.choose.pick("reduction", (
            f"推进“高效办成一件事”，申请材料从{had}份减少至{now}份，压减{percent(had - now, had, 1)}。",
            f"优化办事流程，办理环节由{had}个压缩到{now}个，精简{percent(had - now, had)}。",
            f"集成办理后，所需表单由{had}张降至{now}张，下降{percent(had - now, had, 1)}。",
        ))))  # fmt: skip
    return out


def _received(w: Writer) -> list[Sentence]:
    new, old, done, left = (
        w.total(row) for row in ("received", "carried_in", "concluded", "carried_out")
    )
    year, ours = w.year, w.organ.ours
    if new == 0 and old == 0:
        return [Sentence("requests.received", w.choose.pick("requests.none", (
            f"{year}年，{ours}未收到政府信息公开申请，无上年度结转申请。",
            "全年共收到依申请公开0件，无结转下年度继续办理事项。",
            "本年度未受理政府信息公开申请。",
            f"{year}年未收到任何形式的政府信息公开申请。",
        )))]  # fmt: skip
    if new == 0:
        return [
            Sentence("requests.received", "全年共收到依申请公开0件，"),
            Sentence("requests.carried_in", f"办结{year - 1}年结转{old}件，" if not left else f"上年结转{old}件，"),
            Sentence("requests.carried_out", f"结转下年度继续办理{left}件。" if left else "无结转下年度继续办理事项。"),
        ]  # fmt: skip
    person = int(w.figures[Id("table3", "received", "natural_person")])
    received = w.choose.pick("requests.received", (
        f"全年共收到政府信息公开申请{new}件，",
        f"本年新收政府信息公开申请{new}件（自然人{person}件，法人或其他组织{new - person}件），",
        f"{year}年，{ours}新接收政府信息公开申请{new}件，",
        f"全年收到政府信息公开申请{_numeral(new)}件，",
        f"全年共办理政府信息公开申请{new + old}件，其中本年新收{new}件，",
    ))  # fmt: skip
    carried = w.choose.pick("requests.carried_in", (
        f"上年结转{old}件，",
        f"{year - 1}年结转{old}件，",
        f"结转上年度申请{old}件，",
    )) if old else w.choose.pick("requests.not_carried_in", ("无上年结转申请，", "上年结转0件，", "无上年度结转，"))  # fmt: skip
    concluded = w.choose.pick("requests.concluded", (
        f"办结{done}件，",
        f"共办理答复{done}件，",
        f"已办结{done}件，",
    ))  # fmt: skip
    out = w.choose.pick("requests.carried_out", (
        f"结转下年度继续办理{left}件。",
        f"另有{left}件结转至{year + 1}年继续办理。",
        f"余{left}件转下年度办理。",
    )) if left else w.choose.pick("requests.not_carried_out", (
        "均在法定期限内予以答复。",
        "无结转下年度继续办理事项。",
        "全部按期办结。",
    ))  # fmt: skip
    return [
        Sentence("requests.received", received),
        Sentence("requests.carried_in", carried),
        Sentence("requests.concluded", concluded),
        Sentence("requests.carried_out", out),
    ]


def _numeral(count: int) -> str:
    """Print a count up to ten in Chinese, as small organs do."""
    return NUMERALS[count - 1] if 1 <= count <= 10 else str(count)


def _outcomes(w: Writer) -> list[Sentence]:
    done = w.total("concluded")
    if not done:
        return []
    names = (("granted", "予以公开"), ("partially_granted", "部分公开"), ("refused", "不予公开"),
             ("unavailable", "无法提供"), ("not_processed", "不予处理"), ("other", "其他处理"))  # fmt: skip
    counts = {name: w.figures.group(name) for name, _ in names}
    if done < 5:
        return [Sentence("requests.outcomes", "其中" + "，".join(f"{zh}{counts[n]}件" for n, zh in names if counts[n]) + "。")]  # fmt: skip
    plain = "、".join(f"{zh}{counts[n]}件" for n, zh in names)
    shares = "；".join(f"{zh}{counts[n]}件，占{percent(counts[n], done)}" for n, zh in names)
    merged = counts["granted"] + counts["partially_granted"]
    text = w.choose.pick("requests.outcomes", (
        f"办结的申请中，{plain}。",
        f"从办理结果看，{shares}。",
        f"答复情况为：予以公开及部分公开{merged}件，不予公开{counts['refused']}件，无法提供{counts['unavailable']}件，不予处理{counts['not_processed']}件，作其他处理{counts['other']}件。",
    ))  # fmt: skip
    return [Sentence("requests.outcomes", text)]


def _remedies(w: Writer) -> list[Sentence]:
    def row(name: str, column: str = "total") -> int:
        return int(w.figures[Id("table4", name, column)])

    reviews = row("reconsideration")
    suits = row("litigation_direct") + row("litigation_after_reconsideration")
    open_ = sum(
        row(name, "pending")
        for name in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    )
    if not reviews and not suits:
        text = w.choose.pick("remedies.none", (
            "本年度未发生因政府信息公开引起的行政复议、行政诉讼。",
            "未收到因政府信息公开被申请的行政复议和提起的行政诉讼。",
            f"{w.year}年因政府信息公开被申请行政复议0件、被提起行政诉讼0件。",
        ))  # fmt: skip
        return [Sentence("remedies", text)]
    ending = f"，其中尚未审结{open_}件。" if open_ else "，均已审结。"
    text = w.choose.pick("remedies", (
        f"因政府信息公开被申请行政复议{reviews}件，被提起行政诉讼{suits}件",
        f"全年发生政府信息公开类行政复议{reviews}件、行政诉讼{suits}件",
        f"涉及政府信息公开的行政复议案件{reviews}件、行政诉讼案件{suits}件",
    ))  # fmt: skip
    return [Sentence("remedies", text + ending)]


def _management(w: Writer) -> list[Sentence]:
    out = [Sentence("management", w.choose.pick("management", (
        "严格执行“先审查、后公开”制度，落实信息发布“三审三校”，从公文起草环节同步明确公开属性，做到涉密信息不上网。",
        "完善信息发布审核流程，公开前填写审查表，由科室、分管负责人和主要负责人逐级把关，确保内容合法、准确、及时。",
        "对机构职能、领导信息、权责清单等栏目实行动态管理，发现过期内容及时调整；拟公开文件一律先经保密审查。",
    )))]  # fmt: skip
    if w.figures.form == "2021":
        issued, repealed, force = (int(w.figures[Id("table2", "normative_documents", c)]) for c in ("issued", "repealed", "in_force"))  # fmt: skip
        out.append(Sentence("documents", w.choose.pick("documents", (
            f"本年度制发行政规范性文件{issued}件，废止行政规范性文件{repealed}件，现行有效{force}件。",
            f"开展行政规范性文件清理，全年制发{issued}件，废止{repealed}件，现行有效行政规范性文件{force}件。",
            f"截至年底，现行有效行政规范性文件{force}件，其中本年新制发{issued}件；年内废止{repealed}件。",
        )) if issued or repealed or force else w.choose.pick("documents.none", (
            "本年度制发行政规范性文件0件，废止0件，现行有效0件。",
            "本年度未制发行政规范性文件，无现行有效行政规范性文件。",
            "全年没有制发、废止行政规范性文件。",
        ))))  # fmt: skip
    else:
        made, shown = (int(w.figures[Id("table2", "规范性文件", c)]) for c in ("新制作", "新公开"))
        out.append(Sentence("documents", f"本年度新制作规范性文件{made}件，新公开{shown}件。"))
    return out


def _platform(w: Writer) -> list[Sentence]:
    random = w.choose.random
    letters = random.randint(12, 40) * w.scale
    solved = letters - random.randint(1, max(1, letters // 60))
    return [
        Sentence("platform", w.choose.pick("platform", (
            f"依托{w.organ.site}政府信息公开专栏，优化目录设置和检索功能，做到栏目清晰、查找方便。",
            "发挥门户网站第一平台作用，规范政务新媒体账号管理，及时关停更新不及时、关注度低的账号。",
            "改版政府信息公开平台，公开指南和公开目录随机构职能变化同步更新，线下查阅点配齐查询设备和资料。",
        ))),
        Sentence("platform.rate", w.choose.pick("platform.rate", (
            f"受理群众来信{letters}件，已办结{solved}件，办结率{percent(solved, letters)}。",
            f"领导信箱收到来信{letters}件，办结率{percent(solved, letters)}。",
            f"网上互动栏目收到有效留言{letters}件，按期答复率{percent(solved, letters)}。",
        ))),
    ]  # fmt: skip


def _assessment(w: Writer) -> list[Sentence]:
    """条例 art. 50 (5), as the form asks it of governments: 工作考核, 社会评议 and 责任追究结果情况."""
    if not w.organ.name.endswith(("人民政府", "办事处")):
        return []
    return [Sentence("assessment", w.choose.pick("assessment", (
        "年度政务公开考核结果经审定后通报各单位，社会评议满意度总体良好。",
        "完成全年政务公开工作考核，向社会公布评议结果。",
        "组织开展政务公开工作考核和社会评议，考核结果计入综合绩效。",
    )))]  # fmt: skip


def _supervision(w: Writer) -> list[Sentence]:
    random = w.choose.random
    courses, people = random.randint(1, 4), random.randint(2, 12) * 10
    return [
        Sentence("supervision", w.choose.pick("supervision", (
            f"把政务公开纳入年度考核，组织业务培训{courses}期、参训{people}余人次，按季度开展栏目自查。",
            f"主要负责人定期听取情况汇报，全年举办专题培训{courses}次，{people}余人参加；主动接受社会评议。",
            f"建立检查通报制度，年内通报{courses}期，问题整改到位；组织{people}余名干部参加业务学习。",
        ))),
        *_assessment(w),
        Sentence("accountability", w.choose.pick("accountability", (
            f"{w.year}年未出现因政府信息公开问题受到责任追究的情况。",
            "年内没有因政府信息公开工作不力被追究责任的情形。",
            "本年度无责任追究情况发生。",
        ))),
    ]  # fmt: skip


def _on_request(w: Writer) -> list[Sentence]:
    return _received(w) + _outcomes(w) + _remedies(w)


ASPECTS = (
    ("proactive", ("主动公开情况", "主动公开", "主动公开方面"), _proactive),
    ("on_request", ("依申请公开情况", "依申请公开", "依申请公开方面"), _on_request),
    ("management", ("政府信息管理情况", "政府信息管理", "政府信息管理方面"), _management),
    ("platform", ("政府信息公开平台建设情况", "平台建设", "平台建设方面"), _platform),
    ("supervision", ("监督保障情况", "监督保障", "监督保障方面"), _supervision),
)  # fmt: skip


def _problems(w: Writer) -> list[list[Sentence]]:
    named = w.choose.pick("problems.named", (
        f"{w.year}年，{w.organ.ours}政府信息公开工作取得一定成效，但仍存在一些不足：一是政策解读形式较为单一，图表、视频等形式运用不多；二是个别栏目内容更新不够及时；三是业务人员对申请内容的研判能力有待提高。",
        "对照上级要求和群众期盼，工作中还存在以下问题：一是少数科室主动公开意识不强，信息报送不够及时；二是公开内容与群众实际需求结合不紧；三是工作人员变动较快，业务衔接不够顺畅。",
        f"回顾全年，{w.organ.ours}在工作中主要存在三个方面的不足：一是重点领域信息公开的深度不够；二是答复文书的规范性还需加强；三是线下公开场所利用率不高。",
    ))  # fmt: skip
    improved = w.choose.pick("problems.improved", (
        f"{w.year + 1}年，将重点做好以下改进：一是丰富解读形式，让群众看得懂、用得上；二是健全栏目巡查机制，责任到岗；三是加强业务培训和案例研讨，提高依法答复水平。",
        "下一步，将采取以下措施：一是把公开要求嵌入办文流程，压实科室责任；二是开展公众需求调查，按需调整公开重点；三是编写岗位操作手册，实行新老人员结对带教。",
        "针对上述问题，将从以下方面改进：一是分领域完善公开事项清单，推动公开向基层延伸；二是统一答复文书样式，落实法制审核；三是完善查阅场所功能，方便老年人等群体使用。",
    ))  # fmt: skip
    return [[Sentence("problems.named", named)], [Sentence("problems.improved", improved)]]


def _other(w: Writer) -> list[list[Sentence]]:
    random, year = w.choose.random, w.year
    asked = w.total("received")
    if asked >= 60 and random.random() < 0.5:
        count = random.randint(2, max(2, asked // 30))
        fee = f"{year}年，对{count}件政府信息公开申请收取信息处理费，共计{count * random.randint(5, 30) * 10}元。"
        w.choose.chosen["fees"] = 9
    else:
        fee = w.choose.pick("fees", (
            f"本机关{year}年未收取信息处理费。",
            f"按照《政府信息公开信息处理费管理办法》规定，{year}年收取信息处理费0元。",
            f"{year}年度没有发生信息处理费收费情况。",
        ))  # fmt: skip
    motions, proposals = random.randint(1, 30), random.randint(1, 40)
    more = w.choose.pick("other.more", (
        f"全年承办人大代表建议{motions}件、政协提案{proposals}件，办理结果依法向社会公开。",
        "落实政务公开工作要点，逐项明确责任科室和完成时限，年度任务按计划推进。",
        f"举办“政府开放日”活动，邀请企业代表、居民代表{motions + 10}人参加，听取意见建议。",
    ))  # fmt: skip
    return [[Sentence("fees", fee)], [Sentence("other.more", more)]]


HEADS = {
    "overview": ("总体情况", "总体情况", "概述"),
    "disclosure": ("主动公开政府信息情况", "主动公开政府信息情况", "行政机关主动公开政府信息情况"),
    "requests": ("收到和处理政府信息公开申请情况",) * 3,
    "remedies": (
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议、行政诉讼情况",
    ),
    "problems": ("存在的主要问题及改进情况", "存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
    "other": ("其他需要报告的事项", "其他需要报告的事项", "其他需要报告的事项"),
}  # fmt: skip
TABLES = {"disclosure": "table2", "requests": "table3", "remedies": "table4"}


def write_report(
    figures: Figures,
    seed: int,
    *,
    organ: Organ | None = None,
    year: int | None = None,
    avoid: dict[str, int] | None = None,
    previous_published: int | None = None,
) -> tuple[MadeReport, dict[str, int]]:
    """Write a clean report over these figures; also return which wordings were chosen."""
    random = Random(f"prose/{seed}/{figures.form}/{figures.scale}")
    organ = organ or random.choice(ORGANS[figures.scale])
    if year is None:
        year = random.choice((2021, 2022, 2023, 2024) if figures.form == "2021" else (2019, 2020))
    choose = Chooser(random, avoid or {})
    w = Writer(organ, year, figures, choose, previous_published)
    style = random.randrange(3)
    own_line = random.random() < 0.5
    blocks: list[Block] = []

    def add(kind: str, sentences: list[Sentence], section: str = "") -> None:
        blocks.append(Paragraph(kind, tuple(sentences), section))

    if random.random() < 0.5:
        add("title", [Sentence("title.organ", organ.name)])
        add("title", [Sentence("title", f"{year}年政府信息公开工作年度报告")])
    else:
        add("title", [Sentence("title", f"{organ.name}{year}年政府信息公开工作年度报告")])
    add("text", _preamble(w))
    for number, (kind, heads) in zip(NUMERALS, HEADS.items(), strict=False):
        add("heading", [Sentence(f"head.{kind}", f"{number}、{heads[style]}")], kind)
        if kind == "overview":
            add("text", _opening(w), kind)
            for index, (aspect, titles, write) in enumerate(ASPECTS):
                head = Sentence(f"aspect.{aspect}", f"（{NUMERALS[index]}）{titles[style]}")
                if own_line:
                    add("subheading", [head], kind)
                    add("text", write(w), kind)
                else:
                    add("text", [Sentence(head.name, head.text + "。"), *write(w)], kind)
        elif kind in TABLES:
            blocks.append(TableMark(TABLES[kind], kind))
        else:
            for sentences in _problems(w) if kind == "problems" else _other(w):
                add("text", sentences, kind)
    return MadeReport(organ.name, year, figures, tuple(blocks)), choose.chosen


def make_report(
    seed: int,
    *,
    form: str = "2021",
    scale: str = "bureau",
    single_other: bool | None = None,
    year: int | None = None,
    organ: Organ | None = None,
) -> MadeReport:
    """Make a clean report from a seed."""
    figures = make_figures(seed, form=form, scale=scale, single_other=single_other)
    return write_report(figures, seed, organ=organ, year=year)[0]
