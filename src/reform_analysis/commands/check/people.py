"""Rules of counts of people: what they are divided by, parts and wholes, values and ends, models.

What another number bounds does not change unseen.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reform_analysis.commands.check.named import (
    BENCHMARKS,
    CLAIMS,
    CONCEPTS,
    DENOMINATORS,
    PLACES,
    WORDS,
)
from reform_analysis.commands.check.rows import Row, Tables, by_id, fault, read_expression, rows_in
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.values.populations import COUNTED_IN_REPORT

REFERENCE_DAYS = {
    "year_end_residents": "12-31",
    "census_residents": "2020-11-01",
    "census_15plus": "2020-11-01",
    "employed": "2020-11-01",
    "secondary_employed": "2020-11-01",
}
"""Day that the denominators of a population refer to, or the end of it."""

MODELLED = ("employed", "secondary_employed")
MODEL_ERROR = 1.05
"""A model whose high end is nearer to its value than this reports rounding as all its error."""

WITHOUT_RESIDENTS = ("zone", "firm", "studio")

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


def check_bounds(tables: Tables) -> Iterator[Fault]:
    """The lower end is not above the upper one, and the value lies between them."""
    for table in (DENOMINATORS, BENCHMARKS):
        for row, cells in rows_in(tables, table, "low", "high"):
            low, high, value = cells["low"], cells["high"], cells.get("value")
            if low > high:
                problem = f"{low:g} lies above high ({high:g})"
                yield fault(table, row, "low", problem, "exchange or correct them")
            elif value is not None and not low <= value <= high:
                problem = f"{value:g} does not lie in {low:g} to {high:g}"
                yield fault(table, row, "value", problem, "correct the value or its two ends")
            elif table == DENOMINATORS and low <= 0:
                remedy = "write how many there are; leave the row out if nobody knows"
                yield fault(table, row, "low", f"nothing can be divided by {low:g}", remedy)


def check_in_report(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """A denominator taken from a report has place, unit and interval of its claim."""
    claims = by_id(tables, CLAIMS, "claim_id")
    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, cells in rows_in(tables, DENOMINATORS):
        if cells["per"] not in COUNTED_IN_REPORT:
            continue
        if not cells["claim_id"]:
            remedy = "name the claim that the value was taken from"
            yield fault(DENOMINATORS, row, "claim_id", f"{cells['per']} without a claim", remedy)
        claim = claims.get(cells["claim_id"])
        quantity = (
            read_expression(claim["reported"], codebook)[0] if claim and claim["reported"] else None
        )
        if claim is None or quantity is None:
            continue
        unit = quantity.unit or (concepts.get(claim["concept_id"]) or {}).get("unit")
        right = {
            "place_id": claim["place_id"],
            "low": quantity.low,
            "value": quantity.value,
            "high": quantity.high,
            "unit": unit,
        }
        for column, value in right.items():
            if cells[column] != value:
                problem = f"{_text(cells[column])}, but '{claim['reported']}' has {_text(value)}"
                yield fault(DENOMINATORS, row, column, problem, f"write {_text(value)}")


def check_denominators(tables: Tables) -> Iterator[Fault]:
    """Id, population, day, grade and place of a denominator agree, and each stands once."""
    places = by_id(tables, PLACES, "place_id")
    first: dict[tuple, str] = {}
    for row, cells in rows_in(tables, DENOMINATORS, "per"):
        per, day, place = cells["per"], cells["ref_date"], cells["place_id"]
        if per not in COUNTED_IN_REPORT and cells["claim_id"]:
            remedy = f"leave claim_id empty or choose one of {', '.join(COUNTED_IN_REPORT)}"
            yield fault(DENOMINATORS, row, "claim_id", f"a claim on population {per}", remedy)
        wanted = REFERENCE_DAYS.get(per)
        if wanted and (day is None or not day.isoformat().endswith(wanted)):
            problem = f"{per} refers to {day or 'no day'}"
            form = wanted if len(wanted) > 5 else f"the last day of a year (yyyy-{wanted})"
            yield fault(DENOMINATORS, row, "ref_date", problem, f"write {form}")
        if per in MODELLED and cells["grade"] not in (None, "C"):
            problem = f"{per} is modelled, but has grade {cells['grade']}"
            yield fault(DENOMINATORS, row, "grade", problem, "write C")
        if per in MODELLED and cells["value"] and cells["high"] < MODEL_ERROR * cells["value"]:
            problem = f"{cells['high']:g} is no more than rounding above {cells['value']:g}"
            remedy = "widen the interval by what separates the model from the official series"
            yield fault(DENOMINATORS, row, "high", problem, remedy)
        level = places.get(place, {}).get("level")
        if per not in COUNTED_IN_REPORT and level in WITHOUT_RESIDENTS:
            problem = f"a {level} has no residents of its own"
            yield fault(DENOMINATORS, row, "per", problem, "use staff_in_report or delete the row")
        name = f"{place}-{per}".replace("_", "-") + (f"-{day.year}" if wanted and day else "")
        own = cells["denominator_id"]
        if place and own and own != name and not own.startswith(f"{name}-"):
            problem = f"'{own}' does not say place, population and year"
            yield fault(DENOMINATORS, row, "denominator_id", problem, f"begin it with '{name}'")
        key = (place, per, cells["variant"], day)
        if first.setdefault(key, own) != own:
            problem = f"'{first[key]}' has the same place, population, variant and day"
            yield fault(DENOMINATORS, row, "variant", problem, "say in variant how they differ")


def check_denominator_notes(tables: Tables) -> Iterator[Fault]:
    """A denominator that is one of several kinds has a note that says so to readers."""
    words = by_id(tables, WORDS, "word_id")
    for row, cells in rows_in(tables, DENOMINATORS):
        if cells["variant"] and f"note.denominator-{cells['variant']}" not in words:
            problem = f"no note tells readers what '{cells['variant']}' is"
            remedy = f"add note.denominator-{cells['variant']} to {file_of('codebook/words/words')}"
            yield fault(DENOMINATORS, row, "variant", problem, remedy)


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
    parents = by_id(tables, PLACES, "place_id")
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
    for row, cells in rows_in(tables, DENOMINATORS):
        if cells["per"] not in COUNTED_IN_REPORT and not cells["variant"]:
            yield row, cells


def _text(value: object) -> str:
    if value is None:
        return "nothing"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
