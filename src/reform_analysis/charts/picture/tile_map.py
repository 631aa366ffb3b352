"""The map of provinces as tiles of one size: where the sample has places, or what they report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture import layout, spots
from reform_analysis.charts.picture.centimetres import blank
from reform_analysis.charts.picture.layout import SMALL, SPACING, TEXT
from reform_analysis.charts.picture.lettering import balanced, height_of, text_width, wrap
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rounding import showing
from reform_analysis.charts.rows.tiles import LEVELS, coverage
from reform_analysis.charts.words import Words

HEIGHT = 1.62  # cm, of a tile
GUTTER = 0.08  # cm, between tiles

CLASSES = ((1, 2, "#E3F1FA"), (3, 5, "#B5DAF1"), (6, np.inf, "#7FBFE6"))
"""Least and most places, and the shade: one blue, ever darker, on which dark type can be read."""

MARKS = {
    "province": ("s", looks.TEXT),
    "prefecture": ("o", looks.STATED),
    "county": ("^", looks.BOUND),
    "other": ("D", looks.PROXY),
}
"""Told apart by shape; the colours are told apart with any kind of colour vision."""


KEY_ROWS = 2
"""Of the grid, without tiles but in the east."""


class _Tile(NamedTuple):
    left: float
    top: float
    width: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@chart("sample-map")
def sample_map(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """The places of the wider sample on the map of provinces.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `across.places_of_sample`.
    words : Words

    Returns
    -------
    one Axes
        As `tile_map`.
    """
    tiles, places = (words.tables[name] for name in ("codebook/registers/tiles", "raw/places"))
    return tile_map(axes, coverage(tiles, places, rows), words)


def tile_map(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """A tile a province, with its places by level, or with its value where rows have one.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `rows.tiles.coverage`: a mark and a number a level, the shade by all places together; or
        `rows.tiles.values_of_provinces`: the value in words, and its range as a bar on one scale
        from 0 to the highest end that is not open.
    words : Words

    Returns
    -------
    one Axes
        As wide as the page. A province without a place is an empty tile with a dotted edge: the
        sample has none, which says nothing about the province. The key stands in the north-west,
        where the grid has no tiles.
    """
    (panel,) = axes
    layout.widen_names(panel, 0)
    width = layout.axes_width(panel)
    side = width / (rows["across"].max() + 1)
    blank(panel, width, (rows["down"].max() + 1) * HEIGHT)
    valued = "low" in rows
    high = _highest(rows) if valued else np.nan
    for _, own in rows.groupby("gb_code", sort=True):
        first, total = own.iloc[0], int(own["places"].sum())
        tile = _Tile(first["across"] * side, first["down"] * HEIGHT, side - GUTTER)
        _box(panel, tile, total, shaded=not valued)
        if total:
            across = (tile.left, tile.left + tile.width)
            spots.put(panel, tile.top + (HEIGHT - GUTTER) / 2, HEIGHT - GUTTER, across)
        name = str(first[f"name_{words.lang}"])
        size = TEXT if text_width(name, TEXT) <= tile.width - 0.1 else SMALL
        panel.text(tile.middle, tile.top + 0.3, name, size=size, ha="center", va="center_baseline")
        if not valued:
            _levels(panel, tile, own)
        elif pd.notna(first["low"]):
            _value(panel, tile, first, high, words)
        elif total:
            text = balanced(words("tile.within", places=total), tile.width - 0.1, SMALL)
            _middle(panel, tile, tile.top + 0.92, text, looks.NOT_REPORTED)
    north = rows.loc[rows["down"] < KEY_ROWS, "across"].min() * side - 0.4
    if valued:
        unit, reading = (rows[name].dropna().iloc[0] for name in ("unit", "reading"))
        told = words.value(high, np.nan, high, unit)
        lines = [("scale", words("tile.scale", high=told)), ("none", words("tile.no_value"))]
        reading = words(f"reading.{reading}")
        title = words("tile.title.value", unit=words.unit(unit), reading=reading)
    else:
        lines, title = _key_of_places(rows, words), words("tile.title.places")
    _key(panel, lines, north)
    layout.title(panel, title)
    return axes


def _box(panel: Axes, tile: _Tile, total: int, shaded: bool) -> None:
    colour = _shade(total) if shaded and total else "white"
    edge = {"edgecolor": looks.NOT_REPORTED, "linewidth": 0.8}
    edge |= {} if total else {"linestyle": (0, (1, 2.4))}
    corner = (tile.left, tile.top)
    size = (tile.width, HEIGHT - GUTTER)
    panel.add_patch(Rectangle(corner, *size, facecolor=colour, clip_on=False, **edge))


def _shade(total: int) -> str:
    return next(colour for least, most, colour in CLASSES if least <= total <= most)


def _levels(panel: Axes, tile: _Tile, own: pd.DataFrame) -> None:
    """A mark and a number for each level, two in a row."""
    found = own.dropna(subset="level").set_index("level")["places"]
    shown = [level for level in LEVELS if level in found]
    for n, level in enumerate(shown):
        pairs = shown[n // 2 * 2 :][:2]
        x = tile.middle + (n % 2 - (len(pairs) - 1) / 2) * tile.width * 0.46 - 0.2
        y = tile.top + 0.78 + 0.44 * (n // 2)
        _mark(panel, x, y, level)
        style = {"size": TEXT, "va": "center_baseline"}
        panel.text(x + 0.18, y, str(found[level]), **style)


def _mark(panel: Axes, x: float, y: float, level: str) -> None:
    marker, colour = MARKS[level]
    edge = {"markeredgecolor": "white", "markeredgewidth": 0.6}
    layout.point(panel, x, y, marker, color=colour, markersize=7, zorder=4, **edge)


def _highest(rows: pd.DataFrame) -> float:
    ends = rows[["low", "high"]].to_numpy(float)
    return float(ends[np.isfinite(ends)].max())


def _value(panel: Axes, tile: _Tile, row: pd.Series, high: float, words: Words) -> None:
    """The value in words above its range, on the scale that all tiles share."""
    low, value, end = (float(row[part]) for part in ("low", "value", "high"))
    told = _fitting(words.value(low, value, end, row["unit"]), tile)
    if told is None and np.isfinite(value):  # its range is drawn below it
        factor = 100 if row["unit"].startswith("fraction") else 1
        digits = showing(low * factor, end * factor) if np.isfinite(end) else None
        told = _fitting(words.value(value, value, value, row["unit"], digits), tile)
    told = told or wrap(words.value(low, value, end, row["unit"]), tile.width, SMALL, most=2)
    _middle(panel, tile, tile.top + 0.88, told, looks.TEXT)
    scale, left, y = tile.width - 0.3, tile.left + 0.15, tile.top + HEIGHT - GUTTER - 0.2
    style = {"color": looks.FAINT, "linewidth": 1.2, "zorder": 2}
    layout.line(panel, [left, left + scale], [y, y], **style)
    start, stop = (left + scale * min(part, high) / high for part in (low, end))
    ends = [start, max(stop, start + 0.06)]
    layout.line(panel, ends, [y, y], color=looks.INTERVAL, linewidth=6, zorder=3)
    if end > high:
        layout.point(panel, stop, y, ">", color=looks.STATED, markersize=5, zorder=5)
    if np.isfinite(value):
        edge = {"markeredgecolor": "white", "markeredgewidth": 0.6}
        at = left + scale * min(value, high) / high
        layout.point(panel, at, y, "o", color=looks.STATED, markersize=5, zorder=4, **edge)


def _fitting(text: str, tile: _Tile) -> str | None:
    """The text on two lines at most, broken between words alone; nothing where it does not fit."""
    room = tile.width - 0.08
    if any(text_width(word, SMALL) > room for word in text.split()):
        return None
    told = balanced(text, room, SMALL)
    return told if told.count("\n") < 2 else None


def _middle(panel: Axes, tile: _Tile, y: float, text: str, colour: str) -> None:
    style = {"size": SMALL, "ha": "center", "va": "center", "linespacing": SPACING}
    panel.text(tile.middle, y, text, color=colour, **style)


def _key_of_places(rows: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """What stands for what: kind of sample and the words beside it."""
    given = set(rows["level"].dropna())
    lines = [(level, words(f"tile.level.{level}")) for level in LEVELS if level in given]
    for least, most, colour in CLASSES:
        ends = (f"{least}", f"{most}") if np.isfinite(most) else (f"{least}",)
        form = "tile.places" if np.isfinite(most) else "tile.places_or_more"
        lines.append((colour, words(form, places="–".join(ends))))
    return [*lines, ("none", words("tile.none"))]


def _key(panel: Axes, lines: Sequence[tuple[str, str]], room: float) -> None:
    """The key, line by line, as many beside one another as the room allows."""
    x, y, high = 0.0, 0.25, 0.0
    for kind, text in lines:
        told = wrap(text, room - 0.75, TEXT)
        width = 0.55 + max(text_width(line, TEXT) for line in told.split("\n"))
        if x and x + width > room:
            x, y = 0.0, y + high
        half = height_of(told, TEXT) / 2
        _sample(panel, kind, x + 0.2, y)
        panel.text(x + 0.55, y - 0.2, told, size=TEXT, va="top", linespacing=SPACING)
        high = 2 * half + 0.12
        x += width + 0.5


def _sample(panel: Axes, kind: str, x: float, y: float) -> None:
    if kind in MARKS:
        _mark(panel, x, y, kind)
    elif kind == "scale":
        layout.line(panel, [x - 0.2, x + 0.2], [y, y], color=looks.INTERVAL, linewidth=6)
        layout.point(panel, x, y, "o", color=looks.STATED, markersize=5, markeredgecolor="white")
    else:
        empty = kind == "none"
        edge = {"edgecolor": looks.NOT_REPORTED, "linewidth": 0.8}
        edge |= {"linestyle": (0, (1, 2.4))} if empty else {}
        colour = "white" if empty else kind
        panel.add_patch(Rectangle((x - 0.2, y - 0.16), 0.4, 0.32, facecolor=colour, **edge))
