"""Populations: who may be divided by, and which count of them stands for a place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reform_analysis.tables.naming import one_known
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

FOUND = ("denominator_id", "low", "value", "high", "ref_date", "grade", "variant", "claim_id")
"""What is told of the denominator that stands for a place."""

# A year-end further than this from the middle of the period says too little about it.
NEAREST_YEAR_END_DAYS = 550


def choose_denominators(
    places: pd.DataFrame,
    denominators: pd.DataFrame,
    per: str | pd.Series,
    reading: str = "central",
) -> pd.DataFrame:
    """Find for each row the denominator of its place on its population.

    Parameters
    ----------
    places : DataFrame, shape (n, k)
        Rows with ``place_id`` and ``reference_date`` (the middle of the period); ``flow`` where
        some are counts a year.
    denominators : DataFrame
        ``raw/denominators``.
    per : str or Series of str
        One of ``POPULATIONS`` for all rows, or one a row.
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
    >>> places = pd.DataFrame({"place_id": ["wujin"]})
    >>> places = places.assign(reference_date=pd.Timestamp("2024-07-01"))
    >>> found = choose_denominators(places, load("denominators"), "year_end_residents", "narrow")
    >>> found.loc[0, "denominator_id"], float(found.loc[0, "value"])
    ('wujin-year-end-residents-2024-without-zone', 1299800.0)
    """
    return nearest(places, usable(denominators, reading), denominators, per)


def usable(denominators: pd.DataFrame, reading: str | pd.Series) -> pd.DataFrame:
    """Denominators that cover the people of a numerator, both scopes of a district as one.

    Parameters are those of `choose_denominators`; ``reading`` may be one a row.
    """
    covering = denominators["variant"].isna() | denominators["variant"].isin(COVERING)
    covering |= denominators["per"].isin(COUNTED_IN_REPORT)
    return in_scope(denominators[covering], reading)


def nearest(
    places: pd.DataFrame,
    usable: pd.DataFrame,
    denominators: pd.DataFrame,
    per: str | pd.Series,
) -> pd.DataFrame:
    """As `choose_denominators`, from denominators that are `usable`, at one reading or at several.

    Where these have the column ``reading`` the rows of ``places`` have it too, and each finds those
    of its own; ``denominators`` are all that are known, to say why there is none.
    """
    refuse_unknown(per)
    on = ["place_id", "per", *(["reading"] if "reading" in usable else [])]
    flow = places.get("flow", pd.Series(False, places.index))
    asked = places[[*{"reference_date", *on} - {"per"}]].assign(flow=flow, per=per)
    asked = asked.assign(per=asked["per"].astype("string"), row=range(len(asked)))
    pairs = asked.merge(usable[[*on, *FOUND]], on=on, how="inner")
    pairs["distance"] = (pairs["ref_date"] - pairs["reference_date"]).abs()
    near = pairs["distance"] <= pd.Timedelta(days=NEAREST_YEAR_END_DAYS)
    pairs = pairs[pairs["per"].ne("year_end_residents") | near]
    means = mean_of_year_ends(
        pairs[pairs["per"].eq("year_end_residents") & pairs["flow"].astype(bool)]
    )
    pairs = pd.concat([means.assign(distance=pd.Timedelta(0)), pairs], ignore_index=True)
    nearest = pairs.sort_values(["distance", "ref_date"], ascending=[True, False], kind="stable")
    found = nearest.drop_duplicates("row").set_index("row")[[*FOUND]].reindex(asked["row"])
    unfound = asked.set_index("row")[found["low"].isna()]
    found = found.assign(reason=_reasons(unfound, denominators, usable))
    return found.set_axis(places.index)


def _reasons(unfound: pd.DataFrame, denominators: pd.DataFrame, usable: pd.DataFrame) -> pd.Series:
    """Why a row has no denominator, as the id of a note."""
    reason = pd.Series("no-such-denominator", unfound.index, dtype="string")
    asked = pd.MultiIndex.from_frame(unfound[["place_id", "per"]])
    for held, why in (
        (denominators, "denominator-of-other-people"),
        (usable, "no-year-end-near-the-period"),
    ):
        reason = reason.mask(asked.isin(pd.MultiIndex.from_frame(held[["place_id", "per"]])), why)
    return reason


def refuse_unknown(per: str | pd.Series) -> None:
    """Raise `ValueError` where a population, or one of a column of them, is none of ours."""
    for name in [per] if isinstance(per, str) else per.unique():
        one_known(name, "population", POPULATIONS)


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
    >>> given = pd.DataFrame({"claim_id": ["a", None], "low": [36.0, 50.0], "value": [40.0, 50.0]})
    >>> given["high"] = given["value"]
    >>> wide = pd.DataFrame({"claim_id": ["a"], "low": [32.0], "value": [40.0], "high": [40.0]})
    >>> at_reading(given, wide)["low"].tolist()
    [32.0, 50.0]
    """
    from_report = denominators["claim_id"].notna()
    row = pd.Index(claims["claim_id"]).get_indexer(denominators.loc[from_report, "claim_id"])
    read = {}
    for name in ("low", "value", "high"):
        read[name] = denominators[name].to_numpy(dtype=float, na_value=np.nan, copy=True)
        known = claims[name].to_numpy(dtype=float, na_value=np.nan)
        read[name][from_report] = np.append(known, np.nan)[row]  # no such claim: row -1, missing
    return denominators.assign(**read)
