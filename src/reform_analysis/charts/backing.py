"""What the numbers of a chart rest on as tables for a reader: in words of one language.

Claims, reports, denominators and benchmarks, for the sheets of a workbook. Numbers, dates and ids
are equal in both languages.
"""

from __future__ import annotations

import pandas as pd

from reform_analysis.charts.exports import benchmark_unit, scope_of, unit_of
from reform_analysis.charts.words import Words

CLAIMS = (
    *("claim_id", "source_id", "place", "reported", "statement", "file", "start", "end"),
    *("period_reported", "period_kind", "period_start", "period_end", "hedge"),
    *("low", "value", "high", "unit", "restates", "note"),
)
SOURCES = (
    *("source_id", "place", "title", "publisher", "published", "published_basis"),
    *("published_earliest", "published_latest", "address", "file", "text_sha256", "note"),
)
DENOMINATORS = (
    *("denominator_id", "place", "population", "variant", "low", "value", "high"),
    *("unit", "ref_date", "grade", "publisher", "title", "address", "licence", "note"),
)
BENCHMARKS = (
    *("benchmark_id", "indicator", "kind", "scope", "definition", "low", "high"),
    *("unit", "year", "document", "address", "grade", "note"),
)


def claims(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Claims with their files, as `CLAIMS`; ``table`` is of ``processed/claims``."""
    articles = words.tables["raw/sources"][["source_id", "file"]]
    told = table.merge(articles, on="source_id", how="left")
    return told.assign(
        place=told["place_id"].map(words.place),
        statement=_texts(told["claim_id"], "raw/claims", "statement", words),
        period_kind=[words(f"kind_of_period.{kind}") for kind in told["period_kind"]],
        hedge=[words(f"hedge.{hedge}") for hedge in told["hedge"]],
        unit=[unit_of(unit, pd.NA, words) for unit in told["unit"]],
        note=_texts(told["claim_id"], "raw/claims", "note", words),
    )[[*CLAIMS]]


def sources(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Reports, as `SOURCES`; ``table`` is of ``raw/sources``."""
    return table.assign(
        place=table["place_id"].map(words.place),
        published_basis=[words(f"basis.{basis}") for basis in table["published_basis"]],
        note=_texts(table["source_id"], "raw/sources", "note", words),
    )[[*SOURCES]]


def denominators(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Denominators, as `DENOMINATORS`; ``table`` is of ``raw/denominators``."""
    texts = {
        part: _texts(table["denominator_id"], "raw/denominators", part, words)
        for part in ("publisher", "title", "licence", "note")
    }
    return table.assign(
        place=table["place_id"].map(words.place),
        population=[
            words.text("codebook/registers/populations", per, "label") for per in table["per"]
        ],
        variant=[
            None if pd.isna(name) else words(f"denominator.{name}") for name in table["variant"]
        ],
        unit=table["unit"].map(words.unit),
        **texts,
    )[[*DENOMINATORS]]


def benchmarks(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Targets and national values, as `BENCHMARKS`; ``table`` is of ``raw/benchmarks``."""
    ids = table["benchmark_id"]
    labels = [words.indicator(name) for name in table["indicator_id"]]
    return table.assign(
        indicator=labels,
        kind=[words(f"kind.{kind}") for kind in table["kind"]],
        scope=[scope_of(scope, words) for scope in table["scope"]],
        unit=[benchmark_unit(unit, words) for unit in table["unit"]],
        **{
            part: _texts(ids, "raw/benchmarks", part, words)
            for part in ("definition", "document", "note")
        },
    )[[*BENCHMARKS]]


def _texts(ids: pd.Series, table: str, field: str, words: Words) -> list[str | None]:
    """A text of a register for each id; nothing where it is empty."""
    return [words.text_if_any(table, name, field) or None for name in ids]
