"""The two tiers of evidence: reports read whole (text), and what an index shows of pages (opening).

A text proves its claims and its silence; an opening has an address and proves neither.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

TEXT, OPENING = "text", "opening"

SILENCE = "processed/reporting"
"""The table of what places report and what they do not."""


def of_tier(tables: Mapping[str, pd.DataFrame], tier: str) -> dict[str, pd.DataFrame]:
    """The tables as if the other tier of evidence had never been coded.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``raw/sources`` among them; unchanged.
    tier : {"text", "opening"}

    Returns
    -------
    dict of str to DataFrame
        The same tables; of those that name a source or a tier the rows of this one. Places,
        denominators and registers belong to both. What places leave out (``processed/reporting``)
        is known of texts alone.

    Examples
    --------
    >>> sources = pd.DataFrame({"source_id": ["a", "b"], "kind": ["text", "opening"]})
    >>> claims = pd.DataFrame({"claim_id": ["a-1", "b-1"], "source_id": ["a", "b"]})
    >>> of_tier({"raw/sources": sources, "raw/claims": claims}, "opening")["raw/claims"].values
    array([['b-1', 'b']], dtype=object)
    """
    sources = tables["raw/sources"]
    known = sources.loc[sources["kind"].eq(tier), "source_id"]
    own = {name: _own(table, tier, known) for name, table in tables.items()}
    if SILENCE in own and tier == OPENING:
        own[SILENCE] = own[SILENCE].iloc[:0]
    return own


def _own(table: pd.DataFrame, tier: str, sources: pd.Series) -> pd.DataFrame:
    if "tier" in table and "chart_id" not in table:
        own = table["tier"].eq(tier)
    elif "source_id" in table:
        own = table["source_id"].isin(sources)
    else:
        return table
    return table if own.all() else table[own].reset_index(drop=True)
