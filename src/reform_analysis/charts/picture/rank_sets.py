"""The ranks that each place can have, as bars: a ranking as far as intervals allow one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import rank_lines
from reform_analysis.charts.picture import layout, spots
from reform_analysis.charts.picture.layout import SMALL, TEXT
from reform_analysis.charts.picture.lettering import text_width
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rows.told import told_ranks
from reform_analysis.charts.words import Words
from reform_analysis.reading.hedges import READINGS

LOOKS = {
    "narrow": (0.12, looks.TEXT),
    "central": (0.28, looks.INTERVAL),
    "wide": (0.44, "#D6E4EE"),
}
"""Height [cm] and colour of the bar of each reading: one within the other, told apart by height."""

TICKS = 12
"""Ranks that are named on the axis, at most."""


@chart("rank-sets")
def rank_sets(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """For each place a bar from the best to the worst rank that its interval allows.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        Rows of ``processed/ranks`` of one indicator and population: ``place_id``, ``variant``,
        ``reading``, ``best``, ``worst``, ``ranked``; of one reading or of several.
    words : Words

    Returns
    -------
    one Axes
        Lines by best rank, then by worst, then by id, at the middlemost reading that is drawn; the
        order of lines whose bars overlap says nothing. Bars of several readings lie in one another,
        wide behind, narrow in front; a rank that is certain is a dot. Ranks stand in words at the
        right, at that same reading.

    Raises
    ------
    ValueError
        The rows are of several rankings, or hold one place twice at a reading.
    """
    (panel,) = axes
    drawn = [name for name in READINGS if name in set(rows["reading"])]
    _refuse_several(rows)
    key = ["place_id", "variant"]
    rows = rows.assign(variant=rows["variant"].fillna(""))
    lines = rank_lines(rows)
    ranked = int(lines["ranked"].iloc[0])
    names = [_name(line, words) for line in lines.itertuples()]
    labels = [told_ranks(line.best, line.worst, words) for line in lines.itertuples()]
    room = max(text_width(label, TEXT) for label in labels) + 0.3
    axis = layout.axes_width(panel) - room
    panel.set_xlim(0.5, 0.5 + ranked * layout.axes_width(panel) / axis)
    panel.grid(False)
    heights = [layout.row_height(name, detail) for name, detail in names]
    head = 0.55 if len(drawn) > 1 else 0.0
    middles = layout.lay_rows(panel, heights, head)
    if head:
        _key(panel, drawn, words)
    _ranks(panel, ranked, head)
    bars = rows.set_index([*key, "reading"])
    for y, height, line, (name, detail), label in zip(
        middles, heights, lines.itertuples(), names, labels, strict=True
    ):
        spots.put(panel, y, height)
        layout.row_name(panel, y, name, detail)
        for reading in reversed(drawn):
            if (line.place_id, line.variant, reading) in bars.index:
                _bar(panel, y, bars.loc[(line.place_id, line.variant, reading)], reading)
        style = {"size": TEXT, "ha": "right", "va": "center_baseline"}
        panel.text(panel.get_xlim()[1], y, label, **style)
    title = words("rank.title", ranked=ranked)
    reading = words("rank.reading", reading=words(f"reading.{lines['reading'].iloc[0]}"))
    layout.title(panel, words.join([title, reading], "mark.comma"))
    return axes


def _refuse_several(rows: pd.DataFrame) -> None:
    rankings = rows[[name for name in ("indicator_id", "per") if name in rows]].drop_duplicates()
    if len(rankings) > 1:
        raise ValueError(
            f"several rankings, of which one can be drawn: {rankings.to_dict('records')}"
        )
    twice = rows.duplicated(["place_id", "variant", "reading"])
    if twice.any():
        raise ValueError(f"{rows.loc[twice, 'place_id'].iloc[0]!r} stands twice at one reading")
    ranked = rows.groupby("reading")["ranked"].agg(["nunique", "size", "max"])
    if (ranked["nunique"] > 1).any() or (ranked["size"] > ranked["max"]).any():
        raise ValueError("several rankings: more places than are ranked together; choose one")


def _name(line: tuple, words: Words) -> tuple[str, str]:
    variant = f"variant.{line.variant}"
    return words.place(line.place_id), words(variant) if line.variant and variant in words else ""


def _ranks(panel: Axes, ranked: int, head: float) -> None:
    """An axis of whole ranks, the first and the last always named."""
    step = int(np.ceil(ranked / TICKS))
    ticks = [1, *(rank for rank in range(step, ranked - step // 2, step) if rank > 1), ranked]
    ticks = sorted(set(ticks))
    panel.set_xticks(ticks, [str(tick) for tick in ticks])
    panel.tick_params(axis="x", length=0, labelsize=TEXT, labelcolor=looks.NOT_REPORTED)
    panel.spines["bottom"].set_visible(False)
    for tick in ticks:
        style = {"color": looks.FAINT, "linewidth": 0.6, "zorder": 0}
        layout.line(panel, [tick, tick], [head, panel.get_ylim()[0]], **style)


def _bar(panel: Axes, y: float, row: pd.Series, reading: str) -> None:
    height, colour = LOOKS[reading]
    best, worst = float(row["best"]), float(row["worst"])
    order = 2 + list(reversed(READINGS)).index(reading)
    if best == worst:
        size = height * 28.35 * 1.1  # points a centimetre
        layout.point(panel, best, y, "o", color=colour, markersize=size, zorder=order, linewidth=0)
        return
    reach = 0.12 * layout.per_cm(panel)
    style = {"facecolor": colour, "linewidth": 0, "zorder": order}
    layout.bar(panel, y, worst - best + 2 * reach, height, best - reach, **style)


def _key(panel: Axes, drawn: Sequence[str], words: Words) -> None:
    cm = layout.per_cm(panel)
    x, y = panel.get_xlim()[0], 0.2
    for reading in drawn:
        height, colour = LOOKS[reading]
        text = words("rank.reading", reading=words(f"reading.{reading}"))
        layout.bar(panel, y, 0.7 * cm, height, x, facecolor=colour, linewidth=0)
        panel.text(x + 0.8 * cm, y, text, size=SMALL, va="center_baseline")
        x += (1.3 + text_width(text, SMALL)) * cm
