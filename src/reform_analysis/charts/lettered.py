"""An SVG whose letters are letters: to be searched, copied, and read aloud.

Where the chart font is not installed, as nearly everywhere, the picture brings the letters that it
shows; a program that takes no font from a picture sets them in one of its own.
"""

from __future__ import annotations

import base64
import re
from html import unescape

from reform_analysis.charts.picture.halo import EDGE
from reform_analysis.charts.style import FAMILY, OTHERS
from reform_analysis.charts.webfont import web_font

TEXT = re.compile(r"<text style=\"([^\"]*)\"[^>]*>([^<]*)</text>")
"""Style and letters of each text of a drawing."""

BOLD = "font-weight: 700"
"""In the style of bold type."""

BOLD_FAMILY = f"{FAMILY} Bold"
"""What a page calls the letters of bold type, which it brings for its drawings alone."""

_INLINE = re.compile(r"^.*?(?=<svg)| <metadata>.*?</metadata>\n", re.DOTALL)


def lettered(drawing: str, whole: bool = True) -> str:
    r"""A drawing with its fonts and the edges of its letters.

    Parameters
    ----------
    drawing : str
        An SVG with text as text, and with groups of `Haloed`.
    whole : bool
        To stand alone. Else it is a part of a page, which has the fonts and says what it is.

    Returns
    -------
    str
        The same for the same drawing.

    Examples
    --------
    >>> text = "<text style=\"font-family: 'Reform Sans SC'\">a</text>"
    >>> drawing = f"<svg><style>*{{}}</style>{text}</svg>"
    >>> "base64" in lettered(drawing, whole=False), "base64" in lettered(drawing)
    (False, True)
    """
    rules = [f"text{{font-family:'{FAMILY}',{OTHERS};white-space:pre}}"]
    for edge in sorted(set(re.findall(rf'id="{EDGE}([\d.]+)_', drawing))):
        look = f"stroke:#fff;stroke-width:{edge}px;stroke-linejoin:round;user-select:none"
        rules.append(f'[id^="{EDGE}{edge}_"] text{{{look}}}')
    if whole:
        texts = TEXT.findall(drawing)
        for weight, bold in (("400", False), ("700", True)):
            shown = [unescape(text) for style, text in texts if (BOLD in style) == bold]
            rules.append(_face(weight, web_font(shown, bold)))
    else:
        drawing = _INLINE.sub("", drawing)
        rules.append(f"text[style*=\"{BOLD}\"]{{font-family:'{BOLD_FAMILY}','{FAMILY}',{OTHERS}}}")
    drawing = drawing.replace(f"font-family: '{FAMILY}'; ", "")
    drawing = drawing.replace(f"font-family: '{FAMILY}'", "")
    drawing = drawing.replace(f'<g id="{EDGE}', f'<g aria-hidden="true" id="{EDGE}')
    return drawing.replace("</style>", "".join(rules) + "</style>", 1)


def _face(weight: str, font: bytes) -> str:
    data = base64.b64encode(font).decode()
    where = f"url(data:font/woff;base64,{data}) format('woff')"
    return f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:{where}}}"
