"""What holds of a value and of an order over every combination of choices, and what it hangs on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from reform_analysis.reading.hedges import READINGS
from reform_analysis.values.distinct import combinations

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
    >>> pairs = pd.DataFrame({"reading": ["narrow", "central", "wide"], "indicator_id": "t"})
    >>> pairs["order"] = ["above", "above", "not_ordered"]
    >>> pairs = pairs.assign(first="a", first_variant="", second="b", second_variant="", per="")
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
    numbers = {name: pd.factorize(known[name].fillna(""))[0] for name in ["order", *columns]}
    hangs = pd.Series("", told.index)
    for name, own in given.items():
        alike = combinations(pair, *(numbers[other] for other in columns if other not in own))
        first = np.unique(alike, return_index=True)[1]
        differ = numbers["order"] != numbers["order"][first][alike]
        hangs = hangs.mask(np.isin(np.arange(len(told)), pair[differ]), hangs + ";" + name)
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
    named = values[VALUE].fillna("").groupby(VALUE, sort=True)
    cases = {name: pd.factorize(values[name])[0] for name in CASES}
    at = (named.ngroup().to_numpy(), *cases.values())
    shape = (named.ngroups, *(codes.max(initial=0) + 1 for codes in cases.values()))

    def of_cases(ufunc: np.ufunc, end: str) -> npt.NDArray[np.float64]:
        """One number for each value and case, missing where the case gives none."""
        every = np.full(shape, np.nan)
        ufunc.at(every, at, values[end].to_numpy(dtype=float, na_value=np.nan))
        return every

    low, highest_low = of_cases(np.fmin, "low"), of_cases(np.fmax, "low")
    high, lowest_high = of_cases(np.fmax, "high"), of_cases(np.fmin, "high")
    closed = np.isfinite(high)
    hangs = pd.Series("", range(len(low)))
    for axis, name in enumerate(CASES, start=1):
        apart = np.fmax.reduce(highest_low, axis) > np.fmin.reduce(lowest_high, axis)
        parted = apart | (closed.any(axis) != closed.all(axis))
        hangs = hangs.mask(parted.any(axis=(1, 2)), hangs + ";" + name)
    every = (1, 2, 3)
    apart = np.fmax.reduce(highest_low, every) > np.fmin.reduce(lowest_high, every)
    verdict = pd.Series("holds", hangs.index, dtype="string")
    verdict = verdict.mask(~closed.all(every), "weakens").mask(apart, "turns")
    told = (
        named.size()
        .index.to_frame(index=False)
        .replace({"variant": {"": pd.NA}, "per": {"": pd.NA}})
    )
    return told.assign(
        low=np.fmin.reduce(low, every),
        high=np.fmax.reduce(high, every),
        cases=np.bincount(at[0], minlength=len(low)),
        verdict=verdict,
        hangs_on=hangs.str.removeprefix(";").replace("", pd.NA),
    )


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
    >>> orders = {"narrow": {"a-b": "above"}, "central": {"a-b": "not_ordered"}}
    >>> orders["wide"] = orders["central"]
    >>> held_at(orders, "narrow"), held_at(orders, "central")
    (['narrow'], ['central', 'wide'])
    """
    told = orders.get(reading, {}).items()
    return [name for name in READINGS if told and told <= orders.get(name, {}).items()]
