"""Plain text with the habits of its writers: notes and units in cells, other numbering, short labels, decoys in prose.

Shapes 17, 18, 19 and 27 of the collection, and what lies between them.
"""

from __future__ import annotations

from random import Random

from tests.made.figures import Figures
from tests.made.official import COLUMNS4_TITLES, GROUPS, NOTE3, RESULTS, TABLE2
from tests.made.report import MadeReport, TableMark
from tests.made.shapes.base import Rendered, compose, pad, whole
from tests.made.shapes.folding import rows_of
from tests.made.shapes.lines import numbers4, table2_lines
from tests.made.tables import grid, rows3

HEAD3 = [
    NOTE3,
    "申请人情况",
    "自然人 法人或其他组织 总计",
    "商业企业 科研机构 社会公益组织 法律服务机构 其他",
]
HEAD4 = ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", " ".join(COLUMNS4_TITLES * 3)]


def tabs(report: MadeReport, seed: int) -> Rendered:
    """Print rows with tabs between cells, as a table copied from a browser."""

    def table(name: str) -> list[str]:
        return ["\t".join(cell.text for cell in row) for row in grid(report.figures, name)]

    return whole(report, compose(report, table), "copied.txt")


def one_line(report: MadeReport, seed: int) -> Rendered:
    """Print everything on one line, the cells a space apart."""
    text = compose(report, lambda name: rows_of(report, name), between=" ")
    return whole(report, text, "page.txt")


def label_glued(report: MadeReport, seed: int) -> Rendered:
    """Print figures a space apart but glued to their labels, and the next label glued to the last figure."""

    def table(name: str) -> list[str]:
        if name == "table2":
            return ["".join(heading + "信息内容" + "".join(columns) + "".join(label + " ".join(report.figures.text(i) for i in ids) for label, ids in rows)
                            for heading, columns, rows in TABLE2[report.figures.form])]  # fmt: skip
        if name == "table4":
            return ["".join(HEAD4).replace(" ", "") + " ".join(numbers4(report.figures))]
        return [
            "".join(HEAD3).replace(" ", "")
            + "".join("".join(e.opens) + e.label + " ".join(e.texts) for e in rows3(report.figures))
        ]

    return whole(report, compose(report, table), "page.txt")


def broken_rows(report: MadeReport, seed: int) -> Rendered:
    """Print rows whose seven figures are broken over two or three lines anywhere."""
    random = Random(seed)

    def table(name: str) -> list[str]:
        if name != "table3":
            return rows_of(report, name)
        out = list(HEAD3)
        for entry in rows3(report.figures):
            first, second = sorted(random.sample(range(8), 2))
            pieces = [entry.label, *entry.texts]
            out += list(entry.opens)
            out += [
                " ".join(part)
                for part in (
                    pieces[: first + 1],
                    pieces[first + 1 : second + 1],
                    pieces[second + 1 :],
                )
                if part
            ]
        return out

    return whole(report, compose(report, table), "报告.txt")


def label_around(report: MadeReport, seed: int) -> Rendered:
    """Print a long label's head, then the figures, then the label's tail on the next line."""

    def table(name: str) -> list[str]:
        if name != "table3":
            return rows_of(report, name)
        out = list(HEAD3)
        for entry in rows3(report.figures):
            out += list(entry.opens)
            if len(entry.label) > 11:
                out += [entry.label[:11] + " " + " ".join(entry.texts), entry.label[11:]]
            else:
                out.append(entry.label + " " + " ".join(entry.texts))
        return out

    return whole(report, compose(report, table), "报告.txt")


def notes(report: MadeReport, seed: int) -> Rendered:
    """Print notes inside a cell and under a table: 22（其中修订16件）, 注：……."""
    random = Random(seed)
    figures = report.figures

    def table(name: str) -> list[str]:
        if name == "table2" and figures.form == "2021":
            lines = table2_lines(figures)
            at = next(i for i, line in enumerate(lines) if line.startswith("行政规范性文件"))
            cells = lines[at].split(" ")
            amount = int(cells[1])
            cells[1] += f"（其中修订{random.randint(0, amount)}件）"
            lines[at] = " | ".join(cells)
            return [*lines, "注：行政规范性文件以市司法局备案数为准，统计口径与2019年一致。"]
        if name == "table4":
            return [
                *rows_of(report, name),
                f"注：行政复议案件中有1件于{report.year - 1}年受理；行政诉讼以一审为准，共涉及3个部门。",
            ]
        if name == "table3":
            return [*rows_of(report, name), "备注：1.同一申请人提出的12件申请合并为1件统计。"]
        return rows_of(report, name)

    return whole(report, compose(report, table), "报告.txt")


