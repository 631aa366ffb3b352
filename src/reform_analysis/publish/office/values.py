"""The sheet of values that a native chart points into, in a slide and in a workbook."""

from __future__ import annotations

import io
import math
from typing import Any

import pandas as pd

from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import LATIN, MOMENT, clean, needed
from reform_analysis.publish.office.graphs import Graph

NAME_MOST = 90
"""Most characters of the name of a category."""

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""Options of a workbook in which text stays text."""


def embedded(graph: Graph, words: Words) -> bytes:
    """The workbook inside a chart: one sheet, no cell a formula."""
    content = io.BytesIO()
    with needed("xlsxwriter").Workbook(content, PLAIN) as book:
        book.set_properties({"created": MOMENT})
        page = book.add_worksheet(name_of_sheet(words))
        write_values(page, graph, words, book.add_format({"bold": True, "font_name": LATIN}))
        page.set_column(0, 0, 28)
    return content.getvalue()


def write_values(page: Any, graph: Graph, words: Words, head: Any) -> None:
    """Write `columns` to a sheet, under heads that stay in sight."""
    for n, (name, cells) in enumerate(columns(graph, words)):
        page.write_string(0, n, clean(name), head)
        for row, cell in enumerate(cells, 1):
            write_cell(page, row, n, cell)
    page.freeze_panes(1, 0)


def write_cell(page: Any, row: int, column: int, cell: object, form: object = None) -> None:
    """A number as a number, an open end as the text inf, a missing value as nothing."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return
    if isinstance(cell, str) or not math.isfinite(cell):
        page.write_string(row, column, clean(cell), form)
    else:
        page.write_number(row, column, cell, form)


def columns(graph: Graph, words: Words) -> list[tuple[str, list[object]]]:
    """Head and cells of each column: names, values of the series, widths of their bars, facts.

    Of an outer name only the first of a run is written, as charts with several levels want it.
    """
    made: list[tuple[str, list[object]]] = []
    for level, head in enumerate(graph.level_heads):
        outer = level < len(graph.level_heads) - 1
        cells: list[object] = []
        for row, name in enumerate(graph.names):
            again = row and graph.names[row - 1][: level + 1] == name[: level + 1]
            cells.append(None if outer and again else clean(name[level], NAME_MOST))
        made.append((head, cells))
    made += [(one.name, list(one.values)) for one in graph.series]
    made += [
        (words("office.width", name=one.name), list(one.widths))
        for one in graph.series
        if one.widths is not None
    ]
    return made + [(name, list(cells)) for name, cells in graph.facts.items()]


def series_column(graph: Graph, n: int) -> int:
    """Column of the values of a series."""
    return len(graph.level_heads) + n


def width_columns(graph: Graph) -> dict[int, str]:
    """Series -> letters of the column that holds the widths of its error bars."""
    name = needed("xlsxwriter.utility").xl_col_to_name
    barred = [n for n, one in enumerate(graph.series) if one.widths is not None]
    first = series_column(graph, len(graph.series))
    return {n: name(first + k) for k, n in enumerate(barred)}


def name_of_sheet(words: Words) -> str:
    """Name of the one page of the workbook inside a chart."""
    return words("office.sheet.numbers")
