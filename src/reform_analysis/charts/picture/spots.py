"""Where in a picture a row of a chart stands: a pointer there asks what the mark is."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox, Transform


class Spot(NamedTuple):
    """The band of a row in a panel, or of its cell, in parts of the picture from its upper left."""

    left: float
    top: float
    width: float
    height: float


class _Band(Artist):
    """A band that nobody sees; it is known by its class."""

    def __init__(self, box: Bbox, transform: Transform) -> None:
        super().__init__()
        self.box = box
        self.set_transform(transform)
        self.set_visible(False)

    def set_clip_path(self, path: object, transform: object = None) -> None:
        """Nothing is drawn that could be clipped."""


def put(axes: Axes, y: float, height: float, across: tuple[float, float] | None = None) -> None:
    """Note that a row stands on a panel, its middle at ``y`` and so high [cm from the top].

    It reaches ``across`` from one x to another [units of the axis], or across the whole panel.
    """
    left, right = across or (0, 1)
    where = axes.transData if across else axes.get_yaxis_transform()
    axes.add_artist(_Band(Bbox.from_bounds(left, y - height / 2, right - left, height), where))


def found(figure: Figure) -> list[Spot]:
    """The spots of a picture that is laid out: panel by panel, in each as they were put.

    Examples
    --------
    >>> from reform_analysis import chart
    >>> first = chart("award-shares").spots[0]
    >>> 0 < first.left < first.left + first.width < 1
    True
    """
    spots = []
    whole = figure.bbox
    for axes in figure.axes:
        bands = [artist for artist in axes.get_children() if isinstance(artist, _Band)]
        for band in bands:
            box = band.get_transform().transform_bbox(band.box)
            left, width = box.xmin / whole.width, abs(box.width) / whole.width
            top, height = 1 - box.ymax / whole.height, abs(box.height) / whole.height
            spots.append(Spot(*map(float, (left, top, width, height))))
    return spots
