"""Lines of text measured in the chart font, so that they are broken before they are drawn."""

from __future__ import annotations

import re

from matplotlib import font_manager

from reform_analysis import looks

LEADING = 1.22 / 72 * 2.54
"""Height of a line of type of one point [cm]."""

_LARGE = 200
_WORDS = re.compile(r"\S+(?: %\S*)?\s*")
_CHARACTERS = re.compile(  # a word or one Chinese character, with the marks that cling to it
    r"(?:[(（“《「]*(?:[⺀-鿿]|[^\s⺀-鿿(（“《「]+?(?=[\s⺀-鿿(（“《「]|$))"
    r"[,.;:%)、。，；：）”》」]*|\S)\s*"
)


def text_width(text: str, size: float) -> float:
    """Width of a line of text in the chart font [cm].

    Parameters
    ----------
    text : str
    size : float
        Size of type [points].

    Examples
    --------
    >>> round(text_width("产改", 72 / 2.54), 2)
    2.0
    """
    font = font_manager.get_font(looks.FONT_FILE)
    font.set_size(_LARGE, 72)  # measured large, so that no hinting rounds it
    font.set_text(text)
    return font.get_width_height()[0] / 64 / 72 * 2.54 * size / _LARGE


def wrap(text: str, width: float, size: float) -> str:
    r"""Break text into lines no wider than ``width``: Chinese anywhere, other text at spaces.

    Parameters
    ----------
    text : str
    width : float
        Of a line [cm].
    size : float
        Size of type [points].

    Returns
    -------
    str
        Lines joined with line breaks. A single word wider than that keeps its line.

    Examples
    --------
    >>> wrap("产业工人(队伍)", 2.2, 72 / 2.54 / 2).split("\n")
    ['产业工人', '(队伍)']
    """
    chinese, latin = (len(re.findall(kind, text)) for kind in ("[⺀-鿿]", "[A-Za-z]"))
    lines = [""]
    for piece in (_CHARACTERS if chinese > latin else _WORDS).findall(text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines).rstrip()


def height_of(text: str, size: float) -> float:
    """Height of text of some lines [cm]."""
    return (text.count("\n") + 1) * size * LEADING
