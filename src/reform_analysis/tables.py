"""All tables of the project: read strictly, checked against their schemas and each other.

`load` gives one table, `read_all` all that are kept by hand, `check_tables` every fault of every
table at once. The schemas are tables themselves: ``codebook/tables.csv`` names the tables and
their keys, ``codebook/fields.csv`` their columns, ``codebook/columns.csv`` what a column means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reform_analysis.codebook import Codebook, frame_of, read_rows, read_schemas
from reform_analysis.crosschecks import check_rules
from reform_analysis.paths import Project
from reform_analysis.schema import (
    Fault,
    Schema,
    TableError,
    Values,
    check_rows,
    file_of,
    in_order,
    split_list,
    suggest,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Fault", "TableError", "check_tables", "load", "read_all", "read_rows", "read_schemas"]

FOLDERS = ("raw", "codebook", "processed")
REBUILD = "run `reform-analysis build`, which writes this table"


def load(name: str, project: Project) -> pd.DataFrame:
    """One table with its dtypes.

    Parameters
    ----------
    name : str
        Folder and name (``"raw/figures"``), or the name alone where one folder only has it.
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

    Examples
    --------
    >>> from reform_analysis.face import codebook
    >>> str(load("codebook/columns", codebook().project)["name"].dtype)
    'string'
    """
    return Codebook(project).table(name)


def read_all(project: Project) -> dict[str, pd.DataFrame]:
    """All tables kept by hand, raw and codebook, free of faults.

    The tables that the build writes are left out: an outdated one must not stop the build.

    Parameters
    ----------
    project : Project
        Where to read.

    Returns
    -------
    dict of str to DataFrame
        Name such as ``raw/figures`` -> table as `load` gives it.

    Raises
    ------
    TableError
        With all faults of all tables.

    Examples
    --------
    >>> from reform_analysis.face import codebook
    >>> "raw/figures" in read_all(codebook().project)
    True
    """
    schemas, values, faults = read_values(project, FOLDERS[:2])
    faults += check_between(schemas, values, Codebook(project))
    if faults:
        raise TableError(in_order(faults))
    return {table: frame_of(schemas[table], rows) for table, rows in values.items()}


def check_tables(project: Project) -> list[Fault]:
    """Every fault of every table: its form, its cells, its references, the rules between tables.

    Parameters
    ----------
    project : Project
        What to check.

    Returns
    -------
    list of Fault
        Empty if all is well. A table that the build writes may be missing.

    Examples
    --------
    >>> from reform_analysis.face import codebook
    >>> for fault in check_tables(codebook().project):
    ...     print(fault)
    """
    schemas, values, faults = read_values(project, FOLDERS)
    faults += check_between(schemas, values, Codebook(project))
    built = f"data/{FOLDERS[2]}/"
    return [
        replace(fault, remedy=REBUILD) if fault.file.startswith(built) else fault
        for fault in in_order(faults)
    ]


def read_values(
    project: Project, folders: tuple[str, ...]
) -> tuple[dict[str, Schema], dict[str, Values], list[Fault]]:
    """All tables of some folders, typed, with the faults of each for itself."""
    schemas, faults = read_schemas(project)
    values = {}
    for table, schema in schemas.items():
        folder = table.partition("/")[0]
        built = folder == FOLDERS[2] and not (project.data / f"{table}.csv").exists()
        if folder not in folders or built:
            continue
        rows, found = read_rows(project, schema)
        values[table], more = check_rows(schema, rows)
        faults += found + more
    if schemas:
        faults += _unknown_files(project, schemas, folders)
    return schemas, values, faults


def _unknown_files(
    project: Project, schemas: Mapping[str, Schema], folders: tuple[str, ...]
) -> list[Fault]:
    paths = [path for folder in folders for path in sorted((project.data / folder).glob("*.csv"))]
    names = [path.relative_to(project.data).with_suffix("").as_posix() for path in paths]
    remedy = "add it to codebook/tables.csv and codebook/fields.csv, or move it elsewhere"
    return [
        Fault(file_of(name), None, None, "no register knows this table", remedy)
        for name in names
        if name not in schemas and not name.partition("/")[2].startswith((".", "~"))
    ]


def check_between(
    schemas: Mapping[str, Schema], values: Mapping[str, Values], codebook: Codebook
) -> list[Fault]:
    """Faults between tables; expressions and periods are read by the codebook."""
    return check_references(schemas, values) + check_rules(values, codebook)


def check_references(schemas: Mapping[str, Schema], values: Mapping[str, Values]) -> list[Fault]:
    """Every value of a ``refers_to`` column that the table it names does not hold."""
    faults = []
    for table, rows in values.items():
        for field in schemas[table].fields:
            target, _, column = field.refers_to.rpartition(".")
            if target not in values:
                continue
            known = {cells.get(column) for cells in values[target].values()} - {None}
            if not known:
                continue  # the table or its column is missing: reported once, not for each row
            names = sorted(map(str, known))
            for row, cells in rows.items():
                cell = cells.get(field.column)
                for part in split_list(cell) if field.many else [cell] if cell else []:
                    if part not in known:
                        problem = f"'{part}' is not in {target.partition('/')[2]}.csv"
                        remedy = suggest(str(part), names, "correct it or add it there")
                        faults.append(Fault(file_of(table), row, field.column, problem, remedy))
    return faults
