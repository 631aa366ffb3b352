"""The sheets of a workbook as plain rows: the chart's words, its numbers, and what is behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from reform_analysis.charts import provenance
from reform_analysis.charts.facts import citation_of
from reform_analysis.charts.rows import SILENT
from reform_analysis.finished import COUNTS, NUMBERS
from reform_analysis.words import Words

if TYPE_CHECKING:
    from reform_analysis.finished import Chart

WORDED = {"low", "stated", "high", "value_low", "value", "value_high"}
CLAIMS = (
    *("figure_id", "source_id", "region_id", "reported", "statement", "file", "start", "end"),
    *("period_reported", "period_kind", "period_start", "period_end", "hedge"),
    *("low", "stated", "high", "unit", "restates", "note"),
)
SOURCES = (
    *("source_id", "region_id", "title", "publisher", "published", "published_basis"),
    *("published_earliest", "published_latest", "file", "text_sha256", "note"),
)
DENOMINATORS = (
    *("denominator_id", "region_id", "rung", "variant", "value_low", "value", "value_high"),
    *("unit", "ref_date", "grade", "publisher", "title", "address", "licence", "note"),
)
BENCHMARKS = (
    *("benchmark_id", "indicator_id", "kind", "scope", "definition", "value_low", "value_high"),
    *("unit", "year", "document", "address", "grade", "note"),
)


@dataclass(frozen=True)
class Sheet:
    """Rows under heads: field names, what readers call them, and what the glossary says of them.

    Without heads, the first cell of a row is its name.
    """

    name: str
    rows: Sequence[Sequence[object]]
    heads: Sequence[str] = ()
    labels: Sequence[str] = ()
    meanings: Sequence[str] = ()

    @property
    def told(self) -> bool:
        """Whether there is a row of heads."""
        return bool(self.heads)

    def unit_of(self, row: int, column: int) -> str:
        """The unit of a cell that holds a number with a unit; empty for other cells."""
        if not self.told or self.heads[column] not in WORDED or "unit" not in self.heads:
            return ""
        unit = self.rows[row][self.heads.index("unit")]
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
    claims = provenance.claims(rows, tables).drop_duplicates("figure_id")
    articles = tables["raw/sources"]
    claims = claims.merge(articles[["source_id", "file"]], on="source_id", how="left")
    quiet = rows.loc[rows["status"].isin(SILENT), "region_id"]
    used = articles["source_id"].isin(claims["source_id"]) | articles["region_id"].isin(quiet)
    denominators, benchmarks = tables["raw/denominators"], tables["raw/benchmarks"]
    known = denominators["denominator_id"].isin(rows["denominator_id"].dropna())
    behind = benchmarks["benchmark_id"].isin(rows["benchmark_id"].dropna())
    definition = benchmarks[f"definition_{words.lang}"]
    made = [
        Sheet(words("office.sheet.chart"), _words_of(chart)),
        _numbers(chart),
        _sheet("claims", claims, CLAIMS, words),
        _sheet("sources", articles[used], SOURCES, words),
        _sheet("denominators", denominators[known], DENOMINATORS, words),
        _sheet("benchmarks", benchmarks.assign(definition=definition)[behind], BENCHMARKS, words),
    ]
    return [sheet for sheet in made if sheet.rows]


def _words_of(chart: Chart) -> list[tuple[str, str]]:
    """Everything that must travel with the chart, one a row, in the order of the caption."""
    words, facts = chart.words, chart.facts
    name = {
        "office.title": facts.title,
        "office.finding": facts.finding,
        "caption.reading": facts.reading,
        "caption.unit": facts.unit,
        "footer.period": facts.period,
        "footer.denominator": facts.denominator,
        "footer.setting": facts.setting,
        "footer.sources": facts.sources,
        "footer.note": facts.note,
        "footer.version": facts.version,
        "caption.licence": words("caption.licence_text"),
        "caption.citation": citation_of(chart.called, facts, words),
        "office.columns": words("office.columns_text"),
    }
    return [(words(word), text) for word, text in name.items()]


def _numbers(chart: Chart) -> Sheet:
    """All rows as in the CSV, with the names of place and indicator in words before them."""
    words, rows = chart.words, chart.rows
    names = [column for column in (*NUMBERS, *COUNTS) if column in rows]
    places = [words.region(place) if pd.notna(place) else None for place in rows["region_id"]]
    labels = [
        words.text("codebook/indicators", indicator, "label") if pd.notna(indicator) else None
        for indicator in rows["indicator_id"]
    ]
    kept = rows[names].copy()
    kept.insert(0, f"label_{words.lang}", labels)
    kept.insert(0, f"name_{words.lang}", places)
    return _sheet("numbers", kept, list(kept.columns), words)


def _sheet(name: str, table: pd.DataFrame, columns: Sequence[str], words: Words) -> Sheet:
    """A table under its field names, with what each means from the glossary."""
    columns = [column for column in columns if column in table]
    glossary = words.tables["codebook/columns"].set_index("name")[f"meaning_{words.lang}"]
    meanings = [str(glossary.get(column, "")) for column in columns]
    rows = [
        tuple(_cell(cell) for cell in row)
        for row in table[columns].itertuples(index=False, name=None)
    ]
    labels = [words(f"office.column.{column.removesuffix(f'_{words.lang}')}") for column in columns]
    return Sheet(words(f"office.sheet.{name}"), rows, columns, labels, meanings)


def _cell(cell: object) -> object:
    """Dates as ISO text, numbers as they are, missing values as nothing."""
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    if hasattr(cell, "item"):
        cell = cell.item()
    return cell if isinstance(cell, (int, float, str)) else str(cell)
