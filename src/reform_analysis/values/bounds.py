"""Several intervals into one: sums, unions of overlapping groups, hulls and caps.

Sources: for unions whose overlap is unknown, the bounds of Boole and Fréchet; Manski (2003),
*Partial Identification of Probability Distributions*.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from reform_analysis.values.interval import Interval, _interval, _refuse, _result

NEARLY = 1e-6
"""What a product of binary fractions may be off a whole number and mean it."""


def total(interval: Interval, axis: int | None = None) -> Interval:
    """Sum of intervals that count different things of one unit.

    Parameters
    ----------
    interval : Interval
        What is added; a missing element makes its total missing.
    axis : int, optional
        Axis to add along; all elements by default.

    Raises
    ------
    ValueError
        There is nothing to add: an empty sum would read as 0.

    Examples
    --------
    >>> total(Interval([0, 10], [1, 12], [1, np.inf])).high.item()
    inf
    """
    if interval.low.size == 0:
        raise ValueError("nothing to add up: an empty sum would read as 0")
    ends = (np.sum(part, axis=axis) for part in (interval.low, interval.value, interval.high))
    return _result(*ends)


def total_by(interval: Interval, by: npt.ArrayLike) -> pd.DataFrame:
    """Sum by groups.

    Parameters
    ----------
    interval : Interval, shape (n,)
    by : array-like, shape (n,)
        Group of each element; none may be missing.

    Returns
    -------
    DataFrame
        ``low``, ``value``, ``high`` for each group, groups in sorted order.

    Examples
    --------
    >>> total_by(Interval([1, 2, 5], np.nan, [3, 4, 5]), ["a", "a", "b"])["high"].to_dict()
    {'a': 7.0, 'b': 5.0}
    """
    codes, groups = _groups(interval, by)
    # bincount adds in plain order; a compensated sum (as in groupby) need not be monotone.
    ends = (
        np.bincount(codes, weights=part, minlength=len(groups))
        for part in (interval.low, interval.value, interval.high)
    )
    return _result(*ends).frame(groups)


def union_bounds_by(interval: Interval, by: npt.ArrayLike) -> pd.DataFrame:
    """Sizes of unions of groups whose overlap is unknown: [max, sum] (Boole and Fréchet).

    Parameters
    ----------
    interval : Interval, shape (n,), low >= 0
        Size of each group, for instance the persons trained in each programme.
    by : array-like, shape (n,)
        Union that each element belongs to; none may be missing.

    Returns
    -------
    DataFrame
        ``low``, ``value``, ``high`` for each union, unions in sorted order: from the largest low
        end (all others inside that group) to the sum of the high ends (no overlap). A printed value
        only where there is but one group. Cap it at the population where that is known.

    Raises
    ------
    ValueError
        A group is smaller than 0.

    Examples
    --------
    >>> union_bounds_by(Interval.exact([7680, 8963, 5]), ["a", "a", "b"])["high"].to_dict()
    {'a': 16643.0, 'b': 5.0}
    """
    codes, groups = _groups(interval, by)
    _refuse(interval.low < 0, "a group is smaller than 0")
    low = np.zeros(len(groups))
    np.maximum.at(low, codes, interval.low)
    value, high = (
        np.bincount(codes, weights=part, minlength=len(groups))
        for part in (interval.value, interval.high)
    )
    alone = np.bincount(codes, minlength=len(groups)) == 1
    return _result(low, np.where(alone, value, np.nan), high).frame(groups)


def hull(first: Interval, *others: Interval) -> Interval:
    """Smallest interval that holds all the readings of one quantity.

    A printed value survives only if all readings state the same one.

    >>> hull(Interval(1, 2, 3), Interval(2, 2, 5)).high.item()
    5.0
    """
    low, value, high = first.low, first.value, first.high
    for other in others:
        low, high = np.minimum(low, other.low), np.maximum(high, other.high)
        value = np.where(value == other.value, value, np.nan)
    return _result(low, value, high)


def cap(interval: Interval, at: Interval | npt.ArrayLike) -> Interval:
    """Keep only what a known ceiling allows (1 for a share, the population for persons).

    Parameters
    ----------
    interval : Interval
    at : Interval or array-like
        The ceiling, in the unit of `interval`; of an interval the high end counts.

    Returns
    -------
    Interval
        High ends lowered to the ceiling; a printed value above it is no possible value any
        more and is dropped. A missing ceiling makes the result missing.

    Raises
    ------
    ValueError
        A low end is above the ceiling: the two contradict each other.

    Examples
    --------
    >>> cap(Interval(0.98, 0.98, np.inf), at=1).high.item()
    1.0
    """
    ceiling = _interval(at).high
    _refuse(interval.low > ceiling, "low is above the cap")
    value = np.where(interval.value <= ceiling, interval.value, np.nan)
    return _result(interval.low, value, np.minimum(interval.high, ceiling))


def whole(interval: Interval) -> Interval:
    """Keep the whole numbers of an interval, where people or cases are counted.

    Parameters
    ----------
    interval : Interval

    Returns
    -------
    Interval
        From the first whole number in it to the last. Where none lies in it, the two around it:
        no count of people gives what was printed, and how far off it is shows in the width. A
        value that is not whole is no possible count and is dropped.

    Examples
    --------
    近60% of 113 winners, 62.15 to 67.8 of them:

    >>> print(*whole(Interval(62.15, 67.8, 67.8)).frame().loc[0])
    63.0 nan 67.0
    """
    low, high = np.ceil(interval.low - NEARLY), np.floor(interval.high + NEARLY)
    none = low > high
    low, high = np.where(none, high, low), np.where(none, low, high)
    value = np.round(interval.value)
    near = np.abs(value - interval.value) <= NEARLY
    return _result(low, np.where(near, value, np.nan), high)


def _groups(interval: Interval, by: npt.ArrayLike) -> tuple[npt.NDArray[np.intp], pd.Index]:
    labels = pd.Index(by)
    if interval.low.shape != (len(labels),):
        raise ValueError(f"{interval.low.size} intervals but {len(labels)} group labels")
    _refuse(np.asarray(labels.isna()), "the group is missing")
    codes, groups = pd.factorize(labels, sort=True)
    return codes, pd.Index(groups)
