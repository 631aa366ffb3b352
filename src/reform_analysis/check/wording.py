"""The registers of words: what code asks for is there, and every slot is one that is filled.

What code asks for is read from the package itself: calls of `Words` with the id of a word and the
parts that fill its slots.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from reform_analysis.check.registers import Row, Tables, by_id, fault
from reform_analysis.hedges import SETTINGS
from reform_analysis.schema import Fault, file_of, split_list, suggest

LISTS = ("codebook/words", "codebook/pages")
LANGUAGES = ("en", "zh")
CHARTS = "codebook/charts"
TEXTS = ("title", "finding", "reading", "note")

PACKAGE = Path(__file__).resolve().parents[1]
CALLERS = ("words", "word", "self", "say")
"""Names under which the package calls words: ``words("mark.colon", name=..., text=...)``."""

ENDS = ("low", "stated", "high")
OF_CHART = ("people", "per", "years")
COUNTED = ("asked", "silent")
"""Slots of a chart's texts: see `reform_analysis.charts.facts.fill`."""

OF_ROWS = ("all", "hedged", "count", "rung")
"""Parts of the names that rows with a slot of their own may have, beside ids: see
`reform_analysis.charts.chosen`."""

_SLOT = re.compile(r"\{([^{}]*)\}")
_LATER = re.compile(r"\{\{([^{}]*)\}\}")


class Asked(NamedTuple):
    """What the package asks of the registers of words.

    ``of_word`` holds, for each id that stands in the code, the parts that every call fills;
    ``parts`` all parts that any call fills; ``later`` those that pages fill in a browser.
    """

    of_word: Mapping[str, frozenset[str]]
    parts: frozenset[str]
    later: frozenset[str]


@lru_cache(maxsize=1)
def asked() -> Asked:
    """Read what the package asks for from its own files, once."""
    of_word: dict[str, frozenset[str]] = {}
    parts: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _name_of(node.func) not in CALLERS:
                continue
            filled = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            parts |= filled
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                known = of_word.get(first.value, filled)
                of_word[first.value] = known & filled
    of_word = {word: filled for word, filled in of_word.items() if word not in LANGUAGES}
    pages = (path.read_text(encoding="utf-8") for path in PACKAGE.glob("pages/*.js"))
    later = {name for page in pages for name in re.findall(r'"\{(\w+)\}"', page)}
    return Asked(of_word, frozenset(parts), frozenset(later))


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def check_words(tables: Tables) -> Iterator[Fault]:
    """A word stands in one of the two lists."""
    words = by_id(tables, LISTS[0], "word_id")
    for row, cells in tables.get(LISTS[1], {}).items():
        if cells["word_id"] in words:
            problem = f"{cells['word_id']} stands in {file_of(LISTS[0])} too"
            yield fault(LISTS[1], row, "word_id", problem, "keep one of them")


def check_slots(tables: Tables) -> Iterator[Fault]:
    """Both languages of a word have the same slots, and each is one that code fills."""
    needs = asked()
    for table in LISTS:
        for row, cells in tables.get(table, {}).items():
            found = {}
            for language in LANGUAGES:
                text = cells[language] or ""
                try:
                    found[language] = _slots(text)
                except ValueError as error:
                    problem = f"the brackets of '{text}' do not close ({error})"
                    yield fault(table, row, language, problem, "write each slot as {name}")
                    break
                wrong = _unknown(text, cells["word_id"], found[language], needs)
                if wrong:
                    yield fault(table, row, language, *wrong)
                    break
            else:
                yield from _alike(table, row, "", found["en"], found["zh"], cells)


