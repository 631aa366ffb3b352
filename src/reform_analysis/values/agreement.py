"""Agreement of codings made of one text: Krippendorff's alpha for nominal codes.

The library of that name on PyPI (0.9.0) is GPL-3.0-or-later, so the formula stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np


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
        codes = Counter(code for code in unit if code is not None)
        m = codes.total()
        if m < 2:
            continue
        total.update(codes)
        observed += (m**2 - sum(count**2 for count in codes.values())) / (m - 1)
    n = total.total()
    expected = n**2 - sum(count**2 for count in total.values())
    return 1 - (n - 1) * observed / expected if expected else float(np.nan)
