from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.document import Document, Grid, Line
from gongkai.annual.errors import NotReadable
from gongkai.annual.model import Place
from gongkai.annual.readers import html, limits
from tests.annual.readers.told import told


def read(markup: str) -> Document:
    return html.read(markup.encode())


def test_a_page_as_a_whole():
    document = read(
        "<!DOCTYPE html>\n<html><head><title>某局年报</title></head>\n<body>\n"
        "<h1>某局2024年政府信息公开工作年度报告</h1>\n<p>一、总体情况</p>\n"
        "<table>\n<tr><td rowspan=2>规章</td><td>0</td></tr>\n<tr><td>3</td></tr></table>\n</body></html>"
    )
    tall = Place(table=1, row=1, cell=1)
    assert document.kind == "html"
    assert document.titles == ["某局年报"]
    assert document.remarks == []
    assert document.blocks[:2] == [
        Line("某局2024年政府信息公开工作年度报告", Place(line=4, column=1), complete=True),
        Line("一、总体情况", Place(line=5, column=1), complete=True),
    ]
    (grid,) = document.blocks[2:]
    assert isinstance(grid, Grid)
    assert [[(cell.text, cell.place) for cell in row if cell] for row in grid.rows] == [
        [("规章", tall), ("0", Place(table=1, row=1, cell=2))],
        [("规章", tall), ("3", Place(table=1, row=2, cell=1))],
    ]
    assert grid.rows[0][0] is grid.rows[1][0]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        # Inline elements add nothing, block elements and <br> end lines.
        ("<p>收到<b>1</b><span>2</span><font>3</font>件</p>", ["收到123件"]),
        ("<p><span lang=EN-US>1<o:p></o:p></span><span>7</span></p>", ["17"]),
        ("<div>一<div>二</div>三</div>四", ["一", "二", "三", "四"]),
        ("一<br>二<br/><br>三", ["一", "二", "三"]),
        ("<div><b>一</b></div><span>二</span>", ["一", "二"]),
        ("<a>首页</a><script>var x = 1;</script><a>新闻</a>", ["首页新闻"]),
        # White space collapses as in a browser; ideographs broken over source lines belong together.
        ("<p>\n  政府信息\n  公开  工作 </p>", ["政府信息公开 工作"]),
        ("<p>2024\n年 12\t件</p>", ["2024 年 12 件"]),
        ("<p>&nbsp;&nbsp;规章&nbsp;&nbsp;0&emsp;3</p>", ["规章  0\u20033"]),
        ("<p>　　一、总体情况　</p>", ["一、总体情况"]),
        ("<pre>规章   0   0\n  许可  3</pre>", ["规章   0   0", "  许可  3"]),
        # Characters of any spelling; what only looks like a tag.
        ("<p>&#49;&#x4EF6; &lt;永安镇&gt; 3&amp;4</p>", ["1件 <永安镇> 3&4"]),
        ("<p>年度报告格式><永安镇>3 < 4</p>", ["年度报告格式><永安镇>3 < 4"]),
        # What is not shown is not read.
        ("<p>甲<span style='display:none'>乙</span>丙</p>", ["甲丙"]),
        ("<p>甲<span style='DISPLAY : None; color:red'>乙</span>丙</p>", ["甲丙"]),
        ("<div hidden>乙</div><p style='visibility:hidden'>丙</p>丁", ["丁"]),
        ("<p style='overflow:hidden'>甲</p>", ["甲"]),
        ("甲<!-- 乙 --><style>丙</style><noscript>丁</noscript><textarea>戊</textarea>己", ["甲己"]),
        ("<select><option>2023<option>2024</select><p>甲</p>", ["甲"]),
        ("<p>甲<![if !supportEmptyParas]>乙<![endif]>丙</p>", ["甲乙丙"]),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>甲</p></body></html>", ["甲"]),
    ],
)  # fmt: skip
def test_lines(markup, blocks):
    assert told(read(markup)) == blocks


def test_line_breaks_are_no_ends_of_paragraphs():
    document = read("<p>甲<br>乙</p>丙")
    assert [(b.text, b.complete) for b in document.blocks if isinstance(b, Line)] == [
        ("甲", False),
        ("乙", True),
        ("丙", True),
    ]


def test_the_line_is_where_the_words_begin():
    document = read("<div>\n\n  甲\n</div>\n<p>\n乙</p>")
    assert [(b.text, b.place.line) for b in document.blocks if isinstance(b, Line)] == [
        ("甲", 3),
        ("乙", 6),
    ]


