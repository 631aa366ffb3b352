"""How far two values of one indicator are alike: what they can differ in, and what that costs.

`describe` says of each value what it counts, of whom, over what kind of period and at what
level; `grade` turns the differences of two into a grade. What no table shows, whether two
variants are the same thing, stands in ``codebook/registers/comparability``.
`reform_analysis.values.comparisons` pairs the values and orders what may be ordered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from reform_analysis.tables.naming import split_list
from reform_analysis.values.distinct import of_distinct
from reform_analysis.values.models.beside import around
from reform_analysis.values.populations import COUNTED_IN_REPORT

# Places whose reports speak of a population of workers; firms, studios and schools inside them
# are not asked for regional indicators.
REPORTING_LEVELS = ("prefecture", "county", "township", "zone")

LEVELS = ("province", "prefecture", "county")
"""Levels of the wider sample: no place of one lies in another of the same."""

TRAITS = ("counted", "people", "gap", "weak", "group", "scope", "period", "level", "province")
REASONS = (
    "not-graded",
    "units",
    "gap",
    "persons",
    "weak",
    "group",
    "scope",
    "period",
    "period-flow",
    "level",
    "province",
    "years",
)
"""What can set two values apart; ``codebook/words/pages`` has each for readers (``unlike.…``)."""

SHORT_OF_A_YEAR = 360
"""Days up to which dates are those of a part of a year; an account may close in its last week."""

YEARS_APART = 2
"""More years than this between two values are of grade C: what grows by the year is then set
against its own past, and plans and award rounds change."""


def describe(
    indicators: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    per: str | Sequence[str],
    levels: Sequence[str] = REPORTING_LEVELS,
) -> pd.DataFrame:
    """Choose one value of each place and variant, and say what it can differ in.

    Parameters
    ----------
    indicators : DataFrame
        ``processed/indicators``.
    tables : mapping of str to DataFrame
        ``raw/places``, ``raw/sources``, ``raw/denominators``, ``processed/claims``,
        ``codebook/registers/indicators``.
    per : str or sequence of str
        Of the denominators; where a value lacks it, the undivided one stands with ``gap``.
        ``asked`` says which of several.
    levels : sequence of str
        Of places; values of others are left out.

    Returns
    -------
    DataFrame
        Rows of `indicators` for places, not for firms and studios, one a variant (of several that
        are alike the first), with ``kind`` of the indicator and the traits: ``counted`` (unit
        without people), ``people`` (the unit counts persons or person-times), ``gap`` (no rate, or
        no value per head, where the indicator asks for it), ``weak`` (a bound or a proxy),
        ``group`` (whom an in-report denominator counts), ``period`` (kinds of period of its claims;
        a point and no period are both as of the report), ``level``, ``province``, ``scope`` (what
        the denominator takes in) and ``year`` (end of the period, else the latest likely day of
        publication).

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import read_tables
    >>> tables = read_tables(codebook().project)
    >>> base = tables["processed/indicators"].query("reading == 'central'")
    >>> values = describe(base, tables, "census_residents").set_index(["indicator_id", "place_id"])
    >>> values.loc[("subsidised-training", "wujin"), ["counted", "period", "level"]].tolist()
    ['人次/年', 'year', 'county']
    """
    periods = _periods(indicators["claim_ids"], tables)
    values = one_each(indicators, tables["codebook/registers/indicators"], per)
    level = values["place_id"].map(tables["raw/places"].set_index("place_id")["level"])
    values = values.assign(level=level)[level.isin(levels)]
    group = _variants(values["denominator_id"], tables["raw/denominators"])
    units = {unit: unit.partition(" per ")[0] for unit in values["unit"].unique()}
    counted = values["unit"].map(units)
    people = [unit for unit in units.values() if "人" in unit]
    yearless = values["kind"].eq("flow") & ~values["rate"] & counted.ne("fraction")
    return values.assign(
        counted=counted,
        people=counted.isin(people),
        gap=yearless | (values["divided"] & values["per"].isna()),
        weak=values["status"].isin(["bound", "proxy"]),
        group=group.where(values["per"].isin(COUNTED_IN_REPORT)).fillna(""),
        scope=group.mask(values["per"].isin(COUNTED_IN_REPORT)).fillna(""),
        province=values["place_id"].map(_provinces(tables["raw/places"])),
        year=ending_years(values, tables),
        period=values["claim_ids"].map(periods),
    )


def _periods(claim_ids: pd.Series, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The kinds of period of some lists of claims; those of a denominator are not of the value."""
    claims = tables["processed/claims"]
    told = claims["period_kind"].replace("point", "unstated")
    kinds = dict(zip(claims["claim_id"], told, strict=True))
    for people in tables["raw/denominators"]["claim_id"].dropna():
        kinds.pop(people, None)
    return {
        ids: " ".join(sorted({kinds[one] for one in split_list(ids) if one in kinds}))
        for ids in claim_ids.unique()
    }


