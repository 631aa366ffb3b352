"""The sentence under a chart that a reader chose otherwise: values, and orders that were computed.

A finding of the register is prose about the register's own choice. Under another denominator,
reading or set of places nobody has looked whether it still holds, so none of it is said.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.rows.told import told_value
from reform_analysis.charts.words import Words

MOST_VALUES = 12
"""Values that a sentence tells at most; beyond it names orders, or the places alone."""

_KINDS = ("above", "below", "not_ordered")


def generated(rows: pd.DataFrame, words: Words) -> str:
    """A sentence made of the rows of a chart alone.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` or a function of `chosen` gives them. A column ``order`` holds what
        `compare.order` says of each value against the first place of the same indicator,
        denominator and reading; only where it is there the sentence speaks of order.
    words : Words

    Returns
    -------
    str
        Names of indicators and places with their values, or with their orders where there are
        more than `MOST_VALUES`; of a chart that draws cells, how many are silent. Never empty:
        where nothing has a value, the names of the places.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("order-by-population", codebook(), reading="wide", per="secondary_employed")
    >>> chart.rows.loc[
    ...     chart.rows["indicator_id"].eq("contract-coverage"), "order"
    ... ].dropna().tolist()
    ['not_ordered']
    >>> "Huaibei and Jingjiang not ordered" in generated(chart.rows, chart.words)
    True
    """
    own = rows[rows["benchmark_id"].isna() & rows["place_id"].notna()]
    valued = own[~own["status"].isin(WITHOUT_VALUE) & own["low"].notna()]
    if "claims" in own:  # shares of hedges: any hedge at all tells the report
        valued = valued[valued["variant"].eq("hedged")]
    if valued.empty and own["low"].isna().all() and own["status"].isin(SILENT).any():
        return _silence(own, words)
    parts = _values(valued, words) if len(valued) <= MOST_VALUES else []
    parts += _orders(valued, words) if "order" in valued else []
    if parts:
        return words("told.sentence", text=words.join(parts))
    places = words.join(map(words.place, own["place_id"]), "mark.comma")
    return words("selection", places=places)


def _silence(cells: pd.DataFrame, words: Words) -> str:
    parts = []
    for place, own in cells[cells["status"].ne("not_applicable")].groupby("place_id", sort=False):
        silent = own.loc[own["status"].eq("not_reported"), "indicator_id"].nunique()
        told = words("told.silent", silent=silent, asked=own["indicator_id"].nunique())
        parts.append(words("mark.colon", name=words.place(str(place)), text=told))
    return words("told.sentence", text=words.join(parts))


def _values(valued: pd.DataFrame, words: Words) -> list[str]:
    parts = []
    for head, own in _grouped(valued, words):
        told = [f"{_name(row, words)} {told_value(row, words)}" for row in own.itertuples()]
        text = words.join(told, "mark.comma")
        parts.append(words("mark.colon", name=head, text=text) if head else text)
    return parts


def _orders(valued: pd.DataFrame, words: Words) -> list[str]:
    """Of each indicator and two places: where the one is above, below, or not ordered."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for indicator, of_indicator in valued.groupby("indicator_id", sort=False):
        label = words.text("codebook/registers/indicators", str(indicator), "label")
        for where, own in _grouped(of_indicator, words, indicators=False):
            first = words.place(own["place_id"].iloc[0])
            for row in own.iloc[1:].itertuples():
                if row.order in _KINDS:
                    key = (label, words.place(row.place_id), first, row.order)
                    found.setdefault(key, []).append(where)
    parts = []
    for (label, place, first, kind), places in found.items():
        pair = (first, place) if kind == "not_ordered" else (place, first)
        told = words(f"told.{kind}", first=pair[0], second=pair[1])
        name = words("mark.comma", first=label, rest=told)
        where = words.join(places, "mark.comma")
        parts.append(words("mark.colon", name=name, text=where) if where else name)
    return parts


def _grouped(
    valued: pd.DataFrame, words: Words, indicators: bool = True
) -> list[tuple[str, pd.DataFrame]]:
    """Rows that stand on one scale, with the name of what they share."""
    by = [name for name in ("indicator_id", "asked_per", "reading") if name in valued]
    several = "order" in valued
    populations = len(valued.get("asked_per", pd.Series(dtype=object)).dropna().unique()) > 1
    readings = len(valued["reading"].unique()) > 1
    groups = []
    for keys, own in valued.groupby(by, sort=False, dropna=False):
        shared = dict(zip(by, keys, strict=True))
        head = []
        if indicators and pd.notna(shared["indicator_id"]):
            head.append(
                words.text("codebook/registers/indicators", shared["indicator_id"], "label")
            )
        asked = shared.get("asked_per")
        if (several or populations) and isinstance(asked, str):
            head.append(words(f"population.{asked}") if asked else words("told.counts"))
        if readings:
            head.append(words(f"reading.{shared['reading']}"))
        groups.append((words.join(head, "mark.comma"), own))
    return groups


def _name(row: Any, words: Words) -> str:
    place = words.place(row.place_id)
    variant = words.optional(f"variant.{row.variant}") if row.variant else ""
    return words("mark.brackets", text=place, more=variant) if variant else place
