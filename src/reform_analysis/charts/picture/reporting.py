"""Charts of what the reports say at all: which cells, how much silence, how exact."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from reform_analysis.charts import style as looks
from reform_analysis.charts.composition import hedge_lines, matrix_blocks, silent_of_places
from reform_analysis.charts.picture import layout, spots
from reform_analysis.charts.picture.layout import LABEL_WIDTH, SPACING, TEXT
from reform_analysis.charts.picture.lettering import balanced, height_of, text_width, wrap
from reform_analysis.charts.registry import chart
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.words import Words

TINT = "#E6F1F8"
HOLLOW = "#B5528B"  # the colour of a proxy, darker where only an edge is drawn
MOST_NAMES = 7.2  # cm, the column of names in the matrix

STATUSES = (
    *("reported", "derived", "proxy", "bound"),
    *("direction_only", "not_reported", "not_applicable"),
)


@chart("reporting-matrix")
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
        A row an indicator, a column a place, a mark of its own shape for each status, the
        number of places that give anything, and below how much of a column is silent. A key
        stands above.
    """
    (panel,) = axes
    blocks = matrix_blocks(rows, words)
    places = list(blocks[0].statuses.columns)
    ids = [name for block in blocks for name in block.statuses.index]
    labels = {name: words.text("codebook/registers/indicators", name, "label") for name in ids}
    widest = max(text_width(label, TEXT) for label in labels.values()) + 0.3
    layout.widen_names(panel, min(max(widest, LABEL_WIDTH), MOST_NAMES))
    labels = {
        name: wrap(label, layout.names_width(panel) - 0.2, TEXT) for name, label in labels.items()
    }
    panel.set_xlim(0, len(places) + 1)
    panel.set_xticks([])
    panel.grid(False)
    panel.spines["bottom"].set_visible(False)
    lines = [(block, name) for block in blocks for name in ("", *block.statuses.index)]
    heights = [height_of(labels[name], TEXT) + 0.12 if name else layout.BAND for _, name in lines]
    names = [*map(words.place, places), words("matrix.count")]
    key = _key(panel, words)
    head = key + _columns(panel, names, key)
    last = wrap(words("matrix.silent"), layout.names_width(panel) - 0.2, TEXT, bold=True)
    heights.append(height_of(last, TEXT) + 0.3)
    *middles, end = layout.lay_rows(panel, heights, head)
    x = -layout.names_width(panel) * layout.per_cm(panel)
    bold = {"size": TEXT, "va": "center", "linespacing": SPACING}
    panel.text(x, end, last, weight="bold", **bold)
    for n, told in enumerate(silent_of_places(rows, words)):
        panel.text(n + 0.5, end, told, ha="center", **bold)
    for y, height, (block, indicator) in zip(middles, heights[:-1], lines, strict=True):
        if not indicator:
            _group(panel, y, block.name, block.told)
            continue
        panel.text(x, y, labels[indicator], size=TEXT, va="center", linespacing=SPACING)
        own = block.statuses.loc[indicator]
        for n, status in enumerate(own):
            if status not in SILENT:
                cell = Rectangle((n, y - height / 2), 1, height, facecolor=TINT, linewidth=0)
                panel.add_patch(cell)
                spots.put(panel, y, height, (n, n + 1))
            status_mark(panel, n + 0.5, y, status)
        told = str((~own.isin(SILENT)).sum())
        panel.text(len(places) + 0.5, y, told, size=TEXT, ha="center", va="center_baseline")
    return axes


def _columns(axes: Axes, names: Sequence[str], top: float) -> float:
    """Heads of columns, turned where one does not fit its column; returns their height [cm]."""
    column = 1 / layout.per_cm(axes) - 0.06
    flat = all(
        text_width(word, TEXT) <= column or not word.isascii()
        for name in names
        for word in name.split()
    )
    heads = [wrap(name, column if flat else 2.4, TEXT, most=3 if flat else 2) for name in names]
    long = (
        height_of(head, TEXT) if flat else max(text_width(line, TEXT) for line in head.split("\n"))
        for head in heads
    )
    height = max(long) + 0.25
    style = {"ha": "center", "va": "bottom", "linespacing": SPACING, "rotation": 0 if flat else 90}
    for n, text in enumerate(heads):
        axes.text(n + 0.5, top + height - 0.1, text, size=TEXT, **style)
    return height


