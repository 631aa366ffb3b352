"""What the cells, tiles and ranks of charts tell, which are no marks on a scale.

One function a chart, in the order of its picture; `CELLS` names them as the charts are registered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, NamedTuple

import pandas as pd

from reform_analysis.charts.composition import hedge_lines, matrix_blocks, rank_lines
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.tiles import LEVELS, province_of
from reform_analysis.charts.rows.told import is_set, told_ranks
from reform_analysis.charts.words import Words
from reform_analysis.tables.naming import split_list


class Cell(NamedTuple):
    """Whose cell it is, what it shows, the row behind it, and what is told besides."""

    names: tuple[str, ...]
    label: str
    row: Mapping[str, Any]
    more: dict[str, str]


Cells = dict[str, list[Cell]]
"""Cells under the title of their part of the picture."""


def matrix(rows: pd.DataFrame, words: Words) -> Cells:
    """What each place says of each indicator, dimension by dimension; silence has no cell."""
    known = {(row["indicator_id"], row["place_id"]): row for row in rows.to_dict("records")}
    claims = words.tables[f"read/{rows['reading'].iloc[0]}"].set_index("claim_id")
    told: Cells = {}
    for block in matrix_blocks(rows, words):
        told[block.name] = []
        for indicator, place in product(block.statuses.index, block.statuses.columns):
            if block.statuses.loc[indicator, place] in SILENT:
                continue
            row = known[indicator, place]
            label = words.text("codebook/registers/indicators", indicator, "label")
            ids = () if pd.isna(row["claim_ids"]) else split_list(row["claim_ids"])
            read = words.join(_read(claims.loc[name], words) for name in ids)
            names = (words.place(place), label)
            more = {words("evidence.reading"): read}
            told[block.name].append(Cell(names, row["reported"] or row["label"], row, more))
    return told


def _read(claim: pd.Series, words: Words) -> str:
    span = (float(claim[end]) for end in ("low", "value", "high"))
    value = words.value(*span, claim["unit"], assumed=is_set(claim["assumed_high"]))
    if claim["unit"] == "fraction":
        return value
    return words("value.counted", value=value, unit=words.unit(claim["unit"]))


def hedged(rows: pd.DataFrame, words: Words) -> Cells:
    """How many claims stand under each hedge, report by report; where none does is no cell."""
    shown, lines = hedge_lines(rows, words)
    told = []
    for whose, under in lines:
        for hedge in shown:
            row = under[hedge]
            label = words("page-cell-claims", claims=row["claims"], all=row["asked"])
            if row["claims"]:
                told.append(Cell((whose.name, words(f"hedge.{hedge}")), label, row, {}))
    return {words("office.hedges"): told}


def ranks(rows: pd.DataFrame, words: Words) -> Cells:
    """The ranks that each place can have, at each reading, and the value that they follow from."""
    told = []
    for row in rank_lines(rows).to_dict("records"):
        own = rows[rows["place_id"].eq(row["place_id"]) & rows["variant"].eq(row["variant"])]
        value = words.join([row["label"], words.unit(row["unit"], row["per"])])
        more = {words("numbers.value"): value}
        for each in own.itertuples():
            head = words("rank.reading", reading=words(f"reading.{each.reading}"))
            more[head] = told_ranks(each.best, each.worst, words)
        label = told_ranks(row["best"], row["worst"], words)
        told.append(Cell((words.place(row["place_id"]),), label, row, more))
    return {words("rank.title", ranked=int(rows["ranked"].iloc[0])): told}


def tiles(rows: pd.DataFrame, words: Words) -> Cells:
    """The places of each province, by level; a province without any is no cell."""
    names = words.tables["codebook/registers/tiles"].set_index("gb_code")[f"name_{words.lang}"]
    places, level = words.tables["raw/places"], words.by_id("raw/places")["level"]
    told = []
    for code, own in rows.groupby(rows["place_id"].map(province_of(places)), sort=True):
        levels = own["place_id"].map(level)
        levels = levels.where(levels.isin(LEVELS), LEVELS[-1])
        more = {
            words(f"tile.level.{name}"): words.join(
                map(words.place, own.loc[levels.eq(name), "place_id"]), "mark.enumeration"
            )
            for name in LEVELS
            if levels.eq(name).any()
        }
        label = words("page-cell-places", places=len(own))
        ids = ";".join(own["claim_ids"])
        row = own.iloc[0].to_dict() | {"place_id": pd.NA, "period": pd.NA, "claim_ids": ids}
        told.append(Cell((names[code],), label, row, more))
    return {words("tile.title.places"): told}


CELLS: Mapping[str, Callable[[pd.DataFrame, Words], Cells]] = {
    "reporting-matrix": matrix,
    "hedges-by-report": hedged,
    "hedges-by-publisher": hedged,
    "rank-sets": ranks,
    "sample-map": tiles,
}
