"""A chart of the project as a workbook: its words, its numbers, and what stands behind them."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

import pandas as pd

from reform_analysis.charts import backing, exports
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.facts import parts_of
from reform_analysis.publish.office.archive import (
    AUTHOR,
    EASTERN,
    LATIN,
    MOMENT,
    PLAIN,
    clean,
    fixed,
    needed,
    write_cell,
)
from reform_analysis.publish.office.deck import graphs_of
from reform_analysis.publish.office.labels import with_sides
from reform_analysis.publish.office.values import (
    ROWS_A_CHART,
    TYPE,
    WIDTH,
    sheet_chart,
    write_values,
)
from reform_analysis.tables.naming import split_list

WIDEST, NARROWEST = 48, 9  # characters
LINE, TALLEST = 14, 12
"""Height of a line [points], and most lines of a row; not every program finds heights itself."""

A4 = 9  # as xlsxwriter counts sizes of paper

AMOUNTS = ("low", "value", "high")
"""Columns of numbers that have the unit of their row."""

PLAIN_NUMBERS = ("year", "start", "end")
"""Numbers that are no amounts: written without separators."""

SAMPLE = 200
"""Rows that decide how wide a column is."""


class Column(NamedTuple):
    """Name of a column, what readers call it, what the glossary says of it."""

    name: str
    label: str
    meaning: str


class Sheet(NamedTuple):
    """Rows under heads; without columns, the first cell of a row is its name."""

    name: str
    rows: Sequence[Sequence[object]]
    columns: Sequence[Column] = ()
    units: Sequence[object] = ()
    """Unit of each row, as the tables of the project write it; none where no number has one."""


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

        @cache
        def form(look: str) -> Any:
            """The format of a head, of text, or of a number."""
            extra: dict[str, object] = {
                "head": {"bold": True, "bg_color": "#E6F1F8", "bottom": 1, "text_wrap": True},
                "text": {"text_wrap": True},
            }.get(look, {"num_format": look})
            return book.add_format(fonts | {"valign": "top"} | extra)

        sheets = sheets_of(chart)
        first, *_ = [_write(book, sheet, form) for sheet in sheets]
        breaks = []
        for n, one in enumerate(graphs_of(chart)):
            graph = with_sides(one, WIDTH, TYPE)
            page = book.add_worksheet(f"{clean(chart.words('office.sheet.chart'), 28)} {n + 1}")
            write_values(page, graph, chart.words, form("head"))
            page.set_column(0, len(graph.level_heads) - 1, WIDEST / 2)
            _to_print(page)
            breaks.append(len(sheets[0].rows) + 1 + n * ROWS_A_CHART)  # each begins a printed page
            first.insert_chart(breaks[-1], 0, sheet_chart(book, page.get_name(), graph))
        first.set_h_pagebreaks(breaks)
    return fixed(content.getvalue())


@lru_cache(maxsize=1)  # the hash of a workbook asks for them, then the workbook
def sheets_of(chart: Chart) -> list[Sheet]:
    """All sheets of a chart, those without rows left out.

    Parameters
    ----------
    chart : Chart
        As `publish.draw` gives it.

    Returns
    -------
    list of Sheet
        The chart (all that must travel with it, in the order of the caption), numbers, claims,
        sources, denominators, benchmarks.
    """
    words, facts, rows = chart.words, chart.facts, chart.rows
    tables = words.tables
    named = {"office.title": facts.title, "office.finding": facts.finding}
    named |= parts_of(facts, words, chart.called)
    named |= {"office.columns": words("office.columns_text")}
    claims = provenance.claims_of(rows, tables).drop_duplicates("claim_id")
    articles = tables["raw/sources"]
    quiet = rows.loc[rows["status"].isin(SILENT), "place_id"]
    used = articles["source_id"].isin(claims["source_id"]) | articles["place_id"].isin(quiet)
    denominators, benchmarks = tables["raw/denominators"], tables["raw/benchmarks"]
    divided_by = rows["denominator_id"].dropna().map(split_list).explode()
    held = denominators[denominators["denominator_id"].isin(divided_by)]
    behind = benchmarks[benchmarks["benchmark_id"].isin(rows["benchmark_id"].dropna())]

    def sheet(name: str, table: pd.DataFrame, units: Iterable[object] = ()) -> Sheet:
        glossary = "codebook/registers/columns"
        columns = [
            Column(column, words.head(column), words.text_if_any(glossary, column, "meaning"))
            for column in table
        ]
        cells = [tuple(map(_cell, row)) for row in table.itertuples(index=False, name=None)]
        return Sheet(words(f"office.sheet.{name}"), cells, columns, list(units))

    made = [
        Sheet(words("office.sheet.chart"), [(words(name), text) for name, text in named.items()]),
        sheet("numbers", exports.numbers(rows, words), rows["unit"]),
        sheet("claims", backing.claims(claims, words), claims["unit"]),
        sheet("sources", backing.sources(articles[used], words)),
        sheet("denominators", backing.denominators(held, words), held["unit"]),
        sheet("benchmarks", backing.benchmarks(behind, words), behind["unit"]),
    ]
    return [each for each in made if each.rows]


def _cell(cell: object) -> object:
    """Dates as ISO text, numbers as they are, what is missing or empty as nothing."""
    if pd.isna(cell) or cell == "":
        return None
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    cell = cell.item() if hasattr(cell, "item") else cell
    return cell if isinstance(cell, (int, float, str)) else str(cell)


def _write(book: Any, sheet: Sheet, form: Callable[[str], Any]) -> Any:
    page = book.add_worksheet(clean(sheet.name, 31))
    for n, (_, label, meaning) in enumerate(sheet.columns):
        page.write_string(0, n, clean(label), form("head"))
        if meaning:
            size = {"x_scale": 2.2, "y_scale": 1.4, "author": AUTHOR}
            page.write_comment(0, n, clean(meaning, 2000), size)
    if sheet.columns:
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        page.repeat_rows(0)
    widths = _widths(sheet)
    for n, width in enumerate(widths):
        page.set_column(n, n, width)
    rows = zip_longest(sheet.rows, sheet.units, fillvalue="")
    for k, (row, unit) in enumerate(rows, start=bool(sheet.columns)):
        for n, cell in enumerate(row):
            look = "text" if n or sheet.columns else "head"
            if isinstance(cell, (int, float)):
                look = number_form(cell, sheet.columns[n].name, unit)
            write_cell(page, k, n, cell, form(look))
        lines = max(math.ceil(_span(cell) / (widths[n] - 1)) for n, cell in enumerate(row))
        page.set_row(k, LINE * min(max(1, lines), TALLEST))
    _to_print(page)
    return page


def _to_print(page: Any) -> None:
    """As wide as a page that lies, as long as it needs."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)


