"""Where each row of a chart stands: its panel, its group and the small type beside it.

What is of one kind stands together. The register says by what: ``panel_by`` and ``group_by``
name ``variant``, ``per`` or ``counted`` (persons apart from person-times); groups may be levels
of places.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from reform_analysis.charts.rows.choose import LEVELS, SILENT
from reform_analysis.charts.words import Words, cells
from reform_analysis.tables.naming import split_list

NATION, PLACES, SILENCE = "nation", "places", "silent"
"""Groups that every chart may have: benchmarks, places that report, places that do not."""


def arranged(rows: pd.DataFrame, entry: pd.Series, words: Words) -> pd.DataFrame:
    """Say for each row of a chart where it stands.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` and `labelled` give them.
    entry : Series
        Row of ``codebook/registers/charts``: ``panel_by``, ``group_by``, and ``benchmark_groups``,
        one group for each of ``benchmark_ids`` (empty: behind all of them).
    words : Words

    Returns
    -------
    DataFrame
        ``rows`` in their order and, all text: ``panel`` (empty: in every panel), ``group``,
        ``heading`` of the group (empty: none is needed), ``line`` (rows of one line share it),
        ``name`` of the line, ``detail`` below the name, ``beside`` below the value; and
        ``rank``, by which groups and panels follow each other.

    Raises
    ------
    WordsError
        A group or a benchmark has no word.
    """
    silent, behind = rows["status"].isin(SILENT), rows["benchmark_id"].notna()
    panel_by, group_by = _cell(entry["panel_by"]), _cell(entry["group_by"])
    panel = _kinds(rows, panel_by).mask(silent | behind, "")
    kind = _kinds(rows, group_by)
    if group_by == "place":
        kind = rows["place_id"].fillna("")
    if group_by == "level":
        kind = rows["place_id"].map(words.by_id("raw/places")["level"]).fillna("")
    kind = kind.mask(silent, SILENCE).mask(behind, rows["benchmark_id"].map(_groups(entry)))
    needed = bool(group_by) or behind.any()
    group = kind.mask(kind.eq(""), PLACES)
    lasting = rows["variant"].fillna("") if panel_by != "variant" else ""
    made = rows.assign(panel=panel, group=group, line=rows["place_id"].fillna("") + "|" + lasting)
    if group_by == "place":  # a line a year, below the name of the place
        made["line"] += "|" + rows["year"].astype("string").fillna("")
    made["heading"] = _headings(made, words) if needed else ""
    made["name"] = [words.place(place) if pd.notna(place) else "" for place in rows["place_id"]]
    made["rank"] = _ranks(panel.mask(panel.eq(""), group), entry)
    if group_by == "place":
        made["name"], made["rank"] = rows["year"].astype("string").fillna(""), 0
    apart = bool(panel_by) or group_by == "variant" or rows["variant"].nunique() < 2
    remarks = pd.Series(_remarks(made, words, apart), rows.index)
    printed = zip(made["reported"], made["period"], strict=True)
    told = pd.Series([words.join(each, "mark.comma") for each in printed], rows.index)
    both = [words.join(each) for each in zip(remarks, told, strict=True)]
    made["detail"] = remarks if panel_by else both
    made["beside"] = told if panel_by else ""
    for at, row in made[behind].iterrows():
        benchmark = row["benchmark_id"]
        made.loc[at, "line"] = benchmark
        made.loc[at, "name"] = words.optional(f"benchmark.{benchmark}")
        made.loc[at, ["detail", "beside"]] = _told_of(benchmark, words)
    return _by_year(made) if group_by == "place" else made


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Years of a place one after the other, whichever panel they stand in."""
    place = pd.Series(pd.factorize(rows["place_id"])[0], rows.index)
    ordered = pd.DataFrame({"place": place, "year": rows["year"]})
    return rows.loc[ordered.sort_values(["place", "year"], kind="stable").index]


def panel_count(rows: pd.DataFrame, entry: pd.Series) -> int:
    """Number of panels that the rows need."""
    if "panel" not in rows or not _cell(entry["panel_by"]):
        return int(entry["panels"])
    return max(1, rows.loc[rows["panel"].ne(""), "panel"].nunique())


def _cell(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)


def _kinds(rows: pd.DataFrame, by: str) -> pd.Series:
    if by in ("", "level", "place"):
        return pd.Series("", rows.index)
    if by == "counted":
        times = rows["counted"].str.startswith("人次")
        return times.map({True: "person-times", False: "persons"})
    return rows["asked_per" if by == "per" else by].fillna("").astype(object)


def _groups(entry: pd.Series) -> dict[str, str]:
    ids, groups = (split_list(_cell(entry[f"benchmark_{of}"])) for of in ("ids", "groups"))
    return dict(zip(ids, groups, strict=True)) if groups else dict.fromkeys(ids, NATION)


def _ranks(kinds: pd.Series, entry: pd.Series) -> pd.Series:
    """Nation first, then kinds as the register lists them, persons before person-times."""
    listed = split_list(_cell(entry["variants"])) or tuple(kinds.unique())
    order = [NATION, "persons", "person-times", *listed]
    return kinds.map(lambda kind: order.index(kind) if kind in order else len(order)).mask(
        kinds.eq(SILENCE), len(order) + 1
    )


def _headings(rows: pd.DataFrame, words: Words) -> list[str]:
    indicator = rows["indicator_id"].iloc[0]
    common = (NATION, PLACES, SILENCE, *LEVELS)
    return [
        words.place(g)
        if g == place
        else words(f"group.{g}" if g in common else f"group.{indicator}.{g}")
        for g, place in zip(rows["group"], rows["place_id"].fillna(""), strict=True)
    ]


def _remarks(rows: pd.DataFrame, words: Words, apart: bool) -> list[str]:
    """What a reader must know of this one row, from ``remark.indicator.place.variant``.

    One that ends in a reading stands in its place at that reading. Without one, the variant is
    named, unless variants stand ``apart``.
    """
    told = []
    rows = rows.assign(variant=rows["variant"].fillna(""))
    columns = ("indicator_id", "place_id", "variant", "reading")
    for indicator, place, variant, reading in cells(rows, columns):
        name = f"remark.{indicator}.{place}.{variant}".rstrip(".")
        kind = words.optional(f"variant.{variant}") if variant and not apart else ""
        told.append(words.optional(f"{name}.{reading}") or words.optional(name) or kind)
    return told


def _told_of(benchmark: str, words: Words) -> tuple[str, str]:
    """Document, year and grade of a benchmark, and how its definition differs."""
    if f"benchmark.{benchmark}.other" not in words:
        return "", ""
    row = words.by_id("raw/benchmarks").loc[benchmark]
    grade = words("denominator.grade", grade=row["grade"])
    document = words(f"document.{benchmark}")
    source = words("benchmark.source", document=document, year=row["year"], grade=grade)
    return source, words("benchmark.other", other=words(f"benchmark.{benchmark}.other"))


def open_target(row: Mapping[str, Any]) -> bool:
    """Whether a benchmark says only "at least": an open end, or a share up to all.

    Examples
    --------
    >>> open_target(pd.Series({"high": 1.0, "unit": "fraction"}))
    True
    """
    return bool(np.isinf(row["high"]) or (row["unit"] == "fraction" and row["high"] >= 1))
