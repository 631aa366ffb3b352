"""Names for every point of a panel, where points lie too close for names beside them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture.layout import CM, SMALL
from reform_analysis.values.interval import Array

LEADER = 0.06
"""Of the width of the panel, between its right edge and the names."""

LINE = 1.25
"""Heights of the type from one name to the next, at least."""


def spread(heights: Array, gap: float) -> Array:
    """Heights that are at least a gap apart, as near to the given ones as that allows.

    Parameters
    ----------
    heights : array, shape (n,)
        In rising order, parts of a panel from 0 to 1.
    gap : float

    Returns
    -------
    array, shape (n,)
        In the same order, within the panel as far as there is room.

    Notes
    -----
    Least squares under ``h[i + 1] - h[i] >= gap`` is isotonic regression of ``h[i] - i gap``.

    Examples
    --------
    >>> spread(np.array([0.25, 0.25, 0.9]), 0.5).tolist()
    [0.0, 0.5, 1.0]
    >>> spread(np.array([0.2, 0.21, 0.9]), 0.1).round(3).tolist()
    [0.155, 0.255, 0.9]
    """
    steps = gap * np.arange(len(heights))
    from scipy.optimize import isotonic_regression  # here: it takes half a second to import

    return np.clip(isotonic_regression(heights - steps).x, 0, max(0, 1 - steps[-1])) + steps


def name_points(axes: Axes, x: Sequence[float], y: Sequence[float], names: Sequence[str]) -> Axes:
    """Name every point in a column right of the panel, each joined to its point by a thin line.

    Parameters
    ----------
    axes : Axes
        With its final scales; its limits stay as they are.
    x, y : sequence of float
        Points within the panel, in units of its axes.
    names : sequence of str
        As many.

    Returns
    -------
    Axes
        The same; names stand from bottom to top as their points do.
    """
    axes.set(xlim=axes.get_xlim(), ylim=axes.get_ylim())  # or they move when it is drawn
    places = axes.transAxes.inverted().transform(axes.transData.transform(np.column_stack([x, y])))
    order = np.argsort(places[:, 1], kind="stable")
    tall = axes.get_position().height * axes.figure.get_figheight() / CM
    gap = LINE * SMALL / 72 / CM / tall
    for n, height in zip(order, spread(places[order, 1], gap), strict=True):
        style = {"color": looks.FAINT, "linewidth": 0.6, "clip_on": False, "zorder": 1}
        ends = [places[n, 0], 1, 1 + LEADER], [places[n, 1], height, height]
        axes.plot(*ends, transform=axes.transAxes, **style)
        where = {"transform": axes.transAxes, "va": "center_baseline", "size": SMALL}
        axes.text(1 + LEADER * 1.2, height, names[n], **where)
    return axes
