"""Rows of charts with more than one value a place: cells, counts, populations, readings.

Each function has the parameters of `rows.chart_rows` and gives rows with its columns; it is
registered under the id of its chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from reform_analysis.charts.registry import rows_of
from reform_analysis.charts.rows.choose import LEVELS, SILENT, WITHOUT_VALUE, chart_rows
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.naming import split_list
from reform_analysis.values.compare import order
from reform_analysis.values.interval import Interval
from reform_analysis.values.populations import COUNTED_IN_REPORT, POPULATIONS
from reform_analysis.values.wording import publisher_kinds

Tables = Mapping[str, pd.DataFrame]

DIMENSIONS = ("guidance", "merit", "skills", "status", "growth")
HEDGES = ("exact", "rounded", "over", "at_least", "nearly", "about", "under", "several", "range")


@rows_of("reporting-matrix")
def every_cell(
    chart: pd.Series,
    tables: Tables,
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row an indicator and place: whether it is reported, without its value.

    Parameters
    ----------
    chart, tables, reading, places
        As for `chart_rows`; ``indicator_ids`` empty means all.
    per : str, optional
        Without effect: no value is drawn.

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
    if places is not None:
        cells = cells[cells["place_id"].isin(places)]
    values = tables["processed/indicators"]
    values = values[values["reading"].eq(reading)]
    keys = ["indicator_id", "place_id"]
    ids = values.groupby(keys)["claim_ids"].agg(_together).reset_index()
    cells = cells.merge(ids, on=keys, how="left").assign(reading=reading, variant="")
    ranks = {
        "dimension": {name: n for n, name in enumerate(DIMENSIONS)},
        "indicator_id": {name: n for n, name in enumerate(register["indicator_id"])},
        "place_id": {name: n for n, name in enumerate(every_place(tables))},
    }
    cells = cells.sort_values([*ranks], key=lambda column: column.map(ranks[column.name]))
    return completed(cells, tables, "dimension")


@rows_of("hedges-by-report")
def hedges(
    chart: pd.Series,
    tables: Tables,
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
) -> pd.DataFrame:
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
    claims = claims.assign(place_id=claims["source_id"].map(articles))
    if places is not None:
        claims = claims[claims["place_id"].isin(places)]
    ordered = [place for place in every_place(tables) if place in set(claims["place_id"])]
    table = pd.DataFrame([*_shares(claims, "place_id", ordered)])
    return completed(table.assign(reading=reading), tables, "claims", "asked", "decimals")


@rows_of("hedges-by-publisher")
def hedges_of_publishers(
    chart: pd.Series,
    tables: Tables,
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row a kind of publisher and hedge, as `hedges` has them of reports.

    Parameters
    ----------
    chart, tables, reading
        As for `chart_rows`.
    per : str, optional
        Without effect: no value is divided.
    places : sequence of str, optional
        Places that the claims are of; all if left out.

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
    claims = claims[claims["publisher_kind"].notna() & claims["left_out"].isna()]
    if places is not None:
        claims = claims[claims["place_id"].isin(places)]
    if claims.empty:
        raise PublishError(
            f"chart {chart['chart_id']!r}: no page about {', '.join(places or ())} names its "
            "publisher; choose other places"
        )
    ordered = [kind for kind in kinds["kind"] if kind in set(claims["publisher_kind"])]
    table = pd.DataFrame([*_shares(claims, "publisher_kind", ordered)]).assign(reading=reading)
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


def on_each_population(
    chart: pd.Series,
    tables: Tables,
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The values of `chart_rows` on every population, silent places once.

    What a report counts itself is left out unless asked for: each counts other people, so nothing
    is held against anything on it.

    Returns
    -------
    DataFrame
        Columns of `chart_rows` and ``asked_per``, the population that was asked for; ``order``
        against the first place of the same indicator and population.
    """
    parts = []
    shared = [name for name in POPULATIONS if name not in COUNTED_IN_REPORT]
    for asked in shared if per is None else (per,):
        rows = chart_rows(chart, tables, per=asked, reading=reading, places=places)
        parts.append(rows.assign(asked_per=asked))
    together = pd.concat(parts, ignore_index=True)
    silent = together["status"].isin(SILENT)
    told = together[silent].drop_duplicates(["indicator_id", "place_id"])
    valued = _against_first(together[~silent], ["indicator_id", "asked_per"])
    return pd.concat([valued, told.assign(asked_per=pd.NA)], ignore_index=True)


@rows_of("specification-curve")
def each_choice(
    chart: pd.Series,
    tables: Tables,
    *,
    per: str | None = None,
    reading: str = "central",
    places: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The values on every population at every reading, silent places once.

    Returns
    -------
    DataFrame
        As `on_each_population`.
    """
    parts = [
        on_each_population(chart, tables, per=per, reading=each, places=places) for each in READINGS
    ]
    rows = pd.concat(parts, ignore_index=True)
    silent = rows["status"].isin(SILENT)
    rows = pd.concat(
        [rows[~silent], rows[silent].drop_duplicates(["indicator_id", "place_id"])],
        ignore_index=True,
    )
    return rows.assign(decimals=1)


def every_place(tables: Tables) -> list[str]:
    """All places, by level and code, never by value; firms last."""
    known = {level: n for n, level in enumerate(LEVELS)}
    table = tables["raw/places"]
    table = table.assign(rank=table["level"].map(known).fillna(len(known)))
    return list(table.sort_values(["rank", "gb_code", "place_id"])["place_id"])


def _against_first(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    valued = rows[["low", "high"]].where(~rows["status"].isin(WITHOUT_VALUE))
    first = rows[[*by]].join(valued).drop_duplicates(list(by)).set_index(list(by))
    ends = rows[[*by]].join(first, on=list(by))
    told = pd.Series(
        order(Interval.of(valued, value=None), Interval.of(ends, value=None)), rows.index
    )
    other = rows.groupby(list(by))["place_id"].transform("first")
    return rows.assign(order=told.where(rows.duplicated(list(by))), other_id=other)


def _together(ids: pd.Series) -> str:
    return once(";".join(ids))


def once(ids: str) -> str:
    """Ids of a list, each once and in order."""
    return ";".join(dict.fromkeys(ids.split(";")))


def completed(rows: pd.DataFrame, tables: Tables, *added: str) -> pd.DataFrame:
    """Rows with all columns of `chart_rows`, and those added."""
    columns = [*tables["processed/indicators"].columns, "note", "benchmark_id", *added]
    return rows.reindex(columns=columns).reset_index(drop=True)
