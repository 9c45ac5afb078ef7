"""HTML as government sites publish it: shapes 11, 20, 21, 23 and 24 of the collection, and its encodings."""

from __future__ import annotations

import base64
from html import escape
from random import Random

from tests.made.report import MadeReport, Paragraph
from tests.made.shapes.base import Rendered, whole
from tests.made.tables import Cell, Rows, grid, header3


def _cell(cell: Cell, text: str) -> str:
    spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
        cell.colspan > 1
    )
    return f"<td{spans}>{text}</td>"


def _table(rows: Rows) -> str:
    body = "".join(
        "<tr>"
        + "".join(_cell(c, escape(c.text).replace("\n", "<br />") or "&nbsp;") for c in row)
        + "</tr>\n"
        for row in rows
    )
    return f'<table border="1" cellspacing="0"><tbody>\n{body}</tbody></table>\n'


def _body(report: MadeReport, *, breaks: str = "", tables: dict[str, str] | None = None) -> str:
    out = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            tag = {"title": "h1", "heading": "p", "subheading": "p", "text": "p"}[block.style]
            text = escape(block.text, quote=False)
            out.append(
                f"<{tag}><strong>{text}</strong></{tag}>"
                if block.style == "heading"
                else f"<{tag}>{text}</{tag}>"
            )
        else:
            out.append(
                (tables or {}).get(block.table)
                or _table(grid(report.figures, block.table, breaks=breaks))
            )
    return "\n".join(out)


