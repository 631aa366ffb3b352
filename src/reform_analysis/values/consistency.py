"""A report held against itself: what its own numbers say of one another.

Nothing here corrects a number. A pair that does not fit is a question to the report, and
``codebook/registers/consistency_tests`` says what would answer it. Which concepts are a count and
its share, a part and its whole or one thing stands in ``codebook/registers/consistency_pairs``.

Sources: Brown and Heathers (2017), *The GRIM test*, for counts against printed percentages; heaping
on round numbers as in Heitjan and Rubin (1991).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

SLACK = 1e-9
"""What a quotient of binary fractions may be off and be meant."""

PLAIN = r"^(\d{2,})(?:[^\d.%％百千万亿萬億]|$)"
"""A plain whole number of two digits or more: a single digit has no last one of its own."""


def totals_that_fit(
    count: tuple[float, float], share: tuple[float, float]
) -> tuple[float, float] | None:
    """Smallest and largest whole total of which a whole count is a share within bounds.

    Parameters
    ----------
    count, share : (float, float)
        Ends of the count and of the share [fraction, above 0].

    Returns
    -------
    (float, float) or None
        None where no whole total fits.

    Examples
    --------
    武进: 1012 at 44.89 %, which fits nothing if rounded and 2254 if cut off:

    >>> totals_that_fit((1012, 1012), (0.44885, 0.44895))
    >>> totals_that_fit((1012, 1012), (0.4489, 0.4490))
    (2254.0, 2254.0)
    """
    totals = np.arange(np.ceil(count[0] / share[1] - SLACK), np.floor(count[1] / share[0]) + 2)
    least = np.maximum(np.ceil(totals * share[0] - SLACK), np.ceil(count[0]))
    most = np.minimum(np.floor(totals * share[1] + SLACK), np.floor(count[1]))
    fitting = totals[least <= most]
    return (float(fitting.min()), float(fitting.max())) if len(fitting) else None


def parts_that_fit(
    whole: tuple[float, float], share: tuple[float, float]
) -> tuple[float, float] | None:
    """Smallest and largest whole part of a whole number that is a share within bounds.

    Parameters and what is returned are those of `totals_that_fit`.

    Examples
    --------
    盐城: 近60% (55 to 60 %) of 113 winners are 63 to 67.

    >>> parts_that_fit((113, 113), (0.55, 0.60))
    (63.0, 67.0)
    """
    wholes = np.arange(np.ceil(whole[0]), np.floor(whole[1]) + 1)
    least, most = np.ceil(wholes * share[0] - SLACK), np.floor(wholes * share[1] + SLACK)
    if not (least <= most).any():
        return None
    fits = least <= most
    return float(least[fits].min()), float(most[fits].max())


def consistency(
    claims: Mapping[str, pd.DataFrame],
    pairs: pd.DataFrame,
    shares: pd.DataFrame,
    denominators: pd.DataFrame,
) -> pd.DataFrame:
    """Every test of a report against itself that its claims allow, and what came of it.

    Parameters
    ----------
    claims : mapping of str to DataFrame
        Tidy claims at ``central`` and ``wide``.
    pairs : DataFrame
        ``codebook/registers/consistency_pairs``.
    shares : DataFrame
        Divided rows that are refused because they reach above 1: ``claim_ids``,
        ``denominator_id``, ``place_id``.
    denominators : DataFrame
        Read at central.

    Returns
    -------
    DataFrame
        ``processed/consistency``: ``test``, ``place_id``, ``claim_ids``, ``denominator_id``,
        ``finding`` (``fits``, ``fits_truncated``, ``doubtful`` (a share that may lie above 1),
        ``contradicts``), ``low``, ``high`` [what the
        test gives, as the register of tests says; missing where nothing fits].

    Notes
    -----
    A rounded percentage lies within half of its last digit either way, a truncated one within one
    digit above. A hedged one is read at central and has no such choice. Two numbers are held
    against each other within one source and place.
    """
    central, wide = (claims[reading].set_index("claim_id") for reading in ("central", "wide"))
    read, widely = (each[[*JUDGED]].to_dict("index") for each in (central, wide))
    told: dict[str, list[tuple[str, list[str]]]] = {}
    rows = []
    columns = ["concept_id", "restates", "source_id", "place_id"]
    for claim_id, concept, restates, *where in central[columns].itertuples(name=None):
        if pd.isna(restates):
            told.setdefault(concept, []).append((claim_id, where))
        else:
            ids = (claim_id, restates)
            judged = _judged("restated", read, widely, *ids)
            rows.append(("restated", where[1], ";".join(ids), *judged))
    names = ["test", "concept_id", "other_concept_id"]
    for test, concept, other in pairs[names].itertuples(index=False, name=None):
        for (one, where), (two, there) in product(told.get(concept, ()), told.get(other, ())):
            if where == there:
                judged = _judged(test, read, widely, one, two)
                rows.append((test, where[1], f"{one};{two}", *judged))
    table = pd.DataFrame(rows, columns=[*COLUMNS])
    return pd.concat([table, _above_one(shares, central, denominators)], ignore_index=True)


JUDGED = ("low", "value", "high", "hedge")
"""What of two claims is held against each other."""

Claims = Mapping[str, Mapping[str, Any]]
"""`JUDGED` by claim."""

COLUMNS = ("test", "place_id", "claim_ids", "finding", "low", "high")
"""What a test of two claims gives."""


def _judged(
    test: str, central: Claims, wide: Claims, one: str, other: str
) -> tuple[str, float, float]:
    """What a test gives of two claims, and whether they fit."""
    first, second = central[one], central[other]
    if test in ("count_and_share", "whole_and_share"):
        fitting = totals_that_fit if test == "count_and_share" else parts_that_fit
        number = (first["low"], first["high"])
        printed = (second["low"], second["high"])
        cut_off = (second["value"], wide[other]["high"])
        if found := fitting(number, printed):
            return "fits", *found
        if second["hedge"] == "exact" and (found := fitting(number, cut_off)):
            return "fits_truncated", *found
        return "contradicts", float("nan"), float("nan")
    low, high = first["low"] / second["high"], first["high"] / second["low"]
    if test == "part_and_whole":
        return ("fits" if low <= 1 else "contradicts"), low, high
    if test == "restated" and first["low"] == second["low"] and first["high"] == second["high"]:
        return "fits", 1.0, 1.0
    meets = test == "same_thing" and low <= 1 <= high
    return ("fits" if meets else "contradicts"), low, high


def _above_one(
    shares: pd.DataFrame, claims: pd.DataFrame, denominators: pd.DataFrame
) -> pd.DataFrame:
    """Shares that are refused, with the quotient that they would have been."""
    people = denominators.set_index("denominator_id")
    ids = shares["claim_ids"].str.split(";").str[0]
    counted, divided = claims.loc[ids], people.loc[shares["denominator_id"]]
    table = pd.DataFrame(
        {
            "test": "share_above_one",
            "place_id": shares["place_id"].array,
            "claim_ids": ids.array,
            "denominator_id": shares["denominator_id"].array,
            "low": counted["low"].to_numpy() / divided["high"].to_numpy(),
            "high": counted["high"].to_numpy() / divided["low"].to_numpy(),
        }
    )
    table["finding"] = table["low"].gt(1).map({True: "contradicts", False: "doubtful"})
    return table.drop_duplicates(["claim_ids", "denominator_id"])


def last_digits(claims: pd.DataFrame, concepts: pd.DataFrame) -> pd.DataFrame:
    """How often each digit ends a plain number that nothing hedges, report by report.

    Parameters
    ----------
    claims : DataFrame
        Tidy claims.
    concepts : DataFrame
        ``codebook/registers/concepts``; thresholds (``parameter``) are left out.

    Returns
    -------
    DataFrame
        ``processed/last_digits``: ``source_id``, ``last_digit`` (0 to 9), ``claims``. A source
        without such a number has no rows.

    Notes
    -----
    Where people are counted one by one each digit ends a tenth of the numbers. More zeros and fives
    than that are heaping. With so few numbers this is shown and not tested.

    Examples
    --------
    >>> claims = pd.DataFrame({"reported": ["120人", "45家", "3名", "400余名", "1.5万人"]})
    >>> claims["hedge"] = ["exact", "exact", "exact", "over", "exact"]
    >>> claims = claims.assign(source_id="a", concept_id="c", restates=None)
    >>> kinds = pd.DataFrame({"concept_id": ["c"], "kind": ["stock"]})
    >>> table = last_digits(claims, kinds)
    >>> table[table["claims"].gt(0)].values.tolist()
    [['a', 0, 1], ['a', 5, 1]]
    """
    kind = claims["concept_id"].map(concepts.set_index("concept_id")["kind"])
    plain = claims["hedge"].eq("exact") & claims["restates"].isna() & kind.ne("parameter")
    counted = claims[plain]
    digits = counted["reported"].str.extract(PLAIN, expand=False).str[-1]
    known = counted.assign(last_digit=pd.to_numeric(digits)).dropna(subset=["last_digit"])
    every = pd.MultiIndex.from_product(
        [sorted(known["source_id"].unique()), range(10)], names=["source_id", "last_digit"]
    )
    number = known.groupby(["source_id", "last_digit"]).size()
    return number.reindex(every, fill_value=0).rename("claims").reset_index()
