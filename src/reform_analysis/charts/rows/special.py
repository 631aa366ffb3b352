"""Rows of charts with more than one value a place: cells, counts, populations, readings.

Each function has the parameters of `rows.chart_rows` and gives rows with its columns; it is
registered under the id of its chart. A choice of population is without effect where no value is
divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd

from reform_analysis.charts.registry import rows_of
from reform_analysis.charts.rows.choose import (
    AS_REGISTERED,
    SHARED,
    SILENT,
    WITHOUT_VALUE,
    Choice,
    chart_rows,
    every_place,
)
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.naming import split_list
from reform_analysis.values.compare import order
from reform_analysis.values.interval import Interval
from reform_analysis.values.wording import publisher_kinds

Tables = Mapping[str, pd.DataFrame]

DIMENSIONS = ("guidance", "merit", "skills", "status", "growth")
HEDGES = ("exact", "rounded", "over", "at_least", "nearly", "about", "under", "several", "range")


@rows_of("reporting-matrix")
def every_cell(chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED) -> pd.DataFrame:
    """One row an indicator and place: whether it is reported, without its value.

    All indicators where the register of charts names none.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`, no values, and ``dimension``; by dimension, then as the
        register stands, then by level and code of the place.
    """
    register = tables["codebook/registers/indicators"]
    register = register[register["computed"]]
    if pd.notna(chart["indicator_ids"]):
        register = register[register["indicator_id"].isin(split_list(chart["indicator_ids"]))]
    cells = register[["indicator_id", "dimension"]].merge(
        tables["processed/reporting"], on="indicator_id", how="inner"
    )
    cells = choice.of(cells)
    values = tables["processed/indicators"]
    values = values[values["reading"].eq(choice.reading)]
    keys = ["indicator_id", "place_id"]
    ids = values.groupby(keys)["claim_ids"].agg(together).reset_index()
    cells = cells.merge(ids, on=keys, how="left").assign(reading=choice.reading, variant="")
    ranks = {
        "dimension": {name: n for n, name in enumerate(DIMENSIONS)},
        "indicator_id": {name: n for n, name in enumerate(register["indicator_id"])},
        "place_id": {name: n for n, name in enumerate(every_place(tables))},
    }
    cells = cells.sort_values([*ranks], key=lambda column: column.map(ranks[column.name]))
    return completed(cells, tables, "dimension")


@rows_of("hedges-by-report")
def hedges(chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED) -> pd.DataFrame:
    """One row a report and hedge: the share of its claims, a claim printed twice counted once.

    A number without a hedge is rounded where its digits leave it a width. Thresholds, and whatever
    else is a parameter, are left out.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`; ``variant`` is the hedge or ``hedged`` (any but exact), the
        value its share, ``claims`` the count; of all reports together without a place.
    """
    articles = tables["raw/sources"].set_index("source_id")["place_id"]
    claims = _counted_once(tables)
    claims = choice.of(claims.assign(place_id=claims["source_id"].map(articles)))
    ordered = [place for place in every_place(tables) if place in set(claims["place_id"])]
    table = pd.DataFrame([*_shares(claims, "place_id", ordered)])
    return completed(table.assign(reading=choice.reading), tables, "claims", "asked", "decimals")


@rows_of("hedges-by-publisher")
def hedges_of_publishers(
    chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED
) -> pd.DataFrame:
    """One row a kind of publisher and hedge, as `hedges` has them of reports.

    Places that were chosen are those that the claims are of.

    Returns
    -------
    DataFrame
        As of `hedges`, with ``publisher_kind`` in place of ``place_id``; a page that names no
        publisher is left out, and so is a claim that is left out everywhere.

    Raises
    ------
    PublishError
        No page about the places names its publisher.
    """
    kinds = tables["codebook/registers/publisher_kinds"]
    publishers = tables["raw/sources"].set_index("source_id")["publisher"]
    claims = _counted_once(tables)
    claims = claims.assign(
        publisher_kind=claims["source_id"].map(publisher_kinds(publishers, kinds))
    )
    claims = choice.of(claims[claims["publisher_kind"].notna() & claims["left_out"].isna()])
    if claims.empty:
        raise PublishError(
            f"chart {chart['chart_id']!r}: no page about {', '.join(choice.places or ())} names "
            "its publisher; choose other places"
        )
    ordered = [kind for kind in kinds["kind"] if kind in set(claims["publisher_kind"])]
    table = pd.DataFrame([*_shares(claims, "publisher_kind", ordered)])
    table = table.assign(reading=choice.reading)
    return completed(table, tables, "publisher_kind", "claims", "asked", "decimals")


def _counted_once(tables: Tables) -> pd.DataFrame:
    """Claims without those that restate another and without parameters, which are exact."""
    claims = tables["processed/claims"]
    kinds = tables["codebook/registers/concepts"].set_index("concept_id")["kind"]
    claims = claims[claims["restates"].isna() & claims["concept_id"].map(kinds).ne("parameter")]
    rounded = claims["hedge"].eq("exact") & claims["low"].lt(claims["high"])
    return claims.assign(hedge=claims["hedge"].mask(rounded, "rounded"))


def _shares(claims: pd.DataFrame, by: str, groups: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A row a group and hedge, and of all groups together at the end."""
    for group in [*groups, None]:
        own = claims if group is None else claims[claims[by].eq(group)]
        for hedge in [*(h for h in HEDGES if h in set(claims["hedge"])), "hedged"]:
            bare = own["hedge"].isin(["exact", "rounded"])
            fits = own[~bare if hedge == "hedged" else own["hedge"].eq(hedge)]
            share = len(fits) / len(own)
            yield {
                by: group,
                "variant": hedge,
                **dict.fromkeys(("low", "value", "high"), share),
                "claims": len(fits),
                "asked": len(own),
                "claim_ids": ";".join(fits["claim_id"]) or None if group else None,
                "unit": "fraction",
                "status": "derived",
                "decimals": 0,
            }