def _slots(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _unknown(
    text: str, word_id: str | None, slots: frozenset[str], needs: Asked
) -> tuple[str, str] | None:
    known = sorted(needs.of_word.get(word_id or "", needs.parts))
    otherwise = f"write one of {', '.join(known)}" if known else "leave it out"
    for slot in sorted(slots):
        if slot not in known:
            remedy = suggest(slot, known, otherwise)
            return f"nothing fills the slot {{{slot}}}", remedy
    for slot in _LATER.findall(text):
        if slot not in needs.later:
            choice = f"write one of {', '.join(sorted(needs.later))}"
            return f"no page fills the slot {{{slot}}}", suggest(slot, needs.later, choice)
    return None


def _alike(
    table: str, row: int, field: str, en: frozenset[str], zh: frozenset[str], cells: Row
) -> Iterator[Fault]:
    columns = [f"{field}_{language}".lstrip("_") for language in LANGUAGES]
    if en == zh or not all(cells[column] for column in columns):
        return
    here, there = (columns[1], columns[0]) if en - zh else (columns[0], columns[1])
    lacking = ", ".join(f"{{{slot}}}" for slot in sorted(en - zh or zh - en))
    problem = f"{lacking} stands in {there} only"
    yield fault(table, row, here, problem, "let both languages say the same")


def check_asked_words(tables: Tables) -> Iterator[Fault]:
    """Every word that code asks for by its id is there."""
    if not any(tables.get(table) for table in LISTS):
        return
    known = {cells["word_id"]: None for table in LISTS for cells in tables.get(table, {}).values()}
    needed = set(asked().of_word)
    for word in sorted(needed - set(known)):
        spare = [name for name in known if name and name not in needed]
        problem = f"there is no word '{word}', which the package asks for"
        remedy = suggest(word, spare, "bring its row back").replace("did you mean", "is it called")
        yield fault(LISTS[0], None, "word_id", problem, remedy)


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
        yield from _alike(CHARTS, row, field, *found, cells)
    groups, drawn = split_list(cells["benchmark_groups"]), split_list(cells["benchmark_ids"])
    if groups and len(groups) != len(drawn):
        problem = f"{len(groups)} groups for {len(drawn)} benchmarks"
        yield fault(CHARTS, row, "benchmark_groups", problem, "write one for each, in their order")


def _slot_fault(slot: str, chart: Row, tables: Tables) -> tuple[str, str] | None:
    """Problem and remedy of one slot, read as `reform_analysis.charts.facts` reads it."""
    if slot in OF_CHART:
        return None
    head, *rest = slot.split(".")
    places = by_id(tables, "raw/regions", "region_id")
    if chart["rows"]:
        return _row_slot(slot, chart, tables)
    if head == "all":
        return _one_of(rest, COUNTED, "asked or silent")
    if head == "benchmark":
        known = split_list(chart["benchmark_ids"])
        if not rest or rest[0] not in known:
            return _not_one("".join(rest[:1]), known, "a benchmark that the chart draws")
        return _one_of(rest[1:], ENDS, "low, stated or high") if rest[1:] else None
    indicators = split_list(chart["indicator_ids"])
    if head not in indicators:
        return _not_one(head, (*indicators, *OF_CHART), "an indicator that the chart draws")
    if not rest or rest[0] not in (*places, *COUNTED):
        wrong = "".join(rest[:1])
        return _not_one(wrong, (*places, *COUNTED), "a place of regions.csv, asked or silent")
    if rest[-1] in ENDS:
        rest = rest[:-1]
    known = (*_variants(tables), *by_id(tables, "codebook/rungs", "rung"), *ENDS)
    for part in rest[1:]:
        if part not in known:
            return _not_one(part, known, "a variant, a rung, low, stated or high")
    return None


def _row_slot(slot: str, chart: Row, tables: Tables) -> tuple[str, str] | None:
    """As `_slot_fault` for charts whose rows have names of their own."""
    known = (
        *split_list(chart["indicator_ids"]),
        *by_id(tables, "raw/regions", "region_id"),
        *by_id(tables, "codebook/rungs", "rung"),
        *by_id(tables, "codebook/indicators", "dimension"),
        *by_id(tables, "codebook/hedges", "hedge"),
        *(*_variants(tables), *SETTINGS, *ENDS, *COUNTED, *OF_ROWS),
    )
    for part in slot.split("."):
        if part not in known:
            return _not_one(part, known, "the name of anything that the chart draws")
    return None


def _variants(tables: Tables) -> list[str]:
    words = by_id(tables, LISTS[0], "word_id")
    return [word.partition(".")[2] for word in words if word and word.startswith("variant.")]


def _one_of(parts: list[str], known: tuple[str, ...], said: str) -> tuple[str, str] | None:
    return None if len(parts) == 1 and parts[0] in known else _not_one(".".join(parts), known, said)


def _not_one(part: str, known: tuple[str, ...], said: str) -> tuple[str, str]:
    return f"'{part}' is not {said}", suggest(part, known, f"write {said}")


RULES = (check_words, check_slots, check_asked_words, check_chart_texts)
