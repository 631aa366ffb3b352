"""What differs between two states of the tables, cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain, takewhile
from typing import NamedTuple

Cells = dict[tuple[str, ...], dict[str, str]]
"""Key of a row -> column -> cell."""

TABLES = "data/codebook/registers/tables.csv"

SHORT = 60
"""Letters of a cell that is shown whole beside what it became."""

AROUND = 12
"""Letters shown on either side of what differs in a longer one."""


class Change(NamedTuple):
    """One cell, row, column or file that is another than before.

    ``row`` is the key of the row, ``column`` the column; both empty where the whole file is meant.
    ``old`` and ``new`` are the cells; None where there was or is none.
    """

    file: str
    row: str
    column: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        where = " ".join(part for part in (self.row, self.column) if part)
        if self.old is None or self.new is None:
            state = "new" if self.old is None else "gone"
            what = "" if self.row else "column " if self.column else "file "
            return f"{what}{where}: {state}" if where else f"{what.strip()}: {state}"
        old, new = _parted(self.old, self.new)
        return f"{where}: {_shown(old)} -> {_shown(new)}".removeprefix(": ")


def _parted(old: str, new: str) -> tuple[str, str]:
    """Two cells; of long ones what differs, with what stands around it.

    Examples
    --------
    >>> _parted("a" * 60 + "b" + "cd" * 30, "a" * 60 + "cd" * 30)
    ('…aaaaaaaaaaaabcdcdcdcdcdcd…', '…aaaaaaaaaaaacdcdcdcdcdcd…')
    """
    if max(len(old), len(new)) <= SHORT:
        return old, new
    before = _shared(old, new)
    after = _shared(old[before:][::-1], new[before:][::-1])
    start, rest = (same - AROUND if same > AROUND else 0 for same in (before, after))
    first, last = ("…" if cut else "" for cut in (start, rest))
    old, new = (text[start : len(text) - rest] for text in (old, new))
    return f"{first}{old}{last}", f"{first}{new}{last}"


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    r"""Everything in which two states of the tables differ.

    Parameters
    ----------
    old, new : mapping of str to bytes
        Path below the project -> content, as `releases.files_of` gives it. Tables are taken apart
        by the keys of ``registers/tables.csv``; any other file by its lines.

    Returns
    -------
    list of Change
        By file. Each cell for itself; a row, column or file that is new or gone once. Bytes that
        differ without a cell that does (line ends, the order of rows) are a change of the file.

    Examples
    --------
    >>> keys = {TABLES: b"table,key\nraw/a,id\n"}
    >>> before = keys | {"data/raw/a.csv": b"id,n\nx,1\n"}
    >>> after = keys | {"data/raw/a.csv": b"id,n\nx,2\ny,3\n"}
    >>> print(*changes(before, after), sep="; ")
    x n: 1 -> 2; y: new
    """
    keys = _keys(old.get(TABLES, b"")) | _keys(new.get(TABLES, b""))
    found: list[Change] = []
    for file in sorted({*old, *new}):
        before, after = old.get(file), new.get(file)
        if before is None or after is None:
            gone = (None, "") if before is None else ("", None)
            found.append(Change(file, "", "", *gone))
        elif before != after:
            told = list(_cells_apart(file, before, after, keys.get(file, ())))
            found += told or [Change(file, "", "", "bytes", "other bytes, the same cells")]
    return found


def _cells_apart(file: str, old: bytes, new: bytes, key: tuple[str, ...]) -> Iterator[Change]:
    before, after = _rows(file, old, key), _rows(file, new, key)
    columns = [[*dict.fromkeys(chain.from_iterable(rows.values()))] for rows in (before, after)]
    for column in [*columns[0], *columns[1]]:
        if not all(column in known for known in columns):
            yield Change(file, "", column, *(None if column not in of else "" for of in columns))
    both = [column for column in columns[1] if column in columns[0]]
    for row in [*before, *(row for row in after if row not in before)]:
        name = " ".join(part for part in row if part)
        if row not in after or row not in before:
            yield Change(file, name, "", *(None if row not in of else "" for of in (before, after)))
            continue
        for column in both:
            one, other = before[row].get(column), after[row].get(column)
            if one != other:
                yield Change(file, name, column, one or "", other or "")


def _rows(file: str, content: bytes, key: tuple[str, ...]) -> Cells:
    """Rows of a table by key, however it is damaged; rows of one key by their number too."""
    text = content.decode("utf-8", "backslashreplace")
    if not file.endswith(".csv"):
        return {(line,): {} for line in text.splitlines()}
    try:
        records = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        records = [[line] for line in text.splitlines()]
    header = records[0] if records else []
    found: Cells = {}
    for number, record in enumerate(records[1:], start=2):
        more = (f"cell {place}" for place in range(len(header) + 1, len(record) + 1))
        named = dict(zip([*header, *more], record, strict=False))
        row = tuple(named.get(column, "") for column in key) or (f"row {number}",)
        while row in found:
            row = (*row, "once more")
        found[row] = named
    return found


def _keys(content: bytes) -> dict[str, tuple[str, ...]]:
    rows = _rows(".csv", content, ())
    return {
        f"data/{row['table']}.csv": tuple(row["key"].split(";"))
        for row in rows.values()
        if row.get("table") and row.get("key")
    }


def _shown(cell: str) -> str:
    return repr(cell) if cell != cell.strip() or not cell.isprintable() else cell or "(empty)"
