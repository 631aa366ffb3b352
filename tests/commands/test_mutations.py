"""Random changes of single cells of the real tables: how many the checks catch.

Every change is made in memory, and only what it can affect is checked again. Without the texts
the schemas and cross-checks must do; with them everything that is printed must be caught.
"""

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest

from real_tables import BOOK
from reform_analysis.commands.check import check_between
from reform_analysis.commands.check.texts import prove_values
from reform_analysis.reading.texts import Text, read_text
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import Rows, Schema, Values, check_rows
from reform_analysis.tables.store import read_rows, read_schemas

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

SEED = 20170619
EACH = 10
DIGITS = ("0123456789", "一二三四五六七八九")


@dataclass(frozen=True)
class Tables:
    """The real tables, as text and typed."""

    schemas: dict[str, Schema]
    rows: dict[str, Rows]
    values: dict[str, Values]

    def changed(self, table: str, row: int, column: str, new: str) -> tuple[dict, list]:
        """Typed tables after one change, and the faults found without the texts."""
        schema, cells = self.schemas[table], {**self.rows[table][row], column: new}
        if column in schema.key:  # only a key concerns the other rows of its table
            typed, faults = check_rows(schema, {**self.rows[table], row: cells})
        else:
            one, faults = check_rows(schema, {row: cells})
            typed = self.values[table] | one
        values = {**self.values, table: typed}
        found = (check_between(self.schemas, values, BOOK, whole=whole) for whole in (False, True))
        return values, faults or next(filter(None, found), [])  # most are told by the first rules


@cache
def read(project: Project) -> Tables:
    schemas, faults = read_schemas(project)
    kept = {table: one for table, one in schemas.items() if not table.startswith("processed/")}
    rows = {}
    for table, schema in kept.items():
        rows[table], found = read_rows(project, schema)
        faults += found
    values = {}
    for table, schema in kept.items():
        values[table], found = check_rows(schema, rows[table])
        faults += found
    faults += check_between(kept, values, BOOK)
    assert faults == [], "the tables must be free of faults before a change can be judged"
    return Tables(schemas, rows, values)


def other_digit(cell: str, pick: random.Random) -> str:
    """The cell with one of its digits exchanged for another of the same kind."""
    places = [place for place, char in enumerate(cell) if any(char in kind for kind in DIGITS)]
    if not places:
        return cell
    place = pick.choice(places)
    kind = next(kind for kind in DIGITS if cell[place] in kind)
    return cell[:place] + pick.choice(kind.replace(cell[place], "")) + cell[place + 1 :]


def other_id(cell: str, pick: random.Random) -> str:
    """The id with one letter exchanged, which no table holds."""
    place = pick.randrange(len(cell))
    return cell[:place] + pick.choice("bcdfghjkpqtvwxyz") + cell[place + 1 :] + "q"


# name of the change -> table, column, how the cell is changed
CHANGES = {
    "reported": ("raw/claims", "reported", other_digit),
    "start": ("raw/claims", "start", other_digit),
    "end": ("raw/claims", "end", other_digit),
    "claim_id": ("raw/claims", "claim_id", other_digit),
    "source_id": ("raw/claims", "source_id", other_id),
    "source_id to another": ("raw/claims", "source_id", "another"),
    "place_id": ("raw/claims", "place_id", other_id),
    "concept_id": ("raw/claims", "concept_id", other_id),
    "restates": ("raw/claims", "restates", other_digit),
    "place_id to another": ("raw/claims", "place_id", "another"),
    "concept_id to another": ("raw/claims", "concept_id", "another"),
    "period_start": ("raw/claims", "period_start", other_digit),
    "text_sha256": ("raw/sources", "text_sha256", other_digit),
    "text_chars": ("raw/sources", "text_chars", other_digit),
    "spans": ("raw/sources", "spans", other_digit),
    "gb_code": ("raw/places", "gb_code", other_digit),
    "parent_id": ("raw/places", "parent_id", other_id),
    "parent_id to another": ("raw/places", "parent_id", "another"),
    "denominator place": ("raw/denominators", "place_id", other_id),
    "denominator value": ("raw/denominators", "value", other_digit),
    "denominator day": ("raw/denominators", "ref_date", other_digit),
}
ALWAYS = {
    *("claim_id", "source_id", "source_id to another", "place_id", "concept_id", "restates"),
    *("start", "end", "spans", "text_chars", "parent_id", "denominator place"),
}
"""Changes that the schemas and cross-checks catch every time, without any text."""

WITH_TEXTS = {*ALWAYS, "reported", "text_sha256"}
"""Changes that are caught every time with the texts."""


def changes(tables: Tables):
    """Name, table, row, column and new cell of some two hundred changes, the same on every run."""
    pick = random.Random(SEED)
    for name, (table, column, change) in CHANGES.items():
        rows = {row: cells[column] for row, cells in tables.rows[table].items() if cells[column]}
        if name == "reported":  # no text proves what an opening prints
            rows = {row: cell for row, cell in rows.items() if tables.rows[table][row]["start"]}
        others = sorted(set(rows.values()))
        for _ in range(EACH):
            row = pick.choice(list(rows))
            if change == "another":
                new = pick.choice([other for other in others if other != rows[row]])
            else:
                new = change(rows[row], pick)
            if new != rows[row]:
                yield name, table, row, column, new


@cache
def made(project: Project) -> list[tuple[str, str, dict[str, Values], list]]:
    """Name and description of each change, the tables after it and the faults found in them."""
    tables = read(project)
    return [
        (name, f"{table} row {row} {column} -> {new}", *tables.changed(table, row, column, new))
        for name, table, row, column, new in changes(tables)
    ]


def count(project: Project, texts: dict[str, Text] | None) -> tuple[Counter, Counter, list[str]]:
    """Changes tried and caught by name, and those that passed."""
    tried, caught, passed = Counter(), Counter(), []
    for name, told, values, faults in made(project):
        tried[name] += 1
        if faults or (texts is not None and prove_values(values, texts).faults):
            caught[name] += 1
        else:
            passed.append(f"{name}: {told}")
    return tried, caught, passed


def show(title: str, tried: Counter, caught: Counter) -> None:
    print(f"\n{title}: {caught.total()} of {tried.total()} changes caught")
    print("  " + ", ".join(f"{name} {caught[name]}/{tried[name]}" for name in tried))


def test_most_changes_are_caught_without_the_texts(project, capsys):
    tried, caught, passed = count(project, None)
    with capsys.disabled():
        show("schemas and cross-checks", tried, caught)
    assert tried.total() > 150
    assert [line for line in passed if line.partition(":")[0] in ALWAYS] == []
    assert caught.total() >= 0.85 * tried.total()


def test_every_change_of_what_is_printed_is_caught_with_the_texts(project, reports, capsys):
    texts = {path.name: read_text(path) for path in sorted(reports.glob("*.txt"))}
    tried, caught, passed = count(project, texts)
    with capsys.disabled():
        show("with the texts", tried, caught)
    assert [line for line in passed if line.partition(":")[0] in WITH_TEXTS] == []


@pytest.mark.parametrize("cell", ["近400名", "三年来", "0-2780;6995-7037", "2020-11-01"])
def test_a_change_exchanges_one_digit_for_another(cell):
    new = other_digit(cell, random.Random(SEED))
    assert len(new) == len(cell)
    assert sum(a != b for a, b in zip(cell, new, strict=True)) == 1
