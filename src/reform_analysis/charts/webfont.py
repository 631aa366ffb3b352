"""The chart font cut to what a page or a picture shows."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reform_analysis.charts.style import BOLD_FILE, FONT_FILE


def web_font(texts: Iterable[str], bold: bool = False) -> bytes:
    """The chart font cut to the characters of some texts, as WOFF.

    A page with it shows its Chinese on a machine that has no Chinese font.

    Parameters
    ----------
    texts : iterable of str
    bold : bool
        Of the bold weight, which has no traditional Chinese: what it lacks is left out.

    Examples
    --------
    >>> web_font(["产改"])[:4]
    b'wOFF'
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    wanted = map(ord, set().union(*texts))
    options = subset.Options(
        flavor="woff",
        hinting=False,
        layout_features=[],
        recalc_timestamp=False,
        notdef_outline=True,
    )
    file = BOLD_FILE if bold else FONT_FILE
    font = TTFont(file, recalcBBoxes=False, recalcTimestamp=False)
    font.setGlyphOrder(list(_glyphs(file)))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.flavor = "woff"
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()


@cache
def _glyphs(file: Path) -> list[str]:
    """Names of the glyphs of a font, which fontTools makes up of its characters: half the work."""
    from fontTools.ttLib import TTFont

    return TTFont(file).getGlyphOrder()
