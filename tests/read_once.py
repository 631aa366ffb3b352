"""What tests of the checks need not do again: read, type and judge what stands as it stood before.

A check of all rules reads forty tables; a test changes a cell of one. What the others hold was read
and judged by the same code before, in the same file of tests, and gives the same: a rule is a pure
function of the tables that it looks into, and is asked anew where one of them changed.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reform_analysis.commands import check
from reform_analysis.commands.check import registers
from reform_analysis.commands.check.order import READING
from reform_analysis.tables import codebook, store
from reform_analysis.tables.csvfiles import read_cells
from reform_analysis.tables.schema import REGISTERS, Values, check_rows

EVIDENCE = ("hedge_pairs", "worked_values")
"""Tables among the rules of reading that hold expressions to try them, and no rule."""


@dataclass
class Known:
    """What files, their rows, expressions, references and rules gave so far."""

    read: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    quantities: dict = field(default_factory=dict)
    referred: dict = field(default_factory=dict)
    judged: dict = field(default_factory=dict)


class Watched(Mapping):
    """Tables that remember which of them were looked into, those that are not there included."""

    def __init__(self, tables: Mapping[str, Values]) -> None:
        self.tables = tables
        self.seen: dict[str, Values | None] = {}

    def __getitem__(self, name: str) -> Values:
        self.seen[name] = self.tables.get(name)
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def read_once(patch: pytest.MonkeyPatch, known: Known) -> None:
    """Let a check read and judge only what changed.

    An expression is read by rules, which registers describe: where one of these tables changed it
    is read anew.
    """
    read_expression, told_by = registers._read_expression, check._told
    check_references = store.check_references

    def rules(book):
        described = [book.project.data / f"{name}.csv" for name in REGISTERS]
        paths = [*sorted((book.project.codebook / "reading").glob("*.csv")), *described]
        found = (content(path) or b"" for path in paths if path.stem not in EVIDENCE)
        return hashlib.sha256(b"".join(found)).hexdigest()

    def quantity(book, expression):
        key = (book.once(rules), expression)
        if key not in known.quantities:
            known.quantities[key] = read_expression(book, expression)
        return known.quantities[key]

    def cells(path, file, columns):
        key = (file, columns, path.is_dir(), content(path))
        if key not in known.read:
            known.read[key] = read_cells(path, file, columns)
        rows, faults = known.read[key]
        return rows, [*faults]

    def rows(schema, given):
        key = (schema, id(given))  # the rows are kept in `read` as long as this is
        if key not in known.typed:
            known.typed[key] = (*check_rows(schema, given), given)
        values, faults, _ = known.typed[key]
        return values, [*faults]

    def references(schemas, values, of=None):
        found = []
        for table in values if of is None else of:
            targets = {each.refers_to.rpartition(".")[0] for each in schemas[table].fields}
            tables = {name: values.get(name) for name in (table, *sorted(targets))}
            key = (schemas[table], *tables)
            found += remembered(
                known.referred.setdefault(key, []),
                tables,
                lambda table=table: check_references(schemas, values, [table]),
            )
        return found

    def told(rule, tables, book):
        if rule.__name__ == "<lambda>":  # it belongs to one check
            return told_by(rule, tables, book)
        reads = book.once(rules) if rule in READING else ""
        key = (rule, reads, frozenset(tables))
        watched, before = Watched(tables), set(book._values)
        found = remembered(
            known.judged.setdefault(key, []), watched, lambda: told_by(rule, watched, book)
        )
        assert all(map(is_rule, set(book._values) - before)), "a rule reads more than rules"
        return found

    patch.setattr(registers, "_read_expression", quantity)
    patch.setattr(codebook, "read_cells", cells)
    for module in (codebook, store):
        patch.setattr(module, "check_rows", rows)
    patch.setattr(check, "check_references", references)
    patch.setattr(check, "_told", told)


def remembered(entries: list, tables: Mapping[str, Values], judge) -> list:
    """What a judge found before in the very same tables, else what it finds now."""
    given = tables.tables if isinstance(tables, Watched) else tables
    for seen, faults in entries:
        if all(given.get(name) is value for name, value in seen.items()):
            return [*faults]
    faults = judge()
    entries.append((tables.seen if isinstance(tables, Watched) else tables, faults))
    return [*faults]


def is_rule(table: str) -> bool:
    """Whether a table is one of those that say how expressions and periods are read."""
    folder, _, name = table.rpartition("/")
    return table in REGISTERS or (folder == "codebook/reading" and name not in EVIDENCE)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
