"""Columns of one row that bound each other: charts and panels, units of prices, places named."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from reform_analysis.commands.check.claims import CLAIMS
from reform_analysis.commands.check.examples import DENOMINATORS
from reform_analysis.commands.check.places import PLACES, lineage
from reform_analysis.commands.check.registers import Row, Tables, by_id, excepted, fault
from reform_analysis.commands.check.rules import UNITS
from reform_analysis.commands.check.sources import SOURCES
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

CHARTS = "codebook/registers/charts"


def check_computed_variants(tables: Tables) -> Iterator[Fault]:
    """A variant that is graded or drawn is one that the file of its indicator names."""
    from reform_analysis.indicators import registered
    from reform_analysis.indicators.registry import function_of

    listed = tables.get("codebook/registers/indicators", {}).values()
    computed = {cells["indicator_id"] for cells in listed if cells["computed"]}
    known = {name: function_of(name) for name in registered() if name in computed}
    for table, column, columns in (
        ("codebook/registers/comparability", "indicator_id", ("variant", "other_variant")),
        ("codebook/registers/charts", "indicator_ids", ("variants",)),
    ):
        for row, cells in tables.get(table, {}).items():
            functions = [known[name] for name in split_list(cells[column]) if name in known]
            named = [_file_of(function) for function in functions]
            for name in columns:
                for variant in split_list(cells[name]) if named else ():
                    if not any(f'"{variant}"' in text for text in named):
                        problem = f"'{cells[column]}' has no variant '{variant}'"
                        yield fault(table, row, name, problem, "name one that is computed")


@lru_cache(maxsize=64)
def _file_of(function: Callable[..., object]) -> str:
    path = inspect.getsourcefile(inspect.unwrap(function))
    return Path(path).read_text("utf-8") if path else ""


def check_panels(tables: Tables) -> Iterator[Fault]:
    """A chart has a panel for each variant or population that it is parted by."""
    for row, cells in tables.get(CHARTS, {}).items():
        by, panels = cells["panel_by"], cells["panels"]
        if panels is None or cells["drawn_as"] == "own":
            continue
        parts = len(split_list(cells[{"variant": "variants", "per": "per"}.get(by, "per")]))
        wanted = {None: 1, "counted": 2}.get(by, parts)
        if panels != wanted:
            problem = f"{panels} panels, but its columns make {wanted}"
            yield fault(CHARTS, row, "panels", problem, "correct panels or panel_by")


def check_counted(tables: Tables) -> Iterator[Fault]:
    """A share rises or falls where the words name one, and a number elsewhere."""
    table = "raw/directions"
    for row, cells in tables.get(table, {}).items():
        words, counted = cells["reported"], cells["counted"]
        if words and counted and (counted == "share") != bool(re.search("[比占率]", words)):
            yield fault(table, row, "counted", f"'{words}' is no {counted}", "correct it")


def check_per(tables: Tables) -> Iterator[Fault]:
    """What a price is per has the canonical name of the unit."""
    units, named = by_id(tables, UNITS, "printed"), excepted(tables, "price-unit")
    for row, cells in tables.get(DENOMINATORS, {}).items():
        printed = cells["printed"]
        wanted = named.get(printed, (units.get(printed) or {}).get("unit"))
        if wanted and cells["unit"] and cells["unit"] != wanted:
            problem = f"'{printed}' counts in {wanted}, not in {cells['unit']}"
            yield fault(DENOMINATORS, row, "unit", problem, f"write {wanted}")


def check_named_places(tables: Tables) -> Iterator[Fault]:
    """A statement, a publisher and a title name no other place."""
    places = by_id(tables, PLACES, "place_id")
    latin, chinese = defaultdict(set), defaultdict(set)  # two places may have one name
    for place, cells in places.items():
        latin[cells["name_en"]].add(place)
        for name in filter(None, (cells["name_zh"], *split_list(cells["aliases"]))):
            chinese[name].add(place)
    for row, claim in tables.get(CLAIMS, {}).items():
        words = re.findall(r"[A-Z][\w']+", claim["statement"] or "")
        if wrong := next((word for word in words if _away(latin.get(word), claim, places)), None):
            problem = f"'{wrong}' is another place than {claim['place_id']}"
            yield fault(CLAIMS, row, "statement", problem, "name the place of the claim, or none")
    for row, source in tables.get(SOURCES, {}).items():
        away = [name for name, own in chinese.items() if _away(own, source, places)]
        for column in ("publisher", "title"):
            wrong = next((name for name in away if name in (source[column] or "")), None)
            if wrong:
                problem = f"'{wrong}' is another place than {source['place_id']}"
                yield fault(SOURCES, row, column, problem, f"correct {column} or place")
                break


def _away(named: set[str] | None, row: Row, places: Mapping[str | None, Row]) -> bool:
    """Whether no place of a name lies in that of a row or holds it."""
    own = row["place_id"]
    return bool(named and own) and not any(
        own in lineage(place, places) or place in lineage(own, places) for place in named
    )


RULES = (
    check_computed_variants,
    check_panels,
    check_counted,
    check_per,
    check_named_places,
)
