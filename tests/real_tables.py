"""The real tables, read once, for the tests that hold the computing against values by hand."""

from functools import cache
from pathlib import Path

import pandas as pd

from reform_analysis.indicators.registry import Indicator
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.paths import Project
from reform_analysis.tables.tiers import OPENING, TEXT, of_tier
from reform_analysis.values.dividing import Evidence, divide, evidence_at
from shared import keep

PROJECT = Project(Path(__file__).resolve().parents[1])
"""The checkout."""

BOOK = Codebook(PROJECT)
"""Its rules, as they stood when the tests began."""

NAMES = (
    "raw/sources",
    "raw/places",
    "raw/claims",
    "raw/ambiguous",
    "raw/directions",
    "raw/denominators",
    "codebook/registers/concepts",
    "codebook/registers/indicators",
    "codebook/registers/not_applicable",
    "codebook/registers/unused_reasons",
)


@cache
def tables() -> dict[str, pd.DataFrame]:
    """All tables that indicators are computed from, of the reports read whole."""
    return of_tier({name: keep(name, BOOK.table(name)) for name in NAMES}, TEXT)


@cache
def openings() -> dict[str, pd.DataFrame]:
    """The same of the wider sample."""
    return of_tier({name: keep(name, BOOK.table(name)) for name in NAMES}, OPENING)


@cache
def evidence(reading: str = "central") -> Evidence:
    """Claims and denominators of all reports at one reading."""
    found = evidence_at(tables(), BOOK, reading)
    keep(f"claims at {reading}", found.claims)
    return found


def claims(reading: str = "central") -> pd.DataFrame:
    """Tidy claims of all reports at one reading."""
    return evidence(reading).claims


def divided(function: Indicator, per: str, reading: str = "central") -> pd.DataFrame:
    """One indicator of all reports, divided by the people of one population."""
    return divide(function(claims(reading)), evidence(reading), per)


def denominators() -> pd.DataFrame:
    return tables()["raw/denominators"]


def one(result: pd.DataFrame, **where: str) -> pd.Series:
    """The one row whose columns have the given values."""
    for column, value in where.items():
        result = result[result[column].eq(value)]
    assert len(result) == 1, f"{len(result)} rows for {where}"
    return result.iloc[0]


def ends(row: pd.Series) -> tuple[float, float]:
    return float(row["low"]), float(row["high"])
