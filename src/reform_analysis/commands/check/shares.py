"""Shares above 1: numerator and population that do not belong together."""

from __future__ import annotations

from collections.abc import Iterator

from reform_analysis.commands.check.registers import Tables, fault, rows_in
from reform_analysis.tables.faults import Fault

INDICATORS = "processed/indicators"

SHARE = "fraction"
"""Unit of a share."""

ROUNDING = 1e-9
"""What sums of binary fractions may lie above 1 and mean 1."""


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
    for row, cells in rows_in(tables, INDICATORS):
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
        yield fault(INDICATORS, row, "low", problem, remedy)
