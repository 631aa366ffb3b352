"""Which of several counts of one population is divided by: both scopes, or both year-ends.

A district may be counted with and without a zone that has a union of its own (武进 and 常州经开区).
Both stand: the population is their hull, and its id names both. At narrow it is the scope of the
union that reports, without the zone.

A yearly flow is divided by the mean of the two year-ends around it, as official rates are
(年平均人口); a stock, or a flow with one year-end on record, by the nearest.
"""

from __future__ import annotations

import pandas as pd

ZONES = {"without-zone": "with-zone"}
"""Scope of the union that reports -> scope of the census, which counts the zone in."""

BOTH = "with-and-without-zone"
"""Variant of a hull."""

ENDS = ["low", "value", "high"]

SAME = ["per", "place_id", "ref_date"]
"""What two scopes of one count have in common."""

YEAR_DAYS = 366
"""The year-end before a day and the one after it are no further than this from it."""


def in_scope(denominators: pd.DataFrame, reading: str | pd.Series) -> pd.DataFrame:
    """Put the hull in place of two scopes of one population and day; at narrow the own scope.

    Parameters
    ----------
    denominators : DataFrame
        ``raw/denominators``; those of several cases with the column ``reading``, which are told
        apart by it.
    reading : {"narrow", "central", "wide"}, or a Series of them
        Of hedges, one for all or one a row.

    Returns
    -------
    DataFrame
        The same columns. A hull has no ``value`` (both counts are right for their scope),
        ``denominator_id`` holds both ids, ``grade`` is the weaker of the two. A scope that stands
        alone stays.

    Examples
    --------
    >>> from reform_analysis import load
    >>> people = load("denominators").query("place_id == 'wujin' and per == 'census_residents'")
    >>> in_scope(people, "central")[["low", "high"]].astype(int).values.tolist()
    [[1276408, 1697380]]
    >>> in_scope(people, "narrow")["denominator_id"].tolist()
    ['wujin-census-residents-2020-without-zone']
    """
    scopes = denominators[denominators["variant"].isin([*ZONES, *ZONES.values()])]
    same = [*SAME, *(["reading"] if "reading" in denominators else [])]
    paired = scopes[scopes.duplicated(same, keep=False)]
    narrow = pd.Series(reading, denominators.index).eq("narrow")[paired.index]
    rest = denominators.drop(paired.index[~narrow | paired["variant"].isin(ZONES.values())])
    ordered = paired[~narrow].sort_values("variant", ascending=False)  # without the zone first
    if ordered.empty:
        return rest
    hulls = ordered.drop_duplicates(same).set_index(same)
    groups = ordered.groupby(same)
    hulls = hulls.assign(
        denominator_id=groups["denominator_id"].first() + ";" + groups["denominator_id"].last(),
        low=groups["low"].min(),
        high=groups["high"].max(),
        value=float("nan"),
        grade=ordered.sort_values("grade").groupby(same)["grade"].last(),
        variant=BOTH,
    ).reset_index()
    return pd.concat([rest, hulls[denominators.columns]])


def mean_of_year_ends(pairs: pd.DataFrame) -> pd.DataFrame:
    """The mean of the year-ends before and after the middle of each flow.

    Parameters
    ----------
    pairs : DataFrame
        One line a flow and year-end of its place: ``row``, ``reference_date``, and of the
        year-end ``denominator_id``, ``low``, ``value``, ``high`` [persons], ``ref_date``,
        ``grade``.

    Returns
    -------
    DataFrame
        One line for each row that has a year-end within a year on both sides: the columns given,
        ``denominator_id`` holding both ids, ``grade`` the weaker.

    Examples
    --------
    >>> pairs = pd.DataFrame({"row": 0, "grade": ["A", "B"], "low": [100.0, 110.0]})
    >>> pairs["ref_date"] = pd.to_datetime(["2022-12-31", "2023-12-31"])
    >>> pairs["denominator_id"] = ["a-2022", "a-2023"]
    >>> pairs = pairs.assign(value=pairs["low"], high=pairs["low"])
    >>> pairs = pairs.assign(reference_date=pd.Timestamp("2023-07-02"))
    >>> mean = mean_of_year_ends(pairs)
    >>> mean[["value", "denominator_id", "grade"]].values.tolist()
    [[105.0, 'a-2022;a-2023', 'B']]
    """
    ago = (pairs["reference_date"] - pairs["ref_date"]).dt.days
    near = pairs.assign(ago=ago)[ago.abs() <= YEAR_DAYS]
    before = near[near["ago"] >= 0].sort_values("ago").drop_duplicates("row")
    after = near[near["ago"] < 0].sort_values("ago", ascending=False).drop_duplicates("row")
    both = before.merge(after[["row", "denominator_id", "grade", *ENDS]], on="row")
    mean = {end: (both[f"{end}_x"] + both[f"{end}_y"]) / 2 for end in ENDS}
    both = both.assign(
        **mean,
        denominator_id=both["denominator_id_x"] + ";" + both["denominator_id_y"],
        grade=both["grade_x"].mask(both["grade_x"] < both["grade_y"], both["grade_y"]),
    )
    return both[[*pairs.columns]]
