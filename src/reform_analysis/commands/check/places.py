"""Rules of places: each lies in a fitting one and has the right code and name.

They are held by the national list of GB/T 2260, which is in order and complete upwards, and by how
a name is spoken: an alias begins as the name does, the Latin name is the Chinese one as it is read,
and a traditional character is read as its simplified form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from reform_analysis.commands.check.named import CHARACTERS, GAZETTEER, PLACES, TILES
from reform_analysis.commands.check.rows import Row, Tables, by_id, excepted, fault, rows_in
from reform_analysis.commands.check.rules import simpler
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.tables.naming import Value, split_list

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

KINDS = "省市区县旗州盟划会城园域"
"""How names of the list end: 省直辖行政区划, 居民委员会 and two named after parks among them."""

LISTED = ("province", "prefecture", "county")
"""Levels of places that the list names."""

BEGUN = 2
"""Characters by which a name is known, without what kind of place it is."""

HELD_BY_PROVINCE = ("11", "12", "31", "50", "90")
"""Digits of a municipality, and those behind the province, whose counties lie in no prefecture."""


def check_parents(tables: Tables) -> Iterator[Fault]:
    """Every place but a country lies in another of a fitting level, and none in itself."""
    places = by_id(tables, PLACES, "place_id")
    for row, place in rows_in(tables, PLACES, "level"):
        level, parent = place["level"], places.get(place["parent_id"])
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
    for row, place in rows_in(tables, PLACES):
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
        short = form.endswith("0") and code[own - 2 : own] == "00"
        if short or not re.fullmatch(form.replace("d", r"\d"), code):
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
    for row, place in rows_in(tables, PLACES):
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


def check_list(tables: Tables) -> Iterator[Fault]:
    """Codes ascend, each county lies in a prefecture, and names end in a kind and stand once."""
    codes = _names(tables).keys()
    before, first, shared = "", {}, excepted(tables, "same-name")
    for row, cells in rows_in(tables, GAZETTEER, "gb_code", "name_zh"):
        code, name = cells["gb_code"], cells["name_zh"]
        held = code[:2] in HELD_BY_PROVINCE or code[2:4] in HELD_BY_PROVINCE
        if code <= before:
            problem = f"{code} stands behind {before}"
            yield fault(GAZETTEER, row, "gb_code", problem, "correct it; the list ascends")
        elif not codes >= {f"{code[:2]}0000", *([] if held else [f"{code[:4]}00"])}:
            problem = f"{code} lies in no province or prefecture of the list"
            yield fault(GAZETTEER, row, "gb_code", problem, "write its code of GB/T 2260")
        elif name[-1] not in KINDS or len(name) < 2:
            problem = f"'{name}' does not say what kind of place it is"
            yield fault(GAZETTEER, row, "name_zh", problem, "write the whole name")
        elif name in first and name not in shared:
            problem = f"{first[name]} has the name '{name}' too"
            yield fault(GAZETTEER, row, "name_zh", problem, "write its name of GB/T 2260")
        before = max(before, code)
        first.setdefault(name, code)


def check_listed_names(tables: Tables) -> Iterator[Fault]:
    """A place has the name of its code, a tile begins it, and the Latin name is how it is read."""
    own = excepted(tables, "latin-name")
    names = _names(tables)
    for table in (PLACES, TILES):
        for row, cells in rows_in(tables, table, "name_zh", "name_en"):
            name, latin, listed = cells["name_zh"], cells["name_en"], names.get(cells["gb_code"])
            if listed and not (listed == name or (table == TILES and listed.startswith(name))):
                problem = f"{cells['gb_code']} is {listed}, not {name}"
                yield fault(table, row, "name_zh", problem, "correct the name or the code")
            elif listed and not _latin(name, latin, _begun(name, own)):
                problem = f"'{latin}' is not how {name} is read"
                remedy = "correct it, or add it to exceptions.csv"
                yield fault(table, row, "name_en", problem, remedy)


def _names(tables: Tables) -> dict[str | None, Value]:
    """Name by code of the national list."""
    return {code: cells["name_zh"] for code, cells in by_id(tables, GAZETTEER, "gb_code").items()}


def check_listed_codes(tables: Tables) -> Iterator[Fault]:
    """The code of a place down to the county stands in the national list."""
    names = _names(tables)
    for row, cells in rows_in(tables, PLACES):
        code = cells["gb_code"]
        if code and cells["level"] in LISTED and names and code not in names:
            problem = f"{code} stands in no row of {file_of(GAZETTEER)}"
            yield fault(PLACES, row, "gb_code", problem, "correct it, or add it there")


def check_aliases(tables: Tables) -> Iterator[Fault]:
    """How a place of the national list is said otherwise begins as its name does."""
    simple = simpler(tables)
    other = excepted(tables, "other-name")
    for row, cells in rows_in(tables, PLACES):
        name, aliases = cells["name_zh"], split_list(cells["aliases"])
        if not name or cells["level"] not in LISTED:
            continue
        begun = name[: min(BEGUN, len(name) - 1)]
        away = [each for each in aliases if begun not in each.translate(simple)]
        wrong = next((each for each in away if each not in other), None)
        if wrong:
            problem = f"'{wrong}' does not hold {begun}"
            remedy = "correct it, or add it to exceptions.csv"
            yield fault(PLACES, row, "aliases", problem, remedy)


def _begun(name: str, own: Mapping[str, str]) -> str:
    """The Latin name in use of a place whose name begins so; empty if it is just read."""
    return next((latin for begin, latin in own.items() if name.startswith(begin)), "")


@lru_cache(maxsize=1 << 10)
def _latin(name: str, latin: str, own: str) -> bool:
    if own:
        return latin == own or latin.startswith(f"{own} ")
    from pypinyin import lazy_pinyin  # loads its dictionary

    spoken = lazy_pinyin(name, v_to_u=True)
    words = re.sub("[^a-zü]", "", re.split("[ ,(]", latin.lower())[0])
    whole = ["".join(spoken[:end]) for end in range(1, len(spoken) + 1)]
    return words in whole


def check_spoken(tables: Tables) -> Iterator[Fault]:
    """A traditional character is read like the simplified one that it becomes."""
    apart = excepted(tables, "read-apart")
    for row, cells in rows_in(tables, CHARACTERS):
        old, new = cells["traditional"], cells["simplified"]
        if old and new and old not in apart and not _readings(old) & _readings(new):
            problem = f"{old} and {new} are read in no common way"
            yield fault(CHARACTERS, row, "simplified", problem, "write its simplified form")


@lru_cache(maxsize=1 << 13)
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def check_tiles(tables: Tables) -> Iterator[Fault]:
    """No two tiles of the map stand at one place."""
    taken: dict[tuple[Value, Value], Value] = {}
    for row, cells in rows_in(tables, TILES):
        where = (cells["across"], cells["down"])
        if where in taken:
            problem = f"{cells['gb_code']} stands where {taken[where]} does"
            yield fault(TILES, row, "across", problem, "move one of the two tiles")
        taken.setdefault(where, cells["gb_code"])


def check_neighbouring(tables: Tables) -> Iterator[Fault]:
    """A tile touches another of its region, which the first digit of a code names."""
    rows, islands = tables.get(TILES, {}), excepted(tables, "island")
    placed = [(cells["across"], cells["down"], cells["gb_code"]) for cells in rows.values()]
    placed = [each for each in placed if isinstance(each[0], int) and isinstance(each[1], int)]
    for row, cells in rows.items():
        across, down, code = cells["across"], cells["down"], cells["gb_code"]
        if (across, down, code) not in placed or not code or cells["name_zh"] in islands:
            continue
        near = [
            other for x, y, other in placed
            if other and other != code and abs(x - across) <= 1 and abs(y - down) <= 1
        ]  # fmt: skip
        if not any(other[0] == code[0] for other in near):
            problem = f"{cells['name_zh']} touches no province of its region"
            yield fault(TILES, row, "across", problem, "correct across or down")
