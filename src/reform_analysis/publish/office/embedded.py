"""The workbook inside a native chart, which its series point into."""

from __future__ import annotations

import io
import math

import pandas as pd

from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import LATIN, MOMENT, clean, needed
from reform_analysis.publish.office.graphs import Graph

NAME_MOST = 90
"""Most characters of the name of a category."""


def sheet(graph: Graph, words: Words) -> bytes:
    """The workbook inside a chart: names of the categories, what is told of each, the series.

    Parameters
    ----------
    graph : Graph
    words : Words

    Returns
    -------
    bytes
        XLSX of one sheet; no cell is a formula.
    """
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with needed("xlsxwriter").Workbook(content, options) as book:
        book.set_properties({"created": MOMENT})
        page = book.add_worksheet(sheet_name(words))
        head = book.add_format({"bold": True, "font_name": LATIN})
        for n, (name, cells) in enumerate(columns(graph, words)):
            page.write_string(0, n, clean(name), head)
            for row, cell in enumerate(cells, 1):
                write_cell(page, row, n, cell)
        page.freeze_panes(1, 0)
        page.set_column(0, 0, 28)
    return content.getvalue()


def write_cell(page: object, row: int, column: int, cell: object, form: object = None) -> None:
    """A number as a number, an open end as the text inf, a missing value as nothing."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if math.isfinite(cell):
            page.write_number(row, column, cell, form)
        else:
            page.write_string(row, column, str(float(cell)), form)
        return
    page.write_string(row, column, clean(cell), form)


def columns(graph: Graph, words: Words) -> list[tuple[str, list[object]]]:
    """Head and cells of each column of the sheet."""
    count = len(graph.names)
    made: list[tuple[str, list[object]]] = []
    for level, head in enumerate(graph.level_heads):
        cells = [name[level] for name in graph.names]
        if level < len(graph.level_heads) - 1:
            cells = [
                cell
                if row == 0 or graph.names[row][: level + 1] != graph.names[row - 1][: level + 1]
                else None
                for row, cell in enumerate(cells)
            ]
        made.append((head, [cell and clean(cell, NAME_MOST) for cell in cells]))
    made += [(name, list(cells)) for name, cells in graph.facts.items()]
    for series in graph.series:
        made.append((series.name, list(series.values)))
        if series.widths is not None:
            made.append((words("office.width", name=series.name), list(series.widths)))
    assert all(len(cells) == count for _, cells in made)
    return made


def sheet_name(words: Words) -> str:
    """Name of the one page of the workbook inside a chart."""
    return words("office.sheet.numbers")
