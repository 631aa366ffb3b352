"""Change one cell of a table kept by hand; `diff` must show it, and `check` should tell it.

    python tests/campaigns/single_cells.py [CHANGES] [SEED] [PROCESSES]

Each change is one that a slip of a hand makes and a spreadsheet would not notice: a digit, a
letter, the cell of another row, nothing. `check` is asked without the texts and, where
REFORM_REPORTS names their folder, with them; that the built tables are older does not count. Told
is what is a fault; named is what `check` lists as changed since the latest release.
Prints the share of changes shown, told and named, by kind of column, and every change that is no
fault even with the texts.
"""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from reform_analysis.commands.check import check_tables
from reform_analysis.commands.check.texts import prove
from reform_analysis.commands.diff import counted
from reform_analysis.tables.changes import changes
from reform_analysis.tables.paths import Project
from reform_analysis.tables.releases import files_of
from reform_analysis.tables.stamp import outdated

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    *("note", "note_zh", "title", "title_zh", "title_en", "publisher", "publisher_zh", "licence"),
    *("licence_zh", "address", "reason", "reason_zh", "text_en", "text_zh", "label_en", "label_zh"),
    *("meaning_en", "meaning_zh", "document", "document_zh", "definition_en", "definition_zh"),
    *("statement", "statement_zh", "question_en", "question_zh", "en", "zh", "example", "source"),
    *("how_to_read_en", "how_to_read_zh", "finding_en", "finding_zh", "name_en", "aliases"),
    *("caveat_en", "caveat_zh", "subtitle_en", "subtitle_zh", "words", "first_coding"),
}
"""Columns of free words, on which no number and no order rests."""
KINDS = ("words", "numbers and ids")


class Outcome(NamedTuple):
    """What became of one change: shown by `diff`; told, told with the texts, named by `check`."""

    kind: str
    table: str
    shown: bool
    told: bool
    proved: bool
    named: bool
    what: str


def slip(cell: str, others: list[str], choose: random.Random) -> str:
    """The cell as a slip of the hand leaves it; another than it was."""
    digits = [place for place, sign in enumerate(cell) if sign in "0123456789"]
    how = choose.choice(("digit", "digit", "another", "another", "letter", "nothing"))
    if how == "digit" and digits:
        place = choose.choice(digits)
        return (
            cell[:place] + choose.choice("0123456789".replace(cell[place], "")) + cell[place + 1 :]
        )
    if how == "nothing" and cell:
        return ""
    if how == "letter" and cell:
        place = choose.randrange(len(cell))
        return cell[:place] + cell[place + 1 :]
    different = [other for other in others if other != cell]
    return choose.choice(different) if different else cell + "x"


@cache
def copy() -> Project:
    """The project of this process, to be changed and mended."""
    project = Project(Path(tempfile.mkdtemp()) / "project")
    shutil.copytree(ROOT / "data", project.data)
    assert check_tables(project) == []
    for path in project.processed.glob("*.csv"):  # what is built is older after any change
        path.unlink()
    assert outdated(project) == ""
    return project


def change(seed: int) -> Outcome:
    """One change: what it is, and who saw it."""
    choose, project = random.Random(seed), copy()
    paths = sorted([*project.raw.rglob("*.csv"), *project.codebook.rglob("*.csv")])
    path = choose.choice(paths)
    sound = path.read_bytes()
    records = list(csv.reader(io.StringIO(sound.decode(), newline="")))
    place = choose.randrange(1, len(records))
    column = choose.randrange(len(records[0]))
    before = records[place][column]
    others = sorted({record[column] for record in records[1:]} - {""})
    records[place][column] = slip(before, others, choose)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(records)
    name = path.relative_to(project.root).as_posix()
    old, since = files_of(project), counted(project).splitlines()
    try:
        path.write_text(written.getvalue(), "utf-8", newline="")
        shown = bool(changes(old, files_of(project)))
        told = bool(check_tables(project))
        reports = os.environ.get("REFORM_REPORTS")
        proved = told or bool(reports and prove(project, reports).faults)
        listed = (line for line in counted(project).splitlines() if line not in since)
        named = any(line.startswith("  ") for line in listed)
    finally:
        path.write_bytes(sound)
    header = records[0][column]
    kind = KINDS[header not in WORDS]
    new = records[place][column]
    what = f"{seed} {name} {records[place][0]:.40} {header}: {before!r:.50} -> {new!r:.50}"
    return Outcome(kind, name, shown, told, proved, named, what)


def change_all(seeds: Iterable[int]) -> list[Outcome]:
    """Some changes in one process, whose copy goes afterwards."""
    try:
        return [change(seed) for seed in seeds]
    finally:
        shutil.rmtree(copy().root.parent)
        copy.cache_clear()


def run(number: int, seed: int, processes: int = 1) -> list[Outcome]:
    """The outcomes of many changes, the same for the same seed."""
    seeds = range(seed, seed + number)
    if processes == 1:
        return change_all(seeds)
    with Pool(processes) as pool:
        parts = [seeds[first::processes] for first in range(processes)]
        return [outcome for part in pool.map(change_all, parts) for outcome in part]


def main(arguments: list[str]) -> int:
    """Print the figures; 1 if `diff` does not show a change."""
    number, seed, processes = (*map(int, arguments), *(150, 1, 1)[len(arguments) :])
    outcomes = run(number, seed, processes)
    print(f"{number} changes of single cells, seed {seed}")
    for kind in (*KINDS, "all"):
        of = [each for each in outcomes if kind in (each.kind, "all")]
        shown, told, proved, named = (
            sum(getattr(each, seen) for each in of) for seen in ("shown", "told", "proved", "named")
        )
        print(f"{kind}: of {len(of)} {shown} shown by diff; {told} faults by check, {proved} with "
              f"the texts; {named} named by check as changed since the release")  # fmt: skip
    print(*sorted(each.what for each in outcomes if not each.proved), sep="\n")
    return 0 if all(each.shown for each in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
