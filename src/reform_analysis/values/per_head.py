"""Per year and per head: lengths of periods and the ladder of denominators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reform_analysis.tables.naming import suggest
from reform_analysis.values.interval import Interval, annual_rate

RUNGS = (
    "in_report",
    "year_end_residents",
    "census_residents",
    "census_15plus",
    "employed",
    "secondary_employed",
)

# Variants of a denominator that cover the people of the numerator. Any other is refused: the
# resident series before it was rebased on the census of 2020, Wujin without the zone that the
# census counts in it, a registered (户籍) population. In a report any group of people may be
# counted, so there the variant only says which.
COVERING = ("with-zone",)

# A year-end further than this from the middle of the period says too little about it.
NEAREST_YEAR_END_DAYS = 550


def choose_denominators(
    places: pd.DataFrame, denominators: pd.DataFrame, rung: str
) -> pd.DataFrame:
    """Find for each row the denominator of its place on one rung.

    Parameters
    ----------
    places : DataFrame, shape (n, k)
        Rows with ``region_id`` and ``reference_date`` (the middle of the period).
    denominators : DataFrame
        ``raw/denominators``.
    rung : str
        One of ``RUNGS``.

    Returns
    -------
    DataFrame, shape (n, 9), index of ``places``
        ``denominator_id``, ``value_low``, ``value``, ``value_high`` [persons], ``ref_date``,
        ``grade``, ``variant``, ``figure_id`` (the claim that an in-report count comes from) and
        ``reason``. Where the place has none on this rung, only ``reason`` is filled; neither
        another rung nor another place stands in.

    Raises
    ------
    ValueError
        The rung is unknown.

    Notes
    -----
    ``reason`` is the id of a note (``note.…`` in ``codebook/words``). Of several year-ends the
    nearest to the reference date is taken, of two equally near the later one, and none that is
    more than 550 days away. A denominator whose variant is not known to cover the people of the
    numerator is never taken.

    Examples
    --------
    >>> from reform_analysis import load
    >>> places = pd.DataFrame(
    ...     {"region_id": ["wujin"], "reference_date": [pd.Timestamp("2024-07-01")]}
    ... )
    >>> found = choose_denominators(places, load("denominators"), "year_end_residents")
    >>> found.loc[0, "denominator_id"], float(found.loc[0, "value"])
    ('wujin-year-end-residents-2024-with-zone', 1728200.0)
    """
    if rung not in RUNGS:
        remedy = suggest(rung, RUNGS, f"the rungs are {', '.join(RUNGS)}")
        raise ValueError(f"no rung is called {rung!r}; {remedy}")
    on_rung = denominators[denominators["rung"].eq(rung)]
    covering = on_rung["variant"].isna() | on_rung["variant"].isin(COVERING)
    usable = on_rung[covering | (rung == "in_report")]
    columns = ["denominator_id", "value_low", "value", "value_high", "ref_date", "grade"]
    columns += ["variant", "figure_id"]
    pairs = places[["region_id", "reference_date"]].rename_axis("row").reset_index()
    pairs = pairs.merge(usable[["region_id", *columns]], on="region_id", how="inner")
    pairs["distance"] = (pairs["ref_date"] - pairs["reference_date"]).abs()
    if rung == "year_end_residents":
        pairs = pairs[pairs["distance"] <= pd.Timedelta(days=NEAREST_YEAR_END_DAYS)]
    nearest = pairs.sort_values(["distance", "ref_date"], ascending=[True, False])
    found = nearest.drop_duplicates("row").set_index("row")[columns].reindex(places.index)
    reason = pd.Series("no-such-denominator", places.index, dtype="string")
    for held, why in (
        (on_rung, "denominator-of-other-people"),
        (usable, "no-year-end-near-the-period"),
    ):
        reason = reason.mask(places["region_id"].isin(held["region_id"]), why)
    return found.assign(reason=reason.where(found["value_low"].isna()))


def at_setting(denominators: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Read the denominators that come from reports as widely as the figures are read.

    Parameters
    ----------
    denominators : DataFrame
        ``raw/denominators``; a row with ``figure_id`` holds that claim at the base setting.
    figures : DataFrame
        Tidy figures at any setting: ``figure_id``, ``low``, ``stated``, ``high``.

    Returns
    -------
    DataFrame
        The same rows, those with a ``figure_id`` at the setting of the figures.

    Examples
    --------
    >>> given = pd.DataFrame(
    ...     {
    ...         "figure_id": ["a", None],
    ...         "value_low": [36.0, 50.0],
    ...         "value": [40.0, 50.0],
    ...         "value_high": [40.0, 50.0],
    ...     }
    ... )
    >>> wide = pd.DataFrame({"figure_id": ["a"], "low": [32.0], "stated": [40.0], "high": [40.0]})
    >>> at_setting(given, wide)["value_low"].tolist()
    [32.0, 50.0]
    """
    claims = figures.set_index("figure_id")[["low", "stated", "high"]]
    claims.columns = ["value_low", "value", "value_high"]
    from_report = denominators["figure_id"].notna()
    read = claims.reindex(denominators["figure_id"]).set_axis(denominators.index)
    return denominators.assign(
        **{name: denominators[name].mask(from_report, read[name]) for name in claims}
    )


