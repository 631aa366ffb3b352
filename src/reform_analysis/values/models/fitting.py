"""One vector of values in, estimates out: least squares and generalised linear models.

All give a `Fit`, with the pull of each value at each estimate, so that `hull.hull_of` bounds them.
Sampling limits use Student's t. Those of generalised linear models are robust, with the rows of
one place taken together, because no count or share of a report follows the variance of its family:
``n / (n - k)`` times the sandwich where each place has one row, with t of one less than the places.
Least squares has the classical limits where each place has one row.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.optimize import brentq
from scipy.special import digamma
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from reform_analysis.values.interval import Array
from reform_analysis.values.models.hull import Fit, Fitting
from reform_analysis.values.models.table import CONFIDENCE

DISPERSION = (-14.0, 5.0)
"""Within which the logarithm of a negative binomial dispersion is sought; at the lower end the
model is as good as Poisson."""

SAME = 1e-7
"""What two rounds may differ by and be done."""

NOTHING = np.array([np.nan])


def design(rows: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """A column for each thing a model estimates.

    The intercept, numbers as they are, and one for each further category of a text: the first in
    sorted order is the one that the others are compared with.

    >>> rows = pd.DataFrame({"year": [2020, 2021], "level": ["county", "province"]})
    >>> design(rows, ["year", "level"]).to_dict("list")
    {'intercept': [1.0, 1.0], 'year': [2020.0, 2021.0], 'level[province]': [0.0, 1.0]}
    """
    columns: dict[str, Any] = {"intercept": np.ones(len(rows))}
    for name in on:
        if pd.api.types.is_numeric_dtype(rows[name]):
            columns[name] = rows[name].to_numpy(float)
            continue
        for category in sorted(rows[name].unique())[1:]:
            columns[f"{name}[{category}]"] = rows[name].eq(category).to_numpy(float)
    return pd.DataFrame(columns)


def least_squares(x: Array, places: pd.Series, weights: Array | None = None) -> Fitting:
    """Ordinary or weighted least squares: ``(X'WX)^-1 X'W y``, so the pulls are that matrix."""
    weights = np.ones(len(x)) if weights is None else weights
    pulls = np.linalg.pinv(x * np.sqrt(weights)[:, None]) * np.sqrt(weights)
    robust = {"use_t": True} if places.is_unique else _robust(places)

    def fit(values: Array) -> Fit:
        result = sm.WLS(values, x, weights=weights).fit(**robust)
        limits = result.conf_int(1 - CONFIDENCE)
        return Fit(result.params, limits[:, 0], limits[:, 1], pulls)

    return fit


def generalised(x: Array, places: pd.Series, family: Any, offset: Array) -> Fitting:
    """A generalised linear model with its canonical link: pulls are ``(X'WX)^-1 X'``."""
    robust = _robust(places)

    def fit(values: Array) -> Fit:
        with warnings.catch_warnings():  # equal ends of several values are fitted exactly: no fault
            warnings.simplefilter("ignore", PerfectSeparationWarning)
            result = sm.GLM(values, x, family=family, offset=offset).fit(**robust)
        variance = family.variance(result.fittedvalues)
        return _of(result, x, variance, np.ones(len(x)))

    return fit


def negative_binomial(x: Array, places: pd.Series, offset: Array) -> Fitting:
    """The negative binomial model with variance ``m + a m^2``, dispersion ``a`` last.

    Mean and dispersion are estimated in turn, each by maximum likelihood given the other, as
    in Venables and Ripley (2002), *Modern Applied Statistics with S*, 7.4.
    """
    robust = _robust(places)

    def fit(values: Array) -> Fit:
        dispersion, before = 1.0, 0.0
        while abs(dispersion - before) > SAME * dispersion:
            mean = _mean(x, values, offset, dispersion)
            before, dispersion = dispersion, _dispersion(values, mean)
        family = sm.families.NegativeBinomial(alpha=dispersion)
        result = sm.GLM(values, x, family=family, offset=offset).fit(**robust)
        mean = result.fittedvalues
        share = 1 / (1 + dispersion * mean)
        own = _of(result, x, mean * share, share)
        away = np.vstack([own.pulls, values - mean])  # what lies further off spreads them more
        estimates = np.append(own.estimates, dispersion)
        return Fit(estimates, np.append(own.low, NOTHING), np.append(own.high, NOTHING), away)

    return fit


def _mean(x: Array, values: Array, offset: Array, dispersion: float) -> Array:
    """Fitted counts at one dispersion; here and not in statsmodels, for it is asked very often."""
    linear = np.log(values + 0.5 * (values == 0))
    for _ in range(100):
        mean = np.exp(linear)
        weighted = x.T * (mean / (1 + dispersion * mean))
        working = linear - offset + (values - mean) / mean
        moved = x @ np.linalg.solve(weighted @ x, weighted @ working) + offset
        if np.abs(moved - linear).max() < SAME:
            return np.exp(moved)
        linear = moved
    raise ValueError("the negative binomial model finds no estimate for these values")


def _dispersion(values: Array, mean: Array) -> float:
    """The likeliest dispersion about fitted counts, where the derivative of the likelihood is 0."""

    def derivative(logarithm: float) -> float:
        size = np.exp(-logarithm)
        told = digamma(values + size) - digamma(size) - np.log1p(mean / size)
        return float(np.sum(told + (mean - values) / (mean + size)))

    least, most = DISPERSION
    if derivative(least) > 0:
        return float(np.exp(least))
    if derivative(most) < 0:
        return float(np.exp(most))
    return float(np.exp(brentq(derivative, least, most, xtol=1e-9)))


def _of(result: Any, x: Array, weights: Array, share: Array) -> Fit:
    limits = result.conf_int(1 - CONFIDENCE)
    pulls = np.linalg.solve(x.T @ (x * weights[:, None]), x.T * share)
    return Fit(result.params, limits[:, 0], limits[:, 1], pulls)


def _robust(places: pd.Series) -> dict[str, Any]:
    groups = {"groups": pd.factorize(places)[0]}
    return {"cov_type": "cluster", "cov_kwds": groups, "use_t": True}
