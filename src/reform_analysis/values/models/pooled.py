"""A summary over places by random effects, where one must be had."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.meta_analysis import combine_effects

from reform_analysis.values.interval import Array
from reform_analysis.values.models.hull import Fit, hull_of
from reform_analysis.values.models.table import (
    CONFIDENCE,
    LEAST,
    estimates,
    refusal,
    samples,
    together,
)

QUANTITIES = ("mean", "variance_between", "prediction")

INNER = np.zeros(len(QUANTITIES), dtype=bool)


def pooled(rows: pd.DataFrame, between: str = "paule-mandel") -> pd.DataFrame:
    """Random-effects mean with the interval of Hartung and Knapp, and a prediction interval.

    Parameters
    ----------
    rows : DataFrame
        ``place_id``, ``reading``, ``low``, ``value``, ``high`` of one indicator on the scale that
        is pooled, and ``variance`` of each value, above 0, in squares of its unit; for the
        logarithm of a count ``1 / count``, for a share ``p`` of ``m`` people ``p (1 - p) / m``. A
        count from a register has no sampling variance: this takes the place as one outcome of a
        process.
    between : {"paule-mandel", "dersimonian-laird"}

    Returns
    -------
    DataFrame
        `table.COLUMNS`: ``mean`` with its sampling interval, ``variance_between``, and
        ``prediction``: the mean again, with ``sampling_low`` and ``sampling_high`` between which
        the value of one more place would lie. The hulls are inner.

    Raises
    ------
    ValueError
        Too few to pool: at every reading there are fewer than five places.

    Notes
    -----
    ``w = 1 / (v + t2)``, ``mean = sum(w y) / sum(w)``; Hartung and Knapp (2001), *Statistics in
    Medicine* 20:3875: ``se^2 = sum(w (y - mean)^2) / ((k - 1) sum(w))`` with t of ``k - 1``.
    Prediction: ``mean ± t(k - 2) sqrt(t2 + se^2)``, Higgins, Thompson and Spiegelhalter (2009),
    *JRSS A* 172:137, with that ``se`` as in IntHout and others (2016), *BMJ Open* 6:e010247.

    Examples
    --------
    >>> rows = pd.DataFrame({"place_id": list("abcdef"), "reading": "central", "variance": 0.01})
    >>> values = [1.0, 1.2, 0.9, 1.1, 1.4, 1.0]
    >>> found = pooled(rows.assign(low=values, value=values, high=values)).set_index("quantity")
    >>> limits = ["value", "sampling_low", "sampling_high"]
    >>> found.loc["mean", limits].astype(float).round(3).tolist()
    [1.1, 0.912, 1.288]
    """
    parts = []
    for sample in samples(rows, ["variance"]):
        if len(sample.rows) < LEAST:
            parts.append(refusal("random-effects", sample, LEAST, "too_few_to_pool"))
            continue
        own = sample.rows
        fitting = partial(_fit, variances=own["variance"].to_numpy(float), between=between)
        ends = [own[part].to_numpy(float) for part in ("low", "value", "high")]
        parts.append(
            estimates("random-effects", sample, LEAST, QUANTITIES, hull_of(fitting, *ends, INNER))
        )
    return together(parts)


def _fit(values: Array, variances: Array, between: str) -> Fit:
    """Mean, variance between places and, about the mean, the prediction interval."""
    estimate = {"paule-mandel": _paule_mandel, "dersimonian-laird": _dersimonian_laird}[between]
    apart, count = estimate(values, variances), len(values)
    weights = 1 / (variances + apart)
    mean = np.average(values, weights=weights)
    error = np.sqrt(_spread(values, variances, apart) / ((count - 1) * weights.sum()))
    certain = stats.t.ppf((1 + CONFIDENCE) / 2, count - 1) * error
    ahead = stats.t.ppf((1 + CONFIDENCE) / 2, count - 2) * np.sqrt(apart + error**2)
    half = np.array([certain, np.nan, ahead])
    centre = np.array([mean, apart, mean])
    # What lies further off spreads them more.
    pulls = np.vstack([weights, weights * (values - mean), weights])
    return Fit(centre, centre - half, centre + half, pulls)


def _spread(values: Array, variances: Array, apart: float) -> float:
    weights = 1 / (variances + apart)
    return float(np.sum(weights * (values - np.average(values, weights=weights)) ** 2))


def _paule_mandel(values: Array, variances: Array) -> float:
    """The variance between places at which the weighted spread is what it should be, ``k - 1``.

    Here and not in statsmodels (0.14), whose iteration gives 0 where its last step ends a rounding
    error past the solution.
    """
    count = len(values)

    def excess(apart: float) -> float:
        return _spread(values, variances, apart) - (count - 1)

    if excess(0.0) <= 0:
        return 0.0
    most = np.var(values, ddof=1)  # weights are below 1 / apart, so the solution is hardly greater
    return float(brentq(excess, 0.0, 2 * most, xtol=1e-12 * most))


def _dersimonian_laird(values: Array, variances: Array) -> float:
    return float(combine_effects(values, variances, method_re="chi2").tau2)
