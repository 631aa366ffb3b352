"""What a cell may hold: faults, the registers that describe all tables, and the check of one table.

A table in memory is a dict: spreadsheet row -> {column: text}. Rows keep the numbers that a
spreadsheet shows (the header is row 1), so that every fault can name its place.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Rows = dict[int, dict[str, str]]
Value = Any  # by the type of its column: str, int, float, bool or date; None where it is empty
Values = dict[int, dict[str, Value]]

REGISTERS = {
    "codebook/tables": ("table", "key", "title_en", "title_zh"),
    "codebook/fields": (
        *("table", "column", "type", "required", "allowed", "pattern", "refers_to", "many"),
    ),
    "codebook/columns": ("name", "unit", "label_en", "label_zh", "meaning_en", "meaning_zh"),
}
"""The three tables that must be readable before any other can be judged."""

HEADER = 1
"""Row of the header, as a spreadsheet counts it."""

SHOWN_ALIKE = 3
"""So many faults of one column may say the same; of more only the first is shown."""

NAMES = ("name_zh", "name_en", "label_zh", "label_en", "title_zh", "title_en", "aliases")
"""Columns that name a thing otherwise than by its id."""

TYPES = ("string", "integer", "number", "date", "boolean")
YEARS = range(1900, 2101)
DAMAGED = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff\ufffd]")
"""Control and zero-width characters, and what a failed conversion leaves behind."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, where it stands, and what would be right.

    Parameters
    ----------
    file : str
        File below the project, such as ``data/raw/figures.csv``.
    row : int or None
        Row as a spreadsheet counts it (the header is row 1); None where the whole file is meant.
    column : str or None
        Column name; None where the whole row or file is meant.
    problem, remedy : str
        What is wrong; what would be right.

    Examples
    --------
    >>> print(Fault("data/raw/a.csv", 3, "n", "'x' is no whole number", "write digits only"))
    data/raw/a.csv, row 3, column n: 'x' is no whole number; write digits only
    """

    file: str
    row: int | None
    column: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        column = "" if self.column is None else f", column {self.column}"
        return f"{self.file}{row}{column}: {self.problem}; {self.remedy}"

    @property
    def whole(self) -> bool:
        """Whether a file as a whole is meant, or its header: nothing below it can be judged."""
        return self.column is None and self.row in (None, HEADER)


class TableError(ValueError):
    """Tables that cannot be used; ``faults`` lists every reason."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


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


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults by file and row, those of a whole file first; each once."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.row or 0))


def file_of(table: str) -> str:
    """Path of a table below the project, as faults and readers name it.

    Examples
    --------
    >>> file_of("raw/figures")
    'data/raw/figures.csv'
    """
    return f"data/{table}.csv"


def split_list(cell: str | None) -> tuple[str, ...]:
    """Parts of a list cell; none if it is empty.

    Examples
    --------
    >>> split_list("0-10;20-25")
    ('0-10', '20-25')
    >>> split_list("")
    ()
    """
    return tuple(cell.split(";")) if cell else ()


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """Faults that say the same of one column shown once, where there are more than three.

    Examples
    --------
    >>> faults = [Fault("a.csv", row, "n", "'x' is not in b.csv", "add it") for row in (2, 3, 4, 9)]
    >>> print(*told_once(faults))
    a.csv, row 2, column n: 'x' is not in b.csv (and in 3 more rows); add it
    """
    alike: dict[tuple[str, str | None, str, str], list[Fault]] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.problem, fault.remedy)
        alike.setdefault(key, []).append(fault)
    shown = []
    for same in alike.values():
        if len(same) > SHOWN_ALIKE:
            more = f"{same[0].problem} (and in {len(same) - 1} more rows)"
            same = [replace(same[0], problem=more)]
        shown += same
    return shown


