"""How often a reading holds the number that was meant: the evidence behind the rules of hedges.

``codebook/reading/hedge_pairs`` holds pairs: an expression as somebody printed it, and a finer
number for the same quantity, printed too. A pair is covered where the reading of the expression and
the finer number have a value in common.

What the pairs cannot say goes with every coverage:

- They exist only where somebody printed both numbers. Who says 突破 chooses the day, often that of
  the crossing, so the distances are short: where a hedge stands alone the widths are lower bounds.
- Three quarters are broadcast news. None is a report of this reform, and none is from the places of
  the reports; carrying the readings over is an assumption.
- One coder matched them, with both numbers in sight. "Finer" is not exact: some numbers are
  quotients of printed counts, and some are dated another day (``flag``).
- The rules were chosen on the same pairs.

For readings elicited from people, not measured on print: Ferson et al. (2015), *Natural language of
uncertainty: numeric hedge words*, International Journal of Approximate Reasoning 57.
"""

from __future__ import annotations

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.quantities import read_quantities
from reform_analysis.reading.quantity import reading_rule
from reform_analysis.tables.codebook import Codebook

SAMPLING = 0.05
"""One minus the level of the sampling interval."""


def read_pairs(pairs: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Read the expression of every pair at all three readings.

    Parameters
    ----------
    pairs : DataFrame, shape (n, k)
        ``codebook/reading/hedge_pairs``: ``pair_id``, ``reported``, and ``low``, ``high``, the
        ends of the finer number [unit of the pair; a share is a fraction].
    codebook : Codebook
        Whose rules read.

    Returns
    -------
    DataFrame, shape (3n, 8)
        ``pair_id``, ``reported``, ``rule``, ``reading``, the ends of the reading ``read_low``,
        ``read_high``, and ``assumed_high``; ``covered``, whether the finer number has a value in
        common with it. ``rule`` is the hedge; of an unhedged number its form with it; of ``over``
        also whether 余 or 多 stands inside the number, which binds its digit.

    Raises
    ------
    QuantityError
        An expression cannot be read.

    Examples
    --------
    近1.12亿 for 111 720 000 lies more than a quarter of a step of a million below:

    >>> from reform_analysis.commands.face import codebook
    >>> read = read_pairs(codebook().table("codebook/reading/hedge_pairs"), codebook())
    >>> read.loc[read["pair_id"].eq(308), ["reading", "read_low", "covered"]].values.tolist()
    [['narrow', 111750000.0, False], ['central', 111500000.0, True], ['wide', 111000000.0, True]]
    """
    rules = pairs["reported"].map(lambda reported: _rule(*reading_rule(reported, codebook)))
    known = pairs[["pair_id", "reported"]].assign(rule=rules)
    parts = []
    for reading in READINGS:
        read = read_quantities(pairs["reported"], codebook, reading)
        covered = read["low"].le(pairs["high"]) & read["high"].ge(pairs["low"])
        read = read.rename(columns={"low": "read_low", "high": "read_high"})
        columns = ["read_low", "read_high", "assumed_high"]
        parts.append(known.assign(reading=reading, **read[columns], covered=covered))
    return pd.concat(parts, ignore_index=True)


def coverage(pairs: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Share of the pairs whose finer number the readings hold, rule by rule.

    Parameters
    ----------
    pairs : DataFrame
        As for `read_pairs`; without those with a ``flag`` where only clean ones shall count.
    codebook : Codebook
        Whose rules read.

    Returns
    -------
    DataFrame
        One row a rule and reading: ``rule``, ``reading``, ``pairs`` and ``covered`` [count],
        ``share`` [fraction, 0 to 1], ``sampling_low`` and ``sampling_high`` [fraction].

    Raises
    ------
    QuantityError
        An expression cannot be read.

    Notes
    -----
    ``share = covered / pairs``. The sampling interval is Wilson's score interval at 95 %
    (`statsmodels.stats.proportion.proportion_confint`): it says how far the share would scatter in
    other pairs drawn like these, and nothing about how wide a hedge is. Pairs of one page are taken
    as independent. The limits that the head of this module lists belong beside the numbers.

    References
    ----------
    Wilson (1927), *Probable inference, the law of succession, and statistical inference*, Journal
    of the American Statistical Association 22.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> pairs = codebook().table("codebook/reading/hedge_pairs")
    >>> held = coverage(pairs, codebook()).set_index(["rule", "reading"])
    >>> held.loc[("nearly", "narrow"), ["pairs", "covered"]].astype(int).tolist()
    [43, 39]
    """
    read = read_pairs(pairs, codebook)
    by_rule = read.groupby(["rule", "reading"], sort=False)["covered"]
    held = by_rule.agg(pairs="size", covered="sum").reset_index()
    low, high = proportion_confint(held["covered"], held["pairs"], SAMPLING, "wilson")
    share = held["covered"] / held["pairs"]
    high = high.clip(lower=share)  # of all pairs covered it is 1, but for the last binary digit
    return held.assign(share=share, sampling_low=low, sampling_high=high)


def _rule(hedge: str, position: str, form: str) -> str:
    if hedge == "exact":
        return f"exact, {form}"
    return "over, inside" if (hedge, position) == ("over", "inside") else hedge
