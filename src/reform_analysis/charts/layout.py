"""The frame of a chart of rows: heights, names, headings, titles of panels, scales.

In a chart of rows the y axis counts centimetres downwards, so that every row has its own height
and text of a given size always fits; `page` gives the axes that height.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation, Transform, blended_transform_factory

from reform_analysis import looks
from reform_analysis.charts.lettering import LEADING, height_of, wrap
from reform_analysis.words import Words

CM = 1 / 2.54  # inches

NAME, LABEL, DETAIL, TITLE = 10.5, 9.5, 6.9, 9.5
"""Sizes of type [points]: names of rows, values, what stands small below, titles of panels."""

LABEL_WIDTH = 4.25
"""Width of the column of names [cm]."""


def axes_width(axes: Axes) -> float:
    """Width of axes [cm]."""
    return axes.get_position().width * axes.figure.get_figwidth() / CM


def lay_rows(
    axes: Axes, heights: Sequence[float], head: float = 0.0, names: bool = True
) -> list[float]:
    """Give rows their heights [cm], below a head; returns the middle of each.

    The vertical axis gets no ticks; a faint rule stands between rows, through the column of
    ``names`` too.
    """
    ends = head + np.cumsum(heights)
    axes.set_ylim(ends[-1], 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    for end in ends[:-1]:
        _across(axes, float(end), names)
    return [float(end - height / 2) for end, height in zip(ends, heights, strict=True)]


def _across(axes: Axes, y: float, names: bool) -> None:
    start = -LABEL_WIDTH / axes_width(axes) if names else 0
    axes.plot(
        [start, 1],
        [y, y],
        transform=axes.get_yaxis_transform(),
        color=looks.FAINT,
        linewidth=0.6,
        zorder=0,
        clip_on=False,
    )


def title(axes: Axes, text: str) -> None:
    """Title of a panel: what is drawn and its unit, above the axes."""
    lines = wrap(text, axes_width(axes), TITLE)
    axes.set_title(lines, size=TITLE, linespacing=1.15, pad=5)


def row_name(axes: Axes, y: float, name: str, detail: str = "") -> None:
    """Name of a row, left of the axes, with small type below it."""
    small = wrap(detail, LABEL_WIDTH - 0.15, DETAIL) if detail else ""
    below = height_of(small, DETAIL) if small else 0.0
    top = y - (NAME * LEADING + below) / 2
    where = _beside(axes)
    axes.text(0, top, name, transform=where, size=NAME, va="top")
    if small:
        axes.text(
            0,
            top + NAME * LEADING,
            small,
            transform=where,
            size=DETAIL,
            va="top",
            color=looks.NOT_REPORTED,
            linespacing=1.15,
        )


def row_height(detail: str, least: float = 0.62) -> float:
    """Height that a row needs for its name and the small type below it [cm]."""
    small = height_of(wrap(detail, LABEL_WIDTH - 0.15, DETAIL), DETAIL) if detail else 0.0
    return max(least, NAME * LEADING + small + 0.2)


def heading(axes: Axes, y: float, height: float, text: str, beside: float = LABEL_WIDTH) -> None:
    """What a group of rows has in common, on a band that begins ``beside`` [cm] the axes."""
    start = -beside / axes_width(axes)
    band = Rectangle(
        (start, y - height / 2),
        1 - start,
        height,
        transform=axes.get_yaxis_transform(),
        facecolor="#F0F0F0",
        linewidth=0,
        clip_on=False,
        zorder=0.9,
    )
    axes.add_patch(band)
    where = _beside(axes) + ScaledTranslation(0.1 * CM, 0, axes.figure.dpi_scale_trans)
    axes.text(0, y, text, transform=where, size=9, va="center_baseline", zorder=5)


def _beside(axes: Axes) -> Transform:
    left = ScaledTranslation(-LABEL_WIDTH * CM, 0, axes.figure.dpi_scale_trans)
    return blended_transform_factory(axes.transAxes + left, axes.transData)


def scale(axes: Axes, high: float, unit: str, words: Words) -> None:
    """An axis from 0 with ticks in the reader's numbers; shares in per cent."""
    axes.set_xlim(0, high if high > 0 else 1)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(lambda value, _: words.value(value, np.nan, value, unit))
    axes.tick_params(axis="x", length=0, labelsize=9, labelcolor=looks.NOT_REPORTED)
    axes.spines["bottom"].set_visible(False)


def per_cm(axes: Axes) -> float:
    """Units of the x axis a centimetre."""
    left, right = axes.get_xlim()
    return (right - left) / axes_width(axes)
