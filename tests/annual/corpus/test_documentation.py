from __future__ import annotations

from pathlib import Path

from gongkai.annual.corpus.columns import TABLES, Kind

PAGE = Path(__file__).parents[3] / "docs" / "corpus.md"
KINDS = {Kind.TEXT: "文字", Kind.INTEGER: "整数", Kind.NUMBER: "数", Kind.FLAG: "是否"}


def test_every_column_is_documented_in_its_order():
    text = PAGE.read_text(encoding="utf-8")
    described = text.partition("\n## 各列 Columns\n")[2]
    for table in TABLES:
        rows = "\n".join(
            f"| `{column.name}` | {KINDS[column.kind]} | {column.chinese} | {column.english} |"
            for column in table.columns
        )
        assert f"### {table.name} {table.title}\n" in described
        assert rows in described
