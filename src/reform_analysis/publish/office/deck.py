"""A chart of the project as slides with native charts and tables that can be edited."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.facts import alternative_of, finding_of
from reform_analysis.publish.office import placing, shares, tables
from reform_analysis.publish.office.archive import TAGS, clean, fixed, needed
from reform_analysis.publish.office.graphs import Graph, dot_plot
from reform_analysis.publish.office.page import frame, run_of
from reform_analysis.publish.office.panels import panels_of

if TYPE_CHECKING:
    import pandas as pd

    from reform_analysis.charts.chart import Chart

TEMPLATE = str(Path(__file__).parent / "template.pptx")
"""16:9, one layout, the fonts of the project; ``tools/make_deck_template.py`` writes it."""

SHARES = ("hedges-by-report", "hedges-by-publisher")
"""Charts of counted claims, which are stacked bars."""


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
    words = chart.words
    deck = _empty_deck(chart)
    name = drawn_by(chart.entry)
    if name in tables.TABLES:
        parts: list[Any] = tables.TABLES[name](chart.rows, words)
    else:
        parts = placing.side_by_side(graphs_of(chart))
    for n, part in enumerate(parts, 1):
        told = words("office.part", number=n, of=len(parts)) if len(parts) > 1 else ""
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        rows = chart.rows if name in tables.TABLES else _rows(chart, part)
        facts = replace(chart.facts, finding=finding_of(chart.entry, rows, words))
        top, height = frame(slide, facts, words, told)
        if name in tables.TABLES:
            shapes = placing.put_table(slide, part, top, height, words)
        else:
            shapes = placing.put_graphs(slide, part, top, height, words)
        for shape in shapes:
            _describe(shape, alternative_of(facts, rows, words))
        _notes(slide, chart, part.key if name in tables.TABLES else "")
    content = io.BytesIO()
    deck.save(content)
    return fixed(content.getvalue())


def graphs_of(chart: Chart) -> list[Graph]:
    """The native charts of a chart, before they are written; none of a table.

    Parameters
    ----------
    chart : Chart
    """
    name = drawn_by(chart.entry)
    if name in tables.TABLES:
        return []
    if name in SHARES:
        return [shares.hedges(chart.rows, chart.words)]
    panels = panels_of(chart.rows, name, chart.words)
    return [dot_plot(panel, chart.rows, chart.words) for panel in panels]


def _describe(shape: Any, alternative: str) -> None:
    """Give a graphic frame its alternative text."""
    told = clean(f"{shape.name}\n{alternative}", 2000)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", told)


def _rows(chart: Chart, graphs: Iterable[Graph]) -> pd.DataFrame:
    """The rows of a chart that some of its graphs show, and who is silent on the same matter."""
    own = chart.rows.index.isin({at for graph in graphs for at in graph.rows.index})
    matters = chart.rows.loc[own, "indicator_id"].unique()
    silent = chart.rows["status"].isin(SILENT) & chart.rows["indicator_id"].isin(matters)
    return chart.rows[own | silent]


def _notes(slide: Any, chart: Chart, key: str) -> None:
    """How to read a slide, and the caption without what it says of the picture's marks.

    ``key`` is that of a table, which has other marks than the picture.
    """
    frame_of = slide.notes_slide.notes_text_frame
    frame_of.clear()
    words, of_the_picture = chart.words, chart.facts.how_to_read
    bars = drawn_by(chart.entry) in SHARES
    told = key or (of_the_picture if bars else words("office.how_to_read"))
    lines = [words("mark.colon", name=words("caption.how_to_read"), text=told), ""]
    lines += [line for line in chart.caption.split("\n") if of_the_picture not in line]
    for n, line in enumerate(lines):
        paragraph = frame_of.paragraphs[0] if n == 0 else frame_of.add_paragraph()
        if line:
            run_of(paragraph, clean(line, 6000), 11, words)


def _empty_deck(chart: Chart) -> Any:
    """The template, with the properties of a chart."""
    deck = needed("pptx").Presentation(TEMPLATE)
    told = deck.core_properties
    told.title, told.subject = clean(chart.facts.title, 250), clean(chart.facts.version, 250)
    told.language = TAGS[chart.lang]
    return deck