def number_form(cell: float, column: str, unit: object) -> str:
    """Years plain, shares in per cent, counts whole, all else with as many digits as it needs.

    Examples
    --------
    >>> number_form(0.145, "low", "fraction"), number_form(0.00513, "low", "fraction per 1 staff")
    ('0.00%', '0.0000%')
    >>> number_form(78.0, "claims", "fraction"), number_form(2024, "year", "人")
    ('#,##0', '0')
    """
    if column in PLAIN_NUMBERS:
        return "0"
    value = abs(float(cell))
    if column in AMOUNTS and str(unit).partition(" per ")[0] == "fraction":
        return "0.00%" if value == 0 or value >= 0.02 else "0.0000%"
    if value.is_integer():
        return "#,##0"
    return "#,##0.00" if value >= 100 else "#,##0.0000"


def _widths(sheet: Sheet) -> list[float]:
    """Widths of the columns [characters], from what stands in them, within limits."""
    if not sheet.columns:
        return [18.0, 110.0]
    widths = []
    for n, column in enumerate(sheet.columns):
        widest = max(map(_span, (column.label, *(row[n] for row in sheet.rows[:SAMPLE]))))
        widths.append(float(min(WIDEST, max(NARROWEST, widest + 3))))
    return widths


def _span(cell: object) -> int:
    """Width of a text [characters]; a Chinese one takes two."""
    text = cell[: 40 * WIDEST] if isinstance(cell, str) else ""
    return len(text) if text.isascii() else sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
