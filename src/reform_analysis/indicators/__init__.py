"""Indicators: one pure function each, a file for each of the five dimensions of the reform.

`guidance` 思想引领, `merit` 建功立业, `skills` and `qualifications` 素质提升, `status` and
`rights` 地位提高, `growth` 队伍壮大. Two dimensions have two files, because one would have
outgrown its name: training apart from what is acquired by it, honours and a say apart from
rights and services.

Every function is one of tidy claims alone, registered by `registry.indicator` under the id of
its row in ``codebook/registers/indicators``, and gives counts, rates a year and quotients of
counts of one report. None knows populations: `reform_analysis.values.dividing.divide` divides all
of them at once, as the register says. `registry` tells the parameters and the columns that all
share.

What does not belong here: reading an expression or a period, dividing by people, comparing.

`compute_all` walks the register; `coverage` says what is reported at all, how much is not, and
which claims no indicator uses.
"""

from __future__ import annotations

import pandas as pd

from reform_analysis.indicators import (  # noqa: F401 - importing a file registers its functions
    growth,
    guidance,
    merit,
    qualifications,
    rights,
    skills,
    status,
)
from reform_analysis.indicators.coverage import reporting, silence_rate, unused_claims
from reform_analysis.indicators.registry import concepts_of, function_of, indicator, registered
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import split_list
from reform_analysis.values.dividing import divide, evidence_at
from reform_analysis.values.populations import POPULATIONS

__all__ = [
    "compute_all",
    "concepts_of",
    "function_of",
    "indicator",
    "registered",
    "reporting",
    "silence_rate",
    "unused_claims",
]


def compute_all(tables: dict[str, pd.DataFrame], codebook: Codebook, reading: str) -> pd.DataFrame:
    """Compute every indicator of the register at one reading.

    Parameters
    ----------
    tables : dict of DataFrame
        All raw and codebook tables by name (``tables.read_all``).
    codebook : Codebook
        Whose rules read the expressions and the periods.
    reading : {"narrow", "central", "wide"}

    Returns
    -------
    DataFrame
        ``processed/indicators``, one row an indicator, variant, place, unit and population. Rows
        that lack a denominator or a period are left out; the functions themselves return them with
        the reason in ``notes``. Undivided stand all but those of a ratio to people, whose
        counts are those of other indicators.

    Raises
    ------
    ValueError
        No function computes an indicator of the register.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> values = compute_all(read_all(codebook().project), codebook(), "central")
    >>> sorted(values["indicator_id"].unique())[:3]
    ['all-training', 'contest-participation', 'contest-promotion']
    """
    evidence = evidence_at(tables, codebook, reading)
    register = evidence.indicators[evidence.indicators["computed"]]
    rows = pd.concat(
        [function_of(one)(evidence.claims) for one in register["indicator_id"]], ignore_index=True
    )
    populations = register.set_index("indicator_id")["populations"].dropna().map(split_list)
    ratios = register.loc[register["kind"].eq("ratio"), "indicator_id"]
    to_people = populations.index.intersection(ratios)
    parts = [rows[~rows["indicator_id"].isin(to_people)].assign(denominator_id=pd.NA, per=pd.NA)]
    for per in POPULATIONS:
        divided = populations.index[[per in own for own in populations]]
        parts.append(divide(rows[rows["indicator_id"].isin(divided)], evidence, per))
    text = {"denominator_id": "string", "per": "string"}
    together = pd.concat([part.astype(text) for part in parts], ignore_index=True)
    return together.dropna(subset=["low"]).drop(columns="reference_date").assign(reading=reading)
