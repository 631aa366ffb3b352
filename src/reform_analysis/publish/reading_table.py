"""Rows as a table to read: labels for ids, one number format, a note on the source below."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from reform_analysis.charts.exports import benchmark_unit, scope_of, unit_of, variant_of
from reform_analysis.charts.rows.not_comparable import reason_of
from reform_analysis.charts.words import Words

if TYPE_CHECKING:
    from great_tables import GT

Row = dict[str, Any]

LONG = 40
"""Characters beyond which a cell is text to read, not a label: its column gets room."""


def reading_table(rows: pd.DataFrame, words: Words, source: str = "") -> GT:
    """A table to read, for a notebook or a page.

    Parameters
    ----------
    rows : DataFrame
        Claims, values of indicators, graded pairs or rank sets, as the public face gives them; or
        sources, denominators, benchmarks. Columns that only a program needs are left out.
    words : Words
        Of the language to read in.
    source : str
        What stands below the table.

    Returns
    -------
    GT
        A great table; a notebook shows it, ``as_raw_html()`` gives the page.

    Raises
    ------
    WordsError
        A name, unit, status or note stands in no register.
    ValueError
        No column is for a reader, as in a table of rules.

    Examples
    --------
    >>> from reform_analysis import indicator
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.words import words
    >>> shares = indicator("workers-share-of-new-members", places="huaibei")
    >>> readable(shares, words("zh", codebook()))["value"].tolist()
    ['14.5% (14.45–14.55)', '4564–4595']
    """
    told = readable(rows, words)
    if told.columns.empty:
        raise ValueError(f"no column is for a reader: {', '.join(rows)}; look at the frame itself")
    return dressed(told, {name: words.head(name) for name in told}, source)


def dressed(told: pd.DataFrame, heads: Mapping[str, str], source: str = "") -> GT:
    """Cells of text as a great table: striped, long texts with room, its source below.

    Parameters
    ----------
    told : DataFrame of str
    heads : mapping of str to str
        Column -> what stands above it; two columns may share a head.
    source : str
        What stands below the table.

    Returns
    -------
    GT
    """
    from great_tables import GT  # here, so that a table that nobody reads costs nothing

    text = told.rename(columns=heads).to_csv()
    named = hashlib.sha256(text.encode()).hexdigest()[:8]  # the same on every run
    table = GT(told, id=f"table-{named}").cols_label(dict(heads)).opt_row_striping()
    table = table.tab_options(table_font_size="small")
    wide = [name for name in told if told[name].astype(str).str.len().max() > LONG]
    table = table.cols_width(dict.fromkeys(wide, "22em")) if wide else table
    return table.tab_source_note(source) if source else table


def readable(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The cells of a table to read, all of them text, in columns named as `Words.head` knows them.

    Parameters
    ----------
    rows : DataFrame
        As for `reading_table`.
    words : Words

    Returns
    -------
    DataFrame
        Columns without any text are left out; where there are no rows, all of them stand.
    """
    of_benchmarks = {"definition_en": "statement", "definition_zh": "statement_zh"}
    rows = rows.rename(columns=of_benchmarks)
    records = rows.to_dict("records")
    columns = {}
    for name, tell in _COLUMNS.items():
        if not set(_NEEDS.get(name, (name,))) <= set(rows):
            continue
        cells = [tell(row, words) for row in records]
        if any(cells) or not records:
            columns[name] = cells
    return pd.DataFrame(columns)


def _of(column: str, tell: Callable[[Any, Words], str]) -> Callable[[Row, Words], str]:
    return lambda row, words: "" if _missing(row[column]) else tell(row[column], words)


def _missing(cell: object) -> bool:
    return cell is None or cell is pd.NaT or cell == "" or bool(pd.isna(cell))


def _value(row: Row, words: Words) -> str:
    if _missing(row["low"]):
        return ""
    return words.value(row["low"], row.get("value", pd.NA), row["high"], row["unit"])


def _unit(row: Row, words: Words) -> str:
    per = row.get("per")
    share = str(row["unit"]).startswith("fraction")
    if _missing(row["unit"]) or share:
        return ""
    of_benchmark = "benchmark_id" in row
    return benchmark_unit(row["unit"], words) if of_benchmark else unit_of(row["unit"], per, words)


def _period(row: Row, words: Words) -> str:
    if "period_reported" in row:
        return words.period(pd.Series(row))
    dated = not _missing(row["period_start"])  # a length without dates stands in the claim only
    return words.period(pd.Series({**row, "period_kind": ""})) if dated else ""


def _twin(column: str) -> Callable[[Row, Words], str]:
    """A text that has a Chinese twin, or stands as printed in both languages."""

    def tell(row: Row, words: Words) -> str:
        twin = f"{column}_zh"
        text = row[twin] if words.lang == "zh" and twin in row else row[column]
        return "" if _missing(text) else text

    return tell


def _variant(row: Row, words: Words) -> str:
    of_denominator = "ref_date" in row and not _missing(row["variant"])
    if of_denominator:
        return words(f"note.denominator-{row['variant']}")
    return variant_of(row["variant"], words)


def _day(day: Any, words: Words) -> str:
    return f"{day:%Y-%m-%d}"


def _label(table: str) -> Callable[[Any, Words], str]:
    return lambda key, words: words.text(table, key, "label")


_COLUMNS: dict[str, Callable[[Row, Words], str]] = {
    "indicator": _of("indicator_id", _label("codebook/registers/indicators")),
    "place": _of("place_id", lambda place, words: words.place(place)),
    "first": _of("first", lambda place, words: words.place(place)),
    "first_variant": _of("first_variant", variant_of),
    "second": _of("second", lambda place, words: words.place(place)),
    "second_variant": _of("second_variant", variant_of),
    "reported": _of("reported", lambda text, words: text),
    "scope": _of("scope", scope_of),
    "title": _twin("title"),
    "variant": _variant,
    "value": _value,
    "unit": _unit,
    "population": _of("per", lambda per, words: words(f"population.{per}")),
    "period": _period,
    "year": _of("year", lambda year, words: str(year)),
    "ref_date": _of("ref_date", _day),
    "published_earliest": _of("published_earliest", _day),
    "published_latest": _of("published_latest", _day),
    "published_basis": _of("published_basis", lambda basis, words: words(f"basis.{basis}")),
    "statement": _twin("statement"),
    "document": _twin("document"),
    "status": _of("status", lambda status, words: words(f"status.{status}")),
    "grade": _of("grade", lambda it, words: words("ungraded") if it == "not_graded" else it),
    "order": _of("order", lambda order, words: words(f"order.{order}")),
    "best": _of("best", lambda rank, words: str(rank)),
    "worst": _of("worst", lambda rank, words: str(rank)),
    "ranked": _of("ranked", lambda number, words: str(number)),
    "reasons": _of("reasons", reason_of),
    "reading": _of("reading", lambda reading, words: words(f"reading.{reading}")),
    "note": _of("notes", lambda notes, words: words.notes(notes)),
    "claim_ids": _of("claim_ids", lambda ids, words: ids.replace(";", " ")),
    "claim_id": _of("claim_id", lambda claim, words: claim),
}
"""Columns of a table to read, in their order, and how each cell is told."""

_NEEDS = {
    "indicator": ("indicator_id",),
    "place": ("place_id",),
    "population": ("per",),
    "value": ("low", "high", "unit"),
    "period": ("period_start", "period_end"),
    "reasons": ("reasons", "first"),
    "note": ("notes",),
}
"""What a column is told from, where that is not the column of its name."""
