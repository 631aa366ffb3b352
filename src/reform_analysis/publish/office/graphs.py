"""Panels of points as series of a native chart: what is drawn, and what its sheet says.

A dot plot is a line chart without lines. One series stands at the low ends and carries error bars
as wide as the interval, one holds the printed numbers, one without a mark carries the labels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reform_analysis.charts import exports
from reform_analysis.charts import style as looks
from reform_analysis.charts.picture import centimetres as canvas
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.archive import clean
from reform_analysis.publish.office.panels import Panel, Point

FACTS = ("low", "value", "high", "width", "label", "unit", "status", "claim_ids", "benchmark_id")
"""Columns of the sheet inside a chart, behind the names of the categories; told in words."""

BEYOND = 0.03
"""Of the axis: the arrow behind an end that only the reading closes."""

PALE = 0.4
"""How much of a colour the bar has whose dots have all of it."""

LABEL_MOST = 90
"""Most characters of a label beside a mark."""

Cells = Sequence[float | None]


@dataclass(frozen=True)
class Series:
    """One series: values by category, and the looks of its marks, bars and labels."""

    name: str
    values: Cells
    colour: str = looks.TEXT
    widths: Cells | None = None
    """Of error bars that begin at the values; ``None`` for a series without any."""
    labels: Sequence[str] | None = None
    sides: Sequence[str] = ()
    """Of the values on which labels stand: above, below, beside; see `labels.sides`."""
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
        own = [point.valued and point.look == key for point in points]
        series += _series(points, own, key, known[key], most, words)
    heights = [min(_top(point), most) if point.valued else None for point in points]
    labels = [point.label for point in points]
    series.append(Series(words("office.label"), heights, labels=labels, shown=False))
    return Graph(
        panel.title,
        panel.unit,
        [point.names for point in points],
        _heads(points, words),
        series,
        _facts(points, words),
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
    tops = [_top(point) for point in points if point.valued]
    highest = max(tops, default=0) or 1.0
    wanted = highest * 1.2
    power = 10 ** math.floor(math.log10(wanted / 5))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if wanted / (s * power) <= 6)
    ticks = math.ceil(round(wanted / step, 6))
    return float(f"{ticks * step:.12g}"), float(f"{step:.12g}")


def _top(point: Point) -> float:
    return float(point.row["low"] if point.open_end else point.row["high"])


def _series(
    points: Sequence[Point],
    own: Sequence[bool],
    key: str,
    look: Look,
    most: float,
    words: Words,
) -> list[Series]:
    """Interval bars, bars without an upper end, and dots, each only where there are any."""
    place = words.place(key) if key not in LOOKS else ""
    name = words("office.range", name=place) if place else words(f"office.look.{key}")
    made = []
    pairs = list(zip(own, points, strict=True))
    for open_end in (False, True):
        lows = [
            float(point.row["low"]) if mine and point.open_end == open_end else None
            for mine, point in pairs
        ]
        widths = [
            None if low is None else (most if open_end else float(point.row["high"])) - low
            for low, point in zip(lows, points, strict=True)
        ]
        if any(widths):
            made.append(
                Series(
                    words("office.open", name=name) if open_end else name,
                    lows,
                    look.dot if open_end else look.bar,
                    widths,
                    symbol="dash" if look.marked else "triangle" if open_end else "square",
                    marked=look.marked,
                    thick=2.25 if open_end else 9,
                    arrow=open_end,
                    cap=look.cap,
                )
            )
    beyond = [mine and point.assumed and not point.open_end for mine, point in pairs]
    if any(beyond):
        ends = [_top(point) if there else None for there, point in zip(beyond, points, strict=True)]
        widths = [None if end is None else BEYOND * most for end in ends]
        told = words("office.assumed", name=name)
        thin = {"symbol": "triangle", "thick": 1.5, "arrow": True}
        made.append(Series(told, ends, look.dot, widths, **thin))
    number = place or words("office.number" if key == "interval" else "office.number_of", name=name)
    for excluded in (False, True):
        dots = [
            _dot(point) if mine and point.excluded == excluded else None for mine, point in pairs
        ]
        if any(dot is not None for dot in dots):
            told = words("office.excluded", name=number) if excluded else number
            style = {"symbol": look.symbol, "marked": True, "hollow": excluded}
            made.append(Series(told, dots, look.dot, **style))
    return made


def _dot(point: Point) -> float | None:
    low, value, high = (float(point.row[end]) for end in ("low", "value", "high"))
    dot = low if low == high else value
    return dot if np.isfinite(dot) else None


def _of_places(rows: pd.DataFrame) -> dict[str, Look]:
    return {
        place: Look(_pale(colour), colour, _SYMBOLS.get(marker, "x"))
        for place, (marker, colour, _) in canvas.styles(rows[rows["place_id"].notna()]).items()
    }


def _heads(points: Sequence[Point], words: Words) -> list[str]:
    outer = ("level.per", "level.reading")[: len(points[0].names) - 1]
    return [words(f"office.{name}") for name in (*outer, "level.place")]


def _facts(points: Sequence[Point], words: Words) -> dict[str, list[object]]:
    rows = []
    for point in points:
        row = dict(point.row) | {"label": point.label}
        if point.valued:
            row["width"] = float(row["high"]) - float(row["low"])
        rows.append(row)
    return exports.facts(rows, FACTS, words)


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