def per_year(figures: pd.DataFrame) -> Interval:
    """Annual rate of flows.

    Parameters
    ----------
    figures : DataFrame, shape (n, k)
        Tidy figures with ``low``, ``stated``, ``high``, ``years_low``, ``years_high``.

    Returns
    -------
    Interval, shape (n,)
        ``[low / years_high, high / years_low]`` [unit of the figures, per year]; missing where
        the period has no known length (stocks, undated flows), and without a stated value where
        the length is an interval.

    Examples
    --------
    100多场 in two years:

    >>> contests = pd.DataFrame(
    ...     {
    ...         "low": [100.0],
    ...         "stated": [100.0],
    ...         "high": [200.0],
    ...         "years_low": [2.0],
    ...         "years_high": [2.0],
    ...     }
    ... )
    >>> per_year(contests).high.item()
    100.0
    """
    return annual_rate(
        Interval.of(figures),
        figures["years_low"].to_numpy(float, na_value=float("nan")),
        figures["years_high"].to_numpy(float, na_value=float("nan")),
    )


def rates_by_length(figures: pd.DataFrame, years: Sequence[float]) -> pd.DataFrame:
    """Annual rates redrawn for assumed lengths of the period, to see what 近年 decides.

    Parameters
    ----------
    figures : DataFrame, shape (n, k)
        Tidy figures of flows: ``figure_id``, ``region_id``, ``low``, ``stated``, ``high``,
        ``unit``.
    years : sequence of float, length m
        Lengths to assume [years, above 0].

    Returns
    -------
    DataFrame, shape (n * m, 7)
        ``figure_id``, ``region_id``, ``years``, ``low``, ``stated``, ``high`` [unit of the
        figures, per year], ``unit``.

    Notes
    -----
    ``[low / years, high / years]``. Which lengths the codebook assumes stands in
    ``codebook/periods``; this shows how far the rate hangs on them.

    Examples
    --------
    靖江's 近400 (360 to 400) over two years or five:

    >>> recruits = pd.DataFrame(
    ...     {
    ...         "figure_id": ["jingjiang-2020-0617"],
    ...         "unit": ["人"],
    ...         "region_id": ["jingjiang"],
    ...         "low": [360.0],
    ...         "stated": [400.0],
    ...         "high": [400.0],
    ...     }
    ... )
    >>> rates_by_length(recruits, [2, 5])[["years", "low", "high"]].values.tolist()
    [[2.0, 180.0, 200.0], [5.0, 72.0, 80.0]]
    """
    grid = figures.merge(pd.DataFrame({"years": np.asarray(years, dtype=float)}), how="cross")
    rates = annual_rate(Interval.of(grid), grid["years"], grid["years"])
    grid = grid.assign(**rates.frame(grid.index), unit=grid["unit"] + "/年")
    return grid[["figure_id", "region_id", "years", "low", "stated", "high", "unit"]]


def per_head(
    values: pd.DataFrame, denominators: pd.DataFrame, rung: str, per: int | pd.Series = 1
) -> pd.DataFrame:
    """Divide values by the people of their place on one rung.

    Parameters
    ----------
    values : DataFrame, shape (n, k)
        Rows with ``region_id``, ``reference_date``, ``low``, ``stated``, ``high``, ``unit``,
        ``notes``; and, where known, ``status`` and ``figure_ids``.
    denominators : DataFrame
        ``raw/denominators``.
    rung : str
        One of ``RUNGS``.
    per : int or Series of int
        Number of people that the result speaks of (10 000: per 10 000 people), one for all rows
        or one a row.

    Returns
    -------
    DataFrame, shape (n, k + 4)
        The same rows with ``low``, ``stated``, ``high`` [unit per ``per`` people], ``unit``,
        ``rung``, and of the denominator ``denominator_id``, ``ref_date``, ``grade``. A place
        without this rung keeps its row with missing values, and ``notes`` says why. ``notes``
        also names the denominator's variant, and grade C (modelled employment, for one).

    Notes
    -----
    ``per * [low / D_high, high / D_low]``; a hedged denominator (近20万, 3.8万余) stays an
    interval. An in-report count of grade C is a group near to the people of the place, not
    these themselves: what was derived on it is a proxy. The claim that a denominator comes from
    joins ``figure_ids``.

    Examples
    --------
    859 members among 3.8万余 employees:

    >>> from reform_analysis import load
    >>> members = pd.DataFrame(
    ...     {
    ...         "region_id": ["wuxi-bonded-zone"],
    ...         "low": [859.0],
    ...         "stated": [859.0],
    ...         "high": [859.0],
    ...         "unit": ["人"],
    ...         "notes": [None],
    ...         "reference_date": [pd.Timestamp("2023-06-30")],
    ...     }
    ... )
    >>> share = per_head(members, load("denominators"), "in_report", per=100)
    >>> share[["low", "high"]].round(3).values.tolist(), share["unit"].item()
    ([[2.203, 2.261]], '人 per 100 in_report')
    """
    found = choose_denominators(values, denominators, rung)
    number = pd.Series(per, values.index, dtype="int64")
    people = Interval.of(found, "value_low", "value", "value_high")
    quotient = Interval.of(values) * number.to_numpy(float) / people
    result = values.assign(
        **quotient.frame(values.index),
        unit=values["unit"] + " per " + number.astype("string") + f" {rung}",
        rung=rung,
        **found[["denominator_id", "ref_date", "grade"]],
        notes=join_notes(values["notes"], found["reason"], _remarks(found)),
    )
    if "status" in values:
        proxy = values["status"].eq("derived") & found["grade"].eq("C") & (rung == "in_report")
        result["status"] = values["status"].mask(proxy, "proxy")
    if "figure_ids" in values:
        ids = values["figure_ids"] + (";" + found["figure_id"]).fillna("")
        result["figure_ids"] = ids
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
