from gongkai.annual.reading import read_report

TEXT = """\
清河市水务局
2024年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发<中华人民共和国政府信息公开工作年度报告格式>的通知》
（国办公开办函〔2021〕30号）编制。本报告所列数据统计期限自 2024 年 1 月 1 日起至 2024 年 12 月 31 日止。
如有疑问，请与清河市水务局办公室联系（地址：清河市滨河路1号；邮编：123456；电话：0300-5550100）。
一、总体情况
2024年，市水务局坚持以公开促落实、以公开促规范、以公开促服务，全年主动公开信息12
条，其中网站8条、公众号4条。
（一）主动公开情况
公开信息12条。
（二）依申请公开情况。未收到申请。
二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 0
行政规范性文件 1 2 3
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
一是不足。
六、其他需要报告的事项
无。
"""


def read(text):
    return read_report(text.encode(), "report.txt")


def test_joins_wrapped_lines_and_keeps_paragraphs():
    report = read(TEXT)
    overview = report.section("overview")
    assert report.words(overview.span).split("\n") == [
        "一、总体情况",
        "2024年，市水务局坚持以公开促落实、以公开促规范、以公开促服务，全年主动公开信息12条，其中网站8条、公众号4条。",
        "（一）主动公开情况",
        "公开信息12条。",
        "（二）依申请公开情况。未收到申请。",
        "",
    ]
    assert [(part.number, part.title) for part in overview.subsections] == [
        ("（一）", "主动公开情况"),
        ("（二）", "依申请公开情况"),
    ]


def test_leaves_the_tables_out_of_the_prose():
    report = read(TEXT)
    assert report.words(report.section("disclosure").span) == "二、主动公开政府信息情况\n"
    assert report.value("table2", "normative_documents", "in_force") == 3


def test_finds_the_six_sections_in_order():
    sections = read(TEXT).sections
    assert [(section.number, section.kind) for section in sections] == [
        ("一", "overview"),
        ("二", "disclosure"),
        ("三", "requests"),
        ("四", "remedies"),
        ("五", "problems"),
        ("六", "other"),
    ]


def test_knows_what_the_report_says_of_itself():
    report = read(TEXT)
    assert report.title == "清河市水务局2024年政府信息公开工作年度报告"
    assert (report.agency, report.year) == ("清河市水务局", 2024)
    assert (report.period.start, report.period.end) == ("2024-01-01", "2024-12-31")
    assert report.contact.telephone == "0300-5550100"
    assert report.contact.postcode == "123456"
    assert report.contact.address == "清河市滨河路1号"
    assert report.contact.organ == "清河市水务局办公室"
    assert [citation.number for citation in report.citations] == ["", "国办公开办函〔2021〕30号"]


def test_every_character_of_the_prose_leads_back_to_its_place():
    report = read(TEXT)
    lines = TEXT.split("\n")
    for offset, character in enumerate(report.prose.text):
        if character == "\n":
            continue
        place = report.prose.place(offset)
        assert lines[place.line - 1][place.column - 1] == character


def test_finds_headings_in_the_middle_of_a_line():
    glued = "".join(line.strip() for line in TEXT.split("\n")[3:])
    kinds = [section.kind for section in read(glued).sections]
    assert kinds == ["overview", "disclosure", "requests", "remedies", "problems", "other"]


def test_a_list_of_the_parts_in_the_preamble_is_no_heading():
    text = TEXT.replace(
        "编制。本报告", "编制。本报告包括总体情况、主动公开政府信息情况和其他需要报告的事项。本报告"
    )
    assert len(read(text).sections) == 6
