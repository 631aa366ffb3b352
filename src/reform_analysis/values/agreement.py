"""Agreement of codings made of one text, field by field: Krippendorff's alpha for nominal codes.

What "blind" was: the second coder worked from the texts and the rules, without the claims, and knew
the register of concepts. That both found a claim, and under which concept, is therefore no evidence
of its own; agreement on number, hedge, unit, place and period is.

The library of that name on PyPI (0.9.0) is GPL-3.0-or-later, so the formula stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

FIELDS = {
    "value": ("value",),
    "hedge": ("hedge",),
    "unit": ("unit",),
    "place": ("place_id",),
    "concept": ("concept_id",),
    "period": ("period_reported", "period_start", "period_end"),
}
"""What two codings are compared in, and the columns that say it."""

OF_EXPRESSION = ("value", "hedge", "unit")
"""What of an opening was coded apart from our reading of it: a coder's number, hedge and unit."""


def agreement(
    claims: pd.DataFrame, second: pd.DataFrame, fields: Sequence[str] = tuple(FIELDS)
) -> pd.DataFrame:
    """How far two codings agree, field by field.

    Parameters
    ----------
    claims : DataFrame
        Tidy claims: the first coding, as it stands now.
    second : DataFrame
        ``raw/second_coding``. Where the first has been mended since, ``first_coding`` holds what it
        was: mending is no agreement.
    fields : sequence of str
        Of `FIELDS`, those that both coded.

    Returns
    -------
    DataFrame
        ``processed/agreement``: ``differs`` (the field), ``compared`` and ``agreed`` [claims],
        ``alpha`` (`nominal_alpha`; missing where all codes are one).

    Notes
    -----
    Numbers are compared as codes too: a number is the same or it is not. Only claims that both hold
    are compared, so the table says nothing of claims that one of them missed.

    Examples
    --------
    >>> first = {"claim_id": ["a", "b"], "value": [1.0, 2.0], "hedge": "exact", "unit": "人"}
    >>> first |= {"place_id": "x", "concept_id": ["m", "n"], "period_reported": ["近年", None]}
    >>> first = pd.DataFrame(first).assign(period_start=None, period_end=None)
    >>> other = first.assign(
    ...     period_reported=["近年", "去年"], differs=[None, "period"], first_coding=None
    ... )
    >>> table = agreement(first, other).set_index("differs")
    >>> table["agreed"].to_dict()
    {'value': 2, 'hedge': 2, 'unit': 2, 'place': 2, 'concept': 2, 'period': 1}
    """
    coded = [name for field in fields for name in FIELDS[field]]
    told = second[["claim_id", "differs", "first_coding", *coded]]
    both = told.merge(claims[["claim_id", *coded]], on="claim_id", suffixes=("_second", ""))
    rows = []
    for field in fields:
        one, other = (
            _joined(both[f"{name}{ending}"] for name in FIELDS[field]) for ending in ("", "_second")
        )
        mended = both["first_coding"].notna() & both["differs"].eq(field).fillna(False)
        one = one.mask(mended, both["first_coding"])
        alpha = nominal_alpha(zip(one.tolist(), other.tolist(), strict=True))
        rows.append((field, len(both), int(one.eq(other).sum()), alpha))
    return pd.DataFrame(rows, columns=["differs", "compared", "agreed", "alpha"])


def _joined(columns: Iterable[pd.Series]) -> pd.Series:
    """The codes of each row as one text."""
    first, *others = (column.astype("string").fillna("") for column in columns)
    return first.str.cat(others, sep=";") if others else first


def nominal_alpha(units: Iterable[Sequence[Hashable | None]]) -> float:
    """Krippendorff's alpha of nominal codes, two or more coders, gaps allowed.

    alpha = 1 - (n - 1) * sum_u(disagreeing ordered pairs of u / (m_u - 1)) / (n**2 - sum_c n_c**2),
    over the units with m_u >= 2 codes; n counts their codes, n_c those of category c.

    Parameters
    ----------
    units : iterable of sequences
        The codes of each unit, one a coder, in any order; None is a code not given.

    Returns
    -------
    float
        At most 1; 0 is what chance gives. NaN where fewer than two categories are
        used: with nothing to tell apart, alpha is not defined.

    Notes
    -----
    Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, section C.

    Examples
    --------
    >>> round(nominal_alpha([("a", "a"), ("a", "b"), ("b", "b")]), 3)
    0.444
    """
    total: Counter[Hashable] = Counter()
    observed = 0.0
    for unit in units:
        codes = [code for code in unit if code is not None]
        if (m := len(codes)) < 2:
            continue
        total.update(codes)
        if len(set(codes)) > 1:
            same = sum(count**2 for count in Counter(codes).values())
            observed += (m**2 - same) / (m - 1)
    n = total.total()
    expected = n**2 - sum(count**2 for count in total.values())
    return 1 - (n - 1) * observed / expected if expected else float(np.nan)
