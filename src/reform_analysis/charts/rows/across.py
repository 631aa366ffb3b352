"""Rows of charts across regions: the ranks that places can have, and where the sample has places.

Each function has the parameters of `rows.chart_rows` and gives rows with its columns; it is
registered under the id of its chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from reform_analysis.charts.registry import rows_of
from reform_analysis.charts.rows.choose import AS_REGISTERED, Choice, chart_rows
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.charts.rows.special import completed, together
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.tiers import OPENING

Tables = Mapping[str, pd.DataFrame]

RANKED_LEVEL = "province"
"""Level of the places that the chart ranks; a rank set never mixes levels."""


@rows_of("rank-sets")
def ranks_of_provinces(
    chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED
) -> pd.DataFrame:
    """The values of provinces that may be ranked, with the ranks that they can have.

    Ranks are those among all that may be ranked, whichever are drawn, and at every reading.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`, and ``best``, ``worst`` and ``ranked`` of ``processed/ranks``; a
        row a place and reading.

    Raises
    ------
    PublishError
        None of the places chosen may be ranked.
    """
    ranks = tables["processed/ranks"].fillna({"variant": ""})
    level = tables["raw/places"].set_index("place_id")["level"]
    own = ranks["tier"].eq(OPENING) & ranks["place_id"].map(level).eq(RANKED_LEVEL)
    ranks = ranks[own].drop(columns="tier")
    keys = ["indicator_id", "place_id", "variant", "per", "reading"]
    parts = [chart_rows(chart, tables, replace(choice, reading=each)) for each in READINGS]
    rows = pd.concat(parts, ignore_index=True).merge(ranks, "inner", keys)
    if rows.empty and choice.places is not None:
        raise PublishError(
            f"chart {chart['chart_id']!r}: none of {', '.join(choice.places)} can stand in a "
            "ranking of provinces whose every pair is of grade A or B; choose other places"
        )
    return completed(rows, tables, "asked_per", "best", "worst", "ranked")


@rows_of("sample-map")
def places_of_sample(
    chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED
) -> pd.DataFrame:
    """A row a place of the wider sample, with the number of indicators that it has a value of.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`, and ``indicators`` [number above 0], the same as ``value``.
    """
    values = tables["processed/indicators"]
    values = values[values["tier"].eq(OPENING) & values["reading"].eq(choice.reading)]
    found = (
        choice.of(values.dropna(subset="low"))
        .groupby("place_id")
        .agg(indicators=("indicator_id", "nunique"), claim_ids=("claim_ids", together))
    )
    ends = {end: found["indicators"].astype(float) for end in ("low", "value", "high")}
    told = {
        "unit": "项",
        "status": "derived",
        "reading": choice.reading,
        "tier": OPENING,
        "variant": "",
    }
    rows = found.assign(**ends, **told).reset_index()
    return completed(rows, tables, "indicators")
