"""Where the names and labels of a dot plot stand, and whether they fit at a size of type."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reform_analysis.charts.picture.lettering import LEADING
from reform_analysis.publish.office.archive import clean
from reform_analysis.publish.office.graphs import NAME_MOST, Graph, lines_of
from reform_analysis.publish.office.page import width_of

AXIS, PLOT = 2.4, 6.0
"""What the value axis takes of the width of a graph, and the usual height of its plot [cm]."""

APART = 0.02
"""Between an end and its label, as a share of the axis."""

_PIECES = re.compile(r"[⺀-鿿]{1,4}|[^\s⺀-鿿-]+-?")  # what stays on one line

Span = tuple[float, float, float, float]


@dataclass(frozen=True)
class Placed:
    """Where a label stands: on which side of which value, and how far moved to the right [cm]."""

    side: str
    """``t`` above the high end, ``b`` below the low end, ``r`` beside it."""
    value: float
    moved: float
    free: bool
    """Whether it covers nothing; where neither side is free, it stands on the usual one."""


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
    return all(label.free for label in placed(graph, width, size).values())


def placed(graph: Graph, width: float, size: float) -> dict[int, Placed]:
    """Where the label of each labelled category stands, by the number of the category.

    An open end has its label below: the bar runs on. A label keeps off the axis, to the left, and
    within the plot, to the right.
    """
    column, scale = (width - AXIS) / len(graph.names), PLOT / graph.most
    marks = {n: _mark(graph, n) for n, label in enumerate(graph.series[-1].labels) if label}
    drawn = {
        n: ((n + 0.5) * column - 0.2, (n + 0.5) * column + 0.2, low * scale, high * scale)
        for n, (low, high) in marks.items()
    }
    taken: list[Span] = []
    found: dict[int, Placed] = {}
    for n, (low, high) in marks.items():
        lines = lines_of(graph.series[-1].labels[n])
        half, x = max(width_of(line, size) for line in lines) / 2, (n + 0.5) * column
        tall = len(lines) * size * LEADING + 0.1
        moved = max(0.0, half - x) + min(0.0, len(graph.names) * column - x - half)
        half, x = half + 0.05, x + moved
        above, below = high * scale + 0.15, low * scale - 0.15
        beside = (x + 0.2, x + 0.2 + 2 * half, low * scale - tall / 2, low * scale + tall / 2)
        spans = {
            "t": (x - half, x + half, above, above + tall),
            "b": (x - half, x + half, below - tall, below),
            "r": beside,
        }
        sides = ("b", "r") if high >= 0.999 * graph.most else ("t", "b")
        others = [span for k, span in drawn.items() if k != n] + taken
        free = [
            side
            for side in sides
            if (side == "r" or spans[side][2] > 0.05)
            and not any(_cross(spans[side], other) for other in others)
        ]
        side = free[0] if free else sides[0]
        if free:
            taken.append(spans[side])
        apart = APART * graph.most
        value = {"t": high + apart, "b": max(0.0, low - apart), "r": low}[side]
        found[n] = Placed(side, value, 0.0 if side == "r" else moved, bool(free))
    return found


def with_sides(graph: Graph, width: float, size: float) -> Graph:
    """The graph with its series of labels at the ends beside which the labels stand."""
    if graph.bars:
        return graph
    *others, last = graph.series
    found = placed(graph, width, size)
    at = [found.get(n) for n in range(len(last.values))]
    labels = replace(
        last,
        values=[one.value if one else last.values[n] for n, one in enumerate(at)],
        sides=[one.side if one else "" for one in at],
        shifts=[one.moved / width if one else 0.0 for one in at],
    )
    return replace(graph, series=[*others, labels])


def _mark(graph: Graph, n: int) -> tuple[float, float]:
    """Low and high end of what is drawn of a category."""
    lows, highs = [], []
    for series in graph.series[:-1]:
        if (value := series.values[n]) is not None:
            lows.append(value)
            highs.append(value + ((series.widths[n] or 0.0) if series.widths else 0.0))
    return min(lows), max(highs)


def _cross(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
