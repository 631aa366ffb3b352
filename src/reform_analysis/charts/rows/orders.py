"""Which orders of places a chart bears, and at which readings: the mark of its headline."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

import pandas as pd

from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import Words, cells
from reform_analysis.reading.hedges import READINGS
from reform_analysis.values.compare import PAIR
from reform_analysis.values.ranks import RANKED
from reform_analysis.values.sensitivity import PLACES, held_at

Value = tuple[str, str]
"""A place, and the variant that is counted there."""
Order = tuple[str, Value, Value, Sequence[str]]
"""Order of two values at the reading drawn, the two, and the readings at which it is the same."""

MOST_ORDERS = 12
"""Orders that a chart tells pair by pair; of more only how many there are."""


def borne(rows: pd.DataFrame, words: Words) -> str:
    """The orders that the values of a chart bear, each with the readings at which it holds.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` or a function of `special` gives them.
    words : Words
        With ``processed/comparisons`` and ``processed/sensitivity`` among its tables.

    Returns
    -------
    str
        Of pairs that are graded A or B at the reading drawn, in what order they are there, and at
        which readings it is the same; of a chart of orders its grade and what it hangs on. Where
        there is none, that no two values are alike enough. Never empty.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("subsidised-training", codebook())
    >>> borne(chart.rows, chart.words)
    'only at these readings (central, wide): Wujin below Yancheng'
    """
    if "order" in rows:
        told = list(_hangs(rows, words))
    elif "asked_per" in rows:
        held = _held(rows, words.once(_ranked))
        if len(held) > MOST_ORDERS:
            return _counted(held, len(rows["reading"].unique()) == 1, words)
        told = _told(held, words)
        if told and "year" in rows:  # pairs are made of the latest values alone
            return words("mark.colon", name=words("borne.latest"), text=words.join(told))
    else:
        return words("borne.no_values")
    return words.join(told) or words("borne.none")


def _counted(held: Sequence[Order], one_reading: bool, words: Words) -> str:
    """How many of many pairs are ordered, and how many of these at every reading."""
    ordered = [where for order, _, _, where in held if order != "not_ordered"]
    always = sum(len(where) == len(READINGS) for where in ordered)
    if not one_reading:
        return words("borne.many_always", pairs=len(held), always=always)
    return words("borne.many", pairs=len(held), ordered=len(ordered), always=always)


def _told(held: Sequence[Order], words: Words) -> list[str]:
    """Orders, those together that hold at the same readings of the same variant."""
    groups: dict[str, list[str]] = {}
    for kind, first, second, readings in held:
        (_, variant), shared = first, first[1] == second[1]
        places = [
            words.place(place) if shared else words.place_and_variant(place, own)
            for place, own in (first, second)
        ]
        where = words.join(
            [_where(readings, words), words.optional(f"variant.{variant}") if shared else ""],
            "mark.comma",
        )
        told = words(f"told.{kind}", first=places[0], second=places[1])
        groups.setdefault(where, []).append(told)
    return [
        words("mark.colon", name=where, text=words.join(told, "mark.enumeration"))
        for where, told in groups.items()
    ]


def _where(readings: Sequence[str], words: Words) -> str:
    if len(readings) == len(READINGS):
        return words("borne.every_reading")
    names = words.join([words(f"reading.{name}") for name in readings], "mark.enumeration")
    return words("borne.readings", readings=names)


def _ranked(words: Words) -> pd.DataFrame:
    """All pairs that may be ordered."""
    pairs = words.tables["processed/comparisons"]
    pairs = pairs[pairs["grade"].isin(RANKED) & pairs["order"].notna()]
    pairs = pairs[[*PAIR, "per", "reading", "order"]]
    return pairs.fillna({"per": "", "first_variant": "", "second_variant": ""})


def _held(rows: pd.DataFrame, pairs: pd.DataFrame) -> list[Order]:
    """Each pair of what is drawn that may be ordered as it is read, and where its order holds.

    A chart of several readings is told at the central one.
    """
    readings, values = set(), set()
    columns = ("status", "reading", "indicator_id", "per", "place_id", "variant")
    for status, at, indicator, *value in cells(rows, columns):
        if status not in WITHOUT_VALUE and pd.notna(value[1]):
            readings.add(at)
            values.add((indicator, *("" if pd.isna(cell) else cell for cell in value)))
    reading = readings.pop() if len(readings) == 1 else "central"
    pairs = pairs[pairs["indicator_id"].isin({indicator for indicator, *_ in values})]
    orders: dict[tuple[str, ...], dict[str, dict[Hashable, str]]] = {}
    for *pair, per, at, order in cells(pairs, pairs):
        indicator, *ends = pair
        if {(indicator, per, *ends[:2]), (indicator, per, *ends[2:])} <= values:
            orders.setdefault(tuple(pair), {}).setdefault(at, {})[per] = order
    return [
        (next(iter(own[reading].values())), (first, one), (second, other), held_at(own, reading))
        for (_, first, one, second, other), own in orders.items()
        if reading in own
    ]


def _hangs(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Of each pair of a chart of orders its grade, whether its order holds and what it hangs on."""
    pairs = words.tables["processed/comparisons"].dropna(subset=["order"])
    sensitivity = words.tables["processed/sensitivity"]
    drawn = rows[rows["order"].notna()][["indicator_id", "place_id", "other_id"]].drop_duplicates()
    for indicator, *places in drawn.itertuples(index=False):
        pair = [indicator, *sorted(places)]
        graded, row = (table[table[PLACES].eq(pair).all(axis=1)] for table in (pairs, sensitivity))
        verdict, hangs = row.iloc[0][["verdict", "hangs_on"]]
        names = [] if pd.isna(hangs) else hangs.split(";")
        kinds = [words(f"hangs.{name}") for name in names]
        told = words(f"verdict.{verdict}", what=words.join(kinds, "mark.enumeration"))
        label = words.indicator(indicator)
        first, second = map(words.place, pair[1:])
        grades = "/".join(sorted(graded["grade"].unique()))
        named = words("borne.pair", first=first, second=second, grades=grades)
        yield words("mark.colon", name=words("mark.comma", first=label, rest=named), text=told)
