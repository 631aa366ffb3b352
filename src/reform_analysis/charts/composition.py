"""What stands where in a chart, told once: for its picture, its slides and its workbook.

A function a form of chart takes the rows of the chart and puts them into groups and lines, in the
order in which a reader meets them, with the words that stand beside them. How a line looks is the
matter of who reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reform_analysis.charts.rows.arrange import SILENCE
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.words import Row, Words, records
from reform_analysis.reading.hedges import READINGS

PERSONS, PERSON_TIMES = "persons", "person_times"
"""Groups of what was counted."""

RATIO = "倍"
"""The unit of a ratio of two places."""


@dataclass(frozen=True)
class Line:
    """One line of a chart of rows: the rows of one place and kind, one a panel at most."""

    group: str
    name: str
    rows: Sequence[Row] = ()
    """None for the heading of a group, whose text is the name."""

    def row(self, panel: str) -> Row | None:
        """What stands in a panel; None where nothing does."""
        return next((row for row in self.rows if row["panel"] in ("", panel)), None)

    def gap(self, panel: str, words: Words) -> str:
        """What a panel says where it has no row of this line."""
        said = words.optional(f"gap.{self.rows[0]['indicator_id']}.{panel}")
        return said or words("not_reported")


def silent_together(rows: pd.DataFrame, words: Words) -> tuple[str, pd.DataFrame]:
    """Name and row of one line for all silent places; their names stand below its name.

    Parameters
    ----------
    rows : DataFrame
        Of silent places, with ``detail``.
    words : Words
    """
    names = words.join(map(words.place, rows["place_id"]), "mark.comma")
    count = rows["place_id"].nunique()
    if count == 1:
        return names, rows.iloc[:1]
    return words("silent.places", places=count), rows.iloc[:1].assign(detail=names)


def place_lines(rows: pd.DataFrame, words: Words) -> tuple[list[str], list[Line]]:
    """Panels and lines of a chart by place: benchmarks first in their group, silence last.

    Parameters
    ----------
    rows : DataFrame
        `chart_rows` with `arrange.arranged`.
    words : Words

    Returns
    -------
    panels : list of str
        At least one; a single one is called by an empty text.
    lines : list of Line
        A heading first in each group that needs one; silent places share a line.
    """
    rows = rows.sort_values(["rank", "benchmark_id"], kind="stable", na_position="last")
    panels = [name for name in dict.fromkeys(rows["panel"]) if name] or [""]
    groups: dict[str, dict[str, list[Row]]] = {}
    for row in records(rows):
        groups.setdefault(row["group"], {}).setdefault(row["line"], []).append(row)
    lines = []
    for group, under in groups.items():
        if heading := next(iter(under.values()))[0]["heading"]:
            lines.append(Line(group, heading))
        if group == SILENCE:
            name, silent = silent_together(rows[rows["group"].eq(SILENCE)], words)
            lines.append(Line(group, name, records(silent)))
            continue
        lines += [Line(group, own[0]["name"], own) for own in under.values()]
    return panels, lines


def in_panel(rows: pd.DataFrame, panel: str) -> pd.DataFrame:
    """Rows of a panel, and those that stand in every panel."""
    return rows[rows["panel"].isin(["", panel])]


def title_of(rows: pd.DataFrame, panel: str, words: Words) -> str:
    """Id of the words over a panel of a chart by place; those of all panels where it has none."""
    own = in_panel(rows[["benchmark_id", "panel", "indicator_id"]], panel)
    indicator = own.loc[own["benchmark_id"].isna(), "indicator_id"].iloc[0]
    name = f"panel.{indicator}.{panel}"
    return name if name in words else f"panel.{indicator}"


def titled(rows: pd.DataFrame, title: str, words: Words) -> tuple[str, str, bool]:
    """Title of a panel, its units in words, and whether it is of shares.

    Parameters
    ----------
    rows : DataFrame
        Of the panel.
    title : str
        Id of words that may have the slots ``{unit}`` and ``{people}``; without one the panel is
        called as its indicator.
    words : Words
    """
    units = units_of(rows)
    unit, per = units[0] if units else ("", None)
    named = words.join(words.unit(unit, None if pd.isna(per) else per) for unit, per in units)
    if title:
        people = words.people(per) if pd.notna(per) else ""
        told = words(title, unit=named, people=people)
    else:
        told = words.indicator(rows.loc[rows["benchmark_id"].isna(), "indicator_id"].iloc[0])
        told = told[:1].upper() + told[1:]
    return told, named, unit.partition(" ")[0] == "fraction"


def units_of(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Units and populations of what is drawn; of what is not, where nothing is."""
    own = rows[rows["benchmark_id"].isna() & rows["unit"].notna()]
    own = own.sort_values("per", na_position="last")
    drawn = own[~own["status"].isin(WITHOUT_VALUE)]
    told = own if drawn.empty else drawn
    return list(dict.fromkeys(zip(told["unit"], told["per"], strict=True)))


