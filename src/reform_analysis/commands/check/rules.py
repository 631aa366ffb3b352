"""The tables that hold rules: each works, and its rows agree, before anything is read by them.

Hedges and periods, and what the finder of quantities goes by: names, classifiers, word lists,
keywords, characters. A rule that does not work is told here, at its own row, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from reform_analysis.commands.check.named import (
    BENCHMARKS,
    CHARACTERS,
    CLASSIFIERS,
    HEDGES,
    INDICATORS,
    NAMES,
    UNITS,
    WORDLISTS,
)
from reform_analysis.commands.check.rows import Tables, fault, rows_in
from reform_analysis.reading.cues import compile_cue
from reform_analysis.reading.extract.draft import LONGEST_KEYWORD
from reform_analysis.reading.extract.patterns import LISTS, compile_words
from reform_analysis.reading.hedges import READINGS, rules_from
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.schema import Values

PERIODS, KEYWORDS = "codebook/reading/periods", "codebook/reading/concept_words"


def check_period_cues(tables: Tables) -> Iterator[Fault]:
    """Every cue compiles; a window has three rows with lengths, any other cue one row without."""
    groups: dict[str, Values] = {}
    for row, cells in rows_in(tables, PERIODS):
        if cells["cue"]:
            groups.setdefault(cells["cue"], {})[row] = cells
    wrong = [each for cue, rows in groups.items() for each in _pattern(cue, rows)]
    yield from wrong
    for cue, rows in groups.items() if not wrong else ():
        window = "window" in split_list(next(iter(rows.values()))["kind"])
        lengths = _windows if window else _without_lengths
        yield from islice(chain(_kinds(cue, rows), lengths(cue, rows)), 1)


def _pattern(cue: str, rows: Values) -> Iterator[Fault]:
    try:
        compile_cue(cue)
    except ValueError as error:
        problem = f"'{cue}' is no pattern of words ({error})"
        remedy = "close its brackets, and name each of N, Y, M and D once at most"
        yield fault(PERIODS, next(iter(rows)), "cue", problem, remedy)


def _without_lengths(cue: str, rows: Values) -> Iterator[Fault]:
    for row, cells in rows.items():
        if cells["reading"] or cells["years_low"] is not None or len(rows) > 1:
            problem = f"'{cue}' is no window, but has a reading, lengths or several rows"
            remedy = "keep one row without reading and lengths"
            yield fault(PERIODS, row, "reading", problem, remedy)


def _kinds(cue: str, rows: Values) -> Iterator[Fault]:
    kinds = next(iter(rows.values()))["kind"]
    for row, cells in rows.items():
        if kinds and cells["kind"] and cells["kind"] != kinds:
            problem = f"'{cue}' is {cells['kind']} here and {kinds} in its first row"
            yield fault(PERIODS, row, "kind", problem, "write the same in all rows of a cue")


def _windows(cue: str, rows: Values) -> Iterator[Fault]:
    """Lengths of a window: there at each reading, positive, the wider around the narrower."""
    by_reading = {cells["reading"]: row for row, cells in rows.items() if cells["reading"]}
    missing = [reading for reading in READINGS if reading not in by_reading]
    first = next(iter(rows))
    if missing or len(rows) != len(READINGS):
        problem = f"'{cue}' is a window and has no row of its own for {', '.join(missing)}"
        if not missing:
            problem = f"'{cue}' has {len(rows)} rows for {len(READINGS)} readings"
        yield fault(PERIODS, first, "reading", problem, "keep one row with lengths a reading")
        return
    least = 1 if "N" in cue else 0  # lengths are added to N, which is 1 at least
    inner: tuple[float, float] | None = None
    for reading in READINGS:
        row = by_reading[reading]
        low, high = rows[row]["years_low"], rows[row]["years_high"]
        if low is None or high is None:
            yield fault(
                PERIODS, row, "years_low", f"'{cue}' is a window without lengths", "add them"
            )
        elif low > high:
            problem = f"{low:g} years lie above years_high ({high:g})"
            yield fault(PERIODS, row, "years_low", problem, "exchange or correct them")
        elif least + high <= 0 or least + low < 0 or (not least and low == 0):
            problem = f"'{cue}' may last {least + low:g} years"
            yield fault(PERIODS, row, "years_low", problem, "write lengths above 0 years")
        elif inner and not (low <= inner[0] and inner[1] <= high):
            problem = f"{low:g} to {high:g} years do not hold the {inner[0]:g} to {inner[1]:g} "
            problem += "of the narrower reading"
            remedy = "let narrow lie within central and central within wide"
            yield fault(PERIODS, row, "years_low", problem, remedy)
        inner = (low, high) if low is not None and high is not None else inner


def check_name_patterns(tables: Tables) -> Iterator[Fault]:
    """Each rule for names matches its own example, and not nothing."""
    for row, rule in rows_in(tables, NAMES):
        pattern, example = rule["pattern"], rule["example"]
        if pattern and re.search(pattern, ""):
            problem = f"'{pattern}' matches where nothing stands"
            yield fault(NAMES, row, "pattern", problem, "let it ask for a character at least")
        elif pattern and example and not re.search(pattern, example):
            problem = f"the rule does not match its example '{example}'"
            yield fault(NAMES, row, "example", problem, "correct one of the two")


def check_classifiers(tables: Tables) -> Iterator[Fault]:
    """What may not follow a classifier is not nothing."""
    for row, cells in rows_in(tables, CLASSIFIERS):
        guard = cells["not_before"]
        if guard and re.match(guard, ""):
            problem = f"'{guard}' matches where nothing stands, so that nothing may follow"
            yield fault(CLASSIFIERS, row, "not_before", problem, "let it ask for a character")


def check_wordlists(tables: Tables) -> Iterator[Fault]:
    """The lists that the finder asks for are there, and no other."""
    if WORDLISTS not in tables:
        return
    rows = tables[WORDLISTS]
    there = {cells["list_id"] for cells in rows.values()}
    missing = [name for name in LISTS if name not in there]
    for row, cells in rows.items():
        if cells["list_id"] and cells["list_id"] not in LISTS:
            problem = f"nothing asks for a list '{cells['list_id']}'"
            if missing:
                problem += f", and '{missing[0]}' is missing"
            remedy = suggest(cells["list_id"], missing, "delete the row or correct its id")
            missing = missing[1:]
            yield fault(WORDLISTS, row, "list_id", problem, remedy)
    for name in missing:
        problem = f"the finder asks for a list '{name}', which is missing"
        yield fault(WORDLISTS, None, "list_id", problem, "bring its row back")


def check_units_alike(tables: Tables) -> Iterator[Fault]:
    """A canonical unit stands for itself where printed, and other tables count in no other."""
    rows = tables.get(UNITS, {})
    printed = [cells["printed"] for cells in rows.values()]
    canonical = dict.fromkeys(cells["unit"] for cells in rows.values() if cells["unit"])
    for row, cells in rows.items():
        own, unit = cells["printed"], cells["unit"]
        if unit and own in canonical and unit != own:
            problem = f"'{own}' counts in {unit}, but others count in {own}"
            yield fault(UNITS, row, "unit", problem, f"write {own} or correct the others")
    known = [*canonical, *dict.fromkeys(filter(None, printed))]
    for table in (INDICATORS, BENCHMARKS):
        for row, cells in rows_in(tables, table):
            counted, _, _ = (cells["unit"] or "").partition(" per ")
            for part in filter(None, counted.split("/")):
                if known and part not in canonical and part != "年":
                    problem = f"'{part}' is no unit of units.csv"
                    remedy = suggest(part, known, "correct it or add it there")
                    yield fault(table, row, "unit", problem, remedy)


def check_keywords(tables: Tables) -> Iterator[Fault]:
    """A keyword is no longer than what the drafter looks at."""
    for row, cells in rows_in(tables, KEYWORDS):
        word = cells["keyword"] or ""
        if len(word) > LONGEST_KEYWORD:
            problem = f"'{word}' has {len(word)} characters and is never found"
            remedy = f"write {LONGEST_KEYWORD} characters at most"
            yield fault(KEYWORDS, row, "keyword", problem, remedy)


def check_characters(tables: Tables) -> Iterator[Fault]:
    """A traditional character becomes another one, which is no traditional one itself."""
    rows = tables.get(CHARACTERS, {})
    traditional = {cells["traditional"]: row for row, cells in rows.items()}
    for row, cells in rows.items():
        old, new = cells["traditional"], cells["simplified"]
        if old and old == new:
            yield fault(CHARACTERS, row, "simplified", f"'{old}' stays as it is", "delete the row")
        elif old and new in traditional:
            problem = f"'{old}' becomes '{new}', which row {traditional[new]} exchanges again"
            yield fault(CHARACTERS, row, "simplified", problem, "write the last of them")


def simpler(tables: Tables) -> dict[int, str]:
    """What `str.translate` takes: each traditional character and its simplified form."""
    return {
        ord(cells["traditional"]): cells["simplified"]
        for cells in tables.get(CHARACTERS, {}).values()
        if cells["traditional"] and cells["simplified"]
    }


def check_pairs(tables: Tables) -> Iterator[Fault]:
    """A pair of variants is graded once, whichever is named first; grade A is of one variant."""
    table = "codebook/registers/comparability"
    first: dict[tuple[object, ...], int] = {}
    for row, cells in rows_in(tables, table):
        pair = frozenset((cells["variant"], cells["other_variant"]))
        key = (cells["indicator_id"], pair, cells["place_id"])
        if cells["indicator_id"] and first.setdefault(key, row) != row:
            problem = f"row {first[key]} grades the same two already"
            yield fault(table, row, "variant", problem, "keep one of the two")
        elif cells["grade"] == "A" and len(pair) > 1:
            problem = f"grade A, but '{cells['variant']}' is not '{cells['other_variant']}'"
            yield fault(table, row, "other_variant", problem, "write one variant, or another grade")


def check_unused_reasons(tables: Tables) -> Iterator[Fault]:
    """No reason is given for leaving out what an indicator counts."""
    table = "codebook/registers/unused_reasons"
    used: Mapping[str, str] = {
        concept: cells["indicator_id"]
        for cells in tables.get(INDICATORS, {}).values()
        for concept in split_list(cells["numerator"])
    }
    for row, cells in rows_in(tables, table):
        if cells["concept_id"] in used:
            problem = f"'{cells['concept_id']}' is counted by {used[cells['concept_id']]}"
            yield fault(table, row, "concept_id", problem, "delete the row or the numerator there")


def check_kinds_of_indicators(tables: Tables) -> Iterator[Fault]:
    """Kind and unit of an indicator agree."""
    for row, cells in rows_in(tables, INDICATORS):
        kind = cells["kind"]
        _, _, below = (cells["unit"] or "").partition("/")
        fits = {"flow": ("", "年"), "stock": ("",)}.get(kind or "")
        if below and kind and (below == "年" if kind == "ratio" else fits and below not in fits):
            problem = f"a {kind} in {cells['unit']}"
            remedy = "write flow for a count over time, ratio for a quotient, stock for a number"
            yield fault(INDICATORS, row, "kind", problem, remedy)


def check_finder(tables: Tables) -> Iterator[Fault]:
    """The patterns of all registers of the finder compile together."""
    needed = (CLASSIFIERS, WORDLISTS, NAMES)
    if not all(tables.get(table) for table in needed):
        return
    classifiers, lists, names = (tables[table].values() for table in needed)
    printed = [
        {name: cells[name] or "" for name in ("printed", "small", "not_before")}
        for cells in classifiers
        if cells["printed"]
    ]
    words = {cells["list_id"]: split_list(cells["words"]) for cells in lists}
    patterns = [cells["pattern"] for cells in names if cells["pattern"]]
    rules = rules_from(tables.get(HEDGES, {}), "central")
    try:
        compile_words(rules, printed, words, patterns)
    except re.error as error:
        problem = f"its patterns do not compile together with the others ({error.msg})"
        remedy = "name no group in a pattern, and refer to none"
        yield fault(NAMES, None, "pattern", problem, remedy)
