"""What tests of the checks need not do again: read, type and judge what stands as it stood before.

A check of all rules reads forty tables; a test changes a cell of one. What the others hold was read
and judged by the same code before, in the checkout or in the same file of tests, and gives the
same: a rule is a pure function of the tables that it looks into, and is asked anew where one of
them changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from reform_analysis.commands import check
from reform_analysis.commands.check import rows as of_rules
from reform_analysis.commands.check.named import EXCEPTIONS, FIELDS
from reform_analysis.commands.check.order import READING
from reform_analysis.commands.check.repeats import check_numbers, check_renderings
from reform_analysis.commands.check.wording import check_twins
from reform_analysis.tables import codebook, store
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.csvfiles import read_cells
from reform_analysis.tables.faults import TableError, file_of
from reform_analysis.tables.schema import Values, check_rows

OF_EACH_TABLE = (check_twins, check_numbers, check_renderings)
"""Rules that hold each table against itself, and `LISTED`: where one changed, the others stand."""

LISTED = (FIELDS, EXCEPTIONS)
"""What those rules look up of each."""

ASKED = "_asked"
"""Where a codebook keeps in these tests which tables it was asked for."""


@dataclass
class Known:
    """What files, their rows, expressions, references and rules gave so far."""

    read: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    quantities: list = field(default_factory=list)
    referred: dict = field(default_factory=dict)
    judged: dict = field(default_factory=dict)

    def copy(self) -> "Known":
        """The same, of which more may become known."""
        referred, judged = (
            {of: [*entries] for of, entries in each.items()}
            for each in (self.referred, self.judged)
        )
        return Known({**self.read}, {**self.typed}, [*self.quantities], referred, judged)


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

    def held(self, name: str) -> Values | None:
        return self.tables.get(name)


@dataclass
class Rules:
    """The tables that a codebook was asked for: what is read by it rests on no others."""

    book: Codebook

    @property
    def seen(self) -> dict[str, Values]:
        known = self.book._values
        return {name: known[name] for name in self.book.__dict__.get(ASKED, ()) if name in known}

    def held(self, name: str) -> Values | None:
        try:
            return self.book._read(self.book._schema(name))
        except (TableError, KeyError):
            return None


def remembered(entries: list, looked: Sequence[Watched | Rules], make: Callable):
    """What was made before of the very same tables, else what is made of these now."""
    for seen, made in entries:
        pairs = zip(looked, seen, strict=True)
        if all(one.held(name) is rows for one, each in pairs for name, rows in each.items()):
            return made
    made = make()
    entries.append(([dict(one.seen) for one in looked], made))
    return made


def read_once(patch: pytest.MonkeyPatch, known: Known) -> None:
    """Let a check read and judge only what changed."""
    read_expression, told_by = of_rules._read_expression, check._told
    check_references, read_table = store.check_references, Codebook._read

    def asked(book, schema):
        book.__dict__.setdefault(ASKED, set()).add(schema.table)
        return read_table(book, schema)

    def quantities(book):
        def none_yet():
            read_expression(book, "近400名", "central")  # by all tables that any other is read by
            return {}

        return remembered(known.quantities, [Rules(book)], none_yet)

    def quantity(book, *asked):
        read = book.once(quantities)
        if asked not in read:
            read[asked] = read_expression(book, *asked)
        return read[asked]

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
            tables = Watched(values)
            tables.seen = {name: values.get(name) for name in (table, *targets)}
            found += remembered(
                known.referred.setdefault((schemas[table], frozenset(targets)), []),
                [tables],
                partial(check_references, schemas, values, [table]),
            )
        return found

    def told(rule, tables, book):
        of_this_check = rule.__name__ == "<lambda>"
        if of_this_check or (rule in READING and not book.once(readable)):
            return told_by(rule, tables, book)
        if rule in OF_EACH_TABLE:
            found = []
            for name in tables:
                alone = Watched({one: tables[one] for one in (*LISTED, name) if one in tables})
                entries = known.judged.setdefault((rule, name), [])
                found += [
                    fault
                    for fault in remembered(entries, [alone], partial(told_by, rule, alone, book))
                    if fault.file == file_of(name)
                ]
            return found
        watched = Watched(tables)
        looked = [watched, Rules(book)] if rule in READING else [watched]
        entries = known.judged.setdefault((rule, frozenset(tables)), [])
        return [*remembered(entries, looked, partial(told_by, rule, watched, book))]

    patch.setattr(Codebook, "_read", asked)
    patch.setattr(of_rules, "_read_expression", quantity)
    patch.setattr(codebook, "read_cells", cells)
    for module in (codebook, store):
        patch.setattr(module, "check_rows", rows)
    patch.setattr(check, "check_references", references)
    patch.setattr(check, "_told", told)


def readable(book: Codebook) -> bool:
    """Whether all rules of reading can be read: a codebook forgets those that it could not."""
    other = Rules(Codebook(book.project))  # another one, for it shall not have read them all
    names = (path.stem for path in (book.project.codebook / "reading").glob("*.csv"))
    return all(other.held(f"codebook/reading/{name}") is not None for name in names)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
