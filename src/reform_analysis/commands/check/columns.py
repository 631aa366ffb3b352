"""Columns of one row that bound each other: charts and panels, reasons and kinds, statements."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from reform_analysis.commands.check.claims import CLAIMS
from reform_analysis.commands.check.examples import DENOMINATORS
from reform_analysis.commands.check.places import PLACES, lineage
from reform_analysis.commands.check.registers import Tables, by_id, fault
from reform_analysis.commands.check.rules import UNITS
from reform_analysis.commands.check.sources import SOURCES
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

CHARTS, UNUSED = "codebook/registers/charts", "codebook/registers/unused_reasons"

KINDS = {
    "capacity_only": ("stock",),
    "one_programme": ("flow",),
    "one_contest": ("flow",),
    "part_of_count": ("flow",),
    "one_level": ("stock",),
    "input_not_result": ("flow", "stock"),
    "one_unit_only": ("flow", "stock"),
    "titles_differ": ("flow", "stock"),
    "other_base": ("rate", "stock"),
}
"""Kinds of concepts that can be left out for a reason; for others any."""

EXPLAINED = ("other_group", "one_unit_only", "input_not_result")
"""Reasons beside which a note says more."""

OTHER_NAME = {"千克": "公斤", "千瓦时": "千瓦时", "kWh": "千瓦时", "千瓦": "千瓦", "千米": "公里",
              "个月": "月", "分": "分钟"}  # fmt: skip
"""Units that a price is per under a name of its own."""

BACK = ("over", "since")
"""Words before a year from which something is counted."""

SAME_LATIN = ("Huizhou",)
"""Latin names of two places."""


def check_variants(tables: Tables) -> Iterator[Fault]:
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


def check_reasons(tables: Tables) -> Iterator[Fault]:
    """Why a concept stands in no indicator fits its kind; a note stands where it adds something."""
    concepts = by_id(tables, "codebook/registers/concepts", "concept_id")
    for row, cells in tables.get(UNUSED, {}).items():
        reason, kind = cells["reason"], (concepts.get(cells["concept_id"]) or {}).get("kind")
        if kind and kind not in KINDS.get(reason, (kind,)):
            problem = f"{reason} of a {kind}"
            yield fault(UNUSED, row, "reason", problem, "correct the reason")
        elif cells["note"] and reason not in EXPLAINED:
            problem = f"'{cells['note']}' beside {reason}, which says all"
            yield fault(UNUSED, row, "note", problem, "leave it empty, or correct the reason")


def check_directions(tables: Tables) -> Iterator[Fault]:
    """A share rises or falls where the words name one, and a number elsewhere."""
    table = "raw/directions"
    for row, cells in tables.get(table, {}).items():
        words, counted = cells["reported"], cells["counted"]
        if words and counted and (counted == "share") != bool(re.search("[比占率]", words)):
            yield fault(table, row, "counted", f"'{words}' is no {counted}", "correct it")


def check_per(tables: Tables) -> Iterator[Fault]:
    """What a price is per has the canonical name of the unit."""
    units = by_id(tables, UNITS, "printed")
    for row, cells in tables.get(DENOMINATORS, {}).items():
        printed = cells["printed"]
        wanted = OTHER_NAME.get(printed, (units.get(printed) or {}).get("unit"))
        if wanted and cells["unit"] and cells["unit"] != wanted:
            problem = f"'{printed}' counts in {wanted}, not in {cells['unit']}"
            yield fault(DENOMINATORS, row, "unit", problem, f"write {wanted}")


def check_named_places(tables: Tables) -> Iterator[Fault]:
    """A statement and a publisher name no other place, and a statement no other year."""
    places = by_id(tables, PLACES, "place_id")
    latin = {str(cells["name_en"]): place for place, cells in places.items() if cells["name_en"]}
    chinese = {
        name: place
        for place, cells in places.items()
        for name in (cells["name_zh"], *split_list(cells["aliases"]))
        if name
    }
    for row, claim in tables.get(CLAIMS, {}).items():
        said, start, end = (claim[name] for name in ("statement", "period_start", "period_end"))
        words = re.findall(r"[A-Z][\w']+", said or "")
        wrong = next((word for word in words if _away(latin.get(word), claim, tables)), None)
        years = re.findall(rf"(?<!{'|'.join(BACK[:1])} )(?<!{BACK[1]} )\b20[0-4]\d\b", said or "")
        if wrong and wrong not in SAME_LATIN:
            problem = f"'{wrong}' is another place than {claim['place_id']}"
            yield fault(CLAIMS, row, "statement", problem, "name the place of the claim, or none")
        elif years and start and end and not _within(years, start.year, end.year):
            problem = f"{', '.join(years)}, but the period is {start} to {end}"
            yield fault(CLAIMS, row, "statement", problem, "correct the year or the period")
    for row, source in tables.get(SOURCES, {}).items():
        text = source["publisher"] or ""
        wrong = next((n for n, place in chinese.items()
                      if n in text and _away(place, source, tables)), None)  # fmt: skip
        if wrong:
            problem = f"'{wrong}' is another place than {source['place_id']}"
            yield fault(SOURCES, row, "publisher", problem, "correct publisher or place")


def _away(place: str | None, row: dict, tables: Tables) -> bool:
    """Whether a place neither lies in that of a row nor holds it."""
    own = row["place_id"]
    if not place or not own:
        return False
    return own not in lineage(place, tables) and place not in lineage(own, tables)


def _within(years: list[str], first: int, last: int) -> bool:
    return any(first <= int(year) <= last for year in years)


RULES = (
    check_variants,
    check_panels,
    check_reasons,
    check_directions,
    check_per,
    check_named_places,
)
