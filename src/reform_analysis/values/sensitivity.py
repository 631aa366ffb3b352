"""What holds of an order, at every reading, on every population and for every variant."""

from __future__ import annotations

import pandas as pd

DIMENSIONS = {
    "reading": ["reading"],
    "per": ["per"],
    "variant": ["first_variant", "second_variant"],
}
"""What an order can hang on, and the columns of ``processed/comparisons`` that say it."""

PLACES = ["indicator_id", "first", "second"]


def sensitivity(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Say of each pair of places whether its order holds in all combinations, and what turns it.

    Parameters
    ----------
    comparisons : DataFrame
        ``processed/comparisons``; pairs without an order are no combination.

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
    columns = [column for own in DIMENSIONS.values() for column in own]
    known = comparisons.dropna(subset=["order"]).copy()
    known[columns] = known[columns].fillna("")
    told = comparisons[PLACES].drop_duplicates().set_index(PLACES).sort_index()
    for kind in ("above", "below", "not_ordered"):
        count = known["order"].eq(kind).groupby([known[c] for c in PLACES]).sum()
        told[kind] = count.reindex(told.index, fill_value=0).astype(int)
    hangs = pd.Series("", told.index)
    for name, own in DIMENSIONS.items():
        others = [column for column in columns if column not in own]
        kinds = known.groupby([*PLACES, *others])["order"].nunique().gt(1)
        flips = kinds.groupby(level=PLACES).any().reindex(told.index, fill_value=False)
        hangs = hangs.mask(flips, hangs + ";" + name)
    return told.assign(
        verdict=_verdict(told), hangs_on=hangs.str.removeprefix(";").replace("", pd.NA)
    ).reset_index()


def _verdict(told: pd.DataFrame) -> pd.Series:
    above, below, neither = (told[kind].gt(0) for kind in ("above", "below", "not_ordered"))
    verdict = pd.Series("holds", told.index, dtype="string")
    verdict = verdict.mask(neither, "weakens").mask(above & below, "turns")
    verdict = verdict.mask(~above & ~below, "never_ordered")
    return verdict.mask(told[["above", "below", "not_ordered"]].sum(axis=1).lt(2), "too_few")


def robustness(comparisons: pd.DataFrame) -> str:
    """At which readings all orders of a headline hold.

    Parameters
    ----------
    comparisons : DataFrame
        The pairs that a headline speaks of, on its population, at all three readings.

    Returns
    -------
    str
        ``every-reading``, ``narrow-and-central``, ``central-only``, ``no-order`` (a pair has no
        order at the central reading).

    Examples
    --------
    >>> robustness(
    ...     pd.DataFrame(
    ...         {
    ...             "first": "a",
    ...             "second": "b",
    ...             "reading": ["narrow", "central", "wide"],
    ...             "order": ["above", "above", "not_ordered"],
    ...         }
    ...     )
    ... )
    'narrow-and-central'
    """
    pair = [c for c in [*PLACES, "first_variant", "second_variant", "per"] if c in comparisons]
    rows = comparisons.assign(**{c: comparisons[c].fillna("") for c in pair})
    orders = {name: own.set_index(pair)["order"] for name, own in rows.groupby("reading")}
    central = orders.get("central", pd.Series(dtype="string"))
    if central.empty or not central.isin(["above", "below"]).all():
        return "no-order"
    same = {
        name: orders[name].reindex(central.index).eq(central).fillna(False).all()
        for name in ("narrow", "wide")
    }
    if all(same.values()):
        return "every-reading"
    return "narrow-and-central" if same["narrow"] else "central-only"
