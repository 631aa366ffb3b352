"""The matrix of what is reported as native tables: a mark and a word for each status."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from reform_analysis.charts.composition import matrix_blocks
from reform_analysis.charts.picture.reporting import STATUSES
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
    tables = []
    for block in matrix_blocks(rows, words):
        places = map(words.place, block.statuses)
        head = (words("office.level.indicator"), *places, words("matrix.count"))
        title = words("mark.colon", name=block.name, text=block.told)
        cells, silent = [], []
        for indicator, statuses in block.statuses.iterrows():
            quiet = statuses.isin(SILENT)
            label = words.text("codebook/registers/indicators", indicator, "label")
            told = (words(f"office.status.{status}") for status in statuses)
            cells.append((label, *told, str((~quiet).sum())))
            silent.append((False, *quiet, False))
        tables.append(Table(title, head, tuple(cells), tuple(silent)))
    return tables


def key(words: Words) -> str:
    """What the marks of the tables stand for."""
    return words.join(
        words("mark.colon", name=words(f"office.status.{s}"), text=words(f"status.{s}"))
        for s in STATUSES
    )
