"""Processed tables as files, each held against its schema first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from reform_analysis.commands.check import check_shares
from reform_analysis.tables.faults import Fault, TableError
from reform_analysis.tables.schema import Schema, Values, check_columns
from reform_analysis.tables.store import check_references
from reform_analysis.tables.write import csv_bytes, text_columns

JUDGED = frozenset(("low", "unit"))
"""Columns that say whether a share lies above 1."""


def table_files(
    schemas: Mapping[str, Schema],
    tables: Mapping[str, pd.DataFrame],
    processed: Mapping[str, pd.DataFrame],
) -> dict[str, bytes]:
    """Processed tables as CSV files by name, each held against its schema first.

    ``tables`` are those that they refer to. Columns stand in the register's order, rows by key.

    Raises
    ------
    TableError
        A computed table does not fit its schema, names what no register holds, or has a share
        above 1.
    """
    fields = (field for one in processed for field in schemas[one].fields)
    named = {field.refers_to.rpartition(".")[::2] for field in fields}
    held = {one: [column for table, column in named if table == one] for one in tables}
    values = {one: _in_rows(tables[one][columns]) for one, columns in held.items() if columns}
    faults, files = [], {}
    for table, frame in processed.items():
        texts = text_columns(schemas[table], frame)
        typed, found = check_columns(schemas[table], texts, range(2, len(frame) + 2))
        faults += _other_columns(schemas[table], frame) + found
        looked_at = {field.column for field in schemas[table].fields if field.refers_to}
        values[table] = _in_rows({one: typed[one] for one in looked_at | JUDGED & typed.keys()})
        files[f"{table.partition('/')[2]}.csv"] = csv_bytes(texts)
    faults += check_references(schemas, values, processed)
    if faults:
        remedy = "correct the rows that this is computed from, or the function that computes it"
        raise TableError([replace(fault, remedy=remedy) for fault in faults])
    if above := list(check_shares(values)):
        raise TableError(above)
    return files


def _in_rows(columns: Mapping[str, Iterable[object]]) -> Values:
    """Cells that stand in columns by row, as a spreadsheet counts them."""
    rows = zip(*(columns[name] for name in columns), strict=True)
    return {row: dict(zip(columns, cells, strict=True)) for row, cells in enumerate(rows, start=2)}


def _other_columns(schema: Schema, frame: pd.DataFrame) -> list[Fault]:
    problem = "the table and codebook/registers/fields.csv do not have the same columns"
    wrong = sorted(set(schema.columns) ^ set(frame.columns))
    return [Fault(schema.file, 1, column, problem, "") for column in wrong]
