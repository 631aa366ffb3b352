"""What all rules share: rows of tables, faults of them, expressions that are read once.

Each rule is a function `check_…` that takes the tables (and the codebook, where it reads by it) and
yields faults. A cell that is None was empty or has been reported already, so that a rule which
needs it is silent. The rules of a module go in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reform_analysis.commands.check.named import EXCEPTIONS
from reform_analysis.reading.quantity import Quantity, QuantityError, read_quantity
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.tables.naming import Value, split_list
from reform_analysis.tables.schema import Values

Tables = Mapping[str, Values]
Row = dict[str, Value]


def fault(table: str, row: int | None, column: str | None, problem: str, remedy: str) -> Fault:
    """A fault of a table, which is named as in the registers."""
    return Fault(file_of(table), row, column, problem, remedy)


def rows_in(tables: Tables, table: str, *needed: str) -> Iterator[tuple[int, Row]]:
    """Rows of a table, if there is one, in which these cells are filled, by their number."""
    for row, cells in tables.get(table, {}).items():
        if None not in (cells.get(column, "") for column in needed):
            yield row, cells


def by_id(tables: Tables, table: str, column: str) -> dict[str | None, Row]:
    """Rows of a table by the id in one column, the first of those that share one."""
    rows: dict[str | None, Row] = {}
    for row in tables.get(table, {}).values():
        if row[column]:
            rows.setdefault(row[column], row)
    return rows


def excepted(tables: Tables, exception: str) -> dict[str, str]:
    """What a rule does not hold of, and what stands there instead."""
    rows = tables.get(EXCEPTIONS, {}).values()
    return {row["item"]: row["instead"] or "" for row in rows if row["exception"] == exception}


def spans_of(source: Row) -> list[tuple[int, int]]:
    """Parts of the file that belong to an article, as (start, end)."""
    pairs = (part.partition("-") for part in split_list(source["spans"]))
    return [(int(start), int(end)) for start, _, end in pairs]


def read_expression(
    expression: str, codebook: Codebook, reading: str = "central"
) -> tuple[Quantity | None, str]:
    """An expression as a quantity, or None and the reason why it cannot be read; each read once."""
    return codebook.once(_read_expression, expression, reading)


def _read_expression(
    codebook: Codebook, expression: str, reading: str
) -> tuple[Quantity | None, str]:
    try:
        return read_quantity(expression, codebook, reading), ""
    except QuantityError as error:
        return None, error.reason
