"""Rows of charts that draw more than one value a place: cells, counts of claims, rungs, readings.

Each function has the parameters of `rows.chart_rows` and gives rows with its columns; it is
registered under the id of its chart. A column ``slot`` holds the name by which a finding
calls a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from reform_analysis.charts.registry import rows_of
from reform_analysis.charts.rows.choose import LEVELS, SILENT, WITHOUT_VALUE, chart_rows
from reform_analysis.indicators import silence_rate
from reform_analysis.tables.naming import split_list
from reform_analysis.values.compare import SETTINGS, order
from reform_analysis.values.interval import Interval
from reform_analysis.values.per_head import RUNGS

Tables = Mapping[str, pd.DataFrame]

DIMENSIONS = ("leadership", "merit", "skills", "standing", "growth")
HEDGES = ("exact", "over", "at_least", "nearly", "about", "under", "several", "range")


@rows_of("reporting-matrix")
def every_cell(
    chart: pd.Series,
    tables: Tables,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row an indicator and place: whether it is reported, without its value.

    Parameters
    ----------
    chart, tables, setting, regions
        As for `chart_rows`; ``indicator_ids`` empty means all.
    rung : str, optional
        Without effect: no value is drawn.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`, no values, and ``dimension``; by dimension, then as the
        register stands, then by level and code of the place.
    """
    register = tables["codebook/indicators"]
    register = register[register["computed"]]
    if pd.notna(chart["indicator_ids"]):
        register = register[register["indicator_id"].isin(split_list(chart["indicator_ids"]))]
    cells = register[["indicator_id", "dimension"]].merge(
        tables["processed/reporting"], on="indicator_id", how="inner"
    )
    if regions is not None:
        cells = cells[cells["region_id"].isin(regions)]
    values = tables["processed/indicators"]
    values = values[values["setting"].eq(setting)]
    keys = ["indicator_id", "region_id"]
    ids = values.groupby(keys)["figure_ids"].agg(_together).reset_index()
    cells = cells.merge(ids, on=keys, how="left").assign(setting=setting, variant="")
    ranks = {
        "dimension": {name: n for n, name in enumerate(DIMENSIONS)},
        "indicator_id": {name: n for n, name in enumerate(register["indicator_id"])},
        "region_id": {name: n for n, name in enumerate(places(tables))},
    }
    cells = cells.sort_values([*ranks], key=lambda column: column.map(ranks[column.name]))
    return _complete(cells, tables, "dimension")