def test_numbers_of_a_list_come_from_the_browser():
    document = read("<ol><li>甲<p>乙</p></li><li>丙</li></ol><ul><li>丁</li></ul>")
    assert [(b.text, b.numbered_by_machine) for b in document.blocks if isinstance(b, Line)] == [
        ("甲", True),
        ("乙", False),
        ("丙", True),
        ("丁", False),
    ]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        # Cells.
        ("<table><tr><td>a<td> <td>&nbsp;<td>0</table>", [[["a", "", "", "0"]]]),
        ("<table><tr><td><p>商业</p><p>企业</p></td><td>1<br>2</td></tr></table>", [[["商业\n企业", "1\n2"]]]),
        ("<table><tr><th>甲</th><td><span>1</span><span>2</span></td></tr></table>", [[["甲", "12"]]]),
        ("<table><tr><td>甲<td><input value=3>4</table>", [[["甲", "4"]]]),
        ("<table><tr><td>甲<td style='display:none'>9<td>1</table>", [[["甲", "1"]]]),
        # Spans, sane and insane.
        ("<table><tr><td colspan=2>甲<tr><td>1<td>2</table>", [[["甲", "甲"], ["1", "2"]]]),
        ("<table><tr><td colspan='2%'>甲<tr><td rowspan=0>1<td colspan=-3>2</table>", [[["甲", "甲"], ["1", "2"]]]),
        ("<table><tr><td rowspan=x>甲<td>1<tr><td>2</table>", [[["甲", "1"], ["2", None]]]),
        ("<table><tr><td colspan=99999>甲<td>乙</table>", [[["甲"] * 100 + ["乙"]]]),
        # Rows wherever they are, and cells without a row.
        ("<table><caption>表</caption><thead><tr><th>a<th>b</thead><tfoot><tr><td>c<td>d</tfoot></table>",
         ["表", [["a", "b"], ["c", "d"]]]),
        ("<table><td>1<td>2<tr><td>3<td>4</table>", [[["1", "2"], ["3", "4"]]]),
        ("<table><form><tr><td>1<td>2</tr></form></table>", [[["1", "2"]]]),
        ("<table><tr><td>1</td>乙<td>2</td></tr></table>", ["乙", [["1", "2"]]]),
        # Tables that only lay out.
        ("<table><tr><td><p>甲</p><table><tr><td>1<td>2</table></td><td>乙</td></tr></table>", ["甲", [["1", "2"]], "乙"]),
        ("<table><tr><td>甲<tr><td>乙<br>丙</table>", ["甲", "乙", "丙"]),
        ("<table><tr><td> <td></table><p>甲</p>", ["甲"]),
        ("<table><tr><td>标题<td>" + "长" * 401 + "</table>", ["标题", "长" * 401]),
        ("<table><tr><td>甲<td>1<tr><td colspan=2><table><tr><td>乙<td>2</table><tr><td>丙<td>3</table>",
         [[["甲", "1"]], [["乙", "2"]], [["丙", "3"]]]),
        ("<table><tr><td>甲<td><table><tr><td>1</table><tr><td>乙<td>2</table>", [[["甲", "1"], ["乙", "2"]]]),
    ],
)  # fmt: skip
def test_tables(markup, blocks):
    assert told(read(markup)) == blocks


CELL = st.recursive(
    st.sampled_from(["", "1", " ", "&nbsp;", "甲\n乙", "<br>", "<i></i>", "<input>"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=2).map("".join)
        | st.tuples(st.sampled_from(["p", "span", "div", "b", "script"]), inner).map(
            lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
        )
    ),
    max_leaves=4,
)


@given(st.lists(CELL, min_size=2, max_size=3))
def test_the_short_way_through_plain_rows_leads_to_the_same(cells):
    short = "".join(f"<td>{cell}</td>" for cell in cells)
    # Two empty elements more, and the row is no plain one.
    long = short.replace("</td>", "<u></u><u></u></td>", 1)
    end = "<tr><td>a<td>b</table>"
    assert told(read(f"<table><tr>{short}{end}")) == told(read(f"<table><tr>{long}{end}"))


def test_tables_are_numbered_in_the_order_of_the_page():
    document = read(
        "<table><tr><td>甲<td>1<tr><td colspan=2><table><tr><td>乙<td>2</table><tr><td>丙<td>3</table>"
    )
    places = [block.rows[0][0].place for block in document.blocks]
    assert places == [Place(table=n, row=1, cell=1) for n in (1, 2, 3)]


def test_titles_from_the_head():
    document = read(
        '<head><meta name="ArticleTitle" content="某局2024年年报"><meta name="PubDate" content="2025-01-20">'
        '<meta name="ContentSource" content="某局"><title>某局2024年年报</title></head><body>甲</body>'
    )
    assert document.titles == ["某局2024年年报", "某局", "2025-01-20"]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("said", ["utf-8", "gb2312", "GBK", "big5"])
def test_a_wrong_declaration_of_the_encoding(said, codec):
    markup = (
        f"<html><head><meta charset={said}></head><body><p>政府信息公开年度报告</p></body></html>"
    )
    assert told(html.read(markup.encode(codec))) == ["政府信息公开年度报告"]


def test_unclosed_presentation_is_no_depth():
    markup = "<p>一、总体情况</p>" + "<font color=red><span>甲<br>" * 2000 + "<p>六、其他</p>"
    assert told(read(markup)) == ["一、总体情况", *["甲"] * 2000, "六、其他"]


def test_deep_nesting_is_refused():
    with pytest.raises(NotReadable) as refusal:
        read("<div>" * 3000 + "甲")
    assert refusal.value.chinese == "HTML 文件的标签嵌套过深，无法读取"
    assert refusal.value.english == "the elements of the HTML file are nested too deeply"


def test_pictures_inside_the_page_do_not_stop_it():
    picture = "data:image/png;base64," + "iVBORw0K" * 1_500_000
    assert told(read(f"<p>甲</p><img src='{picture}'><p>乙</p>")) == ["甲", "乙"]


def test_a_page_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_PAGE_BYTES", 1000)
    with pytest.raises(NotReadable) as refusal:
        read("<p>甲</p>" * 1000)
    assert refusal.value.chinese == "网页文件过大，超过上限 1000 B"


def test_a_page_of_nothing_but_tags_is_refused():
    with pytest.raises(NotReadable) as refusal:
        read("<p>" * 400_001)
    assert refusal.value.chinese == "网页的标签数过大，超过上限 400000"
    assert refusal.value.english == "the number of tags is too large: the limit is 400000"


def test_a_page_of_spans_is_refused():
    row = "<tr>" + "<td rowspan=100 colspan=100>1" * 20
    with pytest.raises(NotReadable) as refusal:
        read("<table>" + row * 60 + "</table>")
    assert refusal.value.chinese == "表格过大，超过上限 1000000 格"
