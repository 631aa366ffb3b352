"""Arithmetic on reported intervals that never loses a bound.

A hedged number is a set of possible values with a low end, a high end and, where the text
names one, a printed value. All three travel together through sums, products, quotients and
rates. Four conventions hold everywhere:

* An open end is ``inf``. It stands for a finite value that nobody knows, so ``0 * inf`` is 0,
  ``x / inf`` reaches 0, and a low end of ``+inf`` is refused.
* Missing is ``NaN`` in all three and makes every result that it enters missing.
* ``value`` is computed from stated values alone; it is ``NaN`` where one of them is.
* Rounding is covered because floating-point operations are monotone: computed from members
  of the intervals in the same way, no result falls outside the computed bounds.

The operands of one operation are taken to vary freely: ``a - a`` is not 0. Cancel what two
terms share (the window of two rates, say) before computing.

Source: Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*. Sums, unions and
caps are in `bounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_LARGEST = np.finfo(np.float64).max


@dataclass(frozen=True, eq=False, init=False)
class Interval:
    """Sets of possible values, one an element.

    Parameters
    ----------
    low, value, high : array-like of float, any one shape or scalars
        Ends and printed value, in one unit; scalars are broadcast. ``low`` may be ``-inf``,
        ``high`` may be ``inf``, ``value`` is finite or ``NaN``. The arrays are copied.

    Raises
    ------
    ValueError
        An end is missing while the other is not, ``low > high``, ``value`` lies outside or
        without ends, or an end is open on the wrong side. The positions are named.

    Examples
    --------
    "近400名" over two to five years:

    >>> members = Interval(360, np.nan, 400)
    >>> (members / Interval(2, np.nan, 5)).frame()
        low  value   high
    0  72.0     NaN  200.0
    """

    low: Array
    value: Array
    high: Array

    # An array or NumPy number on the left hands the operation over to the methods below.
    __array_ufunc__ = None

    def __init__(self, low: npt.ArrayLike, value: npt.ArrayLike, high: npt.ArrayLike) -> None:
        given = [np.asarray(part, dtype=np.float64) for part in (low, value, high)]
        for name, part in zip(("low", "value", "high"), np.broadcast_arrays(*given), strict=True):
            # One memory layout for all three: sums then add in the same order, which is what
            # keeps the stated total between the totals of the ends.
            own = np.array(part, order="C")
            own.flags.writeable = False
            object.__setattr__(self, name, own)
        no_low, no_high = np.isnan(self.low), np.isnan(self.high)
        _refuse(no_low != no_high, "one end is missing; an open end is written inf")
        _refuse(self.low > self.high, "low is above high")
        _refuse(
            np.isposinf(self.low) | np.isneginf(self.high),
            "low is +inf or high is -inf; an open end is a low of -inf or a high of inf",
        )
        inside = np.isfinite(self.value) & (self.low <= self.value) & (self.value <= self.high)
        _refuse(~np.isnan(self.value) & ~inside, "value is not a number within [low, high]")

    @classmethod
    def exact(cls, values: npt.ArrayLike) -> Interval:
        """Known values as intervals without width.

        >>> Interval.exact([13]).high.tolist()
        [13.0]
        """
        return cls(values, values, values)

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        low: str = "low",
        value: str | None = "value",
        high: str = "high",
    ) -> Interval:
        """Take the intervals from three columns of a table.

        Parameters
        ----------
        frame : DataFrame
            Table with number columns; ``NA`` is missing.
        low, value, high : str
            Names of the columns; ``value=None`` says that there is no printed value.

        >>> Interval.of(pd.DataFrame({"low": [1], "value": [None], "high": [2]})).high.tolist()
        [2.0]
        """

        def column(name: str) -> Array:
            return np.asarray(frame[name].to_numpy(dtype=np.float64, na_value=np.nan))

        return cls(column(low), np.nan if value is None else column(value), column(high))

    def frame(self, index: Sequence[object] | pd.Index | None = None) -> pd.DataFrame:
        """Give the intervals back as columns ``low``, ``value``, ``high``.

        >>> list(Interval(1, 2, 3).frame(["jingjiang"]).loc["jingjiang"])
        [1.0, 2.0, 3.0]
        """
        parts = {"low": self.low, "value": self.value, "high": self.high}
        return pd.DataFrame({k: np.atleast_1d(v) for k, v in parts.items()}, index=index)

    def __add__(self, other: Interval | npt.ArrayLike) -> Interval:
        """Sum of two quantities, [low + low, high + high]."""
        b = _interval(other)
        with np.errstate(all="ignore"):
            return _result(self.low + b.low, self.value + b.value, self.high + b.high)

    def __sub__(self, other: Interval | npt.ArrayLike) -> Interval:
        """Difference of two independent quantities, [low - HIGH, high - LOW]."""
        b = _interval(other)
        with np.errstate(all="ignore"):
            return _result(self.low - b.high, self.value - b.value, self.high - b.low)

    def __mul__(self, other: Interval | npt.ArrayLike) -> Interval:
        """Product, or a multiple if ``other`` is a number."""
        b = _interval(other)
        with np.errstate(all="ignore"):
            low, high = _corners(_product, self, b)
            return _result(low, self.value * b.value, high)

    def __truediv__(self, other: Interval | npt.ArrayLike) -> Interval:
        """Quotient; of positive quantities [low / HIGH, high / LOW].

        Raises
        ------
        ValueError
            The denominator contains 0. Where it only touches 0 from above and the numerator
            is not negative, the high end is ``inf`` instead.
        """
        b = _interval(other)
        touches = (b.low == 0) & (b.high > 0) & (self.low >= 0)
        _refuse(
            (b.low <= 0) & (b.high >= 0) & ~touches & ~np.isnan(self.low),
            "the denominator contains 0",
        )
        with np.errstate(all="ignore"):
            low, high = _corners(_quotient, self, b)
            low = np.where(touches, _quotient(self.low, b.high), low)
            return _result(low, self.value / b.value, np.where(touches, np.inf, high))

    def __radd__(self, other: npt.ArrayLike) -> Interval:
        return _interval(other) + self

    def __rsub__(self, other: npt.ArrayLike) -> Interval:
        return _interval(other) - self

    def __rmul__(self, other: npt.ArrayLike) -> Interval:
        return _interval(other) * self

    def __rtruediv__(self, other: npt.ArrayLike) -> Interval:
        return _interval(other) / self


def above(first: Interval, second: Interval) -> Bools:
    """Whether all of `first` lies above all of `second`; false where one is missing.

    >>> above(Interval.exact([3, 2]), Interval(1, 1, 2)).tolist()
    [True, False]
    """
    return np.asarray(first.low > second.high)


def overlaps(first: Interval, second: Interval) -> Bools:
    """Whether the two have a value in common, so that no order follows.

    False where one is missing: there, neither `above` nor `overlaps` holds.

    >>> overlaps(Interval.exact([3, 2]), Interval(1, 1, 2)).tolist()
    [False, True]
    """
    return np.asarray((first.low <= second.high) & (second.low <= first.high))


def annual_rate(
    interval: Interval, years_low: npt.ArrayLike, years_high: npt.ArrayLike
) -> Interval:
    """Count a year, from a count over a period whose length is an interval.

    Parameters
    ----------
    interval : Interval, low >= 0
        Counts over the whole period.
    years_low, years_high : array-like
        Bounds of the period's length [years]; both ``NaN`` where it is not known.

    Returns
    -------
    Interval
        ``[low / years_high, high / years_low]`` [count per year]. A stated rate only where
        the length is known exactly; missing where the length is. A length that may be 0
        leaves the high end open.

    Examples
    --------
    >>> print(*annual_rate(Interval(100, 100, 200), 2, 2).frame().loc[0])
    50.0 50.0 100.0
    """
    low, high = np.asarray(years_low, dtype=float), np.asarray(years_high, dtype=float)
    return interval / Interval(low, np.where(low == high, low, np.nan), high)


def _interval(value: Interval | npt.ArrayLike) -> Interval:
    return value if isinstance(value, Interval) else Interval.exact(value)


def _result(low: npt.ArrayLike, value: npt.ArrayLike, high: npt.ArrayLike) -> Interval:
    """Build a result: missing if an end is; an end that overflowed stays an honest bound."""
    missing = np.isnan(low) | np.isnan(high)
    return Interval(
        np.where(missing, np.nan, np.minimum(low, _LARGEST)),
        np.where(missing | ~np.isfinite(value), np.nan, value),
        np.where(missing, np.nan, np.maximum(high, -_LARGEST)),
    )


def _product(x: Array, y: Array) -> Array:
    nothing = ((x == 0) & np.isinf(y)) | (np.isinf(x) & (y == 0))
    return np.where(nothing, 0.0, x * y)


def _quotient(x: Array, y: Array) -> Array:
    # Of an open numerator over an open denominator only 0 is new: the other corners hold inf.
    return np.where(np.isinf(x) & np.isinf(y), 0.0, x / y)


def _corners(
    operation: Callable[[Array, Array], Array], a: Interval, b: Interval
) -> tuple[Array, Array]:
    """Least and greatest result over the four pairs of ends."""
    results = [operation(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return np.minimum.reduce(results), np.maximum.reduce(results)


def _refuse(wrong: npt.ArrayLike, problem: str) -> None:
    """Raise if any element is wrong, naming the positions (counted from 0)."""
    positions = np.flatnonzero(wrong)
    if len(positions):
        named = ", ".join(map(str, positions[:10])) + (", ..." if len(positions) > 10 else "")
        raise ValueError(f"{problem} (at position {named}; {len(positions)} of {np.size(wrong)})")
