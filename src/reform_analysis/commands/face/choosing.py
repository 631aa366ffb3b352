"""What a caller named: places and concepts, or why there is no such thing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import resolve


def of_places(
    rows: pd.DataFrame, places: str | Sequence[str] | None, book: Codebook
) -> pd.DataFrame:
    """The rows of some places."""
    if places is None:
        return rows
    wanted = resolve(places, book.rows("raw/places"), "place_id", "place")
    return rows[rows["place_id"].isin(wanted)]


def concepts_called(wanted: Sequence[str], book: Codebook) -> list[str]:
    """Ids of concepts by id or label; a name that ends in ``*`` means all that begin so."""
    rows = book.rows("codebook/registers/concepts")
    found = []
    for name in wanted:
        begun = [row["concept_id"] for row in rows if row["concept_id"].startswith(name[:-1])]
        if name.endswith("*") and begun:
            found += begun
        else:
            found += resolve(name, rows, "concept_id", "concept")
    return found
