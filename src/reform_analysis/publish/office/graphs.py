"""Panels of points as series of a native chart: what is drawn, and what its sheet says.

A dot plot is a line chart without lines. One series stands at the low ends and carries error bars
as wide as the interval, one holds the printed numbers, one without a mark carries the labels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.ticker import MaxNLocator

from reform_analysis.charts import exports
from reform_analysis.charts import style as looks
from reform_analysis.charts.panels import Panel, Point
from reform_analysis.charts.picture import centimetres as canvas
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import clean

FACTS = ("low", "value", "high", "width", "label", "unit", "status", "claim_ids", "benchmark_id")
"""Columns of the sheet inside a chart, behind the names of the categories; told in words."""

BEYOND = 0.03
"""Of the axis: the arrow behind an end that only the reading closes."""

PALE = 0.4
"""How much of a colour the bar has whose dots have all of it."""

NAME_MOST, LABEL_MOST = 90, 90
"""Most characters of the name of a category, and of a label beside a mark."""

Cells = Sequence[float | None]


@dataclass(frozen=True)
class Series:
    """One series: values by category, and the looks of its marks, bars and labels."""

    name: str
    values: Cells
    colour: str = looks.TEXT
    widths: Cells | None = None
    """Of error bars that begin at the values; ``None`` for a series without any."""
    labels: Sequence[str] = ()
    sides: Sequence[str] = ()
    """Of the values on which labels stand: above, below, beside; see `labels.placed`."""
    shifts: Sequence[float] = ()
    """Of labels to the right, as shares of the width of the graph."""
    symbol: str = "square"
    marked: bool = False
    """Whether the mark stands at the values; if not, it only explains the colour in the legend."""
    hollow: bool = False
    """An outline without filling, of bars and of marks."""
    thick: float = 9
    """Of error bars [points]."""
    arrow: bool = False
    cap: bool = False
    shown: bool = True
    """In the legend."""
    ink: str = looks.TEXT
    """Of the labels."""

    @property
    def edge_only(self) -> bool:
        """Whether the mark has no area to be filled."""
        return self.symbol in ("dash", "plus", "star", "x")

    @property
    def filling(self) -> str:
        """Colour of the area of the mark."""
        return "#FFFFFF" if self.hollow else self.colour

    @property
    def edge(self) -> str:
        """Colour around the mark."""
        return self.colour if self.edge_only or self.hollow else "#FFFFFF"


@dataclass(frozen=True)
class Graph:
    """A native chart before it is written."""

    title: str
    unit: str
    names: Sequence[tuple[str, ...]]
    """Of each category, the outermost level first."""
    level_heads: Sequence[str]
    series: Sequence[Series]
    facts: Mapping[str, Sequence[object]]
    most: float
    step: float
    rows: pd.DataFrame
    """Of the chart: those that are drawn here."""
    share: bool = False
    bars: bool = False
    """Stacked bars from left to right instead of dots."""


@dataclass(frozen=True)
class Look:
    """How the bars and dots of one kind of value look."""

    bar: str
    dot: str
    symbol: str = "circle"
    marked: bool = False
    cap: bool = False


def _pale(colour: str) -> str:
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * PALE):02X}" for part in parts)


LOOKS = {
    "interval": Look(looks.INTERVAL, looks.STATED),
    "bound": Look(looks.BOUND, looks.BOUND, marked=True),
    "upper": Look(_pale(looks.BOUND), looks.BOUND, cap=True),
    "proxy": Look(looks.PROXY, looks.PROXY),
    "other": Look(looks.PROXY, looks.PROXY, "diamond"),
    "benchmark": Look(looks.BENCHMARK, looks.BENCHMARK, marked=True),
}
_SYMBOLS = {"o": "circle", "D": "diamond", "s": "square", "^": "triangle", "P": "plus", "v": "star"}


def dot_plot(panel: Panel, rows: pd.DataFrame, words: Words) -> Graph:
    """A panel of points as a dot plot with interval bars.

    Parameters
    ----------
    panel : Panel
    rows : DataFrame
        Of the whole chart, so that a place looks the same in each of its panels.
    words : Words

    Returns
    -------
    Graph
        The axis begins at 0 and covers all ends that are closed.
    """
    points = panel.points
    most, step = scale(panel.scaled or points, panel.share)
    known = LOOKS | _of_places(rows)
    series: list[Series] = []
    for key in dict.fromkeys(point.look for point in points if point.valued):
        own = [point if point.valued and point.look == key else None for point in points]
        series += _series(own, key, known[key], most, words)
    tops = [min(point.top, most) if point.valued else None for point in points]
    labels = [point.label for point in points]
    series.append(Series(words("office.label"), tops, labels=labels, shown=False))
    facts = [
        {**point.row, "label": point.label}
        | ({"width": point.high - point.low} if point.valued else {})
        for point in points
    ]
    levels = (*("level.per", "level.reading")[: len(points[0].names) - 1], "level.place")
    return Graph(
        panel.title,
        panel.unit,
        [point.names for point in points],
        [words(f"office.{level}") for level in levels],
        series,
        exports.facts(facts, FACTS, words),
        most,
        step,
        panel.rows,
        panel.share,
    )


def scale(points: Sequence[Point], share: bool) -> tuple[float, float]:
    """End of the axis and distance of its ticks: above the highest closed end, with some room.

    Examples
    --------
    >>> point = Point(("a",), {"low": 0.2, "high": 0.37}, label="20–37 %")
    >>> scale([point], share=True)
    (0.5, 0.1)
    """
    highest = max((point.top for point in points if point.valued), default=0) or 1.0
    ticks = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(0, highest * 1.2)
    return float(f"{ticks[-1]:.12g}"), float(f"{ticks[1]:.12g}")


def _series(
    points: Sequence[Point | None], key: str, look: Look, most: float, words: Words
) -> list[Series]:
    """Interval bars, bars without an upper end, and dots, each only where there are any.

    Where a point is missing, it looks otherwise.
    """
    place = words.place(key) if key not in LOOKS else ""
    name = words("office.range", name=place) if place else words(f"office.look.{key}")
    number = place or words("office.number" if key == "interval" else "office.number_of", name=name)

    made = []
    for opened in (False, True):
        own = [point if point and point.open_end is opened else None for point in points]
        lows = [point and point.low for point in own]
        widths = [point and (most if opened else point.high) - point.low for point in own]
        if any(widths):
            told = words("office.open", name=name) if opened else name
            style = {"thick": 2.25 if opened else 9, "arrow": opened, "cap": look.cap}
            style["symbol"] = "dash" if look.marked else "triangle" if opened else "square"
            colour = look.dot if opened else look.bar
            made.append(Series(told, lows, colour, widths, marked=look.marked, **style))
    own = [point if point and point.assumed and not point.open_end else None for point in points]
    if any(own):
        ends = [point and point.high for point in own]
        widths = [point and BEYOND * most for point in own]
        thin = {"symbol": "triangle", "thick": 1.5, "arrow": True}
        made.append(Series(words("office.assumed", name=name), ends, look.dot, widths, **thin))
    for excluded in (False, True):
        own = [point if point and point.excluded is excluded else None for point in points]
        dots = [point and point.dot for point in own]
        if any(dot is not None for dot in dots):
            told = words("office.excluded", name=number) if excluded else number
            style = {"symbol": look.symbol, "marked": True, "hollow": excluded}
            made.append(Series(told, dots, look.dot, **style))
    return made


def _of_places(rows: pd.DataFrame) -> dict[str, Look]:
    return {
        place: Look(_pale(colour), colour, _SYMBOLS.get(marker, "x"))
        for place, (marker, colour, _) in canvas.styles(rows[rows["place_id"].notna()]).items()
    }


def lines_of(label: str) -> list[str]:
    """A label in lines: the interval stands below the number.

    Examples
    --------
    >>> lines_of("37 % (36.5–37.5)")
    ['37 %', '(36.5–37.5)']
    """
    return clean(label, LABEL_MOST).replace(" (", "\n(").split("\n")


def number_form(graph: Graph) -> str:
    """Format of the numbers of the value axis; nothing is written above 100 per cent.

    Examples
    --------
    >>> number_form(Graph("", "", [], [], [], {}, 0.02, 0.005, pd.DataFrame(), share=True))
    '0.0%'
    """
    step = graph.step * (100 if graph.share else 1)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    if step / 10**-places % 1 > 1e-6:  # 2.5 needs one digit more than 2
        places += 1
    digits = "0" + ("." + "0" * places if places else "")
    if not graph.share:
        return f"#,##{digits}"
    return f'[>1.0001]"";{digits}%' if graph.most > 1 else f"{digits}%"
