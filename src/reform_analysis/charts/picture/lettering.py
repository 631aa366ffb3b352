"""Lines of text measured in the chart font, so that they are broken before they are drawn."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain

from matplotlib import font_manager

from reform_analysis.charts import style as looks

LEADING = 1.22 / 72 * 2.54
"""Height of a line of type of one point [cm]."""

MOST = 10
"""Lines of one text at most: what is longer is no label, and would push the chart off the page."""

_LARGE = 200
_KEPT = 1 << 14
"""Lines whose width is remembered: all charts in both languages have about ten thousand."""

_THINNEST = 0.2 / 72 * 2.54  # cm a point of size; no letter of the font is thinner
_WORDS = re.compile(r"\S+(?: %\S*)?\s*")
_CHARACTERS = re.compile(  # a word or one Chinese character, with the marks that cling to it
    r"(?:[(（“《「]*(?:[⺀-鿿]|[^\s⺀-鿿(（“《「]+?(?=[\s⺀-鿿(（“《「]|$))"
    r"[,.;:%)、。，；：）”》」]*|\S)\s*"
)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in the chart font [cm].

    Parameters
    ----------
    text : str
    size : float
        Size of type [points].
    bold : bool
        Measured in the bold weight, which is wider.

    Examples
    --------
    >>> round(text_width("产改", 72 / 2.54), 2)
    2.0
    """
    return _measured(text, bold) / 64 / 72 * 2.54 * size / _LARGE


@lru_cache(maxsize=_KEPT)
def _measured(text: str, bold: bool) -> int:
    """Width of a large line, which no hinting rounds: that of its letters, for the font kerns none.

    Breaking asks for most lines many times, and to lay one out costs a hundred times as much.
    """
    return sum(_letter(character, bold) for character in text)


@cache
def _letter(character: str, bold: bool) -> int:
    font = font_manager.get_font(looks.BOLD_FILE if bold else looks.FONT_FILE)
    font.set_size(_LARGE, 72)
    font.set_text(character)
    return font.get_width_height()[0]


def drawable(text: str) -> str:
    r"""The text on one line, without what is no letter: controls, marks of direction, breaks.

    Examples
    --------
    >>> drawable("Jing\u202ejiang\t\r\nCity\x00")
    'Jingjiang City'
    """
    text = re.sub(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+", " ", text)
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf")).strip()


def wrap(text: str, width: float, size: float, bold: bool = False, most: int = MOST) -> str:
    r"""Break text into lines no wider than ``width``: Chinese anywhere, other text at spaces.

    Parameters
    ----------
    text : str
        Controls and marks of direction are left out, line breaks count as spaces (`drawable`).
    width : float
        Of a line [cm].
    size : float
        Size of type [points].
    bold : bool
        Weight that the text is drawn in.
    most : int
        Number of lines; the last of more ends with an ellipsis.

    Returns
    -------
    str
        Lines joined with line breaks. A word wider than a line is broken.

    Examples
    --------
    >>> wrap("产业工人(队伍)", 2.2, 72 / 2.54 / 2).split("\n")
    ['产业工人', '(队伍)']
    >>> wrap("training and more training", 3.5, 72 / 2.54 / 2, most=1)
    'training and…'
    """
    most_letters = width / (_THINNEST * size)  # counted first: to measure a long text is slow

    def fits(line: str) -> bool:
        line = line.rstrip()
        return len(line) <= most_letters and text_width(line, size, bold) <= width

    lines = [""]
    for piece in chain.from_iterable(_broken(word, fits) for word in _words(drawable(text))):
        if lines[-1] and not fits(lines[-1] + piece):
            lines.append("")
        if len(lines) > most:
            break
        lines[-1] += piece
    if len(lines) > most:
        last = lines[most - 1].rstrip()
        while last and not fits(last + "…"):
            last = last[:-1].rstrip()
        lines[most - 1 :] = [last + "…"]
    return "\n".join(line.rstrip() for line in lines).rstrip()


def _words(text: str) -> list[str]:
    """What is kept together: words, or in a text that is mostly Chinese single characters."""
    chinese, latin = (len(re.findall(kind, text)) for kind in ("[⺀-鿿]", "[A-Za-z]"))
    return (_CHARACTERS if chinese > latin else _WORDS).findall(text)


def _broken(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The word, in as many pieces as it needs lines of its own."""
    while not fits(word):
        room = bisect_left(range(1, len(word)), True, key=lambda n: not fits(word[:n]))
        yield word[: max(1, room)]
        word = word[max(1, room) :]
    yield word


@lru_cache(maxsize=_KEPT)
def balanced(text: str, width: float, size: float, bold: bool = False, most: int = MOST) -> str:
    r"""Break text as `wrap` does, into as few lines, but of like length: no word alone below.

    Examples
    --------
    >>> balanced("at most how many people it reached", 5, 10, most=2).split("\n")
    ['at most how many', 'people it reached']
    """
    lines = wrap(text, width, size, bold, most)
    if "\n" not in lines or "…" in lines:
        return lines
    longest = max(text_width(word.rstrip(), size, bold) for word in _words(drawable(text)))
    widest, narrowest = width, max(width / 2, longest)  # so that no word is broken for it
    while widest - narrowest > 0.1:
        middle = (widest + narrowest) / 2
        tried = wrap(text, middle, size, bold)
        if tried.count("\n") == lines.count("\n"):
            lines, widest = tried, middle
        else:
            narrowest = middle
    return lines


def height_of(text: str, size: float) -> float:
    """Height of text of some lines [cm]."""
    return (text.count("\n") + 1) * size * LEADING
