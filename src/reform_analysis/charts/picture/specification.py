"""The chart of one indicator under every choice of denominator and reading of hedges."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import choices_of
from reform_analysis.charts.picture import centimetres as canvas
from reform_analysis.charts.picture import layout, spots
from reform_analysis.charts.picture.layout import LABEL_WIDTH, SPACING, TEXT
from reform_analysis.charts.picture.lettering import height_of, text_width, wrap
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import Words
from reform_analysis.reading.hedges import READINGS

NAMED = 3.2  # cm, room for the name of a place beside its marks
TALL = 5.2  # cm, from 0 to the highest value


@chart("specification-curve")
def specification_curve(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """One indicator under every choice of denominator and reading of hedges, choices below.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.each_choice` of one indicator.
    words : Words

    Returns
    -------
    one Axes
        A column a choice, sorted by the value of the first place; below it the choices made,
        and which place is then above.
    """
    (panel,) = axes
    values = rows[rows["asked_per"].notna()]
    style = canvas.styles(rows)
    choices = choices_of(rows)
    width = layout.axes_width(panel)
    step = width / len(choices)
    populations = dict.fromkeys(per for per, _ in choices)
    options = [*(("per", name) for name in populations), *(("reading", name) for name in READINGS)]
    canvas.blank(panel, width, 1)
    above = _key(panel, values, style, words)
    drawn = values[~values["status"].isin(WITHOUT_VALUE)]
    unit = drawn["unit"].iloc[0]
    closed = drawn["high"] < (1 if unit == "fraction" else np.inf)  # 100 per cent says nothing
    most = drawn.loc[closed, "high"].max() * 1.1
    for share in _ticks(most):
        y = above + TALL * (1 - share / most)
        layout.line(panel, [0, width], [y, y], color=looks.FAINT, linewidth=0.6, zorder=0)
        text = words.value(share, np.nan, share, unit)
        at = {"size": TEXT, "ha": "right", "va": "center", "color": looks.NOT_REPORTED}
        panel.text(-0.15, y, text, **at)
    named = wrap(words("panel.specification"), LABEL_WIDTH - 1.2, TEXT, bold=True)
    bold = {"size": TEXT, "weight": "bold", "va": "top", "linespacing": SPACING}
    panel.text(-LABEL_WIDTH, above - 0.1, named, **bold)
    orders: dict[int, str] = {}
    told = [*product(populations, READINGS)]  # the order of the rows, which tell the spots
    for n, (per, reading) in sorted(enumerate(choices), key=lambda each: told.index(each[1])):
        part = values[values["asked_per"].eq(per) & values["reading"].eq(reading)]
        x = (n + 0.5) * step
        for k, row in enumerate(part.itertuples()):
            across = ((n + k / len(part)) * step, (n + (k + 1) / len(part)) * step)
            spots.put(panel, above + TALL / 2, TALL, across)
            if canvas.empty(row):
                continue
            shift = (k - (len(part) - 1) / 2) * 0.24
            ends = [
                above + TALL * (1 - min(e, most) / most) for e in (row.low, row.value, row.high)
            ]
            look = style[row.place_id]
            canvas.mark(panel, x + shift, *ends, look, opened=row.high > most)
        order = part["order"].dropna()
        orders[n] = order.iloc[0] if len(order) else "missing"
    below = _choice_matrix(panel, choices, options, step, above + TALL + 0.55, words)
    if len(values["place_id"].unique()) > 1:
        below = _orders_row(panel, orders, values, step, below, words)
    canvas.blank(panel, width, below)
    return axes


def _key(panel: Axes, values: pd.DataFrame, style: dict[str, canvas.Style], words: Words) -> float:
    """Each place with its mark, in as many lines as they need; returns where the key ends."""
    width, x, y = layout.axes_width(panel), 0.1, 0.2
    for place in dict.fromkeys(values["place_id"]):
        marker, colour, ink = style[place]
        name = wrap(words.place(place), NAMED, TEXT, most=1)
        if x > 0.1 and x + 0.25 + text_width(name, TEXT) > width:
            x, y = 0.1, y + height_of(name, TEXT) + 0.1
        layout.point(panel, x, y, marker, color=colour, markersize=7, clip_on=False, zorder=4)
        panel.text(x + 0.25, y, name, size=TEXT, color=ink, va="center_baseline")
        x += text_width(name, TEXT) + 0.8
    return y + 0.5


def _choice_matrix(
    panel: Axes,
    choices: Sequence[tuple[str, str]],
    options: Sequence[tuple[str, str]],
    step: float,
    y: float,
    words: Words,
) -> float:
    """A row an option, a filled dot under each choice that takes it; returns where it ends."""
    kind = ""
    for group, name in options:
        if group != kind:
            head = words(f"group.{group}")
            layout.heading(panel, y + layout.heading_height(head) / 2, head)
            y, kind = y + layout.heading_height(head), group
        text = words(f"population.{name}") if group == "per" else words(f"reading.{name}")
        text = wrap(text, LABEL_WIDTH - 0.2, TEXT)
        line = height_of(text, TEXT) + 0.1
        at = {"size": TEXT, "va": "center", "linespacing": SPACING}
        panel.text(-LABEL_WIDTH + 0.1, y + line / 2, text, **at)
        for n, choice in enumerate(choices):
            made = name in choice
            style = {"markersize": 6.0 if made else 2.2, "color": looks.TEXT if made else "#BFBFBF"}
            layout.point(panel, (n + 0.5) * step, y + line / 2, "o", zorder=3, **style)
        y += line
    return y


def _orders_row(
    panel: Axes, orders: dict[int, str], values: pd.DataFrame, step: float, y: float, words: Words
) -> float:
    """Under each choice, whether the second place is above (▲), below (▼) or not ordered."""
    names = [words.place(place) for place in dict.fromkeys(values["place_id"])][:2]
    first, second = (wrap(name, NAMED, TEXT, bold=True, most=1) for name in reversed(names))
    text = words("order.row", first=first, second=second)
    band = layout.heading_height(text)
    layout.heading(panel, y + band / 2, text)
    marks = {"above": ("^", "full"), "below": ("v", "none"), "not_ordered": ("_", "full")}
    for n, told in orders.items():
        x = (n + 0.5) * step
        if told == "missing":
            continue
        marker, fill = marks[told]
        mark = {"fillstyle": fill, "color": looks.TEXT, "markersize": 7, "zorder": 3}
        layout.point(panel, x, y + band + 0.3, marker, **mark)
    return y + band + 0.7


def _ticks(most: float) -> list[float]:
    power = 10 ** np.floor(np.log10(most))
    step = next(s * power for s in (0.2, 0.5, 1, 2) if most / (s * power) <= 6)
    return [float(tick) for tick in np.arange(0, most, step)]
