"""From coded claims to tidy claims: each expression read, each period given its length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.period import periods_at
from reform_analysis.reading.quantities import read_at
from reform_analysis.tables.codebook import Codebook
from reform_analysis.values.ambiguous import other_readings, read_otherwise, spanning
from reform_analysis.values.left_out import readable, reason_left_out

ALIKE = {reading: reading for reading in READINGS}
"""Reading of hedges -> of periods, where both reach as far."""

_DAYS_A_YEAR = 365.2425


def clean_claims(
    claims: pd.DataFrame,
    concepts: pd.DataFrame,
    sources: pd.DataFrame,
    codebook: Codebook,
    reading: str = "central",
    ambiguous: pd.DataFrame | None = None,
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

    Returns
    -------
    DataFrame, shape (n, 28)
        The rows as given but for what no rule reads, ``left_out`` filled in (`reason_left_out`),
        and ``tier`` of the source, ``hedge``, ``low``, ``value``, ``high`` [in ``unit``; a share is
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
    return clean_at(claims, concepts, sources, codebook, ambiguous, {reading: reading})[reading]


def clean_at(
    claims: pd.DataFrame,
    concepts: pd.DataFrame,
    sources: pd.DataFrame,
    codebook: Codebook,
    ambiguous: pd.DataFrame | None = None,
    windows: Mapping[str, str] = ALIKE,
) -> dict[str, pd.DataFrame]:
    """By reading, what `clean_claims` gives; each distinct expression is taken apart once.

    Parameters and errors are those of `clean_claims`; ``windows`` names the readings of hedges, and
    how widely periods are read at each.

    Examples
    --------
    >>> from reform_analysis import load
    >>> from reform_analysis.commands.face import codebook
    >>> recruits = load("raw/claims").query("reported == '近400名'")
    >>> tidy = clean_at(recruits, load("concepts"), load("sources"), codebook())
    >>> {reading: each["low"].tolist() for reading, each in tidy.items()}
    {'narrow': [380.0], 'central': [360.0], 'wide': [320.0]}
    """
    registers = (concepts, sources, codebook, [*windows], [*windows.values()])
    claims = readable(claims)
    read = read_claims(claims, *registers)
    tidy = {reading: read.at(reading, window) for reading, window in windows.items()}
    names = pd.Series(pd.NA, claims.index, dtype="string")
    if ambiguous is not None and claims["claim_id"].isin(ambiguous["claim_id"]).any():
        others = read_claims(read_otherwise(claims, ambiguous), *registers)
        for reading, window in windows.items():
            tidy[reading] = spanning(tidy[reading], others.at(reading, window), reading)
        names = other_readings(claims, ambiguous)
    return {reading: each.assign(other_readings=names) for reading, each in tidy.items()}


@dataclass(frozen=True, eq=False)
class ClaimsRead:
    """Claims as they are coded, their expressions and periods read at some readings, each once.

    Parameters
    ----------
    claims : DataFrame
        Raw claims.
    numbers : mapping of str to DataFrame
        By reading of hedges, the columns from ``hedge`` to ``unit``.
    lengths : mapping of str to DataFrame
        By reading of periods, ``years_low`` and ``years_high``.
    dates : Series
        ``reference_date``, the same at every reading.
    """

    claims: pd.DataFrame
    numbers: Mapping[str, pd.DataFrame]
    lengths: Mapping[str, pd.DataFrame]
    dates: pd.Series

    def at(self, reading: str, window: str) -> pd.DataFrame:
        """Tidy claims at one reading of hedges and one of periods, other readings left out."""
        parts = [self.claims, self.numbers[reading], self.lengths[window], self.dates]
        return pd.concat(parts, axis="columns")


def read_claims(
    claims: pd.DataFrame,
    concepts: pd.DataFrame,
    sources: pd.DataFrame,
    codebook: Codebook,
    readings: Sequence[str] = READINGS,
    windows: Sequence[str] = READINGS,
) -> ClaimsRead:
    """Read expressions and periods of claims, as coded, at each of some readings.

    Parameters and errors are those of `clean_claims`; ``readings`` are of hedges, ``windows`` of
    periods.

    Examples
    --------
    >>> from reform_analysis import load
    >>> from reform_analysis.commands.face import codebook
    >>> read = read_claims(load("raw/claims"), load("concepts"), load("sources"), codebook())
    >>> row = read.at("narrow", "wide").set_index("claim_id").loc["jingjiang-2020-0617"]
    >>> print(row["reported"], row["low"], row["high"], row["years_low"], row["years_high"])
    近400名 380.0 400.0 1.0 10.0
    """
    claims = readable(claims)
    about = ["kind", "grade", "published_earliest", "published_latest"]
    dated = claims.join(sources.set_index("source_id")[about], on="source_id")
    claims = claims.assign(left_out=reason_left_out(dated), tier=dated["kind"])
    plan = claims["target"].eq("plan")  # it looks beyond the day of its page
    told = dated.assign(**{name: dated[name].mask(plan) for name in about[2:]})
    lengths = periods_at(told, codebook, {*windows, "central"})
    return ClaimsRead(
        claims,
        _numbers(claims, concepts, read_at(claims["reported"], codebook, readings)),
        lengths,
        _reference_dates(dated, lengths["central"]).rename("reference_date"),
    )


def _numbers(
    claims: pd.DataFrame, concepts: pd.DataFrame, quantities: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """What is read at each reading, in the units of the concepts; a parameter is exact."""
    known = concepts.set_index("concept_id")
    read = next(iter(quantities.values()))  # unit and value are the same at every reading
    alike = known["classifiers"].dropna().str.split(";").explode()
    pairs = pd.MultiIndex.from_arrays([claims["concept_id"], read["unit"]])
    same = pairs.isin(list(alike.items()))  # 家 or 个: another classifier for the same thing
    own = claims["concept_id"].map(known["unit"])
    unit = read["unit"].mask((read["unit"] == "") | same, own)
    exact = claims["concept_id"].map(known["kind"]).eq("parameter") & read["value"].notna()
    return {
        reading: pd.DataFrame(
            {
                "hedge": each["hedge"],
                "low": each["low"].mask(exact, each["value"]),
                "value": each["value"],
                "high": each["high"].mask(exact, each["value"]),
                "assumed_high": (each["assumed_high"] & ~exact).astype("boolean"),
                "unit": unit,
            }
        )
        for reading, each in quantities.items()
    }


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
