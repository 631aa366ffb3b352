"""The one step that divides indicators by people: all rows, at the reading of their claims.

`evidence_at` makes an `Evidence`, which carries claims and denominators at one reading; `divide`
takes the rows that indicators give from these claims, and a population. How an indicator is divided
stands in ``codebook/registers/indicators``: ``populations`` by whom, ``scale`` how many people the
result speaks of, ``kind`` what of it (of a flow the yearly rates, else the counts), ``unit``
fraction: a share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list
from reform_analysis.values.claims import ALIKE, clean_at
from reform_analysis.values.per_head import divided_by, join_notes, yearly_units
from reform_analysis.values.populations import (
    FOUND,
    PART_OF_STAFF,
    POPULATIONS,
    at_reading,
    nearest,
    usable,
)
from reform_analysis.values.refusing import REGISTER, refuse_other_claims, refuse_senseless


@dataclass(frozen=True, eq=False)
class Evidence:
    """Claims, denominators and the rules of dividing, all at one reading of hedges.

    Parameters
    ----------
    claims : DataFrame
        Tidy claims at ``reading``.
    denominators : DataFrame
        ``raw/denominators``; what a report counts itself is read at ``reading`` too.
    indicators : DataFrame
        ``codebook/registers/indicators``.
    reading : {"narrow", "central", "wide"}
    """

    claims: pd.DataFrame
    denominators: pd.DataFrame
    indicators: pd.DataFrame
    reading: str


def evidence_at(
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    reading: str = "central",
) -> Evidence:
    """Read claims and in-report denominators at one reading.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``raw/claims``, ``raw/sources``, ``raw/denominators``, ``codebook/registers/concepts``,
        ``codebook/registers/indicators`` and, where a claim can be read two ways,
        ``raw/ambiguous``, as ``tables.read_all`` gives them; unchanged.
    codebook : Codebook
        Its rules read hedges and periods.
    reading : {"narrow", "central", "wide"}

    Examples
    --------
    淮北's 37.81万 insured, the denominator of its report, at wide:

    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> tables = read_all(codebook().project)
    >>> people = evidence_at(tables, codebook(), "wide").denominators.set_index("denominator_id")
    >>> people.loc["huaibei-insured-employees-pension", ["low", "high"]].tolist()
    [378000.0, 378200.0]
    """
    return evidence_at_all(tables, codebook, {reading: reading})[reading]


def evidence_at_all(
    tables: Mapping[str, pd.DataFrame], codebook: Codebook, windows: Mapping[str, str] = ALIKE
) -> dict[str, Evidence]:
    """By reading, what `evidence_at` gives; each distinct expression is taken apart once.

    ``windows`` names the readings of hedges, and how widely periods are read at each.
    """
    names = ("raw/claims", "codebook/registers/concepts", "raw/sources")
    claims, concepts, sources = (tables[name] for name in names)
    tidy = clean_at(claims, concepts, sources, codebook, tables.get("raw/ambiguous"), windows)
    people = tables["raw/denominators"]
    return {
        reading: Evidence(each, at_reading(people, each), tables[REGISTER], reading)
        for reading, each in tidy.items()
    }


def divide(rows: pd.DataFrame, evidence: Evidence, per: str | pd.Series) -> pd.DataFrame:
    """Divide indicators by the people of each place on one population, or one a row.

    Parameters
    ----------
    rows : DataFrame
        What functions of `reform_analysis.indicators` give from ``evidence.claims``, of one
        indicator or of several.
    evidence : Evidence
        At the reading of the rows.
    per : str or Series of str
        One for all rows, or one a row; the register lists it for the indicator of the row.

    Returns
    -------
    DataFrame
        Of a flow the rates a year, of any other the counts; quotients of two claims are left
        out. ``low``, ``value``, ``high`` in [unit per ``scale`` people], or as a share
        [fraction, 0 to 1]; ``status`` derived (a bound stays one; proxy where the denominator
        is of grade C and of the report), ``notes``, and of the denominator ``denominator_id``
        and ``per``. A place without this population keeps its row with missing values, and
        ``notes`` says why.

    Raises
    ------
    ValueError
        The population is unknown, or not one by which an indicator may be divided; an indicator is
        in no register; the rows are divided already, or come from other claims than those of
        the evidence, such as the same at another reading.

    Notes
    -----
    ``scale * [low / D_high, high / D_low]``. A share over people who are a part of those meant
    (the insured among all employees) is a bound, at most that. A share that reaches above 1 says
    that its two numbers do not belong together: it is refused, with the note share-above-one, and
    never cut at 1. One that lies above 1 altogether stays with that note, for ``check`` to name.
    Only where the count is itself open upwards does the share end at 1.

    Examples
    --------
    淮北: 13.3万 under contracts of 37.81万 insured employees, a part of all: at most 35.3 %.

    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.indicators import function_of
    >>> from reform_analysis.tables.store import read_all
    >>> evidence = evidence_at(read_all(codebook().project), codebook())
    >>> contracts = function_of("contract-coverage")(evidence.claims)
    >>> covered = divide(contracts, evidence, "insured_employees")
    >>> row = covered.set_index("place_id").loc["huaibei"]
    >>> row["status"], row[["low", "value", "high"]].astype(float).mul(100).round(2).tolist()
    ('bound', [0.0, nan, 35.31])
    >>> divide(function_of("craftsmen-per-round")(evidence.claims), evidence, "employed")
    Traceback (most recent call last):
    ...
    ValueError: 'craftsmen-per-round' cannot be divided by 'employed': it is a quotient of two \
