"""Where the names and labels of a dot plot stand, and whether they fit at a size of type."""

from __future__ import annotations

import re
from dataclasses import replace

from reform_analysis.charts.picture.lettering import LEADING
from reform_analysis.publish.office.archive import clean
from reform_analysis.publish.office.graphs import Graph, lines_of
from reform_analysis.publish.office.page import width_of
from reform_analysis.publish.office.values import NAME_MOST

AXIS, PLOT = 2.4, 6.0
"""What the value axis takes of the width of a graph, and the usual height of its plot [cm]."""

APART = 0.02
"""Between an end and its label, as a share of the axis."""

_PIECES = re.compile(r"[⺀-鿿]{1,4}|[^\s⺀-鿿-]+-?")  # what stays on one line

Span = tuple[float, float, float, float]


def fits(graph: Graph, width: float, size: float) -> bool:
    """Whether no word of a name is wider than its column and no label lies on another mark.

    Parameters
    ----------
    graph : Graph
    width : float
        Of the whole graph [cm].
    size : float
        Of names and labels [points].
    """
    if graph.bars:
        return size <= 10
    column = (width - AXIS) / len(graph.names)
    names = [clean(name[-1], NAME_MOST) for name in graph.names]
    pieces = [piece for name in names for piece in _PIECES.findall(name)]
    if any(  # Chinese characters fill a line to its end and need room to the next name
        width_of(piece, size) > column - (0.1 if piece.isascii() else 0.25) for piece in pieces
    ):
        return False
    return "" not in sides(graph, width, size).values()


def sides(graph: Graph, width: float, size: float) -> dict[int, str]:
    """The side of each labelled category on which its label covers nothing.

    Returns
    -------
    dict of int to str
        Number of the category -> ``t`` above the high end, ``b`` below the low end, ``r`` beside
        it; empty where neither side is free. An open end has its label below: the bar runs on.
    """
    column = (width - AXIS) / len(graph.names)
    scale = PLOT / graph.most
    told = graph.series[-1].labels or ()
    marks = {n: _mark(graph, n) for n, label in enumerate(told) if label}
    drawn = {
        n: ((n + 0.5) * column - 0.2, (n + 0.5) * column + 0.2, low * scale, high * scale)
        for n, (low, high) in marks.items()
    }
    placed: dict[int, Span] = {}
    found: dict[int, str] = {}
    for n, (low, high) in marks.items():
        lines = lines_of(told[n])
        half = max(width_of(line, size) for line in lines) / 2 + 0.05
        tall, x = len(lines) * size * LEADING + 0.1, (n + 0.5) * column
        x += shift_of(graph, n, column, size)
        spans = {
            "t": (x - half, x + half, high * scale + 0.15, high * scale + 0.15 + tall),
            "b": (x - half, x + half, low * scale - 0.15 - tall, low * scale - 0.15),
            "r": (x + 0.2, x + 0.2 + 2 * half, low * scale - tall / 2, low * scale + tall / 2),
        }
        open_end = high >= 0.999 * graph.most
        others = [span for k, span in drawn.items() if k != n] + list(placed.values())
        for side in ("b", "r") if open_end else ("t", "b"):
            span = spans[side]
            inside = span[2] > 0.05 or side == "r"
            if inside and not any(_cross(span, other) for other in others):
                found[n], placed[n] = side, span
                break
        else:
            found[n] = ""
    return found


def shift_of(graph: Graph, n: int, column: float, size: float) -> float:
    """How far a label moves to the right, off the axis, or to the left, into the plot [cm]."""
    label = (graph.series[-1].labels or ())[n]
    half = max(width_of(line, size) for line in lines_of(label)) / 2
    x = (n + 0.5) * column
    return max(0.0, half - x) + min(0.0, len(graph.names) * column - x - half)


def with_sides(graph: Graph, width: float, size: float) -> Graph:
    """The graph with its series of labels at the ends beside which the labels stand."""
    if graph.bars:
        return graph
    *others, last = graph.series
    values = list(last.values)
    found = sides(graph, width, size)
    placed = {
        n: side or ("b" if _mark(graph, n)[1] >= 0.999 * graph.most else "t")
        for n, side in found.items()
    }
    for n, side in placed.items():
        low, high = _mark(graph, n)
        apart = APART * graph.most
        values[n] = {"t": high + apart, "b": max(0.0, low - apart)}.get(side, low)
    told = tuple(placed.get(n, "") for n in range(len(values)))
    column = (width - AXIS) / len(graph.names)
    shifts = tuple(
        shift_of(graph, n, column, size) / width if side in ("t", "b") else 0.0
        for n, side in enumerate(told)
    )
    labels = replace(last, values=values, sides=told, shifts=shifts)
    return replace(graph, series=[*others, labels])


def _mark(graph: Graph, n: int) -> tuple[float, float]:
    """Low and high end of what is drawn of a category."""
    lows, highs = [], []
    for series in graph.series[:-1]:
        value = series.values[n]
        if value is None:
            continue
        lows.append(value)
        highs.append(value + ((series.widths[n] or 0.0) if series.widths else 0.0))
    return min(lows), max(highs)


def _cross(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
