"""Cells of every rule table and register dropped, garbled and exchanged: faults, never a traceback.

A sample of each column, the same on every run. What a change may do unseen is bounded: a label or a
note may say anything, a rule may not.
"""

import csv
import io
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from read_once import Known
from reform_analysis.commands.check import check_tables
from reform_analysis.tables.paths import Project

SEED = 20170619
LONGEST = 3
"""A check of one changed table may take so many times what one of all tables took."""

MOST = 12
"""Faults that one changed cell may give: never those of a whole other table."""

CODEBOOK = Path(__file__).resolve().parents[2] / "data" / "codebook"

TABLES = sorted(
    path.relative_to(CODEBOOK).with_suffix("").as_posix() for path in CODEBOOK.rglob("*.csv")
)


def dropped(cell: str, others: list[str], pick: random.Random) -> str:
    return ""


def garbled(cell: str, others: list[str], pick: random.Random) -> str:
    """The cell with one character exchanged for one that opens what nothing closes."""
    place = pick.randrange(len(cell))
    return cell[:place] + pick.choice("([{q") + cell[place + 1 :]


def exchanged(cell: str, others: list[str], pick: random.Random) -> str:
    return pick.choice([other for other in others if other != cell] or [f"{cell}q"])


CHANGES = (dropped, garbled, exchanged)


@pytest.fixture
def raw_only(project, tmp_path) -> Project:
    """The tables kept by hand, to be changed at will."""
    for folder in (project.raw, project.codebook):
        shutil.copytree(folder, tmp_path / "data" / folder.name)
    return Project(tmp_path)


@pytest.fixture(scope="module")
def of_all(project, tmp_path_factory) -> Iterator[tuple[Project, list[float]]]:
    """One copy for all tables, each put back after its turn; how long a check of it takes."""
    made = Project(tmp_path_factory.mktemp("cells"))
    for folder in (project.raw, project.codebook):
        shutil.copytree(folder, made.data / folder.name)
    yield made, []
    assert check_tables(made) == [], "nothing of a change is left"


@pytest.fixture(scope="module")
def known() -> Known:
    """Nothing at first: how long a check of all takes is the measure here."""
    return Known()


@pytest.fixture
def checked(of_all, only_what_changed_is_read) -> tuple[Project, float]:
    """The copy without faults, and the time of a check that reads all of it."""
    made, times = of_all
    if not times:
        start = time.process_time()
        assert check_tables(made) == []
        times.append(time.process_time() - start)
    return made, times[0]


def changes(text: str, pick: random.Random):
    """Turn, column, change and the whole table after it: one kind of change a column and turn."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    columns = list(enumerate(rows[0]))
    for turn, (place, column) in product(range(len(CHANGES)), columns):
        cells = sorted({row[place] for row in rows[1:] if row[place]})
        if not cells:
            continue
        change = CHANGES[(place + turn) % len(CHANGES)]
        at = pick.choice([n for n, row in enumerate(rows[1:], start=1) if row[place]])
        new = [list(row) for row in rows]
        new[at][place] = change(rows[at][place], cells, pick)
        if new[at][place] == rows[at][place]:
            continue
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows(new)
        yield turn, column, change.__name__, written.getvalue()


def seen(project: Project, of_all: float, table: str) -> tuple[Counter, list[str]]:
    """Changes of a table tried and seen, and those that passed unseen."""
    path = project.codebook / f"{table}.csv"
    text = path.read_text("utf-8")
    pick = random.Random(f"{SEED}{table}")
    counted, passed = Counter(), []
    try:
        for turn, column, change, new in changes(text, pick):
            if turn and counted["seen"]:  # each column was changed once: a check of all is long
                break
            path.write_text(new, "utf-8", newline="")
            start = time.process_time()
            faults = check_tables(project)
            assert time.process_time() - start < LONGEST * of_all, (column, change)
            assert len(faults) <= MOST, (column, change, len(faults), *map(str, faults[:3]))
            counted["tried"] += 1
            counted["seen"] += bool(faults)
            if not faults:
                passed.append(f"{column} {change}")
    finally:
        path.write_text(text, "utf-8", newline="")
    return counted, passed


DESCRIBED_WRONGLY = {
    "an id that is no date": ("raw/claims", "restates", "type", "date"),
    "a list of words that are no numbers": (
        "codebook/registers/fields",
        "allowed",
        "type",
        "number",
    ),
    "ids of another form": ("raw/benchmarks", "benchmark_id", "pattern", "[0-9]+"),
    "offsets of another form": ("raw/claims", "start", "pattern", "[a-z]+"),
    "places that are looked for in another table": (
        "raw/denominators",
        "place_id",
        "refers_to",
        "codebook/registers/tables.table",
    ),
}


@pytest.mark.usefixtures("only_what_changed_is_read")
@pytest.mark.parametrize("wrongly", DESCRIBED_WRONGLY.values(), ids=DESCRIBED_WRONGLY)
def test_a_column_that_is_described_wrongly_is_one_fault(raw_only, wrongly):
    """Nothing is told of what follows from it, and its description is named as a cure."""
    table, column, changed, new = wrongly
    path = raw_only.codebook / "registers" / "fields.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    next(row for row in rows if (row["table"], row["column"]) == (table, column))[changed] = new
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (fault,) = check_tables(raw_only)
    assert str(fault).startswith(f"data/{table}.csv, column {column}: ")
    assert "cells fit" in fault.problem
    assert fault.remedy.endswith(
        "or correct the row of the column in codebook/registers/fields.csv"
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_cell_gives_few_faults_and_no_traceback(checked, table):
    counted, passed = seen(*checked, table)
    print(table, SEED, dict(counted), "unseen:", passed)
    assert counted["seen"]