def units(report: MadeReport, seed: int) -> Rendered:
    """Print figures with their unit in the cell: 3件, 12.5万元."""
    figures = report.figures

    def unit(row: str) -> str:
        return "万元" if "收费" in row else "元" if "采购" in row else "件"

    def table(name: str) -> list[str]:
        if name == "table2" and figures.form == "2021":
            out = []
            for heading, columns, rows in TABLE2[figures.form]:
                out += [heading, " | ".join(("信息内容", *columns))]
                out += [
                    " | ".join((label, *(figures.text(i) + unit(label) for i in ids)))
                    for label, ids in rows
                ]
            return out
        if name == "table3":
            return [
                *HEAD3,
                *(
                    " | ".join((*e.opens, e.label, *(t + "件" for t in e.texts)))
                    for e in rows3(figures)
                ),
            ]
        return rows_of(report, name)

    return whole(report, compose(report, table), "报告.txt")


SHORT = {
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
    "2.其他法律行政法规禁止公开": "2.其他法律、行政法规禁止公开",
    "3.危及“三安全一稳定”": '3.危及"三安全一稳定"',
    "2.没有现成信息需要另行制作": "2.没有现成信息，需要另行制作",
    "1.信访举报投诉类申请": "1.信访、举报、投诉类申请",
    "行政规范性文件": "规范性文件",
    "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数",
    "四、结转下年度继续办理": "四、结转下年继续办理",
}  # fmt: skip


def label_variants(report: MadeReport, seed: int) -> Rendered:
    """Print labels as published reports vary them: shortened, `1、` or `1．` or `1. `, 第二十条（一）项."""
    mark = ("、", "．", ". ", " ")[seed % 4]

    def vary(line: str) -> str:
        for label, short in SHORT.items():
            line = line.replace(label, short)
        for number in "12345678":
            if line.startswith(number + "."):
                line = number + mark + line[2:]
        return line.replace("第二十条第（", "第二十条（" if seed % 2 else "第二十条 第 （")

    return whole(
        report,
        compose(report, lambda name: [vary(line) for line in rows_of(report, name)]),
        "报告.txt",
    )


FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def full_width(report: MadeReport, seed: int) -> Rendered:
    """Print figures and numbering with full-width digits."""
    text = compose(
        report,
        lambda name: [line.translate(FULL) for line in rows_of(report, name)],
        speak=lambda s: s.translate(FULL),
    )
    return whole(report, text, "报告.txt")


def thousands(report: MadeReport, seed: int) -> Rendered:
    """Print figures from a thousand on with commas: 1,808,595."""

    def comma(text: str) -> str:
        whole_part, _, rest = text.partition(".")
        return (f"{int(whole_part):,}" if whole_part.lstrip("-").isdigit() else whole_part) + (
            "." + rest if rest else ""
        )

    def table(name: str) -> list[str]:
        return [
            "| " + " | ".join(comma(cell.text) if cell.id else cell.text for cell in row) + " |"
            for row in grid(report.figures, name)
        ]

    return whole(report, compose(report, table), "报告.txt")


RADICALS = str.maketrans(
    "一二人公行政力文方日月比立自至行里金", "⼀⼆⼈公⾏政⼒⽂⽅⽇⽉⽐⽴⾃⾄⾏⾥⾦"
)


def radicals(report: MadeReport, seed: int) -> Rendered:
    """Print with Kangxi radicals for the characters that they look like, as some PDF fonts give them out."""
    return whole(
        report, compose(report, lambda name: rows_of(report, name)).translate(RADICALS), "报告.txt"
    )


