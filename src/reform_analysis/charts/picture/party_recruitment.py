"""Charts of 思想引领: party building among workers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts.composition import national_shares, recruitment_lines
from reform_analysis.charts.picture import layout, marks
from reform_analysis.charts.registry import chart
from reform_analysis.charts.words import Words


@chart("party-recruitment")
def party_recruitment(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """Workers' share of new party members beside new members a head and year, place by place.

    Parameters
    ----------
    axes : two Axes
        Share (P1) and rate (P2); they share their rows.
    rows : DataFrame
        `chart_rows` of both indicators with `labelled`. The two benchmarks of the share, by
        value, are the narrow and the wide definition of a worker.
    words : Words

    Returns
    -------
    two Axes
        One row a place and circle of recruits; a circle other than the report's own workers is
        hollow. Places that report neither stand at the end.
    """
    share, rate = axes
    own, lines = recruitment_lines(rows, words)
    ends = [(part["low"].min(), part["high"].max()) for part in national_shares(rows).values()]
    layout.scale(share, ends[1][1] * 1.07, "fraction", words)
    divided = lines[lines["per"].notna()]
    layout.scale(rate, divided["high"].max() * 1.12, "", words)
    names = [
        words(f"bracket.{name}", value=words.value(low, np.nan, high, "fraction"))
        for name, (low, high) in zip(("narrow", "wide"), ends, strict=True)
    ]
    told = [words.join([line.reported, line.period], "mark.comma") for line in lines.itertuples()]
    heights = []
    for n, story in enumerate(told):
        left, right = own.iloc[n], lines.iloc[n]
        needed = max(
            marks.put_height(share, left, words, detail=left["period"]),
            marks.put_height(rate, right, words, decimals=2, detail=story),
        )
        least = max(0.62, needed + 0.2)
        heights.append(layout.row_height(right["name"], right["detail"], least))
    head = marks.bracket(share, ends, names)
    middles = layout.lay_rows(share, heights, head)
    layout.lay_rows(rate, heights, head, names=False)
    marks.bracket(share, ends, names, share.get_ylim()[0])

    for n, (y, story) in enumerate(zip(middles, told, strict=True)):
        left, right = own.iloc[n], lines.iloc[n]
        layout.row_name(share, y, right["name"], right["detail"])
        marks.put(share, y, left, words, detail=left["period"])
        other = right["variant"] != "workers"
        marks.put(rate, y, right, words, decimals=2, hollow=other, detail=story)
    unit = (lines if divided.empty else divided)["unit"].dropna().iloc[0]
    layout.title(share, words("panel.recruit_share", unit=words.unit("fraction")))
    layout.title(rate, words("panel.recruit_rate", unit=words.unit(unit)))
    return axes
