"""Charts of 思想引领: party building among workers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import national_shares, recruitment_lines, titled
from reform_analysis.charts.picture import layout, marks, spots
from reform_analysis.charts.picture.layout import SPACING, TEXT, per_cm
from reform_analysis.charts.picture.lettering import height_of, wrap
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rows.told import look_of
from reform_analysis.charts.words import Words

BENCHMARK_INK = "#00674B"
"""Darker than the benchmark's own colour, for type."""


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
            marks.put_height(share, left, left["period"]),
            marks.put_height(rate, right, story),
        )
        least = max(0.62, needed + 0.2)
        heights.append(layout.row_height(right["name"], right["detail"], least))
    head = _bracket(share, ends, names)
    middles = layout.lay_rows(share, heights, head)
    layout.lay_rows(rate, heights, head, names=False)
    _bracket(share, ends, names, share.get_ylim()[0])

    for n, (y, story) in enumerate(zip(middles, told, strict=True)):
        left, right = own.iloc[n], lines.iloc[n]
        spots.put(share, y, heights[n])
        spots.put(rate, y, heights[n])
        layout.row_name(share, y, right["name"], right["detail"])
        marks.put(share, y, left, detail=left["period"])
        marks.put(rate, y, right, look=look_of(right, "party-recruitment"), detail=story)
    layout.title(share, titled(own, "panel.recruit_share", words)[0])
    layout.title(rate, titled(lines, "panel.recruit_rate", words)[0])
    return axes


def _bracket(
    axes: Axes, ends: Sequence[tuple[float, float]], names: Sequence[str], bottom: float = 0.0
) -> float:
    """Two benchmarks of other definitions, as a bracket around what lies between them.

    Parameters
    ----------
    axes : Axes
        With its limits set.
    ends : two of (low, high)
        The narrow and the wide definition, in units of the axis.
    names : two of str
        Written above the ends, the narrow one below the wide one.
    bottom : float
        Where the legs end [cm from the top]; nothing is drawn if left out.

    Returns
    -------
    float
        Height that bracket and names take, from the top [cm].
    """
    cm, colour = per_cm(axes), looks.BENCHMARK
    narrow, wide = (sum(end) / 2 for end in ends)
    aside = marks.SPACE / 2 * cm
    rooms = ((wide - narrow - aside) / cm, (wide - aside - axes.get_xlim()[0]) / cm)
    names = [wrap(name, room, TEXT) for name, room in zip(names, rooms, strict=True)]
    upper = height_of(names[1], TEXT)
    y = upper + height_of(names[0], TEXT) + 0.25
    if not bottom:
        return y + 0.2
    spots.put(axes, (upper + y) / 2, y - upper)
    spots.put(axes, upper / 2, upper)
    layout.line(axes, [narrow, wide], [y, y], color=colour, linewidth=1.4, zorder=2)
    for (low, high), x, top in zip(ends, (narrow, wide), (y, 0.1), strict=True):
        axes.fill_betweenx([y, bottom], low, high, color=colour, alpha=0.5, linewidth=0, zorder=1)
        layout.line(axes, [x, x], [top - 0.1, y + 0.1], color=colour, linewidth=1.4, zorder=2)
    style = {"size": TEXT, "color": BENCHMARK_INK, "va": "bottom", "linespacing": SPACING}
    axes.text(narrow, y - 0.08, names[0], ha="left", **style)
    axes.text(wide - aside, upper, names[1], ha="right", **style)
    return y + 0.2
