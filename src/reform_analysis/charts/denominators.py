"""Charts of how values and orders hang on the denominator and on the reading of hedges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis import looks
from reform_analysis.charts import canvas, layout
from reform_analysis.charts.lettering import height_of, wrap
from reform_analysis.words import Words

SMALL, LABEL = 7.4, 8.4  # points
BAND = 0.5  # cm, the heading of a group


def raw_to_per_head(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """Printed counts beside the same counts divided by people, each side on its own scale.

    Parameters
    ----------
    axes : Axes, one an indicator
    rows : DataFrame
        `chosen.counts_and_rung`.
    words : Words

    Returns
    -------
    Axes, one an indicator
        A line a place from its count to its value per head; lines that cross change order. Both
        sides run from 0 to their highest value; intervals are bars.
    """
    values = rows[rows["asked_rung"].notna()]
    style = canvas.styles(rows)
    indicators = list(dict.fromkeys(values["indicator_id"]))
    canvas.whole_width(axes)
    heads = [words.text("codebook/indicators", name, "label") for name in indicators]
    for panel, indicator, head in zip(axes, indicators, heads, strict=True):
        own = values[values["indicator_id"].eq(indicator)]
        width = layout.axes_width(panel)
        canvas.blank(panel, width, 1.55 + canvas.TALL + 1.15)
        panel.text(0, 0, wrap(head, width, layout.TITLE), size=layout.TITLE, va="top")
        sides = (1.7, width - 1.55)
        for x, asked, side in zip(sides, ("", values["asked_rung"].max()), (-1, 1), strict=True):
            part = own[own["asked_rung"].eq(asked)]
            _column(panel, x, 1.55, part, style)
            _side_labels(panel, x, 1.55, part, style, side, words)
            unit = words.unit(part["unit"].iloc[0], part["rung"].dropna().min() if asked else None)
            text = wrap(unit, 2.15, 7.0)
            end = 0 if side < 0 else width
            at = {"size": 7.0, "va": "top", "ha": "left" if side < 0 else "right"}
            panel.text(end, 1.55 + canvas.TALL + 0.25, text, color=looks.NOT_REPORTED, **at)
        for place, line in own.groupby("region_id", sort=False):
            tops = {row.asked_rung: canvas.height(row, own) for row in line.itertuples()}
            if len(tops) == 2 and all(np.isfinite(top) for top in tops.values()):
                ys = [1.55 + top for top in tops.values()]
                panel.plot(sides, ys, color=style[place][1], linewidth=1.8, zorder=2)
    return axes


def order_by_rung(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """The same values on every rung of the ladder of denominators, a column a rung.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.on_each_rung`.
    words : Words

    Returns
    -------
    one Axes
        A band an indicator; each column has its own scale from 0 to its highest value, lines
        join the values of a place and break where it lacks the rung.
    """
    (panel,) = axes
    values = rows[rows["asked_rung"].notna()]
    style = canvas.styles(rows)
    rungs = list(dict.fromkeys(values["asked_rung"]))
    width = layout.axes_width(panel)
    step = width / len(rungs)
    heads = [wrap(words(f"rung.{rung}"), step - 0.12, SMALL) for rung in rungs]
    head = max(height_of(text, SMALL) for text in heads) + 0.15
    bands = list(values.groupby("indicator_id", sort=False))
    gaps = [
        _gap_text(part, step, words) for _, part in values.groupby(["indicator_id", "asked_rung"])
    ]
    block = BAND + 0.75 + canvas.TALL + 0.45 + max(height_of(text, 6.4) for text in gaps)
    canvas.blank(panel, width, head + block * len(bands))
    for n, text in enumerate(heads):
        at = {"size": SMALL, "ha": "center", "va": "bottom", "linespacing": 1.1}
        panel.text((n + 0.5) * step, head - 0.1, text, **at)
    for k, (indicator, own) in enumerate(bands):
        top = head + block * k
        layout.heading(panel, top + BAND / 2, BAND, _unit_head(indicator, own, words))
        base = top + BAND + 0.75
        _ladder(panel, own, rungs, step, base, style, words)
    return axes


def _ladder(
    panel: Axes,
    own: pd.DataFrame,
    rungs: Sequence[str],
    step: float,
    base: float,
    style: dict[str, canvas.Style],
    words: Words,
) -> None:
    """One indicator over all rungs: values, lines between neighbours, orders and gaps."""
    where: dict[str, dict[int, float]] = {}
    for n, rung in enumerate(rungs):
        part = own[own["asked_rung"].eq(rung)]
        x = (n + 0.5) * step
        _column(panel, x, base, part, style)
        _stacked_labels(panel, x, base, part, style, words)
        if text := _gap_text(part, step, words):
            at = {"size": 6.4, "ha": "center", "va": "top", "linespacing": 1.1}
            panel.text(x, base + canvas.TALL + 0.2, text, color=looks.NOT_REPORTED, **at)
        for row in part.itertuples():
            if not canvas.empty(row):
                where.setdefault(row.region_id, {})[n] = base + canvas.height(row, part)
    for place, points in where.items():
        for n in points:
            if n + 1 in points:
                xs = [(n + 0.5) * step, (n + 1.5) * step]
                ys = [points[n], points[n + 1]]
                panel.plot(xs, ys, color=style[place][1], linewidth=1.4, zorder=2, alpha=0.75)
    y = base
    lines = own.sort_values("reported", key=lambda told: told.str.len(), kind="stable")
    lines = lines.drop_duplicates("region_id").set_index("region_id", drop=False)
    for row in lines.loc[list(dict.fromkeys(own["region_id"]))].itertuples():
        marker, colour, ink = style[row.region_id]
        x = -layout.LABEL_WIDTH + 0.15
        panel.plot(x, y + 0.1, marker, color=colour, markersize=7, clip_on=False, zorder=4)
        panel.text(x + 0.3, y + 0.1, words.region(row.region_id), size=10, va="center", color=ink)
        told = words.optional(f"variant.{row.variant}") if row.variant else ""
        at = {"va": "top", "color": looks.NOT_REPORTED, "linespacing": 1.12}
        panel.text(x + 0.3, y + 0.34, row.reported, size=9, **at)
        panel.text(x + 0.3, y + 0.76, told, size=6.9, **at)
        y += 1.4 if told else 1.05


def _gap_text(part: pd.DataFrame, step: float, words: Words) -> str:
    places = [words.region(row.region_id) for row in part.itertuples() if canvas.empty(row)]
    if not places:
        return ""
    return wrap(words("gap.rung", places=words.join(places, "mark.comma")), step - 0.1, 6.4)


def _column(
    axes: Axes, x: float, base: float, part: pd.DataFrame, style: dict[str, canvas.Style]
) -> None:
    axes.plot([x, x], [base, base + canvas.TALL], color=looks.FAINT, linewidth=0.8, zorder=0)
    axes.plot([x - 0.1, x + 0.1], [base + canvas.TALL] * 2, color=looks.NOT_REPORTED, linewidth=0.8)
    for row in part.itertuples():
        if not canvas.empty(row):
            ends = [base + canvas.height(row, part, end) for end in ("low", "stated", "high")]
            canvas.mark(axes, x, *ends, style[row.region_id])


def _spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Heights of labels, each near to its mark and none on another."""
    order = np.argsort(wanted)
    placed = np.array(wanted, dtype=float)[order]
    for n in range(1, len(placed)):
        placed[n] = max(placed[n], placed[n - 1] + apart)
    back = np.empty_like(placed)
    back[order] = placed
    return list(back)


def _side_labels(
    axes: Axes,
    x: float,
    base: float,
    part: pd.DataFrame,
    style: dict[str, canvas.Style],
    side: int,
    words: Words,
) -> None:
    known = [row for row in part.itertuples() if not canvas.empty(row)]
    heights = _spread([base + canvas.height(row, part) for row in known], 0.82)
    told = _values(known, words)
    for row, y in zip(known, heights, strict=True):
        at = {"ha": "right" if side < 0 else "left", "linespacing": 1.1}
        start = x + side * 0.22
        name = words.region(row.region_id)
        axes.text(start, y, name, size=9, va="bottom", color=style[row.region_id][2], **at)
        axes.text(start, y + 0.02, told[row.region_id], size=LABEL, va="top", **at)


def _stacked_labels(
    axes: Axes,
    x: float,
    base: float,
    part: pd.DataFrame,
    style: dict[str, canvas.Style],
    words: Words,
) -> None:
    """Values above the highest mark and below the others, one column wide."""
    known = sorted(
        (row for row in part.itertuples() if not canvas.empty(row)),
        key=lambda row: canvas.height(row, part),
    )
    highest = min((canvas.height(row, part, "high") for row in known), default=0.0)
    tops = [base + highest - 0.32] * len(known[:1])
    tops += [base + canvas.height(row, part, "low") + 0.32 for row in known[1:]]
    told = _values(known, words)
    for row, y in zip(known, _spread(tops, 0.36), strict=True):
        at = {"size": SMALL, "ha": "center", "va": "center", "zorder": 6}
        label = axes.text(x, y, told[row.region_id], color=style[row.region_id][2], **at)
        label.set_bbox({"facecolor": "white", "linewidth": 0, "pad": 0.6, "alpha": 0.85})


def _values(known: Sequence[Any], words: Words) -> dict[str, str]:
    """Labels of one column: the interval where it can be seen or tells two places apart."""
    spans = {row.region_id: words.value(row.low, np.nan, row.high, row.unit) for row in known}
    short = {
        row.region_id: words.value(row.stated, np.nan, row.stated, row.unit)
        for row in known
        if pd.notna(row.stated) and row.high - row.low < 0.03 * row.high
    }
    alike = {text for text in short.values() if list(short.values()).count(text) > 1}
    return spans | {place: text for place, text in short.items() if text not in alike}


def _unit_head(indicator: str, own: pd.DataFrame, words: Words) -> str:
    label = words.text("codebook/indicators", indicator, "label")
    counted, _, people = own["unit"].dropna().iloc[0].partition(" per ")
    if counted == "fraction":
        return words("mark.comma", first=label, rest=words("head.share"))
    per = people.partition(" ")[0]
    named = words("head.per", unit=words.unit(counted), per=words(f"per.{per}"))
    return words("mark.comma", first=label, rest=named)
