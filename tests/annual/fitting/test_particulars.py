import pytest

from gongkai.annual.reading import read_report

BODY = """
一、总体情况
本机关认真开展工作。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
"""


@pytest.mark.parametrize(
    ("head", "agency", "year"),
    [
        ("清河市水务局2024年政府信息公开工作年度报告", "清河市水务局", 2024),
        ("清河市水务局\n2024年政府信息公开工作年度报告", "清河市水务局", 2024),
        (
            "东渡新区白鹭街道办事处2023年度政府\n信息公开工作年度报告",
            "东渡新区白鹭街道办事处",
            2023,
        ),
        ("2019年清河市人民政府办公室政府信息公开工作年度报告", "清河市人民政府办公室", 2019),
        ("清河市水务局政府信息公开工作2022年度报告", "清河市水务局", 2022),
        (
            "当前位置：首页>政府信息公开>年报\n清河市水务局2024年政府信息公开工作年度报告",
            "清河市水务局",
            2024,
        ),
        ("现发布《清河市水务局2024年政府信息公开工作年度报告》。", "清河市水务局", 2024),
        ("# 清河市水务局2024年政府信息公开工作年度报告", "清河市水务局", 2024),
        ("清河市水务局2024年信息公开年度报告", "清河市水务局", 2024),
        ("11/23/26, 7:29 AM 清河市水务局2024年政府信息公开工作年度报告", "清河市水务局", 2024),
        # A government reports under its area's name.
        ("清河市2024年政府信息公开工作年度报告", "清河市人民政府", 2024),
        ("东渡综合实验区2021年度政府信息公开工作年度报告", "东渡综合实验区管理委员会", 2021),
        ("白鹭镇2022年政府信息公开工作年度报告", "白鹭镇人民政府", 2022),
    ],
)
def test_finds_the_agency_and_the_year_in_the_title(head, agency, year):
    report = read_report((head + BODY).encode(), "a.txt")
    assert (report.agency, report.year) == (agency, year)


def test_without_a_title_the_year_is_the_one_spoken_of():
    report = read_report(BODY.replace("本机关", "2023年，本机关").encode(), "a.txt")
    assert (report.title, report.agency, report.year) == ("", "", 2023)


def test_a_period_that_lost_its_digits_has_no_ends():
    head = "清河市水务局2023年政府信息公开工作年度报告\n报告中所列数据统计期限为202311日至1231日。"
    period = read_report((head + BODY).encode(), "a.txt").period
    assert (period.start, period.end) == (None, None)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("2019年清河市人民政府办公室政府信息公开工作年度报告", None),
        (
            "11/23/26, 7:29 AM 清河市水务局2024年政府信息公开工作年度报告",
            "清河市水务局2024年政府信息公开工作年度报告",
        ),
    ],
)
def test_the_title_is_what_is_printed_without_what_a_browser_adds(printed, title):
    assert read_report((printed + BODY).encode(), "a.txt").title == (title or printed)
