"""A text as it is searched: one script, one width, no pinyin, and every offset kept.

Characters are exchanged one for one (traditional to simplified by codebook/reading/characters.csv,
full-width to plain), which moves nothing. Pinyin in brackets after a character is cut out; where
it was cut is remembered, so that a place in the searched text leads back to the text as given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from reform_analysis.reading.characters import simplified
from reform_analysis.tables.codebook import Codebook

_SAME = str.maketrans(
    "０１２３４５６７８９．％﹪‐‑‒–—―－−～〜∼＋＞＜（）：∶︰﹕；？！＂〃\u00a0\u2002\u2003\u2009\u202f\u3000",
    '0123456789.%%--------~~~+><()::::;?!""      ',
)
# Each begins with its own sign, so that the search skips to where that sign stands.
_PINYIN = re.compile(r"(\((?<=[一-鿿].)[a-zɡà-üāēīōūńňǎǐǒǔǖǘǚǜǹ]{1,7}\))")
_SLIP = re.compile(r"[OoＯ○lI|·•](?<=\d.)(?:(?<![·•])(?=\d)|(?<=[·•])(?=\d+\s?[万亿%]))")
_MENDED = {"l": "1", "I": "1", "|": "1", "·": ".", "•": "."}


class Clean(NamedTuple):
    """A text made ready for searching.

    ``text`` is searched; ``at`` holds the places in it before which something was cut, and
    ``gone`` how many characters had been cut up to there.
    """

    text: str
    at: np.ndarray
    gone: np.ndarray

    def starts(self, places: np.ndarray) -> np.ndarray:
        """Offsets in the text as given of characters that start something."""
        if not len(self.at):
            return places
        return places + self.gone[np.searchsorted(self.at, places, side="right")]

    def ends(self, places: np.ndarray) -> np.ndarray:
        """Offsets in the text as given just behind the last character of something."""
        return self.starts(places - 1) + 1


def _table(codebook: Codebook) -> np.ndarray:
    table = np.arange(0x110000, dtype="<u4")
    for old, sign in codebook.once(simplified).items():
        table[old] = ord(sign)
    for old, new in _SAME.items():
        table[old] = new
    return table


def simplify(text: str, codebook: Codebook) -> str:
    """A text in simplified characters and plain digits, as long as it was.

    Parameters
    ----------
    text : str
        Any text, in one script or mixed.
    codebook : Codebook
        Its table of characters.

    Returns
    -------
    str
        Of the same length, character by character.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> simplify("１０萬個", codebook())
    '10万个'
    """
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return codebook.once(_table)[signs].tobytes().decode("utf-32-le", "surrogatepass")


def clean(text: str, codebook: Codebook) -> Clean:
    """Remove noise from a text and remember where it was.

    Parameters
    ----------
    text : str
        The text as given.
    codebook : Codebook
        Its table of characters.

    Returns
    -------
    Clean
        What is searched, and the way back. Letters that stand for digits among digits (1O0) and
        a dot for a decimal point (3·8万) are exchanged; anything less certain is left for the
        finder to refuse.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> found = clean("產(chǎn)業(yè)工人１2個", codebook())
    >>> found.text
    '产业工人12个'
    >>> int(found.starts(np.array([4]))[0])
    14
    """
    plain = simplify(text, codebook)
    plain = _SLIP.sub(lambda match: _MENDED.get(match[0], "0"), plain)
    # What is kept and what is cut, in turn.
    pieces = _PINYIN.split(plain) if "(" in plain else [plain]
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    at, gone = np.cumsum(lengths[:-1:2]), np.cumsum(lengths[1::2])
    return Clean("".join(pieces[::2]), at, np.concatenate([[0], gone]))
