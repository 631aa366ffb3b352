"""What in a chart may not be compared: pairs of values that nothing makes alike."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import Words
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
    drawn = rows[~rows["status"].isin(WITHOUT_VALUE) & rows["place_id"].notna()]
    if "asked_per" not in drawn:  # a chart of cells or claims, not of values
        return []
    populations = drawn["asked_per"].replace("", pd.NA).fillna(UNDIVIDED)
    values = drawn.assign(per=populations)[["indicator_id", "per", "place_id", "variant"]]
    ends = [
        values.drop_duplicates().set_axis(["indicator_id", "per", end, f"{end}_variant"], axis=1)
        for end in ("first", "second")
    ]
    together = ends[0].merge(ends[1])
    unlike = pairs[pairs["indicator_id"].isin(together["indicator_id"])].merge(together)
    drawn_on = together.value_counts(list(PAIR)).to_dict()
    several = len(drawn["indicator_id"].unique()) > 1
    told: dict[tuple[str, str], list[str]] = {}
    for key, own in unlike.groupby([*PAIR, "grade", "reasons"], sort=False):
        indicator, first, first_variant, second, second_variant, grade, reason = key
        text = " – ".join(
            (
                words.place_and_variant(first, first_variant),
                words.place_and_variant(second, second_variant),
            )
        )
        if len(own) < drawn_on[key[: len(PAIR)]]:
            basis = words.join(words(f"population.{per}") for per in own["per"])
            text = words("mark.brackets", text=text, more=basis)
        if several:
            label = words.indicator(indicator)
            text = words("mark.colon", name=label, text=text)
        told.setdefault((grade, reason_of(reason, words)), []).append(text)
    return [(grade, words.join(texts), reason) for (grade, reason), texts in sorted(told.items())]


def reason_of(ids: str, words: Words) -> str:
    """Reasons of `comparability.grade`, joined by ``;``, in the reader's language."""
    register = words.tables["codebook/registers/comparability"]
    column = "reason" if words.lang == "en" else "reason_zh"
    known = dict(zip(register["reason_id"], register[column], strict=True))
    known |= {name: words(f"unlike.{name}") for name in comparability.REASONS}
    told = [known[name] for name in ids.split(";")]
    return "; ".join(told) if words.lang == "en" else words.join(told)
