"""Whether the tables hold together: what `reform-analysis check` lists.

Here belong rules between tables, within rows, and of the tables that hold rules; not the form of a
file (`csvfiles`) nor of a cell (`schema`), and nothing that computes or writes. What is at the root
of a fault is told alone: a file that cannot be used, a register that does not hold, a rule that
does not work; then, of each row, only what comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from reform_analysis.commands.check import order, registers
from reform_analysis.commands.check.rows import Tables, fault, rows_in
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.faults import Fault, TableError, file_of, in_order, told_once
from reform_analysis.tables.paths import Project
from reform_analysis.tables.schema import Schema, Values
from reform_analysis.tables.stamp import CURE, outdated
from reform_analysis.tables.store import (
    FOLDERS,
    check_references,
    frames,
    read_registers,
    read_values,
)

REBUILD = f"{CURE}, which writes this table"

VALUES = "processed/indicators"

SHARE = "fraction"
"""Unit of a share."""

ROUNDING = 1e-9
"""What sums of binary fractions may lie above 1 and mean 1."""


def check_tables(project: Project) -> list[Fault]:
    """Every fault of every table: its form, its cells, its references, the rules between tables.

    Whole files are told first and alone; of a row that has a faulty cell no other rule; of the
    processed tables, which may be missing, only once all others are well.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> for fault in check_tables(codebook().project):
    ...     print(fault)
    """
    _, values, faults = _judged(project)
    faults = faults or check_built(project, values)
    return in_order(told_once(faults))


def read_checked(
    project: Project, codebook: Codebook | None = None, whole: bool = True
) -> dict[str, pd.DataFrame]:
    """All tables kept by hand, as `read_all` of the store gives them, free of every known fault.

    Parameters
    ----------
    codebook : Codebook, optional
        Of this project, unread: one that goes on to read the claims has its rules ready then.
    whole : bool
        Else free only of faults in what values are computed from: not of those in words, in the
        rules by which numbers are found in a text, nor of those that only a second source shows.

    Raises
    ------
    TableError
        With all faults of all tables.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> "raw/claims" in read_checked(codebook().project)
    True
    """
    schemas, values, faults = _judged(project, codebook, whole)
    if faults:
        raise TableError(in_order(told_once(faults)))
    return frames(schemas, values)


def _judged(
    project: Project, codebook: Codebook | None = None, whole: bool = True
) -> tuple[dict[str, Schema], dict[str, Values], list[Fault]]:
    """Schemas, typed rows and faults of the tables kept by hand; registers before all else."""
    schemas, described, faults = read_registers(project)
    faults = faults or list(registers.check_schemas(described))
    if faults:
        return schemas, {}, faults
    schemas, values, faults = read_values(project, FOLDERS[:2], (schemas, described, faults))
    codebook = codebook or Codebook(project)
    if not faults:
        codebook.keep(schemas, values)
    return schemas, values, check_between(schemas, values, codebook, faults, whole)


def check_between(
    schemas: Mapping[str, Schema],
    values: Mapping[str, Values],
    codebook: Codebook,
    faults: Iterable[Fault] = (),
    whole: bool = True,
) -> list[Fault]:
    """Known faults of files and cells, and what rules and references add that does not follow.

    Schemas and typed rows are as `reform_analysis.tables.store.read_values` gives them; ``whole``
    is as for `read_checked`.
    """
    found = list(faults)
    if not schemas or _root(found):
        return found
    wrong = list(registers.check_schemas(values))
    if wrong:
        return found + wrong
    computing = [rule for rule in order.OF_RULES if rule not in order.OF_FINDING]
    first = order.OF_RULES if whole else computing
    found += _new(first, values, found, codebook)
    wrong = _new([lambda tables: check_references(schemas, tables)], values, found, codebook)
    found += wrong
    if _root(wrong):
        return found
    found += _new(order.BETWEEN if whole else order.OF_EVIDENCE, values, found, codebook)
    known = {fault.file for fault in found}
    second = _new(order.SECOND if whole else (), values, found, codebook)
    return found + [fault for fault in second if fault.file not in known]


def _root(faults: Iterable[Fault]) -> bool:
    """Whether a whole file or column is wrong: rules would only tell what follows from it."""
    return any(fault.whole or fault.row is None for fault in faults)


def check_built(project: Project, values: Mapping[str, Values]) -> list[Fault]:
    """Whether the processed tables are those of the tables kept by hand, and make sense.

    There may be none; ``values`` are the tables kept by hand, free of faults.
    """
    if told := outdated(project):
        return [Fault("data/processed", None, None, told.removesuffix(f"; {CURE}"), CURE)]
    schemas, built, faults = read_values(project, FOLDERS[2:])
    faults += check_references(schemas, {**values, **built}, built)
    if faults:
        return [replace(fault, remedy=REBUILD) for fault in faults]
    return list(check_shares(built))


def check_shares(tables: Tables) -> Iterator[Fault]:
    """No share of ``processed/indicators`` lies wholly above 1.

    Claims and a denominator are told once, whatever the reading: at the first row, with the lowest
    value that the words allow [fraction].

    Examples
    --------
    >>> row = {"unit": "fraction", "low": 1.2, "high": 1.3, "claim_ids": "a-2020-0008"}
    >>> row |= {
    ...     "denominator_id": "a-employed-2020",
    ...     "indicator_id": "contract-coverage",
    ...     "place_id": "a",
    ... }
    >>> print(*check_shares({"processed/indicators": {2: row}}))
    data/processed/indicators.csv, row 2, column low: contract-coverage of 'a' is a share of 1.2, above 1 (a-2020-0008 over a-employed-2020); the denominator does not hold those who are counted: correct the claim, its concept or the denominator, or let the indicator not be divided by it
    """  # noqa: E501 - a line as it is printed
    told = set()
    for row, cells in rows_in(tables, VALUES):
        low = cells["low"]
        if cells["unit"] != SHARE or low is None or low <= 1 + ROUNDING:
            continue
        claims = (cells["claim_ids"] or "").replace(";", ", ")
        over = f" over {cells['denominator_id']}" if cells["denominator_id"] else ""
        which = (cells["indicator_id"], cells["place_id"], claims, over)
        if which in told:
            continue
        told.add(which)
        problem = (
            f"{cells['indicator_id']} of '{cells['place_id']}' is a share of {low:.3g}, "
            f"above 1 ({claims}{over})"
        )
        remedy = (
            "the denominator does not hold those who are counted: correct the claim, its "
            "concept or the denominator, or let the indicator not be divided by it"
        )
        yield fault(VALUES, row, "low", problem, remedy)


def _new(
    chosen: Iterable[order.Rule], tables: Tables, known: Iterable[Fault], codebook: Codebook
) -> list[Fault]:
    """What rules find in rows of which nothing is known yet, one rule after the other."""
    rows = {(fault.file, fault.row) for fault in known if fault.row is not None}
    files = {fault.file for fault in known}
    found: list[Fault] = []
    for rule in chosen:
        if files & set(map(file_of, order.NEEDS.get(rule, ()))):
            continue
        told = _told(rule, tables, codebook)
        new = [fault for fault in told if (fault.file, fault.row) not in rows]
        found += new
        rows |= {(fault.file, fault.row) for fault in new if fault.row is not None}
        files |= {fault.file for fault in new}
    return found


def _told(rule: order.Rule, tables: Tables, codebook: Codebook) -> list[Fault]:
    """What one rule finds; where it cannot read by what it reads by, the faults of that."""
    try:
        return list(rule(tables, codebook) if rule in order.READING else rule(tables))
    except TableError as error:  # that is told, not what follows
        return error.faults
