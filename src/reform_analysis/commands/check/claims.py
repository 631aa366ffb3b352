"""Rules of the chain from a claim to its article: offsets, places, units, periods, restatements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reform_analysis.commands.check.named import CLAIMS, CONCEPTS, PLACES, SOURCES
from reform_analysis.commands.check.places import lineage
from reform_analysis.commands.check.rows import (
    Tables,
    by_id,
    fault,
    read_expression,
    rows_in,
    spans_of,
)
from reform_analysis.reading.period import PeriodError, read_period
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import split_list, suggest
from reform_analysis.tables.tiers import OPENING, TEXT
from reform_analysis.values.left_out import UNREADABLE


def check_units(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """Every expression can be read, and a unit that it prints is that of its concept."""
    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, claim in rows_in(tables, CLAIMS, "reported"):
        quantity, reason = read_expression(claim["reported"], codebook)
        if claim["left_out"] == UNREADABLE:
            if quantity is not None:
                problem = f"'{claim['reported']}' can be read"
                yield fault(CLAIMS, row, "left_out", problem, "leave it empty")
            continue
        if quantity is None:
            problem = f"'{claim['reported']}' cannot be read ({reason})"
            yield fault(CLAIMS, row, "reported", problem, "code the expression as it is printed")
            continue
        concept, unit = claim["concept_id"], quantity.unit
        cells = concepts.get(concept) or {}
        wanted = cells.get("unit")
        if wanted and unit and unit not in (wanted, *split_list(cells.get("classifiers"))):
            problem = f"'{concept}' is in {wanted}, '{claim['reported']}' in {unit}"
            fitting = [name for name, cells in concepts.items() if cells["unit"] == unit]
            remedy = suggest(concept, fitting, "choose a concept of that unit")
            yield fault(CLAIMS, row, "concept_id", problem, remedy)


def check_offsets(tables: Tables) -> Iterator[Fault]:
    """A claim's id, offsets, expression and source agree."""
    sources = by_id(tables, SOURCES, "source_id")
    for row, claim in rows_in(tables, CLAIMS):
        start, end, reported = claim["start"], claim["end"], claim["reported"]
        kind = (sources.get(claim["source_id"]) or {}).get("kind")
        if kind == OPENING and (start is not None or end is not None):
            problem = f"'{claim['source_id']}' is an opening, which has no offsets"
            yield fault(CLAIMS, row, "start", problem, "leave start and end empty")
        elif kind == TEXT and (start is None or end is None):
            problem = f"'{claim['source_id']}' is a text, and the claim has no place in it"
            yield fault(CLAIMS, row, "start", problem, "write start and end")
        if start is None or end is None:
            if kind == OPENING and not str(claim["claim_id"]).startswith(f"{claim['source_id']}-"):
                problem = f"'{claim['claim_id']}' does not begin with its source"
                remedy = f"write '{claim['source_id']}-' and a number"
                yield fault(CLAIMS, row, "claim_id", problem, remedy)
            continue
        if claim["source_id"] and claim["claim_id"]:
            right = f"{claim['source_id']}-{start:04d}"
            if claim["claim_id"] != right:
                problem = f"'{claim['claim_id']}' is not source_id and start"
                yield fault(CLAIMS, row, "claim_id", problem, f"write '{right}'")
        if reported is not None and end - start != len(reported):
            long = len(reported)
            problem = f"{start} to {end} are {end - start} characters, '{reported}' has {long}"
            yield fault(CLAIMS, row, "end", problem, f"write {start + long}")
        source = sources.get(claim["source_id"]) or {"spans": None}
        spans = spans_of(source)
        if spans and not any(first <= start and end <= last for first, last in spans):
            problem = f"{start} to {end} lie outside the spans of '{claim['source_id']}'"
            remedy = f"correct the offsets or name the article ({source['spans']} is this one)"
            yield fault(CLAIMS, row, "start", problem, remedy)


def check_order(tables: Tables) -> Iterator[Fault]:
    """Figures stand in the order of their sources and offsets, and none over another."""
    rank = {name: place for place, name in enumerate(by_id(tables, SOURCES, "source_id"))}
    rows = [
        (rank[claim["source_id"]], claim["start"], row, claim)
        for row, claim in rows_in(tables, CLAIMS)
        if claim["source_id"] in rank and claim["start"] is not None
    ]
    for before, after in pairwise(rows):
        if before[:2] > after[:2]:
            problem = f"it stands behind '{before[3]['claim_id']}'"
            yield fault(CLAIMS, after[2], None, problem, "order by source, then by start")
    for before, after in pairwise(sorted(rows, key=lambda item: item[:3])):
        first, second = before[3], after[3]
        if before[0] == after[0] and first["end"] and first["end"] > second["start"]:
            problem = f"it overlaps '{first['claim_id']}' ({first['start']} to {first['end']})"
            yield fault(CLAIMS, after[2], "start", problem, "code each expression once")


