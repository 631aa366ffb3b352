"""The tables of a workbook as plain rows: the numbers of a chart, and what is behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from reform_analysis.charts import backing, exports
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.facts import parts_of
from reform_analysis.tables.naming import split_list


class Column(NamedTuple):
    """Name of a column, what readers call it, what the glossary says of it."""

    name: str
    label: str
    meaning: str


class Sheet(NamedTuple):
    """Rows under heads; without columns, the first cell of a row is its name."""

    name: str
    rows: Sequence[Sequence[object]]
    columns: Sequence[Column] = ()
    units: Sequence[object] = ()
    """Unit of each row, as the tables of the project write it; none where no number has one."""


def sheets_of(chart: Chart) -> list[Sheet]:
    """All sheets of a chart, those without rows left out.

    Parameters
    ----------
    chart : Chart
        As `publish.draw` gives it.

    Returns
    -------
    list of Sheet
        The chart (all that must travel with it, in the order of the caption), numbers, claims,
        sources, denominators, benchmarks.
    """
    words, facts, rows = chart.words, chart.facts, chart.rows
    tables = words.tables
    named = {"office.title": facts.title, "office.finding": facts.finding}
    named |= parts_of(facts, words, chart.called)
    named |= {"office.columns": words("office.columns_text")}
    claims = provenance.claims_of(rows, tables).drop_duplicates("claim_id")
    articles = tables["raw/sources"]
    quiet = rows.loc[rows["status"].isin(SILENT), "place_id"]
    used = articles["source_id"].isin(claims["source_id"]) | articles["place_id"].isin(quiet)
    denominators, benchmarks = tables["raw/denominators"], tables["raw/benchmarks"]
    divided_by = rows["denominator_id"].dropna().map(split_list).explode()
    held = denominators[denominators["denominator_id"].isin(divided_by)]
    behind = benchmarks[benchmarks["benchmark_id"].isin(rows["benchmark_id"].dropna())]

    def sheet(name: str, table: pd.DataFrame, units: Iterable[object] = ()) -> Sheet:
        glossary = "codebook/registers/columns"
        columns = [
            Column(column, words.head(column), words.text_if_any(glossary, column, "meaning"))
            for column in table
        ]
        cells = [tuple(map(_cell, row)) for row in table.itertuples(index=False, name=None)]
        return Sheet(words(f"office.sheet.{name}"), cells, columns, list(units))

    made = [
        Sheet(words("office.sheet.chart"), [(words(name), text) for name, text in named.items()]),
        sheet("numbers", exports.numbers(rows, words), rows["unit"]),
        sheet("claims", backing.claims(claims, words), claims["unit"]),
        sheet("sources", backing.sources(articles[used], words)),
        sheet("denominators", backing.denominators(held, words), held["unit"]),
        sheet("benchmarks", backing.benchmarks(behind, words), behind["unit"]),
    ]
    return [each for each in made if each.rows]


def _cell(cell: object) -> object:
    """Dates as ISO text, numbers as they are, what is missing or empty as nothing."""
    if pd.isna(cell) or cell == "":
        return None
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    cell = cell.item() if hasattr(cell, "item") else cell
    return cell if isinstance(cell, (int, float, str)) else str(cell)