def called(rows: Iterable[Mapping[str, Value]], key: str) -> dict[str, str]:
    """Every name of a register's rows -> their id: labels, names and aliases in both languages.

    Parameters
    ----------
    rows : iterable of mapping
        Rows of one register.
    key : str
        Its column of ids.

    Returns
    -------
    dict of str to str
        A name that belongs to several ids is left out.

    Examples
    --------
    >>> called([{"id": "jingjiang", "name_zh": "靖江市", "name_en": "Jingjiang"}], "id")
    {'靖江市': 'jingjiang', 'Jingjiang': 'jingjiang'}
    """
    owners: dict[str, set[str]] = {}
    for cells in rows:
        for column in NAMES:
            cell = cells.get(column)
            for name in split_list(cell) if isinstance(cell, str) and cells.get(key) else ():
                owners.setdefault(name, set()).add(cells[key])
    return {name: ids.pop() for name, ids in owners.items() if len(ids) == 1}


def resolve(
    written: Iterable[str] | str, rows: Iterable[Mapping[str, Value]], key: str, thing: str
) -> list[str]:
    """Ids that were written as ids or as names, in either language.

    Parameters
    ----------
    written : iterable of str, or str
        Ids, names or the beginning of one name only (靖江 for 靖江市); a text alone is one of them.
    rows : iterable of mapping
        Rows of the register.
    key : str
        Its column of ids.
    thing : str
        What a row is, for the message.

    Returns
    -------
    list of str
        In the order given, each once.

    Raises
    ------
    ValueError
        A text is no id and no name: with the one that was probably meant, or with all ids.

    Examples
    --------
    >>> rows = [{"id": "jingjiang", "name_zh": "靖江市", "name_en": "Jingjiang"}]
    >>> resolve(["靖江", "Jingjiang"], rows, "id", "place")
    ['jingjiang']
    >>> resolve("jinjiang", rows, "id", "place")
    Traceback (most recent call last):
    ...
    ValueError: no place is called 'jinjiang'; did you mean 'jingjiang'?
    """
    held = list(rows)
    ids, names = [row[key] for row in held], called(held, key)
    found = []
    for text in [written] if isinstance(written, str) else written:
        begun = {owner for name, owner in names.items() if text and name.startswith(text)}
        if text in ids:
            found.append(text)
        elif text in names:
            found.append(names[text])
        elif len(begun) == 1:
            found.append(begun.pop())
        else:
            advice = suggest(text, ids, f"there are {', '.join(ids)}", names)
            raise ValueError(f"no {thing} is called {text!r}; {advice}")
    return list(dict.fromkeys(found))


def suggest(
    wrong: str,
    known: Collection[str],
    otherwise: str,
    names: Mapping[str, str] | None = None,
) -> str:
    """Remedy for an id that is not known: the one that was probably meant, else the given advice.

    Parameters
    ----------
    wrong : str
        What was written.
    known : collection of str
        The ids, in the order of their register.
    otherwise : str
        Advice where none is near.
    names : mapping of str to str, optional
        Other names -> id, as `called` gives them.

    Returns
    -------
    str
        The id so named; else the first that begins with what was written; else the nearest id
        or name; else the advice.

    Examples
    --------
    >>> suggest("jingjian", ["jingjiang", "huaibei"], "add it")
    "did you mean 'jingjiang'?"
    >>> suggest("靖江", ["huaibei", "jingjiang"], "add it", {"靖江市": "jingjiang"})
    "did you mean 'jingjiang'?"
    >>> suggest("census", ["census_residents", "census_15plus"], "add it")
    "did you mean 'census_residents'?"
    >>> suggest("x", ["jingjiang"], "add it")
    'add it'
    """
    plain = wrong.strip().casefold()
    meant = {name.casefold(): owner for name, owner in (names or {}).items()}
    meant |= {name.casefold(): name for name in known}
    begun = [name for name in known if re.match(re.escape(plain) + "[-_.]", name)]
    near = [plain] if plain in meant else begun[:1]
    near = near or difflib.get_close_matches(plain, meant, n=1, cutoff=0.6)
    near = near or [name for name in meant if plain and len(plain) > 1 and name.startswith(plain)]
    return f"did you mean '{meant.get(near[0], near[0])}'?" if near else otherwise


