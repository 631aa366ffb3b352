"""The common shapes of indicators, so that each one is only its own idea.

Claims go in, rows of one column order come out: printed values (`rows`), flows with their annual
rates (`flows`), claims added up (`sums`), and claims combined with claims of the same place
(`combine`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from reform_analysis.values.bounds import total_by, whole
from reform_analysis.values.distinct import of_distinct
from reform_analysis.values.interval import Interval
from reform_analysis.values.per_head import join_notes, per_year

OWN = ("place_id", "unit", "period_start", "period_end", "reference_date", "notes", "variant")
"""What a value keeps of the claim that it comes from."""


SAME_PERIOD = ("period_start", "period_end")
"""What two counts share that one page gives for one time; it may give others for others."""


WHOLE = ("人", "件")
"""Units of which there are no fractions."""


def sums(found: pd.DataFrame, variant: str, note: str) -> pd.DataFrame:
    """Add up claims of one place, unit and period that count different things.

    Gives claims again, ``claim_id`` holding all ids and ``notes`` the id of a note; a place
    with one claim only gives none.
    """
    same = ["place_id", "unit", "period_kind", "period_start", "period_end"]
    several, group = groups_of_several(found, same)
    made = firsts(several, group)
    added = total_by(Interval.of(several), group).set_axis(made.index)
    return made.assign(**added, variant=variant, notes=note)


def groups_of_several(
    found: pd.DataFrame, same: Sequence[str]
) -> tuple[pd.DataFrame, npt.NDArray[np.intp]]:
    """Claims that share some cells with others, and which they share them with.

    The groups are counted from 0 as they are met; a missing cell is the same as another.
    """
    codes = found.groupby([*same], dropna=False, sort=False).ngroup().to_numpy()
    several = np.bincount(codes)[codes] > 1 if len(codes) else np.zeros(0, dtype=bool)
    return found[several], pd.factorize(codes[several])[0]


def firsts(several: pd.DataFrame, group: npt.NDArray[np.intp]) -> pd.DataFrame:
    """The first claim of each group, ``claim_id`` holding the ids of all."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    ids = np.split(several["claim_id"].to_numpy()[order], starts)[1:]
    made = several.iloc[order[starts]].reset_index(drop=True)
    return made.assign(claim_id=pd.Series([";".join(part) for part in ids], dtype="string"))


def rows(
    source: pd.DataFrame,
    values: Interval | None = None,
    *,
    status: str | pd.Series = "reported",
    unit: str | pd.Series | None = None,
    variant: str | None = None,
) -> pd.DataFrame:
    """Shape claims, or values computed row by row from them, as indicator rows.

    Unit and ``variant`` are the claims' own where none is given.
    """
    values = Interval.of(source) if values is None else values
    return source[[*OWN]].assign(
        variant=source["variant"] if variant is None else variant,
        **values.frame(source.index),
        unit=source["unit"] if unit is None else unit,
        status=status,
        claim_ids=source["claim_id"],
    )


def stacked(*tables: pd.DataFrame) -> pd.DataFrame:
    """Indicator rows below one another; rows without values are kept."""
    return pd.concat(tables, ignore_index=True)


def flows(found: pd.DataFrame) -> pd.DataFrame:
    """Counts as printed and per year.

    A count that the text gives for each year is a rate as printed, and no bare count; derived where
    the text can be read otherwise too. A flow
    whose text gives no period keeps its count; its rate is missing, with a note.
    """
    printed_yearly = found["period_kind"].eq("yearly")
    only_yearly = printed_yearly & found["years_high"].eq(1) & found["years_low"].eq(1)
    added_up = found["claim_id"].str.contains(";")
    counted = pd.Series("reported", found.index).mask(added_up, "derived")
    rated = counted.where(only_yearly, "derived")
    yearly = rows(
        found, per_year(found), status=rated, unit=of_distinct("{}/年".format, found["unit"])
    )
    refused = pd.Series("no-rate-without-period", found.index, dtype="string")
    yearly["notes"] = join_notes(found["notes"], refused.where(found["years_low"].isna()))
    return stacked(rows(found, status=counted)[~printed_yearly], yearly)


def combine(
    first: pd.DataFrame,
    second: pd.DataFrame,
    operation: Callable[[Interval, Interval], Interval],
    *,
    unit: str | None = None,
    variant: str | None = None,
    alike: Sequence[str] = (),
) -> pd.DataFrame:
    """Compute row by row from two claims about the same place, derived.

    Every claim of `first` meets every claim of `second` about its place, and with equal cells in
    the columns of `alike`; a place that has only
    one of the two gives no row. The period is that of `first`, the ``variant`` that of `first`
    or else of `second`; the unit is first/second where none is given. A count of people or
    cases (`WHOLE`) is whole, and a share without an upper end ends at the whole.
    """
    both = first.merge(second, on=["place_id", *alike], suffixes=("", "_second"), how="inner")
    both = both.assign(
        variant=both["variant"].mask(both["variant"].eq(""), both["variant_second"]),
        notes=join_notes(both["notes"], both["notes_second"]),
    )
    values = operation(
        Interval.of(both), Interval.of(both, "low_second", "value_second", "high_second")
    )
    if unit in WHOLE:
        values = whole(values)
    if unit == "fraction":  # open is the whole; what is printed above it stays a fault to report
        ends = np.where(np.isinf(values.high), np.maximum(values.low, 1), values.high)
        values = Interval(values.low, values.value, ends)
    unit_of = (
        of_distinct("{}/{}".format, both["unit"], both["unit_second"]) if unit is None else unit
    )
    made = rows(both, values, status="derived", unit=unit_of, variant=variant)
    return made.assign(claim_ids=both["claim_id"] + ";" + both["claim_id_second"])
