"""Axes that count centimetres both ways, and marks that are the same for a place everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis import looks
from reform_analysis.charts import layout
from reform_analysis.charts.rows import WITHOUT_VALUE

Style = tuple[str, str, str]
TALL = 3.6  # cm, from 0 to the highest value of a column
PLACES = (
    ("o", "#0072B2", "#005A8F"),
    ("D", "#E69F00", "#8A5F00"),
    ("s", "#1A1A1A", "#1A1A1A"),
    ("^", "#CC79A7", "#8F3D6B"),
    ("P", "#D55E00", "#A34700"),
    ("v", "#009E73", "#00674B"),
    ("X", "#56B4E9", "#1F6E9C"),
)
"""Marker, colour and ink of a place, the same in each chart of all places; told apart by shape."""


def blank(axes: Axes, width: float, height: float) -> None:
    """Axes whose both directions count centimetres, downwards from the top."""
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def whole_width(axes: Sequence[Axes], gap: float = 0.9) -> None:
    """Spread panels over the whole page, where no column of names stands left of them."""
    page = looks.WIDTH / layout.CM
    margin = 0.4
    width = (page - 2 * margin - gap * (len(axes) - 1)) / len(axes)
    for n, panel in enumerate(axes):
        box = panel.get_position()
        left = margin + n * (width + gap)
        panel.set_position((left / page, box.y0, width / page, box.height))


def styles(values: pd.DataFrame) -> dict[str, Style]:
    """The look of each place, in the order of their ids."""
    return dict(zip(sorted(values["region_id"].unique()), PLACES, strict=False))


def empty(row: Any) -> bool:
    """Nothing to draw: no such denominator, no period, or silence."""
    return row.status in WITHOUT_VALUE or pd.isna(row.low)


def height(row: Any, own: pd.DataFrame, end: str = "") -> float:
    """Where a value stands below the highest one of its column [cm]."""
    column = own[own["asked_rung"].eq(row.asked_rung) & ~own["status"].isin(WITHOUT_VALUE)]
    highs = column["high"].where(np.isfinite(column["high"]), column["low"])
    value = getattr(row, end) if end else row.stated
    value = (row.low + row.high) / 2 if pd.isna(value) else value
    return float(TALL * (1 - value / highs.max()))


def mark(axes: Axes, x: float, low: float, stated: float, high: float, style: Style) -> None:
    """The printed number as a mark, the interval around it as a bar between two ticks."""
    marker, colour, ink = style
    if abs(low - high) > 0.02:
        axes.plot([x, x], [low, high], color=colour, linewidth=4.5, alpha=0.4, zorder=3)
        for end in (low, high):
            axes.plot([x - 0.1, x + 0.1], [end, end], color=ink, linewidth=1.2, zorder=4)
    if np.isfinite(stated):
        edge = {"markeredgecolor": "white", "markeredgewidth": 0.7}
        axes.plot(x, stated, marker, color=colour, markersize=6.5, zorder=5, **edge)
