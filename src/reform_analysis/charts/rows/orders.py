"""Which orders of places a chart bears, and at which readings: the mark of its headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import Words
from reform_analysis.values.compare import PAIR
from reform_analysis.values.ranks import RANKED
from reform_analysis.values.sensitivity import robustness

Tables = Mapping[str, pd.DataFrame]
Value = tuple[str, str]
"""A place, and the variant that is counted there."""
Order = tuple[str, Value, Value, str]
"""Order of two values at the central reading, the two, and where it holds."""

MOST_ORDERS = 12
"""Orders that a chart tells pair by pair; of more only how many there are."""


def borne(rows: pd.DataFrame, tables: Tables, words: Words) -> str:
    """The orders that the values of a chart bear, each with the readings at which it holds.

    Parameters
    ----------
    rows : DataFrame
        As `chart_rows` or a function of `special` gives them.
    tables : mapping of str to DataFrame
        ``processed/comparisons`` and ``processed/sensitivity``.
    words : Words

    Returns
    -------
    str
        Of pairs that are graded A or B, in what order they are; of a chart of orders what each
        hangs on. Where there is none, that no two values are alike enough. Never empty.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("subsidised-training", codebook())
    >>> borne(chart.rows, chart.words.tables, chart.words)
    'Wujin below Yancheng at every reading'
    """
    if "order" in rows:
        told = list(_hangs(rows, tables["processed/sensitivity"], words))
    elif "asked_per" in rows:
        held = _held(rows, tables["processed/comparisons"])
        if len(held) > MOST_ORDERS:
            return _counted(held, words)
        told = [_told(order, words) for order in held]
    else:
        return words("borne.no_values")
    return words.join(told) or words("borne.none")


def _counted(held: Sequence[Order], words: Words) -> str:
    """How many of many pairs are ordered, and how many of these at every reading."""
    ordered = [where for order, _, _, where in held if order != "not_ordered"]
    always = ordered.count("every-reading")
    return words("borne.many", pairs=len(held), ordered=len(ordered), always=always)


def _told(order: Order, words: Words) -> str:
    kind, first, second, held = order
    told = words(
        f"told.{kind}",
        first=words.place_and_variant(*first),
        second=words.place_and_variant(*second),
    )
    return (
        told
        if held == "no-order"
        else words("borne.order", order=told, where=words(f"borne.{held}"))
    )


def _held(rows: pd.DataFrame, pairs: pd.DataFrame) -> list[Order]:
    """Each ranked pair of what is drawn, and where its order holds."""
    drawn = rows[~rows["status"].isin(WITHOUT_VALUE) & rows["place_id"].notna()]
    names = ["indicator_id", "per", "place_id", "variant"]
    values = drawn[names].fillna({"per": "", "variant": ""}).drop_duplicates()
    pairs = pairs[pairs["indicator_id"].isin(values["indicator_id"])]
    pairs = pairs.fillna({"per": "", "first_variant": "", "second_variant": ""})
    for end in ("first", "second"):
        pairs = pairs.merge(values.set_axis([*names[:2], end, f"{end}_variant"], axis=1))
    found = []
    for (_, first, one, second, other), own in pairs.groupby(PAIR, sort=False):
        central = own[own["reading"].eq("central")].iloc[0]
        if central["grade"] not in RANKED or pd.isna(central["order"]):
            continue
        found.append((central["order"], (first, one), (second, other), robustness(own)))
    return found


def _hangs(rows: pd.DataFrame, sensitivity: pd.DataFrame, words: Words) -> Iterator[str]:
    """Of each pair of a chart of orders, whether its order holds, and what it hangs on."""
    drawn = rows[rows["order"].notna()][["indicator_id", "place_id", "other_id"]].drop_duplicates()
    for indicator, *places in drawn.itertuples(index=False):
        first, second = sorted(places)
        same = sensitivity[["indicator_id", "first", "second"]].eq([indicator, first, second])
        row = sensitivity[same.all(axis=1)].iloc[0]
        label = words.text("codebook/registers/indicators", indicator, "label")
        pair = words("borne.pair", first=words.place(first), second=words.place(second))
        hangs = "" if pd.isna(row["hangs_on"]) else row["hangs_on"]
        kinds = [words(f"hangs.{name}") for name in hangs.split(";") if name]
        what = words.join(kinds, "mark.comma")
        told = words(f"verdict.{row['verdict']}", what=what)
        head = words("mark.comma", first=label, rest=pair)
        yield words("mark.colon", name=head, text=told)
