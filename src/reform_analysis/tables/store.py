"""All tables of the project: read strictly and held against their schemas.

`load` gives one table, `read_all` all that are kept by hand; `commands.check` lists every fault of
every table at once, the rules between them included. The schemas are tables themselves:
``codebook/registers/tables.csv`` names the tables and their keys,
``codebook/registers/fields.csv`` their columns, ``codebook/registers/columns.csv`` what a column
means.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from reform_analysis.tables.codebook import (
    DTYPES,
    Codebook,
    frame_of,
    read_rows,
    read_schemas,
)
from reform_analysis.tables.faults import Fault, TableError, file_of, in_order, told_once
from reform_analysis.tables.naming import called, split_list, suggest
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import REGISTERS, Schema, Values, check_rows, of_column
from reform_analysis.tables.stamp import StaleWarning, outdated

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Fault", "TableError", "frames", "load", "read_all", "read_rows", "read_schemas"]

Read = tuple[dict[str, Schema], dict[str, Values], list[Fault]]
"""Schemas of all tables, typed rows of some by table, and faults."""

FOLDERS = ("raw", "codebook", "processed")


def load(name: str, project: Project) -> pd.DataFrame:
    """One table with its dtypes.

    Parameters
    ----------
    name : str
        Folder and name (``"raw/claims"``), or the name alone where one folder only has it.
    project : Project
        Where to read.

    Returns
    -------
    DataFrame
        Rows and columns as in the file. Strings are ``string``, whole numbers ``Int64``, numbers
        ``float64`` (``inf`` for an open end), dates ``datetime64[ns]``, truth values ``boolean``.
        Empty cells are missing.

    Raises
    ------
    TableError
        The file or a register cannot be read, or a cell does not fit its schema. References to
        other tables are not looked at (`check_tables` does).
    KeyError
        There is no such table, or several of that name.

    Warns
    -----
    StaleWarning
        The table is a processed one, built from other tables than those that stand there now.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> str(load("codebook/registers/columns", codebook().project)["name"].dtype)
    'string'
    """
    codebook = Codebook(project)
    if not codebook.schema(name).table.startswith(FOLDERS[2]):
        return codebook.table(name)
    if told := outdated(project):
        warnings.warn(told, StaleWarning, stacklevel=2)
        return codebook.table(name)
    return load_built(name, codebook)


def load_built(name: str, codebook: Codebook) -> pd.DataFrame:
    """A processed table of which `outdated` says nothing: it is as the build wrote it.

    The build looked at every cell; here none is, which takes a tenth of the time. Parameters and
    errors are those of `load`.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> str(load_built("processed/claims", codebook())["value"].dtype)
    'float64'
    """
    import pandas as pd  # here, so that a table that nobody loads costs nothing

    schema = codebook.schema(name)
    path = codebook.project.data / f"{schema.table}.csv"
    if not path.is_file():
        return codebook.table(name)  # which tells that it was never built
    dtypes = {field.column: DTYPES[field.type] for field in schema.fields}
    plain = dict.fromkeys(("float64", "datetime64[ns]"), "string")  # read to the last digit below
    read = {column: plain.get(dtype, dtype) for column, dtype in dtypes.items()}
    return pd.read_csv(path, dtype=read, keep_default_na=False, na_values=[""]).astype(dtypes)


def by_hand(codebook: Codebook) -> dict[str, pd.DataFrame]:
    """`read_all` of its project; ask for it by `Codebook.once`."""
    return read_all(codebook.project, codebook)


def read_all(project: Project, codebook: Codebook | None = None) -> dict[str, pd.DataFrame]:
    """All tables kept by hand, raw and codebook, free of faults in their form and references.

    The tables that the build writes are left out: an outdated one must not stop the build. Rules
    between tables are not looked at: `reform_analysis.commands.check.read_checked` does.

    Parameters
    ----------
    project : Project
        Where to read.
    codebook : Codebook, optional
        Of this project: it keeps what is read, and reads none of it again.

    Returns
    -------
    dict of str to DataFrame
        Name such as ``raw/claims`` -> table as `load` gives it.

    Raises
    ------
    TableError
        With all faults of all tables.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> "raw/claims" in read_all(codebook().project)
    True
    """
    schemas, values, faults = read_values(project, FOLDERS[:2])
    faults += check_references(schemas, values)
    if faults:
        raise TableError(in_order(told_once(faults)))
    if codebook:
        codebook.keep(schemas, values)
    return frames(schemas, values)


def frames(schemas: Mapping[str, Schema], values: Mapping[str, Values]) -> dict[str, pd.DataFrame]:
    """Typed rows of all tables as `load` gives them."""
    return {table: frame_of(schemas[table], rows) for table, rows in values.items()}


def read_registers(project: Project) -> Read:
    """The registers that describe all tables: schemas, typed rows of the registers, faults."""
    schemas, faults = read_schemas(project)
    values: dict[str, Values] = {}
    for table, columns in REGISTERS.items() if schemas else ():
        schema = schemas.get(table)
        if schema is None or schema.columns != columns:
            problem, remedy = f"{table} is not described", f"list its columns {','.join(columns)}"
            return (
                schemas,
                {},
                [Fault(file_of("codebook/registers/fields"), None, None, problem, remedy)],
            )
        values[table], found = check_rows(schema, read_rows(project, schema)[0])
        faults += found
    return schemas, values, faults


def read_values(project: Project, folders: tuple[str, ...], registers: Read | None = None) -> Read:
    """All tables of some folders, typed, with the faults of each for itself.

    Where files or registers cannot be used as a whole, only that is told: what else is wrong may
    follow from it.

    Parameters
    ----------
    project : Project
    folders : tuple of str
        Of `FOLDERS`. Tables that the build writes may be missing.
    registers : tuple, optional
        What `read_registers` gave.

    Returns
    -------
    tuple
        Schemas and typed rows by table, as far as they can be read, and the faults.
    """
    schemas, described, faults = registers or read_registers(project)
    if faults:
        return schemas, {}, faults
    values = {}
    for table, schema in schemas.items():
        folder = table.partition("/")[0]
        built = folder == FOLDERS[2] and not (project.data / f"{table}.csv").exists()
        if folder not in folders or built:
            continue
        if table in described:
            values[table] = described[table]  # without a fault
            continue
        rows, found = read_rows(project, schema)
        values[table], more = check_rows(schema, rows)
        faults += found + more
    faults += _unknown_files(project, schemas, folders)
    return schemas, values, [fault for fault in faults if fault.whole] or faults


def _unknown_files(
    project: Project, schemas: Mapping[str, Schema], folders: tuple[str, ...]
) -> list[Fault]:
    paths = [path for folder in folders for path in sorted((project.data / folder).rglob("*.csv"))]
    names = [path.relative_to(project.data).with_suffix("").as_posix() for path in paths]
    registers = "codebook/registers/tables.csv and codebook/registers/fields.csv"
    remedy = f"add it to {registers}, or move it elsewhere"
    return [
        Fault(file_of(name), None, None, "no register knows this table", remedy)
        for name in names
        if name not in schemas and not name.rpartition("/")[2].startswith((".", "~"))
    ]


def check_references(
    schemas: Mapping[str, Schema],
    values: Mapping[str, Values],
    of: Collection[str] | None = None,
) -> list[Fault]:
    """Every value of a ``refers_to`` column that the table it names does not hold.

    Of all tables that are given, or of some by name, which may refer to the others.
    Where most values of a column are not there, its ``refers_to`` is what is wrong: told once.
    """
    faults = []
    for table in values if of is None else of:
        rows = values[table]
        for field in schemas[table].fields:
            target, _, column = field.refers_to.rpartition(".")
            if target not in values:
                continue
            known = {cells.get(column) for cells in values[target].values()} - {None}
            if not known:
                continue  # the table or its column is missing: reported once, not for each row
            parts = {
                cell: split_list(cell) if field.many else (cell,)
                for cell in {cells.get(field.column) for cells in rows.values()}
                if cell
            }
            if known.issuperset(chain.from_iterable(parts.values())):
                continue
            named = [
                (row, part)
                for row, cells in rows.items()
                for part in parts.get(cells.get(field.column), ())
            ]
            held = values[target].values()
            ids = [str(cells[column]) for cells in held if cells.get(column)]
            names = called(held, column)
            told = [
                Fault(
                    file_of(table),
                    row,
                    field.column,
                    f"'{part}' is not in {target.rpartition('/')[2]}.csv",
                    suggest(str(part), ids, "correct it or add it there", names),
                )
                for row, part in named
                if part not in known
            ]
            faults += of_column(told, len(named))
    return faults
