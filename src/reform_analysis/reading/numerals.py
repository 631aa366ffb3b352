"""Numerals as Chinese reports print them, to exact values.

A numeral is read whole or refused: nothing is mended. Places (百, 千 inside 三百六十五) are kept
apart from multipliers (万 and 亿 everywhere; 百 and 千 after Arabic digits or standing bare),
because a multiplier is a sign of rounding and a place is not.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from typing import NamedTuple

from reform_analysis.reading.mixed import mixed
from reform_analysis.tables.messages import MessageError, message

ZERO = Fraction(0)
MOST_DIGITS = 18
"""Longer runs of digits are labels or damage, never a count."""
LONGEST_MIXED = 40
"""A mixed numeral prints four groups of places at most; a longer one is damage."""

_PLACES = {"十": 10, "百": 100, "千": 1000}
_SIZES = {**_PLACES, "万": 10**4, "亿": 10**8}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_SHORT = {digit: value for digit, value in _DIGITS.items() if digit not in "零两"}
"""A digit at the end, behind 百, 千, 万 or 亿, stands for the next place: 一万三 is 13 000."""
# Formal, old and traditional ways of writing a numeral; 廿 and 卅 stand for two characters.
_FORMAL = str.maketrans(
    {"廿": "二十", "卅": "三十"}
    | dict(
        zip(
            "〇○壹贰貳弍叁叄參肆伍陆陸柒捌玖拾佰仟",
            "零零一二二二三三三四五六六七八九十百千",
            strict=True,
        )
    )
)
CHARACTERS = "0123456789几" + "".join(_DIGITS) + "".join(_SIZES) + "".join(map(chr, _FORMAL))
"""Every character that a numeral may hold, apart from separators and points."""

_MULTIPLIER = r"[百千]?万?亿?"
_ARABIC = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    rf"(?:\.(?P<decimals>[0-9]+))?\s*(?P<multiplier>{_MULTIPLIER})"
)
_D, _W = "[一二三四五六七八九]", "[一二两三四五六七八九]"
_TENS = f"{_D}?十{_D}?"
_SECTION = re.compile(
    f"{_W}千(?:{_W}百(?:{_TENS}|零{_D})?|零(?:{_TENS}|{_D}))?"
    f"|{_W}百(?:{_TENS}|零{_D})?|{_TENS}|{_W}"
)
_BARE = re.compile(_MULTIPLIER)
_HAS_ARABIC = re.compile("[0-9]")
_POINT = re.compile(
    rf"(?P<whole>[^点]+)点(?P<decimals>[零一二三四五六七八九]+)(?P<multiplier>{_MULTIPLIER})"
)
_SEQUENCE, _PAIR = re.compile("[零一二三四五六七八九]{2,}"), re.compile(f"{_W}{{2}}")
_SEVERAL = re.compile("几(?P<places>[十百千]?万?亿?)")
_TEENS = re.compile("(?P<certain>[1-9]0|[^几]*十)几(?P<multiplier>万?亿?)")


class NumeralError(MessageError):
    """A numeral that is malformed, damaged or ambiguous; the message is the reason."""


class Numeral(NamedTuple):
    """One numeral, exactly.

    ``value`` is the number with its multiplier (of 几十 and 十几 only the certain part: 0 and 10);
    ``res`` the place of the last printed digit and ``step`` that of the last non-zero one, with
    multipliers; ``form`` is plain, decimal, multiplier, or bare (a multiplier without a digit);
    ``scale`` is the multiplier at the end (1: none), ``measure`` what the printed unit holds of the
    canonical one (千瓦: 1000); ``several`` says how 几 stands: first (``leading``: 几百), last
    (``trailing``: 十几) or not at all (empty); ``u`` is its place.
    """

    value: Fraction
    res: Fraction
    step: Fraction
    form: str
    scale: int = 1
    several: str = ""
    u: Fraction = ZERO
    measure: Fraction = Fraction(1)

    def times(self, factor: Fraction | int, form: str | None = None) -> Numeral:
        """Return the numeral with all its places multiplied, in another form if one is given."""
        return self._replace(
            value=self.value * factor,
            res=self.res * factor,
            step=self.step * factor,
            u=self.u * factor,
            form=form or self.form,
        )


def size(multiplier: str) -> int:
    """Return what a run of multipliers stands for.

    Examples
    --------
    >>> size("百万"), size("")
    (1000000, 1)
    """
    return prod(_SIZES[sign] for sign in multiplier)


def read_numeral(text: str) -> tuple[Numeral, ...]:
    """Read one numeral in simplified characters, without hedge and classifier.

    Parameters
    ----------
    text : str
        Arabic, Chinese, formal or mixed, for instance ``1,200万``, ``三千零五十``, ``3万5千``,
        ``百万``, ``几十``, ``十七八``. Full-width digits must have been made plain.

    Returns
    -------
    tuple of Numeral
        One numeral, or two where neighbouring digits name a range (十七八: 17 and 18).

    Raises
    ------
    NumeralError
        The numeral is malformed (十百, 1.2.3), damaged (19 4万), or may be read in two ways
        (一万十二: a 零 is missing).

    Notes
    -----
    A Chinese numeral prints no trailing zeros, so its ``res`` is its ``step``, except in a
    sequence of digits (二〇二〇) and after 点. A digit behind 百, 千, 万 or 亿 at the end is spoken
    shortly for the next place: 一万三 is 13 000. A number printed to the unit (三万五千零一) counts
    as plain although it holds 万.

    Examples
    --------
    >>> read_numeral("1.50万")[0]._asdict()["res"], read_numeral("1.50万")[0].step
    (Fraction(100, 1), Fraction(1000, 1))
    >>> [int(end.value) for end in read_numeral("三五十")]
    [30, 50]
    """
    text = text.translate(_FORMAL)
    if "几" in text:
        return (_several(text),)
    if _HAS_ARABIC.search(text):
        return (_arabic(text),)
    if text == "零":
        return (Numeral(ZERO, Fraction(1), Fraction(1), "plain"),)
    if _BARE.fullmatch(text):
        return (Numeral(*[Fraction(size(text))] * 3, "bare", size(text)),)
    if _SEQUENCE.fullmatch(text) and (len(text) > 2 or "零" in text):
        if text in "一二三四五六七八九":
            raise NumeralError("{text} may be a list, a range or a number", text=text)
        return (_written(text, "", ""),)
    if "点" in text:
        point = _POINT.fullmatch(text)
        if point is None:
            raise NumeralError("{text} is no numeral", text=text)
        return (_written(point["whole"], point["decimals"], point["multiplier"]),)
    pairs = _PAIR.findall(text)
    return _neighbours(text, pairs[0]) if len(pairs) == 1 else (_spelt(text),)


def _written(whole: str, decimals: str, multiplier: str) -> Numeral:
    """Return a number from its printed digits, Arabic or Chinese."""
    if "0" <= whole[0] <= "9":
        digits = whole + decimals
    else:
        spelt = whole == "零" or _SEQUENCE.fullmatch(whole)
        printed = (whole if spelt else str(_section(whole)[0])) + decimals
        digits = "".join(str(_DIGITS.get(sign, sign)) for sign in printed)
    if len(digits) > MOST_DIGITS:
        raise NumeralError("{count} digits are no count", count=len(digits))
    if len(digits) - len(decimals) > 1 and digits[0] == "0":
        raise NumeralError("a leading zero marks a label or damage")
    scale = size(multiplier)
    value = int(digits)
    zeros = len(digits) - len(digits.rstrip("0")) if value else 0
    places = 10 ** len(decimals)
    return Numeral(
        Fraction(value * scale, places),
        Fraction(scale, places),
        Fraction(scale * 10**zeros, places),
        "multiplier" if multiplier else "decimal" if decimals else "plain",
        scale,
    )


def _arabic(text: str) -> Numeral:
    single = _ARABIC.fullmatch(text)
    if single:
        digits = re.sub("[, ]", "", single["whole"])
        return _written(digits, single["decimals"] or "", single["multiplier"])
    # Without so many signs in a row mixed would go as deep as a hostile text is long.
    parts = None if len(text) > LONGEST_MIXED else mixed(text)
    if parts is None:
        raise NumeralError(_why_not_arabic(text))
    value, place = parts
    printed = str(int(value / place))
    step = place * 10 ** (len(printed) - len(printed.rstrip("0")))
    form = "multiplier" if place > 1 else "decimal" if place < 1 else "plain"
    return Numeral(value, place, step, form, size(text[len(text.rstrip("百千万亿")) :]))


def _why_not_arabic(text: str) -> str:
    if re.search(r"[0-9]\s+[0-9]", text):
        form = "the digits of {text} stand apart: the number is damaged, or they are two"
    elif "," in text:
        form = "the commas of {text} do not part groups of three digits"
    elif text.count(".") > 1:
        form = "{text} has more than one decimal point"
    else:
        form = "{text} is malformed, or two numbers"
    return message(form, text=text)


def _section(text: str) -> tuple[int, int]:
    """Return value and last place of a numeral below 万."""
    if not _SECTION.fullmatch(text):
        raise NumeralError("{text} is no numeral: its places are out of order", text=text)
    value = digit = 0
    place = 1
    for sign in text:
        if sign in _PLACES:
            place = _PLACES[sign]
            value += (digit or 1) * place
            digit = 0
        else:
            digit = _DIGITS[sign]
    return (value + digit, 1) if digit else (value, place)


def _chinese(text: str) -> tuple[int, int]:
    """Return value and last place of a Chinese numeral, strictly."""
    for sign in "亿万":
        head, found, tail = text.rpartition(sign)
        if not found:
            continue
        unit = _SIZES[sign]
        if not head or sign in head:
            raise NumeralError("{text} is no numeral: its multipliers are out of order", text=text)
        value, place = _chinese(head)
        if not tail:
            return value * unit, place * unit
        rest, place = _chinese(tail.removeprefix("零"))
        skips = rest < unit // 10
        if skips and tail[0] != "零":
            form = "{text} leaves out a place or a 零: it may be read in two ways"
            raise NumeralError(form, text=text)
        if tail[0] == "零" and not skips and head[-1] not in _PLACES:
            raise NumeralError("{text} has a 零 where no place is skipped", text=text)
        return value * unit + rest, place
    return _section(text)


def _spelt(text: str) -> Numeral:
    """Read a Chinese numeral, its last place spoken shortly or not."""
    sign, digit = text[-2:-1], text[-1:]
    if sign in _SIZES and sign != "十" and digit in _SHORT:
        place = _SIZES[sign] // 10
        value = _chinese(text[:-1])[0] + _SHORT[digit] * place
    else:
        value, place = _chinese(text)
    scale = size(text[len(text.rstrip("万亿")) :])
    multiplied = place > 1 and ("万" in text or "亿" in text)
    form = "multiplier" if multiplied else "plain"
    return Numeral(Fraction(value), Fraction(place), Fraction(place), form, scale)


def _neighbours(text: str, pair: str) -> tuple[Numeral, ...]:
    """Read 十七八, 五六百, 三五个: a digit and the next one name the ends of a range."""
    low, high = _DIGITS[pair[0]], _DIGITS[pair[1]]
    if high != low + 1 and (low, high) != (3, 5):
        raise NumeralError("{text} is neither a number nor two ends of a range", text=pair)
    ends = (text.replace(pair, digit) for digit in pair)
    return tuple(_spelt(end) for end in ends)


def _several(text: str) -> Numeral:
    leading = _SEVERAL.fullmatch(text)
    if leading:
        certain, scale = ZERO, size(leading["places"])
    else:
        trailing = _TEENS.fullmatch(text)
        if trailing is None:
            raise NumeralError("{text} is no numeral: 几 stands where no digit can", text=text)
        scale = size(trailing["multiplier"])
        certain = read_numeral(trailing["certain"])[0].value * scale
    return Numeral(
        certain,
        Fraction(scale),
        Fraction(scale),
        "multiplier" if scale > 1 else "plain",
        scale,
        "leading" if leading else "trailing",
        Fraction(scale),
    )
