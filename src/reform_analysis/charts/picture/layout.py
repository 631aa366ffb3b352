"""The frame of a chart of rows: sizes, heights, names, headings, titles of panels, scales.

In a chart of rows the y axis counts centimetres downwards, so that every row has its own height
and text of a given size always fits; `page` gives the axes that height.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation, Transform, blended_transform_factory

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture.lettering import LEADING, balanced, height_of, text_width
from reform_analysis.charts.words import Words

CM = 1 / 2.54  # inches

TITLE, NAME, TEXT, SMALL = 14.0, 11.0, 10.0, 8.0
"""The sizes of type of all charts [points]: title of the page, names of rows, all else that tells
something, and small type: details below a name or value, reasons of gaps, note and sources.
Pasted 8 cm wide a chart halves them: 5 points for what tells something, 4 for small type."""

MARGIN, GAP = 0.4, 0.6
"""Around the page, between panels [cm]."""

LABEL_WIDTH = 4.25
"""Width of the column of names [cm]."""

BAND = 0.55
"""Height of a heading of one line [cm]."""

SPACING = 1.15
"""Of lines, as matplotlib counts it: `LEADING` in the chart font."""

_PAGE = looks.WIDTH / CM - 2 * MARGIN


def axes_width(axes: Axes) -> float:
    """Width of axes [cm]."""
    return axes.get_position().width * axes.figure.get_figwidth() / CM


def per_cm(axes: Axes) -> float:
    """Units of the x axis a centimetre."""
    left, right = axes.get_xlim()
    return (right - left) / axes_width(axes)


def names_width(axes: Axes) -> float:
    """Width between the edge of the page and the axes: the column of names [cm]."""
    return axes.get_position().x0 * axes.figure.get_figwidth() / CM - MARGIN


def widen_names(axes: Axes, width: float) -> None:
    """Give the column of names another width [cm], at the cost of the axes."""
    box, page = axes.get_position(), axes.figure.get_figwidth() / CM
    left = (MARGIN + width) / page
    axes.set_position((left, box.y0, box.x1 - left, box.height))


def line(axes: Axes, x: Sequence[float], y: Sequence[float], **look: Any) -> None:
    """A line on axes that have their limits, which ``Axes.plot`` would work out with each."""
    axes.add_artist(Line2D(x, y, **look))


def point(axes: Axes, x: float, y: float, marker: str, **look: Any) -> None:
    """A mark on axes that have their limits."""
    line(axes, [x], [y], marker=marker, linestyle="none", **look)


def bar(axes: Axes, y: float, width: float, height: float, left: float, **look: Any) -> None:
    """A bar around ``y`` on axes that have their limits."""
    axes.add_artist(Rectangle((left, y - height / 2), width, height, **look))


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
    start = -names_width(axes) / axes_width(axes) if names else 0
    style = {"color": looks.FAINT, "linewidth": 0.6, "zorder": 0, "clip_on": False}
    for end in ends[:-1]:
        line(axes, [start, 1], [end, end], transform=axes.get_yaxis_transform(), **style)
    return [float(end - height / 2) for end, height in zip(ends, heights, strict=True)]


def title(axes: Axes, text: str) -> None:
    """Title of a panel: what is drawn and its unit, above the axes."""
    lines = balanced(text, axes_width(axes), TEXT, bold=True)
    axes.set_title(lines, size=TEXT, weight="bold", linespacing=SPACING, pad=5)


def row_name(axes: Axes, y: float, name: str, detail: str = "") -> None:
    """Name of a row, left of the axes, with small type below it."""
    large, small = _named(name, detail, names_width(axes))
    top = y - _height(large, small) / 2
    style = {"transform": _beside(axes), "va": "top", "linespacing": SPACING}
    if not small:
        axes.text(0, y, large, size=NAME, **style | {"va": "center"})
    else:
        axes.text(0, top, large, size=NAME, **style)
        below = top + height_of(large, NAME)
        axes.text(0, below, small, size=SMALL, color=looks.NOT_REPORTED, **style)


def row_height(name: str, detail: str = "", least: float = 0.62) -> float:
    """Height that a row needs for its name and the small type below it [cm]."""
    return max(least, _height(*_named(name, detail, LABEL_WIDTH)) + 0.2)


def _named(name: str, detail: str, width: float) -> tuple[str, str]:
    room = width - 0.15
    return balanced(name, room, NAME, most=2), balanced(detail, room, SMALL, most=6)


def _height(large: str, small: str) -> float:
    return height_of(large, NAME) + (height_of(small, SMALL) if small else 0.0)


def heading_height(text: str) -> float:
    """Height of the band of a heading [cm]."""
    return BAND + height_of(_heading(text), TEXT) - TEXT * LEADING


def heading(axes: Axes, y: float, text: str, first: bool = True, last: bool = True) -> None:
    """What a group of rows has in common, on a band over the page.

    Of several panels the ``first`` begins the band at the edge of the page, the others in the
    gap before them; the ``last`` writes the text, which may reach over all of them.
    """
    start = -(names_width(axes) if first else GAP) / axes_width(axes)
    height = heading_height(text)
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
    if last:
        where = _beside(axes) + ScaledTranslation(0.1 * CM, 0, axes.figure.dpi_scale_trans)
        style = {"size": TEXT, "weight": "bold", "va": "center", "linespacing": SPACING}
        axes.text(0, y, _heading(text), transform=where, zorder=5, **style)


def _heading(text: str) -> str:
    return balanced(text, _PAGE - 0.2, TEXT, bold=True, most=3)


def _beside(axes: Axes) -> Transform:
    """From the edge of the page [inches] and the units of the y axis."""
    edge = ScaledTranslation(MARGIN * CM, 0, axes.figure.dpi_scale_trans)
    return blended_transform_factory(axes.figure.dpi_scale_trans + edge, axes.transData)


def scale(axes: Axes, high: float, unit: str, words: Words) -> None:
    """An axis from 0 with ticks in the reader's numbers; shares in per cent.

    A tick whose number would pass the edge of the page, or meet that of the next panel, is left
    out.
    """
    axes.set_xlim(0, high if high > 0 else 1)
    most = min(5, int(axes_width(axes) / 1.25))
    ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(*axes.get_xlim())
    told = {tick: words.value(tick, np.nan, tick, unit) for tick in ticks}
    page = axes.figure.get_figwidth() / CM
    last = axes.get_position().x1 * page > page - 2 * MARGIN
    end = axes.get_xlim()[1] + (MARGIN - 0.05 if last else GAP / 4) * per_cm(axes)
    half = {tick: text_width(text, TEXT) / 2 * per_cm(axes) for tick, text in told.items()}
    fit = {
        tick: text
        for tick, text in told.items()
        if 0 <= tick <= min(end - half[tick], axes.get_xlim()[1])
    }
    axes.set_xticks(list(fit), list(fit.values()))
    axes.tick_params(axis="x", length=0, labelsize=TEXT, labelcolor=looks.NOT_REPORTED)
    axes.spines["bottom"].set_visible(False)
