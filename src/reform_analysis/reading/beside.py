"""A number changed by what stands beside it: halves, fractions, smaller units, discounts."""

from __future__ import annotations

import re
from fractions import Fraction

from reform_analysis.reading.numerals import Numeral, NumeralError, read_numeral, size

HALF = Numeral(Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), "plain")
"""一半, 半数, and 半 before a unit."""


def enlarged(end: Numeral, sign: str) -> Numeral:
    """Apply the multiplier that stands after 余 or 多 (1600余万)."""
    if size(sign) <= end.scale:
        raise NumeralError("{text} after a larger multiplier", text=sign)
    return end.times(size(sign), "multiplier")


def and_a_half(end: Numeral, *others: Numeral) -> Numeral:
    """Add the half of 五成半 and 一年半."""
    if others or end.form != "plain" or end.several or end.res != 1:
        raise NumeralError("半 after a number that is no plain integer")
    return HALF._replace(value=end.value + HALF.value)


def with_smaller(value: Fraction, place: Fraction, end: Numeral, *others: Numeral) -> Numeral:
    """Add what smaller units say: 12元5角 is printed to the 角."""
    if others or end.several or end.form != "plain":
        raise NumeralError("a smaller unit after a number that is no plain integer")
    return end._replace(value=end.value + value, res=place, step=place)


def mixed_fraction(integer: str, whole: str, end: Numeral, *others: Numeral) -> Numeral:
    """Read 三又二分之一: the integer and the fraction together."""
    first = read_numeral(integer)[0]
    if not whole or others or end.several or first.form != "plain":
        raise NumeralError("又 between what is no integer and no fraction")
    part = fraction(end, whole)
    if part.value >= 1:
        raise NumeralError("a fraction of one or more after an integer")
    return part._replace(value=first.value + part.value, form="plain")


def fraction(end: Numeral, whole: str) -> Numeral:
    """Divide by the whole of 百分之三十七 or 三分之一."""
    parts = read_numeral(whole)
    if len(parts) > 1 or parts[0].several or parts[0].value < 2 or parts[0].res < 1:
        raise NumeralError("{whole}分之 is no part of a whole", whole=whole)
    number = parts[0].value
    if number in (100, 1000, 10000):
        return percentage(end, 1 / number)
    return end.times(1 / number)


def percentage(end: Numeral, part: Fraction) -> Numeral:
    """Take hundredths, thousandths or tenths: rounded at the last digit, as all shares are."""
    if end.several:
        return end.times(part)
    if end.form in ("multiplier", "bare") and end.value * part != 1:
        raise NumeralError("a multiplier in a percentage")
    # 百分之三十 is 30 % read aloud: it is printed to the unit as that is.
    return end._replace(res=min(end.res, Fraction(1))).times(part, "decimal")


def discount(number: str) -> tuple[Numeral, ...]:
    """Read the number of a discount: 七, 7.5, and two digits as hundredths (八五, 85)."""
    if re.fullmatch("[1-9]{2}", number):
        number = f"{number[0]}.{number[1]}"
    elif re.fullmatch("[一二三四五六七八九]{2}", number):
        try:
            read_numeral(number)
        except NumeralError:
            number = f"{number[0]}点{number[1]}"
        else:
            raise NumeralError("{text}折 may be a range or one discount", text=number)
    return read_numeral(number)
