"""From coded claims to tidy claims: each expression read, each period given its length."""

from __future__ import annotations

import pandas as pd

from reform_analysis.reading.period import read_periods
from reform_analysis.reading.quantity import read_quantities
from reform_analysis.tables.codebook import Codebook
from reform_analysis.values.ambiguous import both_ways, other_readings, read_otherwise

READING = [
    "hedge",
    "low",
    "value",
    "high",
    "assumed_high",
    "unit",
    "years_low",
    "years_high",
    "reference_date",
    "other_readings",
]

_DAYS_A_YEAR = 365.2425


def clean_claims(
    claims: pd.DataFrame,
    concepts: pd.DataFrame,
    sources: pd.DataFrame,
    codebook: Codebook,
    reading: str = "central",
    ambiguous: pd.DataFrame | None = None,
    window: str | None = None,
) -> pd.DataFrame:
    """Read every claim as an interval with a unit and a length of period.

    Parameters
    ----------
    claims : DataFrame, shape (n, 14)
        ``raw/claims``, one row a claim.
    concepts : DataFrame
        ``codebook/registers/concepts``; gives unit and kind.
    sources : DataFrame
        ``raw/sources``; gives the earliest and latest likely publication.
    codebook : Codebook
        Whose rules read the expressions and the periods.
    reading : {"narrow", "central", "wide"}
        How far a hedge reaches.
    ambiguous : DataFrame, optional
        ``raw/ambiguous``: claims that can be read two ways. At central and wide their periods span
        both (`reform_analysis.values.ambiguous`).
    window : {"narrow", "central", "wide"}, optional
        How widely periods are read, where not as widely as hedges.

    Returns
    -------
    DataFrame, shape (n, 24)
        The rows as given, and ``hedge``, ``low``, ``value``, ``high`` [in ``unit``; a share is
        a fraction], ``assumed_high`` (the words leave the high end open, and this one is ours),
        ``unit``, ``years_low``, ``years_high`` [years; missing where the period has no known
        length], ``reference_date``. ``value`` is missing where the text names no single number.

    Raises
    ------
    QuantityError, PeriodError
        An expression or a period phrase cannot be read; ``check`` names the row first.

    Notes
    -----
    A number printed without a classifier takes the unit of its concept. The number of a
    ``parameter`` (a threshold, a tariff) is exact as printed: the words 以上 or 超 in it draw a
    class, they do not hedge a count. ``reference_date`` is the middle of the period, for
    choosing the nearest year-end: a missing end is the middle of the likely publication, a
    missing start lies the mean length before the end; a stock has the date of its report. It is
    the same at every reading, so that no reading divides by another year-end.

    Examples
    --------
    >>> from reform_analysis import load
    >>> from reform_analysis.commands.face import codebook
    >>> tidy = clean_claims(load("raw/claims"), load("concepts"), load("sources"), codebook())
    >>> row = tidy.set_index("claim_id").loc["jingjiang-2020-0617"]
    >>> print(row["reported"], row["low"], row["high"], row["unit"])
    近400名 360.0 400.0 人
    >>> print(row["years_low"], row["years_high"])
    2.0 5.0
    """
    window = window or reading
    tidy = _read(claims, concepts, sources, codebook, reading, window)
    if ambiguous is None:
        return tidy.assign(other_readings=pd.Series(pd.NA, tidy.index, dtype="string"))
    if reading != "narrow" and len(ambiguous):
        others = read_otherwise(claims, ambiguous)
        read = _read(others, concepts, sources, codebook, reading, window)
        tidy = both_ways(tidy, read, reading)
    return tidy.assign(other_readings=other_readings(claims, ambiguous))


def _read(
    claims: pd.DataFrame,
    concepts: pd.DataFrame,
    sources: pd.DataFrame,
    codebook: Codebook,
    reading: str,
    window: str,
) -> pd.DataFrame:
    """Every claim as it is coded."""
    known = concepts.set_index("concept_id")
    read = read_quantities(claims["reported"], codebook, reading)
    tidy = pd.concat([claims, read], axis="columns")
    tidy["unit"] = tidy["unit"].mask(tidy["unit"] == "", tidy["concept_id"].map(known["unit"]))
    parameter = tidy["concept_id"].map(known["kind"]).eq("parameter") & tidy["value"].notna()
    for end in ("low", "high"):
        tidy[end] = tidy[end].mask(parameter, tidy["value"])
    tidy["assumed_high"] = (tidy["assumed_high"] & ~parameter).astype("boolean")
    published = sources.set_index("source_id")[["published_earliest", "published_latest"]]
    dated = claims.join(published, on="source_id")
    tidy = tidy.join(read_periods(dated, codebook, window)[["years_low", "years_high"]])
    tidy["reference_date"] = _reference_dates(dated, read_periods(dated, codebook))
    return tidy[[*claims.columns, *READING[:-1]]]


def _reference_dates(dated: pd.DataFrame, lengths: pd.DataFrame) -> pd.Series:
    published = _middle(dated["published_earliest"], dated["published_latest"])
    end = dated["period_end"].fillna(published)
    years = lengths.mean(axis="columns").fillna(0.0)
    # A rate that is yearly already, like a stock, is dated by its report.
    years = years.mask(dated["period_kind"].eq("yearly"), 0.0)
    start = dated["period_start"].fillna(end - pd.to_timedelta(years * _DAYS_A_YEAR, unit="D"))
    return _middle(start, end)


def _middle(first: pd.Series, last: pd.Series) -> pd.Series:
    return (first + (last - first) / 2).dt.normalize()


def distinct_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Drop claims that a report prints a second time, so that each counts once.

    Parameters
    ----------
    claims : DataFrame
        Raw or tidy claims with the column ``restates``.

    Returns
    -------
    DataFrame
        The rows that restate no other.

    Examples
    --------
    >>> printed = pd.DataFrame({"claim_id": ["a", "b"], "restates": [None, "a"]})
    >>> distinct_claims(printed)["claim_id"].tolist()
    ['a']
    """
    return claims[claims["restates"].isna()]
