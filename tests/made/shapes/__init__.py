"""The shapes in which readers meet a report; `SHAPES` names a renderer for each."""

from __future__ import annotations

from tests.made.shapes import bars, damage, folding, glued, html, lines, office, ofd, pdf
from tests.made.shapes.base import Rendered, Renderer

__all__ = ["SHAPES", "Rendered", "Renderer"]

SHAPES: dict[str, Renderer] = {
    "text": folding.plain,
    "text-seed-like": lines.seed_like,
    "text-layout": lines.layout,
    "text-cell-per-line": lines.cell_per_line,
    "text-cell-per-line-spaced": lines.cell_per_line_spaced,
    "text-vertical-labels": lines.vertical,
    "text-page-furniture": lines.furniture,
    "text-spaced-words": lines.spaced_words,
    "text-traditional": folding.traditional,
    "text-half-width": folding.half_width,
    "text-columns-dumped": damage.columns_dumped,
    "text-glued": glued.glued,
    "text-half-separated": glued.half_separated,
    "text-bar-on-its-line": bars.bar_lines,
    "text-bars-broken": bars.bars_broken,
    "text-bars-trailing": bars.bars_trailing,
    "text-bars-leading": bars.bars_leading,
    "text-blanks": damage.blanks,
    "text-totals-blank": damage.totals_blank,
    "text-repeats-removed": damage.repeats_removed,
    "text-tables-lost": damage.tables_lost,
    "markdown": bars.markdown,
    "markdown-broken": bars.markdown_broken,
    "markdown-invented-headers": bars.markdown_invented,
    "html": html.clean,
    "html-broken-titles": html.broken_titles,
    "html-word-export": html.word_export,
    "html-site-chrome": html.chrome,
    "html-nested-tables": html.nested,
    "html-gbk": html.gbk,
    "html-gb18030": html.gb18030,
    "html-wrong-charset": html.wrong_charset,
    "html-uneven-spans": html.uneven,
    "html-split-table": html.split,
    "html-blanks": html.blanks,
    "docx": office.docx,
    "xlsx": office.xlsx,
    "xlsx-sheets": office.xlsx_sheets,
    "ofd": ofd.ofd,
    "pdf-ruled": pdf.ruled,
    "pdf-ruled-no-repeats": pdf.ruled_without_repeats,
    "pdf-unruled": pdf.unruled,
    "pdf-wrapped-labels": pdf.wrapped,
    "pdf-wrapped-unruled": pdf.wrapped_unruled,
    "pdf-turned-label": pdf.turned,
}
