"""Where an estimate lies as every value moves within its interval.

An estimate is a function of the vector of values, and the possible vectors are a box. Each value
pulls at the estimate, up or down; at the highest estimate every value stands at the end towards
which it pulls. Where the pulls do not depend on the values (least squares) that vector is found at
once and the hull is exact. Elsewhere it is sought: start from the printed values and from all ends,
put every value to the end towards which it pulls there, and again, until nothing changes; then move
single values as long as that helps. Such a hull is made of possible estimates, so it is an inner
one: the true one may be wider.

Source: for the bounds of a linear projection with interval outcomes, Beresteanu and Molinari
(2008), *Econometrica* 76:763; Stoye (2007), *Statistics & Probability Letters* 77:1430.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from reform_analysis.values.interval import Array

ROUNDS = 20
"""Of putting all values to their ends; three or four are usual."""


class Fit(NamedTuple):
    """Estimates from one vector of values."""

    estimates: Array  # shape (k,)
    low: Array  # shape (k,): lower sampling limits, missing where there are none
    high: Array  # shape (k,)
    pulls: Array  # shape (k, n): what a rise of each value does to each estimate, in sign


Fitting = Callable[[Array], Fit]


def hull_of(
    fitting: Fitting, low: Array, value: Array, high: Array, exact: Array
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Ends of all estimates over the box, and of their sampling limits over the vectors tried.

    Parameters
    ----------
    fitting : callable
        Takes a vector of values, shape (n,), and gives a `Fit`.
    low, value, high : array, shape (n,)
        Finite ends; a printed value may be missing.
    exact : array of bool, shape (k,)
        Of which estimates it is known that the pulls lead to the ends of the hull; of the others
        single values are moved too.

    Returns
    -------
    tuple of arrays, shape (k,)
        Low end, the estimate at the printed values (missing where one is), high end, lowest lower
        and highest upper sampling limit, and ``exact``.

    Examples
    --------
    The difference of two values, each known to one:

    >>> def difference(values):
    ...     nothing = np.array([np.nan])
    ...     return Fit(values[1:] - values[:1], nothing, nothing, np.array([[-1.0, 1.0]]))
    >>> found = hull_of(difference, *np.array([[1, 5], [1.5, 5.5], [2, 6]]), np.array([True]))
    >>> [end.item() for end in found[:3]]
    [3.0, 4.0, 5.0]
    """
    tried: dict[bytes, Fit] = {}

    def fit(values: Array) -> Fit:
        key = values.tobytes()
        if key not in tried:
            tried[key] = fitting(values)
        return tried[key]

    middle = np.where(np.isnan(value), (low + high) / 2, value)
    printed = fit(middle).estimates
    fit(low), fit(high)
    for k, known in enumerate(exact):
        for sign in (-1.0, 1.0):
            values = _pulled(fit, middle, low, high, k, sign)
            if not known:
                _moved(fit, values, low, high, k, sign)
    runs = list(tried.values())
    estimates, below, above = (
        np.array([getattr(run, part) for run in runs]) for part in ("estimates", "low", "high")
    )
    if np.isnan(value).any():
        printed = np.full(len(exact), np.nan)
    return (
        estimates.min(axis=0),
        printed,
        estimates.max(axis=0),
        below.min(axis=0),
        above.max(axis=0),
        np.asarray(exact),
    )


def _pulled(fit: Fitting, values: Array, low: Array, high: Array, k: int, sign: float) -> Array:
    """The vector at which every value stands at the end towards which it pulls the estimate."""
    for _ in range(ROUNDS):
        pulls = sign * fit(values).pulls[k]
        moved = np.where(pulls > 0, high, np.where(pulls < 0, low, values))
        if np.array_equal(moved, values):
            break
        values = moved
    return values


def _moved(fit: Fitting, values: Array, low: Array, high: Array, k: int, sign: float) -> Array:
    """Single values moved to their other end as long as that helps."""
    best = sign * fit(values).estimates[k]
    better = True
    while better:
        better = False
        for i in np.flatnonzero(low < high):
            moved = values.copy()
            moved[i] = low[i] if values[i] == high[i] else high[i]
            reached = sign * fit(moved).estimates[k]
            if reached > best + 1e-12 * max(1.0, abs(best)):
                values, best, better = moved, reached, True
    return values
