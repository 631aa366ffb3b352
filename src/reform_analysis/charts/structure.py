"""Charts of what the reports say at all: which cells, how much silence, how exact."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reform_analysis import looks
from reform_analysis.charts import layout
from reform_analysis.charts.lettering import height_of, text_width, wrap
from reform_analysis.words import Words

NAME, HEAD, COUNT, SMALL = 8.2, 8.6, 9.0, 7.4  # points
BAND = 0.5  # cm, the heading of a group
TINT = "#E6F1F8"

STATUSES = ("reported", "derived", "proxy", "bound", "not_reported", "not_applicable")


def reporting_matrix(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """Which indicator which place reports, dimension by dimension.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.every_cell`.
    words : Words

    Returns
    -------
    one Axes
        A row an indicator, a column a place, a mark of its own shape for each status, and the
        number of places that give anything. A key stands above.
    """
    (panel,) = axes
    places = list(dict.fromkeys(rows["region_id"]))
    panel.set_xlim(0, len(places) + 0.65)
    panel.set_xticks([])
    panel.grid(False)
    panel.spines["bottom"].set_visible(False)
    column = layout.axes_width(panel) / (len(places) + 0.65)
    names = [wrap(words.region(place), column - 0.05, HEAD) for place in places]
    count = words("matrix.count")
    head = max(height_of(name, HEAD) for name in names) + 0.15
    key = 1.2
    lines: list[tuple[str, str]] = []
    for dimension, own in rows.groupby("dimension", sort=False):
        ids = dict.fromkeys(own["indicator_id"])
        lines += [(str(dimension), ""), *((str(dimension), indicator) for indicator in ids)]
    labels = {
        indicator: wrap(
            words.text("codebook/indicators", indicator, "label"), layout.LABEL_WIDTH - 0.2, NAME
        )
        for _, indicator in lines
        if indicator
    }
    heights = [
        max(0.5, height_of(labels[name], NAME) + 0.12) if name else BAND for _, name in lines
    ]
    middles = layout.lay_rows(panel, heights, key + head)
    _key(panel, words)
    for n, name in enumerate([*names, wrap(count, column * 0.65, SMALL)]):
        small = n == len(names)
        panel.text(
            n + (0.5 if not small else 0.34),
            key + head - 0.1,
            name,
            size=SMALL if small else HEAD,
            color=looks.NOT_REPORTED if small else looks.TEXT,
            ha="center",
            va="bottom",
            linespacing=1.1,
        )
    for y, height, (dimension, indicator) in zip(middles, heights, lines, strict=True):
        if not indicator:
            own = rows[rows["dimension"].eq(dimension)]
            _group(panel, y, words(f"dimension.{dimension}"), _silent(own, words))
            continue
        _left(panel, y, labels[indicator])
        own = rows[rows["indicator_id"].eq(indicator)].set_index("region_id")["status"]
        for n, place in enumerate(places):
            if own[place] not in ("not_reported", "not_applicable"):
                cell = Rectangle((n, y - height / 2), 1, height, facecolor=TINT, linewidth=0)
                panel.add_patch(cell)
            status_mark(panel, n + 0.5, y, own[place])
        told = str((~own.isin(["not_reported", "not_applicable"])).sum())
        panel.text(len(places) + 0.34, y, told, size=COUNT, ha="center", va="center_baseline")
    return axes


def status_mark(axes: Axes, x: float, y: float, status: str) -> None:
    """The mark of a status, told apart by shape and filling, not by colour alone."""
    style: dict[str, object] = {"markersize": 8.0, "zorder": 4, "clip_on": False}
    if status == "reported":
        axes.plot(x, y, "o", color=looks.STATED, **style)
    elif status == "derived":
        axes.plot(
            x,
            y,
            "o",
            color=looks.STATED,
            fillstyle="left",
            markerfacecoloralt="white",
            markeredgewidth=1.1,
            **style,
        )
    elif status == "proxy":
        colour = {"markeredgecolor": "#A03C78", "markerfacecolor": "white"}
        axes.plot(x, y, "D", **colour, markeredgewidth=1.5, **style | {"markersize": 6.6})
    elif status == "bound":
        axes.plot(x, y, "<", color=looks.BOUND, **style)
    elif status == "not_reported":
        style |= {"markersize": 1.4}
        cm = layout.per_cm(axes)
        axes.plot(
            [x - 0.16 * cm, x, x + 0.16 * cm], [y] * 3, "o", color=looks.NOT_REPORTED, **style
        )
    else:
        axes.plot(
            x, y, "x", color=looks.NOT_REPORTED, markeredgewidth=1.0, **style | {"markersize": 5}
        )


def _key(axes: Axes, words: Words) -> None:
    cm = layout.per_cm(axes)
    width = (layout.axes_width(axes) + layout.LABEL_WIDTH) / 3
    for n, status in enumerate(STATUSES):
        x = (n % 3 * width - layout.LABEL_WIDTH + 0.2) * cm
        y = 0.1 + n // 3 * 0.5
        status_mark(axes, x, y, status)
        text = words(f"status.{status}")
        axes.text(x + 0.32 * cm, y, text, size=NAME, va="center_baseline")


def _left(axes: Axes, y: float, text: str) -> None:
    x = -layout.LABEL_WIDTH * layout.per_cm(axes)
    axes.text(x, y, text, size=NAME, va="center", linespacing=1.12)


def _group(axes: Axes, y: float, name: str, told: str) -> None:
    layout.heading(axes, y, BAND, name)
    right = axes.get_xlim()[1] - 0.1 * layout.per_cm(axes)
    style = {"size": SMALL, "ha": "right", "va": "center_baseline", "zorder": 5}
    axes.text(right, y, told, **style)


def _silent(cells: pd.DataFrame, words: Words) -> str:
    asked = int(cells["status"].ne("not_applicable").sum())
    silent = int(cells["status"].eq("not_reported").sum())
    return words("silent_of", silent=silent, asked=asked)


def silence_rates(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """How much of what applies is reported, place by place and dimension by dimension.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.silence`.
    words : Words

    Returns
    -------
    one Axes
        A solid bar for what is reported, a dotted line for what is silent, both counted.
    """
    (panel,) = axes
    of_place, of_dimension = rows["region_id"].notna(), rows["dimension"].notna()
    groups = {
        "group.by_place": [(words.region(row.region_id), row) for row in _each(rows[of_place])],
        "group.by_dimension": [
            (words(f"dimension.{row.dimension}"), row) for row in _each(rows[of_dimension])
        ],
    }
    lines: list[tuple[str, object]] = []
    for name, own in groups.items():
        lines += [(words(name), None), *own]
    heights = [BAND if row is None else 0.62 for _, row in lines]
    layout.scale(panel, 1, "fraction", words)
    panel.set_xticks([0, 0.25, 0.5, 0.75])  # a label at 100 % would pass the edge of the page
    middles = layout.lay_rows(panel, heights)
    for y, (name, row) in zip(middles, lines, strict=True):
        if row is None:
            layout.heading(panel, y, BAND, name)
            continue
        _fitted_name(panel, y, name)
        _split(panel, y, row, words)
    layout.title(panel, words("panel.silence"))
    return axes


def _each(rows: pd.DataFrame) -> list:
    return list(rows.itertuples())


def _fitted_name(axes: Axes, y: float, name: str) -> None:
    size = layout.NAME
    while text_width(name, size) > layout.LABEL_WIDTH - 0.15 and size > 8:
        size -= 0.25
    x = -layout.LABEL_WIDTH * layout.per_cm(axes)
    axes.text(x, y, name, size=size, va="center_baseline")


def _split(axes: Axes, y: float, row: object, words: Words) -> None:
    """The reported part of a row as a bar, the silent part as a dotted line."""
    told = 1 - row.low
    axes.barh(y, told, height=0.4, facecolor=looks.STATED, linewidth=0, zorder=3)
    inside = words("reported_of", reported=row.asked - row.silent)
    fits = text_width(inside, 9) + 0.25 < told / layout.per_cm(axes)
    where = {"size": 9, "va": "center", "zorder": 5}
    if fits:
        axes.text(told - 0.12 * layout.per_cm(axes), y, inside, ha="right", color="white", **where)
    text = words("silent_of", silent=row.silent, asked=row.asked)
    share = words.value(row.low, np.nan, row.low, "fraction", 0)
    text = words("mark.comma", first=share, rest=text)
    end = 1 - (text_width(text, 9) + 0.12) * layout.per_cm(axes)
    line = {"linewidth": 1.3, "linestyle": (0, (1, 3.2)), "zorder": 2}
    axes.plot([told, max(end, told)], [y, y], color=looks.NOT_REPORTED, **line)
    axes.text(1, y, text, ha="right", **where)


def hedges_by_report(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """How exactly each report counts: the share of its claims under each hedge.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `chosen.hedges`.
    words : Words

    Returns
    -------
    one Axes
        A row a report, a column a hedge, each cell a bar of one scale with its count.
    """
    (panel,) = axes
    shown = [hedge for hedge in dict.fromkeys(rows["variant"]) if hedge != "hedged"]
    panel.set_xlim(0, len(shown))
    panel.set_xticks([])
    panel.grid(False)
    panel.spines["bottom"].set_visible(False)
    column = layout.axes_width(panel) / len(shown)
    heads = [wrap(words(f"hedge.{hedge}"), column - 0.15, SMALL) for hedge in shown]
    head = max(height_of(text, SMALL) for text in heads) + 0.2
    groups = list(rows.groupby("region_id", sort=False, dropna=False))
    details = [_told(own, words) for _, own in groups]
    heights = [layout.row_height(detail, 1.0) for detail in details]
    middles = layout.lay_rows(panel, heights, head)
    for n, text in enumerate(heads):
        style = {"size": SMALL, "va": "bottom", "linespacing": 1.1}
        panel.text(n + 0.02, head - 0.1, text, **style)
    _cells(panel, groups, middles, details, shown, words)
    return axes


def _cells(
    panel: Axes,
    groups: Sequence[tuple[object, pd.DataFrame]],
    middles: Sequence[float],
    details: Sequence[str],
    shown: Sequence[str],
    words: Words,
) -> None:
    per_cm, room = layout.per_cm(panel), 0.72  # share of a column that a full bar takes
    for y, (place, own), detail in zip(middles, groups, details, strict=True):
        every = pd.isna(place)
        layout.row_name(panel, y, words("all_reports") if every else words.region(place), detail)
        if every:
            panel.axhline(y - 0.5, color=looks.TEXT, linewidth=0.8, zorder=1)
        for n, hedge in enumerate(shown):
            row = own[own["variant"].eq(hedge)].iloc[0]
            panel.plot([n, n], [y - 0.3, y + 0.3], color=looks.NOT_REPORTED, linewidth=0.7)
            colour = looks.STATED if hedge == "exact" else looks.INTERVAL
            panel.barh(y, row["low"] * room, left=n, height=0.36, facecolor=colour, zorder=3)
            x = n + row["low"] * room + 0.08 * per_cm
            panel.text(x, y, str(row["claims"]), size=9, va="center_baseline", zorder=5)


def _told(own: pd.DataFrame, words: Words) -> str:
    row = own[own["variant"].eq("hedged")].iloc[0]
    share = words.value(row["low"], np.nan, row["low"], "fraction", 0)
    return words("claims_hedged", claims=row["asked"], share=share)
