"""What holds of a value and of an order over every combination of choices, and what it hangs on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from reform_analysis.reading.hedges import READINGS

CASES = {"reading": ["reading"], "window": ["window"], "way": ["way"]}
"""What a value can hang on: the reading of hedges, that of periods, and a claim read otherwise."""

DIMENSIONS = {**CASES, "per": ["per"], "variant": ["first_variant", "second_variant"]}
"""What an order can hang on, and the columns that say it."""

VALUE = ["indicator_id", "variant", "place_id", "unit", "per"]
"""What names a value."""

PLACES = ["indicator_id", "first", "second"]


def sensitivity(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Say of each pair of places whether its order holds in all combinations, and what turns it.

    Parameters
    ----------
    comparisons : DataFrame
        ``processed/comparisons``, or the same over more combinations
        (`reform_analysis.values.cases.orders_of_cases`); pairs without an order are no combination,
        but are listed.

    Returns
    -------
    DataFrame
        ``processed/sensitivity``: ``indicator_id, first, second``, the combinations in which the
        first is ``above``, ``below`` or ``not_ordered``, ``verdict`` (``holds``, ``weakens``,
        ``turns``, ``never_ordered``, ``too_few``) and ``hangs_on``.

    Notes
    -----
    An order hangs on a dimension if two combinations that differ in nothing else differ in it.
    A specification curve tells the same of one value (Simonsohn, Simmons and Nelson 2020).

    Examples
    --------
    >>> pairs = pd.DataFrame(
    ...     [["narrow", "above"], ["central", "above"], ["wide", "not_ordered"]],
    ...     columns=["reading", "order"],
    ... ).assign(
    ...     indicator_id="t", first="a", second="b", first_variant="", second_variant="", per=""
    ... )
    >>> sensitivity(pairs)[["above", "not_ordered", "verdict", "hangs_on"]].values.tolist()
    [[2, 1, 'weakens', 'reading']]
    """
    given = {name: own for name, own in DIMENSIONS.items() if own[0] in comparisons}
    columns = [column for own in given.values() for column in own]
    known = comparisons.dropna(subset=["order"])
    told = comparisons[PLACES].drop_duplicates().set_index(PLACES).sort_index()
    pair = told.index.get_indexer(pd.MultiIndex.from_frame(known[PLACES]))
    for kind in ("above", "below", "not_ordered"):
        told[kind] = np.bincount(pair[known["order"].eq(kind)], minlength=len(told))
    # Numbers in the place of texts are quicker to group by.
    numbers = {name: pd.factorize(known[name].fillna(""))[0] for name in ["order", *columns]}
    found = pd.DataFrame({"pair": pair, **numbers})
    hangs = pd.Series("", told.index)
    for name, own in given.items():
        others = [column for column in columns if column not in own]
        orders = found.groupby(["pair", *others])["order"]
        differ = orders.max().ne(orders.min()).groupby(level="pair").any()
        hangs = hangs.mask(
            differ.reindex(range(len(told)), fill_value=False).array, hangs + ";" + name
        )
    return told.assign(
        verdict=_verdict(told), hangs_on=hangs.str.removeprefix(";").replace("", pd.NA)
    ).reset_index()


def _verdict(told: pd.DataFrame) -> pd.Series:
    above, below, neither = (told[kind].gt(0) for kind in ("above", "below", "not_ordered"))
    verdict = pd.Series("holds", told.index, dtype="string")
    verdict = verdict.mask(neither, "weakens").mask(above & below, "turns")
    verdict = verdict.mask(~above & ~below, "never_ordered")
    return verdict.mask(told[["above", "below", "not_ordered"]].sum(axis=1).lt(2), "too_few")


