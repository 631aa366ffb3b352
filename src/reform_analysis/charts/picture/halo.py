"""Letters with a white edge, to be read where they cross a mark: letters in every form."""

from __future__ import annotations

from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.text import Text

EDGE = "halo"
"""Group of an edge in an SVG; its width stands behind the name."""


class Haloed(Text):
    """Text that is drawn twice: its edge in white, then its letters.

    A path effect would make paths of the letters, which nobody can search or copy. In an SVG the
    edge is text too, and `lettered` says in its style how wide it is: outlines of letters would be
    twenty times the bytes.
    """

    def __init__(self, x: float, y: float, text: str, edge: float, **style: object) -> None:
        super().__init__(x, y, text, **style)
        self.edge = edge

    def draw(self, renderer: RendererBase) -> None:
        """Draw edge and letters."""
        ink, group = self.get_color(), f"{EDGE}{self.edge:g}"
        renderer.open_group(group)
        self.set_color("white")
        if not hasattr(renderer, "writer"):  # that of an SVG
            stroke = patheffects.Stroke(linewidth=self.edge, foreground="white")
            self.set_path_effects([stroke])
        super().draw(renderer)
        renderer.close_group(group)
        self.set_path_effects(None)
        self.set_color(ink)
        super().draw(renderer)


def put(axes: Axes, x: float, y: float, text: str, edge: float, **style: object) -> None:
    """Put text with an edge [points] on axes, as ``Axes.text`` puts plain text."""
    axes.add_artist(Haloed(x, y, text, edge, **{"transform": axes.transData} | style))
