"""Charts of how values and orders hang on the denominator and on the reading of hedges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import columns_of
from reform_analysis.charts.picture import centimetres as canvas
from reform_analysis.charts.picture import layout, marks
from reform_analysis.charts.picture.layout import LABEL_WIDTH, SPACING, TEXT
from reform_analysis.charts.picture.lettering import (
    LEADING,
    balanced,
    height_of,
    text_width,
    wrap,
)
from reform_analysis.charts.registry import chart
from reform_analysis.charts.words import Words

LINE = TEXT * LEADING + 0.02  # cm, from one label to the next
TALL = 2.4  # cm, the least from 0 to the highest value of an upright scale
SLOPE = 2.2  # cm, between the two sides
LEFT = 4.4  # cm, room for the labels of the left side


@chart("raw-to-per-head")
def raw_to_per_head(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """Printed counts beside the same counts divided by people, each side on its own scale.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.counts_and_population`.
    words : Words

    Returns
    -------
    one Axes
        A block an indicator, in it a line a place from its count to its value per head; lines
        that cross change order. Both sides run from 0 to their highest value; intervals are bars.
    """
    (panel,) = axes
    style = canvas.styles(rows)
    width, y = layout.axes_width(panel), 0.0
    sides = (LEFT, LEFT + SLOPE)
    rooms = (LEFT, width - LEFT - SLOPE)
    tops: list[float] = []
    for indicator, columns in columns_of(rows):
        parts = [columns[0][1], columns[-1][1]]
        heads = [
            balanced(_unit(part, words), room, TEXT)
            for part, room in zip(parts, rooms, strict=True)
        ]
        tops.append(y)
        base = y + max(height_of(head, TEXT) for head in heads) + 0.4
        name = words.text("codebook/registers/indicators", indicator, "label")
        name = wrap(name, LABEL_WIDTH - 0.3, TEXT, bold=True)
        bold = {"size": TEXT, "weight": "bold", "va": "top", "linespacing": SPACING}
        panel.text(-LABEL_WIDTH, y + 0.15, name, **bold)
        most = max(sum(not canvas.empty(row) for row in part.itertuples()) for part in parts)
        tall = max(TALL, (most - 1) * LINE)  # labels stand beside the scale, not above it
        ys = [
            _side(panel, x, (base, tall), part, style, turn, words)
            for x, part, turn in zip(sides, parts, (-1, 1), strict=True)
        ]
        for x, head, turn in zip(sides, heads, (-1, 1), strict=True):
            align = "right" if turn < 0 else "left"
            at = {"ha": align, "color": looks.NOT_REPORTED, "va": "top", "linespacing": SPACING}
            panel.text(x, y + 0.15, head, size=TEXT, **at)
        for place in (name for name in ys[0] if name in ys[1]):  # in order, not as a set
            line = [ys[0][place], ys[1][place]]
            panel.plot(sides, line, color=style[place][1], linewidth=1.8, zorder=2)
        y = base + tall + 0.4
    canvas.blank(panel, width, y)
    for top in tops[1:]:
        panel.plot([-LABEL_WIDTH, width], [top, top], color=looks.FAINT, lw=0.6, clip_on=False)
    return [panel]


def _side(
    axes: Axes,
    x: float,
    scale: tuple[float, float],
    part: pd.DataFrame,
    style: dict[str, canvas.Style],
    turn: int,
    words: Words,
) -> dict[str, float]:
    """One upright scale (top, height) with its marks, names and values; returns their heights."""
    base, tall = scale
    axes.plot([x, x], [base, base + tall], color=looks.FAINT, linewidth=0.8, zorder=0)
    axes.plot([x - 0.1, x + 0.1], [base + tall] * 2, color=looks.NOT_REPORTED, linewidth=0.8)
    known = [row for row in part.itertuples() if not canvas.empty(row)]
    heights = {}
    for row in known:
        low, middle, high = (base + tall * (1 - end) for end in canvas.ends(row, part))
        dot = np.nan if pd.isna(row.value) else middle
        opened = bool(np.isinf(row.high))
        canvas.mark(axes, x, low, dot, high, style[row.place_id], opened=opened)
        heights[row.place_id] = middle
    told = {row.place_id: row.label for row in known}
    wanted = [heights[row.place_id] for row in known]
    for row, y in zip(known, _spread(wanted, LINE, base + tall), strict=True):
        room = (LEFT if turn < 0 else layout.axes_width(axes) - LEFT - SLOPE) - 0.22
        number = told[row.place_id]
        name = wrap(words.place(row.place_id), room - text_width(f" {number}", TEXT), TEXT, most=1)
        at = {"ha": "right" if turn < 0 else "left", "va": "center_baseline", "size": TEXT}
        axes.text(x + turn * 0.22, y, f"{name} {number}", color=style[row.place_id][2], **at)
    return heights


def _unit(part: pd.DataFrame, words: Words) -> str:
    told = part.dropna(subset=["unit"]).sort_values("per", na_position="last")
    unit, per = told[["unit", "per"]].iloc[0]
    return words.unit(unit, None if pd.isna(per) else per)


@chart("order-by-population")
def order_by_population(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """The same values on every population of the ladder of denominators, a row a population.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.on_each_population`.
    words : Words

    Returns
    -------
    one Axes
        A block an indicator; in each row a line a place. Each row has its own scale from 0 to its
        highest value, lines join the values of a place and break where it lacks the population.
    """
    (panel,) = axes
    values = rows[rows["asked_per"].notna()]
    style = canvas.styles(rows)
    width, y = layout.axes_width(panel), 0.0
    canvas.blank(panel, width, 1)
    for indicator, own in values.groupby("indicator_id", sort=False):
        head = _unit_head(str(indicator), own, words)
        band = layout.heading_height(head)
        layout.heading(panel, y + band / 2, head)
        y = _key(panel, y + band, own, style, words)
        y = _ladder(panel, y, own, style, words)
    canvas.blank(panel, width, y)
    return axes


def _key(
    panel: Axes, y: float, own: pd.DataFrame, style: dict[str, canvas.Style], words: Words
) -> float:
    """Each place with its mark and its count as printed; returns where the key ends."""
    lines = own.sort_values("reported", key=lambda told: told.str.len(), kind="stable")
    lines = lines.drop_duplicates("place_id").set_index("place_id", drop=False)
    left, right = -LABEL_WIDTH + 0.15, layout.axes_width(panel)
    x = left
    for row in lines.loc[list(dict.fromkeys(own["place_id"]))].itertuples():
        marker, colour, ink = style[row.place_id]
        variant = words.optional(f"variant.{row.variant}") if row.variant else ""
        told = words.join([row.reported, variant], "mark.comma")
        text = words("mark.colon", name=words.place(row.place_id), text=told)
        text = wrap(text, right - left - 0.3, TEXT, most=1)
        if x > left and x + 0.3 + text_width(text, TEXT) > right:
            x, y = left, y + LINE
        look = {"color": colour, "markersize": 7, "clip_on": False, "zorder": 4}
        panel.plot(x, y + 0.35, marker, **look)
        panel.text(x + 0.25, y + 0.35, text, size=TEXT, color=ink, va="center_baseline")
        x += text_width(text, TEXT) + 0.8
    return y + 0.7


def _ladder(
    panel: Axes, y: float, own: pd.DataFrame, style: dict[str, canvas.Style], words: Words
) -> float:
    """One indicator over all populations, a row a population; returns where the last row ends."""
    width = layout.axes_width(panel)
    places = list(dict.fromkeys(own["place_id"]))
    before: dict[str, tuple[float, float]] = {}
    labels = {
        per: {row.place_id: row.label for row in part.itertuples() if not canvas.empty(row)}
        for per, part in own.groupby("asked_per", sort=False)
    }
    every = [text for told in labels.values() for text in told.values()]
    length = width - max((text_width(text, TEXT) for text in every), default=0) - 0.4
    for n, (per, part) in enumerate(own.groupby("asked_per", sort=False)):
        name = words(f"population.{per}")
        height = layout.row_height(name, "", len(places) * LINE + 0.14)
        layout.row_name(panel, y + height / 2, name)
        rule = {"color": looks.FAINT, "linewidth": 0.6, "zorder": 0, "clip_on": False}
        if n:
            panel.plot([-LABEL_WIDTH, width], [y, y], **rule)
        panel.plot([0, 0], [y + 0.08, y + height - 0.08], color=looks.NOT_REPORTED, linewidth=0.8)
        now: dict[str, tuple[float, float]] = {}
        for row in part.itertuples():
            at = y + height / 2 + (places.index(row.place_id) - (len(places) - 1) / 2) * LINE
            if canvas.empty(row):
                place = wrap(words.place(row.place_id), 3, TEXT, most=1)
                marks.gap(panel, at, words("gap.population", places=place), at=0.3)
                continue
            low, middle, high = (end * length for end in canvas.ends(row, part))
            dot = np.nan if pd.isna(row.value) else middle
            look, opened = style[row.place_id], bool(np.isinf(row.high))
            canvas.mark(panel, at, low, dot, high, look, across=True, opened=opened)
            text = panel.text(
                max(high, middle) + 0.22,
                at,
                labels[per][row.place_id],
                size=TEXT,
                va="center_baseline",
                color=style[row.place_id][2],
                zorder=6,
            )
            text.set_bbox({"facecolor": "white", "linewidth": 0, "pad": 0.4, "alpha": 0.85})
            now[row.place_id] = (middle, at)
        for place in (name for name in before if name in now):
            xs, ys = zip(before[place], now[place], strict=True)
            panel.plot(xs, ys, color=style[place][1], linewidth=1.4, zorder=2, alpha=0.75)
        before, y = now, y + height
    return y


def _spread(wanted: Sequence[float], apart: float, bottom: float) -> list[float]:
    """Heights of labels, each near to its mark, none on another and none below the bottom."""
    order = np.argsort(wanted, kind="stable")
    placed = np.array(wanted, dtype=float)[order]
    for n in range(1, len(placed)):
        placed[n] = max(placed[n], placed[n - 1] + apart)
    for n in range(len(placed) - 1, -1, -1):
        placed[n] = min(placed[n], bottom if n == len(placed) - 1 else placed[n + 1] - apart)
    back = np.empty_like(placed)
    back[order] = placed
    return list(back)


def _unit_head(indicator: str, own: pd.DataFrame, words: Words) -> str:
    label = words.text("codebook/registers/indicators", indicator, "label")
    counted, _, people = own["unit"].dropna().iloc[0].partition(" per ")
    if counted == "fraction":
        return words("mark.comma", first=label, rest=words("head.share"))
    per = people.partition(" ")[0]
    named = words("head.per", unit=words.unit(counted), per=words(f"per.{per}"))
    return words("mark.comma", first=label, rest=named)