def recruitment_lines(rows: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Shares and rates of new members line by line, places that report neither in the last.

    Returns
    -------
    shares, rates : DataFrame
        A row a place and circle of recruits, in the same order. The share is that of the report's
        own workers: a second circle of a place has none. The rates have ``name``
        and ``detail`` of each line, the circle that is counted.
    """
    values = rows[rows["benchmark_id"].isna()]
    rates = values[values["indicator_id"].eq("new-worker-members")]
    shares = values[values["indicator_id"].eq("workers-share-of-new-members")].set_index("place_id")
    silent = rates["status"].isin(SILENT) & rates["place_id"].map(shares["status"]).isin(SILENT)
    circles = [f"circle.{row.place_id}.{row.variant}" for row in rates.itertuples()]
    rates = rates.assign(
        name=rates["place_id"].map(words.place), detail=[words.optional(c) for c in circles]
    )
    if silent.any():
        name, last = silent_together(rates[silent], words)
        rates = pd.concat([rates[~silent], last.assign(name=name)])
    own = shares.reindex(rates["place_id"]).reset_index()
    again = own["place_id"].duplicated()
    own["status"] = own["status"].mask(again, "not_reported")
    own["label"] = own["label"].mask(again, words("not_reported"))
    return own, rates


def national_shares(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Benchmarks of the narrow and of the wide definition of a worker, apart by value."""
    behind = rows[rows["benchmark_id"].notna()].sort_values("low")
    wide = behind["low"] > behind["low"].mean()
    return {"narrow": behind[~wide], "wide": behind[wide]}


def training_groups(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What was counted in persons, what in person-times, and who is silent; none is empty."""
    silent = rows["status"].isin(SILENT)
    times = rows["counted"].str.contains("人次").fillna(False).astype(bool)
    groups = {
        PERSONS: rows[~silent & ~times],
        PERSON_TIMES: rows[~silent & times],
        "not_reported": rows[silent],
    }
    return {name: own for name, own in groups.items() if not own.empty}


def ratio_groups(rows: pd.DataFrame, words: Words) -> dict[str, pd.DataFrame]:
    """Ratios pair by pair under a head that names indicator, kind and pair, by population."""
    groups = {}
    keys = ["indicator_id", "place_id", "other_id"]
    for (indicator, _, _), own in rows.groupby(keys, sort=False):
        label = words.indicator(indicator)
        pair = pair_of(own.iloc[0], words)
        groups[words("mark.colon", name=label[:1].upper() + label[1:], text=pair)] = own
    return groups


def pair_of(row: Mapping[str, Any], words: Words) -> str:
    """The two places of a ratio, the first divided by the other."""
    return words(
        "told.pair", first=words.place(row["place_id"]), other=words.place(row["other_id"])
    )


def rank_lines(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows at the middlemost reading drawn, by best rank, then by worst, then by id."""
    drawn = [name for name in READINGS if name in set(rows["reading"])]
    told = "central" if "central" in drawn else drawn[0]
    keys = ["best", "worst", "place_id", "variant"]
    return rows[rows["reading"].eq(told)].sort_values(keys)


def choices_of(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Populations and readings by the value of the first place, of equal ones the narrow first."""
    values = rows[rows["asked_per"].notna()]
    lead = values[values["place_id"].eq(values["place_id"].iloc[0]) & values["low"].notna()]
    lead = lead.assign(width=lead["reading"].map(READINGS.index)).sort_values(["value", "width"])
    return list(zip(lead["asked_per"], lead["reading"], strict=True))


@dataclass(frozen=True)
class Told:
    """A bar of counted claims: whose it is, and the words beside it."""

    name: str
    row: pd.Series
    beside: str


def hedge_lines(rows: pd.DataFrame, words: Words) -> tuple[list[str], list[tuple[Told, dict]]]:
    """Hedges in order, and of each report, or kind of publisher, its bar and its row a hedge."""
    by = "publisher_kind" if "publisher_kind" in rows else "place_id"
    name_of = words.publisher if by == "publisher_kind" else words.place
    shown = [hedge for hedge in dict.fromkeys(rows["variant"]) if hedge != "hedged"]
    lines = []
    for group, own in rows.groupby(by, sort=False, dropna=False):
        under = {row["variant"]: row for _, row in own.iterrows()}
        row = under["hedged"]
        name = words("all_reports") if by == "place_id" and pd.isna(group) else name_of(group)
        share = words.value(row["low"], np.nan, row["low"], "fraction", 0)
        told = words("claims_hedged", claims=row["asked"], share=share)
        lines.append((Told(name[:1].upper() + name[1:], row, told), under))
    return shown, lines


@dataclass(frozen=True)
class Block:
    """A dimension of the matrix of what is reported."""

    name: str
    told: str
    """How many of its cells are silent."""
    statuses: pd.DataFrame
    """A row an indicator, by its id, a column a place."""


def silent_of_places(rows: pd.DataFrame, words: Words) -> list[str]:
    """Of each column of the matrix, how many of the cells that apply are silent."""
    asked = rows[rows["status"].ne("not_applicable")]
    silent = asked["status"].eq("not_reported").groupby(asked["place_id"]).agg(["sum", "size"])
    silent = silent.reindex(list(dict.fromkeys(rows["place_id"])), fill_value=0)
    return [
        words("matrix.silent_of", silent=n, asked=of) for n, of in silent.itertuples(index=False)
    ]


def matrix_blocks(rows: pd.DataFrame, words: Words) -> list[Block]:
    """The matrix, dimension by dimension; what was never asked does not apply."""
    places = list(dict.fromkeys(rows["place_id"]))
    blocks = []
    for dimension, own in rows.groupby("dimension", sort=False):
        asked = int(own["status"].ne("not_applicable").sum())
        silent = int(own["status"].eq("not_reported").sum())
        told = words("silent_of", silent=silent, asked=asked)
        statuses = own.pivot_table("status", "indicator_id", "place_id", "first")
        statuses = statuses.reindex(index=list(dict.fromkeys(own["indicator_id"])), columns=places)
        blocks.append(
            Block(words(f"dimension.{dimension}"), told, statuses.fillna("not_applicable"))
        )
    return blocks
