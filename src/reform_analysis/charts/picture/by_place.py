"""Charts of rows by place, for whichever indicator: values, benchmarks behind them, silence.

One function serves every indicator with one value a place and kind; the register says how its
rows are put into panels and groups (`arrange`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import Line, in_panel, place_lines, title_of, titled
from reform_analysis.charts.picture import layout, marks, spots
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rows.arrange import NATION, SILENCE, open_target
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.words import Row, Words

LABEL_ROOM = {1: 1.45, 2: 1.2}
"""Axis over the largest value, by the number of panels: labels stand beside or above marks."""


@chart("by_place")
def by_place(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """One line a place and kind, like with like, benchmarks behind, silent places last.

    Parameters
    ----------
    axes : one Axes a panel
    rows : DataFrame
        `chart_rows` of one indicator with `labelled` and `arranged`.
    words : Words

    Returns
    -------
    the Axes
        They share their lines. Each has its own scale from 0, so lengths in two panels do not
        compare. A benchmark has a line of its own and runs down behind the values of its group.
    """
    panels, lines = place_lines(rows, words)
    for panel, axis in zip(panels, axes, strict=True):
        _scale(axis, in_panel(rows, panel), len(panels) > 1, words)
    heights = [_height(dict(zip(panels, axes, strict=True)), line, words) for line in lines]
    tops = np.concatenate([[0], np.cumsum(heights)])
    groups = [line.group for line in lines]
    for number, (panel, axis) in enumerate(zip(panels, axes, strict=True)):
        middles = layout.lay_rows(axis, heights, names=number == 0)
        for y, height, line in zip(middles, heights, lines, strict=True):
            if not line.rows:
                layout.heading(axis, y, line.name, first=number == 0, last=panel == panels[-1])
                continue
            spots.put(axis, y, height)
            if number == 0:
                layout.row_name(axis, y, line.name, line.rows[0]["detail"])
            row = line.row(panel)
            if row is None:
                marks.gap(axis, y, line.gap(panel, words))
            elif pd.notna(row["benchmark_id"]):
                _benchmark(axis, y, row, tops[_end(groups, line.group)], words)
            else:
                marks.put(axis, y, row, detail=row["beside"])
        layout.title(axis, titled(in_panel(rows, panel), title_of(rows, panel, words), words)[0])
    return axes


def _height(axes: Mapping[str, Axes], line: Line, words: Words) -> float:
    """Height that the words of a line need, beside the axes and in each panel."""
    if not line.rows:
        return layout.heading_height(line.name)
    needed = [
        marks.put_height(axis, row, row["beside"])
        for panel, axis in axes.items()
        if (row := line.row(panel)) is not None
    ]
    return layout.row_height(line.name, line.rows[0]["detail"], max(needed) + 0.2)


def _end(groups: Sequence[str], group: str) -> int:
    """First line behind which a benchmark of the group no longer runs."""
    nation = group == NATION
    reached = [g == group or (nation and g != SILENCE) for g in groups]
    return len(groups) - reached[::-1].index(True)


def _scale(axis: Axes, rows: pd.DataFrame, several: bool, words: Words) -> None:
    drawn = [
        row
        for row in rows[["low", "high", "unit", "status"]].to_dict("records")
        if pd.notna(row["low"]) and row["status"] not in WITHOUT_VALUE
    ]
    if not drawn:
        layout.scale(axis, 1, "", words)
        return
    ends = [row["high"] for row in drawn if not open_target(row)] + [row["low"] for row in drawn]
    top = max(ends) * LABEL_ROOM[2 if several else 1]
    share = drawn[0]["unit"] == "fraction"
    layout.scale(axis, min(top, 1.02) if share else top, drawn[0]["unit"], words)


def _benchmark(axis: Axes, y: float, row: Row, end: float, words: Words) -> None:
    """A national value or target as a mark of its own, running down to ``end``."""
    low, high, at_least = float(row["low"]), float(row["high"]), open_target(row)
    colour, right = looks.BENCHMARK, low if at_least else high
    axis.fill_betweenx([y, end], low, right, color=colour, alpha=0.22, linewidth=0, zorder=1)
    if right - low < 0.1 * layout.per_cm(axis):  # too narrow to be seen as a band
        layout.line(axis, [low, low], [y, end], color=colour, alpha=0.5, linewidth=0.9, zorder=1)
    half = marks.BAR * 0.85
    for x in {low, right}:
        layout.line(axis, [x, x], [y - half, y + half], color=colour, linewidth=2, zorder=4)
    if at_least:
        right = low + 0.6 * layout.per_cm(axis)
        marks.arrow(axis, y, low, right, colour)
    else:
        layout.bar(axis, y, right - low, marks.BAR, low, facecolor=colour, zorder=3)
    marks.value_label(axis, y, low, right, row["label"], row["beside"])
