"""A chart of the project as a workbook: its words, its numbers, and what stands behind them."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from reform_analysis.publish.office.archive import (
    AUTHOR,
    EASTERN,
    LATIN,
    MOMENT,
    PLAIN,
    clean,
    fixed,
    needed,
)
from reform_analysis.publish.office.deck import graphs_of
from reform_analysis.publish.office.labels import with_sides
from reform_analysis.publish.office.sheets import Sheet, sheets_of
from reform_analysis.publish.office.values import (
    ROWS_A_CHART,
    TYPE,
    WIDTH,
    sheet_chart,
    write_cell,
    write_values,
)

if TYPE_CHECKING:
    from reform_analysis.charts.chart import Chart

WIDEST, NARROWEST = 48, 9  # characters
LINE, TALLEST = 14, 12
"""Height of a line [points], and most lines of a row; not every program finds heights itself."""

Forms = Callable[[str], Any]

A4 = 9  # as xlsxwriter counts sizes of paper

PLAIN_NUMBERS = ("year", "start", "end")
"""Numbers that are no amounts: written without separators."""

SAMPLE = 200
"""Rows that decide how wide a column is."""


def workbook(chart: Chart) -> bytes:
    """The chart as a workbook.

    Parameters
    ----------
    chart : Chart
        As `publish.draw` gives it.

    Returns
    -------
    bytes
        XLSX, the same bytes for the same chart: the words of the chart, all rows drawn, the
        claims, sources, denominators and benchmarks behind them. Numbers are numbers, an open
        end is the text ``inf``, what is empty stays empty, and no cell is a formula or a link.
        Below the words stand native charts of the same values; a sheet behind each can be edited.

    Raises
    ------
    OfficeError
        xlsxwriter is not installed.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import draw
    >>> workbook(draw("hedges-by-report", codebook(), "zh"))[:2]
    b'PK'
    """
    content = io.BytesIO()
    with needed("xlsxwriter").Workbook(content, PLAIN) as book:
        book.set_properties(
            {
                "title": clean(chart.facts.title, 250),
                "author": AUTHOR,
                "subject": clean(chart.facts.version, 250),
                "created": MOMENT,
            }
        )
        fonts = {"font_name": EASTERN if chart.lang == "zh" else LATIN, "font_size": 10}
        book.formats[0].set_font_name(fonts["font_name"])
        book.formats[0].set_font_size(10)
        forms = _forms(book, fonts)
        first, *_ = [_write(book, sheet, forms) for sheet in sheets_of(chart)]
        top = len(asdict(chart.facts)) + 4  # rows of words on the first sheet, and some room
        breaks = []
        for n, one in enumerate(graphs_of(chart), 1):
            graph = with_sides(one, WIDTH, TYPE)
            page = book.add_worksheet(f"{clean(chart.words('office.sheet.chart'), 28)} {n}")
            write_values(page, graph, chart.words, forms("head"))
            page.set_column(0, len(graph.level_heads) - 1, WIDEST / 2)
            _to_print(page)
            first.insert_chart(top, 0, sheet_chart(book, page.get_name(), graph))
            breaks.append(top)  # printed, each chart begins a page
            top += ROWS_A_CHART
        first.set_h_pagebreaks(breaks)
    return fixed(content.getvalue())


def _forms(book: Any, fonts: dict[str, object]) -> Forms:
    """Gives formats of cells, each made once: ``head``, ``text``, or the format of a number."""

    @cache
    def form(look: str) -> Any:
        extra: dict[str, object] = {"num_format": look} if look else {}
        if look == "head":
            extra = {"bold": True, "bg_color": "#E6F1F8", "bottom": 1, "text_wrap": True}
        elif look == "text":
            extra = {"text_wrap": True}
        return book.add_format(fonts | {"valign": "top"} | extra)

    return form


def _write(book: Any, sheet: Sheet, forms: Forms) -> Any:
    page = book.add_worksheet(clean(sheet.name, 31))
    start = 0
    if sheet.told:
        start = 1
        for n, (label, meaning) in enumerate(zip(sheet.labels, sheet.meanings, strict=True)):
            page.write_string(0, n, clean(label), forms("head"))
            if meaning:
                size = {"x_scale": 2.2, "y_scale": 1.4, "author": AUTHOR}
                page.write_comment(0, n, clean(meaning, 2000), size)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
        page.repeat_rows(0)
    widths = _widths(sheet)
    for n, width in enumerate(widths):
        page.set_column(n, n, width)
    for k, row in enumerate(sheet.rows, start):
        for n, cell in enumerate(row):
            look = "text"
            if isinstance(cell, (int, float)):
                plain = sheet.told and sheet.heads[n] in PLAIN_NUMBERS
                look = "0" if plain else number_form(cell, sheet.unit_of(k - start, n))
            if n == 0 and not sheet.told:
                look = "head"
            write_cell(page, k, n, cell, forms(look))
        lines = max(math.ceil(_span(cell) / (widths[n] - 1)) for n, cell in enumerate(row))
        page.set_row(k, LINE * min(max(1, lines), TALLEST))
    _to_print(page)
    return page


def _to_print(page: Any) -> None:
    """As wide as a page that lies, as long as it needs."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)


def number_form(cell: object, unit: str) -> str:
    """Shares in per cent, counts whole, all else with as many digits as the value needs.

    Examples
    --------
    >>> number_form(0.145, "fraction"), number_form(0.00513, "fraction"), number_form(78.0, "")
    ('0.00%', '0.0000%', '#,##0')
    """
    value = abs(float(cell)) if pd.notna(cell) else 0.0
    if unit == "fraction":
        return "0.00%" if value == 0 or value >= 0.02 else "0.0000%"
    if float(value).is_integer():
        return "#,##0"
    return "#,##0.00" if value >= 100 else "#,##0.0000"


def _widths(sheet: Sheet) -> list[float]:
    """Widths of the columns [characters], from what stands in them, within limits."""
    if not sheet.told:
        return [18.0, 110.0]
    widths = []
    for n, label in enumerate(sheet.labels):
        cells = [row[n] for row in sheet.rows[:SAMPLE]]
        widest = max(_span(text) for text in (label, *cells))
        widths.append(float(min(WIDEST, max(NARROWEST, widest + 3))))
    return widths


def _span(cell: object) -> int:
    """Width of a text [characters]; a Chinese one takes two."""
    text = cell[: 40 * WIDEST] if isinstance(cell, str) else ""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
