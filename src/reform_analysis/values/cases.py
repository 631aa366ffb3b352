"""Every combination of choices that a value hangs on: hedges, periods, and claims read otherwise.

A case is one choice of each: ``reading`` of hedges, ``window`` (the reading of periods) and ``way``
(claims as coded, or each as its other reading has it). `evidence_of_all` gives the claims of all
cases, beside those of the three readings, `of_cases` the values that indicators make of them,
`orders_of_cases` the orders of the pairs that are graded.
`reform_analysis.values.sensitivity` says what holds over all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd

from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.values.ambiguous import other_readings, read_otherwise, spanning
from reform_analysis.values.claims import read_claims
from reform_analysis.values.comparability import one_each
from reform_analysis.values.compare import PAIR, order
from reform_analysis.values.comparisons import ORDERED
from reform_analysis.values.dividing import REGISTER, Evidence
from reform_analysis.values.interval import Interval
from reform_analysis.values.left_out import readable
from reform_analysis.values.populations import at_reading

CASE = ("reading", "window", "way")
WAYS = ("coded", "otherwise")


def evidence_of_all(
    tables: Mapping[str, pd.DataFrame], codebook: Codebook
) -> tuple[dict[str, Evidence], dict[str, Evidence]]:
    """Claims and denominators at the three readings, and in every case; all is read once.

    Parameters are those of `reform_analysis.values.dividing.evidence_at`.

    Returns
    -------
    tuple of dict of str to Evidence
        By reading, what `evidence_at` gives; and the same of every case, by its three choices
        joined by spaces.

    Notes
    -----
    "Otherwise" takes all other readings at once: no value is made of claims of two of them.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> plain, cases = evidence_of_all(read_all(codebook().project), codebook())
    >>> [*plain], len(cases), next(iter(cases))
    (['narrow', 'central', 'wide'], 18, 'narrow narrow coded')
    """
    claims, ambiguous = readable(tables["raw/claims"]), tables["raw/ambiguous"]
    registers = (tables["codebook/registers/concepts"], tables["raw/sources"], codebook)
    other = read_otherwise(claims, ambiguous)[[*claims]].astype(claims.dtypes.to_dict())
    both = read_claims(pd.concat([claims, other], ignore_index=True), *registers)
    # Of each claim its first other reading, where it has one, or its own row.
    first = other["claim_id"].drop_duplicates()
    chosen = np.arange(len(claims))
    chosen[pd.Index(claims["claim_id"]).get_indexer(first)] = len(claims) + first.index

    plain, cases, names = {}, {}, other_readings(claims, ambiguous)
    for reading, window in product(READINGS, READINGS):
        read = both.at(reading, window).assign(other_readings=pd.Series(dtype="string"))
        coded, others = read.iloc[: len(claims)], read.iloc[len(claims) :]
        ways = {"coded": coded, "otherwise": read.take(chosen).reset_index(drop=True)}
        if window == READINGS[0]:  # how long a period is changes no denominator
            people = {way: at_reading(tables["raw/denominators"], ways[way]) for way in WAYS}
        for way in WAYS:
            case = f"{reading} {window} {way}"
            cases[case] = Evidence(ways[way], people[way], tables[REGISTER], reading)
        if reading == window:
            tidy = spanning(coded, others, reading).assign(other_readings=names)
            plain[reading] = Evidence(tidy, people["coded"], tables[REGISTER], reading)
    return plain, cases


def of_cases(values: pd.DataFrame) -> pd.DataFrame:
    """Values of cases with each choice in a column of its own.

    >>> row = pd.DataFrame({"reading": ["wide central otherwise"], "low": [1.0]})
    >>> of_cases(row)[["reading", "window", "way"]].values.tolist()
    [['wide', 'central', 'otherwise']]
    """
    codes, names = pd.factorize(values["reading"])  # few, whatever the number of values
    choices = pd.DataFrame([name.split(" ") for name in names], columns=CASE, dtype="string")
    return values.assign(**{one: choices[one].array.take(codes) for one in CASE})


def orders_of_cases(
    values: pd.DataFrame, comparisons: pd.DataFrame, register: pd.DataFrame
) -> pd.DataFrame:
    """The order of every graded pair in every case.

    Parameters
    ----------
    values : DataFrame
        What `of_cases` gives.
    comparisons : DataFrame
        ``processed/comparisons``: which pairs are of grade A to C, on which population and at which
        reading.
    register : DataFrame
        ``codebook/registers/indicators``.

    Returns
    -------
    DataFrame
        ``indicator_id, first, first_variant, second, second_variant, per, reading, window, way,
        order``; no row where one of the two has no value.
    """
    pairs = comparisons[comparisons["grade"].isin(ORDERED)].fillna(
        {"first_variant": "", "second_variant": ""}
    )
    values = values[values["indicator_id"].isin(pairs["indicator_id"].unique())]
    key = ["indicator_id", "place_id", "variant", *CASE]
    case = values["reading"].str.cat([values["window"], values["way"]], sep=" ")
    own = values[[*key[:3], "per", "low", "high", "unit"]].assign(reading=case)
    populations = sorted(values["per"].dropna().unique()) or [""]
    each = of_cases(one_each(own, register, populations))
    each = each[[*key, "asked", "low", "high", "unit"]]
    pairs = pairs[[*PAIR, "per", "reading"]].assign(asked=pairs["per"].fillna(populations[0]))
    for place, ending in (("first", "_1"), ("second", "_2")):
        names = {"place_id": place, "variant": f"{place}_variant"}
        names |= {name: name + ending for name in ("low", "high", "unit")}
        pairs = pairs.merge(each.rename(columns=names), how="inner")
    pairs = pairs[pairs["unit_1"].eq(pairs["unit_2"])].reset_index(drop=True)
    first, second = (Interval.of(pairs, f"low_{n}", None, f"high_{n}") for n in (1, 2))
    return pairs[[*PAIR, "per", *CASE]].assign(order=order(first, second))
