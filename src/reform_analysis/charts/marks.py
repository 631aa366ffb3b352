"""The marks of charts: intervals, bounds, gaps, brackets, and the labels beside them.

`put` draws one row of a chart as what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes

from reform_analysis import looks
from reform_analysis.charts.layout import DETAIL, LABEL, per_cm
from reform_analysis.charts.lettering import LEADING, text_width
from reform_analysis.charts.rows import SILENT, WITHOUT_VALUE
from reform_analysis.words import Words

SPACE = 0.22
"""Between a mark and its label [cm]."""

BAR = 0.28
"""Height of a bar [cm]."""

BENCHMARK_INK = "#00674B"
"""Darker than the benchmark's own colour, for small type."""

_HALO = [patheffects.withStroke(linewidth=2.2, foreground="white")]


def interval(
    axes: Axes,
    y: float,
    low: float,
    stated: float,
    high: float,
    *,
    role: str = "interval",
    hollow: bool = False,
) -> None:
    """A bar from low to high with a tick at each end, and the stated or exact value as a dot.

    An end that is open (inf) or beyond the axis is an arrow. ``hollow`` sets what is counted
    otherwise apart by shape, not by colour alone.
    """
    colour = looks.ROLES[role]
    ink = looks.STATED if role == "interval" else colour
    edge = axes.get_xlim()[1]
    ends = [] if low == high else [low] if high > edge else [low, high]
    fill = {"facecolor": "white", "hatch": "/////"} if hollow else {"facecolor": colour}
    width = min(high, edge) - low
    axes.barh(y, width, left=low, height=BAR, edgecolor=colour, linewidth=0.8, zorder=3, **fill)
    for end in ends:
        axes.plot([end, end], [y - BAR * 0.75, y + BAR * 0.75], color=ink, linewidth=1.6, zorder=4)
    if high > edge:
        arrow(axes, y, edge - 0.4 * per_cm(axes), edge + 0.1 * per_cm(axes), ink)
    dot = low if low == high else stated
    if np.isfinite(dot):
        axes.plot(
            dot,
            y,
            "o",
            markersize=6.5,
            color="white" if hollow else ink,
            zorder=6,
            markeredgecolor=ink if hollow else "white",
            markeredgewidth=1.6 if hollow else 0.8,
        )


def upper_bound(axes: Axes, y: float, high: float, role: str = "bound") -> None:
    """Only an upper end is known: a pale bar from 0, closed by a thick tick that looks back.

    An end beyond the axis is an arrow out of it.
    """
    colour, edge = looks.ROLES[role], axes.get_xlim()[1]
    end = min(high, edge)
    axes.barh(y, end, height=BAR, facecolor=colour, alpha=0.22, linewidth=0, zorder=2)
    if high > edge:
        arrow(axes, y, edge - 0.4 * per_cm(axes), edge + 0.1 * per_cm(axes), colour)
        return
    axes.plot([end, end], [y - BAR * 0.85, y + BAR * 0.85], color=colour, linewidth=2.6, zorder=4)
    arrow(axes, y, end, end - 0.45 * per_cm(axes), colour)


def arrow(axes: Axes, y: float, tail: float, head: float, colour: str) -> None:
    """An arrow along a row, from tail to head [units of the x axis]."""
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (head, y), (tail, y), arrowprops=style, zorder=5, annotation_clip=False)


def gap(axes: Axes, y: float, text: str, strong: bool = False) -> None:
    """No value: a dotted line over the whole width, for it could be anywhere, and the word."""
    colour = looks.TEXT if strong else looks.NOT_REPORTED
    axes.plot(
        [0, 1],
        [y, y],
        transform=axes.get_yaxis_transform(),
        color=looks.NOT_REPORTED,
        linewidth=1.1,
        linestyle=(0, (1, 3.2)),
        zorder=1,
    )
    label = axes.text(
        0.5,
        y,
        text,
        transform=axes.get_yaxis_transform(),
        size=9,
        ha="center",
        va="center",
        color=colour,
        zorder=5,
    )
    label.set_path_effects([patheffects.withStroke(linewidth=5, foreground="white")])


