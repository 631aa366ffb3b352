"""Numbers that stand beside their own evidence: pairs of hedges, benchmarks, addresses.

A note that repeats how a number came about is worked out again; ids, years and addresses of one row
say the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from reform_analysis.commands.check.named import BENCHMARKS
from reform_analysis.commands.check.rows import Row, Tables, fault, read_expression, rows_in
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault

PAIRS = "codebook/reading/hedge_pairs"

SCOPES = {"broadcast-foreign": "国外"}
"""Kinds of texts that speak of one scope, beside those of the whole country."""

LOCAL = ("broadcast-local", "local-news", "local-employment", "local-statistics", "census-bulletin")
EITHER = ("party-statistics",)
NATION = "全国"

UNSURE = ("inconsistent",)
"""Flags of pairs whose source contradicts itself."""

FLAGGED_BY = {"inconsistent": "derivation", "dates-differ": "exact_address"}
"""What shows a flag: how the source contradicts itself, the other page whose date differs."""

DIGITS = 0.001
"""Relative difference between a derivation and the finer number, rounded to four digits."""

ADDRESS = re.compile(r"(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[a-z]{2,}(:\d+)?([/?]\S*)?")
BY_NAME = re.compile(r"[一-鿿].*\d{4}(-\d\d){0,2}|github:\S+ .+")
"""Where a page has no address: who published it and when; or a path in a repository."""

IN_ADDRESS = re.compile(r"(?<!\d)(20[012]\d)[-/]?(?:0[1-9]|1[0-2])(?!\d{5,})")


def check_hedge_pairs(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """An expression is read as the value beside it, with the hedge word that is named."""
    for row, cells in rows_in(tables, PAIRS, "reported", "value", "low", "high"):
        reported, word = cells["reported"], cells["hedge_word"] or ""
        quantity, reason = read_expression(reported, codebook)
        if quantity is None:
            problem = f"'{reported}' cannot be read: {reason}"
            remedy = "leave the classifier to the column printed"
            yield fault(PAIRS, row, "reported", problem, remedy)
        elif quantity.value != cells["value"]:
            problem = f"{cells['value']:g}, but '{reported}' says {quantity.value:g}"
            yield fault(PAIRS, row, "value", problem, "correct one of the two")
        elif word not in reported or bool(word) == (quantity.hedge == "exact"):
            problem = f"'{word}' is not what hedges '{reported}'"
            yield fault(PAIRS, row, "hedge_word", problem, "copy the word, or leave it empty")
        elif not (0 <= cells["low"] <= cells["high"]):
            problem = f"low is {cells['low']:g}, high {cells['high']:g}"
            remedy = "let both be at least 0, and low no more than high"
            yield fault(PAIRS, row, "low", problem, remedy)


def check_addresses(tables: Tables) -> Iterator[Fault]:
    """An address is well formed."""
    for table, rows in tables.items():
        columns = [name for name in next(iter(rows.values()), {}) if name.endswith("address")]
        for column in () if table.startswith("processed/") else columns:
            for row, cells in rows.items():
                text = cells[column]
                if text and not (ADDRESS.fullmatch(text) or BY_NAME.fullmatch(text)):
                    problem = f"'{text}' is no address"
                    remedy = "copy the address of the page, or name publisher and day"
                    yield fault(table, row, column, problem, remedy)


def check_evidence(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """The finer number of a pair lies where the words allow, and comes from what is noted."""
    for number, (row, cells) in enumerate(tables.get(PAIRS, {}).items(), start=1):
        reported, low, high, year = (cells[name] for name in ("reported", "low", "high", "year"))
        if None in (reported, low, high, year):
            continue
        wide, _ = read_expression(reported, codebook, "wide")
        if wide is None:
            continue  # told of the expression itself
        dated = IN_ADDRESS.search(cells["address"] or "")
        worked = _worked(cells["derivation"] or "")
        if str(cells["pair_id"]) != str(number):
            yield fault(PAIRS, row, "pair_id", "pairs are numbered in order", f"write {number}")
        elif (high < wide.low or low > wide.high) and cells["flag"] not in UNSURE:
            problem = f"'{reported}' allows {wide.low:g} to {wide.high:g}, not {low:g}"
            yield fault(PAIRS, row, "low", problem, "correct the number, or flag the pair")
        elif low != high and not worked:
            remedy = "write one number twice, or note how the two ends come about"
            yield fault(PAIRS, row, "high", f"{low:g} and {high:g} without a derivation", remedy)
        elif worked and not any(_near(each, low, high) for each in worked):
            problem = f"'{cells['derivation']}' does not give {low:g}"
            yield fault(PAIRS, row, "derivation", problem, "correct one of the two")
        elif dated and int(dated[1]) < year:
            problem = f"{year}, but the page is of {dated[1]}"
            yield fault(PAIRS, row, "year", problem, "correct the year")
        elif not cells[column := FLAGGED_BY.get(cells["flag"], "reported")]:
            problem = f"flagged {cells['flag']}, but {column} does not show it"
            yield fault(PAIRS, row, "flag", problem, f"fill in {column}, or leave it empty")
        elif not _scope_fits(cells):
            problem = f"'{cells['scope']}' in a text that is {cells['genre']}"
            yield fault(PAIRS, row, "scope", problem, "correct one of the two")


def _worked(derivation: str) -> list[float]:
    """What one step with the numbers of a derivation can give."""
    found = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", derivation)]
    if len(found) < 2:
        return []
    one, other = found[:2]
    return [one / other, other / one, sum(found), abs(one - other), one * other]


def _near(worked: float, low: float, high: float) -> bool:
    """Whether a number is another one, up to a power of ten: 万 and % are left out of both."""
    if not worked or not low:
        return worked == low
    away = math.log10(worked / math.sqrt(low * max(high, low)))
    wide = math.log10(1 + DIGITS) + math.log10(max(high, low) / low) / 2
    return abs(away - round(away)) <= wide


def _scope_fits(cells: Row) -> bool:
    scope, genre = cells["scope"], cells["genre"]
    if genre in EITHER or not scope or not genre:
        return True
    wanted = SCOPES.get(genre, NATION)
    return scope not in (NATION, *SCOPES.values()) if genre in LOCAL else scope == wanted


def check_benchmarks(tables: Tables) -> Iterator[Fault]:
    """Id, indicator, scope, year and coverage of a benchmark agree; its note gives its numbers."""
    needed = ("benchmark_id", "unit", "low", "high", "year", "covers_from")
    for row, cells in rows_in(tables, BENCHMARKS, *needed):
        own, unit, low, high, year, first = (cells[name] for name in needed)
        last = cells["covers_to"]
        named = (f"{cells['indicator_id']}-", f"-{cells['scope']}-", f"-{year}")
        lacking = next((part.strip("-") for part in named if part not in f"{own}-"), None)
        of_people = "residents" in unit or "people" in unit
        dated = IN_ADDRESS.search(cells["address"] or "")
        worked = next(_said(cells), None)
        if lacking:
            problem = f"'{own}' does not say {lacking}"
            yield fault(BENCHMARKS, row, "benchmark_id", problem, "name indicator, scope and year")
        elif not first <= year or last not in (None, year):
            problem = f"{year}, but it covers {first} to {last}"
            yield fault(BENCHMARKS, row, "year", problem, "correct one of the three")
        elif (cells["kind"] == "actual") and "target" in own:
            yield fault(BENCHMARKS, row, "kind", f"'{own}' is a target", "write target")
        elif cells["kind"] == "actual" and year > max(_years(cells["document"] or "") or {year}):
            problem = f"an actual value of {year}, after its document"
            yield fault(BENCHMARKS, row, "kind", problem, "write target, or correct the year")
        elif cells["kind"] == "target" and "统计公报" in (cells["document"] or ""):
            problem = f"a target of '{cells['document']}', which counts"
            yield fault(BENCHMARKS, row, "kind", problem, "write actual, or name the plan")
        elif bool(cells["populations"]) != of_people:
            problem = f"{unit} with {'no ' if of_people else ''}populations"
            yield fault(BENCHMARKS, row, "populations", problem, "name whom the unit divides by")
        elif dated and int(dated[1]) not in _years(cells["document"] or ""):
            problem = f"the page is of {dated[1]}, which the document does not say"
            yield fault(BENCHMARKS, row, "address", problem, "correct one of the two")
        elif worked is not None and not low <= worked <= high:
            problem = f"the note gives {worked:.4g}, not {low:g} to {high:g}"
            yield fault(BENCHMARKS, row, "low", problem, "correct the number that slipped")


def _years(text: str) -> set[int]:
    return {int(year) for year in re.findall(r"20\d\d", text)}


def _said(cells: Row) -> Iterator[float]:
    """The share or the floor that a note gives in numbers."""
    note = cells["note"] or ""
    floor = re.search(r"(?:are more than|at least) (\d+(?:\.\d+)?)\b", note)
    if floor:
        yield float(floor[1])
    part = re.search(r"(\d+(?:\.\d+)?)万? of (\d+(?:\.\d+)?)万?", note)
    if part and cells["unit"] == "fraction" and "no-students" not in cells["benchmark_id"]:
        yield float(part[1]) / float(part[2])