def _variants(ids: pd.Series, denominators: pd.DataFrame) -> pd.Series:
    """What denominators take in; nothing sets apart a value that has both scopes for its ends."""
    known = denominators.set_index("denominator_id")["variant"].dropna()
    found = {
        joined: {known[one] for one in split_list(joined) if one in known.index}
        for joined in ids.dropna().unique()
    }
    told = {joined: next(iter(own)) for joined, own in found.items() if len(own) == 1}
    return ids.map(told).astype("string")


def one_each(
    indicators: pd.DataFrame, register: pd.DataFrame, per: str | Sequence[str]
) -> pd.DataFrame:
    """One value each place and variant: on the population, else undivided; yearly before counts.

    ``asked`` is the population; where several are asked each has a value of its own.
    """
    populations = pd.DataFrame({"asked": [per] if isinstance(per, str) else [*per]}, dtype="string")
    undivided = indicators[indicators["per"].isna()].merge(populations, how="cross")
    divided = indicators[indicators["per"].isin(populations["asked"])]
    kept = pd.concat([undivided, divided.assign(asked=divided["per"])], ignore_index=True)
    register = register.set_index("indicator_id")
    kept = kept.assign(
        kind=kept["indicator_id"].map(register["kind"]),
        divided=kept["indicator_id"].map(register["populations"].notna()),
        variant=kept["variant"].fillna(""),
        rate=_yearly(kept["unit"]),
    )
    first = kept.iloc[np.lexsort([~kept["rate"], kept["per"].isna()])]
    return first.drop_duplicates(["indicator_id", "place_id", "variant", "reading", "asked"])


def _provinces(places: pd.DataFrame) -> dict[str, str]:
    """The province that each place lies in, by place; empty where it lies in none."""
    provinces = {*places.loc[places["level"].eq("province"), "place_id"]}
    return {
        place: next((one for one in (place, *split_list(line)) if one in provinces), "")
        for place, line in around(places).items()
    }


