"""Rules of ``reading/worked_values``: what the rules give is what was worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reform_analysis.commands.check.registers import Row, Tables, fault
from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.quantity import QuantityError, read_quantity
from reform_analysis.tables.faults import Fault
from reform_analysis.tables.naming import Value

if TYPE_CHECKING:
    from reform_analysis.tables.codebook import Codebook

WORKED = "codebook/reading/worked_values"

ROUNDING = 1e-9
"""What a value may differ by and be the same: thirds are written with twelve digits."""


def check_worked(tables: Tables, codebook: Codebook) -> Iterator[Fault]:
    """Each expression is read as the table says, which no rule of reading has a part in."""
    for row, worked in tables.get(WORKED, {}).items():
        if not worked["reported"] or worked["reading"] not in READINGS:
            continue  # the cell itself is told as a fault
        read = _read(worked, codebook)
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


def _read(worked: Row, codebook: Codebook) -> Row:
    try:
        read = read_quantity(str(worked["reported"]), codebook, str(worked["reading"]))
    except QuantityError as error:
        return {"reported": error.reason}
    return {"low": read.low, "value": read.value, "high": read.high, "unit": read.unit}


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=ROUNDING)
    return one == other


def _told(value: Value) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


RULES = (check_worked,)
