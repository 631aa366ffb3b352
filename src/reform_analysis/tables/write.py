"""A data frame as a checked CSV file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reform_analysis.tables.schema import Schema


def text_columns(schema: Schema, frame: pd.DataFrame) -> dict[str, list[str]]:
    """A table as text, as its file shows it: columns in the register's order, rows by key."""
    columns = {name: _texts(frame[name]) for name in schema.columns if name in frame}
    keys = [*zip(*(columns[name] for name in schema.key if name in columns), strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return {name: [texts[row] for row in order] for name, texts in columns.items()}


def _texts(column: pd.Series) -> list[str]:
    """A column as text; each of its values, of which most columns have few, is worded once."""
    codes, distinct = pd.factorize(column)
    texts = [*map(cell_text, distinct), ""]  # a missing value has the code -1: the last
    return [texts[code] for code in codes.tolist()]


def cell_text(value: Any) -> str:
    """One value (text, number, truth value, date, or missing in any way) as a CSV cell holds it.

    That is the shortest digits that read back as the same number, ``inf``, an ISO date, ``true`` or
    ``false``; empty if missing.

    Examples
    --------
    >>> [cell_text(value) for value in (400.0, 0.37, float("inf"), None, True)]
    ['400', '0.37', 'inf', '', 'true']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value == value:  # no missing one
        return repr(float(value) + 0.0).removesuffix(".0")  # + 0.0: no negative zero
    if pd.isna(value):
        return ""
    if pd.api.types.is_bool(value):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    return str(value)


def csv_bytes(columns: Mapping[str, Sequence[str]]) -> bytes:
    """A table as a CSV file: UTF-8, LF, header, commas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue().encode()