def value_sensitivity(values: pd.DataFrame) -> pd.DataFrame:
    """Say of each value whether all combinations agree on it, and what parts them.

    Parameters
    ----------
    values : DataFrame
        Values of all cases (`reform_analysis.values.cases.of_cases`).

    Returns
    -------
    DataFrame
        ``processed/sensitivity_of_values``: what names the value, ``low`` and ``high`` over all
        cases [in ``unit``], ``cases`` [those that give a value], ``verdict`` and ``hangs_on``:

        ========  ====================================================================
        holds     every two cases give intervals that meet, none is open
        weakens   some case gives no value or one without an end
        turns     two cases give intervals that do not meet: they contradict each other
        ========  ====================================================================

    Notes
    -----
    It hangs on a choice if two cases that differ in nothing else do not meet, or differ in whether
    there is a closed value. Intervals of which every two meet have a point in common. Populations
    are no choice here: values of two of them are of two units.

    Examples
    --------
    >>> case = {"indicator_id": "t", "variant": "", "place_id": "a", "unit": "人/年", "per": ""}
    >>> case |= {"reading": "central", "window": "central"}
    >>> rows = [case | {"way": "coded", "low": 215e3, "high": 225e3}]
    >>> rows += [case | {"way": "otherwise", "low": 57e3, "high": 89e3}]
    >>> told = value_sensitivity(pd.DataFrame(rows))
    >>> told[["low", "high", "verdict", "hangs_on"]].values.tolist()
    [[57000.0, 225000.0, 'turns', 'way']]
    """
    named = values.assign(**{name: values[name].fillna("") for name in VALUE})
    own = named.groupby(VALUE, sort=True)
    numbers = {name: pd.factorize(named[name])[0] for name in CASES}  # quicker than texts
    found = named[["low", "high"]].assign(number=own.ngroup(), **numbers)
    every = (
        found[["number"]].drop_duplicates().merge(found[[*CASES]].drop_duplicates(), how="cross")
    )
    cases = every.merge(found, how="left")
    cases = cases.assign(closed=np.isfinite(cases["high"].astype(float)))
    told = cases.groupby("number").agg(
        low=("low", "min"),
        high=("high", "max"),
        cases=("low", "count"),
        highest_low=("low", "max"),
        lowest_high=("high", "min"),
        closed=("closed", "all"),
    )
    apart = told["highest_low"].gt(told["lowest_high"])
    hangs = pd.Series("", told.index)
    for name in CASES:
        alike = cases.groupby(["number", *(other for other in CASES if other != name)])
        closed = alike["closed"]
        parted = alike["low"].max().gt(alike["high"].min()) | closed.max().ne(closed.min())
        hangs = hangs.mask(parted.groupby(level="number").any(), hangs + ";" + name)
    verdict = pd.Series("holds", told.index, dtype="string")
    verdict = verdict.mask(~told["closed"], "weakens").mask(apart, "turns")
    kept = told[["low", "high", "cases"]].assign(
        verdict=verdict, hangs_on=hangs.str.removeprefix(";").replace("", pd.NA)
    )
    names = own.size().index.to_frame(index=False)
    return names.join(kept).replace({"variant": {"": pd.NA}, "per": {"": pd.NA}})


def held_at(orders: Mapping[str, Mapping[Hashable, str]], reading: str) -> list[str]:
    """At which readings all orders of a headline are as they are at one of them.

    Parameters
    ----------
    orders : mapping of str to mapping
        Reading -> the order of each pair that the headline speaks of and that may be ordered
        there.
    reading : {"narrow", "central", "wide"}
        The reading that the headline is told at.

    Returns
    -------
    list of str
        That reading and whichever others agree, from the narrow to the wide one; of every pair,
        not ordered is an order to agree on. Empty if no pair is known at ``reading``.

    Examples
    --------
    >>> orders = {"narrow": {"a-b": "above"}} | dict.fromkeys(
    ...     ("central", "wide"), {"a-b": "not_ordered"}
    ... )
    >>> held_at(orders, "narrow"), held_at(orders, "central")
    (['narrow'], ['central', 'wide'])
    """
    told = orders.get(reading, {}).items()
    return [name for name in READINGS if told and told <= orders.get(name, {}).items()]
