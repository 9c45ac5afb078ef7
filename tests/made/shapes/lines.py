"""Plain text as it comes out of PDFs and page copies: shapes 1, 2, 4, 9, 10, 19, 27 and 29 of the collection."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from tests.made.figures import Figures
from tests.made.official import COLUMNS4_TITLES, NOTE3, RESULTS, ROWS4, TABLE2
from tests.made.report import MadeReport
from tests.made.shapes.base import Rendered, compose, cut, pad, whole, width, wrap
from tests.made.tables import LabelledRow, grid, grid4, rows3

HEADER3 = (
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
)


def table2_lines(figures: Figures) -> list[str]:
    """Print table 2 with one row a line, cells a space apart."""
    out: list[str] = []
    for heading, columns, rows in TABLE2[figures.form]:
        out += [heading, " ".join(("信息内容", *columns))]
        out += [" ".join((label, *(figures.text(id_) for id_ in ids))) for label, ids in rows]
    return out


def numbers4(figures: Figures) -> list[str]:
    """Return the fifteen printed figures of table 4."""
    return [cell.text for cell in grid4(figures)[-1]]


def seed_like(report: MadeReport, seed: int) -> Rendered:
    """Print as the project's seed is: wrapped, a blank line between lines, labels and headings cut anywhere."""
    random = Random(seed)
    figures = report.figures

    def row(entry: LabelledRow) -> list[str]:
        lines: list[str] = []
        for group in entry.opens:
            lines += cut(random, group, 3 if group == RESULTS else 2)
        if len(entry.label) <= 18:
            return [*lines, entry.label + " " + " ".join(entry.texts)]
        lines += wrap(entry.label, 20)
        if random.random() < 0.6:  # the last number falls out of the line
            return [*lines, " ".join(entry.texts[:-1]), entry.texts[-1]]
        return [*lines, " ".join(entry.texts)]

    def table(name: str) -> list[str]:
        if name == "table2":
            return table2_lines(figures)
        if name == "table4":
            titles = [
                piece for title in COLUMNS4_TITLES for piece in (title[:2], title[2:]) if piece
            ]
            return ["行政复议 行政诉讼", *titles, "未经复议直接起诉 复议后起诉", *titles, *titles,
                    " ".join(numbers4(figures))]  # fmt: skip
        head = [*wrap(NOTE3, 26), "申请人情况", "自然", "人", "法人或其他组织", "总计商业", "企业", "科研", "机构",
                "社会", "公益", "组织", "法律", "服务", "机构", "其他"]  # fmt: skip
        return head + [line for entry in rows3(figures) for line in row(entry)]

    return whole(report, compose(report, table, length=28, between="\n\n"), "报告.txt")


