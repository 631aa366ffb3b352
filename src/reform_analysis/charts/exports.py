"""What a chart draws as a table for a reader: in words of one language.

`backing` holds the tables behind it. CSV, workbook and page show the same columns. Numbers, dates
and ids are equal in both languages; names, units, statuses and remarks are words, never ids of the
project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from reform_analysis.charts.composition import RATIO, pair_of
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.rows.told import is_set
from reform_analysis.charts.words import Row, Words, records
from reform_analysis.tables.naming import split_list

Tables = Mapping[str, pd.DataFrame]

NUMBERS = (
    *("place", "indicator", "variant", "low", "value", "high", "unit", "status"),
    *("period", "period_start", "period_end", "population", "ref_date", "reading"),
    *("reported", "source", "note"),
)
COUNTS = ("asked", "silent", "claims", "order")
"""What rows hold besides where a chart draws counts or orders; told where it is there."""

IDS = ("indicator_id", "place_id", "other_id", "denominator_id", "benchmark_id", "claim_ids")
"""What leads back to the tables of the project; ``other_id`` where rows are ratios of places."""

_OF_BENCHMARK = re.compile(r"(\S+) per ([\d ]+) ([a-z]+)( and year)?")


def numbers(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """All rows of a chart, gaps and benchmarks too, as a reader is told them.

    Parameters
    ----------
    rows : DataFrame
        As `provenance.labelled` gives them.
    words : Words
        With all tables.

    Returns
    -------
    DataFrame
        Columns `NUMBERS`, and those of `COUNTS` and `IDS` that ``rows`` has; one row a row of
        ``rows``, with its index. ``low``, ``value``, ``high`` are those of ``rows``: a share is
        a fraction, an open end is inf, a missing value is missing. Words that a row lacks are
        empty texts. ``Words.head`` names the columns.

    Raises
    ------
    WordsError
        A name, unit, status or remark stands in no register.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("party-recruitment", codebook(), "zh")
    >>> told = numbers(chart.rows, chart.words).set_index("place_id")
    >>> print(*told.loc["huaibei", ["place", "variant", "unit"]].iloc[1])
    淮北市 工人 人/年·每万常住人口（普查）
    """
    told = told_rows(records(rows), words)
    made = pd.DataFrame(told, index=rows.index)
    counts = [name for name in COUNTS if name in rows]
    if "order" in counts:
        orders = rows["order"].map(lambda name: "" if pd.isna(name) else words(f"order.{name}"))
        rows = rows.assign(order=orders)
    ids = [name for name in IDS if name in rows]
    kept = [*(name for name in NUMBERS if name not in made), *counts, *ids]
    together = pd.concat([made, rows[kept]], axis="columns")
    return together[[*NUMBERS, *counts, *ids]]


def told_rows(rows: Iterable[Row], words: Words) -> list[dict[str, Any]]:
    """What `numbers` tells in words, row by row, and the day of the denominator."""
    behind = words.once(_behind)
    return [_told(row, behind, words) for row in rows]


def _told(row: Mapping[str, Any], behind: Mapping[str, Any], words: Words) -> dict[str, str]:
    """The words of one row."""
    benchmark = row["benchmark_id"]
    if pd.notna(benchmark):
        own = words.by_id("raw/benchmarks").loc[benchmark]
        return {
            "place": scope_of(own["scope"], words),
            "indicator": words.text("raw/benchmarks", benchmark, "definition"),
            "variant": "",
            "unit": benchmark_unit(row["unit"], words),
            "status": status_of(row, words),
            "period": "" if pd.isna(own["year"]) else words("period.year", year=own["year"]),
            "population": "",
            "reading": words(f"reading.{row['reading']}"),
            "ref_date": pd.NaT,
            "source": words.text("raw/benchmarks", benchmark, "document"),
            "note": words.text_if_any("raw/benchmarks", benchmark, "note"),
        }
    return {
        "place": place_of(row, words),
        "indicator": "" if pd.isna(row["indicator_id"]) else words.indicator(row["indicator_id"]),
        "variant": variant_of(row["variant"], words),
        "unit": "" if pd.isna(row["unit"]) else unit_of(row["unit"], row["per"], words),
        "status": status_of(row, words),
        "period": row["period"],
        "population": "" if pd.isna(row["per"]) else words(f"population.{row['per']}"),
        "reading": words(f"reading.{row['reading']}"),
        "ref_date": _day(row["denominator_id"], behind["days"]),
        "source": _sources(row, behind, words),
        "note": _note(row, behind, words),
    }


def _day(ids: Any, days: Mapping[str, pd.Timestamp]) -> pd.Timestamp:
    """The day of a denominator: of two scopes it is one, of two year-ends the later."""
    return pd.NaT if pd.isna(ids) else max(days[name] for name in split_list(ids))


def _behind(words: Words) -> dict[str, Any]:
    """Registers by their ids, and sources as they are named."""
    tables = words.tables
    articles = tables["raw/sources"]
    named = {
        one.source_id: words.join(
            [words("source.article", title=one.title), one.published], "mark.comma"
        )
        for one in articles.itertuples()
    }
    reasons = tables["codebook/registers/not_applicable"]
    told = tables["processed/reporting"].drop_duplicates(["indicator_id", "place_id"])
    return {
        "days": words.by_id("raw/denominators")["ref_date"].to_dict(),
        "named": named,
        "read_on": articles.groupby("place_id")["source_id"].agg(list).to_dict(),
        "source_of": words.by_id("raw/claims")["source_id"].to_dict(),
        "level_of": words.by_id("raw/places")["level"],
        "reasons": reasons.set_index(["indicator_id", "level"]),
        "directions": told.set_index(["indicator_id", "place_id"]),
    }


def place_of(row: Mapping[str, Any], words: Words) -> str:
    """Whose value a row holds: a place or two, a kind of publisher, a dimension, or of all."""
    if row.get("unit") == RATIO:
        return pair_of(row, words)
    if pd.notna(row["place_id"]):
        return words.place(row["place_id"])
    if "publisher_kind" in row:
        return words.publisher(row["publisher_kind"])
    dimension = row.get("dimension")
    return words("all_reports") if pd.isna(dimension) else words(f"dimension.{dimension}")


def variant_of(variant: object, words: Words) -> str:
    """A variant, or a hedge that stands in its place, in words; nothing where there is none."""
    if pd.isna(variant) or not variant:
        return ""
    return words.optional(f"variant.{variant}") or words(f"hedge.{variant}")


def unit_of(unit: str, per: object, words: Words) -> str:
    """The unit of a number as it stands in a table, where a share is a fraction.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.words import words
    >>> unit_of("fraction", "employed", words("en", codebook()))
    'fraction of employed people (modelled)'
    """
    counted, _, people = unit.partition(" per ")
    if counted != "fraction":
        return words.unit(unit, None if pd.isna(per) else str(per))
    of = people.rpartition(" ")[2] if pd.isna(per) else str(per)
    if not of:
        return words("unit.fraction")
    return words("unit.fraction_of", people=words.people(of))


def benchmark_unit(unit: str, words: Words) -> str:
    """The unit of a benchmark, whose people stand on no population.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.words import words
    >>> benchmark_unit("人 per 10 000 people and year", words("en", codebook()))
    'persons a year per 10,000 people'
    """
    parts = _OF_BENCHMARK.fullmatch(unit)
    if parts is None:
        return unit_of(unit, pd.NA, words)
    counted = words.unit(f"{parts[1]}/年" if parts[4] else parts[1])
    per = words(f"per.{parts[2].replace(' ', '')}")
    return words("unit.per_people", unit=counted, per=per, people=words(f"people.{parts[3]}"))


def status_of(row: Mapping[str, Any], words: Words) -> str:
    """How the value of a row is known, or why there is none; of a benchmark, its kind."""
    if row["status"] != "benchmark":
        return words(f"status.{row['status']}")
    first = split_list(row["benchmark_id"])[0]
    return words(f"kind.{words.by_id('raw/benchmarks')['kind'][first]}")


def facts(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], words: Words
) -> dict[str, list[object]]:
    """Some columns of rows under their heads, unit and status in words; for the sheet of a chart.

    What a row lacks is None.
    """

    def cell(row: Mapping[str, Any], column: str) -> object:
        value = row.get(column)
        if column == "status":
            return status_of(row, words)
        if column != "unit" or pd.isna(value):
            return value
        if row["status"] == "benchmark":
            return benchmark_unit(str(value), words)
        return unit_of(str(value), row.get("per"), words)

    return {words.head(column): [cell(row, column) for row in rows] for column in columns}


def scope_of(scope: str, words: Words) -> str:
    """Whom a benchmark holds for: the nation or a place."""
    known = scope in words.by_id("raw/places").index
    return words.place(scope) if known else words(f"scope.{scope}")


def _sources(row: Mapping[str, Any], behind: Mapping[str, Any], words: Words) -> str:
    """Title and day of the reports of a row; of a silent place, of the reports read on it."""
    used: Iterable[str] = ()
    if pd.notna(row["claim_ids"]):
        used = dict.fromkeys(behind["source_of"][name] for name in split_list(row["claim_ids"]))
    elif row["status"] in SILENT:
        used = behind["read_on"].get(row["place_id"], ())
    return words.join(behind["named"][source] for source in used)


def _note(row: Mapping[str, Any], behind: Mapping[str, Any], words: Words) -> str:
    if row["status"] == "not_applicable":
        cell = (row["indicator_id"], behind["level_of"].get(row["place_id"]))
        column = "reason" if words.lang == "en" else f"reason_{words.lang}"
        return behind["reasons"][column].get(cell, "")
    if row["status"] == "direction_only":
        cell = (row["indicator_id"], row["place_id"])
        return behind["directions"]["note" if words.lang == "en" else "note_zh"].get(cell, "")
    note = "" if pd.isna(row["note"]) else str(row["note"])
    ours = is_set(row.get("assumed_high")) and row["status"] not in WITHOUT_VALUE
    return words.join([note, words("note.assumed-high") if ours else ""])
