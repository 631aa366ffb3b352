"""The rules and registers of one project, read once and handed down to whatever needs them.

A `Codebook` is made from one folder. Functions that read words or numbers take it as an argument,
so that two projects in one process never mix; what is compiled from its tables is kept by it and
goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from reform_analysis.tables.csvfiles import read_cells
from reform_analysis.tables.faults import Fault, TableError, file_of, told_once
from reform_analysis.tables.messages import message
from reform_analysis.tables.naming import NOT_CALLED, Value, suggest
from reform_analysis.tables.paths import Project
from reform_analysis.tables.regexes import sound
from reform_analysis.tables.schema import (
    REGISTERS,
    TYPES,
    Rows,
    Schema,
    Values,
    check_rows,
    schemas_from,
)

if TYPE_CHECKING:
    import pandas as pd

Made = TypeVar("Made")
Options = ParamSpec("Options")

DTYPES = {
    "string": "string",
    "regex": "string",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[ns]",
    "boolean": "boolean",
}

FIELDS = "codebook/registers/fields"
TYPED = {
    **dict.fromkeys(("start", "end", "text_chars", "year", "weight", "panels"), "integer"),
    **dict.fromkeys(("parts", "least"), "integer"),
    **dict.fromkeys(("low", "value", "high", "years_low", "years_high"), "number"),
    **dict.fromkeys(("published_earliest", "published_latest", "ref_date"), "date"),
    **dict.fromkeys(("period_start", "period_end", "reference_date"), "date"),
    **dict.fromkeys(("required", "many", "assumed_high"), "boolean"),
}
"""Columns that code reckons with, in every table, and the type that it takes them for."""
NOT_TYPED = ("codebook/reading/hedges",)
"""Where ``low`` and ``high`` are formulas; its own check holds whether an end is assumed."""


class Codebook:
    """The tables of one project, each read strictly and once, when it is first asked for.

    Parameters
    ----------
    project : Project
        The folders. A file that is edited after its table was read is not read again: make a new
        codebook to see the change.

    Notes
    -----
    Safe to share between threads. It travels between processes as the name of its folder, and
    reads the tables anew where it arrives; the folder must be seen from there.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> codebook().rows("codebook/reading/units")[0]["printed"]
    '人'
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._lock = RLock()
        self._known: dict[str, Schema] = {}
        self._values: dict[str, Values] = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._made: dict[tuple[object, ...], object] = {}

    def __repr__(self) -> str:
        return f"Codebook({self.project!r})"

    def __reduce__(self) -> tuple[type[Codebook], tuple[Project]]:
        return Codebook, (Project(self.project.root.resolve()),)

    def rows(self, name: str) -> list[dict[str, Value]]:
        """Rows of one table with typed cells, without the cost of a data frame.

        Parameters
        ----------
        name : str
            Folder and name (``"codebook/reading/hedges"``), or the name alone where one folder
            only has it.

        Returns
        -------
        list of dict
            By column: str, int, float, bool or date; None for an empty cell. In the order of the
            file, so that the first is row 2 of a spreadsheet. The caller's to change.

        Raises
        ------
        TableError
            The file or a register cannot be read, or a cell does not fit its schema: one line a
            fault with file, row and cure.
        KeyError
            There is no such table, or several of that name.
        """
        with self._lock:
            return [dict(row) for row in self._read(self._schema(name)).values()]

    def table(self, name: str) -> pd.DataFrame:
        """One table with its dtypes, as `reform_analysis.tables.store.load` gives it.

        Parameters
        ----------
        name : str
            As for `rows`.

        Returns
        -------
        DataFrame
            A copy, the caller's to change.

        Raises
        ------
        TableError, KeyError
            As for `rows`.
        """
        with self._lock:
            schema = self._schema(name)
            if schema.table not in self._frames:
                self._frames[schema.table] = frame_of(schema, self._read(schema))
            return self._frames[schema.table].copy()

    def once(
        self,
        make: Callable[Concatenate[Codebook, Options], Made],
        *args: Options.args,
        **options: Options.kwargs,
    ) -> Made:
        """What a function makes of this codebook, made at the first call and then remembered.

        Parameters
        ----------
        make : callable
            Takes this codebook, then `args`. What it gives is shared: nobody may change it.
        *args
            Hashable.

        Returns
        -------
        object
            The same one for the same function and arguments.

        Raises
        ------
        TableError
            Patterns of several rows do not compile together.
        Exception
            Whatever else `make` raises; then nothing is remembered.
        """
        key = (make, *args, *sorted(options.items())) if options else (make, *args)
        if key in self._made:
            return cast("Made", self._made[key])
        with self._lock:
            if key not in self._made:
                try:
                    self._made[key] = make(self, *args, **options)
                except re.error as error:
                    problem = f"its patterns do not compile together ({error})"
                    remedy = "name no group in a pattern, and refer to none"
                    folder = "data/codebook/reading"
                    raise TableError([Fault(folder, None, None, problem, remedy)]) from error
            return cast("Made", self._made[key])

    def keep(self, schemas: Mapping[str, Schema], values: Mapping[str, Values]) -> None:
        """Tables that were just read and have no fault; they are not read once more."""
        with self._lock:
            self._known, self._values = {**schemas}, {**values, **self._values}

    def schema(self, name: str) -> Schema:
        """What a table should hold; errors as for `rows`."""
        with self._lock:
            return self._schema(name)

    def _schema(self, name: str) -> Schema:
        if not self._known:
            schemas, faults = read_schemas(self.project)
            if not schemas:
                raise TableError(faults)
            self._known = schemas
        named = [table for table in self._known if name in (table, table.rpartition("/")[2])]
        if len(named) != 1:
            choice = message("write one of {names}", names=", ".join(named or self._known))
            if named:
                raise KeyError(f"'{name}' names {len(named)} tables; {choice}")
            if (self.project.data / f"{name}.csv").is_file():
                remedy = "bring its row in codebook/registers/tables.csv back"
                unknown = Fault(file_of(name), None, None, "no register knows this table", remedy)
                raise TableError([unknown])
            short = {table.rpartition("/")[2]: table for table in reversed(self._known)}
            remedy = suggest(name, self._known, choice, short)
            raise KeyError(message(NOT_CALLED, kind="table", name=repr(name), advice=remedy))
        return self._known[named[0]]

    def _read(self, schema: Schema) -> Values:
        if schema.table not in self._values:
            self._values[schema.table] = _strict(self.project, schema)
        return self._values[schema.table]


