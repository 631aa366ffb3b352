"""Charts of 素质提升: training and skill."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts.composition import silent_together, titled, training_groups
from reform_analysis.charts.picture import layout, marks, spots
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.told import look_of
from reform_analysis.charts.words import Words


@chart("training-coverage")
def training_coverage(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """Bounds on the share of a place's people that its reported training can have reached.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chart_rows` of training-coverage with `labelled`, one row a place and programme.
    words : Words

    Returns
    -------
    one Axes
        Counts of persons lie between two ends; counts of person-times have an upper end only;
        silent places stand last.
    """
    (panel,) = axes
    rows = rows.assign(detail=_details(rows, words))
    lines: list[tuple[str, str, pd.Series | None]] = []
    for name, own in training_groups(rows).items():
        lines.append((name, words(f"group.{name}"), None))
        if name == "not_reported":
            told, own = silent_together(own, words)
            lines.append((name, told, own.iloc[0]))
            continue
        lines += [(name, words.place(row["place_id"]), row) for _, row in own.iterrows()]
    drawn = rows[~rows["status"].isin(SILENT) & rows["per"].notna()]
    informative = drawn.loc[drawn["high"] < 1, "high"]  # a bound of 100 per cent says nothing
    layout.scale(panel, informative.max() * 1.4, "fraction", words)
    heights = [
        layout.heading_height(told) if row is None else layout.row_height(told, row["detail"])
        for _, told, row in lines
    ]
    middles = layout.lay_rows(panel, heights)
    for y, height, (name, told, row) in zip(middles, heights, lines, strict=True):
        if row is None:
            layout.heading(panel, y, told)
            continue
        if name != "not_reported":  # that line speaks of several places
            spots.put(panel, y, height)
        layout.row_name(panel, y, told, row["detail"])
        marks.put(panel, y, row, look=look_of(row, "training-coverage"))
    layout.title(panel, titled(rows, "panel.coverage", words)[0])
    return axes


def _details(rows: pd.DataFrame, words: Words) -> list[str]:
    details = []
    for row in rows.itertuples():
        parts = [words(f"variant.{row.variant}"), row.reported, row.period] if row.reported else []
        details.append(words.join(parts, "mark.comma"))
    return details
