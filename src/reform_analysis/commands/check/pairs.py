"""The pairs by which the readings are calibrated: each says what its expression says."""

from __future__ import annotations

from collections.abc import Iterator

from reform_analysis.commands.check.registers import Row, Tables, fault, read_expression
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault

PAIRS = "codebook/reading/hedge_pairs"


def check_hedge_pairs(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """An expression is read as the value beside it, with the hedge word that is named."""
    for row, cells in tables.get(PAIRS, {}).items():
        if None not in (cells["reported"], cells["value"], cells["low"], cells["high"]):
            yield from _one(row, cells, codebook)


def _one(row: int, cells: Row, codebook: Codebook) -> Iterator[Fault]:
    reported, word = cells["reported"], cells["hedge_word"] or ""
    quantity, reason = read_expression(reported, codebook)
    if quantity is None:
        problem = f"'{reported}' cannot be read: {reason}"
        yield fault(PAIRS, row, "reported", problem, "leave the classifier to the column printed")
    elif quantity.value != cells["value"]:
        problem = f"{cells['value']:g}, but '{reported}' says {quantity.value:g}"
        yield fault(PAIRS, row, "value", problem, "correct one of the two")
    elif word not in reported or bool(word) == (quantity.hedge == "exact"):
        problem = f"'{word}' is not what hedges '{reported}'"
        yield fault(PAIRS, row, "hedge_word", problem, "copy the word, or leave it empty")
    elif not (0 <= cells["low"] <= cells["high"]):
        problem = f"low is {cells['low']:g}, high {cells['high']:g}"
        yield fault(PAIRS, row, "low", problem, "let both be at least 0, and low no more than high")
