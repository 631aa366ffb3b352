"""A table as it stands, with labels in place of ids: sums, crossings and other results.

`reform_analysis.publish.reading_table` knows the rows of the project and chooses what is for a
reader; here every row and column stays, whatever was computed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from reform_analysis.charts.words import Words, WordsError
from reform_analysis.publish.reading_table import dressed
from reform_analysis.tables.naming import split_list

if TYPE_CHECKING:
    from great_tables import GT


def plain_table(rows: pd.DataFrame, words: Words, source: str = "") -> GT:
    """The same rows and columns as a table to read.

    Parameters
    ----------
    rows : DataFrame
        Any; an index that has a name becomes columns.
    words : Words
        Of the language to read in.
    source : str
        What stands below the table.

    Returns
    -------
    GT
        A great table; a notebook shows it.
    """
    told, heads = plain_cells(rows, words)
    return dressed(told, heads, source)


def plain_cells(rows: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, dict[str, str]]:
    """Cells and heads in one language.

    Parameters
    ----------
    rows : DataFrame
    words : Words

    Returns
    -------
    tuple of DataFrame of str and dict of str to str
        Ids are told by their labels, numbers with three significant digits; what has no label
        stays as it is, a missing cell is empty. Column -> its head, several heads joined by a dot.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> table = pd.DataFrame({"place_id": ["wujin"], "hedge": ["over"], "rate": [0.69048]})
    >>> told, heads = plain_cells(table, words("zh", codebook()))
    >>> list(heads.values()), told.iloc[0].tolist()
    (['地区', '模糊词', '比率'], ['武进区', '超过：余、多、超', '0.69'])
    """
    named = any(name is not None for name in rows.index.names)
    table = rows.reset_index() if named else rows
    across = list(table.columns.names)
    cells = {
        str(at): [_cell(cell, _first(column), words) for cell in table.iloc[:, at]]
        for at, column in enumerate(table.columns)
    }
    heads = {str(at): _head(column, across, words) for at, column in enumerate(table.columns)}
    return pd.DataFrame(cells, dtype="object"), heads


def labelled(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The same numbers under labels of one language, for a picture of one's own.

    Parameters
    ----------
    rows : DataFrame
        Any; ids stand in columns, in the index and in the heads.
    words : Words

    Returns
    -------
    DataFrame
        Ids and heads are told as in `plain_cells`; numbers stay numbers.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> shares = pd.DataFrame({"hedge": ["over"], "share": [0.25]}).set_index("hedge")
    >>> labelled(shares, words("zh", codebook())).to_dict()
    {'占比': {'超过：余、多、超': 0.25}}
    """
    told = rows.copy()
    for column in told.columns.intersection(list(_LABELS)):
        told[column] = [_label(cell, column, words) for cell in told[column]]
    told.index, told.columns = (_axis(axis, words) for axis in (told.index, told.columns))
    return told


def _axis(axis: pd.Index, words: Words) -> pd.Index:
    """Labels of one axis; what is no text, such as years, stays as it is."""
    of = axis.name
    told = [_name(part, of, words) if isinstance(part, str) else part for part in axis]
    return pd.Index(told, name=None if of is None else _name(of, None, words))


def _first(column: object) -> object:
    """What the cells of a column are: of several heads the first says it."""
    return column[0] if isinstance(column, tuple) else column


def _head(column: object, across: list[Any], words: Words) -> str:
    parts = column if isinstance(column, tuple) else (column,)
    told = (_name(part, of, words) for part, of in zip(parts, across, strict=True))
    return " · ".join(filter(None, told))


def _name(part: object, of: object, words: Words) -> str:
    """One head: a column by its word, an id by the label of what it is an id of."""
    if of in _LABELS and part != "":
        label = _label(part, str(of), words)
        if label != str(part):
            return label
    if part in _HEADS:
        return words(_HEADS[str(part)])
    try:
        return words.head(str(part)) if part != "" else ""
    except WordsError:
        return str(part)


def _cell(cell: object, column: object, words: Words) -> str:
    if isinstance(cell, list):
        return words.join(map(str, cell))
    if cell is None or cell is pd.NaT or bool(pd.isna(cell)):
        return ""
    if isinstance(cell, bool) or type(cell).__name__ == "bool_":
        return words("table.yes" if cell else "table.no")
    if isinstance(cell, float):
        return words.number(cell) if math.isfinite(cell) else words("table.open")
    return _label(cell, str(column), words)


def _label(cell: object, column: str, words: Words) -> str:
    tell = _LABELS.get(column)
    try:
        return tell(str(cell), words) if tell else str(cell)
    except (KeyError, WordsError):
        return str(cell)


def _of(table: str) -> Callable[[str, Words], str]:
    return lambda key, words: words.text(table, key, "label")


def _hangs(ids: str, words: Words) -> str:
    return words.join(words(f"hangs.{one}") for one in split_list(ids))


_RULES = {
    "over, inside": "rule.over-inside",
    "exact, multiplier": "rule.exact-multiplier",
    "exact, decimal": "rule.exact-decimal",
}
"""Rules of hedges whose names hold more than a word of the register may."""

_PLACES = ("place_id", "first", "second")
_LABELS: dict[str, Callable[[str, Words], str]] = {
    **dict.fromkeys(_PLACES, lambda key, words: words.place(key)),
    "indicator_id": _of("codebook/registers/indicators"),
    "concept_id": _of("codebook/registers/concepts"),
    "per": lambda key, words: words(f"population.{key}"),
    "reading": lambda key, words: words(f"reading.{key}"),
    "hedge": lambda key, words: words(f"hedge.{key}"),
    "dimension": lambda key, words: words(f"dimension.{key}"),
    "status": lambda key, words: words(f"status.{key}"),
    "order": lambda key, words: words(f"order.{key}"),
    "verdict": lambda key, words: words(f"table.{key}"),
    "hangs_on": _hangs,
    "grade": lambda key, words: words("ungraded") if key == "not_graded" else key,
    "unit": lambda key, words: words.unit(key),
    "level": lambda key, words: words.optional(f"tile.level.{key}") or words("tile.level.other"),
    "rule": lambda key, words: words(_RULES.get(key) or f"rule.{key}"),
    "tier": lambda key, words: words(f"tier.{key}"),
    "differs": lambda key, words: words(f"coded.{key}"),
    "model": lambda key, words: words(f"model.{key}"),
}
"""Columns that hold ids, and how each is told."""

_HEADS = {
    "place_id": "column.place",
    "indicator_id": "column.indicator",
    "concept_id": "column.concept",
    "per": "column.population",
    "above": "order.above",
    "below": "order.below",
    "not_ordered": "order.not_ordered",
    "level": "column.level",
    "chart_id": "column.chart_id",
    "why": "column.why",
    "flagged": "column.flagged",
    "reconciled": "column.reconciled",
    "times": "column.times",
    "hull_above_1": "column.hull_above_1",
    "sampling_limits_hold_1": "column.sampling_limits_hold_1",
}
"""Columns that a reader knows by another word than the label of their ids; some that only
notebooks make."""
