"""The key of the marks in a picture: each kind that it draws, with a word on what it means."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from reform_analysis.charts.picture import marks
from reform_analysis.charts.picture.layout import SMALL
from reform_analysis.charts.picture.lettering import LEADING, text_width
from reform_analysis.charts.words import Words

SAMPLE = 1.0
"""Width of a mark in the key [cm]."""

APART = 0.45
"""Between the words of one mark and the next mark [cm]."""

LINE = max(SMALL * LEADING, 2 * marks.BAR) + 0.04


def places(kinds: Sequence[str], words: Words, room: float) -> list[tuple[str, float, float]]:
    """Where each mark of a key stands.

    Parameters
    ----------
    kinds : sequence of str
        As `told.kinds_of` gives them; words ``key.…`` name them.
    words : Words
    room : float
        Width of the page without its margins [cm].

    Returns
    -------
    list of (str, float, float)
        Text, left edge and line from the top [cm] of each.
    """
    placed, x, y = [], 0.0, 0.0
    for kind in kinds:
        text = words(f"key.{kind}")
        width = SAMPLE + 0.15 + text_width(text, SMALL)
        if x and x + width > room:
            x, y = 0.0, y + LINE
        placed.append((text, x, y))
        x += width + APART
    return placed


def height(kinds: Sequence[str], words: Words, room: float) -> float:
    """Height of a key [cm]; nothing for none."""
    placed = places(kinds, words, room)
    return placed[-1][2] + LINE if placed else 0.0


def draw(axes: Axes, kinds: Sequence[str], words: Words, room: float) -> None:
    """Draw a key on axes that count centimetres from the upper left corner of its strip."""
    for kind, (text, x, top) in zip(kinds, places(kinds, words, room), strict=True):
        y = top + LINE / 2
        _mark(axes, kind, x, y)
        style = {"size": SMALL, "va": "center_baseline", "color": "#333333"}
        axes.text(x + SAMPLE + 0.15, y, text, **style)


def _mark(axes: Axes, kind: str, x: float, y: float) -> None:
    low, middle, high = x + 0.12, x + SAMPLE / 2, x + SAMPLE - 0.12
    none = float("nan")
    if kind == "printed":
        marks.interval(axes, y, middle, middle, middle)
    elif kind == "excluded":
        marks.interval(axes, y, middle, middle, middle, excluded=True)
    elif kind == "range":
        marks.interval(axes, y, low, none, high)
    elif kind == "assumed":
        marks.interval(axes, y, low, none, high - marks.BEYOND, assumed=True)
    elif kind == "open":
        marks.interval(axes, y, low, none, high - marks.BEYOND, assumed=True, head="-|>")
    elif kind in ("bound", "proxy", "other", "benchmark"):
        role = "proxy" if kind == "other" else kind
        marks.interval(axes, y, low, none, high, role=role, hollow=kind == "other")
    elif kind == "at_most":
        marks.upper_bound(axes, y, high, left=low)
    else:
        marks.dots(axes, y, x, x + SAMPLE)
