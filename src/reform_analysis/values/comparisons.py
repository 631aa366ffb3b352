"""Every pair of values of two places: how far alike, in what order, and in what ratio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from reform_analysis.values import comparability
from reform_analysis.values.compare import PAIR, order, pair_up
from reform_analysis.values.interval import Interval

PAIRED = ("place_id", "variant", "low", "high", "unit", "per", "divided", "year")
PAIRED += comparability.TRAITS
"""Columns of described values that a pair has of both."""

ORDERED = ("A", "B", "C")
"""Grades of pairs of which an order may be asked."""


def comparable_pairs(
    indicators: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    per: str = "census_residents",
) -> pd.DataFrame:
    """Grade each two values of one indicator by how far they are alike.

    Parameters
    ----------
    indicators : DataFrame
        ``processed/indicators`` at one reading.
    tables : mapping of str to DataFrame
        ``raw/places``, ``raw/denominators``, ``processed/claims``,
        ``codebook/registers/indicators`` and ``codebook/registers/comparability``.
    per : str
        On which indicators that are divided by people are compared.

    Returns
    -------
    DataFrame
        One row an indicator and pair of values of two places: ``indicator_id``, ``first``,
        ``first_variant``, ``second``, ``second_variant``, ``grade``, ``order``, ``reading``,
        ``ratio_low``, ``ratio_high`` (of the first to the second), ``reasons`` (ids). Order and
        ratio are missing where the units differ and where the grade is D or ``not_graded``.

    Raises
    ------
    ValueError
        The values stand at several readings: each pair would be counted several times.

    Notes
    -----
    Values are the yearly ones of flows, and per head where the indicator is divided by people.
    Firms and studios are left out. Each difference has a grade, and the worst one counts:

    =====  ======================================================================
    B      another level of place; another kind of period, where both have a rate
    C      persons against person-times; bounds or proxies; another group as
           denominator; another kind of period, for a stock or ratio; more than two years
           apart; what ``codebook/registers/comparability`` says of the variants; two
           differences of grade B
    D      other units; no rate or no value per head; what the register says
    =====  ======================================================================

    Province and what a population takes in are of grade B too. A pair on which
    ``codebook/registers/comparability`` is silent is ``not_graded``, unless it is D.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import read_tables
    >>> tables = read_tables(codebook().project)
    >>> base = tables["processed/indicators"].query("reading == 'central'")
    >>> pairs = comparable_pairs(base, tables).set_index(["indicator_id", "first", "second"])
    >>> pairs.loc[("innovation-studios", "huaibei", "jingjiang"), "grade"]
    'C'
    >>> pairs.loc[("contract-coverage", "huaibei", "jingjiang"), "grade"]
    'C'
    """
    if len(several := indicators["reading"].unique()) > 1:
        raise ValueError(f"these values are read as {', '.join(several)}; compare one reading")
    pairs = _graded(comparability.describe(indicators, tables, per), tables)
    return pairs.drop(columns="per").sort_values(PAIR, ignore_index=True)


def _graded(
    values: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    same: Sequence[str] = (),
    own: Sequence[str] = (),
) -> pd.DataFrame:
    """Pairs of described values of one reading and population, graded and ordered.

    Pairs share the columns of ``same`` too, and keep those of ``own`` of both. ``per`` is missing
    where the indicator is not divided by people.
    """
    shared = ["indicator_id", "kind", "reading", "asked", *same]
    pairs = pair_up(values[[*shared, *PAIRED, *own]], shared)
    graded = pairs.join(comparability.grade(pairs, tables["codebook/registers/comparability"]))
    known = graded["grade"].isin(ORDERED) & graded["unit_1"].eq(graded["unit_2"])
    first, second = (Interval.of(pairs, f"low_{n}", None, f"high_{n}") for n in (1, 2))
    graded["order"] = pd.Series(order(first, second), pairs.index).where(known)
    ratio = {
        f"ratio_{end}": (graded[f"{end}_1"] / graded[f"{other}_2"]).where(known)
        for end, other in (("low", "high"), ("high", "low"))
    }
    undivided = graded["per_1"].isna() & ~graded["divided_1"]
    graded = graded.assign(**ratio, per=graded["asked"].mask(undivided))
    kept = [f"{name}_{n}" for name in own for n in (1, 2)]
    return graded[[*PAIR, "grade", "order", *ratio, "reading", "reasons", "per", *kept]]


def comparisons(indicators: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Grade and order every pair of places on every population and at every reading.

    From ``processed/indicators``, and tables as for `comparable_pairs`, ``processed/comparisons``:
    its columns and ``per``, which is missing where the indicator is not divided by people.
    """
    populations = sorted(indicators["per"].dropna().unique()) or [""]
    values = comparability.describe(indicators, tables, populations)
    once = values["divided"] | values["asked"].eq(populations[0])  # the same on every population
    return _graded(values[once], tables)


def comparisons_by_level(
    indicators: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """As `comparisons`, of the latest value of each place, with places of its own level only.

    A province is not held against a prefecture, nor a place against one that it lies in. Of a place
    that several pages tell of the latest value counts, a yearly one before a bare count.

    Returns
    -------
    DataFrame
        As `comparisons`, and ``recent``: both values end within `YEARS_APART` of the latest one of
        their indicator and level, so that years set no two of them apart.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import read_tables
    >>> from reform_analysis.tables.tiers import of_tier
    >>> tables = of_tier(read_tables(codebook().project), "opening")
    >>> central = tables["processed/indicators"].query("reading == 'central'")
    >>> pairs = comparisons_by_level(central, tables).query("per.isna()")
    >>> share = pairs.set_index(["first", "first_variant", "second", "second_variant"])
    >>> share.loc[("tianjin", "printed", "tibet", "printed"), "order"]
    'above'
    """
    populations = sorted(indicators["per"].dropna().unique()) or [""]
    newest = comparability.newest_first(indicators, tables)
    values = comparability.describe(newest, tables, populations, comparability.LEVELS)
    values = values[values["divided"] | values["asked"].eq(populations[0])]
    last = values.groupby(["indicator_id", "level"])["year"].transform("max")
    recent = values["year"].ge(last - comparability.YEARS_APART)
    values = values.assign(recent=recent, of_level=values["level"])
    pairs = _graded(values, tables, ["of_level"], ["recent"])
    pairs["recent"] = pairs.pop("recent_1") & pairs.pop("recent_2")
    return pairs
