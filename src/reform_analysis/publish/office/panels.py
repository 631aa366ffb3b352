"""The panels of a chart of values, with their points in the order of the picture.

One function a form of chart; `PANELS` names them as the charts are registered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.words import Words
from reform_analysis.publish.office.points import (
    Panel,
    Point,
    each,
    gap_of,
    one_level,
    panel_of,
    place_of,
    point_of,
    variant_of,
)

READINGS = ("narrow", "central", "wide")


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
            point_of(row, one_level(words, place_of(row, words), variant_of(row, words)), words)
            for row in each(own)
        ]
        panels.append(panel_of(points, own, words))
    return panels


def by_place(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """One point a line of the picture; benchmarks first in their group, silent places last."""
    rows = rows.sort_values(["rank", "benchmark_id"], kind="stable", na_position="last")
    lines = [
        line
        for _, group in rows.groupby("group", sort=False)
        for _, line in group.groupby("line", sort=False)
    ]
    panels = []
    for name in [panel for panel in dict.fromkeys(rows["panel"]) if panel] or [""]:
        own = rows[rows["panel"].isin(["", name])]
        told = own["place_id"].notna() & own["variant"].ne("")
        varied = len(set(own.loc[told, "variant"])) > 1
        points = []
        for line in lines:
            here = line[line["panel"].isin(["", name])]
            row = (line if here.empty else here).iloc[0]
            kind = words.optional(f"variant.{row['group']}")
            names = one_level(
                words, place_of(row, words), kind, variant_of(row, words) if varied else ""
            )
            if here.empty:
                said = words.optional(f"gap.{row['indicator_id']}.{name}")
                points.append(gap_of(row, names, said or words("not_reported"), words))
            else:
                points.append(point_of(row, names, words))
        panels.append(panel_of(points, own, words, _title(own, name, words)))
    return panels


def _title(rows: pd.DataFrame, panel: str, words: Words) -> str:
    """The title of a panel of the picture, its slots still open."""
    indicator = rows.loc[rows["benchmark_id"].isna(), "indicator_id"].iloc[0]
    for name in (f"panel.{indicator}.{panel}", f"panel.{indicator}"):
        if name in words:
            return words(name, unit="{unit}", people="{people}")
    return ""


def recruitment(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Share and rate side by side, a point a place and circle in both; two national shares."""
    values = rows[rows["benchmark_id"].isna()]
    rates = values[values["indicator_id"].eq("new-worker-members")]
    shares = values[values["indicator_id"].eq("workers-share-of-new-members")].set_index(
        "place_id", drop=False
    )
    silent = rates["status"].isin(SILENT) & rates["place_id"].map(shares["status"]).isin(SILENT)
    lines = rates.iloc[np.argsort(silent.to_numpy(), kind="stable")]
    again = lines["place_id"].duplicated()
    told = lines["variant"].where(lines["place_id"].duplicated(keep=False), "")
    left, right = _national(rows, words), []
    for (_, rate), repeated, variant in zip(lines.iterrows(), again, told, strict=True):
        kind = words.optional(f"variant.{variant}") if variant else ""
        names = one_level(words, place_of(rate, words), kind)
        share = shares.loc[rate["place_id"]]
        if repeated:
            left.append(gap_of(share, names, words("not_reported"), words))
        else:
            left.append(point_of(share, names, words))
        other = rate["variant"] not in ("", "workers")
        right.append(point_of(rate, names, words, look="other" if other else None))
    share_title = words("panel.recruit_share", unit="{unit}")
    rate_title = words("panel.recruit_rate", unit="{unit}")
    return [
        panel_of(
            left,
            values[values["indicator_id"].eq("workers-share-of-new-members")],
            words,
            share_title,
        ),
        panel_of(right, rates, words, rate_title),
    ]