def read_schemas(project: Project) -> tuple[dict[str, Schema], list[Fault]]:
    """Schemas of all tables; none, with the reasons, if a register cannot be read at all."""
    registers, faults = {}, []
    for table, columns in REGISTERS.items():
        rows, found = read_cells(project.data / f"{table}.csv", file_of(table), columns)
        registers[table] = rows
        faults += found
    faults = faults or [*_types(registers[FIELDS]), *_patterns(registers[FIELDS])]
    return ({} if faults else schemas_from(registers)), faults


def _types(fields: Rows) -> Iterator[Fault]:
    """Columns that code reckons with and that would be read as something else."""
    for row, cells in fields.items():
        wanted = TYPED.get(cells["column"])
        if not wanted or cells["table"] in NOT_TYPED:
            continue
        named = f"{cells['column']} of {cells['table']}"
        if cells["type"] in TYPES and cells["type"] != wanted:
            problem, column, cure = f"{named} is no {wanted}", "type", wanted
        elif cells["many"] == "true":
            problem, column, cure = f"{named} is no list", "many", "false"
        else:
            continue
        yield Fault(file_of(FIELDS), row, column, problem, f"write {cure}")


def _patterns(fields: Rows) -> Iterator[Fault]:
    """Forms of cells that are no regular expression."""
    for row, cells in fields.items():
        try:
            sound(cells["pattern"])
        except ValueError as error:
            yield Fault(file_of(FIELDS), row, "pattern", *error.args)


def read_rows(project: Project, schema: Schema) -> tuple[Rows, list[Fault]]:
    """Cells of one table as text, and what is wrong with the form of its file."""
    return read_cells(project.data / f"{schema.table}.csv", schema.file, schema.columns)


def _strict(project: Project, schema: Schema) -> Values:
    """One table with typed cells; `TableError` with every fault of its form and its cells."""
    rows, faults = read_rows(project, schema)
    values, more = check_rows(schema, rows)
    if faults or more:
        raise TableError(told_once(faults + more))
    return values


def frame_of(schema: Schema, values: Mapping[int, Mapping[str, Value]]) -> pd.DataFrame:
    """A table with typed cells as a data frame."""
    import numpy as np
    import pandas as pd  # here, so that reading an expression does not wait for it

    columns = {}
    for field in schema.fields:
        cells = [row[field.column] for row in values.values()]
        days = np.array(cells, "datetime64[D]") if field.type == "date" else cells
        columns[field.column] = pd.array(days, dtype=DTYPES[field.type])
    return pd.DataFrame(columns)
