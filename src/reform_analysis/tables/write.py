"""A data frame as a checked CSV file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pandas as pd

from reform_analysis.tables.schema import Rows, Schema


def text_rows(schema: Schema, frame: pd.DataFrame) -> Rows:
    """A table as text, as its file shows it: rows by key, columns in the register's order."""
    columns = [column for column in schema.columns if column in frame]
    cells = zip(*(_texts(frame[column]) for column in columns), strict=True)
    records = [dict(zip(columns, row, strict=True)) for row in cells]
    key = [column for column in schema.key if column in columns]
    records.sort(key=lambda record: [record[column] for column in key])
    return dict(enumerate(records, start=2))


def _texts(column: pd.Series) -> list[str]:
    """A column as text; each of its values, of which most columns have few, is worded once."""
    codes, distinct = pd.factorize(column)
    texts = [*map(cell_text, distinct), ""]  # a missing value has the code -1: the last
    return [texts[code] for code in codes.tolist()]


def cell_text(value: Any) -> str:
    """One value as a CSV cell holds it.

    Parameters
    ----------
    value : object
        Text, number, truth value, date, or a missing value of any kind.

    Returns
    -------
    str
        The shortest digits that read back as the same number, ``inf``, an ISO date, ``true`` or
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


def csv_bytes(columns: tuple[str, ...], rows: Rows) -> bytes:
    """A table as a CSV file: UTF-8, LF, header, commas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cells[column] for column in columns] for cells in rows.values())
    return text.getvalue().encode()
