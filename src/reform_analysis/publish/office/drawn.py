"""A graph as a native chart of a workbook, over the cells of its sheet."""

from __future__ import annotations

from typing import Any

from reform_analysis.charts import style as looks
from reform_analysis.publish.office.archive import LATIN, clean
from reform_analysis.publish.office.graphs import Graph, Series, lines_of, number_form
from reform_analysis.publish.office.native import DARK
from reform_analysis.publish.office.values import series_column, width_columns

SIZE = (900, 380)  # pixels
ROWS_A_CHART = 21
"""Rows of a sheet that a chart covers, and one more."""

WIDTH, TYPE = 23.8, 9  # cm, points: as wide as `SIZE` on a screen of 96 dots an inch
_SIDES = {"t": "above", "b": "below", "r": "right"}


def sheet_chart(book: Any, sheet: str, graph: Graph) -> Any:
    """A native chart of a workbook whose series point into a sheet.

    Parameters
    ----------
    book : xlsxwriter.Workbook
    sheet : str
        Name of the sheet that holds the values of the graph (`values.write_values`).
    graph : Graph

    Returns
    -------
    xlsxwriter.chart.Chart
        Intervals are error bars with widths of their own. An open end runs to the end of the axis
        and has no arrow head, for charts of xlsxwriter have none; the legend says what it is.
    """
    kind = {"type": "bar", "subtype": "stacked"} if graph.bars else {"type": "line"}
    chart = book.add_chart(kind)
    chart.set_size(dict(zip(("width", "height"), SIZE, strict=True)))
    font = {"name": LATIN, "size": TYPE, "color": looks.TEXT, "bold": False}
    chart.set_title(
        {"name": clean(graph.title, 160), "name_font": font | {"size": 12, "bold": True}}
    )
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
    widths = width_columns(graph)
    for n in range(len(graph.series)):
        chart.add_series(_series(sheet, graph, n, widths.get(n, ""), font))
    hidden = [n for n, series in enumerate(graph.series) if not series.shown]
    chart.set_legend({"position": "bottom", "font": font, "delete_series": hidden})
    chart.show_blanks_as("gap")
    return chart


def _series(sheet: str, graph: Graph, n: int, widths: str, font: dict[str, Any]) -> dict[str, Any]:
    """A series as xlsxwriter wants it."""
    series = graph.series[n]
    last, column = len(graph.names), series_column(graph, n)
    made: dict[str, Any] = {
        "name": [sheet, 0, column],
        "categories": [sheet, 1, 0, last, len(graph.level_heads) - 1],
        "values": [sheet, 1, column, last, column],
    }
    if graph.bars:
        hollow = {"fill": {"none": True}, "border": {"color": looks.NOT_REPORTED, "width": 0.75}}
        made |= hollow if series.hollow else {"fill": {"color": series.colour}}
        made |= {"gap": 45, "overlap": 100}
    else:
        made |= {"line": {"none": True}, "marker": _marker(series)}
        if series.shown and not series.marked:  # the mark only explains the colour
            empty = {"fill": {"none": True}, "border": {"none": True}}
            made["points"] = [None if value is None else empty for value in series.values]
    if widths:
        name = sheet.replace("'", "''")
        made["y_error_bars"] = {
            "type": "custom",
            "direction": "plus",
            "plus_values": f"='{name}'!${widths}$2:${widths}${last + 1}",
            "plus_data": list(series.widths or ()),
            "minus_values": [0],
            "end_style": int(series.cap),
            "line": {"color": series.colour, "width": series.thick},
        }
    if any(series.labels or ()):
        sides = ["center"] * last if graph.bars else [_SIDES.get(at, "") for at in series.sides]
        colour = "#FFFFFF" if graph.bars and series.colour in DARK else looks.TEXT
        made["data_labels"] = {
            "value": True,
            "font": font | {"color": colour},
            "custom": [
                {
                    "value": "\n".join(lines_of(text)),
                    "position": side,
                    "font": font | {"color": colour},
                }
                if text
                else {"delete": True}
                for text, side in zip(series.labels or (), sides, strict=True)
            ],
        }
    return made


def _marker(series: Series) -> dict[str, Any]:
    if not series.shown:
        return {"type": "none"}
    edge_only = series.symbol in ("dash", "plus", "star", "x")
    return {
        "type": {"dash": "long_dash"}.get(series.symbol, series.symbol),
        "size": 9 if series.marked else 5,
        "fill": {"color": "#FFFFFF" if series.hollow else series.colour},
        "border": {"color": series.colour if edge_only or series.hollow else "#FFFFFF"},
    }
