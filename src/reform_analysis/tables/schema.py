"""What a cell may hold: faults, the registers that describe all tables, and the check of one table.

A table in memory is a dict: spreadsheet row -> {column: text}. Rows keep the numbers that a
spreadsheet shows (the header is row 1), so that every fault can name its place.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reform_analysis.tables.faults import SHOWN_ALIKE, Fault, file_of
from reform_analysis.tables.naming import Value, split_list, suggest
from reform_analysis.tables.regexes import sound

Rows = dict[int, dict[str, str]]
Values = dict[int, dict[str, Value]]

REGISTERS = {
    "codebook/registers/tables": ("table", "key", "title_en", "title_zh"),
    "codebook/registers/fields": (
        *("table", "column", "type", "required", "allowed", "pattern", "refers_to", "many"),
    ),
    "codebook/registers/columns": (
        *("name", "unit", "label_en", "label_zh", "meaning_en", "meaning_zh"),
    ),
}
"""The three tables that must be readable before any other can be judged."""

TYPES = ("string", "regex", "integer", "number", "date", "boolean")
YEARS = range(1900, 2101)
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")
DAMAGED = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff\ufffd]")
"""Control and zero-width characters, and what a failed conversion leaves behind."""


@dataclass(frozen=True)
class Field:
    """One column of one table, a row of ``fields.csv``."""

    column: str
    type: str = "string"
    required: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    refers_to: str = ""
    many: bool = False


@dataclass(frozen=True)
class Schema:
    """One table: its key, its columns in order, its titles."""

    table: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    title_en: str = ""
    title_zh: str = ""

    @property
    def file(self) -> str:
        """Where the table stands in the project."""
        return file_of(self.table)

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(field.column for field in self.fields)


def schemas_from(registers: Mapping[str, Rows]) -> dict[str, Schema]:
    """Schemas of all tables from the rows of the registers, in the order of ``tables.csv``.

    Nothing is checked here: the registers are tables too and are checked like the others.
    """
    fields: dict[str, list[Field]] = {}
    for row in registers["codebook/registers/fields"].values():
        fields.setdefault(row["table"], []).append(
            Field(
                row["column"],
                row["type"] if row["type"] in TYPES else "string",
                row["required"] == "true",
                split_list(row["allowed"]),
                row["pattern"],
                row["refers_to"],
                row["many"] == "true",
            )
        )
    return {
        row["table"]: Schema(
            row["table"],
            split_list(row["key"]),
            tuple(fields.get(row["table"], ())),
            row["title_en"],
            row["title_zh"],
        )
        for row in registers["codebook/registers/tables"].values()
    }


def convert(field: Field, text: str) -> Value:
    """One non-empty text as a value of the field's type: str, int, float, bool or date.

    Raises
    ------
    ValueError
        With two arguments, problem and remedy.

    Examples
    --------
    >>> convert(Field("start", "integer"), "231")
    231
    >>> convert(Field("day", "date"), "2023-02-30")
    Traceback (most recent call last):
    ...
    ValueError: ('2023-02-30 is no day of the calendar', 'write a day that exists')
    """
    if field.type == "integer":
        if not INTEGER.fullmatch(text):
            raise ValueError(f"'{text}' is no whole number", "write digits only, such as 1600")
        return int(text)
    if field.type == "number":
        if text in ("inf", "-inf"):
            return math.copysign(math.inf, -1 if text[0] == "-" else 1)
        if not NUMBER.fullmatch(text):
            remedy = "write digits with a point, such as 0.37, or inf for an open end"
            raise ValueError(f"'{text}' is no number", remedy)
        return float(text)
    if field.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError(f"'{text}' is neither true nor false", "write true or false")
        return text == "true"
    if field.type == "date":
        return _date(text)
    if field.type == "regex":
        sound(text)
    return text


def check_rows(schema: Schema, rows: Rows) -> tuple[Values, list[Fault]]:
    """Type every cell of a table and list what does not fit its schema.

    A column that is missing counts as empty (the reader reports it). Given are the same rows with
    typed cells, None for an empty cell and for one that is at fault, and the faults.
    """
    named = {*schema.columns, *schema.key}
    texts = {name: [cells.get(name) for cells in rows.values()] for name in named}
    columns, faults = check_columns(schema, texts, rows)
    typed = zip(*columns.values(), strict=True) if columns else [()] * len(rows)
    cells = (dict(zip(columns, row, strict=True)) for row in typed)
    return dict(zip(rows, cells, strict=True)), faults


def check_columns(
    schema: Schema, texts: Mapping[str, Sequence[str | None]], rows: Collection[int]
) -> tuple[dict[str, list[Value]], list[Fault]]:
    """As `check_rows`, by column; ``rows`` are the numbers of the rows, None is no cell at all."""
    texts = {**dict.fromkeys((*schema.columns, *schema.key), [None] * len(rows)), **texts}
    columns: dict[str, list[Value]] = {}
    faults = []
    for field in schema.fields:
        column = texts[field.column]
        distinct = set(column)  # most columns say few things many times
        known: dict[str | None, Value] = {None: None, "": None}
        refused = {"": ("the cell is empty", "fill it in")} if field.required else {}
        for text in distinct - known.keys():
            try:
                known[text] = _cell(field, text)
            except ValueError as error:
                known[text], refused[text] = None, error.args
        if not distinct.isdisjoint(refused):
            cells = zip(rows, column, strict=True)
            at = [(row, refused[text]) for row, text in cells if text in refused]
            wrong = [Fault(schema.file, row, field.column, *told) for row, told in at]
            judged = len(column) if field.required else sum(map(bool, column))
            faults += of_column(wrong, judged)
        columns[field.column] = [*map(known.__getitem__, column)]
    faults.extend(_repeated_keys(schema, texts, rows))
    return columns, faults


def of_column(wrong: list[Fault], judged: int) -> list[Fault]:
    """Faults of the cells of a column; one, if most of many cells do not fit: the column is wrong.

    ``wrong`` are in the order of the rows; so many cells were ``judged``. Given is ``wrong``
    itself, or one fault of the column that names the first cell, how many others do not fit, and
    both cures. Faults that say the same of a few values are left for `told_once`.

    Examples
    --------
    >>> wrong = [Fault("a.csv", n, "n", f"'x{n}' is no date", "mend it") for n in (2, 3, 5, 6)]
    >>> told = of_column(wrong, judged=5)
    >>> [(fault.row, fault.problem) for fault in told]
    [(None, "'x2' is no date (row 2), nor do 3 of the other 4 cells fit")]
    >>> told[0].remedy
    'mend it, or correct the row of the column in codebook/registers/fields.csv'
    >>> len(of_column(wrong, judged=60))
    4
    """
    if len({fault.problem for fault in wrong}) <= SHOWN_ALIKE or 2 * len(wrong) < judged:
        return wrong
    others = f"nor do {len(wrong) - 1} of the other {judged - 1} cells fit"
    problem = f"{wrong[0].problem} (row {wrong[0].row}), {others}"
    remedy = f"{wrong[0].remedy}, or correct the row of the column in codebook/registers/fields.csv"
    return [replace(wrong[0], row=None, problem=problem, remedy=remedy)]


def _cell(field: Field, text: str) -> Value:
    """Value of one cell, all of its rules kept."""
    if text != text.strip():
        raise ValueError(f"'{text}' begins or ends with a space", f"write '{text.strip()}'")
    damaged = DAMAGED.search(text)
    if damaged:
        problem = f"'{text}' holds a damaged or invisible character ({damaged[0]!a})"
        raise ValueError(problem, "type the text again")
    if not field.many:
        return _part(field, text)
    parts = text.split(";")
    for part in parts:
        if not part or part != part.strip():
            remedy = "separate the parts by ';' alone, without spaces or empty parts"
            raise ValueError(f"'{text}' is no clean list", remedy)
        _part(field, part)
    if len(set(parts)) < len(parts):
        raise ValueError(f"'{text}' names a part twice", "name it once")
    return text


def _part(field: Field, part: str) -> Value:
    """Value of a cell, or of one part of a list."""
    value = convert(field, part)
    if field.allowed and part not in field.allowed:
        choice = "write one of " + ", ".join(field.allowed)
        raise ValueError(f"'{part}' is not allowed", suggest(part, field.allowed, choice))
    if field.pattern and not re.fullmatch(field.pattern, part):
        remedy = f"write it in the form {field.pattern} (codebook/registers/fields.csv)"
        raise ValueError(f"'{part}' does not have the right form", remedy)
    return value


def _repeated_keys(
    schema: Schema, texts: Mapping[str, Sequence[str | None]], rows: Collection[int]
) -> Iterator[Fault]:
    keys = [*zip(*(texts[column] for column in schema.key), strict=True)]
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[str | None, ...], int] = {}
    for row, key in zip(rows, keys, strict=True):
        if not any(key):
            continue  # reported as missing or empty
        if key in first:
            name = " / ".join(part or "(empty)" for part in key)
            problem = f"'{name}' stands in row {first[key]} already"
            remedy = "give each row a key of its own or delete one of the two"
            yield Fault(schema.file, row, ", ".join(schema.key), problem, remedy)
        first.setdefault(key, row)


def _date(text: str) -> dt.date:
    form = "write yyyy-mm-dd, such as 2023-12-19"
    parts = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", text)
    if not parts:
        raise ValueError(f"'{text}' is no date", form)
    year, month, day = map(int, parts.groups())
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{text} is no day of the calendar", "write a day that exists") from None
    if date.isoformat() != text:
        raise ValueError(f"'{text}' is no date in the form yyyy-mm-dd", f"write {date}")
    if year not in YEARS:
        raise ValueError(f"{text} lies outside {YEARS[0]} to {YEARS[-1]}", "correct the year")
    return date
