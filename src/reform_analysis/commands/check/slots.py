"""The texts of charts: every slot names something that the chart draws."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_analysis.commands.check.functions import chart_functions
from reform_analysis.commands.check.registers import Row, Tables, by_id, fault
from reform_analysis.commands.check.wording import LANGUAGES, alike, variants_of
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list, suggest

CHARTS = "codebook/registers/charts"
TEXTS = ("title", "finding", "how_to_read", "note")

ENDS = ("low", "value", "high")
OF_CHART = ("people", "per", "years")
COUNTED = ("asked", "silent")
"""Slots of a chart's texts: see `reform_analysis.charts.rows.facts.fill`."""

OF_ROWS = ("all", "hedged", "count", "per")
"""Parts of the names that rows with a slot of their own may have, beside ids: see
`reform_analysis.charts.rows.special`."""

_SLOT = re.compile(r"\{([^{}]*)\}")


def check_chart_texts(tables: Tables) -> Iterator[Fault]:
    """Every slot of a chart's texts names what the chart draws, alike in both languages."""
    for row, cells in tables.get(CHARTS, {}).items():
        wrong = next(_chart_faults(row, cells, tables), None)
        if wrong:
            yield wrong


def _chart_faults(row: int, cells: Row, tables: Tables) -> Iterator[Fault]:
    for field in TEXTS:
        found = []
        for language in LANGUAGES:
            column = f"{field}_{language}"
            text = cells[column] or ""
            if _SLOT.sub("", text).strip("{}") != _SLOT.sub("", text) or re.search(
                "[{}]", _SLOT.sub("", text)
            ):
                problem = "a bracket of a slot does not close"
                yield fault(CHARTS, row, column, problem, "write each slot as {name}")
            slots = _SLOT.findall(text)
            found.append(frozenset(slots))
            for slot in slots:
                wrong = _slot_fault(slot, cells, tables)
                if wrong:
                    problem = f"{{{slot}}}: {wrong[0]}"
                    yield fault(CHARTS, row, column, problem, wrong[1])
        yield from alike(CHARTS, row, field, *found, cells)
    groups, drawn = split_list(cells["benchmark_groups"]), split_list(cells["benchmark_ids"])
    if groups and len(groups) != len(drawn):
        problem = f"{len(groups)} groups for {len(drawn)} benchmarks"
        yield fault(CHARTS, row, "benchmark_groups", problem, "write one for each, in their order")


def _slot_fault(slot: str, chart: Row, tables: Tables) -> tuple[str, str] | None:
    """Problem and remedy of one slot, read as `reform_analysis.charts.rows.facts` reads it."""
    if slot in OF_CHART:
        return None
    head, *rest = slot.split(".")
    places = by_id(tables, "raw/places", "place_id")
    if chart["chart_id"] in chart_functions("rows_of"):
        return _row_slot(slot, chart, tables)
    if head == "all":
        return _one_of(rest, COUNTED, "asked or silent")
    if head == "benchmark":
        known = split_list(chart["benchmark_ids"])
        if not rest or rest[0] not in known:
            return _not_one("".join(rest[:1]), known, "a benchmark that the chart draws")
        return _one_of(rest[1:], ENDS, "low, value or high") if rest[1:] else None
    indicators = split_list(chart["indicator_ids"])
    if head not in indicators:
        return _not_one(head, (*indicators, *OF_CHART), "an indicator that the chart draws")
    if not rest or rest[0] not in (*places, *COUNTED):
        wrong = "".join(rest[:1])
        return _not_one(wrong, (*places, *COUNTED), "a place of places.csv, asked or silent")
    if rest[-1] in ENDS:
        rest = rest[:-1]
    known = (*variants_of(tables), *by_id(tables, "codebook/registers/populations", "per"), *ENDS)
    for part in rest[1:]:
        if part not in known:
            return _not_one(part, known, "a variant, a population, low, value or high")
    return None


def _row_slot(slot: str, chart: Row, tables: Tables) -> tuple[str, str] | None:
    """As `_slot_fault` for charts whose rows have names of their own."""
    known = (
        *split_list(chart["indicator_ids"]),
        *by_id(tables, "raw/places", "place_id"),
        *by_id(tables, "codebook/registers/populations", "per"),
        *by_id(tables, "codebook/registers/indicators", "dimension"),
        *by_id(tables, "codebook/reading/hedges", "hedge"),
        *(*variants_of(tables), *READINGS, *ENDS, *COUNTED, *OF_ROWS),
    )
    for part in slot.split("."):
        if part not in known:
            return _not_one(part, known, "the name of anything that the chart draws")
    return None


def _one_of(parts: list[str], known: tuple[str, ...], said: str) -> tuple[str, str] | None:
    return None if len(parts) == 1 and parts[0] in known else _not_one(".".join(parts), known, said)


def _not_one(part: str, known: tuple[str, ...], said: str) -> tuple[str, str]:
    return f"'{part}' is not {said}", suggest(part, known, f"write {said}")


RULES = (check_chart_texts,)