def layout(report: MadeReport, seed: int) -> Rendered:
    """Print as `pdftotext -layout` does: columns by spaces, labels on several lines, numbers on the middle one."""
    random = Random(seed)
    figures = report.figures

    def numbers(texts: tuple[str, ...]) -> str:
        return "".join(pad(text, max(7, width(text) + 2), centre=True) for text in texts).rstrip()

    def row(entry: LabelledRow, side: dict[int, str], at: int) -> tuple[list[str], int]:
        label = wrap(entry.label, 14)
        middle = len(label) // 2 if len(label) % 2 else 0
        out: list[str] = []
        left = 24 if entry.group else 12
        if entry.label[0] in "一二四" and not entry.group:
            left = 0
        for index, piece in enumerate(label):
            start = pad(side.get(at, ""), left)
            line = start + pad(piece, 58 - left) if index == middle else start + piece
            out.append((line + numbers(entry.texts)) if index == middle else line)
            at += 1
        return out, at

    def table(name: str) -> list[str]:
        if name == "table2":
            out: list[str] = []
            for heading, columns, rows in TABLE2[figures.form]:
                out += ["", " " * 30 + heading, ""]
                out.append(
                    pad("信息内容", 24) + "".join(pad(column, 20) for column in columns).rstrip()
                )
                for label, ids in rows:
                    out += [
                        "",
                        pad(label, 30)
                        + "".join(pad(figures.text(id_), 20) for id_ in ids).rstrip(),
                    ]
            return [*out, ""]
        if name == "table4":
            five = "".join(pad(title, 10) for title in COLUMNS4_TITLES)
            return ["", " " * 16 + pad("行政复议", 70) + "行政诉讼", " " * 60 + pad("未经复议直接起诉", 44) + "复议后起诉", "",
                    (five * 3).rstrip(), "", "".join(pad(text, 10, centre=True) for text in numbers4(figures)).rstrip(), ""]  # fmt: skip
        lines = ["", NOTE3, " " * 80 + "申请人情况", "", " " * 58 + pad("自然人", 16) + pad("法人或其他组织", 30) + "总计",
                 " " * 66 + "商业   科研   社会公益  法律服务  其他", " " * 66 + "企业   机构   组织      机构"]  # fmt: skip
        entries = rows3(figures)
        side: dict[int, str] = {}
        height = sum(len(wrap(entry.label, 14)) for entry in entries)
        start = height // 2 - 4 + random.randint(-2, 2)
        side |= dict(zip(range(start, start + 9), RESULTS, strict=True))
        at = 0
        for entry in entries:
            if entry.group and entry.group in entry.opens:
                side[at + entry.group_size // 2] = (
                    pad(side.get(at + entry.group_size // 2, ""), 8) + entry.group
                )
            printed, at = row(entry, side, at)
            lines += printed
        return [*lines, ""]

    return whole(report, compose(report, table, length=40, indent="    "), "报告.layout.txt")


def _cells(report: MadeReport, name: str, *, breaks: str = "") -> list[str]:
    return [
        piece
        for row in grid(report.figures, name, breaks=breaks)
        for cell in row
        for piece in cell.text.split("\n")
    ]


def cell_per_line(report: MadeReport, seed: int) -> Rendered:
    """Print one cell a line."""
    return whole(report, compose(report, lambda name: _cells(report, name)), f"{report.title}.txt")


def cell_per_line_spaced(report: MadeReport, seed: int) -> Rendered:
    """Print one cell a line, with blank lines between, longer column titles cut in two."""
    text = compose(report, lambda name: _cells(report, name, breaks="\n"), between="\n\n")
    return whole(report, text, "页面.txt")


def vertical(report: MadeReport, seed: int) -> Rendered:
    """Print narrow cells one character a line; table 4's titles run side by side, one character each a line."""
    figures = report.figures

    def table(name: str) -> list[str]:
        if name == "table2":
            return table2_lines(figures)
        if name == "table4":
            columns = [title for _ in ROWS4 for title in COLUMNS4_TITLES]
            deep = [" ".join(title[i] for title in columns if i < len(title)) for i in range(4)]
            return [
                "行政复议 行政诉讼",
                "未经复议直接起诉 复议后起诉",
                *deep,
                " ".join(numbers4(figures)),
            ]
        out = [
            NOTE3,
            "申请人情况",
            *"自然人",
            "法人或其他组织",
            "总计",
            *"商业企业",
            *"科研机构",
            *"社会公益组织",
            *"法律服务机构",
            "其他",
        ]
        for entry in rows3(figures):
            for group in entry.opens:
                out += list(group) if group == RESULTS else [group]
            out.append(entry.label + " " + " ".join(entry.texts))
        return out

    return whole(report, compose(report, table, length=34), "报告.txt")


def furniture(report: MadeReport, seed: int) -> Rendered:
    """Print with page numbers, running heads and repeated column titles inside the tables."""
    random = Random(seed)
    figures = report.figures
    page = random.choice(("-{}-", "— {} —", "P. {}", "第 {} 页 共 12 页"))
    count = [2]

    def turn() -> list[str]:
        count[0] += 1
        return ["", page.format(count[0]), "\f" + report.title]

    def table(name: str) -> list[str]:
        if name == "table2":
            lines = table2_lines(figures)
            return [*lines[:5], *turn(), *lines[5:]]
        if name == "table4":
            return [
                *turn(),
                "行政复议 行政诉讼",
                "未经复议直接起诉 复议后起诉",
                " ".join(COLUMNS4_TITLES * 3),
                " ".join(numbers4(figures)),
            ]
        head = [
            NOTE3 + " 申请人情况",
            "自然人 法人或其他组织 总计",
            "商业企业 科研机构 社会公益组织 法律服务机构 其他",
        ]
        out = list(head)
        entries = rows3(figures)
        breaks = set(random.sample(range(3, len(entries) - 1), 2))
        for index, entry in enumerate(entries):
            if index in breaks:
                out += [*turn(), *head]
                if entry.group and entry.group not in entry.opens:
                    out.append(entry.group)  # the group's label again, on the new page
            out += list(entry.opens)
            out.append(entry.label + " " + " ".join(entry.texts))
        return out

    return whole(report, compose(report, table, length=34), "报告.txt")


def spaced_words(report: MadeReport, seed: int) -> Rendered:
    """Print with spaces inside words and dates: 2024 年 1 月, 本年新 制作数量, 商业 企业."""
    random = Random(seed)

    def loosen(text: str) -> str:
        out = [text[:1]]
        for before, char in pairwise(text):
            edge = (before.isdigit() and "一" <= char <= "鿿") or (
                "一" <= before <= "鿿" and char.isdigit()
            )
            word = "一" <= before <= "鿿" and "一" <= char <= "鿿" and random.random() < 0.04
            out.append(" " + char if edge or word else char)
        return "".join(out)

    def table(name: str) -> list[str]:
        if name == "table4":
            return [
                "行政 复议 行政诉讼",
                "未经复议 直接起诉 复议后 起诉",
                " ".join(COLUMNS4_TITLES * 3),
                "  ".join(numbers4(report.figures)),
            ]
        if name == "table2":
            out = []
            for heading, columns, rows in TABLE2[report.figures.form]:
                out += [
                    heading.replace("第（", "第 （"),
                    "信息内容  " + "  ".join(c[:3] + " " + c[3:] for c in columns),
                ]
                out += [
                    label + "  " + "  ".join(report.figures.text(i) for i in ids)
                    for label, ids in rows
                ]
            return out
        out = [
            NOTE3,
            "申请人情况",
            "自然人  法人或其他组织  总计",
            "商业 企业  科研 机构  社会 公益组织  法律 服务机构  其他",
        ]
        for entry in rows3(report.figures):
            out += list(entry.opens)
            label = entry.label
            if len(label) > 8:
                at = random.randint(4, len(label) - 2)
                label = label[:at] + " " + label[at:]
            out.append(label + "  " + "  ".join(entry.texts))
        return out

    return whole(report, compose(report, table, speak=loosen), "报告.txt")
