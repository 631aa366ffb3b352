"""Rules of what stands beside the claims: other readings, directions, second coding, hand work."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from reform_analysis.commands.check.claims import (
    check_offsets,
    check_periods,
    check_places,
    check_statements,
)
from reform_analysis.commands.check.named import CLAIMS, CONCEPTS, WORDS
from reform_analysis.commands.check.rows import Row, Tables, by_id, fault, read_expression, rows_in
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.tables.naming import Value, split_list
from reform_analysis.values.agreement import FIELDS
from reform_analysis.values.ambiguous import DATES

AMBIGUOUS = "raw/ambiguous"

DIRECTIONS = "raw/directions"

CODING = "raw/second_coding"

SAME = ("source_id", "start", "end", "reported")
"""Columns that say where a claim stands: both codings have them alike, or the difference is
named."""

COMPARED = {**FIELDS, "target": ("target",)}
"""What both codings hold of a claim; whether it is a plan enters no measure of agreement."""

OF_TEXTS = ("before", "coded_on")
"""Columns of claims of texts: what an opening prints before a claim is not known whole."""

WORKED = "codebook/reading/worked_values"

ROUNDING = 1e-9
"""What a value may differ by and be the same: thirds are written with twelve digits."""


def check_readings(tables: Tables) -> Iterator[Fault]:
    """Another reading differs from the coded one, of a claim that is counted, and has its note."""
    claims = by_id(tables, CLAIMS, "claim_id")
    words = by_id(tables, WORDS, "word_id")
    for row, other in rows_in(tables, AMBIGUOUS):
        claim, field = claims.get(other["claim_id"]), other["field"]
        if claim is None or field is None:
            continue
        coded = "" if claim[field] is None else str(claim[field])
        note = f"note.{other['reading_id']}"
        if claim["restates"]:
            problem = f"'{other['claim_id']}' restates '{claim['restates']}' and is not counted"
            yield fault(AMBIGUOUS, row, "claim_id", problem, f"write '{claim['restates']}'")
        elif (other["read_as"] or "") == coded:
            problem = f"'{coded}' is what {field} holds in {file_of(CLAIMS)} already"
            yield fault(AMBIGUOUS, row, "read_as", problem, "write the other reading")
        elif words and note not in words:
            problem = f"'{other['reading_id']}' has no word {note}"
            remedy = f"add it to {file_of('codebook/words/words')}: what it may be read as"
            yield fault(AMBIGUOUS, row, "reading_id", problem, remedy)


def check_other_periods(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """The period of each other reading can be read as that of a claim can."""
    claims = by_id(tables, CLAIMS, "claim_id")
    rows: dict[tuple, list[int]] = defaultdict(list)
    for row, other in rows_in(tables, AMBIGUOUS):
        if other["claim_id"] in claims and other["field"]:
            rows[other["claim_id"], other["reading_id"]].append(row)
    for (claim_id, _), own in rows.items():
        changed = dict(claims[claim_id])
        for row in own:
            field, value = tables[AMBIGUOUS][row]["field"], tables[AMBIGUOUS][row]["read_as"]
            try:
                changed[field] = _cell(field, value)
            except ValueError:
                problem = f"'{value}' is no day"
                yield fault(AMBIGUOUS, row, "read_as", problem, "write year-month-day: 2019-01-01")
                break
        else:
            for found in check_periods({**tables, CLAIMS: {own[0]: changed}}, codebook):
                yield fault(AMBIGUOUS, own[0], "read_as", found.problem, found.remedy)


def _cell(field: str, value: str | None) -> object:
    return dt.date.fromisoformat(value) if field in DATES and value else value


def check_directions(tables: Tables) -> Iterator[Fault]:
    """A direction keeps the rules of a claim: id, offsets, place, and a statement in English."""
    rows = {
        row: {**told, "claim_id": told["direction_id"]} for row, told in rows_in(tables, DIRECTIONS)
    }
    for rule in (check_offsets, check_places, check_statements):
        for found in rule({**tables, CLAIMS: rows}):
            column = "direction_id" if found.column == "claim_id" else found.column
            yield replace(found, file=file_of(DIRECTIONS), column=column)


def check_decisions(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """What the codings differ in is named, and carries a decision that the claims follow."""
    claims = by_id(tables, CLAIMS, "claim_id")
    concepts = by_id(tables, CONCEPTS, "concept_id")
    for row, second in rows_in(tables, CODING):
        claim = claims.get(second["claim_id"])
        if claim is None or claim["reported"] != second["reported"]:
            continue  # the expression was mended since: not what the second coder read
        concept = concepts.get(claim["concept_id"]) or {}
        apart = _apart(_read(claim, concept, codebook), second)
        named = [*split_list(second["differs"])]
        unnamed = [field for field in apart if field not in named]
        if unnamed:
            problem = f"the codings differ in {', '.join(unnamed)}, which is not named"
            yield fault(CODING, row, "differs", problem, "name it here, and decide by the text")
        elif named and not second["decision"]:
            problem = f"the codings differ in {', '.join(named)}, and nothing decides"
            remedy = "write first, second or both, and the reason"
            yield fault(CODING, row, "decision", problem, remedy)
        elif named and not second["reason"]:
            problem = "a decision without its reason"
            yield fault(CODING, row, "reason", problem, "say what the text says")
        elif second["decision"] == "second" and apart:
            problem = f"it goes to the second coding, but the claim still differs in {apart[0]}"
            yield fault(CODING, row, "decision", problem, "mend the claim in data/raw/claims.csv")
        elif second["decision"] == "second" and not second["first_coding"]:
            problem = "the claim was mended, and what it was is lost"
            yield fault(CODING, row, "first_coding", problem, "write what the first coding held")


def check_coded_places(tables: Tables) -> Iterator[Fault]:
    """What both codings found at one place is the same expression of the same article."""
    claims = by_id(tables, CLAIMS, "claim_id")
    for row, second in rows_in(tables, CODING):
        claim = claims.get(second["claim_id"])
        if claim is None:
            continue
        apart = [name for name in SAME if second[name] != claim[name]]
        opening = second["start"] is None
        told = next((name for name in OF_TEXTS if opening and second[name] is not None), None)
        if second["reported"] is not None and apart and not second["differs"]:
            problem = f"'{second[apart[0]]}', but the claim has '{claim[apart[0]]}'"
            yield fault(CODING, row, apart[0], problem, "copy it from the text")
        elif told:
            problem = f"'{second[told]}', which is kept of the claims of texts only"
            yield fault(CODING, row, told, problem, "leave it empty, or write start and end")
        elif not opening and second["coded_on"] is None:
            yield fault(CODING, row, "coded_on", "a claim of a text without it", "write the day")


def _read(claim: Row, concept: Row, codebook: Codebook) -> Row:
    """A claim with what its expression says; without it where that cannot be read."""
    quantity, _ = read_expression(str(claim["reported"] or ""), codebook)
    if quantity is None:
        return claim
    alike = ("", *split_list(concept.get("classifiers")))
    unit = concept.get("unit") if quantity.unit in alike else quantity.unit
    return {**claim, "value": quantity.value, "hedge": quantity.hedge, "unit": unit}


def _apart(claim: Row, second: Row) -> list[str]:
    return [
        field
        for field, columns in COMPARED.items()
        if any(name in claim and claim[name] != second[name] for name in columns)
    ]


def check_worked(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """Each expression is read as the table says, which no rule of reading has a part in."""
    for row, worked in rows_in(tables, WORKED):
        if not worked["reported"] or worked["reading"] not in READINGS:
            continue  # the cell itself is told as a fault
        read = _worked(worked, codebook)
        for column, got in read.items():
            if not _same(got, worked[column]):
                problem = (
                    f"{worked['reported']!r} is read at {worked['reading']} with {column} "
                    f"{_told(got)}, worked out was {_told(worked[column])}"
                )
                yield fault(
                    WORKED, row, column, problem, "mend the rule that reads it, or this row"
                )
                break


def _worked(worked: Row, codebook: Codebook) -> Row:
    read, reason = read_expression(worked["reported"], codebook, worked["reading"])
    if read is None:
        return {"reported": reason}
    return {"low": read.low, "value": read.value, "high": read.high, "unit": read.unit}


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=ROUNDING)
    return one == other


def _told(value: Value) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
