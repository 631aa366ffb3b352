"""The panels of a chart of values, for slides and page, with points in the order of the picture.

A point is one category, with a value and its ends or the reason why there is none. One function a
form of chart; `PANELS` names them as the charts are registered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from reform_analysis.charts.composition import (
    choices_of,
    in_panel,
    national_shares,
    place_lines,
    ratio_groups,
    recruitment_lines,
    title_of,
    titled,
    training_groups,
    units_of,
)
from reform_analysis.charts.rows.arrange import SILENCE, open_target
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.rows.told import is_set, look_of
from reform_analysis.charts.words import Row, Words, records
from reform_analysis.reading.hedges import READINGS


@dataclass(frozen=True)
class Point:
    """One category: its names from the outermost level to the innermost, and its value."""

    names: tuple[str, ...]
    row: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    look: str = "interval"
    """One of `told.LOOKS`, or a place where each place has a look of its own."""
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

    @property
    def low(self) -> float:
        """Low end."""
        return float(self.row["low"])

    @property
    def high(self) -> float:
        """High end; open ones are infinite, or say nothing (``open_end``)."""
        return float(self.row["high"])

    @property
    def top(self) -> float:
        """Highest end that is closed."""
        return self.low if self.open_end else self.high

    @property
    def dot(self) -> float | None:
        """The printed or exact value, if there is one."""
        dot = self.low if self.low == self.high else float(self.row["value"])
        return dot if np.isfinite(dot) else None


@dataclass(frozen=True)
class Panel:
    """What shares one title with its unit: points."""

    title: str
    unit: str
    points: tuple[Point, ...]
    rows: pd.DataFrame
    share: bool = False
    scaled: tuple[Point, ...] = ()
    """Points of all panels that share one scale; empty for a scale of its own."""


def panels_of(rows: pd.DataFrame, name: str, words: Words) -> list[Panel]:
    """The panels of a chart of values.

    Parameters
    ----------
    rows : DataFrame
        Of the chart.
    name : str
        Under which the drawing is registered (`charts.registry.drawn_by`). One that is not
        known here gets one panel an indicator.
    words : Words

    Returns
    -------
    list of Panel
        Each with at least one point.
    """
    rows = rows.assign(variant=rows["variant"].astype(object).fillna(""))
    panels = PANELS.get(name, one_each)(rows, words)
    return [panel for panel in panels if panel.points]


def one_each(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """One panel an indicator, a point a row."""
    panels = []
    for _, own in rows.groupby("indicator_id", sort=False):
        points = [
            _point(row, [_place(row, words), _variant(row, words)], words) for row in records(own)
        ]
        panels.append(_panel(points, own, words))
    return panels


def by_place(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """One point a line of the picture."""
    names, lines = place_lines(rows, words)
    panels = []
    for name in names:
        own = in_panel(rows, name)
        told = own["place_id"].notna() & own["variant"].ne("")
        varied = len(set(own.loc[told, "variant"])) > 1
        points = []
        for line in (line for line in lines if line.rows):
            here = line.row(name)
            row = line.rows[0] if here is None else here
            named = (
                line.name if line.group == SILENCE else _place(row, words),
                line.name if "year" in row and pd.notna(row["place_id"]) else "",
                words.optional(f"variant.{row['group']}"),
                _variant(row, words) if varied else "",
            )
            gap = line.gap(name, words) if here is None else ""
            points.append(_point(row, named, words, gap=gap))
        panels.append(_panel(points, own, words, title_of(rows, name, words)))
    return panels


def recruitment(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Share and rate side by side, a point a place and circle in both; two national shares."""
    shares, rates = recruitment_lines(rows, words)
    again = rates["place_id"].duplicated(keep=False)
    left, right = list(_national(rows, words)), []
    both = map(records, (shares, rates))
    for share, rate, told in zip(*both, again, strict=True):
        named = (rate["name"], _variant(rate, words) if told else "")
        left.append(_point(share, named, words))
        look = look_of(rate, "party-recruitment")
        right.append(_point(rate, named, words, look=look))
    left_panel = _panel(left, shares, words, "panel.recruit_share")
    return [left_panel, _panel(right, rates, words, "panel.recruit_rate")]


def _national(rows: pd.DataFrame, words: Words) -> Iterator[Point]:
    for name, own in national_shares(rows).items():
        if own.empty:
            continue
        low, high = own["low"].min(), own["high"].max()
        label = words.value(low, np.nan, high, own["unit"].iloc[0])
        span = {"low": low, "value": np.nan, "high": high, "label": label}
        row = own.iloc[0].to_dict() | span | {"benchmark_id": ";".join(own["benchmark_id"])}
        yield _point(row, [words(f"office.national.{name}")], words)


