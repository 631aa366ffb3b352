"""Per year and per head: lengths of periods and the ladder of denominators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reform_analysis.tables.naming import suggest
from reform_analysis.values.interval import Interval, annual_rate
from reform_analysis.values.scopes import ZONES, in_scope, mean_of_year_ends

COUNTED_IN_REPORT = ("insured_employees", "mutual_aid_participants", "staff_in_report")
"""Populations that a report counts itself, each another group of people."""

PART_OF_STAFF = COUNTED_IN_REPORT[:2]
"""Those of them that are a part of all employees: a share over them is at most that."""

POPULATIONS = (
    *COUNTED_IN_REPORT,
    "year_end_residents",
    "census_residents",
    "census_15plus",
    "employed",
    "secondary_employed",
)

# Variants of a denominator that cover the people of the numerator. Any other is refused: the
# resident series before it was rebased on the census of 2020, a registered (户籍) population. In a
# report any group of people may be counted, so there the variant only says which.
COVERING = (*ZONES, *ZONES.values())

# A year-end further than this from the middle of the period says too little about it.
NEAREST_YEAR_END_DAYS = 550


def choose_denominators(
    places: pd.DataFrame, denominators: pd.DataFrame, per: str, reading: str = "central"
) -> pd.DataFrame:
    """Find for each row the denominator of its place on one population.

    Parameters
    ----------
    places : DataFrame, shape (n, k)
        Rows with ``place_id`` and ``reference_date`` (the middle of the period); ``flow`` where
        some are counts a year.
    denominators : DataFrame
        ``raw/denominators``.
    per : str
        One of ``POPULATIONS``.
    reading : {"narrow", "central", "wide"}
        At narrow a district is counted as the union that reports counts it, without its zone.

    Returns
    -------
    DataFrame, shape (n, 9), index of ``places``
        ``denominator_id`` (two, joined by ``;``, where both scopes or both year-ends stand),
        ``low``, ``value``, ``high`` [persons], ``ref_date``, ``grade``, ``variant``, ``claim_id``
        (the claim that an in-report count comes from) and
        ``reason``. Where the place has none on this population, only ``reason`` is filled; neither
        another population nor another place stands in.

    Raises
    ------
    ValueError
        The population is unknown.

    Notes
    -----
    ``reason`` is the id of a note (``note.…`` in ``codebook/words/words``). A flow is
    divided by the mean of the year-ends on both sides of its middle. Otherwise the year-end nearest
    to the reference date is taken, of two equally near the later one, and none that is more than
    550 days away. Where a district is counted with and without its zone, the two are one interval
    (`scopes`). A denominator whose variant is not known to cover the people of the
    numerator is never taken.

    Examples
    --------
    >>> from reform_analysis import load
    >>> places = pd.DataFrame(
    ...     {"place_id": ["wujin"], "reference_date": [pd.Timestamp("2024-07-01")]}
    ... )
    >>> found = choose_denominators(places, load("denominators"), "year_end_residents", "narrow")
    >>> found.loc[0, "denominator_id"], float(found.loc[0, "value"])
    ('wujin-year-end-residents-2024-without-zone', 1299800.0)
    """
    if per not in POPULATIONS:
        remedy = suggest(per, POPULATIONS, f"the populations are {', '.join(POPULATIONS)}")
        raise ValueError(f"no population is called {per!r}; {remedy}")
    of_population = denominators[denominators["per"].eq(per)]
    covering = of_population["variant"].isna() | of_population["variant"].isin(COVERING)
    usable = in_scope(of_population[covering | (per in COUNTED_IN_REPORT)], reading)
    columns = ["denominator_id", "low", "value", "high", "ref_date", "grade"]
    columns += ["variant", "claim_id"]
    flow = places.get("flow", pd.Series(False, places.index))
    pairs = places[["place_id", "reference_date"]].assign(flow=flow)
    pairs = pairs.rename_axis("row").reset_index()
    pairs = pairs.merge(usable[["place_id", *columns]], on="place_id", how="inner")
    pairs["distance"] = (pairs["ref_date"] - pairs["reference_date"]).abs()
    if per == "year_end_residents":
        pairs = pairs[pairs["distance"] <= pd.Timedelta(days=NEAREST_YEAR_END_DAYS)]
        means = mean_of_year_ends(pairs[pairs["flow"].astype(bool)])
        pairs = pd.concat([means.assign(distance=pd.Timedelta(0)), pairs], ignore_index=True)
    nearest = pairs.sort_values(["distance", "ref_date"], ascending=[True, False], kind="stable")
    found = nearest.drop_duplicates("row").set_index("row")[columns].reindex(places.index)
    reason = pd.Series("no-such-denominator", places.index, dtype="string")
    for held, why in (
        (of_population, "denominator-of-other-people"),
        (usable, "no-year-end-near-the-period"),
    ):
        reason = reason.mask(places["place_id"].isin(held["place_id"]), why)
    return found.assign(reason=reason.where(found["low"].isna()))


def at_reading(denominators: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Read the denominators that come from reports as widely as the claims are read.

    Parameters
    ----------
    denominators : DataFrame
        ``raw/denominators``; a row with ``claim_id`` holds that claim at the central reading.
    claims : DataFrame
        Tidy claims at any reading: ``claim_id``, ``low``, ``value``, ``high``.

    Returns
    -------
    DataFrame
        The same rows, those with a ``claim_id`` at the reading of the claims.

    Examples
    --------
    >>> given = pd.DataFrame(
    ...     {
    ...         "claim_id": ["a", None],
    ...         "low": [36.0, 50.0],
    ...         "value": [40.0, 50.0],
    ...         "high": [40.0, 50.0],
    ...     }
    ... )
    >>> wide = pd.DataFrame({"claim_id": ["a"], "low": [32.0], "value": [40.0], "high": [40.0]})
    >>> at_reading(given, wide)["low"].tolist()
    [32.0, 50.0]
    """
    known = claims.set_index("claim_id")[["low", "value", "high"]]
    known.columns = ["low", "value", "high"]
    from_report = denominators["claim_id"].notna()
    read = known.reindex(denominators["claim_id"]).set_axis(denominators.index)
    return denominators.assign(
        **{name: denominators[name].mask(from_report, read[name]) for name in known}
    )


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

    >>> contests = pd.DataFrame(
    ...     {
    ...         "low": [100.0],
    ...         "value": [100.0],
    ...         "high": [200.0],
    ...         "years_low": [2.0],
    ...         "years_high": [2.0],
    ...     }
    ... )
    >>> per_year(contests).high.item()
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

    >>> recruits = pd.DataFrame(
    ...     {
    ...         "claim_id": ["jingjiang-2020-0617"],
    ...         "unit": ["人"],
    ...         "place_id": ["jingjiang"],
    ...         "low": [360.0],
    ...         "value": [400.0],
    ...         "high": [400.0],
    ...     }
    ... )
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
    per: str,
    persons: int | pd.Series = 1,
    reading: str = "central",
) -> pd.DataFrame:
    """Divide values by the people of their place on one population.

    Parameters
    ----------
    values : DataFrame, shape (n, k)
        Rows with ``place_id``, ``reference_date``, ``low``, ``value``, ``high``, ``unit``,
        ``notes``; and, where known, ``status`` and ``claim_ids``.
    denominators : DataFrame
        ``raw/denominators``.
    per : str
        One of ``POPULATIONS``.
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

    >>> from reform_analysis import load
    >>> members = pd.DataFrame(
    ...     {
    ...         "place_id": ["wuxi-bonded-zone"],
    ...         "low": [859.0],
    ...         "value": [859.0],
    ...         "high": [859.0],
    ...         "unit": ["人"],
    ...         "notes": [None],
    ...         "reference_date": [pd.Timestamp("2023-06-30")],
    ...     }
    ... )
    >>> share = per_head(members, load("denominators"), "staff_in_report", persons=100)
    >>> share[["low", "high"]].round(3).values.tolist(), share["unit"].item()
    ([[2.203, 2.261]], '人 per 100 staff_in_report')
    """
    flow = values["unit"].str.endswith("/年")
    found = choose_denominators(values.assign(flow=flow), denominators, per, reading)
    number = pd.Series(persons, values.index, dtype="int64")
    people = Interval.of(found, "low", "value", "high")
    quotient = Interval.of(values) * number.to_numpy(float) / people
    result = values.assign(
        **quotient.frame(values.index),
        unit=values["unit"] + " per " + number.astype("string") + f" {per}",
        per=per,
        **found[["denominator_id", "ref_date", "grade"]],
        notes=join_notes(values["notes"], found["reason"], _remarks(found)),
    )
    if "status" in values:
        proxy = values["status"].eq("derived") & found["grade"].eq("C") & (per in COUNTED_IN_REPORT)
        result["status"] = values["status"].mask(proxy, "proxy")
    if "claim_ids" in values:
        ids = values["claim_ids"] + (";" + found["claim_id"]).fillna("")
        result["claim_ids"] = ids
    return result


def join_notes(*notes: pd.Series) -> pd.Series:
    """Put the ids of several notes on one row into one cell, missing where there is none.

    >>> join_notes(pd.Series(["a", None]), pd.Series(["b", None])).tolist()
    ['a;b', <NA>]
    """
    cells = [note.astype("string").fillna("") for note in notes]
    together = cells[0].str.cat(cells[1:], sep=";").str.replace(";+", ";", regex=True)
    together = together.str.strip(";")
    return together.mask(together == "")


def _remarks(found: pd.DataFrame) -> pd.Series:
    variant = "denominator-" + found["variant"].astype("string")
    grade = pd.Series("denominator-grade-c", found.index, dtype="string")
    return join_notes(variant, grade.where(found["grade"].eq("C").fillna(False)))