counts already; without a population it gives 人/届
    """
    register = evidence.indicators.set_index("indicator_id")
    refuse_senseless(rows, register, per)
    refuse_other_claims(rows, evidence.claims, evidence.reading)
    divisible = _divisible(rows, register)
    counts, population = rows[divisible], pd.Series(per, rows.index, dtype="string")[divisible]
    people = usable(evidence.denominators, evidence.reading)
    flow = counts["unit"].isin(yearly_units(counts["unit"]))
    found = nearest(counts.assign(flow=flow), people, evidence.denominators, population)
    return _divided(counts, register, found, population)


def divide_by_all(rows: pd.DataFrame, evidence: Mapping[str, Evidence]) -> pd.DataFrame:
    """Divide indicators by every population that the register lists for them, in one step.

    Rows have the ``reading`` by which the evidence of their claims is named. Given is what `divide`
    gives, population by population, in the order of `POPULATIONS`.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.indicators import function_of
    >>> from reform_analysis.tables.store import read_all
    >>> evidence = evidence_at(read_all(codebook().project), codebook())
    >>> claims = evidence.claims.assign(reading="central")
    >>> studios = function_of("innovation-studios")(claims)
    >>> divide_by_all(studios, {"central": evidence})["per"].unique()[:2].tolist()
    ['insured_employees', 'mutual_aid_participants']
    """
    first = next(iter(evidence.values()))
    register = first.indicators.set_index("indicator_id")
    allowed = register["populations"].dropna().map(split_list)
    counts = rows[_divisible(rows, register)]
    asked = {
        per: np.flatnonzero(counts["indicator_id"].isin(allowed.index[[per in a for a in allowed]]))
        for per in POPULATIONS
    }
    per = pd.Series([*asked], dtype="string").repeat([len(places) for places in asked.values()])
    per = per.reset_index(drop=True)
    counts = counts.iloc[np.concatenate([*asked.values()])].reset_index(drop=True)
    held = {id(one.denominators): name for name, one in evidence.items()}  # several share one table
    held_by = {name: held[id(one.denominators)] for name, one in evidence.items()}
    flow = counts["unit"].isin(yearly_units(counts["unit"]))
    places = counts.assign(flow=flow, reading=counts["reading"].map(held_by).astype("string"))
    people = _people({name: evidence[name] for name in held.values()})
    return _divided(counts, register, nearest(places, people, first.denominators, per), per)


def _people(evidence: Mapping[str, Evidence]) -> pd.DataFrame:
    """People that may be divided by at several readings, below one another, with ``reading``."""
    tables = [one.denominators[["place_id", "per", *FOUND]] for one in evidence.values()]
    names = pd.Series([*evidence], dtype="string").repeat([*map(len, tables)])
    people = pd.concat(tables, ignore_index=True).assign(reading=names.array)
    hedges = people["reading"].map({name: one.reading for name, one in evidence.items()})
    return usable(people, hedges)


def _divided(
    counts: pd.DataFrame, register: pd.DataFrame, found: pd.DataFrame, per: pd.Series
) -> pd.DataFrame:
    """As `divide`, of rows that may be divided, by the people that were found for them."""
    share = counts["indicator_id"].isin(register.index[register["unit"].eq("fraction")])
    scale = counts["indicator_id"].map(register["scale"]).astype("int64")
    derived = counts.assign(status=counts["status"].replace("reported", "derived"))
    divided = divided_by(derived, found, per, scale)
    divided["unit"] = divided["unit"].mask(share, "fraction")
    return _shares(divided, share).drop(columns=["ref_date", "grade"])


def _divisible(rows: pd.DataFrame, register: pd.DataFrame) -> pd.Series:
    """Whether a row is of a flow a rate a year, of any other a count."""
    units = rows["unit"].dropna().unique()
    quotients = [unit for unit in units if "/" in unit or unit == "fraction"]
    flow = rows["indicator_id"].isin(register.index[register["kind"].eq("flow")])
    yearly = rows["unit"].isin(yearly_units(rows["unit"]))
    return (flow & yearly) | ~(flow | rows["unit"].isin(quotients))


def _shares(divided: pd.DataFrame, share: pd.Series) -> pd.DataFrame:
    """What holds of shares alone: they end at 1, and over a part of the people they are bounds."""
    bound = share & divided["low"].notna() & divided["per"].isin(PART_OF_STAFF)
    divided.loc[bound, "low"], divided.loc[bound, "value"] = 0.0, float("nan")
    divided["status"] = divided["status"].mask(bound, "bound")
    part = pd.Series("part-of-the-people", divided.index, dtype="string")
    divided["notes"] = join_notes(divided["notes"], part.where(bound))
    # "At most" more than all, and "over" so many, say at most all; any other above 1 is wrong.
    open_end = share & (divided["status"].eq("bound") | divided["high"].eq(float("inf")))
    for end in ("value", "high"):
        beyond = open_end & divided[end].gt(1)
        divided[end] = divided[end].mask(beyond, 1.0 if end == "high" else float("nan"))
    divided["assumed_high"] &= ~(share & divided["high"].ge(1))  # a whole ends there by itself
    above = share & divided["high"].gt(1)
    fault = pd.Series("share-above-one", divided.index, dtype="string")
    divided["notes"] = join_notes(divided["notes"], fault.where(above))
    divided.loc[above & divided["low"].le(1), ["low", "value", "high"]] = float("nan")
    return divided