def decoys(report: MadeReport, seed: int) -> Rendered:
    """Print sentences before and after table 3 that use its labels and numbers."""
    figures = report.figures
    names = {
        group: sum(
            figures.group(row.split(".")[0]) if i == 0 else 0 for i, (row, _) in enumerate(items)
        )
        for group, items in GROUPS
    }
    told = [
        f"一、本年新收政府信息公开申请{figures['table3.received.total']}件。",
        f"二、上年结转政府信息公开申请{figures['table3.carried_in.total']}件。",
        "三、本年度办理结果如下：",
        f"（一）予以公开{figures['table3.granted.total']}件。",
        f"（二）部分公开{figures['table3.partially_granted.total']}件。",
        *(f"{group}{count}件。" for group, count in names.items()),
        f"（七）总计{figures['table3.concluded.total']}件。",
    ]
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, TableMark):
            before = told if block.table == "table3" else []
            lines += [*before, *rows_of(report, block.table)]
            if block.table == "table3":
                lines.append(
                    f"四、结转下年度继续办理{figures['table3.carried_out.total']}件，比上年减少2件。"
                )
        else:
            lines.append(block.text)
    return whole(report, "\n".join(lines), "报告.txt")


def headless(report: MadeReport, seed: int) -> Rendered:
    """Print without title, preamble and section headings, as mirrors keep it."""
    kept = tuple(
        block for block in report.blocks
        if isinstance(block, TableMark) or (block.style not in ("title", "heading") and block.section)
    )  # fmt: skip
    bare = type(report)(report.agency, report.year, report.figures, kept)
    return whole(report, compose(bare, lambda name: rows_of(report, name)), f"{report.title}.txt")


def cells_and_furniture(report: MadeReport, seed: int) -> Rendered:
    """Print one cell a line, with page numbers between and the column titles again on the new page."""
    random = Random(seed)

    def table(name: str) -> list[str]:
        rows = grid(report.figures, name)
        turn = random.randrange(8, len(rows) - 2) if name == "table3" else 0
        out: list[str] = []
        for index, row in enumerate(rows):
            if turn and index == turn:
                out += ["- 5 -", *(cell.text for head in rows[:3] for cell in head)]
            out += [cell.text for cell in row]
        return out

    return whole(report, compose(report, table), "报告.txt")


def vertical_groups(report: MadeReport, seed: int) -> Rendered:
    """Print every group label one character a line, the rows' labels in two lines."""

    def table(name: str) -> list[str]:
        if name != "table3":
            return rows_of(report, name)
        out = [
            NOTE3,
            "申请人情况",
            *"自然人",
            "法人或其他组织",
            "总",
            "计",
            *"商业企业科研机构社会公益组织法律服务机构其他",
        ]
        for entry in rows3(report.figures):
            for group in entry.opens:
                out += list(group)
            half = len(entry.label) // 2 if len(entry.label) > 12 else 0
            out += [entry.label[:half]] if half else []
            out.append(entry.label[half:] + " " + " ".join(entry.texts))
        return out

    return whole(report, compose(report, table), "报告.txt")


def layout_blanks(report: MadeReport, seed: int) -> Rendered:
    """Print columns by spaces with nothing for most noughts: only the position tells which column a figure is in."""
    figures: Figures = report.figures
    for id_ in figures.ids():
        if (
            id_.table == "table3"
            and id_.column not in ("natural_person", "total")
            and figures.values[id_] == 0
        ):
            figures = figures.with_printed(id_, "")
    report = report.with_figures(figures)

    def table(name: str) -> list[str]:
        if name != "table3":
            return rows_of(report, name)
        columns = ("自然人", "商业企业", "科研机构", "公益组织", "法律服务", "其他", "总计")
        out = [
            NOTE3,
            " " * 70 + "申请人情况",
            " " * 44 + "".join(pad(column, 12, centre=True) for column in columns).rstrip(),
        ]
        for entry in rows3(figures):
            side = (
                entry.group
                if entry.group in entry.opens
                else RESULTS[:2]
                if RESULTS in entry.opens
                else ""
            )
            label = entry.label if len(entry.label) < 16 else entry.label[:15]
            line = (
                pad(side, 14)
                + pad(label, 30)
                + "".join(pad(text, 12, centre=True) for text in entry.texts)
            )
            out.append(line.rstrip())
            if len(entry.label) >= 16:
                out.append(" " * 14 + entry.label[15:])
        return out

    return whole(report, compose(report, table), "报告.txt")
