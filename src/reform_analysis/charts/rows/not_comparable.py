"""What in a chart may not be compared: pairs of values that nothing makes alike."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import Words, cells
from reform_analysis.values import comparability as comparability
from reform_analysis.values.compare import PAIR
from reform_analysis.values.comparisons import comparable_pairs
from reform_analysis.values.populations import POPULATIONS

UNDIVIDED = "census_residents"
"""On which population values are compared that a chart draws on none."""


def unlike_pairs(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Pairs of grades C, D and not graded on each population, at the central reading.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        What `compare.comparable_pairs` needs, and ``processed/indicators``.

    Returns
    -------
    DataFrame
        Columns of `compare.comparable_pairs`, and ``per``.
    """
    central = tables["processed/indicators"].query("reading == 'central'")
    pairs = pd.concat(comparable_pairs(central, tables, per).assign(per=per) for per in POPULATIONS)
    return pairs[pairs["grade"].isin(["C", "D", "not_graded"])]


def apart(rows: pd.DataFrame, pairs: pd.DataFrame, words: Words) -> list[tuple[str, str, str]]:
    """Say which values of a chart may not be compared, and why.

    Parameters
    ----------
    rows : DataFrame
        What the chart draws, as `rows.chart_rows` gives it.
    pairs : DataFrame
        As `unlike_pairs` gives them.
    words : Words

    Returns
    -------
    list of (str, str, str)
        Grade, pairs of values, reason; reasons in order of grade. A pair that is drawn on
        several populations, and unlike for this reason on some of them only, names those.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> from reform_analysis.charts.draw import compose
    >>> chart = compose("innovation-studios", codebook())
    >>> for line in apart(chart.rows, unlike_pairs(chart.words.tables), chart.words):
    ...     print(*line[:2])
    C Huaibei – Jingjiang
    C Huaibei – Jiangdu
    C Jiangdu – Jingjiang
    """
    if "asked_per" not in rows:  # a chart of cells or claims, not of values
        return []
    drawn: dict[str, dict[str, set[tuple[str, str]]]] = {}
    columns = ("indicator_id", "asked_per", "place_id", "variant", "status")
    for indicator, asked, place, variant, status in cells(rows, columns):
        if status not in WITHOUT_VALUE and pd.notna(place):
            per = asked if pd.notna(asked) and asked else UNDIVIDED
            drawn.setdefault(indicator, {}).setdefault(per, set()).add((place, variant))
    unlike: dict[tuple[str, ...], list[str]] = {}
    known = pairs[pairs["indicator_id"].isin(drawn)]
    for *key, per in cells(known, [*PAIR, "grade", "reasons", "per"]):
        indicator, first, first_variant, second, second_variant, *_ = key
        if {(first, first_variant), (second, second_variant)} <= drawn[indicator].get(per, set()):
            unlike.setdefault(tuple(key), []).append(per)
    several = len(drawn) > 1
    told: dict[tuple[str, str], list[str]] = {}
    for (indicator, *ends, grade, reason), populations in unlike.items():
        both = {tuple(ends[:2]), tuple(ends[2:])}
        text = " – ".join(words.place_and_variant(*end) for end in (ends[:2], ends[2:]))
        if len(populations) < sum(both <= values for values in drawn[indicator].values()):
            basis = words.join(words(f"population.{per}") for per in populations)
            text = words("mark.brackets", text=text, more=basis)
        if several:
            label = words.indicator(indicator)
            text = words("mark.colon", name=label, text=text)
        told.setdefault((grade, reason_of(reason, words)), []).append(text)
    return [(grade, words.join(texts), reason) for (grade, reason), texts in sorted(told.items())]


def reason_of(ids: str, words: Words) -> str:
    """Reasons of `comparability.grade`, joined by ``;``, in the reader's language."""
    told = [words.once(_reasons)[name] for name in ids.split(";")]
    return "; ".join(told) if words.lang == "en" else words.join(told)


def _reasons(words: Words) -> dict[str, str]:
    register = words.tables["codebook/registers/comparability"]
    column = "reason" if words.lang == "en" else "reason_zh"
    known = dict(zip(register["reason_id"], register[column], strict=True))
    return known | {name: words(f"unlike.{name}") for name in comparability.REASONS}
