"""What tests of the checks need not do again: read, type and try what stands as it stood before.

A check of all rules reads forty tables; a test changes a cell of one. What the others hold was read
and judged by the same code before, in the same file of tests, and gives the same.
"""

import hashlib
from pathlib import Path

import pytest

from reform_analysis.commands.check import registers
from reform_analysis.tables import codebook, store
from reform_analysis.tables.csvfiles import read_cells
from reform_analysis.tables.schema import REGISTERS, check_rows

EVIDENCE = ("hedge_pairs", "worked_values")
"""Tables among the rules of reading that hold expressions to try them, and no rule."""

Known = tuple[dict, dict, dict]
"""What files, their rows and expressions gave so far."""


def read_once(patch: pytest.MonkeyPatch, known: Known) -> None:
    """Let a check read only what changed.

    An expression is read by rules, which registers describe: where one of these tables changed it
    is read anew.
    """
    read, typed, quantities = known
    read_expression = registers._read_expression

    def rules(book):
        described = [book.project.data / f"{name}.csv" for name in REGISTERS]
        paths = [*sorted((book.project.codebook / "reading").glob("*.csv")), *described]
        found = (content(path) or b"" for path in paths if path.stem not in EVIDENCE)
        return hashlib.sha256(b"".join(found)).hexdigest()

    def quantity(book, expression):
        key = (book.once(rules), expression)
        if key not in quantities:
            quantities[key] = read_expression(book, expression)
        return quantities[key]

    def cells(path, file, columns):
        key = (file, columns, path.is_dir(), content(path))
        if key not in read:
            read[key] = read_cells(path, file, columns)
        rows, faults = read[key]
        return rows, [*faults]

    def rows(schema, given):
        key = (schema, id(given))  # the rows are kept in `read` as long as this is
        if key not in typed:
            typed[key] = (*check_rows(schema, given), given)
        values, faults, _ = typed[key]
        return values, [*faults]

    patch.setattr(registers, "_read_expression", quantity)
    patch.setattr(codebook, "read_cells", cells)
    for module in (codebook, store):
        patch.setattr(module, "check_rows", rows)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
