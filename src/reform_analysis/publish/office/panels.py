"""The panels of a chart of values, with their points in the order of the picture.

One function a form of chart; `PANELS` names them as the charts are registered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from reform_analysis.charts.composition import (
    OWN_CIRCLES,
    PERSON_TIMES,
    choices_of,
    in_panel,
    national_shares,
    place_lines,
    ratio_groups,
    recruitment_lines,
    title_of,
    training_groups,
)
from reform_analysis.charts.rows.arrange import SILENCE
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
from reform_analysis.reading.hedges import READINGS


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
            kind = words.optional(f"variant.{row['group']}")
            variant = variant_of(row, words) if varied else ""
            name_of = line.name if line.group == SILENCE else place_of(row, words)
            year = line.name if "year" in row and pd.notna(row["place_id"]) else ""
            of = one_level(words, name_of, year, kind, variant)
            if here is None:
                points.append(gap_of(row, of, line.gap(name, words), words))
            else:
                points.append(point_of(row, of, words))
        title = words(title_of(rows, name, words), unit="{unit}", people="{people}")
        panels.append(panel_of(points, own, words, title))
    return panels


def recruitment(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Share and rate side by side, a point a place and circle in both; two national shares."""
    shares, rates = recruitment_lines(rows, words)
    told = rates["variant"].where(rates["place_id"].duplicated(keep=False).to_numpy(), "")
    left, right = _national(rows, words), []
    for share, rate, variant in zip(each(shares), each(rates), told, strict=True):
        kind = words.optional(f"variant.{variant}") if variant else ""
        names = one_level(words, rate["name"], kind)
        left.append(point_of(share, names, words))
        other = rate["variant"] not in OWN_CIRCLES
        right.append(point_of(rate, names, words, look="other" if other else None))
    return [
        panel_of(points, own, words, words(f"panel.{name}", unit="{unit}"))
        for points, own, name in (
            (left, shares, "recruit_share"),
            (right, rates, "recruit_rate"),
        )
    ]


def _national(rows: pd.DataFrame, words: Words) -> list[Point]:
    points = []
    for name, own in national_shares(rows).items():
        if own.empty:
            continue
        span = {"low": own["low"].min(), "value": np.nan, "high": own["high"].max()}
        span["label"] = words.value(span["low"], np.nan, span["high"], own["unit"].iloc[0])
        row = own.iloc[0].to_dict() | span | {"benchmark_id": ";".join(own["benchmark_id"])}
        points.append(point_of(row, (words(f"office.national.{name}"),), words))
    return points


def training(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Bounds of what was counted in persons, upper ends of what was in person-times, silence."""
    points = []
    for name, own in training_groups(rows).items():
        kind = words.optional(f"variant.{name.replace('_', '-')}")
        look = "upper" if name == PERSON_TIMES else None
        for row in each(own):
            names = one_level(words, place_of(row, words), kind, variant_of(row, words))
            points.append(point_of(row, names, words, look=look, informative=True))
    return [panel_of(points, rows, words, words("panel.coverage", unit="{unit}"))]


def ratios(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """A panel a pair of places: how many times as much the first has, population by population."""
    return [
        panel_of(
            [point_of(row, (words(f"population.{row['asked_per']}"),), words) for row in each(own)],
            own,
            words,
            head,
        )
        for head, own in ratio_groups(rows, words).items()
    ]


def choices(rows: pd.DataFrame, words: Words) -> list[Panel]:
    """Population, reading and place, by the value of the first place; two panels on one scale."""
    values = rows[rows["asked_per"].notna()]
    populations = list(dict.fromkeys(per for per, _ in choices_of(rows)))
    half = (len(populations) + 1) // 2
    panels = []
    for some in (populations[:half], populations[half:]):
        points = []
        for per, reading in product(some, READINGS):
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
    "order-by-population": ratios,
    "specification-curve": choices,
}
