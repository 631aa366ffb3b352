"""What may be said of a mean over places of which some are silent.

Two answers, each with its assumption in its name. Neither fills a gap: the silent places are given
every value that the assumption leaves them.

Sources: Horowitz and Manski (1995), *Identification and Robustness with Contaminated and Corrupted
Data*; Manski (1989), *Anatomy of the Selection Problem*; Manski (2003), chapters 1 and 2.
"""

from __future__ import annotations

from reform_analysis.values.bounds import total
from reform_analysis.values.interval import Interval


def worst_case_mean(shares: Interval, asked: int) -> Interval:
    """Mean share over places, whatever the silent ones have.

    Parameters
    ----------
    shares : Interval, shape (k,)
        What is known [fraction, 0 to 1], a place each; all of one indicator and kind.
    asked : int
        Places asked, k or more.

    Returns
    -------
    Interval
        [fraction], without a printed value.

    Raises
    ------
    ValueError
        Nothing is known, a share lies outside 0 to 1, or fewer places are asked than have answered.

    Notes
    -----
    ``[sum(low) / asked, (sum(high) + silent) / asked]``: a silent place has a share from 0 to 1. No
    assumption is made, so the width is at least the part of places that is silent. A share has
    such bounds; a count without a ceiling has none above.

    Examples
    --------
    Workers among new party members, 靖江 37 % and 淮北 14.5 %, of five places that are asked:

    >>> mean = worst_case_mean(Interval([0.365, 0.1445], None, [0.375, 0.1455]), 5)
    >>> mean.low.round(4).item(), mean.high.round(4).item()
    (0.1019, 0.7041)
    """
    silent = _silent(shares, asked)
    known = total(shares)
    return Interval(known.low / asked, None, (known.high + silent) / asked)


def mean_if_silence_is_no_better(shares: Interval, asked: int) -> Interval:
    """Mean share over places, if the silent ones are on average no higher than those that report.

    Parameters, errors and what is returned are those of `worst_case_mean`.

    Notes
    -----
    ``[sum(low) / asked, sum(high) / k]``: the monotone case of Manski (2003), "a report leaves out
    what flatters less", which is an assumption about reports and nothing that they show. It moves
    the high end alone.

    Examples
    --------
    >>> mean = mean_if_silence_is_no_better(Interval([0.365, 0.1445], None, [0.375, 0.1455]), 5)
    >>> mean.low.round(4).item(), mean.high.round(5).item()
    (0.1019, 0.26025)
    """
    silent = _silent(shares, asked)
    known = total(shares)
    return Interval(known.low / asked, None, known.high / (asked - silent))


def _silent(shares: Interval, asked: int) -> int:
    """How many places are silent; `ValueError` where the numbers cannot be shares of places."""
    known = shares.low.size
    if not ((shares.low >= 0) & (shares.high <= 1)).all():
        raise ValueError("a share lies outside 0 to 1, or is missing: leave missing ones out")
    if asked < known:
        raise ValueError(f"{known} places have answered, but only {asked} were asked")
    return asked - known