def page(report: MadeReport, body: str, *, charset: str = "utf-8") -> str:
    """Wrap a body into a page that declares its encoding."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{charset}"><title>{escape(report.title)}</title></head>\n'
        f'<body><div class="article-content">\n{body}\n</div></body></html>\n'
    )


def clean(report: MadeReport, seed: int) -> Rendered:
    """Write plain tables with spans."""
    return whole(report, page(report, _body(report)), "report.html")


def broken_titles(report: MadeReport, seed: int) -> Rendered:
    """Write column titles cut by line breaks inside their cells."""
    return whole(report, page(report, _body(report, breaks="\n")), "report.html")


def word_export(report: MadeReport, seed: int) -> Rendered:
    """Write what a word processor pastes: a span a digit, mso styles, &nbsp; and empty paragraphs everywhere."""
    random = Random(seed)

    def run(text: str) -> str:
        out = ""
        for char in text:
            style = random.choice(
                (
                    "font-size:12.0pt;mso-ascii-font-family:宋体",
                    "mso-spacerun:'yes';font-family:仿宋_GB2312",
                    "color:rgb(0,0,0)",
                )
            )
            out += (
                f'<span lang="EN-US" style="{style}">{escape(char)}</span>'
                if char.isascii()
                else escape(char)
            )
        return (
            f'<font face="仿宋_GB2312"><span style="mso-hansi-font-family:宋体">{out}</span></font>'
        )

    def cell(one: Cell) -> str:
        text = run(one.text) if one.text else "<o:p>&nbsp;</o:p>"
        if random.random() < 0.3:
            text = f"&nbsp;{text}&nbsp;"
        return _cell(
            one,
            f'<p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan">{text}<o:p></o:p></p>',
        )

    def table(rows: Rows) -> str:
        body = "".join(
            '<tr style="mso-yfti-irow:1;height:20.0pt">' + "".join(map(cell, row)) + "</tr>"
            for row in rows
        )
        return f'<div align="center"><table class="MsoNormalTable" style="border-collapse:collapse;mso-table-layout-alt:fixed">{body}</table></div>'

    out = []
    for block in report.blocks:
        if isinstance(block, Paragraph):
            out.append(
                f'<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0">&nbsp;&nbsp;&nbsp; {run(block.text)}<o:p></o:p></p>'
            )
        else:
            out += [
                table(grid(report.figures, block.table)),
                '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
            ]
    head = '<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style>p.MsoNormal{mso-style-parent:"";margin:0cm}</style>'
    return whole(report, page(report, head + "\n".join(out)), "report.htm")


def chrome(report: MadeReport, seed: int) -> Rendered:
    """Write a saved page: menus, a table of metadata, two titles, share buttons, scripts, links to other years."""
    year = report.year
    others = "".join(
        f'<li><a href="/{y}">{escape(report.agency)}{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-2{y % 10}</span></li>'
        for y in range(year - 3, year)
    )
    top = (
        '<div class="nav"><a href="/">首页</a> | <a href="/zwgk">政务公开</a> | <a href="/bsfw">办事服务</a> 无障碍浏览 长者模式</div>'
        f'<div class="crumb">当前位置：首页 &gt; 政府信息公开 &gt; 政府信息公开年报</div><title>{escape(report.title)}_政府信息公开</title>'
        '<table class="meta"><tr><td>索 引 号：</td><td>010203040/'
        f"{year + 1}-00012</td><td>生成日期：</td><td>{year + 1}-01-24</td></tr>"
        f"<tr><td>发布机构：</td><td>{escape(report.agency)}</td><td>文　　号：</td><td></td></tr></table>"
        '<div class="tools">字体：【<a>大</a> <a>中</a> <a>小</a>】 浏览次数：<span id="hits">318</span> 次</div><script>var hits = [1, 0, 0, 0, 0, 0, 1];</script>'
    )  # fmt: skip
    bottom = (
        '<div class="share">分享： 微信 微博 QQ空间</div><div class="files">附件下载</div>'
        f"<ul>{others}</ul><div>上一篇：无 下一篇：无</div><div class='foot'>主办：{escape(report.agency)} 备案号 000000000号-1 网站标识码0000000001 您是第1234567位访问者</div>"
    )
    return whole(report, page(report, top + _body(report) + bottom), "content_10203.html")


def nested(report: MadeReport, seed: int) -> Rendered:
    """Write the article inside layout tables, as old sites do."""
    inner = _body(report)
    body = f'<table width="1000"><tr><td width="200"><table><tr><td>栏目导航</td></tr><tr><td>政府信息公开年报</td></tr></table></td><td><table><tr><td>{report.title}</td></tr><tr><td>\n{inner}\n</td></tr></table></td></tr></table>'
    return whole(report, page(report, body), "show.asp.html")


def gbk(report: MadeReport, seed: int) -> Rendered:
    """Write GBK and declare gb2312, as most do."""
    return whole(report, page(report, _body(report), charset="gb2312").encode("gbk"), "report.html")


def gb18030(report: MadeReport, seed: int) -> Rendered:
    """Write GB18030 without declaring anything."""
    text = page(report, _body(report)).replace('<meta charset="utf-8">', "")
    return whole(report, text.encode("gb18030"), "report.html")


def wrong_charset(report: MadeReport, seed: int) -> Rendered:
    """Declare one encoding and write another."""
    declared, written = (("gb2312", "utf-8"), ("utf-8", "gbk"))[seed % 2]
    return whole(
        report, page(report, _body(report), charset=declared).encode(written), "report.html"
    )


def uneven(report: MadeReport, seed: int) -> Rendered:
    """Write table 2 with titles that span 1+2+1 columns over figures that span 2+1+1."""
    rows: Rows = []
    for row in grid(report.figures, "table2"):
        spans = {1: (5,), 2: (1, 4), 3: (1, 2, 2), 4: (1, 2, 1, 1) if row[-1].id else (1, 1, 2, 1)}[
            len(row)
        ]
        rows.append([Cell(c.text, colspan=s, id=c.id) for c, s in zip(row, spans, strict=True)])
    return whole(
        report, page(report, _body(report, tables={"table2": _table(rows)})), "report.html"
    )


def split(report: MadeReport, seed: int) -> Rendered:
    """Write table 3 as two tables, cut at a page break, titles and group labels repeated in the second."""
    random = Random(seed)
    rows = grid(report.figures, "table3")
    cut = random.randrange(8, len(rows) - 4)
    first: Rows = []
    second: Rows = header3()
    carried: list[Cell] = []
    for index, row in enumerate(rows):
        if index >= cut:
            second.append([*carried, *row])
            carried = []
            continue
        kept = []
        for cell in row:
            beyond = index + cell.rowspan - cut
            if beyond > 0:
                carried.append(Cell(cell.text, beyond, cell.colspan))
                kept.append(Cell(cell.text, cell.rowspan - beyond, cell.colspan))
            else:
                kept.append(cell)
        first.append(kept)
    tables = _table(first) + "<p>- 5 -</p>" + _table(second)
    return whole(report, page(report, _body(report, tables={"table3": tables})), "report.html")


def blanks(report: MadeReport, seed: int) -> Rendered:
    """Write &nbsp; for each nought outside the total column of table 3, and a slash for those of table 4."""
    figures = report.figures
    for id_ in figures.ids():
        if figures.values[id_] == 0 and id_.column != "total" and id_.table in ("table3", "table4"):
            figures = figures.with_printed(id_, "" if id_.table == "table3" else "/")
    report = report.with_figures(figures)
    return whole(report, page(report, _body(report)), "report.html")


def sloppy(report: MadeReport, seed: int) -> Rendered:
    """Write capital tags, none of them closed inside the tables, attributes without quotes."""
    tables = {}
    for name in ("table2", "table3", "table4"):
        body = ""
        for row in grid(report.figures, name):
            body += "<TR>"
            for cell in row:
                spans = f" ROWSPAN={cell.rowspan}" * (
                    cell.rowspan > 1
                ) + f" COLSPAN={cell.colspan}" * (cell.colspan > 1)
                body += f"<TD ALIGN=center{spans}><P>{escape(cell.text)}\n"
        tables[name] = f"<TABLE BORDER=1>{body}</TABLE>"
    return whole(report, page(report, _body(report, tables=tables)), "INDEX.HTM")


def invisible(report: MadeReport, seed: int) -> Rendered:
    """Write zero-width and no-break spaces round figures and inside labels, soft hyphens, ideographic spaces."""
    random = Random(seed)

    def strew(text: str) -> str:
        return "".join(
            char + random.choice(("\u200b", "\ufeff", "\u00ad")) if random.random() < 0.15 else char
            for char in text
        )

    tables = {}
    for name in ("table2", "table3", "table4"):
        rows = [
            [Cell(f"\u00a0{strew(c.text)}\u3000", c.rowspan, c.colspan, c.id) for c in row]
            for row in grid(report.figures, name)
        ]
        tables[name] = _table(rows)
    return whole(report, page(report, _body(report, tables=tables)), "report.html")


def hidden(report: MadeReport, seed: int) -> Rendered:
    """Write last year's table 3 beside this year's, out of sight, as a template leaves it."""
    old = _table(
        [
            [Cell("9", c.rowspan, c.colspan) if c.id else c for c in row]
            for row in grid(report.figures, "table3")
        ]
    )
    seen = _table(grid(report.figures, "table3"))
    tables = {"table3": f'<div style="display:none">{old}</div>{seen}'}
    return whole(report, page(report, _body(report, tables=tables)), "report.html")


def mhtml(report: MadeReport, seed: int) -> Rendered:
    """Write a page as browsers save it in one file."""
    body = base64.encodebytes(page(report, _body(report)).encode()).decode()
    head = 'From: <Saved by Browser>\nSubject: report\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="----Cut"\n\n'
    part = "------Cut\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\nContent-Location: http://www.example/\n\n"
    picture = (
        "------Cut\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    )
    return whole(
        report,
        (head + part + body + "\n" + picture + "------Cut--\n").replace("\n", "\r\n"),
        "report.mhtml",
    )
