"""The common shapes of indicators, so that each one is only its own idea.

Claims go in (`claims`, `labelled`, `sums`), rows of one column order come out (`tidy`):
printed values (`rows`), flows with their annual rates (`flows`), stocks (`stocks`), shares of
people (`shares`), and claims combined with claims of the same place (`combine`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from reform_analysis.bounds import cap, total
from reform_analysis.cleaning import distinct_claims
from reform_analysis.interval import Interval
from reform_analysis.normalise import join_notes, per_head, per_year

COLUMNS = [
    "variant",
    "region_id",
    "low",
    "stated",
    "high",
    "unit",
    "status",
    "period_start",
    "period_end",
    "denominator_id",
    "rung",
    "figure_ids",
    "note",
]

# One type for all text, also where a column is empty: concatenating then keeps it.
TEXT = dict.fromkeys(
    ["variant", "region_id", "unit", "status", "denominator_id", "rung", "figure_ids", "note"],
    "string",
)


def claims(figures: pd.DataFrame, *concept_ids: str) -> pd.DataFrame:
    """Distinct claims of the given concepts, index reset.

    A claim that a report prints twice counts once. Unknown concept ids give no rows.
    """
    wanted = figures["concept_id"].isin(concept_ids)
    return distinct_claims(figures[wanted]).reset_index(drop=True)


def labelled(figures: pd.DataFrame, variants: Mapping[str, str]) -> pd.DataFrame:
    """Distinct claims of several concepts, each under its own ``variant``."""
    found = claims(figures, *variants)
    return found.assign(variant=found["concept_id"].map(dict(variants)).astype("string"))


def sums(found: pd.DataFrame, variant: str, note: str) -> pd.DataFrame:
    """Add up claims of one place, unit and period that count different things.

    Gives claims again, ``figure_id`` holding all ids; a place with one claim only gives none.
    """
    same = ["region_id", "unit", "period_kind", "period_start", "period_end"]
    made = [
        group.head(1).assign(
            **total(Interval.of(group)).frame(group.index[:1]), figure_id=together(group)
        )
        for _, group in found.groupby(same, dropna=False, sort=False)
        if len(group) > 1
    ]
    return pd.concat([found.iloc[:0], *made], ignore_index=True).assign(variant=variant, note=note)


def together(found: pd.DataFrame) -> str:
    """Ids of several claims in one cell."""
    return ";".join(found["figure_id"])


def rows(
    source: pd.DataFrame,
    values: Interval | None = None,
    *,
    status: str | pd.Series,
    unit: str | pd.Series | None = None,
    variant: str | None = None,
) -> pd.DataFrame:
    """Shape claims, or values computed row by row from them, as indicator rows.

    ``variant`` is the claims' own where none is given. ``reference_date`` is kept beside
    ``COLUMNS`` because the year-end denominator needs it.
    """
    values = Interval.of(source) if values is None else values
    own = source.get("variant", "")
    shaped = source[["region_id", "unit", "period_start", "period_end", "reference_date", "note"]]
    return shaped.assign(
        variant=own if variant is None else variant,
        **values.frame(source.index),
        unit=source["unit"] if unit is None else unit,
        status=status,
        denominator_id=pd.NA,
        rung=pd.NA,
        figure_ids=source["figure_id"],
    )


def tidy(*tables: pd.DataFrame) -> pd.DataFrame:
    """Stack indicator rows in the common column order; rows without values are kept."""
    return pd.concat([table[COLUMNS].astype(TEXT) for table in tables], ignore_index=True)


def flows(
    found: pd.DataFrame, denominators: pd.DataFrame | None, rung: str | None, per: int = 1
) -> pd.DataFrame:
    """Counts as printed and per year (no rung), or per year and head (one rung).

    A count that the text gives for each year is a rate as printed, and no bare count. A flow
    whose text gives no period keeps its count; its rate is missing and the note says why.
    """
    printed_yearly = found["period_kind"].eq("yearly")
    added_up = found["figure_id"].str.contains(";")
    counted = pd.Series("reported", found.index).mask(added_up, "derived")
    rated = counted.where(printed_yearly, "derived")
    yearly = rows(found, per_year(found), status=rated, unit=found["unit"] + "/年")
    refused = pd.Series("no rate: the text gives no period", found.index, dtype="string")
    yearly["note"] = join_notes(found["note"], refused.where(found["years_low"].isna()))
    if rung is None:
        return tidy(rows(found, status=counted)[~printed_yearly], yearly)
    return tidy(per_head(yearly.assign(status="derived"), denominators, rung, per))


def stocks(
    found: pd.DataFrame, denominators: pd.DataFrame | None, rung: str | None, per: int = 1
) -> pd.DataFrame:
    """Stocks as printed (no rung), or per head (one rung); never annualised."""
    if rung is None:
        return tidy(rows(found, status="reported"))
    return tidy(per_head(rows(found, status="derived"), denominators, rung, per))


def shares(values: pd.DataFrame, denominators: pd.DataFrame | None, rung: str) -> pd.DataFrame:
    """Indicator rows of people as a fraction of the people on one rung, capped at 1."""
    share = per_head(values, denominators, rung)
    capped = cap(Interval.of(share), 1).frame(share.index)
    return tidy(share.assign(**capped, unit="fraction"))


def combine(
    first: pd.DataFrame,
    second: pd.DataFrame,
    operation: Callable[[Interval, Interval], Interval],
    *,
    unit: str | None = None,
    variant: str | None = None,
) -> pd.DataFrame:
    """Compute row by row from two claims about the same place, derived.

    Every claim of `first` meets every claim of `second` about its place; a place that has only
    one of the two gives no row. Period and note are those of `first`; ``variant`` is that of
    whichever has one; the unit is first/second where none is given.
    """
    both = first.merge(second, on="region_id", suffixes=("", "_second"), how="inner")
    values = operation(
        Interval.of(both), Interval.of(both, "low_second", "stated_second", "high_second")
    )
    unit_of = both["unit"] + "/" + both["unit_second"] if unit is None else unit
    made = rows(both, values, status="derived", unit=unit_of, variant=variant)
    return made.assign(figure_ids=both["figure_id"] + ";" + both["figure_id_second"])
