"""A graph in a workbook: the sheet of its values, and a native chart that points into it."""

from __future__ import annotations

import io
from typing import Any

from reform_analysis.charts import style as looks
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import (
    LATIN,
    MOMENT,
    PLAIN,
    clean,
    fixed,
    needed,
    write_cell,
)
from reform_analysis.publish.office.graphs import NAME_MOST, Graph, lines_of, number_form

SIZE = {"width": 900, "height": 380}  # pixels
ROWS_A_CHART = 21
"""Rows of a sheet that a chart covers, and one more."""

WIDTH, TYPE = 23.8, 9  # cm, points: as wide as `SIZE` on a screen of 96 dots an inch
_SIDES = {"t": "above", "b": "below", "r": "right", "c": "center"}


def embedded(graph: Graph, words: Words) -> bytes:
    """The workbook inside a chart of a slide: one sheet, no cell a formula."""
    content = io.BytesIO()
    with needed("xlsxwriter").Workbook(content, PLAIN) as book:
        book.set_properties({"created": MOMENT})
        page = book.add_worksheet(words("office.sheet.numbers"))
        write_values(page, graph, words, book.add_format({"bold": True, "font_name": LATIN}))
        page.set_column(0, 0, 28)
    return fixed(content.getvalue())


def write_values(page: Any, graph: Graph, words: Words, head: Any) -> None:
    """Write `columns` to a sheet, under heads that stay in sight."""
    for n, (name, cells) in enumerate(columns(graph, words)):
        page.write_string(0, n, clean(name), head)
        for row, cell in enumerate(cells, 1):
            write_cell(page, row, n, cell)
    page.freeze_panes(1, 0)


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
    barred = (one for one in graph.series if one.widths is not None)
    made += [(words("office.width", name=one.name), list(one.widths)) for one in barred]
    return made + [(name, list(cells)) for name, cells in graph.facts.items()]


def width_columns(graph: Graph) -> dict[int, str]:
    """Series -> letters of the column that holds the widths of its error bars."""
    name = needed("xlsxwriter.utility").xl_col_to_name
    barred = [n for n, one in enumerate(graph.series) if one.widths is not None]
    first = len(graph.level_heads) + len(graph.series)
    return {n: name(first + k) for k, n in enumerate(barred)}


def sheet_chart(book: Any, sheet: str, graph: Graph) -> Any:
    """A native chart of a workbook whose series point into a sheet.

    Parameters
    ----------
    book : xlsxwriter.Workbook
    sheet : str
        Name of the sheet that holds the values of the graph (`write_values`).
    graph : Graph

    Returns
    -------
    xlsxwriter.chart.Chart
        Intervals are error bars with widths of their own. An open end runs to the end of the axis
        and has no arrow head, for charts of xlsxwriter have none; the legend says what it is.
    """
    chart = book.add_chart(
        {"type": "bar", "subtype": "stacked"} if graph.bars else {"type": "line"}
    )
    chart.set_size(SIZE)
    font = {"name": LATIN, "size": TYPE, "color": looks.TEXT, "bold": False}
    heading = font | {"size": 12, "bold": True}
    chart.set_title({"name": clean(graph.title, 160), "name_font": heading})
    names = {"num_font": font | {"rotation": 0}, "label_position": "low", "interval_unit": 1}
    values = {
        "min": 0,
        "max": graph.most,
        "major_unit": graph.step,
        "num_format": number_form(graph),
        "num_font": font,
        "name": clean(graph.unit, 160),
        "name_font": font,
        "major_gridlines": {"visible": True, "line": {"color": looks.FAINT, "width": 0.5}},
        "line": {"none": True},
    }
    if graph.bars:
        names |= {"reverse": True, "crossing": "max"}  # the scale stands below the last bar
    axes = [axis | {"major_tick_mark": "none"} for axis in (names, values)]
    across, upwards = reversed(axes) if graph.bars else axes
    chart.set_x_axis(across)
    chart.set_y_axis(upwards)
    for n in range(len(graph.series)):
        chart.add_series(_series(sheet, graph, n, font))
    hidden = [n for n, series in enumerate(graph.series) if not series.shown]
    chart.set_legend({"position": "bottom", "font": font, "delete_series": hidden})
    chart.show_blanks_as("gap")
    return chart


def _series(sheet: str, graph: Graph, n: int, font: dict[str, Any]) -> dict[str, Any]:
    """A series as xlsxwriter wants it."""
    series = graph.series[n]
    last, column = len(graph.names), len(graph.level_heads) + n
    made: dict[str, Any] = {
        "name": [sheet, 0, column],
        "categories": [sheet, 1, 0, last, len(graph.level_heads) - 1],
        "values": [sheet, 1, column, last, column],
    }
    none = {"none": True}
    if graph.bars:
        hollow = {"fill": none, "border": {"color": looks.NOT_REPORTED, "width": 0.75}}
        made |= hollow if series.hollow else {"fill": {"color": series.colour}}
        made |= {"gap": 45, "overlap": 100}
    else:
        marker = {
            "type": {"dash": "long_dash"}.get(series.symbol, series.symbol),
            "size": 9 if series.marked else 5,
            "fill": {"color": series.filling},
            "border": {"color": series.edge},
        }
        made |= {"line": none, "marker": marker if series.shown else {"type": "none"}}
        if series.shown and not series.marked:  # the mark only explains the colour
            empty = {"fill": none, "border": none}
            made["points"] = [None if value is None else empty for value in series.values]
    if series.widths is not None:
        name, column = sheet.replace("'", "''"), width_columns(graph)[n]
        made["y_error_bars"] = {
            "type": "custom",
            "direction": "plus",
            "plus_values": f"='{name}'!${column}$2:${column}${last + 1}",
            "plus_data": list(series.widths),
            "minus_values": [0],
            "end_style": int(series.cap),
            "line": {"color": series.colour, "width": series.thick},
        }
    if any(series.labels):
        told = {"font": font | {"color": series.ink}}
        labels = [
            {"value": "\n".join(lines_of(text)), "position": _SIDES.get(side, ""), **told}
            if text
            else {"delete": True}
            for text, side in zip(series.labels, series.sides, strict=True)
        ]
        made["data_labels"] = {"value": True, **told, "custom": labels}
    return made
