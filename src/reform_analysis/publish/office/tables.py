"""The matrix of what is reported as native tables: a mark and a word for each status."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.words import Words


@dataclass(frozen=True)
class Table:
    """Head, and rows of cells; ``silent`` says which cells hold no value."""

    title: str
    head: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    silent: tuple[tuple[bool, ...], ...]


def matrix(rows: pd.DataFrame, words: Words) -> list[Table]:
    """One table a dimension: a row an indicator, a column a place, and how many places report.

    Parameters
    ----------
    rows : DataFrame
        `chosen.every_cell`.
    words : Words

    Returns
    -------
    list of Table
        Silence has a mark and a word of its own and is never an empty cell.
    """
    places = list(dict.fromkeys(rows["place_id"]))
    head = (words("office.level.indicator"), *map(words.place, places), words("matrix.count"))
    tables = []
    for dimension, own in rows.groupby("dimension", sort=False):
        asked = int(own["status"].ne("not_applicable").sum())
        quiet = int(own["status"].eq("not_reported").sum())
        told = words("silent_of", silent=quiet, asked=asked)
        title = words("mark.colon", name=words(f"dimension.{dimension}"), text=told)
        cells, silent = [], []
        for indicator, line in own.groupby("indicator_id", sort=False):
            known = line.set_index("place_id")["status"].reindex(places)
            known = known.fillna("not_applicable")
            quiet_here = [status in SILENT for status in known]
            label = words.text("codebook/registers/indicators", indicator, "label")
            count = str(quiet_here.count(False))
            cells.append((label, *(words(f"office.status.{s}") for s in known), count))
            silent.append((False, *quiet_here, False))
        tables.append(Table(title, head, tuple(cells), tuple(silent)))
    return tables


def key(words: Words) -> str:
    """What the marks of the tables stand for."""
    statuses = ("reported", "derived", "proxy", "bound", "not_reported", "not_applicable")
    return words.join(
        words("mark.colon", name=words(f"office.status.{s}"), text=words(f"status.{s}"))
        for s in statuses
    )
