"""Graphs and tables on a slide: how many beside each other, at which size of type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture.reporting import TINT
from reform_analysis.charts.words import Words
from reform_analysis.publish.office import tables
from reform_analysis.publish.office.archive import clean, needed
from reform_analysis.publish.office.graphs import Graph
from reform_analysis.publish.office.labels import fits, with_sides
from reform_analysis.publish.office.native import native_chart
from reform_analysis.publish.office.page import EMU, MARGIN, ROOM, fitted, run_of, text_box

GAP = 0.8  # cm between two graphs
SIZES = (12.0, 11.0, 10.0, 9.0)  # points, of names and labels; the last if none fits
CELL, FIRST = 10.0, 7.2  # points, cm: text of a table, and its first column


def side_by_side(graphs: Sequence[Graph]) -> list[list[Graph]]:
    """Two graphs on a slide where the names and labels of both fit, else one.

    Parameters
    ----------
    graphs : sequence of Graph

    Returns
    -------
    list of list of Graph
        One list a slide, in the same order.
    """
    half = (ROOM - GAP) / 2
    parts: list[list[Graph]] = []
    for graph in graphs:
        last = parts[-1] if parts and len(parts[-1]) == 1 else None
        if last and all(fits(one, half, SIZES[-1]) for one in (*last, graph)):
            last.append(graph)
        else:
            parts.append([graph])
    return parts


def put_graphs(
    slide: Any, graphs: Sequence[Graph], top: float, height: float, words: Words
) -> list[Any]:
    """Put graphs beside each other on a slide, as native charts with their sheets inside.

    Parameters
    ----------
    slide : pptx.slide.Slide
    graphs : sequence of Graph
        One or two.
    top, height : float
        Room for them [cm].
    words : Words

    Returns
    -------
    list of pptx.shapes.graphfrm.GraphicFrame
        One for each graph.
    """
    width = (ROOM - GAP * (len(graphs) - 1)) / len(graphs)
    size = next((s for s in SIZES if all(fits(g, width, s) for g in graphs)), SIZES[-1])
    return [
        native_chart(
            slide,
            with_sides(graph, width, size),
            (MARGIN + n * (width + GAP), top, width, height),
            size,
            words,
        )
        for n, graph in enumerate(graphs)
    ]


def put_table(
    slide: Any, table: tables.Table, top: float, height: float, words: Words
) -> list[Any]:
    """Put a native table on a slide, its title above it and the key of its marks below.

    Parameters
    ----------
    slide : pptx.slide.Slide
    table : tables.Table
    top, height : float
        Room for all of it [cm].
    words : Words

    Returns
    -------
    list of pptx.shapes.graphfrm.GraphicFrame
        The table.
    """
    heading = fitted(table.title, ROOM, 0.6, 13, 9)
    told = fitted(table.key, ROOM, 0.9, 10, 9)
    text_box(slide, top, heading, words, bold=True)
    room = height - heading.height - told.height - 0.35
    count, across = len(table.cells) + 1, len(table.head)
    each = min(1.0, room / count)
    above = top + heading.height + 0.1
    place = (MARGIN, above, ROOM, each * count)
    shape = slide.shapes.add_table(count, across, *(round(p * EMU) for p in place))
    shape.name = clean(table.title, 120)
    grid = shape.table
    widths = [FIRST, *[(ROOM - FIRST) / (across - 1)] * (across - 1)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = round(width * EMU)
    for row in grid.rows:
        row.height = round(each * EMU)
    for n, text in enumerate(table.head):
        _cell(grid.cell(0, n), text, widths[n], each, words, fill="#F0F0F0", bold=True)
    for k, (cells, silent) in enumerate(zip(table.cells, table.silent, strict=True), 1):
        for n, (text, quiet) in enumerate(zip(cells, silent, strict=True)):
            fill = TINT if 0 < n < across - 1 and not quiet else "#FFFFFF"
            colour = looks.NOT_REPORTED if quiet else looks.TEXT
            _cell(grid.cell(k, n), text, widths[n], each, words, fill=fill, colour=colour)
    text_box(slide, above + each * count + 0.15, told, words, colour=looks.NOT_REPORTED)
    return [shape]


def _cell(
    cell: Any, text: str, width: float, height: float, words: Words, *, fill: str, **look: Any
) -> None:
    rgb = needed("pptx.dml.color").RGBColor.from_string
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill.lstrip("#"))
    cell.margin_left = cell.margin_right = round(0.1 * EMU)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = needed("pptx.enum.text").MSO_ANCHOR.MIDDLE
    box = fitted(text, width - 0.25, height, CELL, 7)
    paragraph = cell.text_frame.paragraphs[0]
    run_of(paragraph, box.text, box.size, words, **look)