def value_label(axes: Axes, y: float, low: float, high: float, text: str, detail: str = "") -> None:
    """The value beside its mark, on the side that has room, with small type below it.

    Where neither side has room, the value stands above the mark and the small type below.
    """
    left, right = axes.get_xlim()
    end, cm = min(high, right), per_cm(axes)
    half = max(text_width(text, LABEL), text_width(detail, DETAIL)) / 2
    style = {"va": "center", "zorder": 7, "path_effects": _HALO}
    small = {"size": DETAIL, "color": looks.NOT_REPORTED} | style
    apart = (LABEL + DETAIL) * LEADING / 2
    if (room := (right - end) / cm) >= 2 * half + SPACE or (low - left) / cm >= 2 * half + SPACE:
        x, side = (
            (end + SPACE * cm, "left") if room >= 2 * half + SPACE else (low - SPACE * cm, "right")
        )
        drop = DETAIL * LEADING / 2 if detail else 0.0
        axes.text(x, y - drop, text, size=LABEL, ha=side, **style)
        axes.text(x, y - drop + apart, detail, ha=side, **small)
        return
    middle = min(max((low + end) / 2, left + half * cm), right - half * cm)
    axes.text(middle, y - BAR / 2 - LABEL * LEADING * 0.6, text, size=LABEL, ha="center", **style)
    axes.text(middle, y + BAR / 2 + DETAIL * LEADING * 0.75, detail, ha="center", **small)


def bracket(
    axes: Axes, ends: Sequence[tuple[float, float]], names: Sequence[str], y: float, bottom: float
) -> None:
    """Two benchmarks of other definitions, as a bracket around what lies between them.

    Parameters
    ----------
    axes : Axes
    ends : two of (low, high)
        The narrow and the wide definition, in units of the axis.
    names : two of str
        One line each, written above the ends.
    y, bottom : float
        Height of the bracket and where its legs end [cm from the top].
    """
    colour = looks.BENCHMARK
    tiers = (y, y - DETAIL * LEADING * 1.3)
    middles = [sum(end) / 2 for end in ends]
    axes.plot(middles, [y, y], color=colour, linewidth=1.4, zorder=2)
    for (low, high), x, name, top, side in zip(
        ends, middles, names, tiers, ("left", "right"), strict=True
    ):
        axes.fill_betweenx([y, bottom], low, high, color=colour, alpha=0.5, linewidth=0, zorder=1)
        axes.plot([x, x], [top - 0.1, y + 0.1], color=colour, linewidth=1.4, zorder=2)
        aside = SPACE / 2 * per_cm(axes) * (1 if side == "left" else -1)
        axes.text(
            x + (aside if top != y else 0),
            top - 0.1,
            name,
            size=DETAIL,
            ha=side,
            va="bottom",
            color=BENCHMARK_INK,
        )


def put(
    axes: Axes,
    y: float,
    row: pd.Series,
    words: Words,
    *,
    decimals: int | None = None,
    hollow: bool = False,
    at_most: bool = False,
    detail: str = "",
) -> None:
    """Draw one row of `chart_rows` as what it is: value, bound, count without rate, silence.

    Parameters
    ----------
    axes : Axes
        With its limits set.
    y : float
        Middle of the row [cm from the top].
    row : Series
        ``low``, ``stated``, ``high``, ``unit``, ``status``.
    words : Words
    decimals : int, optional
        Digits behind the point of the label.
    hollow : bool
        What is counted differs from the other rows.
    at_most : bool
        Only the upper end says anything (person-times as a share of persons).
    detail : str
        Small type below the label.
    """
    status, span = row["status"], [float(row[part]) for part in ("low", "stated", "high")]
    if status in SILENT:
        gap(axes, y, words(status))
    elif status in WITHOUT_VALUE:
        count = "" if pd.isna(row["low"]) else words.counted(*span, row["unit"])
        gap(axes, y, words.join([count, words(status)], "mark.comma"), strong=True)
    elif at_most:
        upper_bound(axes, y, span[2])
        text = words.at_most(span[2], row["unit"], decimals)
        value_label(axes, y, 0.0, span[2], text, detail)
    else:
        role = {"bound": "bound", "proxy": "proxy"}.get(status, "interval")
        interval(axes, y, *span, role="proxy" if hollow else role, hollow=hollow)
        value_label(axes, y, span[0], span[2], words.value(*span, row["unit"], decimals), detail)
