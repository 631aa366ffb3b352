"""Rules that hold counts of people against each other: parts and wholes, values and ends, models.

What another number bounds does not change unseen.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reform_analysis.commands.check.registers import (
    DENOMINATORS,
    MODELLED,
    Row,
    Tables,
    by_id,
    fault,
)
from reform_analysis.tables.faults import Fault
from reform_analysis.values.populations import COUNTED_IN_REPORT

NESTED = ("secondary_employed", "employed", "census_15plus", "census_residents")
"""Populations of one day, each a part of the next."""

UNEVEN = 1
"""Persons that the ends may lie farther from the value on one side: each is rounded for itself."""

MODEL_SHARE = r" x (\d+(?:\.\d+)?) %"
"""How a note names a share by which people are multiplied."""

THOUSAND, HUNDREDTH = 1000, 2e-4
"""What a model may differ from its note: results are rounded to thousands, and shares to hundredths
of a percent, which is so much of the smallest."""

NEAR = {"year_end_residents": (0.97, 1.03), "census_15plus": (0.7, 0.92)}
"""Shares of the residents of the census: year-ends since 2019, and people of 15 and over, of every
place that is kept, with a little to either side."""

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


def check_models(tables: Tables) -> Iterator[Fault]:
    """A modelled population is the people of 15 and over times the shares that its note names."""
    base = {
        (cells["place_id"], cells["ref_date"]): cells["value"]
        for _, cells in _counts(tables)
        if cells["per"] == "census_15plus"
    }
    for row, cells in _counts(tables):
        value, people = cells["value"], base.get((cells["place_id"], cells["ref_date"]))
        if cells["per"] not in MODELLED or value is None or not people:
            continue
        shares = [float(share) / 100 for share in re.findall(MODEL_SHARE, cells["note"] or "")]
        worked = people * math.prod(shares)
        if len(shares) != 1 + MODELLED.index(cells["per"]) or abs(worked - value) > (
            THOUSAND + HUNDREDTH * value
        ):
            problem = f"{value:g}, but its note gives {worked:.0f}"
            yield fault(DENOMINATORS, row, "value", problem, "correct the number or the note")


def check_near(tables: Tables) -> Iterator[Fault]:
    """Residents of a year-end lie near those of the census, and people of 15 within them."""
    census = {
        cells["place_id"]: cells["value"]
        for _, cells in _counts(tables)
        if cells["per"] == "census_residents" and cells["value"]
    }
    for row, cells in _counts(tables):
        least, most = NEAR.get(cells["per"], (None, None))
        whole, value = census.get(cells["place_id"]), cells["value"]
        if least and whole and value and not least <= value / whole <= most:
            problem = f"{value:g} {cells['per']} of {whole:g} residents at the census"
            yield fault(DENOMINATORS, row, "value", problem, "correct the one that slipped")


def _counts(tables: Tables) -> Iterator[tuple[int, Row]]:
    """Denominators from outside of the reports that mean one area."""
    for row, cells in tables.get(DENOMINATORS, {}).items():
        if cells["per"] not in COUNTED_IN_REPORT and not cells["variant"]:
            yield row, cells


RULES = (check_middles, check_parts, check_models, check_near, check_tiles)
