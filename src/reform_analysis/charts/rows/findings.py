"""The sentence under a chart: values that are drawn, and orders that were computed.

Nothing in it is prose about the data. It is put together from the rows of the chart, so it follows
every choice of population, reading and places, and every new report; what no row says, it leaves
unsaid. What a reader must know besides stands in the register, as the chart's remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.rows.tiles import province_of
from reform_analysis.charts.rows.told import is_set, told_ranks
from reform_analysis.charts.words import Row, Words, records
from reform_analysis.tables.tiers import OPENING
from reform_analysis.values.compare import order
from reform_analysis.values.interval import Interval

MOST_VALUES = 12
"""Values that a sentence tells at most; beyond it names orders, or the places alone."""

MOST_MORE = 5
"""Values up to which a second indicator, unit or population is told too."""

NEEDED = (
    *("indicator_id", "place_id", "other_id", "publisher_kind", "variant", "year", "tier", "group"),
    *("status", "benchmark_id", "low", "value", "high", "assumed_high", "unit", "label", "reading"),
    *("per", "asked_per", "order", "claims", "asked", "best", "worst", "ranked", "indicators"),
)
"""Columns that sentences are made of, as far as the rows of a chart have them."""

_KINDS = ("above", "below", "not_ordered")


def generated(rows: pd.DataFrame, words: Words) -> str:
    """Sentences made of the rows of a chart alone.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` or a function of `special` gives them, labelled. A column ``order`` holds
        what `compare.order` says of each value against that of ``other_id``; only where it is
        there the sentences speak of order.
    words : Words

    Returns
    -------
    str
        Of each indicator drawn the places with their values, as many as a sentence can hold,
        and how many places report none; then each pair of places whose order was computed, with
        the choices at which it is so. Of a chart that draws cells, how many are silent. Never
        empty: where nothing has a value, the names of the places.

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
    rows = rows[[name for name in NEEDED if name in rows]]
    whose = "publisher_kind" if "publisher_kind" in rows else "place_id"
    own = rows[rows["benchmark_id"].isna() & rows[whose].notna()]
    valued = own[~own["status"].isin(WITHOUT_VALUE) & own["low"].notna()]
    if "claims" in own:  # shares of hedges: any hedge at all tells the report
        valued = valued[valued["variant"].eq("hedged")]
    if valued.empty and own["low"].isna().all() and own["status"].isin(SILENT).any():
        return _sentences([_cells(own, words)], words)
    if "best" in own and len(valued):
        return _sentences(list(_ranks(valued, words)), words)
    if "indicators" in own and len(valued):
        return _sentences([_map(valued, words)], words)
    if own.get("tier", pd.Series()).eq(OPENING).any() and _many(valued):
        parts = [_series(valued, words)] if "year" in own else list(_spans(valued, words))
    else:
        parts = _orders(valued, words) if "order" in valued else list(_values(own, valued, words))
    if parts:
        return _sentences(parts, words)
    places = words.join(map(words.place, own["place_id"]), "mark.comma")
    return words("selection", places=places)


def _sentences(parts: Sequence[str], words: Words) -> str:
    """Each part with its full stop; an English one begins with a capital."""
    told = [words("told.sentence", text=part[:1].upper() + part[1:]) for part in parts]
    return words.join(told, "mark.sentences")


def _cells(cells: pd.DataFrame, words: Words) -> str:
    """How many cells are silent, of all and of each place."""
    asked = cells[cells["status"].ne("not_applicable")]
    asked = asked.drop_duplicates(["indicator_id", "place_id"])
    silent = asked["status"].eq("not_reported")
    told = words("told.silent", silent=silent.sum(), asked=len(asked))
    counts = silent.groupby(asked["place_id"], sort=False).agg(["sum", "size"])
    places = [
        words("told.cells", place=words.place(place), silent=quiet, asked=every)
        for place, quiet, every in counts.itertuples()
    ]
    if len(places) == 1:
        return places[0]
    return words("mark.colon", name=told, text=words.join(places, "mark.comma"))


def _values(own: pd.DataFrame, valued: pd.DataFrame, words: Words) -> Iterator[str]:
    """A sentence an indicator, the first always, others while the whole can still be read."""
    if len(valued) > MOST_VALUES:
        return
    count, told_of = 0, set()
    for (indicator, head, reported), some in _grouped(valued, words):
        count += len(some)
        if count > max(MOST_MORE, len(some)):
            return
        told = [
            words(
                "told.value",
                place=words.publisher(row["publisher_kind"])
                if "publisher_kind" in row
                else words.place_and_variant(row["place_id"], row["variant"]),
                value=_of_how_many(row, words),
            )
            for row in records(some)
        ]
        text = words.join(told, "mark.comma")
        form = "told.reported" if reported else "mark.colon"
        text = words(form, name=head, text=text) if head else text
        asked = own.loc[own["indicator_id"].eq(indicator)]
        silent = asked[asked["status"].isin(SILENT)]["place_id"].nunique()
        if silent and indicator not in told_of:
            none = words("told.none", silent=silent, asked=asked["place_id"].nunique())
            text = words.join([text, none])
        told_of.add(indicator)
        yield text


def _of_how_many(row: Row, words: Words) -> str:
    """A value; a share of claims with how many they are, for of three one alone moves it far."""
    if "claims" not in row:
        return row["label"]
    return words("told.of", value=row["label"], asked=int(row["asked"]))


def _ranks(valued: pd.DataFrame, words: Words) -> Iterator[str]:
    """Of each place the ranks that it can have, all readings drawn taken together."""
    for indicator, some in valued.groupby("indicator_id", sort=False):
        label = words.indicator(str(indicator))
        head = words("told.ranks", name=label, ranked=int(some["ranked"].max()))
        hull = some.groupby("place_id").agg(best=("best", "min"), worst=("worst", "max"))
        told = [
            words(
                "told.value",
                place=words.place(str(row.Index)),
                value=told_ranks(row.best, row.worst, words),
            )
            for row in hull.sort_values(["best", "worst"]).itertuples()
        ]
        yield words("mark.colon", name=head, text=words.join(told, "mark.comma"))


def _map(valued: pd.DataFrame, words: Words) -> str:
    """How many places the sample has, and in how many provinces."""
    province = province_of(words.tables["raw/places"])
    provinces = valued["place_id"].map(province).nunique()
    return words("told.map", places=valued["place_id"].nunique(), provinces=provinces)


def _many(valued: pd.DataFrame) -> bool:
    """Whether a sentence cannot hold the values: a variant takes as much room as a value."""
    return len(valued) + valued["variant"].fillna("").ne("").sum() > MOST_VALUES


def _series(valued: pd.DataFrame, words: Words) -> str:
    """In how many series of years the last value lies above or below the first, at the reading."""
    series = valued.groupby(["place_id", "variant"], sort=False)[["low", "high"]]
    first, last = (
        Interval(one["low"], np.nan, one["high"]) for one in (series.first(), series.last())
    )
    orders = list(order(last, first))
    above, below = orders.count("above"), orders.count("below")
    return words("told.series", series=len(orders), above=above, below=below)


def _spans(valued: pd.DataFrame, words: Words) -> Iterator[str]:
    """Of many places the lowest and the highest end at each level, variant by variant."""
    for (_, head, _), some in _grouped(valued, words):
        variants = some["variant"].fillna("")
        parts = []
        for variant, own in some.groupby(variants, sort=False):
            spans = [_span(*level, words) for level in own.groupby("group", sort=False)]
            told = words.join(spans, "mark.comma")
            named = words.optional(f"variant.{variant}") or words("told.no_kind")
            named = named if len(set(variants)) > 1 else ""
            parts.append(words("mark.brackets", text=told, more=named) if named else told)
        yield words("mark.colon", name=head, text=words.join(parts))


def _span(level: str, own: pd.DataFrame, words: Words) -> str:
    """The lowest and the highest end of a level, with the number of its places."""
    ends = (own["low"].min(), float("nan"), own["high"].max())
    assumed = is_set(own.loc[own["high"].idxmax(), "assumed_high"])
    value = words.value(*ends, own["unit"].iloc[0], assumed=assumed)
    places = own["place_id"].nunique()
    return words("told.level", level=words(f"group.{level}"), places=places, value=value)


def _grouped(valued: pd.DataFrame, words: Words) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Rows in one unit: indicator, what they share in words, whether they stand in print."""
    asked_per = valued.get("asked_per", pd.Series(pd.NA, valued.index))
    populations = len(asked_per.dropna().unique()) > 1
    readings = len(valued["reading"].unique()) > 1
    keys = [valued["indicator_id"], asked_per, valued["reading"], valued["unit"]]
    for (indicator, asked, reading, unit), some in valued.groupby(keys, sort=False, dropna=False):
        if pd.isna(indicator):
            kind = "hedged" if "claims" in some else "unreported"
            yield (indicator, words(f"told.{kind}"), False), some
            continue
        head = [words.indicator(indicator)]
        per = some["per"].iloc[0]
        if pd.notna(per):
            head.append(words.unit(unit, per))
        elif not unit.startswith("fraction"):
            head.append(words.unit(unit))
        if populations and pd.isna(per):
            head.append(words(f"population.{asked}") if asked else words("told.counts"))
        if readings:
            head.append(words(f"reading.{reading}"))
        printed = some["status"].eq("reported").all()
        yield (indicator, words.join(head, "mark.comma"), printed), some


def _orders(valued: pd.DataFrame, words: Words) -> list[str]:
    """Of each indicator and two places: where the one is above, below, or not ordered."""
    readings = list(dict.fromkeys(valued["reading"]))
    parts = []
    compared = valued[valued["order"].isin(_KINDS)]
    keys = ["indicator_id", "place_id", "other_id"]
    for (indicator, place, other), own in compared.groupby(keys, sort=False):
        label = words.indicator(str(indicator))
        first, second = words.place(place), words.place(other)
        kinds = {kind: _where(some, readings, words) for kind, some in own.groupby("order")}
        if len(kinds) > 1:
            at = [
                words("mark.brackets", text=words(f"order.{kind}"), more=kinds[kind])
                for kind in _KINDS
                if kind in kinds
            ]
            head = words("told.against", first=first, second=second)
            told = words("mark.colon", name=head, text=words.join(at, "mark.comma"))
        else:
            ((kind, where),) = kinds.items()
            told = words(f"told.{kind}", first=first, second=second)
            everywhere = len(own) > 1
            told = (
                words("told.always", order=told)
                if everywhere
                else words("mark.brackets", text=told, more=where)
            )
        parts.append(words("mark.comma", first=label, rest=told))
    return parts


def _where(some: pd.DataFrame, readings: list[str], words: Words) -> str:
    """The populations at which something holds, with the readings where not at all of them."""
    told = []
    for asked, own in some.groupby("asked_per", sort=False):
        name = words(f"population.{asked}") if asked else words("told.counts")
        held = list(dict.fromkeys(own["reading"]))
        if len(held) < len(readings):
            only = words.join([words(f"reading.{reading}") for reading in held], "mark.enumeration")
            name = words("mark.brackets", text=name, more=only)
        told.append(name)
    return words.join(told, "mark.enumeration")
