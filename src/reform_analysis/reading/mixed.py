"""Numerals that mix Arabic digits with the places and multipliers of Chinese: 6万3千7百, 3千零40万.

Every place names its own size, so that nothing is guessed: a part must fit below the sign before
it, and where a place is left out a 零 must say so.
"""

from __future__ import annotations

import re
from fractions import Fraction

SIGNS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]+))?")


def mixed(text: str) -> tuple[Fraction, Fraction] | None:
    """Return value and last place of a mixed numeral, or None if it is malformed.

    Parameters
    ----------
    text : str
        In simplified characters, formal digits made plain, without blanks.

    Returns
    -------
    tuple of Fraction, or None
        None where a part does not fit below the sign before it (3千2万), a 零 is missing
        (3万5百), or digits stand where no place says what they are (6万3千7).

    Examples
    --------
    >>> [int(mixed(text)[0]) for text in ("6万3千7百", "3千零40万", "4亿8,000万", "3万5000")]
    [63700, 30400000, 480000000, 35000]
    >>> mixed("3万5百") is None
    True
    """
    sign = next((sign for sign in SIGNS if sign in text), None)
    if sign is None:
        return _digits(text)
    unit = SIGNS[sign]
    front, _, tail = text.rpartition(sign)
    head = mixed(front)
    # 万 may stand below 亿 (万亿), every other sign takes what is smaller than itself.
    most = 10 if unit <= 1000 else 10**4 if sign == "万" else 10**8
    if head is None or not 0 < head[0] < most or (sign == "十" and front not in _DIGITS):
        return None
    if not tail:
        return head[0] * unit, head[1] * unit
    rest = mixed(tail.removeprefix("零"))
    if rest is None or head[1] < 1 or rest[0] >= unit or not rest[0]:
        return None
    return (head[0] * unit + rest[0], rest[1]) if _fits(front, tail, rest[0], unit) else None


def _digits(text: str) -> tuple[Fraction, Fraction] | None:
    if text in _DIGITS:
        return Fraction(_DIGITS[text]), Fraction(1)
    match = _ARABIC.fullmatch(text)
    if match is None:
        return None
    place = Fraction(1, 10 ** len(match["decimals"] or ""))
    return Fraction(text.replace(",", "")), place


def _fits(front: str, tail: str, rest: Fraction, unit: int) -> bool:
    """Whether nothing but what a 零 tells is left out between a sign and what follows it."""
    if tail.isascii():  # 3万5000, 2万0500: all digits of the places below are printed
        return "." not in tail and len(tail.replace(",", "")) == len(str(unit)) - 1
    skips = rest < unit // 10
    if tail[0] == "零":
        return skips or front[-1] in SIGNS
    return not skips or ("万" in tail and tail[0].isascii())
