"""Rules that hold rows against each other: parts and wholes, value and ends, names that differ.

What stands twice, or what another number bounds, does not change unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reform_analysis.commands.check.registers import DENOMINATORS, Row, Tables, by_id, fault
from reform_analysis.tables.faults import Fault
from reform_analysis.values.populations import COUNTED_IN_REPORT

NESTED = ("secondary_employed", "employed", "census_15plus", "census_residents")
"""Populations of one day, each a part of the next."""

UNEVEN = 1
"""Persons that the ends may lie farther from the value on one side: each is rounded for itself."""

Group = tuple[object, ...]


def check_middles(tables: Tables) -> Iterator[Fault]:
    """The value lies in the middle of its ends, but for counts of reports and hulls of two areas.

    What a source gives is rounded, and what is modelled has an error, as far to either side.
    """
    for row, cells in _counts(tables):
        low, value, high = cells["low"], cells["value"], cells["high"]
        if None in (low, value, high) or abs((value - low) - (high - value)) <= UNEVEN:
            continue
        problem = f"{value:g} lies {value - low:g} above low and {high - value:g} below high"
        yield fault(
            DENOMINATORS, row, "value", problem, "correct the one of the three that slipped"
        )


def check_parts(tables: Tables) -> Iterator[Fault]:
    """A population is no larger than that which holds it, nor are the parts of a place together."""
    parents = by_id(tables, "raw/places", "place_id")
    rows = {}
    parts: dict[Group, float] = defaultdict(float)
    for row, cells in _counts(tables):
        place = parents.get(cells["place_id"])
        if place is None or cells["value"] is None:
            continue
        rows[cells["place_id"], cells["per"], cells["ref_date"]] = (row, cells["value"])
        level = (place["parent_id"], cells["per"], cells["ref_date"], place["level"])
        parts[level] += cells["value"]
    for (place_id, per, day), (row, value) in rows.items():
        for narrow, broad in pairwise(NESTED):
            whole = rows.get((place_id, broad, day))
            if per == narrow and whole and value > whole[1]:
                problem = f"{value:g} {narrow} of {whole[1]:g} {broad}"
                yield fault(DENOMINATORS, row, "value", problem, "correct the one that slipped")
    for (place_id, per, day, level), value in parts.items():
        whole = rows.get((place_id, per, day))
        if whole and value > whole[1]:
            problem = (
                f"'{place_id}' has {whole[1]:g}, but the places of level {level} in it {value:g}"
            )
            yield fault(DENOMINATORS, whole[0], "value", problem, "correct the one that slipped")


def check_tiles(tables: Tables) -> Iterator[Fault]:
    """No two tiles of the map stand at one place."""
    table, taken = "codebook/registers/tiles", {}
    for row, cells in tables.get(table, {}).items():
        where = (cells["across"], cells["down"])
        if where in taken:
            problem = f"{cells['gb_code']} stands where {taken[where]} does"
            yield fault(table, row, "across", problem, "move one of the two tiles")
        taken.setdefault(where, cells["gb_code"])


LABELS = {
    "codebook/registers/tables": ("title_en", "title_zh"),
    "codebook/registers/concepts": ("label_en", "label_zh", "definition_en", "definition_zh"),
    "codebook/registers/indicators": ("label_en", "label_zh"),
    "codebook/registers/populations": ("label_en", "label_zh"),
    "codebook/registers/publisher_kinds": ("label_en", "label_zh"),
    "codebook/registers/reasons": ("label_en", "label_zh"),
    "codebook/registers/charts": ("title_en", "title_zh"),
    "codebook/registers/consistency_tests": ("label_en", "label_zh"),
}
"""Columns whose texts name a row for a reader: two rows of one name cannot be told apart."""


def check_labels(tables: Tables) -> Iterator[Fault]:
    """No two rows of a register bear the same name, in either language."""
    for table, columns in LABELS.items():
        for column in columns:
            taken: dict[object, int] = {}
            for row, cells in tables.get(table, {}).items():
                text = cells.get(column)
                if text and text in taken:
                    problem = f"{text!r} is the name of row {taken[text]} too"
                    yield fault(table, row, column, problem, "word one of them otherwise")
                taken.setdefault(text, row)


def _counts(tables: Tables) -> Iterator[tuple[int, Row]]:
    """Denominators from outside of the reports that mean one area."""
    for row, cells in tables.get(DENOMINATORS, {}).items():
        if cells["per"] not in COUNTED_IN_REPORT and not cells["variant"]:
            yield row, cells


RULES = (check_middles, check_parts, check_tiles, check_labels)
