"""What slides show of charts that have no values on a scale: native tables, and stacked bars.

Each function takes the rows of its chart and gives the tables of its slides, one a slide, or the
one graph of how exactly the reports count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from reform_analysis.charts import exports
from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import hedge_lines, matrix_blocks, rank_lines
from reform_analysis.charts.picture.reporting import STATUSES
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.tiles import LEVELS, coverage
from reform_analysis.charts.rows.told import told_ranks
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.graphs import FACTS, Graph, Series
from reform_analysis.publish.office.page import width_of
from reform_analysis.reading.hedges import READINGS

PLOT = 10.0
"""Least length of a whole bar [cm]."""

COLOURS = {
    "exact": looks.STATED,
    "rounded": "#A6CEE3",
    "over": looks.INTERVAL,
    "at_least": looks.BENCHMARK,
    "nearly": "#E69F00",
    "about": looks.PROXY,
    "under": looks.BOUND,
    "several": "#F0E442",
    "range": looks.NOT_REPORTED,
}

DARK = (looks.STATED, looks.BENCHMARK, looks.BOUND, looks.NOT_REPORTED)
"""Colours of bars on which labels are white."""


@dataclass(frozen=True)
class Table:
    """Head, and rows of cells."""

    title: str
    head: tuple[str, ...]
    cells: Sequence[tuple[str, ...]]
    key: str
    """What stands below: the key of its marks, or how to read it."""
    quiet: Collection[str] = ("–",)
    """What a cell says that holds no value."""


def matrix(rows: pd.DataFrame, words: Words) -> list[Table]:
    """One table a dimension: a row an indicator, a column a place, and how many places report.

    Silence has a mark and a word of its own and is never an empty cell.
    """
    quiet, tables = {words(f"office.status.{status}") for status in SILENT}, []
    for block in matrix_blocks(rows, words):
        places = map(words.place, block.statuses)
        head = (words("office.level.indicator"), *places, words("matrix.count"))
        title = words("mark.colon", name=block.name, text=block.told)
        cells = []
        for indicator, statuses in block.statuses.iterrows():
            told = (words(f"office.status.{status}") for status in statuses)
            count = str((~statuses.isin(SILENT)).sum())
            cells.append((words.indicator(indicator), *told, count))
        tables.append(Table(title, head, cells, _key(words), quiet))
    return tables


def ranks(rows: pd.DataFrame, words: Words) -> list[Table]:
    """A row a place, a column a reading, in it the ranks that the place can have.

    Places stand in the order of the picture.
    """
    drawn = [reading for reading in READINGS if reading in set(rows["reading"])]
    of = rows.set_index(["place_id", "reading"])
    cells = []
    for place in rank_lines(rows)["place_id"]:
        here = (of.loc[(place, reading)] for reading in drawn)
        cells.append(
            (words.place(place), *(told_ranks(row["best"], row["worst"], words) for row in here))
        )
    readings = (words("rank.reading", reading=words(f"reading.{name}")) for name in drawn)
    title = words("rank.title", ranked=int(rows["ranked"].iloc[0]))
    return [Table(title, (words("column.place"), *readings), cells, words("office.ranks_key"))]


def provinces(rows: pd.DataFrame, words: Words) -> list[Table]:
    """A row a province, a column a level, in it the number of places of the sample.

    Two tables, so that a slide can hold each; a province without any place has dashes.
    """
    tiles, places = (words.tables[name] for name in ("codebook/registers/tiles", "raw/places"))
    found = coverage(tiles, places, rows).sort_values("gb_code")
    counts = found.pivot_table("places", f"name_{words.lang}", "level", sort=False, dropna=False)
    counts = counts.reindex(found[f"name_{words.lang}"].unique(), columns=LEVELS).fillna(0)
    cells = [
        (str(name), *(str(int(n)) if n else "–" for n in row))
        for name, row in zip(counts.index, counts.to_numpy(), strict=True)
    ]
    head = (words("column.place"), *(words(f"tile.level.{level}") for level in LEVELS))
    half = (len(cells) + 1) // 2
    title = words("tile.title.places")
    key = words("mark.colon", name="–", text=words("tile.none"))
    return [Table(title, head, some, key) for some in (cells[:half], cells[half:])]


def _key(words: Words) -> str:
    """What the marks of the matrix stand for."""
    return words.join(
        words("mark.colon", name=words(f"office.status.{s}"), text=words(f"status.{s}"))
        for s in STATUSES
    )


def hedges(rows: pd.DataFrame, words: Words) -> Graph:
    """The share of the claims of each report under each hedge, with counts."""
    shown, lines = hedge_lines(rows, words)
    names = [(words("mark.brackets", text=bar.name, more=bar.beside),) for bar, _ in lines]
    series = []
    for hedge in shown:
        own = [under[hedge] for _, under in lines]
        values = [float(row["low"]) for row in own]
        counts = [_room(str(row["claims"]), row["low"]) for row in own]
        colour = COLOURS[hedge]
        style = {"sides": ["c"] * len(own), "ink": "#FFFFFF" if colour in DARK else looks.TEXT}
        series.append(Series(words(f"hedge.{hedge}"), values, colour, labels=counts, **style))
    kept = pd.DataFrame([bar.row for bar, _ in lines])
    facts = exports.facts(kept.to_dict("records"), [name for name in FACTS if name in kept], words)
    title, unit = words("office.hedges"), words("office.hedges_unit")
    heads = [words("office.level.row")]
    return Graph(title, unit, names, heads, series, facts, 1.0, 0.25, kept, share=True, bars=True)


def _room(text: str, share: float) -> str:
    """A label where its part of the bar has room for it."""
    return text if width_of(text, 9) < share * PLOT else ""


TABLES: Mapping[str, Callable[[pd.DataFrame, Words], list[Table]]] = {
    "reporting-matrix": matrix,
    "rank-sets": ranks,
    "sample-map": provinces,
}
"""Charts of which a slide holds a table, by the name under which they are drawn."""

SHARES = ("hedges-by-report", "hedges-by-publisher")
"""Charts of counted claims, which are stacked bars."""
