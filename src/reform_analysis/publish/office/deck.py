"""A chart of the project as slides with native charts and tables that can be edited."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from reform_analysis.charts import style as looks
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.panels import panels_of
from reform_analysis.charts.picture.reporting import TINT
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.facts import alternative_of, finding_of
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import TAGS, clean, fixed, needed
from reform_analysis.publish.office.graphs import Graph, dot_plot
from reform_analysis.publish.office.labels import fits, with_sides
from reform_analysis.publish.office.native import native_chart
from reform_analysis.publish.office.page import (
    EMU,
    MARGIN,
    ROOM,
    Box,
    fill,
    fitted,
    frame,
    paragraphs,
    run_of,
    text_box,
)
from reform_analysis.publish.office.tables import SHARES, TABLES, Table, hedges

TEMPLATE = str(Path(__file__).parent / "template.pptx")
"""16:9, one layout, the fonts of the project; ``tools/make_deck_template.py`` writes it."""

GAP = 0.8  # cm between two graphs
SIZES = (12.0, 11.0, 10.0, 9.0)  # points, of names and labels; the last if none fits
CELL, FIRST = 10.0, 7.2  # points, cm: text of a table, and its first column


def slides(chart: Chart) -> bytes:
    """The chart as a presentation.

    Parameters
    ----------
    chart : Chart
        As `publish.draw` gives it.

    Returns
    -------
    bytes
        PPTX, 16:9, the same bytes for the same chart. Each slide has title, a finding on what it
        shows itself, native charts or a native table, note and sources; how to read a slide and
        the caption are its speaker notes.

    Raises
    ------
    OfficeError
        python-pptx or xlsxwriter is not installed.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import draw
    >>> slides(draw("hedges-by-report", codebook(), "zh"))[:2]
    b'PK'
    """
    words, name = chart.words, drawn_by(chart.entry)
    deck = needed("pptx").Presentation(TEMPLATE)
    told = deck.core_properties
    told.title, told.subject = clean(chart.facts.title, 250), clean(chart.facts.version, 250)
    told.language = TAGS[chart.lang]
    parts: list[Any] = (
        TABLES[name](chart.rows, words) if name in TABLES else side_by_side(graphs_of(chart))
    )
    for n, part in enumerate(parts, 1):
        of = words("office.part", number=n, of=len(parts)) if len(parts) > 1 else ""
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        rows = chart.rows if name in TABLES else _rows(chart, part)
        facts = replace(chart.facts, finding=finding_of(chart.entry, rows, words))
        put = _put_table if name in TABLES else _put_graphs
        for shape in put(slide, part, *frame(slide, facts, words, of), words):
            alternative = f"{shape.name}\n{alternative_of(facts, rows, words)}"
            shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(alternative, 2000))
        _notes(slide, chart, part.key if name in TABLES else "")
    content = io.BytesIO()
    deck.save(content)
    return fixed(content.getvalue())


@lru_cache(maxsize=1)  # slides ask for them, then the workbook
def graphs_of(chart: Chart) -> list[Graph]:
    """The native charts of a chart, before they are written; none of a table.

    Parameters
    ----------
    chart : Chart
    """
    name = drawn_by(chart.entry)
    if name in TABLES:
        return []
    if name in SHARES:
        return [hedges(chart.rows, chart.words)]
    panels = panels_of(chart.rows, name, chart.words)
    return [dot_plot(panel, chart.rows, chart.words) for panel in panels]


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


def _rows(chart: Chart, graphs: Iterable[Graph]) -> pd.DataFrame:
    """The rows of a chart that some of its graphs show, and who is silent on the same matter."""
    own = chart.rows.index.isin({at for graph in graphs for at in graph.rows.index})
    matters = chart.rows.loc[own, "indicator_id"].unique()
    silent = chart.rows["status"].isin(SILENT) & chart.rows["indicator_id"].isin(matters)
    return chart.rows[own | silent]


def _put_graphs(
    slide: Any, graphs: Sequence[Graph], top: float, height: float, words: Words
) -> list[Any]:
    """One or two graphs beside each other, as native charts with their sheets inside."""
    width = (ROOM - GAP * (len(graphs) - 1)) / len(graphs)
    size = next((s for s in SIZES if all(fits(g, width, s) for g in graphs)), SIZES[-1])
    shapes = []
    for n, graph in enumerate(graphs):
        place = (MARGIN + n * (width + GAP), top, width, height)
        shapes.append(native_chart(slide, with_sides(graph, width, size), place, size, words))
    return shapes


def _put_table(slide: Any, table: Table, top: float, height: float, words: Words) -> list[Any]:
    """A native table, its title above it and the key of its marks below."""
    heading = fitted(table.title, ROOM, 0.6, 13, 9)
    told = fitted(table.key, ROOM, 0.9, 10, 9)
    text_box(slide, top, heading, words, bold=True)
    count, across = len(table.cells) + 1, len(table.head)
    each = min(1.0, (height - heading.height - told.height - 0.35) / count)
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
    for k, cells in enumerate((table.head, *table.cells)):
        for n, (text, width) in enumerate(zip(cells, widths, strict=True)):
            quiet = text in table.quiet
            ground = TINT if 0 < n < across - 1 and not quiet else "#FFFFFF"
            look: dict[str, Any] = {"colour": looks.NOT_REPORTED if quiet else looks.TEXT}
            if k == 0:
                ground, look = "#F0F0F0", {"bold": True}
            box = fitted(text, width - 0.25, each, CELL, 7)
            _write(grid.cell(k, n), box, ground, words, **look)
    text_box(slide, above + each * count + 0.15, told, words, colour=looks.NOT_REPORTED)
    return [shape]


def _write(cell: Any, box: Box, ground: str, words: Words, **look: Any) -> None:
    """Text in a cell of a table, on a ground of one colour."""
    fill(cell, ground)
    cell.margin_left = cell.margin_right = round(0.1 * EMU)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = needed("pptx.enum.text").MSO_ANCHOR.MIDDLE
    run_of(cell.text_frame.paragraphs[0], box.text, box.size, words, **look)


def _notes(slide: Any, chart: Chart, key: str) -> None:
    """How to read a slide, and the caption without what it says of the picture's marks.

    ``key`` is that of a table, which has other marks than the picture.
    """
    words, of_the_picture = chart.words, chart.facts.how_to_read
    bars = drawn_by(chart.entry) in SHARES
    told = key or (of_the_picture if bars else words("office.how_to_read"))
    lines = [words("mark.colon", name=words("caption.how_to_read"), text=told), ""]
    lines += [line for line in chart.caption.split("\n") if of_the_picture not in line]
    notes = slide.notes_slide.notes_text_frame
    notes.clear()
    for line, paragraph in paragraphs(notes, lines):
        if line:
            run_of(paragraph, clean(line, 6000), 11, words)
