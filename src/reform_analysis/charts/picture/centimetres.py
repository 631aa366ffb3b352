"""Axes that count centimetres both ways, and marks that are the same for a place everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from reform_analysis.charts.rows.choose import WITHOUT_VALUE

Style = tuple[str, str, str]
PLACES = (
    ("o", "#0072B2", "#0052CC"),
    ("D", "#E69F00", "#8F7400"),
    ("s", "#1A1A1A", "#1A1A1A"),
    ("^", "#CC79A7", "#A83869"),
    ("P", "#D55E00", "#3D2200"),
    ("v", "#009E73", "#007A3C"),
    ("X", "#56B4E9", "#003566"),
)
"""Marker, colour and ink of a place, the same in each chart of all places; told apart by shape.
The inks, for type, are told apart with any kind of colour vision and dark enough to be read."""


def blank(axes: Axes, width: float, height: float) -> None:
    """Axes whose both directions count centimetres, downwards from the top."""
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def styles(values: pd.DataFrame) -> dict[str, Style]:
    """The look of each place, in the order of their ids.

    Places beyond the first seven have the marker of one look and the colours of another.
    """
    count = len(PLACES)
    return {
        place: (PLACES[n % count][0], *PLACES[(n + n // count) % count][1:])
        for n, place in enumerate(sorted(values["place_id"].unique()))
    }


def empty(row: Any) -> bool:
    """Nothing to draw: no such denominator, no period, or silence."""
    return row.status in WITHOUT_VALUE or pd.isna(row.low)


def mark(
    axes: Axes,
    at: float,
    low: float,
    value: float,
    high: float,
    style: Style,
    opened: bool = False,
) -> None:
    """The printed number as a mark, the interval around it as a bar between two ticks.

    It stands upright at ``at``; an ``opened`` end is an arrow.
    """

    def line(along: Sequence[float], beside: Sequence[float], **look: Any) -> None:
        axes.add_artist(Line2D(beside, along, **look))

    marker, colour, ink = style
    if abs(low - high) > 0.02:
        line([low, high], [at, at], color=colour, linewidth=4.5, alpha=0.4, zorder=3)
        for end in (low,) if opened else (low, high):
            line([end, end], [at - 0.1, at + 0.1], color=ink, linewidth=1.2, zorder=4)
    if opened:
        arrow = {"marker": "^", "color": ink, "markersize": 6, "zorder": 5}
        line([high], [at], clip_on=False, **arrow)
    if np.isfinite(value):
        edge = {"markeredgecolor": "white", "markeredgewidth": 0.7}
        line([value], [at], marker=marker, color=colour, markersize=6.5, zorder=5, **edge)
