"""A graph as a native chart of a slide, through the chart API of python-pptx.

Every number of a series stands in the sheet and in the chart, so that a program shows the chart
without opening the sheet, and a person who edits the sheet changes the chart. Error bars, entries
left out of the legend and labels moved aside are what the API lacks: they are added to its XML.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reform_analysis.charts import style as looks
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import TAGS, clean, needed
from reform_analysis.publish.office.graphs import (
    NAME_MOST,
    Graph,
    Series,
    lines_of,
    number_form,
)
from reform_analysis.publish.office.page import EMU, fill, paragraphs, rgb, run_of, style, xml
from reform_analysis.publish.office.values import embedded, width_columns

_SIDES = {"t": "ABOVE", "b": "BELOW", "r": "RIGHT", "c": "CENTER"}


def native_chart(
    slide: Any, graph: Graph, place: tuple[float, float, float, float], size: float, words: Words
) -> Any:
    """Put a graph on a slide as a chart that can be edited, its workbook inside.

    Parameters
    ----------
    slide : pptx.slide.Slide
    graph : Graph
    place : tuple of float
        Left, top, width and height [cm].
    size : float
        Of the names of the categories and of the labels [points].
    words : Words

    Returns
    -------
    pptx.shapes.graphfrm.GraphicFrame
        With all its numbers, fonts and languages.
    """
    kinds = needed("pptx.enum.chart").XL_CHART_TYPE
    kind = kinds.BAR_STACKED if graph.bars else kinds.LINE_MARKERS
    shape = slide.shapes.add_chart(kind, *(round(p * EMU) for p in place), _data(graph, words))
    shape.name = clean(graph.title, 120)
    chart = shape.chart
    _heading(chart.chart_title.text_frame, graph.title, 12, words, bold=True)
    _font(chart, chart.font, 10, words)
    _axes(chart, graph, size, words)
    _legend(chart, graph, words)
    plot = chart.plots[0]
    if graph.bars:
        plot.gap_width, plot.overlap = 45, 100
    columns = width_columns(graph)
    for n, (drawn, series) in enumerate(zip(plot.series, graph.series, strict=True)):
        if graph.bars:
            _bar(drawn, series)
        else:
            _dots(drawn, series)
        _labels(drawn, series, size, words)
        if series.widths is not None:
            _error_bars(drawn, series, len(graph.names), columns[n])
    _own_names(chart, words)
    return shape


def _data(graph: Graph, words: Words) -> Any:
    """Names and values of a graph, as python-pptx wants them, with the workbook that holds them."""
    base = needed("pptx.chart.data").CategoryChartData
    data = type("Data", (base,), {"xlsx_blob": embedded(graph, words)})()  # else it writes its own

    def branch(parent: Any, names: Sequence[tuple[str, ...]]) -> None:
        add = getattr(parent, "add_sub_category", None) or parent.add_category
        for name, below in groupby(names, key=lambda levels: levels[0]):
            own = list(below)
            if len(own[0]) > 1:
                branch(add(name), [levels[1:] for levels in own])
            else:
                for _ in own:
                    add(name)

    branch(data, [tuple(clean(name, NAME_MOST) for name in names) for names in graph.names])
    for series in graph.series:
        data.add_series(clean(series.name), series.values)
    return data


def _heading(frame: Any, text: str, size: float, words: Words, *, bold: bool = False) -> None:
    run_of(frame.paragraphs[0], clean(text, 160), size, words, bold=bold)


def _font(owner: Any, font: Any, size: float, words: Words) -> None:
    """Size, colour, fonts and language of text that has no runs of its own."""
    style(font._rPr, size, words)
    _set(owner, "a:endParaRPr", TAGS[words.lang], "lang")


def _axes(chart: Any, graph: Graph, size: float, words: Words) -> None:
    enum = needed("pptx.enum.chart")
    names, values = chart.category_axis, chart.value_axis
    for axis in (names, values):
        axis.major_tick_mark = axis.minor_tick_mark = enum.XL_TICK_MARK.NONE
    names.tick_label_position = enum.XL_TICK_LABEL_POSITION.LOW
    names.reverse_order = graph.bars
    _line(names.format, looks.NOT_REPORTED, 0.75)
    _font(names, names.tick_labels.font, size, words)
    _set(names, "a:bodyPr", "0", "rot")  # names are broken into lines, never turned
    _set(names, "c:auto", "0")
    _behind(names._element, "c:lblOffset", '<c:tickLblSkip {} val="1"/>')  # every name is written
    values.minimum_scale, values.maximum_scale = 0, graph.most
    values.major_unit = graph.step
    values.has_major_gridlines = True
    _line(values.major_gridlines.format, looks.FAINT, 0.5)
    values.format.line.fill.background()
    values.tick_labels.number_format = number_form(graph)
    values.tick_labels.number_format_is_linked = False
    _font(values, values.tick_labels.font, 10, words)
    if graph.bars:
        _set(values, "c:crosses", "max")  # the scale stands below the last bar
    if graph.unit:
        _heading(values.axis_title.text_frame, graph.unit, 10, words)


def _set(owner: Any, name: str, value: str, attribute: str = "val") -> None:
    for found in owner._element.iter(needed("pptx.oxml.ns").qn(name)):
        found.set(attribute, value)


def _behind(element: Any, name: str, text: str) -> None:
    """Put an element, as `page.xml` takes it, behind the first child of a name."""
    element.find(needed("pptx.oxml.ns").qn(name)).addnext(xml(text))


def _legend(chart: Any, graph: Graph, words: Words) -> None:
    chart.has_legend = True
    chart.legend.position = needed("pptx.enum.chart").XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    _font(chart.legend, chart.legend.font, 10, words)
    for n in reversed([n for n, one in enumerate(graph.series) if not one.shown]):
        entry = f'<c:legendEntry {{}}><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>'
        _behind(chart.legend._element, "c:legendPos", entry)


def _bar(drawn: Any, series: Series) -> None:
    drawn.invert_if_negative = False
    if series.hollow:
        drawn.format.fill.background()
        _line(drawn.format, looks.NOT_REPORTED, 0.75)
        drawn.format.line.dash_style = needed("pptx.enum.dml").MSO_LINE.ROUND_DOT
    else:
        fill(drawn.format, series.colour)
        drawn.format.line.fill.background()


def _dots(drawn: Any, series: Series) -> None:
    drawn.smooth = False
    drawn.format.line.fill.background()
    symbols = needed("pptx.enum.chart").XL_MARKER_STYLE
    if not series.shown:
        drawn.marker.style = symbols.NONE
        return
    drawn.marker.style = getattr(symbols, series.symbol.upper())
    drawn.marker.size = 12 if series.edge_only else 9
    fill(drawn.marker.format, series.filling)
    _line(drawn.marker.format, series.edge, 1.5 if series.hollow else 0.75)
    for n, value in enumerate(series.values):
        if value is not None and not series.marked:  # the mark only explains the colour
            drawn.points[n].marker.style = symbols.NONE


def _labels(drawn: Any, series: Series, size: float, words: Words) -> None:
    """Labels as the picture tells them."""
    positions = needed("pptx.enum.chart").XL_LABEL_POSITION
    for n, text in enumerate(series.labels):
        if not text:
            continue
        label = drawn.points[n].data_label
        frame = label.text_frame
        frame.word_wrap = False
        for line, paragraph in paragraphs(frame, lines_of(text)):
            run_of(paragraph, line, size, words, colour=series.ink)
        label.position = getattr(positions, _SIDES[series.sides[n]])
        if series.shifts and series.shifts[n]:
            place = f'<c:x val="{series.shifts[n]:.4f}"/><c:y val="0"/>'
            layout = f"<c:layout {{}}><c:manualLayout>{place}</c:manualLayout></c:layout>"
            _behind(label._dLbl, "c:idx", layout)


def _error_bars(drawn: Any, series: Series, last: int, column: str) -> None:
    """Bars upwards from the values of a series, their widths in a column of the sheet."""
    qn, element = needed("pptx.oxml.ns").qn, drawn._element
    values = element.find(qn("c:val"))
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if series.arrow else ""
    bars = xml(
        '<c:errBars {}><c:errDir val="y"/><c:errBarType val="plus"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="{int(not series.cap)}"/><c:plus/><c:spPr><a:ln '
        f'w="{round(series.thick * 12700)}" cap="flat"><a:solidFill><a:srgbClr val='
        f'"{series.colour.lstrip("#")}"/></a:solidFill><a:round/>{head}</a:ln></c:spPr></c:errBars>'
    )
    numbers = copy.deepcopy(values.find(qn("c:numRef")))  # as its values, but of another column
    numbers.find(qn("c:f")).text = f"!${column}$2:${column}${last + 1}"
    for point in numbers.iter(qn("c:pt")):
        point.find(qn("c:v")).text = repr(series.widths[int(point.get("idx"))])
    bars.find(qn("c:plus")).append(numbers)
    element.find(qn("c:cat")).addprevious(bars)


def _own_names(chart: Any, words: Words) -> None:
    """Name the sheet, the language and the axes, where the API has names of its own."""
    qn, space = needed("pptx.oxml.ns").qn, chart._chartSpace
    sheet = words("office.sheet.numbers").replace("'", "''")
    for formula in space.iter(qn("c:f")):
        formula.text = f"'{sheet}'!{formula.text.partition('!')[2]}"
    _behind(space, "c:date1904", '<c:roundedCorners {} val="0"/>')
    _behind(space, "c:date1904", f'<c:lang {{}} val="{TAGS[words.lang]}"/>')
    for name in ("c:axId", "c:crossAx"):
        for found in space.iter(qn(name)):
            found.set("val", found.get("val").lstrip("-"))  # the schema wants no sign


def _line(form: Any, colour: str, thick: float) -> None:
    form.line.color.rgb = rgb(colour)
    form.line.width = needed("pptx.util").Pt(thick)
