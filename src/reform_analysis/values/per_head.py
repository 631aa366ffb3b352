"""Per year and per head: counts over lengths of periods and over people (`populations`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reform_analysis.values.distinct import of_distinct
from reform_analysis.values.interval import Interval, annual_rate
from reform_analysis.values.populations import COUNTED_IN_REPORT, choose_denominators


def per_year(claims: pd.DataFrame) -> Interval:
    """Annual rate of flows.

    Parameters
    ----------
    claims : DataFrame, shape (n, k)
        Tidy claims with ``low``, ``value``, ``high``, ``years_low``, ``years_high``.

    Returns
    -------
    Interval, shape (n,)
        ``[low / years_high, high / years_low]`` [unit of the claims, per year]; missing where
        the period has no known length (stocks, undated flows), and without a printed value where
        the length is an interval.

    Examples
    --------
    100多场 in two years:

    >>> contests = pd.DataFrame({"low": [100.0], "value": [100.0], "high": [200.0]})
    >>> per_year(contests.assign(years_low=2.0, years_high=2.0)).high.item()
    100.0
    """
    return annual_rate(
        Interval.of(claims),
        claims["years_low"].to_numpy(float, na_value=float("nan")),
        claims["years_high"].to_numpy(float, na_value=float("nan")),
    )


def rates_by_length(claims: pd.DataFrame, years: Sequence[float]) -> pd.DataFrame:
    """Annual rates redrawn for assumed lengths of the period, to see what 近年 decides.

    Parameters
    ----------
    claims : DataFrame, shape (n, k)
        Tidy claims of flows: ``claim_id``, ``place_id``, ``low``, ``value``, ``high``,
        ``unit``.
    years : sequence of float, length m
        Lengths to assume [years, above 0].

    Returns
    -------
    DataFrame, shape (n * m, 7)
        ``claim_id``, ``place_id``, ``years``, ``low``, ``value``, ``high`` [unit of the
        figures, per year], ``unit``.

    Notes
    -----
    ``[low / years, high / years]``. Which lengths the codebook assumes stands in
    ``codebook/reading/periods``; this shows how far the rate hangs on them.

    Examples
    --------
    靖江's 近400 (360 to 400) over two years or five:

    >>> from reform_analysis import claims
    >>> recruits = claims("party-recruits-workers", places="jingjiang")
    >>> rates_by_length(recruits, [2, 5])[["years", "low", "high"]].values.tolist()
    [[2.0, 180.0, 200.0], [5.0, 72.0, 80.0]]
    """
    grid = claims.merge(pd.DataFrame({"years": np.asarray(years, dtype=float)}), how="cross")
    rates = annual_rate(Interval.of(grid), grid["years"], grid["years"])
    grid = grid.assign(**rates.frame(grid.index), unit=grid["unit"] + "/年")
    return grid[["claim_id", "place_id", "years", "low", "value", "high", "unit"]]


def per_head(
    values: pd.DataFrame,
    denominators: pd.DataFrame,
    per: str | pd.Series,
    persons: int | pd.Series = 1,
    reading: str = "central",
) -> pd.DataFrame:
    """Divide values by the people of their place on one population, or one a row.

    Parameters
    ----------
    values : DataFrame, shape (n, k)
        Rows with ``place_id``, ``reference_date``, ``low``, ``value``, ``high``, ``unit``,
        ``notes``; and, where known, ``status`` and ``claim_ids``.
    denominators : DataFrame
        ``raw/denominators``.
    per : str or Series of str
        One of ``POPULATIONS`` for all rows, or one a row.
    persons : int or Series of int
        Number of people that the result speaks of (10 000: per 10 000 people), one for all rows
        or one a row.
    reading : {"narrow", "central", "wide"}
        As for `choose_denominators`.

    Returns
    -------
    DataFrame, shape (n, k + 4)
        The same rows with ``low``, ``value``, ``high`` [unit per ``persons`` people], ``unit``,
        ``per``, and of the denominator ``denominator_id``, ``ref_date``, ``grade``. A place
        without this population keeps its row with missing values, and ``notes`` says why. ``notes``
        also names the denominator's variant, and grade C (modelled employment, for one).

    Notes
    -----
    ``persons * [low / D_high, high / D_low]``; a hedged denominator (近20万, 3.8万余) stays an
    interval. An in-report count of grade C is a group near to the people of the place, not
    these themselves: what was derived on it is a proxy. The claim that a denominator comes from
    joins ``claim_ids``.

    Examples
    --------
    859 members among 3.8万余 employees:

    >>> from reform_analysis import claims, load
    >>> from reform_analysis.indicators import function_of
    >>> members = function_of("party-member-density")(claims(places="wuxi-bonded-zone"))
    >>> share = per_head(members, load("denominators"), "staff_in_report", persons=100)
    >>> share[["low", "high"]].round(3).values.tolist(), share["unit"].item()
    ([[2.203, 2.261]], '人 per 100 staff_in_report')
    """
    flow = values["unit"].isin(yearly_units(values["unit"]))
    found = choose_denominators(values.assign(flow=flow), denominators, per, reading)
    return divided_by(values, found, per, persons)


def divided_by(
    values: pd.DataFrame, found: pd.DataFrame, per: str | pd.Series, persons: int | pd.Series
) -> pd.DataFrame:
    """As `per_head`, by the denominators that `choose_denominators` found for the rows."""
    number = pd.Series(persons, values.index, dtype="int64")
    population = pd.Series(per, values.index, dtype="string")
    people, remarks = Interval.of(found), of_distinct(_remark, found["variant"], found["grade"])
    quotient = Interval.of(values) * number.to_numpy(float) / people
    result = values.assign(
        **quotient.frame(values.index),
        unit=of_distinct("{} per {} {}".format, values["unit"], number, population),
        per=population,
        **found[["denominator_id", "ref_date", "grade"]],
        notes=join_notes(values["notes"], found["reason"], remarks),
    )
    if "status" in values:
        proxy = values["status"].eq("derived") & found["grade"].eq("C")
        proxy &= population.isin(COUNTED_IN_REPORT)
        result["status"] = values["status"].mask(proxy, "proxy")
    if "claim_ids" in values:
        ids = values["claim_ids"] + (";" + found["claim_id"]).fillna("")
        result["claim_ids"] = ids
    return result


def yearly_units(units: pd.Series) -> list[str]:
    """Those of a column of units that are a year: the few distinct ones are looked at, not each.

    >>> yearly_units(pd.Series(["人", "人/年", "人/年"]))
    ['人/年']
    """
    return [unit for unit in units.dropna().unique() if unit.endswith("/年")]


def join_notes(*notes: pd.Series) -> pd.Series:
    """Put the ids of several notes on one row into one cell, missing where there is none.

    >>> join_notes(pd.Series(["a", None]), pd.Series(["b", None])).tolist()
    ['a;b', <NA>]
    """
    return of_distinct(_joined, *notes)


def _joined(*notes: object) -> object:
    """Each id once: two claims of one sentence are read two ways for one reason."""
    ids = (one for note in notes if not pd.isna(note) for one in str(note).split(";"))
    return ";".join(dict.fromkeys(ids)) or pd.NA


def _remark(variant: str, grade: str) -> object:
    told = [] if pd.isna(variant) else [f"denominator-{variant}"]
    told += ["denominator-grade-c"] * (not pd.isna(grade) and grade == "C")
    return ";".join(told) or pd.NA
