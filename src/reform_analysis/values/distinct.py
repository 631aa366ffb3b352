"""Texts made row by row, where many rows say the same: each distinct combination is made once.

Units, notes and the like have few distinct values in however many rows. Made once each and shared,
they cost the time and the memory of the few.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
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
    row = combinations(*numbers)
    firsts = np.unique(row, return_index=True)[1]
    cells = [
        [pd.NA if code < 0 else known[code] for code in codes[firsts]]
        for codes, known in zip(numbers, distinct, strict=True)
    ]
    made = pd.array([make(*each) for each in zip(*cells, strict=True)], dtype="string")
    return pd.Series(made.take(row), index=columns[0].index)


def combinations(*codes: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Number the distinct combinations of some codes, row by row, from 0 on as they are met.

    >>> combinations(np.array([7, 7, -1, 7]), np.array([0, 1, 0, 0])).tolist()
    [0, 1, 2, 0]
    """
    row = np.zeros(len(codes[0]), dtype=np.intp)
    for each in codes:
        row = pd.factorize(row * (each.max(initial=0) + 2) + each + 1)[0]  # never above n**2
    return row