def check_places(tables: Tables) -> Iterator[Fault]:
    """A claim is about its source's place or one that lies in it."""
    places = by_id(tables, PLACES, "place_id")
    sources = by_id(tables, SOURCES, "source_id")
    for row, claim in rows_in(tables, CLAIMS):
        place = (sources.get(claim["source_id"]) or {}).get("place_id")
        line = lineage(claim["place_id"], places)
        whole = bool(line) and places[line[-1]]["level"] == "country"  # else told of its parents
        if place in places and whole and place not in line:
            problem = f"'{claim['place_id']}' does not lie in '{place}', the place of the article"
            remedy = "correct the place, or its parent in places.csv"
            yield fault(CLAIMS, row, "place_id", problem, remedy)


def check_periods(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """Phrase, kind and dates of a period agree, and the phrase can be read."""
    sources = by_id(tables, SOURCES, "source_id")
    for row, claim in rows_in(tables, CLAIMS):
        kind, start, end = (claim[f"period_{part}"] for part in ("kind", "start", "end"))
        if start and end and end < start:
            problem = f"the period ends on {end}, before it starts on {start}"
            yield fault(CLAIMS, row, "period_end", problem, "exchange or correct the days")
        elif kind == "year" and not start:
            remedy = "write the first day of the year"
            yield fault(CLAIMS, row, "period_start", "a year without its start", remedy)
        elif kind == "unstated" and (start or end):
            remedy = "leave the dates empty or name the kind of period"
            yield fault(CLAIMS, row, "period_kind", "unstated, but with dates", remedy)
        elif kind == "point" and start != end:
            remedy = "write one day twice, or no day"
            yield fault(CLAIMS, row, "period_kind", "a point that lasts", remedy)
        elif kind:
            source = sources.get(claim["source_id"]) or {}
            days = source.get("published_earliest"), source.get("published_latest")
            if None in days or claim["target"] == "plan":
                days = None  # a plan looks beyond the day of its page
            elif days[0] > days[1]:
                continue  # told of the source
            phrase = claim["period_reported"]
            try:
                read_period(phrase, codebook, days, kind=kind, start=start, end=end)
            except PeriodError as error:
                remedy = "correct the phrase, the kind or the dates"
                yield fault(CLAIMS, row, "period_reported", str(error), remedy)


def check_restated(tables: Tables) -> Iterator[Fault]:
    """A restating row names the first row of the same claim; no claim stands twice without."""
    same = (
        *("source_id", "reported", "place_id", "concept_id"),
        *("period_kind", "period_start", "period_end"),
    )
    claims = by_id(tables, CLAIMS, "claim_id")
    first: dict[tuple, str] = {}
    for row, claim in rows_in(tables, CLAIMS):
        said = tuple(claim[column] for column in (*same, "statement"))
        earlier = claims.get(claim["restates"])
        if claim["restates"] is None:
            if said in first:
                problem = f"it says the same as '{first[said]}'"
                remedy = "name that row here, or say in statement how they differ"
                yield fault(CLAIMS, row, "restates", problem, remedy)
            first.setdefault(said, claim["claim_id"])
        elif earlier:
            differs = [column for column in same if claim[column] != earlier[column]]
            if earlier["restates"]:
                problem = f"'{claim['restates']}' itself restates '{earlier['restates']}'"
                yield fault(CLAIMS, row, "restates", problem, f"write '{earlier['restates']}'")
            elif (claim["start"] or 0) <= (earlier["start"] or 0):
                problem = f"'{claim['restates']}' does not stand before this row"
                yield fault(CLAIMS, row, "restates", problem, "let the later row name the earlier")
            elif differs:
                problem = f"'{claim['restates']}' differs in {', '.join(differs)}"
                yield fault(CLAIMS, row, "restates", problem, "make them agree or leave it empty")


def check_statements(tables: Tables) -> Iterator[Fault]:
    """What is counted is said in English."""
    for row, claim in rows_in(tables, CLAIMS):
        statement = claim["statement"] or "none"
        letters = re.findall(r"[a-zA-Z]", statement)
        if len(letters) <= len(re.findall(r"[一-鿿]", statement)):
            problem = f"'{statement}' is not in English"
            remedy = "say in a few English words of your own what is counted"
            yield fault(CLAIMS, row, "statement", problem, remedy)