def status_mark(axes: Axes, x: float, y: float, status: str) -> None:
    """The mark of a status, told apart by shape and filling, not by colour alone."""
    style: dict[str, object] = {"markersize": 8.0, "zorder": 4, "clip_on": False}
    if status == "reported":
        layout.point(axes, x, y, "o", color=looks.STATED, **style)
    elif status == "derived":
        layout.point(
            axes,
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
        colour = {"markeredgecolor": HOLLOW, "markerfacecolor": "white"}
        layout.point(axes, x, y, "D", **colour, markeredgewidth=1.5, **style | {"markersize": 6.6})
    elif status == "bound":
        layout.point(axes, x, y, "<", color=looks.BOUND, **style)
    elif status == "direction_only":
        layout.point(axes, x, y, "^", color=looks.NOT_REPORTED, fillstyle="none", **style)
    elif status == "not_reported":
        style |= {"markersize": 1.4}
        cm = layout.per_cm(axes)
        style |= {"marker": "o", "linestyle": "none", "color": looks.NOT_REPORTED}
        layout.line(axes, [x - 0.16 * cm, x, x + 0.16 * cm], [y] * 3, **style)
    else:
        layout.point(
            axes,
            x,
            y,
            "x",
            color=looks.NOT_REPORTED,
            markeredgewidth=1.0,
            **style | {"markersize": 5},
        )


def _key(axes: Axes, words: Words) -> float:
    """The statuses and their marks above the matrix; returns the height of the key [cm]."""
    cm, edge = layout.per_cm(axes), layout.axes_width(axes)
    x = left = -layout.names_width(axes) + 0.2
    y = 0.1
    for status in STATUSES:
        text = words(f"status.{status}")
        width = 0.32 + text_width(text, TEXT)
        if x > left and x + width > edge:
            x, y = left, y + 0.55
        status_mark(axes, x * cm, y, status)
        axes.text((x + 0.32) * cm, y, text, size=TEXT, va="center_baseline")
        x += width + 0.6
    return y + 0.7


def _group(axes: Axes, y: float, name: str, told: str) -> None:
    layout.heading(axes, y, name)
    right = axes.get_xlim()[1] - 0.1 * layout.per_cm(axes)
    axes.text(right, y, told, size=TEXT, ha="right", va="center", zorder=5)


@chart("hedges-by-report")
@chart("hedges-by-publisher")
def hedges_by_report(axes: Sequence[Axes], rows: pd.DataFrame, words: Words) -> Sequence[Axes]:
    """How exactly each report or kind of publisher counts: the share of claims under each hedge.

    Parameters
    ----------
    axes : one Axes
    rows : DataFrame
        `special.hedges` or `special.hedges_of_publishers`.
    words : Words

    Returns
    -------
    one Axes
        A row a report or kind, a column a hedge, each cell a bar of one scale with its count.
    """
    (panel,) = axes
    shown, lines = hedge_lines(rows, words)
    panel.set_xlim(0, len(shown))
    panel.set_xticks([])
    panel.grid(False)
    panel.spines["bottom"].set_visible(False)
    column = layout.axes_width(panel) / len(shown)
    heads = [balanced(words(f"hedge.{hedge}"), column - 0.15, TEXT) for hedge in shown]
    head = max(height_of(text, TEXT) for text in heads) + 0.2
    names, details = ([getattr(bar, of) for bar, _ in lines] for of in ("name", "beside"))
    heights = [layout.row_height(name, detail) for name, detail in zip(names, details, strict=True)]
    middles = layout.lay_rows(panel, heights, head)
    for n, text in enumerate(heads):
        panel.text(n, head - 0.1, text, size=TEXT, va="bottom", linespacing=SPACING)
    for y, height, name, detail in zip(middles, heights, names, details, strict=True):
        layout.row_name(panel, y, name, detail)
        if name == names[-1]:
            panel.axhline(y - height / 2, color=looks.TEXT, linewidth=0.8, zorder=1)
    _cells(panel, [under for _, under in lines], middles, shown)
    return axes


def _cells(
    panel: Axes,
    lines: Sequence[dict[str, pd.Series]],
    middles: Sequence[float],
    shown: Sequence[str],
) -> None:
    per_cm, room = layout.per_cm(panel), 0.66  # share of a column that a full bar takes
    for y, under in zip(middles, lines, strict=True):
        for n, hedge in enumerate(shown):
            row = under[hedge]
            layout.line(panel, [n, n], [y - 0.3, y + 0.3], color=looks.NOT_REPORTED, linewidth=0.7)
            colour = looks.STATED if hedge in ("exact", "rounded") else looks.INTERVAL
            layout.bar(panel, y, row["low"] * room, 0.36, n, facecolor=colour, zorder=3)
            x = n + row["low"] * room + 0.08 * per_cm
            panel.text(x, y, str(row["claims"]), size=TEXT, va="center_baseline", zorder=5)
            if row["claims"]:
                spots.put(panel, y, 0.6, (n, n + 1))
