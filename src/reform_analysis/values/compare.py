"""Compare places: order only what does not overlap, and say how far two values are alike.

Intervals that meet are not ordered. `order` holds two sets of values against each other,
`rank_sets` gives the ranks that each place can have. `reform_analysis.values.comparisons` grades
the pairs first; `reform_analysis.values.sensitivity` shows whether an order survives another
denominator or another reading of the hedges.

Sources: Manski (2003) on intervals as what is known; Goldstein and Spiegelhalter (1996) on the
limits of league tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reform_analysis.values.interval import Interval

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

    >>> jingjiang = Interval([9.0, 30.0], np.nan, [10.6, 38.9])
    >>> order(jingjiang, Interval([6.7, 35.0], np.nan, [6.8, 35.3])).tolist()
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
    >>> values = pd.DataFrame({"low": [10.256, 10.333, 4.458], "high": [10.340, 10.357, 4.471]})
    >>> values["place_id"] = ["huaibei", "jiangdu", "jingjiang"]
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


PAIR = ["indicator_id", "first", "first_variant", "second", "second_variant"]
"""What names a pair of values."""


def pair_up(values: pd.DataFrame, shared: Sequence[str]) -> pd.DataFrame:
    """Every two rows of different places that share some columns, each pair once."""
    pairs = values.merge(values, on=list(shared), suffixes=("_1", "_2"))
    pairs = pairs[pairs["place_id_1"] < pairs["place_id_2"]]
    names = {"place_id_1": "first", "place_id_2": "second"}
    names |= {"variant_1": "first_variant", "variant_2": "second_variant"}
    return pairs.rename(columns=names).reset_index(drop=True)
