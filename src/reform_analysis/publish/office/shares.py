"""The chart of how exactly the reports count, as stacked bars: hedges by report."""

from __future__ import annotations

import pandas as pd

from reform_analysis.charts import exports
from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import hedge_lines
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.graphs import FACTS, Graph, Series
from reform_analysis.publish.office.page import width_of

PLOT = 10.0
"""Least length of a whole bar [cm]."""

COLOURS = {
    "exact": looks.STATED,
    "rounded": "#A6CEE3",
    "over": looks.INTERVAL,
    "at_least": looks.BENCHMARK,
    "nearly": "#E69F00",
    "about": looks.PROXY,
    "under": looks.BOUND,
    "several": "#F0E442",
    "range": looks.NOT_REPORTED,
}

DARK = (looks.STATED, looks.BENCHMARK, looks.BOUND, looks.NOT_REPORTED)
"""Colours of bars on which labels are white."""


def hedges(rows: pd.DataFrame, words: Words) -> Graph:
    """The share of the claims of each report under each hedge, with counts."""
    shown, lines = hedge_lines(rows, words)
    names = [(words("mark.brackets", text=bar.name, more=bar.beside),) for bar, _ in lines]
    series = []
    for hedge in shown:
        own = [under[hedge] for _, under in lines]
        values = [float(row["low"]) for row in own]
        counts = [_room(str(row["claims"]), row["low"]) for row in own]
        colour = COLOURS[hedge]
        style = {"sides": ["c"] * len(own), "ink": "#FFFFFF" if colour in DARK else looks.TEXT}
        series.append(Series(words(f"hedge.{hedge}"), values, colour, labels=counts, **style))
    kept = pd.DataFrame([bar.row for bar, _ in lines])
    facts = exports.facts(kept.to_dict("records"), [name for name in FACTS if name in kept], words)
    title, unit = words("office.hedges"), words("office.hedges_unit")
    heads = [words("office.level.row")]
    return Graph(title, unit, names, heads, series, facts, 1.0, 0.25, kept, share=True, bars=True)


def _room(text: str, share: float) -> str:
    """A label where its part of the bar has room for it."""
    return text if width_of(text, 9) < share * PLOT else ""
