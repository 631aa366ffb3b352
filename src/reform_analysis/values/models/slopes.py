"""How the values of one place go over time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reform_analysis.values.models.fitting import design, least_squares
from reform_analysis.values.models.hull import Fit, hull_of
from reform_analysis.values.models.table import (
    COLUMNS,
    Sample,
    estimates,
    refusal,
    samples,
    together,
)

LEAST_DAYS = 3
"""Days with a value below which there is no slope: two give a change (`changes`)."""

YEAR_DAYS = 365.25

GROWTH = "growth"

EXACT = np.array([True])
"""Of one estimate, of which the pulls lead to the ends of its hull (`hull_of`)."""


def slopes(rows: pd.DataFrame, growth: bool = False) -> pd.DataFrame:
    """Change a year of each place that states several years.

    Parameters
    ----------
    rows : DataFrame
        ``place_id``, ``reading``, ``low``, ``value``, ``high``, and ``period_end``, the day that a
        stock is of or the year of a flow ends on; one indicator, one unit, one value a day.
    growth : bool
        The yearly rate of growth [share] instead: the slope of the logarithm, as ``exp - 1``.

    Returns
    -------
    DataFrame
        ``place_id`` and `table.COLUMNS`: ``slope`` [unit of the values a year] or ``growth``. Both
        ends above 0: the reports are consistent with a rise alone. The hull is exact.

    Raises
    ------
    ValueError
        No place has three days with a value.

    Notes
    -----
    The least-squares slope is ``sum(c y)`` with ``c = (t - mean t) / sum((t - mean t)^2)``, so its
    ends stand at the high ends of the values after the mean day and the low ends of those before.
    Sampling limits are those of a straight line with independent errors.

    Examples
    --------
    >>> days = pd.to_datetime(["2019-12-31", "2020-12-31", "2021-12-31"])
    >>> rows = pd.DataFrame({"place_id": "a", "reading": "central", "period_end": days})
    >>> rows = rows.assign(low=[100.0, 110.0, 120.0], value=np.nan, high=[104.0, 115.0, 124.0])
    >>> slopes(rows)[["place_id", "low", "high", "hull", "n"]].round(2).values.tolist()
    [['a', 7.99, 11.99, 'exact', 3]]
    """
    parts = []
    for place, own in rows.groupby("place_id", sort=True):
        for sample in samples(own, ["period_end"], positive=growth):
            parts.append(_of_place(sample, growth).assign(place_id=place))
    return together(parts)[["place_id", *COLUMNS]]


def changes(rows: pd.DataFrame, growth: bool = False) -> pd.DataFrame:
    """Change a year of each place from the first day with a value to the last.

    Parameters
    ----------
    rows, growth
        As for `slopes`, which needs three days.

    Returns
    -------
    DataFrame
        ``place_id`` and `table.COLUMNS`: ``slope`` or ``growth``, of the two values alone (``n``
        is 2), so there are no sampling limits. The hull is exact. A place with one day has no row.

    Raises
    ------
    ValueError
        No place has two days with a value.

    Notes
    -----
    ``[low of the last - high of the first, high of the last - low of the first] / years``; of
    growth the quotients, to the power of one through the years, less one.

    Examples
    --------
    >>> days = pd.to_datetime(["2019-12-31", "2021-12-31"])
    >>> rows = pd.DataFrame({"place_id": "a", "reading": "central", "period_end": days})
    >>> rows = rows.assign(low=[100.0, 120.0], value=[100.0, 124.0], high=[104.0, 124.0])
    >>> changes(rows)[["place_id", "low", "value", "high", "n"]].round(2).values.tolist()
    [['a', 7.99, 11.99, 11.99, 2]]
    """
    parts = []
    for place, own in rows.groupby("place_id", sort=True):
        for sample in samples(own, ["period_end"], positive=growth):
            days = sample.rows["period_end"]
            ends = sample.rows[days.isin([days.min(), days.max()])].sort_values("period_end")
            if len(ends) == 2:
                parts.append(_between(sample._replace(rows=ends), growth).assign(place_id=place))
    return together(parts)[["place_id", *COLUMNS]]


def _between(sample: Sample, growth: bool) -> pd.DataFrame:
    first, last = sample.rows.to_dict("records")
    years = (last["period_end"] - first["period_end"]).days / YEAR_DAYS
    pairs = (("low", "high"), ("value", "value"), ("high", "low"))
    if growth:
        found = [(last[end] / first[start]) ** (1 / years) - 1 for end, start in pairs]
    else:
        found = [(last[end] - first[start]) / years for end, start in pairs]
    ends = [*(np.array([end]) for end in (*found, np.nan, np.nan)), EXACT]
    return estimates("difference", sample, 2, [GROWTH if growth else "slope"], ends)


def _of_place(sample: Sample, growth: bool) -> pd.DataFrame:
    quantity = GROWTH if growth else "slope"
    if len(sample.rows) < LEAST_DAYS:
        return refusal("least-squares", sample, LEAST_DAYS, "too_few_to_draw_a_line")
    days = sample.rows["period_end"]
    years = (days - days.min()).dt.days / YEAR_DAYS
    x = design(pd.DataFrame({"years": years}), ["years"]).to_numpy()
    line = least_squares(x, pd.Series(range(len(x))))
    ends = [sample.rows[part].to_numpy(float) for part in ("low", "value", "high")]
    ends = [np.log(end) for end in ends] if growth else ends
    found = hull_of(lambda values: Fit(*(part[1:] for part in line(values))), *ends, EXACT)
    if growth:
        found = (*(np.expm1(end) for end in found[:5]), found[5])
    return estimates("least-squares", sample, LEAST_DAYS, [quantity], found)
