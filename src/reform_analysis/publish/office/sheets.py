"""The sheets of a workbook as plain rows: the chart's words, its numbers, and what is behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from reform_analysis.charts import backing, exports
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.facts import parts_of
from reform_analysis.charts.words import Words
from reform_analysis.tables.naming import split_list

if TYPE_CHECKING:
    from reform_analysis.charts.chart import Chart

AMOUNTS = {"low", "value", "high"}
"""Columns of numbers that have the unit of their row."""


@dataclass(frozen=True)
class Sheet:
    """Rows under heads: names of columns, what readers call them, what the glossary says of them.

    Without heads, the first cell of a row is its name.
    """

    name: str
    rows: Sequence[Sequence[object]]
    heads: Sequence[str] = ()
    labels: Sequence[str] = ()
    meanings: Sequence[str] = ()
    units: Sequence[object] = ()
    """Unit of each row, as the tables of the project write it."""

    @property
    def told(self) -> bool:
        """Whether there is a row of heads."""
        return bool(self.heads)

    def unit_of(self, row: int, column: int) -> str:
        """The unit of a cell that holds a number with a unit; empty for other cells."""
        if not self.units or self.heads[column] not in AMOUNTS:
            return ""
        unit = self.units[row]
        return unit.partition(" per ")[0] if isinstance(unit, str) else ""


def sheets_of(chart: Chart) -> list[Sheet]:
    """All sheets of a chart, those without rows left out.

    Parameters
    ----------
    chart : Chart
        As `publish.draw` gives it.

    Returns
    -------
    list of Sheet
        The chart, numbers, claims, sources, denominators, benchmarks.
    """
    words = chart.words
    tables, rows = words.tables, chart.rows
    claims = provenance.claims_of(rows, tables).drop_duplicates("claim_id")
    articles = tables["raw/sources"]
    quiet = rows.loc[rows["status"].isin(SILENT), "place_id"]
    used = articles["source_id"].isin(claims["source_id"]) | articles["place_id"].isin(quiet)
    denominators, benchmarks = tables["raw/denominators"], tables["raw/benchmarks"]
    divided_by = rows["denominator_id"].dropna().map(split_list).explode()
    held = denominators[denominators["denominator_id"].isin(divided_by)]
    behind = benchmarks[benchmarks["benchmark_id"].isin(rows["benchmark_id"].dropna())]
    made = [
        Sheet(words("office.sheet.chart"), _words_of(chart)),
        _sheet("numbers", exports.numbers(rows, words), words, rows["unit"]),
        _sheet("claims", backing.claims(claims, words), words, claims["unit"]),
        _sheet("sources", backing.sources(articles[used], words), words),
        _sheet("denominators", backing.denominators(held, words), words, held["unit"]),
        _sheet("benchmarks", backing.benchmarks(behind, words), words, behind["unit"]),
    ]
    return [sheet for sheet in made if sheet.rows]


def _words_of(chart: Chart) -> list[tuple[str, str]]:
    """Everything that must travel with the chart, one a row, in the order of the caption."""
    words, facts = chart.words, chart.facts
    named = {"office.title": facts.title, "office.finding": facts.finding}
    named |= parts_of(facts, words, chart.called)
    named |= {"office.columns": words("office.columns_text")}
    return [(words(name), text) for name, text in named.items()]


def _sheet(name: str, table: pd.DataFrame, words: Words, units: Iterable[object] = ()) -> Sheet:
    """A table under heads in words, with what each means from the glossary."""
    glossary = "codebook/registers/columns"
    meanings = [words.text_if_any(glossary, column, "meaning") for column in table]
    rows = [tuple(_cell(cell) for cell in row) for row in table.itertuples(index=False, name=None)]
    heads = list(table.columns)
    labels = [words.head(column) for column in heads]
    return Sheet(words(f"office.sheet.{name}"), rows, heads, labels, meanings, list(units))


def _cell(cell: object) -> object:
    """Dates as ISO text, numbers as they are, what is missing or empty as nothing."""
    if pd.isna(cell) or cell == "":
        return None
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    if hasattr(cell, "item"):
        cell = cell.item()
    return cell if isinstance(cell, (int, float, str)) else str(cell)
