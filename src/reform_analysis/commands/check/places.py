"""Rules of places: each lies in a fitting one, has the right code and a name of its own.

`RULES` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reform_analysis.commands.check.registers import Row, Tables, by_id, fault
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

PLACES = "raw/places"

PARENTS = {
    "country": (),
    "province": ("country",),
    "prefecture": ("province",),
    "county": ("prefecture", "province"),
    "township": ("county", "prefecture"),
    "zone": ("province", "prefecture", "county", "township"),
    "firm": ("province", "prefecture", "county", "township", "zone", "firm"),
    "studio": ("province", "prefecture", "county", "township", "zone", "firm"),
}
"""Levels that a place may lie in. Some counties and towns lie in no prefecture or county."""

CODES = {
    "province": (r"dd0000", 2),
    "prefecture": (r"dddd00", 4),
    "county": (r"dddddd", 6),
    "township": (r"ddddddddd", 9),
}
"""Form of the code at each level and how many of its digits name the place."""


def check_parents(tables: Tables) -> Iterator[Fault]:
    """Every place but a country lies in another of a fitting level, and none in itself."""
    places = by_id(tables, PLACES, "place_id")
    for row, place in tables.get(PLACES, {}).items():
        level, parent = place["level"], places.get(place["parent_id"])
        if not level:
            continue
        if place["parent_id"] is None:
            if PARENTS[level]:
                problem = f"a {level} without a parent"
                yield fault(PLACES, row, "parent_id", problem, "name the place that it lies in")
        elif place["place_id"] in lineage(place["parent_id"], places):
            problem = f"'{place['place_id']}' lies in itself"
            yield fault(PLACES, row, "parent_id", problem, "name the place that it lies in")
        elif parent and parent["level"] and parent["level"] not in PARENTS[level]:
            problem = f"a {level} cannot lie in a {parent['level']}"
            fitting = " or ".join(PARENTS[level])
            remedy = f"name a {fitting} or correct the level" if fitting else "leave it empty"
            yield fault(PLACES, row, "parent_id", problem, remedy)


def check_codes(tables: Tables) -> Iterator[Fault]:
    """The administrative code fits the level, begins like the parent's, and is nobody else's."""
    places = by_id(tables, PLACES, "place_id")
    first: dict[str, str] = {}
    for row, place in tables.get(PLACES, {}).items():
        level, code = place["level"], place["gb_code"]
        if code is None:
            if level in ("province", "prefecture", "county"):
                remedy = "write its code of GB/T 2260"
                yield fault(PLACES, row, "gb_code", f"a {level} without a code", remedy)
            continue
        if level not in CODES:
            problem = f"a {level} has no code of GB/T 2260"
            yield fault(PLACES, row, "gb_code", problem, "leave it empty")
            continue
        form, own = CODES[level]
        zeros = form.count("0")
        short = zeros and code[own - 2 : own] == "00"
        if len(code) != len(form) or (zeros and code[-zeros:] != "0" * zeros) or short:
            problem = f"{code} is no code of a {level}"
            yield fault(PLACES, row, "gb_code", problem, f"write it in the form {form}")
            continue
        parent = places.get(place["parent_id"], {})
        digits = CODES.get(parent.get("level"), ("", 0))[1]
        if parent.get("gb_code") and code[:digits] != parent["gb_code"][:digits]:
            problem = f"{code} does not begin like {parent['gb_code']} of its parent"
            yield fault(PLACES, row, "gb_code", problem, "correct the code or the parent")
        if first.setdefault(code, place["place_id"]) != place["place_id"]:
            problem = f"{code} is the code of '{first[code]}'"
            yield fault(PLACES, row, "gb_code", problem, "correct one of the two")


def check_names(tables: Tables) -> Iterator[Fault]:
    """No name or alias belongs to two places."""
    first: dict[str, str] = {}
    for row, place in tables.get(PLACES, {}).items():
        for column in ("name_zh", "name_en", "aliases"):
            names = split_list(place[column]) if column == "aliases" else (place[column],)
            for name in filter(None, names):
                owner = first.setdefault(name, place["place_id"])
                if owner != place["place_id"]:
                    problem = f"'{name}' names '{owner}' already"
                    yield fault(PLACES, row, column, problem, "write a name of its own")


def lineage(place_id: str | None, places: Mapping[str | None, Row]) -> list[str]:
    """A place, of places by id, and all that it lies in, from near to far; a circle once."""
    line: list[str] = []
    while place_id in places and place_id not in line:
        line.append(place_id)
        place_id = places[place_id]["parent_id"]
    return line


RULES = (check_parents, check_codes, check_names)
