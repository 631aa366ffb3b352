"""The rules of hedges: formulas that compile, three readings that nest, ends that hold the number.

What a formula gives is tried on sample numbers of each form; a rule that fails for one of them is
told at its row, with the number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from reform_analysis.commands.check.named import HEDGES
from reform_analysis.commands.check.rows import Tables, fault
from reform_analysis.reading.formulas import Bound, Formula, formula
from reform_analysis.reading.hedges import FORMS, POSITIONS, READINGS, Cue, Rule, Rules, form_of
from reform_analysis.reading.numerals import Numeral, read_numeral
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.schema import Values

SIDES = {
    "exact": ("low", "high"),
    "about": ("low", "high"),
    "nearly": ("high",),
    "over": ("low",),
    "at_least": ("low",),
    "under": ("high",),
    "several": (),
    "range": (),
}
"""Ends between which the printed number lies, or that it bounds itself, of each hedge. 几百 prints
no number, and of a range each end has its own."""

REQUIRED = ("hedge", "form", "reading", "low", "high")

SAMPLES = (
    *("1", "7", "20", "400", "1250", "63000", "180000"),
    *("0.5", "14.5", "37.81"),
    *("五千", "3千", "5万", "1.50万", "37.81万", "1600万", "百", "万", "2亿"),
)
"""Numbers of every form and of several sizes, with and without trailing zeros."""

SHARES = ("0.5", "14.5", "37", "99.9", "100")
"""Percentages."""

INDEFINITE = ("几", "十几", "几十", "几百", "几万", "十几万")
"""Numerals with an indefinite digit, which only the hedge ``several`` reads."""

Key = tuple[str, str, str, str]
"""Hedge, position, form and reading."""


class _Rule(NamedTuple):
    """A row of hedges.csv, ready to be tried."""

    row: int
    low: Formula
    high: Formula


def check_hedges(tables: Tables) -> Iterator[Fault]:
    """Every rule for a hedge compiles, is there at each reading, and gives ends that make sense."""
    if HEDGES not in tables:
        return
    rows = tables[HEDGES]
    compiled: dict[int, tuple[Formula, Formula]] = {}
    for row, cells in rows.items():
        wrong = _row_fault(row, cells)
        if wrong:
            yield wrong
        elif all(cells[column] for column in REQUIRED):
            compiled[row] = formula(cells["low"]), formula(cells["high"])
    if len(compiled) < len(rows):
        return  # what is missing, or how readings nest, shows only once all can be worked out
    wrong = next(chain(_cues(rows), _complete(rows), _assumed(rows)), None)
    if wrong:
        yield wrong  # alone: how the other rows fit together follows from it
    else:
        yield from _tried(_resolved(rows, compiled))


def _row_fault(row: int, cells: dict) -> Fault | None:  # type: ignore[type-arg]
    position = cells["position"] or ""
    if position not in POSITIONS:
        choice = f"leave it empty or write one of {', '.join(filter(None, POSITIONS))}"
        remedy = suggest(position, POSITIONS, choice)
        return fault(HEDGES, row, "position", f"there is no position '{position}'", remedy)
    for column in ("low", "high"):
        try:
            formula(cells[column] or "v")
        except ValueError as error:
            remedy = "write numbers, v, res, step, step5, u, cap, + - * /, min() and max()"
            problem = str(error).rpartition("; only")[0].replace('"', "'")
            return fault(HEDGES, row, column, problem, remedy)
    return None


def _cues(rows: Values) -> Iterator[Fault]:
    """A word at one place carries one hedge, and is known at every reading."""
    owner: dict[tuple[str, str], tuple[str, int]] = {}
    readings: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for row, cells in rows.items():
        position = cells["position"] or ""
        place = "before" if position == "bare" else position  # both stand before the number
        for word in split_list(cells["cues"]):
            hedge, other = owner.setdefault((place, word), (cells["hedge"], row))
            if hedge != cells["hedge"]:
                problem = f"'{word}' is {hedge} in row {other} already"
                yield fault(HEDGES, row, "cues", problem, "let a word carry one hedge")
        group = (cells["hedge"], position, cells["form"])
        words = readings.setdefault(group, {}).setdefault(cells["reading"], set())
        words |= set(split_list(cells["cues"]))
    for (hedge, position, form), known in readings.items():
        every = set().union(*known.values())
        for reading, words in known.items():
            for word in sorted(every - words):
                row = _first(rows, hedge, position, form, reading)
                problem = f"'{word}' carries this hedge, but not at the reading {reading}"
                yield fault(HEDGES, row, "cues", problem, "name it in the rows of all readings")
                break


def _complete(rows: Values) -> Iterator[Fault]:
    """Every rule stands at all readings; a number without a hedge can be read in every form."""
    there: dict[tuple[str, str, str], set[str]] = {}
    forms: dict[tuple[str, str], set[str]] = {}
    for cells in rows.values():
        group = (cells["hedge"], cells["position"] or "", cells["form"])
        there.setdefault(group, set()).add(cells["reading"])
        forms.setdefault(group[:2], set()).add(cells["form"])
    for (hedge, position, form), readings in there.items():
        lacking = [reading for reading in READINGS if reading not in readings]
        if lacking:
            row = _first(rows, hedge, position, form, min(readings))
            problem = f"{_named(hedge, position)}, form {form}, has no row for {lacking[0]}"
            yield fault(HEDGES, row, "reading", problem, "add it: one row for each reading")
    known = forms.get(("exact", ""), set())
    for form in FORMS:
        if form not in known and "any" not in known:
            problem = f"no rule reads a {form} number without a hedge"
            yield fault(HEDGES, None, "form", problem, "bring the rows of exact back")
    for hedge in SIDES:
        if hedge not in {hedge for hedge, _ in forms}:
            problem = f"no rule is left for the hedge {hedge}"
            yield fault(HEDGES, None, "hedge", problem, "bring its rows back")


def _assumed(rows: Values) -> Iterator[Fault]:
    """A high end is assumed where the wide reading has it open and this one has not."""
    group = itemgetter("hedge", "form", "position")
    wide = {group(cells): cells["high"] for cells in rows.values() if cells["reading"] == "wide"}
    for row, cells in rows.items():
        assumed = wide[group(cells)] == "cap" != cells["high"]
        if cells["assumed_high"] != assumed:
            told = "is open" if assumed else "reaches no farther by assumption"
            problem = (
                f"at wide the high end of {_named(cells['hedge'], cells['position'] or '')} {told}"
            )
            yield fault(HEDGES, row, "assumed_high", problem, f"write {str(assumed).lower()}")


def _resolved(rows: Values, compiled: dict[int, tuple[Formula, Formula]]) -> dict[Key, _Rule]:
    """The rule of each form: that of the form itself before that of any."""
    rules: dict[Key, _Rule] = {}
    for row, cells in sorted(rows.items(), key=lambda item: item[1]["form"] == "any"):
        for form in FORMS if cells["form"] == "any" else (cells["form"],):
            key = (cells["hedge"], cells["position"] or "", form, cells["reading"])
            rules.setdefault(key, _Rule(row, *compiled[row]))
    return rules


def _tried(rules: dict[Key, _Rule]) -> Iterator[Fault]:
    """The first sample that each row fails on."""
    told: set[int] = set()
    for hedge, position, form in dict.fromkeys(key[:3] for key in rules):
        of_form = [rules[hedge, position, form, reading] for reading in READINGS]
        for text, number, share in _samples(hedge, position, form):
            ends = [_ends(rule, hedge, number, share) for rule in of_form]
            wrong = [_wrong(hedge, number, each) for each in ends]
            n = next((n for n, each in enumerate(wrong) if each), None)
            n, problem = _nested(of_form, ends) if n is None else (n, wrong[n])
            if problem and of_form[n].row not in told:
                told.add(of_form[n].row)
                column, problem = problem
                remedy = f"correct the formula ({_named(hedge, position)}, {READINGS[n]})"
                yield fault(HEDGES, of_form[n].row, column, f"for '{text}' {problem}", remedy)


def _samples(hedge: str, position: str, form: str) -> Iterator[tuple[str, Numeral, bool]]:
    if hedge == "several":
        for text in INDEFINITE:
            number = read_numeral(text)[0]
            if number.several == position and form_of(number) == form:
                yield text, number, False
        return
    for text in SAMPLES:
        number = read_numeral(text)[0]
        if form_of(number) == form:
            yield text, number, False
    if form == "decimal":
        for text in SHARES:
            yield f"{text}%", read_numeral(text)[0].times(Fraction(1, 100), form), True


def _ends(rule: _Rule, hedge: str, number: Numeral, share: bool) -> tuple[Bound, Bound]:
    key = (hedge, "", form_of(number))
    try:
        read = Rules({key: Rule(rule.low, rule.high, False)}, {}).bounds(Cue(hedge), number, share)
        return read.low, read.high
    except (ZeroDivisionError, OverflowError):
        return math.nan, math.nan


def _wrong(hedge: str, number: Numeral, ends: tuple[Bound, Bound]) -> tuple[str, str] | None:
    """Column and problem of ends that do not hold the number."""
    low, high = ends
    v = number.value
    if math.isnan(low) or math.isnan(high):
        return "low", "the formulas cannot be worked out"
    if low > high:
        return "low", f"low is {float(low):g} and lies above high, {float(high):g}"
    if "low" in SIDES[hedge] and (low > v or (hedge in ("over", "at_least") and low < v)):
        return "low", f"low is {float(low):g}, but the number printed {float(v):g}"
    if "high" in SIDES[hedge] and (high < v or (hedge in ("nearly", "under") and high > v)):
        return "high", f"high is {float(high):g}, but the number printed {float(v):g}"
    return None


def _nested(
    rules: list[_Rule], ends: list[tuple[Bound, Bound]]
) -> tuple[int, tuple[str, str] | None]:
    """Which reading reaches beyond a wider one, or not as far as a narrower one; column, problem.

    Of two that do not nest the one is told that does not nest with the third either.
    """
    tight, standard, wide = range(len(READINGS))
    for inner, outer, third in ((tight, standard, wide), (standard, wide, tight)):
        column = _beyond(ends[inner], ends[outer])
        if not column:
            continue
        which = ("low", "high").index(column)
        lies = [float(each[which]) for each in ends]
        outer_fits = not _beyond(ends[outer], ends[third]) if third == wide else False
        if outer_fits:
            told = f"{column} is {lies[inner]:g} and reaches beyond row {rules[outer].row} "
            return inner, (column, told + f"({READINGS[outer]}), {lies[outer]:g}")
        told = f"{column} is {lies[outer]:g} and does not reach as far as row "
        return outer, (column, told + f"{rules[inner].row} ({READINGS[inner]}), {lies[inner]:g}")
    return tight, None


def _beyond(inner: tuple[Bound, Bound], outer: tuple[Bound, Bound]) -> str:
    """The column in which one pair of ends reaches beyond another; empty if in none."""
    return "low" if inner[0] < outer[0] else "high" if inner[1] > outer[1] else ""


def _first(rows: Values, hedge: str, position: str, form: str, reading: str) -> int:
    wanted = (hedge, position or None, form, reading)
    names = ("hedge", "position", "form", "reading")
    return next(row for row, cells in rows.items() if tuple(map(cells.get, names)) == wanted)


def _named(hedge: str, position: str) -> str:
    return f"{hedge} {position}".strip()
