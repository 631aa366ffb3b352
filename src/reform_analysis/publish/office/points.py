"""Points: one category of a native chart, with a value and its ends or the reason for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from reform_analysis.charts.rows.arrange import open_target
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.rows.told import is_set
from reform_analysis.charts.words import Words


@dataclass(frozen=True)
class Point:
    """One category: its names from the outermost level to the innermost, and its value."""

    names: tuple[str, ...]
    row: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    look: str = "interval"
    """Key of `graphs.LOOKS`, or a place where each place has a look of its own."""
    label: str = ""
    open_end: bool = False
    assumed: bool = False
    """The words leave the high end open; it is where our reading ends."""
    excluded: bool = False
    """The words exclude the number that they print."""

    @property
    def valued(self) -> bool:
        """Whether anything is drawn."""
        return bool(self.label)


@dataclass(frozen=True)
class Panel:
    """One native chart: title with unit, points, and whether points of a place share a look."""

    title: str
    unit: str
    points: tuple[Point, ...]
    rows: pd.DataFrame
    share: bool = False
    by_place: bool = False
    scaled: tuple[Point, ...] = ()
    """Points of all panels that share one scale; empty for a scale of its own."""


def each(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as mappings of column to value, in order."""
    return rows.to_dict("records")


def place_of(row: Mapping[str, Any], words: Words) -> str:
    """Name of the place of a row, or of the benchmark that it holds, with its year."""
    if pd.notna(row["place_id"]):
        return words.place(row["place_id"])
    name = words.optional(f"benchmark.{row['benchmark_id']}") or words("source.national")
    year = row["period_start"]
    return name if pd.isna(year) else words("mark.comma", first=name, rest=str(year.year))


def variant_of(row: Mapping[str, Any], words: Words) -> str:
    """Name of the variant of a row, where there is one."""
    return words.optional(f"variant.{row['variant']}") if row["variant"] else ""


def point_of(
    row: Mapping[str, Any],
    names: Sequence[str],
    words: Words,
    *,
    look: str | None = None,
    informative: bool = False,
) -> Point:
    """A row as a point: its value as the picture tells it, or the reason why there is none.

    ``informative`` is where an upper end of 100 per cent says nothing and counts as open.
    """
    row = dict(row)
    span = [float(row[part]) for part in ("low", "value", "high")]
    status = row["status"]
    if status in WITHOUT_VALUE or np.isnan(span[0]):
        said = (status in WITHOUT_VALUE and row["label"]) or words("not_reported")
        return gap_of(row, names, said, words)
    behind = pd.notna(row.get("benchmark_id"))
    ends = behind and open_target(row)
    whole = informative and row["unit"] == "fraction" and span[2] >= 1
    kinds = {"bound": "bound", "proxy": "proxy", "benchmark": "benchmark"}
    if status == "bound" and span[0] == 0:
        kinds["bound"] = "upper"
    return Point(
        tuple(names),
        row,
        look or kinds.get(status, "interval"),
        row["label"],
        bool(ends or whole or np.isinf(span[2])),
        is_set(row.get("assumed_high")),
        is_set(row.get("excluded")),
    )


def gap_of(row: Mapping[str, Any], names: Sequence[str], said: str, words: Words) -> Point:
    """A place without a value: the category says so, and nothing is drawn."""
    empty = dict.fromkeys(("low", "value", "high"), np.nan) | {"claim_ids": None}
    kept = empty | {"status": row["status"], "place_id": row["place_id"]}
    *outer, last = names
    told = (
        words("office.lacks", name=last) if outer else words("mark.brackets", text=last, more=said)
    )  # below a population there is no room for more
    return Point((*outer, told), kept)


def one_level(words: Words, *names: str) -> tuple[str]:
    """A single level that says all names."""
    return (words.join(names, "mark.comma"),)


def panel_of(
    points: Sequence[Point],
    rows: pd.DataFrame,
    words: Words,
    title: str = "",
    *,
    by_place: bool = False,
    populations: bool = False,
) -> Panel:
    """Points under a title, or the name of their indicator, with the units of those drawn.

    ``title`` may have the slots ``{unit}`` and ``{people}``. With ``populations`` the unit names no
    people, for each category does.
    """
    own = rows[rows["benchmark_id"].isna()]
    told = own[own["unit"].notna()].sort_values("per", na_position="last")
    drawn = told[~told["status"].isin(WITHOUT_VALUE)]
    told = told if drawn.empty else drawn
    pairs = list(dict.fromkeys(zip(told["unit"], told["per"], strict=True)))
    unit, per = pairs[0] if pairs else ("", None)
    if populations and unit:
        named = _per_people(unit, words)
    else:
        named = words.join(words.unit(u, None if pd.isna(r) else r) for u, r in pairs)
    people = words.people(per) if pd.notna(per) else ""
    label = words.indicator(own["indicator_id"].iloc[0])
    title = title or label[:1].upper() + label[1:]
    title = title.replace("{unit}", named).replace("{people}", people)
    share = str(unit).partition(" ")[0] == "fraction"
    return Panel(title, named, tuple(points), rows, share, by_place)


def _per_people(unit: str, words: Words) -> str:
    counted, _, people = unit.partition(" per ")
    if counted == "fraction":
        return words("office.share_of")
    per = people.partition(" ")[0]
    return words("office.per", unit=words.unit(counted), per=words(f"per.{per}"))
