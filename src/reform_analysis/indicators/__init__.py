"""Indicators: one pure function each, a file for each of the five dimensions of the reform.

`guidance` 思想引领, `merit` 建功立业, `skills` and `qualifications` 素质提升, `status` and
`rights` 地位提高, `growth` 队伍壮大. Two dimensions have two files, because one would have
outgrown its name: training apart from what is acquired by it, honours and a say apart from
rights and services. `recruits` 思想引领 too, of party statistics.

Every function is one of tidy claims alone, registered by `registry.indicator` under the id of
its row in ``codebook/registers/indicators``, and gives counts, rates a year and quotients of
counts of one report. As it is written it names steps of `shapes`, which are computed for all
indicators together. None knows populations: `reform_analysis.values.dividing.divide` divides all of
them at once, as the register says. `registry` tells the parameters and the columns that all share.

What does not belong here: reading an expression or a period, dividing by people, comparing.

`compute_all` walks the register; `coverage` says what is reported at all, how much is not, and
which claims no indicator uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reform_analysis.indicators import (  # noqa: F401 - importing a file registers its functions
    growth,
    guidance,
    merit,
    qualifications,
    recruits,
    rights,
    skills,
    status,
)
from reform_analysis.indicators.coverage import (
    reporting,
    silence_counts,
    silence_rate,
    unused_claims,
)
from reform_analysis.indicators.registry import (
    COLUMNS,
    NEEDED,
    compute_each,
    concepts_of,
    function_of,
    indicator,
    registered,
)
from reform_analysis.tables.codebook import Codebook
from reform_analysis.values.dividing import Evidence, divide_by_all, evidence_at_all

__all__ = [
    "above_one",
    "blocks",
    "compute_all",
    "compute_from",
    "concepts_of",
    "function_of",
    "gathered",
    "indicator",
    "registered",
    "reporting",
    "silence_counts",
    "silence_rate",
    "unused_claims",
]

AT_ONCE = 30_000
"""Claims that are computed together: enough that more would not be faster."""

DIVIDED = {"denominator_id": "string", "per": "string"}
"""What dividing adds to `registry.COLUMNS`."""

GATHERED = {name: dtype for name, dtype in COLUMNS.items() if name != "reference_date"}
GATHERED |= DIVIDED | {"reading": "string"}
"""Columns of ``processed/indicators``."""


def compute_all(
    tables: dict[str, pd.DataFrame], codebook: Codebook, *readings: str
) -> pd.DataFrame:
    """Compute every indicator of the register at one reading or several.

    Parameters
    ----------
    tables : dict of DataFrame
        All raw and codebook tables by name (``tables.read_all``).
    codebook : Codebook
        Whose rules read the expressions and the periods.
    *readings : {"narrow", "central", "wide"}
        One at least.

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
    return compute_from(evidence_at_all(tables, codebook, {one: one for one in readings}))


def compute_from(evidence: Mapping[str, Evidence], only_values: bool = True) -> pd.DataFrame:
    """As `compute_all`, from claims and denominators that are read already, by reading.

    Rows without a value, which say why there is none, are kept where not only values are asked for.

    """
    rows = _rows_of(evidence)
    return gathered([rows.dropna(subset="low") if only_values else rows])


def blocks(tables: Mapping[str, pd.DataFrame]) -> Iterator[Mapping[str, pd.DataFrame]]:
    """The tables in parts of whole places, each of about `AT_ONCE` claims.

    Claims meet only claims and denominators of their place, so what is computed from the parts is
    what would be from all at once: the memory that the work needs beside its result does not grow
    with the claims.
    """
    places = tables["raw/claims"]["place_id"]
    if len(places) <= AT_ONCE:
        yield tables
        return
    block = places.value_counts(sort=False).cumsum() // AT_ONCE
    rows = {
        name: tables[name].groupby(tables[name]["place_id"].map(block)).indices
        for name in ("raw/claims", "raw/denominators")
    }
    for number in block.unique():
        yield {
            **tables,
            **{name: tables[name].take(of.get(number, [])) for name, of in rows.items()},
        }


def gathered(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Rows of indicators below one another, put into their place as they come: none is held twice.

    Where there is no room more is made, an eighth more than is needed then.
    """
    room: dict[str, npt.NDArray[Any]] = {}
    filled = 0
    for part in parts:
        end = filled + len(part)
        for name, dtype in GATHERED.items():
            cells = part[name].to_numpy(dtype=bool if dtype == "boolean" else None)
            if name not in room or len(room[name]) < end:
                more = np.empty(end + end // 8, dtype=cells.dtype)
                more[:filled] = room.get(name, more)[:filled]
                room[name] = more
            room[name][filled:end] = cells
        filled = end
    columns = {name: pd.array(room.pop(name)[:filled], dtype) for name, dtype in GATHERED.items()}
    return pd.DataFrame(columns, copy=False)


def above_one(rows: pd.DataFrame) -> pd.DataFrame:
    """Shares of the people of a place that are refused because they reach above 1.

    Parameters
    ----------
    rows : DataFrame
        What `compute_from` gives at one reading, not only values.

    Returns
    -------
    DataFrame
        Divided rows, without a value where it is refused.

    Examples
    --------
    近20万 in mutual aid cannot all be among some 190 000 people of the secondary industry.

    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.tables.store import read_all
    >>> evidence = evidence_at_all(read_all(codebook().project), codebook(), {"central": "central"})
    >>> refused = above_one(compute_from(evidence, only_values=False))
    >>> "jingjiang-secondary-employed-2020" in set(refused["denominator_id"])
    True
    """
    return rows[rows["notes"].str.contains("share-above-one", na=False)]


def _rows_of(evidence: Mapping[str, Evidence]) -> pd.DataFrame:
    """Indicators of some places, at all readings: undivided, then divided."""
    tables = [each.claims for each in evidence.values()]
    number = np.repeat(np.arange(len(tables)), [*map(len, tables)])
    claims = pd.concat(tables, ignore_index=True)[[*NEEDED]].astype(
        dict.fromkeys(("concept_id", "place_id", "source_id"), "category")
    )
    claims["reading"] = pd.Categorical.from_codes(number, [*evidence])
    register = next(iter(evidence.values())).indicators.query("computed")
    rows = compute_each(claims, register["indicator_id"].tolist())
    to_people = register["kind"].eq("ratio") & register["populations"].notna()
    counts = ~rows["indicator_id"].isin(register.loc[to_people, "indicator_id"])
    undivided = rows[counts].assign(**dict.fromkeys(DIVIDED)).astype(DIVIDED)
    return pd.concat([undivided, divide_by_all(rows, evidence)], ignore_index=True)