def newest_first(values: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows in the order of their ends, the latest first; of one day as they stood.

    A yearly rate of a dated part of a year comes behind all others: what a place trains in one
    quarter is not a fourth of what it trains in the year.
    """
    days = (pd.to_datetime(values["period_end"]) - pd.to_datetime(values["period_start"])).dt.days
    part = _yearly(values["unit"]) & days.lt(SHORT_OF_A_YEAR)
    order = pd.DataFrame({"part": part, "year": -ending_years(values, tables)})
    return values.loc[order.sort_values(["part", "year"], kind="stable").index]


def _yearly(units: pd.Series) -> pd.Series:
    """Whether a unit is that of a flow: of a year, per head or not."""
    return units.isin([unit for unit in units.dropna().unique() if "/年" in unit])


def ending_years(values: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """The year that each value ends in, as a number with a fraction."""
    sources = tables["raw/sources"].set_index("source_id")["published_latest"]
    claims = tables["processed/claims"].set_index("claim_id")["source_id"].map(sources)
    published = {ids: claims[ids.partition(";")[0]] for ids in values["claim_ids"].unique()}
    day = pd.to_datetime(values["period_end"].fillna(values["claim_ids"].map(published)))
    return day.dt.year + day.dt.day_of_year / 365.2425


def grade(pairs: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Grade pairs of values from A (alike) to D (different things).

    Parameters
    ----------
    pairs : DataFrame
        ``indicator_id``, ``kind``, ``first``, ``first_variant``, ``second``,
        ``second_variant``, and the traits and ``year`` of both with the endings ``_1`` and ``_2``.
    register : DataFrame
        ``codebook/registers/comparability``.

    Returns
    -------
    DataFrame
        ``grade`` (``not_graded`` where the register is silent and nothing makes the pair D) and
        ``reasons`` (ids, joined by ``;``), indexed like `pairs`. The rules stand in
        `reform_analysis.values.comparisons.comparable_pairs`.
    """
    unlike = {name: pairs[f"{name}_1"].ne(pairs[f"{name}_2"]) for name in TRAITS}
    either = {name: pairs[f"{name}_1"] | pairs[f"{name}_2"] for name in ("gap", "weak")}
    flow = pairs["kind"].eq("flow")
    persons = unlike["counted"] & pairs["people_1"] & pairs["people_2"]
    there = {
        ("D", "units"): unlike["counted"] & ~persons,
        ("D", "gap"): either["gap"],
        ("C", "persons"): persons,
        ("C", "weak"): either["weak"],
        ("C", "group"): unlike["group"],
        ("C", "period"): unlike["period"] & ~flow,
        ("B", "period-flow"): unlike["period"] & flow,
        ("B", "scope"): unlike["scope"],
        ("B", "level"): unlike["level"],
        ("B", "province"): unlike["province"],
        ("C", "years"): pairs["year_1"].sub(pairs["year_2"]).abs().gt(YEARS_APART),
    }
    differs = [each.fillna(False).astype(bool) for each in there.values()]
    judged = of_distinct(partial(_judged, [*there]), _told(pairs, register), *differs)
    parts = {each: each.split(" ") for each in judged.unique()}
    return pd.DataFrame(
        {
            name: judged.map({each: part[n] for each, part in parts.items()})
            for n, name in enumerate(("grade", "reasons"))
        },
        dtype="string",
    )


def _judged(differences: Sequence[tuple[str, str]], told: str, *there: bool) -> str:
    """Grade and reasons of a pair, a space between, by what the register says and what differs."""
    letter, _, reason = told.partition(" ")
    found = [each for each, here in zip(differences, there, strict=True) if here]
    grades = [letter or "A", *(letter for letter, _ in found)]
    if grades.count("B") > 1:
        grades.append("C")  # two conversions are one too many
    worst = max(grades)
    if not letter and worst != "D":
        worst, reason = "not_graded", "not-graded"
    reasons = [reason] if reason else []
    return f"{worst} {';'.join([*reasons, *(name for _, name in found)])}"


def _told(pairs: pd.DataFrame, register: pd.DataFrame) -> pd.Series:
    """What the register says of two variants, in either order; of one place before of any.

    Grade and reason, a space between; empty where it says nothing.
    """
    names = ["indicator_id", "variant", "other_variant", "place_id", "grade", "reason_id"]
    told = {}
    for indicator_id, one, other, place, letter, reason in register[names].fillna("").to_numpy():
        for both in ((one, other), (other, one)):
            told.setdefault((indicator_id, *both, place), f"{letter} {reason}")
    asked = ["indicator_id", "first_variant", "second_variant", "second", "first"]
    found = []
    for *both, second, first in pairs[asked].to_numpy():
        here = (told.get((*both, place)) for place in (second, first, ""))
        found.append(next(filter(None, here), ""))
    return pd.Series(found, pairs.index, dtype="string")
