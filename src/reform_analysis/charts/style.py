"""How charts look: the shipped Chinese font in two weights, colours by role, quiet axes.

Nothing here knows what a chart says. Draw and save inside `chart_style`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from matplotlib import font_manager

FONTS = Path(__file__).parent / "fonts"
FONT_FILE, BOLD_FILE = (FONTS / f"ReformSansSC-{style}.ttf" for style in ("Regular", "Bold"))
FAMILY = "Reform Sans SC"
OTHERS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
"""Fonts that stand in where ours is missing, as on the pages."""

# Colours of Okabe and Ito (2008), told apart with any kind of colour vision, one role each.
STATED = "#0072B2"  # the printed number, a dot
INTERVAL = "#56B4E9"  # what the hedge allows, a bar
BOUND = "#D55E00"  # only a limit follows from the report
PROXY = "#CC79A7"  # a nearby count stands in
BENCHMARK = "#009E73"  # official targets and national values
NOT_REPORTED = "#595959"  # the report is silent
TEXT = "#1A1A1A"
FAINT = "#D9D9D9"  # grid and rules, never data
ROLES = {
    "value": STATED,
    "interval": INTERVAL,
    "bound": BOUND,
    "proxy": PROXY,
    "benchmark": BENCHMARK,
    "not_reported": NOT_REPORTED,
    "text": TEXT,
    "faint": FAINT,
}

WIDTH = 16 / 2.54
"""Width of a chart [inch]: 16 cm. Charts are also pasted 8 cm wide, so type shrinks to half."""

STYLE = {
    "font.family": [FAMILY],
    "font.size": 12,
    "text.color": TEXT,
    "text.parse_math": False,  # a $ in a label is money
    "text.hinting": "no_hinting",  # letters the same whatever the font library's hinter does
    "figure.figsize": (WIDTH, 10 / 2.54),
    "figure.titlesize": 15,
    "axes.titlesize": 14,
    "axes.titlelocation": "left",
    "axes.labelsize": 12,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": NOT_REPORTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.prop_cycle": matplotlib.cycler(color=[STATED, BOUND, BENCHMARK, PROXY, INTERVAL]),
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
    "xtick.color": NOT_REPORTED,
    "ytick.color": NOT_REPORTED,
    "xtick.labelcolor": TEXT,
    "ytick.labelcolor": TEXT,
    "lines.solid_capstyle": "butt",  # a bar ends at its bound, not half a line width past it
    "legend.fontsize": 12,
    "legend.frameon": False,
    "savefig.dpi": 300,
    "svg.fonttype": "none",  # nor are letters paths in an SVG: `lettered` brings the font
    "svg.hashsalt": "reform-analysis",  # the same ids in each drawing
    "pdf.fonttype": 42,  # text in a PDF can be searched and copied
}


class GlyphError(ValueError):
    """A text holds a character that the chart font lacks."""


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw in the project's style, with the shipped fonts; a missing glyph is an error.

    Starts from matplotlib's own defaults, so that the readings of a machine do not change a
    chart. Settings and warning filters are put back at the end. The fonts stay known to
    matplotlib, so a figure drawn inside can be shown or saved later; only drawing inside
    makes sure that a missing glyph is noticed.

    Yields
    ------
    None
        Draw and save inside the ``with`` block.

    Raises
    ------
    GlyphError
        A drawn text holds a character that the font lacks in its weight; bold type has no
        traditional Chinese. Line breaks are no characters.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> with chart_style():
    ...     figure = Figure()
    ...     axes = figure.subplots()
    ...     title = axes.set_title("每万常住人口年均推优入党人数")
    ...     figure.draw_without_rendering()
    >>> title.get_fontfamily()
    ['Reform Sans SC']
    """
    _register_fonts()
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        warnings.filterwarnings("error", message="Glyph .* missing", category=UserWarning)
        try:
            yield
        except UserWarning as warning:
            code = re.match(r"Glyph (\d+)", str(warning))
            if code is None:
                raise
            character = chr(int(code[1]))
            raise GlyphError(
                f"the chart font has no {character!r} (U+{ord(character):04X}); "
                "correct the text or add the character with tools/make_font.py"
            ) from warning


def _register_fonts() -> None:
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for file in (FONT_FILE, BOLD_FILE):
        if str(file) not in known:
            font_manager.fontManager.addfont(file)
