"""The chart font cut to what a page shows."""

from __future__ import annotations

import io
from collections.abc import Iterable

from reform_analysis.charts.style import FONT_FILE


def web_font(texts: Iterable[str]) -> bytes:
    """The chart font cut to the characters of some texts, as WOFF.

    A page with it shows its Chinese on a machine that has no Chinese font.
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
    font = TTFont(FONT_FILE, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.flavor = "woff"
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()
