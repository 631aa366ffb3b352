"""Texts made row by row, where many rows say the same: each distinct combination is made once.

Units, notes and the like have few distinct values in however many rows. Made once each and shared,
they cost the time and the memory of the few.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd


def of_distinct(make: Callable[..., object], *columns: pd.Series) -> pd.Series:
    """Make a text of each row's cells, calling `make` once for each distinct combination.

    Parameters
    ----------
    make : callable
        Takes one cell of each column, `pandas.NA` where it is missing, and returns a text or
        `pandas.NA`.
    *columns : Series, shape (n,)
        Of one index.

    Returns
    -------
    Series of string, shape (n,)
        Index of the first column.

    Examples
    --------
    >>> units, people = pd.Series(["人", "人", "家"]), pd.Series([100, 100, 1])
    >>> of_distinct(lambda unit, number: f"{unit} per {number}", units, people).tolist()
    ['人 per 100', '人 per 100', '家 per 1']
    """
    numbers, distinct = zip(*(pd.factorize(column) for column in columns), strict=True)
    row = np.zeros(len(columns[0]), dtype=np.int64)
    for codes, known in zip(numbers, distinct, strict=True):
        row = pd.factorize(row * (len(known) + 1) + codes + 1)[0]  # no number grows beyond n**2
    firsts = np.unique(row, return_index=True)[1]
    cells = [
        [pd.NA if code < 0 else known[code] for code in codes[firsts]]
        for codes, known in zip(numbers, distinct, strict=True)
    ]
    made = pd.array([make(*each) for each in zip(*cells, strict=True)], dtype="string")
    return pd.Series(made.take(row), index=columns[0].index)