@rows_of("silence-rate")
def silence(
    chart: pd.Series,
    tables: Tables,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row a place, and one a dimension: how many cells that apply are silent.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`, the rate of silence as value, ``asked`` and ``silent`` [cells],
        ``dimension`` (empty for a place). ``slot`` is the place, the dimension or ``all``.
    """
    cells = every_cell(chart, tables, setting=setting, regions=regions)
    cells["all"] = "all"
    parts = []
    for by in ("region_id", "dimension", "all"):
        counted = silence_rate(cells, (by,))
        ids = cells.dropna(subset=["figure_ids"]).groupby(by)["figure_ids"].agg(_together)
        own = counted.assign(slot=counted[by], figure_ids=counted[by].map(ids))
        parts.append(own.set_index(by).loc[list(dict.fromkeys(cells[by]))].reset_index())
    rows = pd.concat(parts, ignore_index=True)
    ends = dict.fromkeys(("low", "stated", "high"), rows["rate"])
    rows = rows.assign(**ends, unit="fraction", status="derived", setting=setting, variant="")
    rows["decimals"] = 0
    return _complete(rows, tables, "asked", "silent", "dimension", "slot", "decimals")


@rows_of("hedges-by-report")
def hedges(
    chart: pd.Series,
    tables: Tables,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row a report and hedge: the share of its claims, a claim printed twice counted once.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`; ``variant`` is the hedge or ``hedged`` (any but exact), the
        value its share, ``claims`` the count. ``slot`` is ``place.hedge``, and ``all.hedge``
        for all reports together, which has no place.
    """
    articles = tables["raw/sources"].set_index("source_id")["region_id"]
    claims = tables["processed/figures"]
    claims = claims[claims["restates"].isna()]
    claims = claims.assign(place=claims["source_id"].map(articles))
    if regions is not None:
        claims = claims[claims["place"].isin(regions)]
    ordered = [place for place in places(tables) if place in set(claims["place"])]
    rows = []
    for place in [*ordered, None]:
        own = claims if place is None else claims[claims["place"].eq(place)]
        for hedge in [*(h for h in HEDGES if h in set(claims["hedge"])), "hedged"]:
            fits = own[own["hedge"].ne("exact") if hedge == "hedged" else own["hedge"].eq(hedge)]
            share = len(fits) / len(own)
            rows.append(
                {
                    "region_id": place,
                    "variant": hedge,
                    **dict.fromkeys(("low", "stated", "high"), share),
                    "claims": len(fits),
                    "asked": len(own),
                    "figure_ids": ";".join(fits["figure_id"]) or None if place else None,
                    "slot": f"{place or 'all'}.{hedge}",
                }
            )
    table = pd.DataFrame(rows).assign(unit="fraction", status="derived", setting=setting)
    return _complete(table.assign(decimals=0), tables, "claims", "asked", "slot", "decimals")


@rows_of("order-by-rung")
def on_each_rung(
    chart: pd.Series,
    tables: Tables,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The values of `chart_rows` on every rung, silent places once.

    Returns
    -------
    DataFrame
        Columns of `chart_rows` and ``asked_rung``, the rung that was asked for; ``order``
        against the first place of the same indicator and rung.
    """
    parts = []
    for asked in RUNGS if rung is None else (rung,):
        rows = chart_rows(chart, tables, rung=asked, setting=setting, regions=regions)
        parts.append(rows.assign(asked_rung=asked))
    together = pd.concat(parts, ignore_index=True)
    silent = together["status"].isin(SILENT)
    told = together[silent].drop_duplicates(["indicator_id", "region_id"])
    valued = _against_first(together[~silent], ["indicator_id", "asked_rung"])
    return pd.concat([valued, told.assign(asked_rung=pd.NA)], ignore_index=True)


@rows_of("raw-to-per-head")
def counts_and_rung(
    chart: pd.Series,
    tables: Tables,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The printed counts beside the values on one rung, silent places once.

    Returns
    -------
    DataFrame
        As `on_each_rung`; ``asked_rung`` is empty for a count. ``slot`` is
        ``indicator.place.count`` or ``.rung``.
    """
    chosen = rung or str(chart["rung"])
    divided = chart_rows(chart, tables, rung=chosen, setting=setting, regions=regions)
    counts = chart_rows(
        chart.where(chart.index != "rung"), tables, setting=setting, regions=regions
    )
    valued = [
        rows[~rows["status"].isin(SILENT) & rows["benchmark_id"].isna()].assign(asked_rung=asked)
        for rows, asked in ((counts, ""), (divided, chosen))
    ]
    values = _against_first(pd.concat(valued, ignore_index=True), ["indicator_id", "asked_rung"])
    kind = values["asked_rung"].map({"": "count"}).fillna("rung")
    values["slot"] = values["indicator_id"] + "." + values["region_id"] + "." + kind
    told = divided[divided["status"].isin(SILENT)]
    return pd.concat([values, told.assign(asked_rung=pd.NA)], ignore_index=True)


@rows_of("specification-curve")
def each_choice(
    chart: pd.Series,
    tables: Tables,
    *,
    rung: str | None = None,
    setting: str = "base",
    regions: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The values on every rung at every setting, silent places once.

    Returns
    -------
    DataFrame
        As `on_each_rung`. ``slot`` is ``place.rung.setting`` of a value.
    """
    parts = [
        on_each_rung(chart, tables, rung=rung, setting=each, regions=regions) for each in SETTINGS
    ]
    rows = pd.concat(parts, ignore_index=True)
    silent = rows["status"].isin(SILENT)
    rows = pd.concat(
        [rows[~silent], rows[silent].drop_duplicates(["indicator_id", "region_id"])],
        ignore_index=True,
    )
    name = rows["region_id"] + "." + rows["asked_rung"] + "." + rows["setting"]
    return rows.assign(slot=name, decimals=1)


def places(tables: Tables) -> list[str]:
    """All places, by level and code, never by value; firms last."""
    known = {level: n for n, level in enumerate(LEVELS)}
    table = tables["raw/regions"]
    table = table.assign(rank=table["level"].map(known).fillna(len(known)))
    return list(table.sort_values(["rank", "gb_code", "region_id"])["region_id"])


def _against_first(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    valued = rows[["low", "high"]].where(~rows["status"].isin(WITHOUT_VALUE))
    first = rows[[*by]].join(valued).drop_duplicates(list(by)).set_index(list(by))
    ends = rows[[*by]].join(first, on=list(by))
    told = pd.Series(
        order(Interval.of(valued, stated=None), Interval.of(ends, stated=None)), rows.index
    )
    return rows.assign(order=told.where(rows.duplicated(list(by))))


def _together(ids: pd.Series) -> str:
    return ";".join(dict.fromkeys(";".join(ids).split(";")))


def _complete(rows: pd.DataFrame, tables: Tables, *added: str) -> pd.DataFrame:
    columns = [*tables["processed/indicators"].columns, "note", "benchmark_id", *added]
    return rows.reindex(columns=columns).reset_index(drop=True)