def training(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Bounds of what was counted in persons, upper ends of what was in person-times, silence."""
    points = []
    for name, own in training_groups(rows).items():
        kind = words.optional(f"variant.{name.replace('_', '-')}")
        for row in records(own):
            named = (_place(row, words), kind, _variant(row, words))
            look = look_of(row, "training-coverage")
            points.append(_point(row, named, words, look=look, informative=True))
    return [_panel(points, rows, words, "panel.coverage")]


def ratios(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """A panel a pair of places: how many times as much the first has, population by population."""
    panels = []
    for head, own in ratio_groups(rows, words).items():
        points = [
            _point(row, [words(f"population.{row['asked_per']}")], words) for row in records(own)
        ]
        panels.append(replace(_panel(points, own, words), title=head))
    return panels


def choices(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Population, reading and place, by the value of the first place; two panels on one scale."""
    values = rows[rows["asked_per"].notna()]
    populations = list(dict.fromkeys(per for per, _ in choices_of(rows)))
    points = []
    for per, reading in product(populations, READINGS):
        part = values[values["asked_per"].eq(per) & values["reading"].eq(reading)]
        of = {"outer": (words(f"population.{per}"), words(f"reading.{reading}"))}
        for row in records(part):
            look = {"look": row["place_id"], "informative": True}
            points.append(_point(row, [_place(row, words)], words, **of, **look))
    first = {words(f"population.{per}") for per in populations[: (len(populations) + 1) // 2]}
    halves = [[p for p in points if (p.names[0] in first) is half] for half in (True, False)]
    of_all = {"unit": _per_people(values, words), "scaled": tuple(points)}
    return [replace(_panel(half, values, words), **of_all) for half in halves]


PANELS: Mapping[str, Callable[[pd.DataFrame, Words], list[Panel]]] = {
    "by_place": by_place,
    "party-recruitment": recruitment,
    "training-coverage": training,
    "order-by-population": ratios,
    "specification-curve": choices,
}


def _place(row: Row, words: Words) -> str:
    """Name of the place of a row, or of the benchmark that it holds, with its year."""
    if pd.notna(row["place_id"]):
        return words.place(row["place_id"])
    name = words.optional(f"benchmark.{row['benchmark_id']}") or words("source.national")
    year = row["period_start"]
    return name if pd.isna(year) else words("mark.comma", first=name, rest=str(year.year))


def _variant(row: Row, words: Words) -> str:
    """Name of the variant of a row, where there is one."""
    return words.optional(f"variant.{row['variant']}") if row["variant"] else ""


def _point(
    row: Row,
    names: Sequence[str],
    words: Words,
    *,
    outer: tuple[str, ...] = (),
    look: str = "",
    informative: bool = False,
    gap: str = "",
) -> Point:
    """A row as a point: its value as the picture tells it, or the reason why there is none.

    The names make one level, below those of the ``outer`` ones. ``informative`` is where an upper
    end of 100 per cent says nothing and counts as open, ``gap`` why a panel lacks what others have.
    """
    name, kind = words.join(names, "mark.comma"), look_of(row, "")
    if gap or kind == "gap":
        said = gap or (row["status"] in WITHOUT_VALUE and row["label"]) or words("not_reported")
        told = (
            words("office.lacks", name=name)
            if outer
            else words("mark.brackets", text=name, more=said)
        )  # below a population there is no room for more
        empty = dict.fromkeys(("low", "value", "high"), np.nan) | {"claim_ids": None}
        return Point((*outer, told), empty | {of: row[of] for of in ("status", "place_id")})
    opens = (informative or kind == "benchmark") and open_target(row)
    return Point(
        (*outer, name),
        dict(row),
        look or kind,
        row["label"],
        bool(opens or np.isinf(row["high"])),
        is_set(row.get("assumed_high")),
        is_set(row.get("excluded")),
    )


def _panel(points: Sequence[Point], rows: pd.DataFrame, words: Words, title: str = "") -> Panel:
    """Points under a title, or the name of their indicator, with the units of those drawn."""
    told, units, share = titled(rows, title, words)
    return Panel(told, units, tuple(points), rows, share)


def _per_people(rows: pd.DataFrame, words: Words) -> str:
    """The unit of rows on several populations, which each category names."""
    counted, _, people = units_of(rows)[0][0].partition(" per ")
    if counted == "fraction":
        return words("office.share_of")
    per = people.partition(" ")[0]
    return words("office.per", unit=words.unit(counted), per=words(f"per.{per}"))
