"""Rules of ``raw/ambiguous``: another reading is one, can be read, and is told to readers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reform_analysis.commands.check.claims import CLAIMS, check_periods
from reform_analysis.commands.check.registers import Tables, by_id, fault
from reform_analysis.tables.faults import Fault, file_of
from reform_analysis.values.ambiguous import DATES

if TYPE_CHECKING:
    from reform_analysis.tables.codebook import Codebook

AMBIGUOUS = "raw/ambiguous"


def check_readings(tables: Tables) -> Iterator[Fault]:
    """Another reading differs from the coded one, of a claim that is counted, and has its note."""
    claims = by_id(tables, CLAIMS, "claim_id")
    words = by_id(tables, "codebook/words/words", "word_id")
    for row, other in tables.get(AMBIGUOUS, {}).items():
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
    for row, other in tables.get(AMBIGUOUS, {}).items():
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


RULES = (check_readings, check_other_periods)
