"""A graph as the XML of a native chart.

Every number of a series stands in the sheet and in the chart, so that a program shows the chart
without opening the sheet, and a person who edits the sheet changes the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reform_analysis.charts import style as looks
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import EASTERN, LATIN, TAGS, clean
from reform_analysis.publish.office.embedded import columns, sheet_name
from reform_analysis.publish.office.graphs import Graph, Series, lines_of, number_form

_SPACES = " ".join(
    f'xmlns:{name}="http://schemas.openxmlformats.org/{path}"'
    for name, path in (
        ("c", "drawingml/2006/chart"),
        ("a", "drawingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
    )
)
_DARK = (looks.STATED, looks.BENCHMARK, looks.BOUND, looks.NOT_REPORTED)
"""Colours of bars on which labels are white."""

_POINT = 12700  # EMU


def chart_xml(graph: Graph, words: Words, small: float, embedded: str) -> bytes:
    """The chart part of a graph.

    Parameters
    ----------
    graph : Graph
    words : Words
    small : float
        Size of the names of the categories and of the labels [points].
    embedded : str
        Relation id of the workbook inside.

    Returns
    -------
    bytes
        A ``c:chartSpace`` with all its numbers, fonts and languages.
    """
    return _Writer(graph, words, small).chart(embedded).encode()


class _Writer:
    """Writes the elements of one chart in the order that the schema asks for."""

    def __init__(self, graph: Graph, words: Words, small: float) -> None:
        self.graph, self.words, self.small = graph, words, small
        self.tag = TAGS[words.lang]
        self.count = len(graph.names)

    def chart(self, embedded: str) -> str:
        graph = self.graph
        at, series = len(graph.level_heads) + len(graph.facts), []
        hidden = ""
        for n, one in enumerate(graph.series):
            series.append(self._series(n, one, at))
            at += 1 if one.widths is None else 2
            if not one.shown:
                hidden += f'<c:legendEntry><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>'
        body = "".join(series)
        ids = '<c:axId val="10001"/><c:axId val="10002"/>'
        if graph.bars:
            plot = (
                '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/>'
                f'<c:varyColors val="0"/>{body}<c:gapWidth val="45"/><c:overlap val="100"/>'
                f"{ids}</c:barChart>"
            )
        else:
            plot = (
                '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
                f'{body}<c:marker val="1"/>{ids}</c:lineChart>'
            )
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}>'
            f'<c:date1904 val="0"/><c:lang val="{self.tag}"/><c:roundedCorners val="0"/><c:chart>'
            f'{self._title(graph.title, 12, True)}<c:autoTitleDeleted val="0"/>'
            f"<c:plotArea><c:layout/>{plot}{self._category_axis()}{self._value_axis()}"
            '<c:spPr><a:noFill/></c:spPr></c:plotArea><c:legend><c:legendPos val="b"/>'
            f'{hidden}<c:overlay val="0"/>{self._text(10)}</c:legend>'
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{self._text(10)}"
            f'<c:externalData r:id="{embedded}"><c:autoUpdate val="0"/></c:externalData>'
            "</c:chartSpace>"
        )

    def _ref(self, column: int, last: int | None = None) -> str:
        first, last = _letters(column), _letters(column if last is None else last)
        page = escape(sheet_name(self.words).replace("'", "''"))
        return f"<c:f>'{page}'!${first}$2:${last}${self.count + 1}</c:f>"

    def _numbers(self, name: str, cells: Sequence[float | None], column: int) -> str:
        points = "".join(
            f'<c:pt idx="{n}"><c:v>{cell!r}</c:v></c:pt>'
            for n, cell in enumerate(float(c) if c is not None else None for c in cells)
            if cell is not None
        )
        return (
            f"<c:{name}><c:numRef>{self._ref(column)}<c:numCache><c:formatCode>General"
            f'</c:formatCode><c:ptCount val="{self.count}"/>{points}</c:numCache></c:numRef>'
            f"</c:{name}>"
        )

    def _categories(self) -> str:
        made = columns(self.graph, self.words)[: len(self.graph.level_heads)]
        levels = [
            "".join(
                f'<c:pt idx="{n}"><c:v>{escape(str(cell))}</c:v></c:pt>'
                for n, cell in enumerate(cells)
                if cell is not None
            )
            for _, cells in reversed(made)
        ]
        size = f'<c:ptCount val="{self.count}"/>'
        ref = self._ref(0, len(made) - 1)
        if len(levels) == 1:
            inside = f"<c:strRef>{ref}<c:strCache>{size}{levels[0]}</c:strCache></c:strRef>"
        else:
            told = "".join(f"<c:lvl>{level}</c:lvl>" for level in levels)
            inside = (
                f"<c:multiLvlStrRef>{ref}<c:multiLvlStrCache>{size}{told}</c:multiLvlStrCache>"
                "</c:multiLvlStrRef>"
            )
        return f"<c:cat>{inside}</c:cat>"

    def _series(self, n: int, series: Series, column: int) -> str:
        page = escape(sheet_name(self.words).replace("'", "''"))
        head = (
            f'<c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef>'
            f"<c:f>'{page}'!${_letters(column)}$1</c:f><c:strCache><c:ptCount val=\"1\"/>"
            f'<c:pt idx="0"><c:v>{escape(clean(series.name))}</c:v></c:pt></c:strCache>'
            "</c:strRef></c:tx>"
        )
        values = self._categories() + self._numbers("val", series.values, column)
        if self.graph.bars:
            fill = _fill(series.colour)
            line = '<a:ln w="9525"><a:noFill/></a:ln>'
            if series.hollow:
                fill = "<a:noFill/>"
                line = (
                    f'<a:ln w="9525">{_fill(looks.NOT_REPORTED)}<a:prstDash val="sysDot"/></a:ln>'
                )
            return (
                f'<c:ser>{head}<c:spPr>{fill}{line}</c:spPr><c:invertIfNegative val="0"/>'
                f"{self._labels(series)}{values}</c:ser>"
            )
        nothing = '<c:marker><c:symbol val="none"/></c:marker>'
        points = ""
        if not series.shown:
            marker = nothing
        else:
            marker = _marker(series)
            if not series.marked:
                points = "".join(
                    f'<c:dPt><c:idx val="{k}"/>{nothing}<c:bubble3D val="0"/></c:dPt>'
                    for k, value in enumerate(series.values)
                    if value is not None
                )
        bars = "" if series.widths is None else self._bars(series, column + 1)
        return (
            f'<c:ser>{head}<c:spPr><a:ln w="28575"><a:noFill/></a:ln></c:spPr>{marker}{points}'
            f'{self._labels(series)}{bars}{values}<c:smooth val="0"/></c:ser>'
        )

    def _bars(self, series: Series, column: int) -> str:
        arrow = '<a:tailEnd type="triangle" w="med" len="med"/>' if series.arrow else ""
        return (
            '<c:errBars><c:errDir val="y"/><c:errBarType val="plus"/><c:errValType val="cust"/>'
            f'<c:noEndCap val="{int(not series.cap)}"/>'
            f"{self._numbers('plus', series.widths or (), column)}"
            f'<c:spPr><a:ln w="{round(series.thick * _POINT)}" cap="flat">{_fill(series.colour)}'
            f"<a:round/>{arrow}</a:ln></c:spPr></c:errBars>"
        )

    def _labels(self, series: Series) -> str:
        """Labels as the picture tells them."""
        inside = self.graph.bars
        shows = (
            '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        )
        told = ""
        for n, label in enumerate(series.labels or ()):
            if not label:
                continue
            where = "ctr" if inside else series.sides[n]
            lines = lines_of(label)
            moved = _layout(0.0 if inside else series.shifts[n])
            colour = "#FFFFFF" if inside and series.colour in _DARK else looks.TEXT
            runs = "".join(self._paragraph(line, self.small, colour=colour) for line in lines)
            told += (
                f'<c:dLbl><c:idx val="{n}"/>{moved}<c:tx><c:rich><a:bodyPr wrap="none"/>'
                f'{runs}</c:rich></c:tx><c:dLblPos val="{where}"/>{shows.format(1)}</c:dLbl>'
            )
        return f"<c:dLbls>{told}{shows.format(0)}</c:dLbls>" if told else ""

    def _category_axis(self) -> str:
        backwards = "maxMin" if self.graph.bars else "minMax"
        side = "l" if self.graph.bars else "b"
        return (
            '<c:catAx><c:axId val="10001"/><c:scaling>'
            f'<c:orientation val="{backwards}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{_fill(looks.NOT_REPORTED)}</a:ln>'
            f'</c:spPr>{self._text(self.small, 0)}<c:crossAx val="10002"/><c:crosses '
            'val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        )

    def _value_axis(self) -> str:
        graph = self.graph
        side, turned = ("b", None) if graph.bars else ("l", -5400000)
        crosses = "max" if graph.bars else "autoZero"
        title = self._title(graph.unit, 10, False, turned) if graph.unit else ""
        return (
            '<c:valAx><c:axId val="10002"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{graph.most!r}"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{side}"/><c:majorGridlines><c:spPr><a:ln w="6350">'
            f"{_fill(looks.FAINT)}</a:ln></c:spPr></c:majorGridlines>{title}"
            f'<c:numFmt formatCode="{escape(number_form(graph), {chr(34): "&quot;"})}" '
            'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
            f'{self._text(10)}<c:crossAx val="10001"/><c:crosses val="{crosses}"/>'
            '<c:crossBetween val="between"/>'
            f'<c:majorUnit val="{graph.step!r}"/></c:valAx>'
        )

    def _title(self, text: str, size: float, bold: bool, turned: int | None = None) -> str:
        body = "<a:bodyPr/>" if turned is None else f'<a:bodyPr rot="{turned}" vert="horz"/>'
        line = self._paragraph(clean(text, 160), size, bold)
        return f'<c:title><c:tx><c:rich>{body}{line}</c:rich></c:tx><c:overlay val="0"/></c:title>'

    def _paragraph(
        self, text: str, size: float, bold: bool = False, colour: str = looks.TEXT
    ) -> str:
        look = f'lang="{self.tag}" sz="{round(size * 100)}" b="{int(bold)}"'
        return (
            f"<a:p><a:pPr><a:defRPr {look}>{_fill(colour)}{_FONTS}</a:defRPr></a:pPr>"
            f"<a:r><a:rPr {look}>{_fill(colour)}{_FONTS}</a:rPr>"
            f"<a:t>{escape(text)}</a:t></a:r></a:p>"
        )

    def _text(self, size: float, turned: int | None = None) -> str:
        body = "<a:bodyPr/>" if turned is None else f'<a:bodyPr rot="{turned}" vert="horz"/>'
        return (
            f'<c:txPr>{body}<a:p><a:pPr><a:defRPr lang="{self.tag}" sz="{round(size * 100)}">'
            f"{_fill(looks.TEXT)}{_FONTS}</a:defRPr></a:pPr>"
            f'<a:endParaRPr lang="{self.tag}"/></a:p></c:txPr>'
        )


_FONTS = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EASTERN}"/><a:cs typeface="{LATIN}"/>'


def _layout(shift: float) -> str:
    """An offset from the usual place, in shares of the width of the chart."""
    if not shift:
        return ""
    return (
        f'<c:layout><c:manualLayout><c:x val="{shift:.4f}"/><c:y val="0"/></c:manualLayout>'
        "</c:layout>"
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def _marker(series: Series) -> str:
    lines = series.symbol in ("dash", "plus", "star", "x")  # drawn by their edge alone
    edge = series.colour if lines else "#FFFFFF"
    return (
        f'<c:marker><c:symbol val="{series.symbol}"/><c:size val="{12 if lines else 9}"/>'
        f'<c:spPr>{_fill(series.colour)}<a:ln w="9525">{_fill(edge)}</a:ln></c:spPr></c:marker>'
    )


def _letters(column: int) -> str:
    """Name of a column of a sheet.

    Examples
    --------
    >>> _letters(0), _letters(26)
    ('A', 'AA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
