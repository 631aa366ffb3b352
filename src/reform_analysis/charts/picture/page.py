"""The page around a chart: title and finding above, what it rests on below.

The width is fixed, the height follows from what stands on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from reform_analysis.charts import style as looks
from reform_analysis.charts.picture import key
from reform_analysis.charts.picture.centimetres import blank
from reform_analysis.charts.picture.halo import Haloed
from reform_analysis.charts.picture.layout import (
    CM,
    GAP,
    LABEL_WIDTH,
    MARGIN,
    SMALL,
    SPACING,
    TEXT,
    TITLE,
)
from reform_analysis.charts.picture.lettering import balanced, height_of, wrap
from reform_analysis.charts.words import Words

PLAIN = 7.0  # cm: height of axes whose y axis does not count centimetres

_WIDTH = looks.WIDTH / CM


def open_page(panels: int) -> tuple[Figure, list[Axes]]:
    """A figure with panels side by side, the column of names left of them.

    Draw inside `looks.chart_style`.
    """
    figure = Figure(figsize=(looks.WIDTH, looks.WIDTH))
    room = _WIDTH - 2 * MARGIN - LABEL_WIDTH - GAP * (panels - 1)
    width = room / panels / _WIDTH
    lefts = [(MARGIN + LABEL_WIDTH) / _WIDTH + n * (width + GAP / _WIDTH) for n in range(panels)]
    return figure, [figure.add_axes((left, 0.3, width, 0.4)) for left in lefts]


def close_page(
    figure: Figure,
    axes: Sequence[Axes],
    title: str,
    finding: str,
    note: str,
    foot: Sequence[str],
    marked: tuple[Sequence[str], Words],
) -> None:
    """Give the axes their height, put the words around them and fit the page to it all.

    ``marked`` are the kinds of marks that the key below the axes explains, and its words.
    """
    room = _WIDTH - 2 * MARGIN
    title, finding = balanced(title, room, TITLE, bold=True), wrap(finding, room, TEXT)
    lines = [(wrap(note, room, SMALL), looks.TEXT)]
    lines += [(wrap(line, room, SMALL), looks.NOT_REPORTED) for line in foot]
    body = max(
        abs(a.get_ylim()[1] - a.get_ylim()[0]) if a.yaxis_inverted() else PLAIN for a in axes
    )
    figure.set_figheight(body * CM / axes[0].get_position().height)  # type is measured in place
    above, below = _overhang(figure, axes)
    head = height_of(title, TITLE) + 0.1 + height_of(finding, TEXT) + 0.3
    strip = key.height(*marked, room)
    end = sum(height_of(line, SMALL) for line, _ in lines) + 0.45 + strip + 0.15 * bool(strip)
    total = MARGIN + head + above + body + below + end + MARGIN * 0.6
    figure.set_figheight(total * CM)
    bottom = (end + MARGIN * 0.6 + below) / total
    for panel in axes:
        box = panel.get_position()
        panel.set_position((box.x0, bottom, box.width, body / total))

    def put(text: str, top: float, size: float, **style: str) -> float:
        x, y = MARGIN / _WIDTH, 1 - top / total
        figure.text(x, y, text, size=size, va="top", linespacing=SPACING, **style)
        return top + height_of(text, size)

    top = put(title, MARGIN, TITLE, weight="bold")
    put(finding, top + 0.1, TEXT)
    top = total - end - MARGIN * 0.6 + 0.2
    if strip:
        box = (MARGIN / _WIDTH, 1 - (top + strip) / total, room / _WIDTH, strip / total)
        beside = figure.add_axes(box)
        blank(beside, room, strip)
        key.draw(beside, *marked, room)
        top += strip + 0.15
    figure.add_artist(_rule(figure, 1 - (top - 0.08) / total))
    for line, colour in lines:
        top = put(line, top, SMALL, color=colour)


def _rule(figure: Figure, y: float) -> Line2D:
    ends = (MARGIN / _WIDTH, 1 - MARGIN / _WIDTH)
    return Line2D(ends, (y, y), transform=figure.transFigure, color=looks.FAINT, linewidth=0.8)


def _overhang(figure: Figure, axes: Sequence[Axes]) -> tuple[float, float]:
    """What stands above and below the axes: titles, ticks, labels [cm]."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = []
    for panel in axes:  # marks and their labels keep to their rows
        told = [text for text in panel.texts if not isinstance(text, Haloed)]
        full = panel.get_tightbbox(renderer, bbox_extra_artists=told)
        boxes.append((panel.get_window_extent(renderer), full))
    above = max(full.y1 - own.y1 for own, full in boxes)
    below = max(own.y0 - full.y0 for own, full in boxes)
    return tuple(extent / figure.dpi / CM for extent in (above, below))
