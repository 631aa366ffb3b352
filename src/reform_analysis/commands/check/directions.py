"""Rules of ``raw/directions``: a statement stands in its article and is about its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reform_analysis.commands.check.claims import (
    CLAIMS,
    check_offsets,
    check_places,
    check_statements,
)
from reform_analysis.commands.check.registers import Tables
from reform_analysis.tables.faults import Fault, file_of

DIRECTIONS = "raw/directions"


def check_directions(tables: Tables) -> Iterator[Fault]:
    """A direction keeps the rules of a claim: id, offsets, place, and a statement in English."""
    rows = {
        row: {**told, "claim_id": told["direction_id"]}
        for row, told in tables.get(DIRECTIONS, {}).items()
    }
    for rule in (check_offsets, check_places, check_statements):
        for found in rule({**tables, CLAIMS: rows}):
            column = "direction_id" if found.column == "claim_id" else found.column
            yield replace(found, file=file_of(DIRECTIONS), column=column)


RULES = (check_directions,)
