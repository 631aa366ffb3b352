"""Tables of models in the words of a reader: what reports are consistent with, in one language."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from reform_analysis.charts.rounding import showing, significant, without_zeros
from reform_analysis.charts.words import Words
from reform_analysis.values.models.table import LACKS

SHARES = ("growth",)
"""Quantities that are told in per cent."""

_CATEGORY = re.compile(r"(.+)\[(.+)\]")


def told_model(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A table of a model as a reader is told it.

    Parameters
    ----------
    table : DataFrame
        What a function of `reform_analysis.values.models` gives, or `over_readings` of it.
    words : Words

    Returns
    -------
    DataFrame of str
        Under heads of the language: place (where the table has places), estimate, the range over
        the readings of its values and how that was found, the estimate at the printed values, the
        sampling interval, number of values, places left out with the reason, reading. A reading
        that was refused has the reason in place of the range.

    Raises
    ------
    WordsError
        A quantity or a reason has no word.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.values.models.regression import elasticity
    >>> people = pd.Series([1e5, 2e5, 4e5, 8e5, 16e5])
    >>> rows = pd.DataFrame({"place_id": list("abcde"), "reading": "central", "people": people})
    >>> rows = rows.assign(low=people / 100, value=people / 100, high=people / 100 * 1.1)
    >>> told_model(elasticity(rows, model="log-log"), words("en", codebook())).iloc[0].tolist()[:3]
    ['per cent more for 1 % more people', '0.96 to 1.04, exact', '1']
    """
    return pd.DataFrame([_told(row, words) for row in table.to_dict("records")])


def _told(row: dict[str, Any], words: Words) -> dict[str, str]:
    refused = row["refused"]
    if refused:
        reason = words(f"refused.{refused}", n=row["n"], least=row["least"])
    place = {words("model.place"): words.place(row["place_id"])} if "place_id" in row else {}
    readings = (words(f"reading.{name}") for name in row["reading"].split(";"))
    return place | {
        words("model.quantity"): "" if refused else quantity(row["quantity"], words),
        words("model.range"): reason if refused else _range(row, words),
        words("model.printed"): _number(row, "value", words),
        words("model.sampling"): _between(row, "sampling_low", "sampling_high", words),
        words("model.count"): str(row["n"]),
        words("model.left_out"): words.join(map(_left_out(words), _parts(row["left_out"]))),
        words("model.reading"): words.join(readings),
    }


def quantity(name: str, words: Words) -> str:
    """What is estimated, in words; a category with what it belongs to.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> quantity("level[province]", words("en", codebook()))
    'level: the province itself'
    """
    category = _CATEGORY.fullmatch(name)
    if category is None:
        return words(f"quantity.{name}")
    of = category[1]
    value = words.optional(f"tile.{of}.{category[2]}") or category[2]
    return words("mark.colon", name=words(f"quantity.{of}"), text=value)


def _range(row: dict[str, Any], words: Words) -> str:
    told = _between(row, "low", "high", words)
    return words("mark.comma", first=told, rest=words(f"hull.{row['hull']}"))


def _between(row: dict[str, Any], low: str, high: str, words: Words) -> str:
    if pd.isna(row[low]) or pd.isna(row[high]):
        return ""
    ends = [_number(row, end, words, (row[low], row[high])) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else words("model.between", low=ends[0], high=ends[1])


def _number(
    row: dict[str, Any], name: str, words: Words, ends: tuple[float, float] | None = None
) -> str:
    """With as many digits as tell the ends apart, or three; a share in per cent."""
    if pd.isna(row[name]):
        return ""
    factor = 100 if row["quantity"] in SHARES else 1
    low, high = (end * factor for end in ends or (row[name], row[name]))
    decimals = showing(low, high) if low < high else significant(abs(high))
    told = without_zeros(words.number(row[name] * factor, max(0, decimals)))
    told = "0" if told == "-0" else told
    form = "value.percent" if factor == 100 else "value.plain"
    return words(form, number=told)


def _parts(left_out: str) -> list[str]:
    return [part for part in left_out.split("; ") if part]


def _left_out(words: Words) -> Any:
    def told(part: str) -> str:
        place, _, reason = part.partition(": ")
        kind, _, column = reason.partition(" ")
        if kind == LACKS:
            why = words("left_out.lacks", what=words(f"quantity.{column}"))
        else:
            why = words(f"left_out.{kind}")
        return words("mark.colon", name=words.place(place), text=why)

    return told
