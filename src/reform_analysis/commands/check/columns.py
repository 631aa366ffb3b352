"""Columns that bound each other, in a row or in another table: kinds, units, panels, names."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from reform_analysis.commands.check.examples import CONTEXTS, PRICES
from reform_analysis.commands.check.named import (
    CHARTS,
    CLAIMS,
    CLASSIFIERS,
    CONCEPTS,
    EXCEPTIONS,
    FIELDS,
    INDICATORS,
    PLACES,
    SOURCES,
    UNITS,
)
from reform_analysis.commands.check.places import lineage
from reform_analysis.commands.check.rows import Row, Tables, by_id, excepted, fault, rows_in
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list

PERIODS_OF = {
    "stock": ("point", "unstated", "to_date"),
    "parameter": ("point", "unstated"),
    "flow": ("year", "yearly", "window", "since", "to_date", "unstated"),
}
"""Kinds of periods that a claim of a concept of a kind can have."""

SHARES = ("fraction", "百分点")

MULTIPLES = {"千": 1e3, "k": 1e3, "K": 1e3, "兆": 1e6, "M": 1e6, "G": 1e9, "吉": 1e9}
PARTS = {"角": 0.1, "毛": 0.1, "毛钱": 0.1, "分钱": 0.01}

HAN = re.compile("[一-鿿]")

REPLACED = ("latin-name", "price-unit")
"""Kinds of exceptions that say what stands there instead."""

LATIN, GUARD = re.compile("[A-Za-z²³0-9]+"), "[A-Za-z0-9]"
"""A unit in Latin letters, and what may not follow it."""


def check_computed_variants(tables: Tables) -> Iterator[Fault]:
    """A variant that is graded or drawn is one that the file of its indicator names."""
    from reform_analysis.indicators import registered
    from reform_analysis.indicators.registry import function_of

    listed = tables.get(INDICATORS, {}).values()
    computed = {cells["indicator_id"] for cells in listed if cells["computed"]}
    known = {name: function_of(name) for name in registered() if name in computed}
    for table, column, columns in (
        ("codebook/registers/comparability", "indicator_id", ("variant", "other_variant")),
        (CHARTS, "indicator_ids", ("variants",)),
    ):
        for row, cells in rows_in(tables, table):
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
    for row, cells in rows_in(tables, CHARTS):
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
    for row, cells in rows_in(tables, table):
        words, counted = cells["reported"], cells["counted"]
        if words and counted and (counted == "share") != bool(re.search("[比占率]", words)):
            yield fault(table, row, "counted", f"'{words}' is no {counted}", "correct it")


def check_per(tables: Tables) -> Iterator[Fault]:
    """What a price is per has the canonical name of the unit."""
    units, named = by_id(tables, UNITS, "printed"), excepted(tables, "price-unit")
    for row, cells in rows_in(tables, PRICES):
        printed = cells["printed"]
        wanted = named.get(printed, (units.get(printed) or {}).get("unit"))
        if wanted and cells["unit"] and cells["unit"] != wanted:
            problem = f"'{printed}' counts in {wanted}, not in {cells['unit']}"
            yield fault(PRICES, row, "unit", problem, f"write {wanted}")


def check_named_places(tables: Tables) -> Iterator[Fault]:
    """A statement, a publisher and a title name no other place."""
    places = by_id(tables, PLACES, "place_id")
    latin, chinese = defaultdict(set), defaultdict(set)  # two places may have one name
    for place, cells in places.items():
        latin[cells["name_en"]].add(place)
        for name in filter(None, (cells["name_zh"], *split_list(cells["aliases"]))):
            chinese[name].add(place)
    for row, claim in rows_in(tables, CLAIMS):
        words = re.findall(r"[A-Z][\w']+", claim["statement"] or "")
        if wrong := next((word for word in words if _away(latin.get(word), claim, places)), None):
            problem = f"'{wrong}' is another place than {claim['place_id']}"
            yield fault(CLAIMS, row, "statement", problem, "name the place of the claim, or none")
    for row, source in rows_in(tables, SOURCES):
        for column in ("publisher", "title"):
            named = (name for name in chinese if name in (source[column] or ""))
            if wrong := next((n for n in named if _away(chinese[n], source, places)), None):
                problem = f"'{wrong}' is another place than {source['place_id']}"
                yield fault(SOURCES, row, column, problem, f"correct {column} or place")
                break


def _away(named: set[str] | None, row: Row, places: Mapping[str | None, Row]) -> bool:
    """Whether no place of a name lies in that of a row or holds it."""
    own = row["place_id"]
    return bool(named and own) and not any(
        own in lineage(place, places) or place in lineage(own, places) for place in named
    )


def check_kinds_of_concepts(tables: Tables) -> Iterator[Fault]:
    """Kind, unit and dimension of a concept fit its claims and the indicator that counts it."""
    used, one_day = defaultdict(set), excepted(tables, "one-day")
    elsewhere = excepted(tables, "other-dimension")
    for claim in tables.get(CLAIMS, {}).values():
        used[claim["concept_id"]].add(claim["period_kind"])
    dimension = {
        concept: (cells["dimension"], cells["indicator_id"])
        for cells in tables.get(INDICATORS, {}).values()
        if cells["indicator_id"] not in elsewhere
        for concept in split_list(cells["numerator"])
    }
    for row, cells in rows_in(tables, CONCEPTS):
        concept, kind, unit = cells["concept_id"], cells["kind"], cells["unit"]
        wrong = used[concept] - {*PERIODS_OF.get(kind, used[concept]), None}
        named, indicator = dimension.get(concept, (None, ""))
        if wrong and concept not in one_day:
            problem = f"a {kind}, but a claim has a period of kind {sorted(wrong)[0]}"
            yield fault(CONCEPTS, row, "kind", problem, "correct the kind, here or there")
        elif _apart(kind, unit, cells["label_en"] or ""):
            problem = f"a {kind} in {unit}"
            yield fault(CONCEPTS, row, "kind", problem, "a rate is a share, and no other kind is")
        elif named and cells["dimension"] and cells["dimension"] != named:
            problem = f"{cells['dimension']}, but {indicator}, which counts it, is of {named}"
            yield fault(CONCEPTS, row, "dimension", problem, "correct one of the two")


def _apart(kind: str | None, unit: str | None, label: str) -> bool:
    """Whether a concept is a share by one of kind and unit only."""
    if not kind or not unit or kind == "parameter" or " per " in label:
        return False
    return (kind == "rate") != (unit in SHARES)


def check_factors(tables: Tables) -> Iterator[Fault]:
    """A factor is what the prefix of the unit says; a unit in letters ends where they do."""
    for row, cells in rows_in(tables, UNITS, "printed", "unit"):
        printed, unit, factor = cells["printed"], cells["unit"], cells["factor"]
        wanted = PARTS.get(printed) if unit == "元" else None
        if printed != unit and printed[1:] and not LATIN.fullmatch(unit):
            plain = re.sub("[·.]", "", printed).replace("小时", "时")
            letters = LATIN.fullmatch(plain) and plain[1:] in ("W", "Wh", "V", "Hz", "Pa")
            whole = plain[1:] == unit or letters
            wanted = MULTIPLES.get(printed[0], wanted) if whole else wanted
        if factor != wanted:
            told = "no factor" if wanted is None else f"the factor {wanted:g}"
            yield fault(UNITS, row, "factor", f"'{printed}' in {unit} has {told}", "correct it")
        elif cells["singular_en"] and (cells["singular_en"][0] != (cells["label_en"] or " ")[0]):
            problem = f"'{cells['singular_en']}' is no singular of '{cells['label_en']}'"
            yield fault(UNITS, row, "singular_en", problem, "write one of them")
    for row, cells in rows_in(tables, CLASSIFIERS, "printed"):
        printed, guard = cells["printed"], cells["not_before"]
        if bool(LATIN.fullmatch(printed)) != (guard == GUARD):
            problem = f"'{printed}' with '{guard or ''}' behind it"
            remedy = f"write {GUARD} for letters, and for them alone"
            yield fault(CLASSIFIERS, row, "not_before", problem, remedy)


def check_labels_of_units(tables: Tables) -> Iterator[Fault]:
    """A unit in Chinese is its own label there; an English label is that of one unit."""
    first, shared = {}, excepted(tables, "one-word")
    for row, cells in rows_in(tables, UNITS, "unit", "label_zh", "label_en"):
        unit, chinese, english = cells["unit"], cells["label_zh"], cells["label_en"]
        named = first.setdefault(english, unit)
        if re.match("[一-鿿]", unit) and chinese != unit:
            yield fault(UNITS, row, "label_zh", f"'{chinese}' for {unit}", f"write {unit}")
        elif named != unit and english not in shared:
            problem = f"'{english}' is the label of {named} too"
            yield fault(UNITS, row, "label_en", problem, "correct it, or add it to exceptions.csv")


def check_guards(tables: Tables) -> Iterator[Fault]:
    """What may not follow a unit of a price may not follow the classifier, in part at least."""
    guards = {
        cells["printed"]: set(HAN.findall(cells["not_before"] or ""))
        for cells in tables.get(CLASSIFIERS, {}).values()
    }
    for row, cells in rows_in(tables, PRICES):
        own, known = cells["not_before"], guards.get(cells["printed"])
        if own and known is not None and not known & set(HAN.findall(own)):
            problem = f"'{own}' has nothing of what may not follow the classifier"
            yield fault(PRICES, row, "not_before", problem, "correct it here or there")


def check_reasons(tables: Tables) -> Iterator[Fault]:
    """Why a concept is left out holds of it: one place alone counts it, it is a facility."""
    table, counted = "codebook/registers/unused_reasons", defaultdict(set)
    for claim in tables.get(CLAIMS, {}).values():
        counted[claim["concept_id"]].add(claim["place_id"])
    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, cells in rows_in(tables, table):
        concept, reason = cells["concept_id"], cells["reason"]
        kind = (concepts.get(concept) or {}).get("kind")
        if reason == "one_unit_only" and len(counted[concept]) > 1:
            problem = f"{len(counted[concept])} places count '{concept}'"
            yield fault(table, row, "reason", problem, "name another reason")
        elif reason == "capacity_only" and kind not in (None, "stock"):
            yield fault(table, row, "reason", f"'{concept}' is a {kind}", "name another reason")


def check_exceptions(tables: Tables) -> Iterator[Fault]:
    """An exception says what stands there instead where another name or unit does, only there."""
    for row, cells in rows_in(tables, EXCEPTIONS):
        kind, instead = cells["exception"], cells["instead"]
        if kind and bool(instead) != (kind in REPLACED):
            problem = f"{kind} with {f'{instead!r}' if instead else 'nothing'} instead"
            remedy = f"fill it in for {' and '.join(REPLACED)} alone"
            yield fault(EXCEPTIONS, row, "instead", problem, remedy)


def check_proposals(tables: Tables) -> Iterator[Fault]:
    """What a draft proposes is a value of the column that it proposes."""
    values = {
        (field["table"], field["column"]): split_list(field["allowed"])
        for field in tables.get(FIELDS, {}).values()
    }
    known = {"target": values.get((CLAIMS, "target")), "kind": values.get((CONCEPTS, "kind"))}
    for row, cells in rows_in(tables, CONTEXTS):
        allowed = known.get(cells["proposes"])
        if allowed and cells["proposal"] and cells["proposal"] not in allowed:
            problem = f"'{cells['proposal']}' is no {cells['proposes']}"
            yield fault(CONTEXTS, row, "proposal", problem, f"write one of {', '.join(allowed)}")


def check_types(tables: Tables) -> Iterator[Fault]:
    """A column has one type, in whichever table it stands."""
    first, other = {}, excepted(tables, "other-type")
    for row, field in rows_in(tables, FIELDS):
        if f"{field['table']}.{field['column']}" in other or not field["type"]:
            continue
        named = first.setdefault(field["column"], field)
        if named["type"] != field["type"]:
            problem = f"{field['type']}, but {named['type']} in {named['table']}"
            yield fault(FIELDS, row, "type", problem, "write one type for a column")
