"""Compare places: order only what does not overlap, and say how far two values are alike.

Intervals that meet are not ordered. `order` holds two sets of values against each other,
`rank_sets` gives the ranks that each place can have, `order_by_population` and `order_by_reading`
show whether an order survives another denominator or another reading of the hedges.
`reform_analysis.values.comparisons` grades the pairs first.

Sources: Manski (2003) on intervals as what is known; Goldstein and Spiegelhalter (1996) on the
limits of league tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reform_analysis.reading.hedges import READINGS
from reform_analysis.values.interval import Interval
from reform_analysis.values.populations import POPULATIONS

GROUP = ("indicator_id", "per", "reading", "unit")


def order(first: Interval, second: Interval) -> pd.api.extensions.ExtensionArray:
    """Say which of two reported values is the higher one, if that is known.

    Parameters
    ----------
    first, second : Interval, shape (n,)
        In the same unit.

    Returns
    -------
    string array, shape (n,)
        ``above`` (all of the first lies above all of the second), ``below``, or ``not_ordered``
        (the intervals meet, be it in one point). Missing where either value is missing.

    Examples
    --------
    集体合同 on residents (9.0-10.6 % against 6.7-6.8 %) and on the reports' own counts
    (30-38.9 % against 35.0-35.3 %):

    >>> order(
    ...     Interval([9.0, 30.0], np.nan, [10.6, 38.9]), Interval([6.7, 35.0], np.nan, [6.8, 35.3])
    ... ).tolist()
    ['above', 'not_ordered']
    """
    low, high = np.atleast_1d(first.low), np.atleast_1d(first.high)
    other_low, other_high = np.atleast_1d(second.low), np.atleast_1d(second.high)
    names = np.where(low > other_high, "above", np.where(high < other_low, "below", "not_ordered"))
    known = ~np.isnan(low) & ~np.isnan(other_low)
    return pd.Series(names, dtype="string").where(known).array


def rank_sets(indicators: pd.DataFrame, by: Sequence[str] = GROUP) -> pd.DataFrame:
    """The ranks that each value can have among the values of its group.

    Parameters
    ----------
    indicators : DataFrame
        Rows with ``place_id``, ``low``, ``high`` and the columns of `by`
        (``processed/indicators``), one row a place and group.
    by : sequence of str
        What values must share to be ranked together; missing is a value of its own.

    Returns
    -------
    DataFrame
        The same rows with ``best`` and ``worst`` [rank, 1 is the highest] and ``ranked``
        [values in the group]. A missing value has no rank and is not counted.

    Raises
    ------
    ValueError
        A place stands in a group twice: one variant has to be chosen first.

    Notes
    -----
    ``[1 + #{low_j > high_i}, n - #{high_j < low_i}]``. The set holds every rank that the value
    has for some points of the intervals. It is no statement on chance.

    Examples
    --------
    >>> values = pd.DataFrame(
    ...     {
    ...         "place_id": ["huaibei", "jiangdu", "jingjiang"],
    ...         "low": [10.256, 10.333, 4.458],
    ...         "high": [10.340, 10.357, 4.471],
    ...     }
    ... )
    >>> rank_sets(values, by=())[["best", "worst"]].values.tolist()
    [[1, 2], [1, 2], [3, 3]]
    """
    groups = pd.Series(0, indicators.index)
    if by:
        groups = indicators.groupby(list(by), dropna=False).ngroup()
    if (twice := indicators.assign(group=groups).duplicated(["group", "place_id"])).any():
        places = ", ".join(sorted(indicators.loc[twice, "place_id"].unique()))
        raise ValueError(f"{places} has several values in one group; choose a variant first")
    ranked = indicators.assign(best=pd.NA, worst=pd.NA, ranked=0)
    for _, own in indicators.groupby(groups):
        low, high = (own[end].to_numpy(dtype=float, na_value=np.nan) for end in ("low", "high"))
        known, known_low = own.index[~np.isnan(low)], ~np.isnan(low)
        surely_above = (low[None, :] > high[:, None]).sum(axis=1)
        surely_below = (high[None, :] < low[:, None]).sum(axis=1)
        ranked.loc[own.index, "ranked"] = len(known)
        ranked.loc[known, "best"] = (1 + surely_above)[known_low]
        ranked.loc[known, "worst"] = (len(known) - surely_below)[known_low]
    return ranked.astype({"best": "Int64", "worst": "Int64"})


def order_by_population(indicators: pd.DataFrame) -> pd.DataFrame:
    """The order of each two places on every population of denominators.

    Parameters
    ----------
    indicators : DataFrame
        ``processed/indicators``; values without a population are left aside.

    Returns
    -------
    DataFrame
        One row an indicator, pair of values, reading and population: ``indicator_id``, ``first``,
        ``first_variant``, ``second``, ``second_variant`` (places by id, so ``first`` <
        ``second``), ``unit_kind`` (the unit without its people), ``reading``, ``per``,
        ``order`` (missing where a place lacks the population) and ``verdict`` on the pair:
        ``holds`` (the same order on all populations that both have), ``weakens`` (on some not
        ordered), ``turns`` (both orders occur), ``never_ordered``, ``too_few`` (nothing to hold
        against).

    Notes
    -----
    Only values of one unit are paired. Two variants of one indicator are paired too, for an
    order may be asked of them; `comparisons.comparable_pairs` says whether it should be.

    Examples
    --------
    Coverage of collective contracts turns with the denominator:

    >>> from reform_analysis import load
    >>> values = load("processed/indicators").query(
    ...     "indicator_id == 'contract-coverage' and reading == 'central'"
    ... )
    >>> orders = order_by_population(values).set_index("per")["order"]
    >>> orders["census_residents"], orders["employed"], orders["secondary_employed"]
    ('below', 'not_ordered', 'above')
    >>> order_by_population(values)["verdict"].unique().tolist()
    ['turns']
    """
    return _order_over(indicators[indicators["per"].notna()], "per", "reading", POPULATIONS)


def order_by_reading(indicators: pd.DataFrame) -> pd.DataFrame:
    """The order of each two places at the narrow, the central and the wide reading of hedges.

    Parameters
    ----------
    indicators : DataFrame
        ``processed/indicators`` at several readings.

    Returns
    -------
    DataFrame
        As `order_by_population`, one row a reading; values without a population are compared as
        counts.

    Examples
    --------
    >>> from reform_analysis import load
    >>> values = load("processed/indicators").query(
    ...     "indicator_id == 'contract-coverage' and per == 'census_15plus'"
    ... )
    >>> order_by_reading(values)[["reading", "order"]].values.tolist()
    [['narrow', 'below'], ['central', 'below'], ['wide', 'below']]
    """
    return _order_over(indicators, "reading", "per", READINGS)


PAIR = ["indicator_id", "first", "first_variant", "second", "second_variant"]
"""What names a pair of values."""


def _order_over(
    indicators: pd.DataFrame, over: str, fixed: str, ladder: Sequence[str]
) -> pd.DataFrame:
    values = indicators.assign(
        unit_kind=indicators["unit"].str.partition(" per ")[0],
        variant=indicators["variant"].fillna("").astype("string"),
        per=indicators["per"].fillna("").astype("string"),
    )
    shared = ["indicator_id", "unit_kind"]
    own = [*shared, "place_id", "variant", fixed, over]
    ends = values[[*own, "low", "high"]]
    things = values[[*shared, "place_id", "variant", fixed]].drop_duplicates()
    pairs = pair_up(things, [*shared, fixed])
    steps = values[["indicator_id", fixed, over]].drop_duplicates()
    steps = steps.sort_values(over, key=lambda names: names.map(ladder.index))
    pairs = pairs.merge(steps, on=["indicator_id", fixed], how="inner")
    for place, name in (("first", "one"), ("second", "other")):
        renamed = {"place_id": place, "variant": f"{place}_variant"}
        renamed |= {end: f"{end}_{name}" for end in ("low", "high")}
        pairs = pairs.merge(ends.rename(columns=renamed), how="left")
    pairs["order"] = order(
        Interval.of(pairs, "low_one", None, "high_one"),
        Interval.of(pairs, "low_other", None, "high_other"),
    )
    shared = [*PAIR, "unit_kind", fixed]
    verdicts = pairs.groupby(shared, sort=False)["order"].transform(_verdict)
    columns = [*PAIR, "unit_kind", fixed, over, "order"]
    return pairs[columns].assign(verdict=verdicts.astype("string"))


def _verdict(orders: pd.Series) -> str:
    known = orders.dropna()
    kinds = set(known)
    if len(known) < 2:
        return "too_few"
    if {"above", "below"} <= kinds:
        return "turns"
    if kinds == {"not_ordered"}:
        return "never_ordered"
    return "weakens" if "not_ordered" in kinds else "holds"


def pair_up(values: pd.DataFrame, shared: Sequence[str]) -> pd.DataFrame:
    """Every two rows of different places that share some columns, each pair once."""
    pairs = values.merge(values, on=list(shared), suffixes=("_1", "_2"))
    pairs = pairs[pairs["place_id_1"] < pairs["place_id_2"]]
    names = {"place_id_1": "first", "place_id_2": "second"}
    names |= {"variant_1": "first_variant", "variant_2": "second_variant"}
    return pairs.rename(columns=names).reset_index(drop=True)