def compiles(pattern: str) -> bool:
    """Whether a text is a regular expression."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def schemas_from(registers: Mapping[str, Rows]) -> dict[str, Schema]:
    """Schemas of all tables from the rows of the registers, in the order of ``tables.csv``.

    Nothing is checked here: the registers are tables too and are checked like the others.
    """
    fields: dict[str, list[Field]] = {}
    for row in registers["codebook/fields"].values():
        fields.setdefault(row["table"], []).append(
            Field(
                row["column"],
                row["type"] if row["type"] in TYPES else "string",
                row["required"] == "true",
                split_list(row["allowed"]),
                row["pattern"] if compiles(row["pattern"]) else "",
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
        for row in registers["codebook/tables"].values()
    }


def convert(field: Field, text: str) -> Value:
    """One non-empty text as a value of the field's type.

    Returns
    -------
    Value
        str, int, float, bool or date.

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
        if not re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", text):
            raise ValueError(f"'{text}' is no whole number", "write digits only, such as 1600")
        return int(text)
    if field.type == "number":
        if text in ("inf", "-inf"):
            return math.copysign(math.inf, -1 if text[0] == "-" else 1)
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?", text):
            remedy = "write digits with a point, such as 0.37, or inf for an open end"
            raise ValueError(f"'{text}' is no number", remedy)
        return float(text)
    if field.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError(f"'{text}' is neither true nor false", "write true or false")
        return text == "true"
    if field.type == "date":
        return _date(text)
    return text


def check_rows(schema: Schema, rows: Rows) -> tuple[Values, list[Fault]]:
    """Type every cell of a table and list what does not fit its schema.

    Parameters
    ----------
    schema : Schema
        What the table should be.
    rows : Rows
        Its cells as text. A column that is missing counts as empty (the reader reports it).

    Returns
    -------
    tuple of Values and list of Fault
        The same rows with typed cells, None for an empty cell and for one that is at fault.
    """
    values: Values = {row: {} for row in rows}
    faults = []
    for field in schema.fields:
        wrong = []
        for row, cells in rows.items():
            text = cells.get(field.column, "")
            value: Value = None
            try:
                if text:
                    value = _cell(field, text)
                elif field.required and field.column in cells:
                    raise ValueError("the cell is empty", "fill it in")
            except ValueError as error:
                wrong.append(Fault(schema.file, row, field.column, *error.args))
            values[row][field.column] = value
        faults += _of_column(field.column, wrong, rows)
    faults.extend(_repeated_keys(schema, rows))
    return values, faults


def _of_column(column: str, wrong: list[Fault], rows: Rows) -> list[Fault]:
    """Faults of the cells of a column; one, if none of many cells fits: the column is wrong."""
    filled = sum(bool(cells.get(column)) for cells in rows.values())
    if len(wrong) <= SHOWN_ALIKE or len(wrong) < filled:
        return wrong
    problem = f"{wrong[0].problem}, nor does any other of the {len(rows)} cells fit"
    remedy = f"{wrong[0].remedy}, or correct the row of the column in codebook/fields.csv"
    return [replace(wrong[0], problem=problem, remedy=remedy)]


def _cell(field: Field, text: str) -> Value:
    """Value of one cell, all of its rules kept."""
    if text != text.strip():
        raise ValueError(f"'{text}' begins or ends with a space", f"write '{text.strip()}'")
    damaged = DAMAGED.search(text)
    if damaged:
        problem = f"'{text}' holds a damaged or invisible character ({damaged[0]!a})"
        raise ValueError(problem, "type the text again")
    parts = text.split(";") if field.many else [text]
    value = None
    for part in parts:
        if not part or part != part.strip():
            remedy = "separate the parts by ';' alone, without spaces or empty parts"
            raise ValueError(f"'{text}' is no clean list", remedy)
        value = convert(field, part)
        if field.allowed and part not in field.allowed:
            choice = "write one of " + ", ".join(field.allowed)
            raise ValueError(f"'{part}' is not allowed", suggest(part, field.allowed, choice))
        if field.pattern and not re.fullmatch(field.pattern, part):
            remedy = f"write it in the form {field.pattern} (codebook/fields.csv)"
            raise ValueError(f"'{part}' does not have the right form", remedy)
    if len(set(parts)) < len(parts):
        raise ValueError(f"'{text}' names a part twice", "name it once")
    return text if field.many else value


def _repeated_keys(schema: Schema, rows: Rows) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row, cells in rows.items():
        key = tuple(cells.get(column, "") for column in schema.key)
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