def _national(rows: pd.DataFrame, words: Words) -> list[Point]:
    behind = rows[rows["benchmark_id"].notna()].sort_values("low")
    wide = behind["low"] > behind["low"].mean()
    points = []
    for name, own in (("narrow", behind[~wide]), ("wide", behind[wide])):
        if own.empty:
            continue
        span = {"low": own["low"].min(), "value": np.nan, "high": own["high"].max()}
        span["label"] = words.value(span["low"], np.nan, span["high"], own["unit"].iloc[0])
        row = own.iloc[0].to_dict() | span | {"benchmark_id": ";".join(own["benchmark_id"])}
        points.append(point_of(row, (words(f"office.national.{name}"),), words))
    return points


def training(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Bounds of what was counted in persons, upper ends of what was in person-times, silence."""
    silent, times = rows["status"].isin(SILENT), rows["counted"].str.contains("人次")
    points = []
    for name, own in (
        ("persons", rows[~silent & ~times]),
        ("person-times", rows[~silent & times]),
        ("", rows[silent]),
    ):
        kind = words.optional(f"variant.{name}")
        for row in each(own):
            names = one_level(words, place_of(row, words), kind, variant_of(row, words))
            look = "upper" if name == "person-times" else None
            points.append(point_of(row, names, words, look=look, informative=True))
    return [panel_of(points, rows, words, words("panel.coverage", unit="{unit}"))]


def counts_and_rates(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Of each indicator the printed counts and the same counts per head."""
    values = rows[rows["asked_per"].notna()]
    panels = []
    for _, own in values.groupby("indicator_id", sort=False):
        for per, side in own.groupby("asked_per", sort=False):
            points = [
                point_of(
                    row,
                    one_level(words, place_of(row, words), variant_of(row, words)),
                    words,
                    look=row["place_id"],
                )
                for row in each(side)
            ]
            head = words.text(
                "codebook/registers/indicators", side["indicator_id"].iloc[0], "label"
            )
            kind = words(f"population.{per}") if per else words("office.counts")
            title = words("mark.comma", first=head[:1].upper() + head[1:], rest=kind)
            panels.append(panel_of(points, side, words, title, by_place=True))
    return panels


def on_populations(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """A panel an indicator: populations, and on each the places."""
    values = rows[rows["asked_per"].notna()]
    panels = []
    for _, own in values.groupby("indicator_id", sort=False):
        points = []
        for per, part in own.groupby("asked_per", sort=False):
            points += [
                point_of(
                    row,
                    (words(f"population.{per}"), place_of(row, words)),
                    words,
                    look=row["place_id"],
                )
                for row in each(part)
            ]
        panels.append(panel_of(points, own, words, by_place=True, populations=True))
    return panels


def choices(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Population, reading and place, by the value of the first place; two panels on one scale."""
    values = rows[rows["asked_per"].notna()]
    lead = values[values["place_id"].eq(values["place_id"].iloc[0])]
    lead = lead[~lead["status"].isin(WITHOUT_VALUE)].sort_values("value", kind="stable")
    populations = list(dict.fromkeys(lead["asked_per"]))
    panels = []
    for some in (
        populations[: (len(populations) + 1) // 2],
        populations[(len(populations) + 1) // 2 :],
    ):
        points = []
        for per in some:
            for reading in READINGS:
                part = values[values["asked_per"].eq(per) & values["reading"].eq(reading)]
                names = (words(f"population.{per}"), words(f"reading.{reading}"))
                points += [
                    point_of(
                        row,
                        (*names, place_of(row, words)),
                        words,
                        look=row["place_id"],
                        informative=True,
                    )
                    for row in each(part)
                ]
        panels.append(panel_of(points, values, words, by_place=True, populations=True))
    every = tuple(point for panel in panels for point in panel.points)
    return [replace(panel, scaled=every) for panel in panels]


PANELS: Mapping[str, Callable[[pd.DataFrame, Words], list[Panel]]] = {
    "by_place": by_place,
    "party-recruitment": recruitment,
    "training-coverage": training,
    "raw-to-per-head": counts_and_rates,
    "order-by-population": on_populations,
    "specification-curve": choices,
}
