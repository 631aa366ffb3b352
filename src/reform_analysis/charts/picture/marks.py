"""The marks of charts: intervals, bounds, gaps, brackets, and the labels beside them.

`put` draws one row of a chart as what it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture import halo
from reform_analysis.charts.picture.layout import (
    SMALL,
    SPACING,
    TEXT,
    axes_width,
    bar,
    line,
    per_cm,
    point,
)
from reform_analysis.charts.picture.lettering import (
    LEADING,
    balanced,
    height_of,
    text_width,
)
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.rows.told import is_set, look_of
from reform_analysis.charts.words import Row

SPACE = 0.22
"""Between a mark and its label [cm]."""

BAR = 0.28
"""Height of a bar [cm]."""

BEYOND = 0.35
"""Of the open arrow behind an end that only the reading closes [cm]."""

_APART = BAR * 0.75 + 0.02  # cm, from the middle of a mark to type above or below its ticks
_BESIDE = 2.6  # cm, the least room in which small type is broken beside a mark

EDGE, WIDE_EDGE = 2.2, 5.0
"""White around the letters of a label, and of a gap, whose dotted line they interrupt [points]."""


def interval(
    axes: Axes,
    y: float,
    low: float,
    value: float,
    high: float,
    *,
    role: str = "interval",
    hollow: bool = False,
    assumed: bool = False,
    excluded: bool = False,
    head: str = "->",
) -> None:
    """A bar from low to high with a tick at each end, and the stated or exact value as a dot.

    An end that is open (inf) or beyond the axis is an arrow. ``hollow`` sets what is counted
    otherwise apart by shape, not by colour alone. An ``assumed`` high end is the reading's, for
    the words leave it open: an arrow with this ``head`` goes on from it. The dot of a printed
    number that its own words have ``excluded`` is hollow.
    """
    colour = looks.ROLES[role]
    ink = looks.STATED if role == "interval" else colour
    edges, cm = axes.get_xlim(), per_cm(axes)
    left, right = max(low, edges[0]), min(high, edges[1])
    fill = {"facecolor": "white", "hatch": "/////"} if hollow else {"facecolor": colour}
    ends = [] if low == high else [low, high]
    if high > edges[1]:
        right = max(low, edges[1] - 0.4 * cm)
        arrow(axes, y, right, edges[1] + 0.1 * cm, ink)
        ends = [low]
    elif assumed:
        arrow(axes, y, high, high + BEYOND * cm, ink, head)
        ends = [low]
    if low < edges[0]:
        arrow(axes, y, left + 0.4 * cm, left, ink)
        ends = ends[1:]
    look = fill | {"edgecolor": colour, "linewidth": 0.8, "zorder": 3}
    if hollow:
        axes.barh(y, right - left, BAR, left, **look)
    else:
        bar(axes, y, right - left, BAR, left, **look)
    for end in ends:
        line(axes, [end, end], [y - BAR * 0.75, y + BAR * 0.75], color=ink, linewidth=1.6, zorder=4)
    dot = low if low == high else value
    if np.isfinite(dot):
        point(
            axes,
            dot,
            y,
            "o",
            markersize=6.5,
            color="white" if hollow or excluded else ink,
            zorder=6,
            markeredgecolor=ink if hollow or excluded else "white",
            markeredgewidth=1.6 if hollow or excluded else 0.8,
        )


def upper_bound(axes: Axes, y: float, high: float, role: str = "bound", left: float = 0.0) -> None:
    """Only an upper end is known: a pale bar from 0, closed by a thick tick that looks back.

    An end beyond the axis is an arrow out of it.
    """
    colour, edge = looks.ROLES[role], axes.get_xlim()[1]
    end = min(high, edge)
    pale = {"facecolor": colour, "alpha": 0.22, "linewidth": 0, "zorder": 2}
    bar(axes, y, end - left, BAR, left, **pale)
    if high > edge:
        arrow(axes, y, edge - 0.4 * per_cm(axes), edge + 0.1 * per_cm(axes), colour)
        return
    line(axes, [end, end], [y - BAR * 0.85, y + BAR * 0.85], color=colour, linewidth=2.6, zorder=4)
    arrow(axes, y, end, end - 0.45 * per_cm(axes), colour)


def arrow(axes: Axes, y: float, tail: float, tip: float, colour: str, head: str = "-|>") -> None:
    """An arrow along a row, from tail to tip [units of the x axis]."""
    style = {"arrowstyle": head, "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (tip, y), (tail, y), arrowprops=style, zorder=5, annotation_clip=False)


def dots(axes: Axes, y: float, left: float, right: float, **where: object) -> None:
    """The dotted line of what has no value."""
    style = {"linewidth": 1.1, "linestyle": (0, (1, 3.2)), "color": looks.NOT_REPORTED}
    line(axes, [left, right], [y, y], zorder=1, **style, **where)


def gap(axes: Axes, y: float, text: str, strong: bool = False, at: float = 0.5) -> None:
    """No value: a dotted line over the whole width, for it could be anywhere, and the word.

    The word stands ``at`` a part of the width.
    """
    where = {"transform": axes.get_yaxis_transform()}
    dots(axes, y, 0, 1, **where)
    type_ = {"size": TEXT, "ha": "center", "va": "center", "linespacing": SPACING}
    type_["color"] = looks.TEXT if strong else looks.NOT_REPORTED
    halo.put(axes, at, y, _gap(axes, text), WIDE_EDGE, **where | {"zorder": 5}, **type_)


def _gap(axes: Axes, text: str) -> str:
    return balanced(text, axes_width(axes) - 0.3, TEXT)


class _Label(NamedTuple):
    """Where a label stands: beside its mark (``left`` or ``right`` aligned) or above it."""

    align: str
    text: str
    small: str
    height: float


def _label(axes: Axes, low: float, high: float, text: str, detail: str) -> _Label:
    left, right = axes.get_xlim()
    cm, one_line = per_cm(axes), TEXT * LEADING
    beside = ((right - min(high, right)) / cm, "left"), ((low - left) / cm, "right")
    for room, align in ((space - SPACE, side) for space, side in beside):
        if room >= max(text_width(text, TEXT), min(text_width(detail, SMALL), _BESIDE)):
            small = balanced(detail, room, SMALL)
            if small.count("\n") < 2:
                return _Label(
                    align, text, small, one_line + (height_of(small, SMALL) if small else 0.0)
                )
    text, small = balanced(text, axes_width(axes), TEXT), balanced(detail, axes_width(axes), SMALL)
    below = height_of(small, SMALL) if small else 0.0
    return _Label("center", text, small, 2 * (_APART + max(height_of(text, TEXT), below)))


def value_label(axes: Axes, y: float, low: float, high: float, text: str, detail: str = "") -> None:
    """The value beside its mark, on the side that has room, with small type below it.

    Where neither side has room, the value stands above the mark and the small type below.
    """
    left, right = axes.get_xlim()
    end, cm = min(high, right), per_cm(axes)
    align, text, small, height = _label(axes, low, high, text, detail)
    large = {"size": TEXT, "ha": align, "zorder": 7, "linespacing": SPACING}
    little = large | {"size": SMALL, "color": looks.NOT_REPORTED}
    if align == "center":
        for told, size, side, style in ((text, TEXT, -1, large), (small, SMALL, 1, little)):
            half = max(text_width(line, size) for line in told.split("\n")) / 2 * cm
            x = min(max((low + end) / 2, left + half), right - half)
            anchor = {"va": "bottom" if side < 0 else "top"}
            halo.put(axes, x, y + side * _APART, told, EDGE, **style, **anchor)
        return
    x = end + SPACE * cm if align == "left" else low - SPACE * cm
    top = y - height / 2
    halo.put(axes, x, top + TEXT * LEADING / 2, text, EDGE, va="center", **large)
    halo.put(axes, x, top + TEXT * LEADING, small, EDGE, va="top", **little)


def put(
    axes: Axes,
    y: float,
    row: Row,
    *,
    look: str = "",
    detail: str = "",
) -> None:
    """Draw one row of `chart_rows` as what it is: value, bound, count without rate, silence.

    Parameters
    ----------
    axes : Axes
        With its limits set.
    y : float
        Middle of the row [cm from the top].
    row : mapping
        ``low``, ``value``, ``high``, ``status``, ``label``.
    look : str
        As `told.look_of` gives it, where the form of the chart says more than the row.
    detail : str
        Small type below the label.
    """
    look, text = look or look_of(row, ""), row["label"]
    low, value, high = (float(row[part]) for part in ("low", "value", "high"))
    if look == "gap":
        gap(axes, y, text, strong=row["status"] not in SILENT)
    elif look == "upper":
        upper_bound(axes, y, high)
        value_label(axes, y, 0.0, high, text, detail)
    else:
        assumed, excluded = (is_set(row.get(name)) for name in ("assumed_high", "excluded"))
        other = look == "other"
        style = {"role": "proxy" if other else look, "hollow": other, "excluded": excluded}
        interval(axes, y, low, value, high, assumed=assumed, **style)
        value_label(axes, y, low, _seen(axes, row), text, detail)


def put_height(axes: Axes, row: Row, detail: str = "") -> float:
    """Height that `put` needs for the words of a row [cm]."""
    if row["status"] in WITHOUT_VALUE:
        return height_of(_gap(axes, row["label"]), TEXT)
    return _label(axes, float(row["low"]), _seen(axes, row), row["label"], detail).height


def _seen(axes: Axes, row: Row) -> float:
    """Where the mark of a row ends to the right, its open arrow included."""
    return float(row["high"]) + BEYOND * per_cm(axes) * is_set(row.get("assumed_high"))
