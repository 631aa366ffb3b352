"""The label of each row of a chart: the one text for picture, slide, table and alternative text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reform_analysis.charts.rounding import showing, significant, without_zeros
from reform_analysis.charts.rows.arrange import open_target
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.words import Row, Words, records

DECIMALS = {"training-coverage": 2}
"""Charts whose labels have as many decimals, by the name under which they are drawn."""

RATE_DECIMALS = {"party-recruitment": {"new-worker-members": 2}}
"""The same for one indicator of a chart."""

OWN_CIRCLES = ("", "workers")
"""Variants of recruits that are the workers of a report; any other is another group of people."""

KINDS = (
    *("printed", "excluded", "range", "assumed", "open", "at_most"),
    *("bound", "proxy", "other", "benchmark", "gap"),
)
"""Of marks, in the order in which a key explains them."""

KEYED = ("by_place", "party-recruitment", "training-coverage", "order-by-population")
"""Charts whose rows are drawn with the marks of `picture.marks`."""

LOOKS = ("interval", "bound", "upper", "proxy", "other", "benchmark")
"""As what a row that has a value is drawn (`look_of`)."""


def is_set(flag: object) -> bool:
    """Whether a flag that may be missing is set."""
    return bool(pd.notna(flag) and flag)


def look_of(row: Row, drawn_as: str) -> str:
    """As what a row is drawn, in picture and slide, on the page and in the key of the marks.

    Parameters
    ----------
    row : mapping
        Of the rows of a chart.
    drawn_as : str
        Name under which the chart is drawn.

    Returns
    -------
    str
        ``gap`` (no value), ``benchmark``, ``upper`` (only the upper end says anything, as with
        person-times among persons), ``other`` (another circle of recruits than the report's own
        workers), ``bound``, ``proxy`` or ``interval``.

    Examples
    --------
    >>> look_of({"status": "bound", "low": 0.0}, "by_place")
    'upper'
    """
    if row["status"] in WITHOUT_VALUE or pd.isna(row["low"]):
        return "gap"
    if pd.notna(row.get("benchmark_id")):
        return "benchmark"
    times = drawn_as == "training-coverage" and "人次" in row["counted"]
    if times or (row["status"] == "bound" and row["low"] == 0):
        return "upper"
    circles = drawn_as == "party-recruitment" and row["indicator_id"] == "new-worker-members"
    if circles and row["variant"] not in OWN_CIRCLES:
        return "other"
    return row["status"] if row["status"] in ("bound", "proxy") else "interval"


def kinds_of(rows: pd.DataFrame, drawn_as: str) -> list[str]:
    """The kinds of marks that a chart of rows draws, for its key; none of a chart of another form.

    Parameters
    ----------
    rows : DataFrame
        Of the chart.
    drawn_as : str
        Name under which the drawing is registered.
    """
    if drawn_as not in KEYED:
        return []
    found: set[str] = set()
    for row in rows.to_dict("records"):
        look = look_of(row, drawn_as)
        if look in ("gap", "benchmark", "upper"):
            found.add("at_most" if look == "upper" else look)
            continue
        wide = row["low"] != row["high"]
        kinds = {
            "range" if look == "interval" else look: wide or look != "interval",
            "excluded" if row["excluded"] else "printed": not wide or pd.notna(row["value"]),
            "assumed": wide and is_set(row["assumed_high"]),
            "open": np.isinf(row["high"]),
        }
        found |= {kind for kind, there in kinds.items() if there}
    return [kind for kind in KINDS if kind in found]


def told_ranks(best: float, worst: float, words: Words) -> str:
    """The ranks that a place can have."""
    if best == worst:
        return words("rank.one", rank=int(best))
    return words("rank.span", best=int(best), worst=int(worst))


def labelled_values(rows: pd.DataFrame, drawn_as: str, words: Words) -> pd.DataFrame:
    """Rows with ``label``, what a chart writes beside the mark of each.

    Parameters
    ----------
    rows : DataFrame
        As `provenance.labelled` gives them.
    drawn_as : str
        Name under which the chart is drawn (`reform_analysis.charts.registry.drawn_by`).
    words : Words

    Returns
    -------
    DataFrame
        ``rows``, ``label`` and ``digits`` (decimals of the label, missing where its interval
        decides). Without a value the label is the reason, behind the count where there is one;
        a row with ``claims`` is labelled by their count, as the chart of hedges draws it.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> rows = compose("training-coverage", codebook()).rows
    >>> rows.loc[rows["place_id"].eq("wujin"), "label"].tolist()
    ['at most 0.6 %', 'at most 1.93 %, as read']
    """
    told, digits = [], []
    for row in records(rows):
        digits.append(_decimals(row, drawn_as))
        valued = row["status"] not in WITHOUT_VALUE and pd.notna(row["low"])
        told.append(_label(row, drawn_as, digits[-1], words) if valued else _reason(row, words))
    label, decimals = (pd.Series(each, rows.index, object) for each in (told, digits))
    return rows.assign(label=label, digits=decimals)


def ends_of(row: Row, words: Words) -> tuple[str, str, str]:
    """Lowest, printed and highest value of a row in the unit that stands beside them.

    A share is told in per cent, as its unit says; all three have the digits of the label.

    Parameters
    ----------
    row : mapping
        Of the rows of a chart.
    words : Words

    Returns
    -------
    tuple of str
        Empty where there is no such end; ``∞`` for an open one.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("party-recruitment", codebook())
    >>> ends_of(chart.rows.dropna(subset="low").iloc[0], chart.words)
    ('14.45', '14.5', '14.55')
    """
    if row["status"] in WITHOUT_VALUE or pd.isna(row["low"]):
        return "", "", ""
    factor = 100 if str(row["unit"]).partition(" ")[0] == "fraction" else 1
    spans = [row[end] * factor for end in ("low", "value", "high")]
    digits = row["digits"]
    if pd.isna(digits):
        # "at least" tells the lowest value alone, "at most" the highest
        at_least = np.isinf(spans[2]) or (factor == 100 and spans[0] < 100 <= spans[2])
        at_most = row["status"] == "bound" and row["low"] == 0
        digits = (
            significant(spans[0]) if at_least else showing(spans[2 if at_most else 0], spans[2])
        )
    low, value, high = (_end(end, int(digits), words) for end in spans)
    return low, value, high


def _end(value: float, decimals: int, words: Words) -> str:
    if pd.isna(value):
        return ""
    return "∞" if np.isinf(value) else without_zeros(words.number(value, decimals))


def _reason(row: Row, words: Words) -> str:
    """Why a row has no value, behind its count where it has one; empty where it has one."""
    if row["status"] not in WITHOUT_VALUE:
        return ""
    bare = row["status"] in SILENT or pd.isna(row["low"])
    count = "" if bare else words.counted(row["low"], row["value"], row["high"], row["unit"])
    return words.join([count, words(row["status"])], "mark.comma")


def _decimals(row: Row, drawn_as: str) -> int | None:
    own = RATE_DECIMALS.get(drawn_as, {})
    if pd.notna(row["indicator_id"]) and row["indicator_id"] in own:
        return own[row["indicator_id"]]
    told = row.get("decimals")
    return DECIMALS.get(drawn_as) if told is None or pd.isna(told) else int(told)


def _label(row: Row, drawn_as: str, decimals: int | None, words: Words) -> str:
    if pd.notna(row.get("claims")) and row["variant"] != "hedged":
        return words.number(row["claims"], 0)
    assumed = is_set(row["assumed_high"])
    if look_of(row, drawn_as) == "upper":
        return words.at_most(row["high"], row["unit"], decimals, assumed)
    open_end = pd.notna(row["benchmark_id"]) and open_target(row)
    span = (row["low"], np.nan, np.inf) if open_end else (row["low"], row["value"], row["high"])
    return words.value(*span, row["unit"], decimals, assumed)
