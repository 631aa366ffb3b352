"""Kendall's rank correlation for few places: exact, and over all orders that intervals allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pandas as pd

from reform_analysis.values.interval import Array
from reform_analysis.values.models.table import LEAST, Sample, estimates, refusal, samples, together

MOST_TIED = 8
"""Values up to which all orders are gone through where both sides have ties: 40 320."""

QUANTITIES = ("tau", "p", "concordant")


def orders(count: int, ties: Sequence[int] = ()) -> list[int]:
    """How many orders give each number of discordant pairs, from none to all.

    Parameters
    ----------
    count : int
        Values; one of the two sides has no ties.
    ties : sequence of int
        Sizes of the groups of equal values on the other side.

    Returns
    -------
    list of int
        Of ``count! / (t1! t2! …)`` orders in all.

    Notes
    -----
    Coefficients of ``[count]! / ([t1]! [t2]! …)``, where ``[n]!`` is the product of ``1 + q + … +
    q^(k-1)`` for ``k`` from 2 to ``n``: Kendall (1970), *Rank Correlation Methods*, chapter 5.

    Examples
    --------
    >>> orders(4), orders(4, [2])
    ([1, 3, 5, 6, 5, 3, 1], [1, 2, 3, 3, 2, 1])
    """
    ways = [1]
    for size in range(2, count + 1):
        padded = [*ways, *[0] * (size - 1)]
        ways = [sum(padded[max(0, n - size + 1) : n + 1]) for n in range(len(padded))]
    for size in (size for tied in ties for size in range(2, tied + 1)):
        divided: list[int] = []
        for n in range(len(ways) - size + 1):
            step = ways[n] - (ways[n - 1] if n else 0)
            divided.append(step + (divided[n - size] if n >= size else 0))
        ways = divided
    return ways


def exact_p(score: float, first: Array, second: Array) -> float:
    """Two-sided p: the part of all orders of one side with a score at least as far from 0.

    Parameters
    ----------
    score : float
        Concordant less discordant pairs.
    first, second : array, shape (n,)
        The two sides; only which values of a side are equal counts.

    Returns
    -------
    float
        Missing where both sides have ties among more than eight values.

    Examples
    --------
    >>> round(exact_p(10, np.arange(5), np.arange(5)), 4)  # two of 120 orders
    0.0167
    """
    ties = [[n for n in Counter(side.tolist()).values() if n > 1] for side in (first, second)]
    if not all(ties):
        ways = orders(len(first), [*ties[0], *ties[1]])
        far = sum(n for k, n in enumerate(ways) if abs(len(ways) - 1 - 2 * k) >= abs(score))
        return far / sum(ways)
    if len(first) > MOST_TIED:
        return float("nan")
    order = np.array(list(permutations(range(len(first)))))
    one, other = np.triu_indices(len(first), 1)
    signs = np.sign(second[order][:, one] - second[order][:, other])
    scores = signs @ np.sign(first[one] - first[other])
    return float(np.mean(np.abs(scores) >= abs(score)))


def kendall(rows: pd.DataFrame, other: str) -> pd.DataFrame:
    """Rank correlation of values with something else that is known of their places.

    Parameters
    ----------
    rows : DataFrame
        ``place_id``, ``reading``, ``low``, ``value``, ``high``, and the column ``other``, or
        ``<other>_low`` and ``<other>_high`` where that is an interval too.
    other : str

    Returns
    -------
    DataFrame
        `table.COLUMNS`: ``tau`` (a: concordant less discordant over all pairs), ``p`` (two-sided,
        exact over all orders) and ``concordant`` (pairs: those that must be, those that can be). No
        sampling limits: ``p`` takes their place. The hull is ``exact`` where an order that the
        intervals allow reaches both ends of tau; otherwise ``outer``: each pair can be
        as counted, but perhaps not all at once.

    Raises
    ------
    ValueError
        At every reading there are fewer than five places.

    Notes
    -----
    A pair is necessarily concordant where no values of the two intervals put it otherwise, possibly
    where some do not. ``p`` of an end is that of the score there without further ties.

    Examples
    --------
    >>> rows = pd.DataFrame({"place_id": list("abcde"), "reading": "central"})
    >>> rows = rows.assign(people=[1, 2, 3, 4, 5], value=np.nan)
    >>> rows = rows.assign(low=[1, 2, 3, 4, 5], high=[1.5, 3.5, 3.6, 4.5, 6])
    >>> kendall(rows, "people")[["quantity", "low", "high", "hull"]].round(3).values.tolist()
    [['tau', 0.8, 1.0, 'exact'], ['p', 0.017, 0.083, 'exact'], ['concordant', 9.0, 10.0, 'exact']]
    """
    apart = f"{other}_low" in rows
    ends = [f"{other}_low", f"{other}_high"] if apart else [other, other]
    parts = []
    for sample in samples(rows, list(dict.fromkeys(ends))):
        if len(sample.rows) < LEAST:
            parts.append(refusal("kendall", sample, LEAST, "too_few_to_correlate"))
            continue
        found = _over_orders(sample, *(sample.rows[end].to_numpy(float) for end in ends))
        table = estimates("kendall", sample, LEAST, QUANTITIES, found)
        parts.append(table.replace({"hull": {"inner": "outer"}}))
    return together(parts)


def _over_orders(sample: Sample, x_low: Array, x_high: Array) -> list[Array]:
    low, value, high = (sample.rows[part].to_numpy(float) for part in ("low", "value", "high"))
    one, two = np.triu_indices(len(low), 1)
    at_x = [np.sign(x_low[one] - x_high[two]), np.sign(x_high[one] - x_low[two])]
    at_y = [np.sign(low[one] - high[two]), np.sign(high[one] - low[two])]
    products = np.array([x * y for x in at_x for y in at_y])
    least, most = products.min(axis=0), products.max(axis=0)
    scores = np.array([least.sum(), most.sum()])
    middle = (x_low + x_high) / 2
    reached = [_score(_along(side, low, high), middle) for side in (-middle, middle)]
    known = not np.isnan(value).any() and np.array_equal(x_low, x_high)
    printed = _score(value, middle) if known else np.nan
    near = 0.0 if scores[0] <= 0 <= scores[1] else np.abs(scores).min()
    sides = middle, np.arange(len(low))
    lowest, highest = exact_p(np.abs(scores).max(), *sides), exact_p(near, *sides)
    nothing = np.full(len(QUANTITIES), np.nan)
    return [
        np.array([scores[0] / len(one), lowest, (least > 0).sum()]),
        np.array(
            [printed / len(one), exact_p(printed, middle, value) if known else np.nan, np.nan]
        ),
        np.array([scores[1] / len(one), highest, (most > 0).sum()]),
        nothing,
        nothing,
        np.full(len(QUANTITIES), np.array_equal(scores, reached)),
    ]


def _score(first: Array, second: Array) -> float:
    one, two = np.triu_indices(len(first), 1)
    return float(np.sum(np.sign(first[one] - first[two]) * np.sign(second[one] - second[two])))


def _along(side: Array, low: Array, high: Array) -> Array:
    """Values within their intervals that rise with a side as far as they can.

    Each stands just above the low ends before it that it can be above.
    """
    ends = np.unique([*low, *high])
    small = np.diff(ends).min() / (len(low) + 1) if len(ends) > 1 else 0.0
    order = np.argsort(side, kind="stable")
    values = np.empty(len(low))
    for position, place in enumerate(order):
        before = low[order[:position]]
        least = max([low[place], *before[before < high[place]]])
        values[place] = min(high[place], least + small * position)
    return values
