"""The chart of how many times as much one place has as another, population by population."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import ratio_groups
from reform_analysis.charts.picture import layout, marks, spots
from reform_analysis.charts.registry import chart
from reform_analysis.charts.words import Words

ENDS = ["low", "value", "high"]

ROOM = 1.9
"""Times the largest and the smallest ratio to which the axis runs: labels stand beside marks."""


@chart("order-by-population")
def order_by_population(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """Ratios of two places on every population, on a logarithmic axis with a line at 1.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `derived.ratios_of_pairs` with `labelled`.
    words : Words

    Returns
    -------
    one Axes
        A group a pair, in it a line a population. Where a bar meets the line at 1 the two are not
        ordered.
    """
    (panel,) = axes
    _scale(panel, rows, words)
    with np.errstate(divide="ignore"):  # no end below: an open one
        rows = rows.assign(**np.log10(rows[ENDS].astype(float)))
    lines: list[tuple[str, pd.Series | None]] = []
    for head, own in ratio_groups(rows, words).items():
        lines += [(head, None), *((head, row) for _, row in own.iterrows())]
    names = [
        head if row is None else words(f"population.{row['asked_per']}") for head, row in lines
    ]
    heights = [
        layout.heading_height(name) if row is None else layout.row_height(name)
        for name, (_, row) in zip(names, lines, strict=True)
    ]
    middles = layout.lay_rows(panel, heights)
    panel.axvline(0, color=looks.TEXT, linewidth=1.0, zorder=0.5)
    for y, height, name, (_, row) in zip(middles, heights, names, lines, strict=True):
        if row is None:
            layout.heading(panel, y, name)
            continue
        spots.put(panel, y, height)
        layout.row_name(panel, y, name)
        marks.put(panel, y, row)
    layout.title(panel, words("panel.ratios"))
    return axes


def _scale(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    """A logarithmic axis around 1, ticks at 1, 2 and 5 times the powers of ten."""
    ends = rows[["low", "high"]].to_numpy(dtype=float).ravel()
    ends = np.append(ends[np.isfinite(ends) & (ends > 0)], 1.0)
    low, high = ends.min() / ROOM, ends.max() * ROOM
    axes.set_xlim(np.log10(low), np.log10(high))
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)))
    ticks = [t for t in np.outer(powers, (1, 2, 5)).ravel() if low < t < high]
    axes.set_xticks(np.log10(ticks), [words.number(tick) for tick in ticks])
    axes.tick_params(axis="x", length=0, labelsize=layout.TEXT, labelcolor=looks.NOT_REPORTED)
    axes.spines["bottom"].set_visible(False)
