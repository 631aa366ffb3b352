"""How claims are worded: how many are hedged, how round they are, and who prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from reform_analysis.tables.naming import split_list

SAMPLING = 0.05
"""One minus the level of the sampling interval."""

DECIMALS = 6
"""Of a printed number that are looked at: a share of 35.76 % has four as a fraction."""


def publisher_kinds(publishers: pd.Series, kinds: pd.DataFrame) -> pd.Series:
    """The kind of each publisher, by the words of its name.

    Parameters
    ----------
    publishers : Series of str
        Names as printed; missing where a page names none.
    kinds : DataFrame
        ``codebook/registers/publisher_kinds``: the first kind of whose words the name holds one
        decides; a kind without words takes what is left.

    Returns
    -------
    Series of str
        Ids of kinds, missing where the name is.

    Examples
    --------
    >>> kinds = pd.DataFrame(
    ...     {"kind": ["union", "press", "other"], "words": ["工人日报", "日报", None]}
    ... )
    >>> publisher_kinds(pd.Series(["工人日报客户端", "潍坊日报", "某网站", None]), kinds).tolist()
    ['union', 'press', 'other', <NA>]
    """
    found = pd.Series(pd.NA, publishers.index, dtype="string")
    for kind, words in kinds[["kind", "words"]].itertuples(index=False):
        each = split_list(None if pd.isna(words) else words) or ("",)
        holds = publishers.str.contains("|".join(map(re.escape, each)), na=False)
        found = found.mask(found.isna() & holds.astype(bool), kind)
    return found


def hedged_shares(claims: pd.DataFrame, by: str | Sequence[str]) -> pd.DataFrame:
    """How many claims of each group carry a hedge.

    Parameters
    ----------
    claims : DataFrame
        Tidy claims: ``hedge``, and the columns that ``by`` names; a claim that lacks one of them
        is left out.
    by : str or sequence of str

    Returns
    -------
    DataFrame
        The columns of ``by``, ``claims`` and ``hedged`` [count], ``share`` [fraction, 0 to 1],
        ``sampling_low`` and ``sampling_high`` [fraction].

    Notes
    -----
    ``share = hedged / claims``. The sampling interval is Wilson's at 95 %, as if the claims had
    been drawn one by one; claims of one page are alike, so it is too narrow.

    Examples
    --------
    >>> claims = pd.DataFrame({"hedge": ["exact", "over", "nearly", "exact"], "unit": list("aaab")})
    >>> hedged_shares(claims, "unit")[["unit", "claims", "hedged", "share"]].round(
    ...     2
    ... ).values.tolist()
    [['a', 3, 2, 0.67], ['b', 1, 0, 0.0]]
    """
    names = [by] if isinstance(by, str) else [*by]
    hedged = claims.assign(hedged=claims["hedge"].ne("exact")).groupby(names, observed=True)
    table = hedged["hedged"].agg(claims="size", hedged="sum").reset_index()
    return _shares(table, "hedged", "claims")


def significant_digits(values: pd.Series) -> pd.Series:
    """How many digits a printed number has before only zeros follow: 1 is as round as can be.

    Parameters
    ----------
    values : Series of float
        Printed numbers, multipliers resolved; a share as a fraction. Missing, or 0, has none.

    Returns
    -------
    Series of Int64

    Examples
    --------
    >>> significant_digits(pd.Series([400, 16_000_000, 0.3576, 7680, None])).tolist()
    [1, 2, 4, 3, <NA>]
    """
    printed = values.map(
        lambda value: f"{value:.{DECIMALS}f}".replace(".", "").strip("0"), "ignore"
    )
    digits = printed.map(len, "ignore").astype("Int64")
    return digits.mask(digits.eq(0))


def orders_by_hedge(pairs: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """How many pairs of values are ordered, with a hedge behind either of the two and without.

    Parameters
    ----------
    pairs : DataFrame
        ``processed/comparisons`` of one tier; pairs without an order are left out.
    values : DataFrame
        ``indicator_id, variant, place_id, per, reading`` and ``hedged`` [bool]; one row each.

    Returns
    -------
    DataFrame
        ``reading``, ``hedged`` (either value), ``pairs`` and ``ordered`` [count], ``share``
        [fraction of the pairs, 0 to 1], ``sampling_low`` and ``sampling_high`` [fraction].

    Raises
    ------
    ValueError
        A value of a pair is not among ``values``.

    Notes
    -----
    The sampling interval is Wilson's at 95 %, as if pairs had been drawn one by one; each place
    stands in many, so it is too narrow.

    Examples
    --------
    >>> pair = {"indicator_id": "i", "first": "a", "second": "b", "reading": "wide"}
    >>> pair |= {"first_variant": None, "second_variant": None, "per": None, "order": "above"}
    >>> value = {"indicator_id": "i", "variant": None, "per": None, "reading": "wide"}
    >>> values = pd.DataFrame([value | {"place_id": "a"}, value | {"place_id": "b"}])
    >>> found = orders_by_hedge(pd.DataFrame([pair]), values.assign(hedged=[True, False]))
    >>> found[["reading", "hedged", "pairs", "ordered", "share"]].values.tolist()
    [['wide', True, 1, 1, 1.0]]
    """
    fixed = ["indicator_id", "per", "reading"]
    empty = {"per": "", "variant": "", "first_variant": "", "second_variant": ""}
    known = pairs.dropna(subset=["order"]).fillna(empty)
    values = values.fillna(empty)[[*fixed, "place_id", "variant", "hedged"]]
    for end in ("first", "second"):
        names = {"place_id": end, "variant": f"{end}_variant", "hedged": f"{end}_hedged"}
        key = [*fixed, end, f"{end}_variant"]
        known = known.merge(values.rename(columns=names), "left", key, validate="many_to_one")
        if known[f"{end}_hedged"].isna().any():
            lost = known.loc[known[f"{end}_hedged"].isna(), end].iloc[0]
            raise ValueError(f"a value of {lost!r} stands in a pair and not among the values")
    hedged = known["first_hedged"].astype(bool) | known["second_hedged"].astype(bool)
    told = known.assign(hedged=hedged, ordered=known["order"].ne("not_ordered"))
    groups = told.groupby(["reading", "hedged"])["ordered"]
    table = groups.agg(pairs="size", ordered="sum").reset_index()
    return _shares(table, "ordered", "pairs")


def _shares(table: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    from statsmodels.stats.proportion import proportion_confint  # here: it takes a second to import

    low, high = proportion_confint(table[part], table[whole], SAMPLING, "wilson")
    share = table[part] / table[whole]
    return table.assign(share=share, sampling_low=low, sampling_high=high)
