"""Rows that are worked out from values: ratios of two places, rates over assumed lengths."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reform_analysis.charts.registry import rows_of
from reform_analysis.charts.rows.choose import (
    AS_REGISTERED,
    SHARED,
    WITHOUT_VALUE,
    Choice,
    chart_rows,
)
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.charts.rows.provenance import LENGTHS
from reform_analysis.charts.rows.special import completed, together
from reform_analysis.tables.naming import split_list
from reform_analysis.values.compare import PAIR
from reform_analysis.values.comparisons import ORDERED
from reform_analysis.values.per_head import per_head, rates_by_length

Tables = Mapping[str, pd.DataFrame]


@rows_of("order-by-population")
def ratios_of_pairs(
    chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED
) -> pd.DataFrame:
    """How many times as much one place has as another, on every population.

    Only pairs that are graded A, B or C on some population; where one of them lacks a population
    there is a gap. What a report counts itself is left out unless asked for.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`, ``asked_per`` and ``other_id``, the place by whose value that of
        ``place_id`` is divided; ``order`` of the two, as ``processed/comparisons`` has it.

    Raises
    ------
    PublishError
        Of the places chosen no two are so alike.
    """
    pairs = tables["processed/comparisons"].fillna({"first_variant": "", "second_variant": ""})
    told = pairs["indicator_id"].isin(split_list(chart["indicator_ids"]))
    told &= pairs["per"].isin(SHARED if choice.per is None else [choice.per])
    told &= pairs["reading"].eq(choice.reading)
    wanted = ("", *split_list(chart["variants"]))
    for end in ("first", "second"):
        told &= pairs[f"{end}_variant"].isin(wanted)
        told &= pairs[end].isin(pairs[end] if choice.places is None else choice.places)
    pairs = pairs[told]
    values = tables["processed/indicators"].fillna({"variant": ""})
    for end in ("first", "second"):
        keys = ["indicator_id", "place_id", "variant", "per", "reading"]
        own = values[[*keys, "value", "claim_ids", "denominator_id", "notes"]]
        own = own.rename(columns={"place_id": end, "variant": f"{end}_variant"})
        renamed = [*keys[:1], end, f"{end}_variant", *keys[3:]]
        pairs = pairs.merge(own, "left", renamed, suffixes=("", "_2"))
    pairs["asked_per"] = pairs["per"]
    known = pairs["grade"].isin(ORDERED)
    alike = known.groupby([pairs[column] for column in PAIR]).transform("any")
    rank = {name: n for n, name in enumerate(SHARED)}
    rows = pairs.assign(
        variant=pairs["first_variant"],
        low=pairs["ratio_low"],
        value=pairs["value"] / pairs["value_2"],
        high=pairs["ratio_high"],
        unit="倍",
        status=known.map({True: "derived", False: "no_denominator"}),
        **{c: _both(pairs, c).where(known) for c in ("claim_ids", "denominator_id", "notes")},
        rank=pairs["per"].map(rank),
    )[alike]
    if rows.empty and choice.places is not None:
        raise PublishError(
            f"chart {chart['chart_id']!r}: it holds one place against another, and no two of "
            f"{', '.join(choice.places)} are graded A, B or C on a population; choose other places"
        )
    rows = rows.rename(columns={"first": "place_id", "second": "other_id"})
    rows["value"] = rows["value"].where(rows["low"].notna())
    rows = rows.sort_values(["indicator_id", "place_id", "other_id", "rank"], kind="stable")
    return completed(rows, tables, "asked_per", "other_id", "order")


@rows_of("implied-new-members")
def each_length(chart: pd.Series, tables: Tables, choice: Choice = AS_REGISTERED) -> pd.DataFrame:
    """The values a year for each length in whole years that the words of the period allow.

    Returns
    -------
    DataFrame
        Columns of `chart_rows`; ``variant`` names the length, `LENGTHS` at most.
    """
    rows = chart_rows(chart, tables, choice)
    valued = ~rows["status"].isin(WITHOUT_VALUE) & rows["benchmark_id"].isna()
    if not valued.any():
        return rows
    counts = tables["processed/indicators"]
    counts = counts[counts["indicator_id"].isin(split_list(chart["indicator_ids"]))]
    counts = counts[counts["reading"].eq(choice.reading) & counts["unit"].eq("人")]
    counts = counts[counts["place_id"].isin(rows.loc[valued, "place_id"])]
    widest = tables["read/wide"].set_index("claim_id")[
        ["years_low", "years_high", "reference_date"]
    ]
    told = counts.assign(claim_id=counts["claim_ids"].str.partition(";")[0]).join(
        widest, on="claim_id"
    )
    yearly = rates_by_length(told, list(LENGTHS.values())).merge(
        told.drop(columns=["low", "value", "high", "unit"]), on=["claim_id", "place_id"]
    )
    yearly = yearly[yearly["years"].between(yearly["years_low"], yearly["years_high"])]
    asked = choice.per or str(chart["per"])
    register = tables["codebook/registers/indicators"].set_index("indicator_id")
    scale = yearly["indicator_id"].map(register["scale"]).astype(int)
    divided = per_head(yearly, tables["raw/denominators"], asked, scale, choice.reading)
    divided = divided[divided["low"].notna()].sort_values("years", kind="stable")
    divided = divided.assign(variant=divided["years"].map({n: name for name, n in LENGTHS.items()}))
    together = pd.concat([divided.assign(asked_per=asked), rows[~valued]], ignore_index=True)
    return together.reindex(columns=rows.columns)


def _both(pairs: pd.DataFrame, column: str) -> pd.Series:
    """Ids of the first and the second value of each pair, each once."""
    ends = (pairs[column], pairs[f"{column}_2"])
    told = [together(filter(pd.notna, both)) or None for both in zip(*ends, strict=True)]
    return pd.Series(told, pairs.index, dtype=object)