@rows_of("specification-curve")
def each_choice(chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED) -> pd.DataFrame:
    """The values of `chart_rows` on every population at every reading, silent places once.

    What a report counts itself is left out unless asked for: each counts other people, so nothing
    is held against anything on it.

    Returns
    -------
    DataFrame
        Columns of `chart_rows` and ``asked_per``, the population that was asked for; ``order``
        against the first place of the same indicator, population and reading.
    """
    asked = SHARED if choice.per is None else (choice.per,)
    parts = [
        chart_rows(chart, tables, replace(choice, per=per, reading=reading)).assign(asked_per=per)
        for reading, per in product(READINGS, asked)
    ]
    rows = pd.concat(parts, ignore_index=True)
    silent = rows["status"].isin(SILENT)
    told = rows[silent].drop_duplicates(["indicator_id", "place_id"]).assign(asked_per=pd.NA)
    rows = pd.concat([_against_first(rows[~silent]), told], ignore_index=True)
    return rows.assign(decimals=1)


def _against_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The order of each value to that of the first place on the same population and reading."""
    by = ["reading", "indicator_id", "asked_per"]
    valued = rows[["low", "high"]].where(~rows["status"].isin(WITHOUT_VALUE))
    first = rows[by].join(valued).drop_duplicates(by).set_index(by)
    ends = rows[by].join(first, on=by)
    told = pd.Series(
        order(Interval.of(valued, value=None), Interval.of(ends, value=None)), rows.index
    )
    other = rows.groupby(by)["place_id"].transform("first")
    return rows.assign(order=told.where(rows.duplicated(by)), other_id=other)


def together(ids: Iterable[str]) -> str:
    """Ids of some lists as one list, each once and in order."""
    return ";".join(dict.fromkeys(";".join(ids).split(";")))


def completed(rows: pd.DataFrame, tables: Tables, *added: str) -> pd.DataFrame:
    """Rows with all columns of `chart_rows`, and those added."""
    columns = [*tables["processed/indicators"].columns, "note", "benchmark_id", *added]
    return rows.reindex(columns=columns).reset_index(drop=True)
