"""Charts of what the reports say at all as stacked bars: silence, and hedges by report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reform_analysis.charts import exports
from reform_analysis.charts import style as looks
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.graphs import FACTS, Graph, Series
from reform_analysis.publish.office.page import width_of

PLOT = 10.0
"""Least length of a whole bar [cm]."""

COLOURS = {
    "exact": looks.STATED,
    "over": looks.INTERVAL,
    "at_least": looks.BENCHMARK,
    "nearly": "#E69F00",
    "about": looks.PROXY,
    "under": looks.BOUND,
    "several": "#F0E442",
    "range": looks.NOT_REPORTED,
}


def silence(rows: pd.DataFrame, words: Words) -> list[Graph]:
    """By place and by dimension: the share of cells that are reported, and the silent rest."""
    graphs = []
    for column, group in (("place_id", "group.by_place"), ("dimension", "group.by_dimension")):
        own = rows[rows[column].notna()]
        if own.empty:
            continue
        names = [
            (words.place(name) if column == "place_id" else words(f"dimension.{name}"),)
            for name in own[column]
        ]
        silent = own["low"].astype(float)
        told = [
            words("reported_of", reported=int(row.asked - row.silent)) for row in own.itertuples()
        ]
        told = [_room(text, 1 - rate) for text, rate in zip(told, silent, strict=True)]
        share = [words.value(rate, np.nan, rate, "fraction", 0) for rate in silent]
        left = [
            words(
                "mark.comma",
                first=part,
                rest=words("silent_of", silent=int(row.silent), asked=int(row.asked)),
            )
            for part, row in zip(share, own.itertuples(), strict=True)
        ]
        series = [
            Series(words("office.told"), list(1 - silent), looks.STATED, labels=told),
            Series(words("not_reported"), list(silent), looks.FAINT, labels=left, hollow=True),
        ]
        graphs.append(_graph(words(group), words("unit.silence-rate"), names, series, own, words))
    return graphs


def hedges(rows: pd.DataFrame, words: Words) -> list[Graph]:
    """The share of the claims of each report under each hedge, with counts."""
    places = rows["place_id"].fillna("")
    own = rows[rows["variant"].eq("hedged")]
    names = []
    for row in own.itertuples():
        name = words.place(row.place_id) if pd.notna(row.place_id) else words("all_reports")
        share = words.value(row.low, np.nan, row.low, "fraction", 0)
        told = words("claims_hedged", claims=row.asked, share=share)
        names.append((words("mark.brackets", text=name, more=told),))
    series = []
    for hedge in dict.fromkeys(rows["variant"]):
        if hedge == "hedged":
            continue
        part = rows[rows["variant"].eq(hedge)].assign(place=places).set_index("place")
        part = part.loc[list(own["place_id"].fillna(""))]
        values = list(part["low"].astype(float))
        counts = [_room(str(n), share) for n, share in zip(part["claims"], values, strict=True)]
        series.append(Series(words(f"hedge.{hedge}"), values, COLOURS[hedge], labels=counts))
    unit = words("office.hedges_unit")
    return [_graph(words("office.hedges"), unit, names, series, own, words)]


def _room(text: str, share: float) -> str:
    """A label where its part of the bar has room for it."""
    return text if width_of(text, 9) < share * PLOT else ""


def _graph(
    title: str,
    unit: str,
    names: list[tuple[str]],
    series: list[Series],
    rows: pd.DataFrame,
    words: Words,
) -> Graph:
    told = [name for name in FACTS if name in rows]
    facts = exports.facts(rows.to_dict("records"), told, words)
    heads = [words("office.level.row")]
    return Graph(title, unit, names, heads, series, facts, 1.0, 0.25, share=True, bars=True)
