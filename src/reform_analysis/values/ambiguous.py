"""Claims that can honestly be read two ways, as ``raw/ambiguous`` lists them.

按年 before 500余场 is "500 every year" or "500 in all, year by year". The coded reading stands
alone at narrow. At central and wide the length of the period spans both; at wide there is none
where one reading has none. A reading under which a claim counts something else changes no number:
the printed one is the same. All three are named on every value that comes of the claim, by the id
of the reading, which is a note.
"""

from __future__ import annotations

import pandas as pd

DATES = ("period_start", "period_end")
LENGTH = ("years_low", "years_high")


def read_otherwise(claims: pd.DataFrame, ambiguous: pd.DataFrame) -> pd.DataFrame:
    """The claims once more, as each of their other readings has them.

    Parameters
    ----------
    claims : DataFrame
        ``raw/claims``.
    ambiguous : DataFrame
        ``raw/ambiguous``: ``claim_id``, ``reading_id``, ``field``, ``read_as``; rows of one reading
        of one claim belong together.

    Returns
    -------
    DataFrame
        One row a claim and other reading, with the columns of `claims` and ``reading_id``.

    Examples
    --------
    >>> claims = pd.DataFrame({"claim_id": ["a", "b"], "period_kind": ["yearly", "point"]})
    >>> rows = [["a", "in-all", "period_kind", "unstated"]]
    >>> columns = ["claim_id", "reading_id", "field", "read_as"]
    >>> read_otherwise(claims, pd.DataFrame(rows, columns=columns)).values.tolist()
    [['a', 'unstated', 'in-all']]
    """
    key = ["claim_id", "reading_id"]
    others = ambiguous[key].drop_duplicates().merge(claims, on="claim_id", how="inner")
    others = others[[*claims, "reading_id"]]
    told = ambiguous.set_index(key)
    at = pd.MultiIndex.from_frame(others[key])
    for field in ambiguous["field"].unique():
        values = told.loc[told["field"].eq(field), "read_as"]
        own = others[field].copy()
        given = values.reindex(at).set_axis(own.index)
        if field in DATES:
            given = pd.to_datetime(given)
        others[field] = own.mask(at.isin(values.index), given)
    return others


def spanning(coded: pd.DataFrame, others: pd.DataFrame, reading: str) -> pd.DataFrame:
    """The claims of one reading: at narrow as they are coded, else as `both_ways` has them."""
    return coded if reading == "narrow" or others.empty else both_ways(coded, others, reading)


def both_ways(coded: pd.DataFrame, others: pd.DataFrame, reading: str) -> pd.DataFrame:
    """Let the lengths of periods span the coded reading and the others.

    Parameters
    ----------
    coded, others : DataFrame
        Tidy claims at one reading: as coded, and what `read_otherwise` made of them.
    reading : {"central", "wide"}

    Returns
    -------
    DataFrame
        `coded` with ``years_low`` and ``years_high`` [years] of all readings. Where another
        reading has no length that of the others stands at central, none at wide; where the coded
        one has none there is none.

    Examples
    --------
    Every year, or in all over 2.6 to 3.8 years:

    >>> coded = pd.DataFrame({"claim_id": ["a"], "years_low": [1.0], "years_high": [1.0]})
    >>> other = pd.DataFrame({"claim_id": ["a"], "years_low": [2.6], "years_high": [3.8]})
    >>> both_ways(coded, other, "central")[["years_low", "years_high"]].values.tolist()
    [[1.0, 3.8]]
    """
    every = others.groupby("claim_id")[list(LENGTH)]
    at = coded["claim_id"]
    lowest, highest = at.map(every.min()["years_low"]), at.map(every.max()["years_high"])
    open_ = at.map(others["years_low"].isna().groupby(others["claim_id"]).any()).eq(True)
    known = coded["years_low"].notna() & ~(open_ & (reading == "wide"))
    low = coded["years_low"].where(~(lowest < coded["years_low"]), lowest)
    high = coded["years_high"].where(~(highest > coded["years_high"]), highest)
    return coded.assign(years_low=low.where(known), years_high=high.where(known))


def other_readings(claims: pd.DataFrame, ambiguous: pd.DataFrame) -> pd.Series:
    """Ids of the other readings of each claim, joined by ``;``, missing where there is one only.

    >>> rows = pd.DataFrame({"claim_id": ["a", "a"], "reading_id": ["in-all", "in-all"]})
    >>> other_readings(pd.DataFrame({"claim_id": ["a", "b"]}), rows).tolist()
    ['in-all', <NA>]
    """
    ids = ambiguous[["claim_id", "reading_id"]].drop_duplicates()
    joined = ids.groupby("claim_id")["reading_id"].agg(";".join)
    return claims["claim_id"].map(joined).astype("string")
