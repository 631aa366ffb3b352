"""Read one reported expression: 近400名 to its printed value and the set of values it allows.

The numeral is read by `numerals`, the hedge by the rules of `hedges`
(data/codebook/reading/hedges.csv), the classifier by data/codebook/reading/units.csv. The interval
is a reading of words at one of three readings; it says nothing about how often it holds.

What this module decides, beyond the rules:

- **One expression.** Hedges, number, multiplier, classifier, and nothing else. Nouns, 达, 共, 累计,
  为, 占 and ordinals stay outside and are refused. Without a classifier the unit is empty.
- **Several hedges.** 约 beside another hedge gives way to it (约有近40家 is 近40家). 超 and 以上
  may meet 余 or 多, which binds the digit. Any other two contradict each other.
- **Ranges.** A first end without a unit of its own takes the multiplier and the unit of the second
  (3到5万, 50—60%) unless its number is not the smaller one (8000至1万). 约 widens both ends.
  Neighbouring digits (三五个, 十七八) are ranges too. A range states no single number.
- **Shares.** No bound passes 1 unless the printed value does (120%); 100%以上 is just 1.
  Percentages and 成 count as rounded at their last digit, 百分之三十 as 30 %; fractions
  (三分之一), 一半 and discounts (八五折) are exact. Percentage points (百分点) are no share, but
  rounded like one.
- **Doublings.** 翻两番 is 4倍.
- **Below zero.** A minus (-, 负, 零下) is read before rates, changes, money and degrees, without a
  hedge; before a count it is refused. 50±5 is 45 to 55.
- **Spellings.** 七成六, 12元5角, 6万3千7百, 百分之二十到三十五, 介于…之间 are read whole, by
  ``spellings.csv`` and ``unit_parts.csv``; 一万三 is 13 000: a digit behind a place is the next.
- **Lengths of time.** 近 before years, months, weeks or days names a window (近2年): refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reform_analysis.reading.expression import SHARE, Expression, take_apart
from reform_analysis.reading.formulas import Bound
from reform_analysis.reading.hedges import Bounds, Cue, Rules, form_of, govern, load_rules
from reform_analysis.reading.numerals import Numeral, NumeralError
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.messages import message

_MOST_DOUBLINGS = 20

REMEMBERED = 10_000
"""Expressions that a codebook remembers, ten times those of the five reports."""


class QuantityError(ValueError):
    """An expression that cannot be read, and why.

    Attributes
    ----------
    expression : object
        What was to be read.
    reason : str
        Why it was refused, in a few words.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> read_quantity("近19 4万", codebook())
    Traceback (most recent call last):
    reform_analysis.reading.quantity.QuantityError: '近19 4万' cannot be read: the digits of \
19 4万 stand apart: the number is damaged, or they are two
    """

    def __init__(self, expression: object, reason: str) -> None:
        super().__init__(expression, reason)
        self.expression = expression
        self.reason = reason

    def __str__(self) -> str:
        form = "{expression} cannot be read: {reason}"
        return message(form, expression=repr(self.expression), reason=self.reason)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A reported number as the set of values that its words allow.

    Parameters
    ----------
    low, high : float
        Ends of the set, both included [unit]; ``high`` is ``inf`` where the words leave it open.
    value : float or None
        The printed number with multipliers resolved [unit]; None if no single number is printed.
    unit : str
        Canonical unit as in ``units.csv``; ``fraction`` for a share; empty without a classifier.
    hedge : str
        ``exact, about, nearly, over, at_least, under, several`` or ``range``.
    assumed_high : bool
        Whether ``high`` is an assumption of the reading and not of the words, which leave it open
        (超6万, 50%以上 at narrow and central).
    """

    low: float
    value: float | None
    high: float
    unit: str
    hedge: str
    assumed_high: bool


def read_quantity(expression: str, codebook: Codebook, reading: str = "central") -> Quantity:
    """Read one reported expression by the rules of the codebook.

    Parameters
    ----------
    expression : str
        The shortest expression as printed: hedge, number, multiplier and classifier, in
        simplified or traditional characters.
    codebook : Codebook
        Whose rules read it.
    reading : {"central", "narrow", "wide"}
        How widely hedges are read; narrow lies within central, central within wide.

    Returns
    -------
    Quantity
        Bounds and printed value in the canonical unit, as the floats nearest to exact results.

    Raises
    ------
    QuantityError
        The expression is no single, sound, unambiguous quantity; nothing is guessed.
    ValueError
        The reading is unknown.
    TableError
        A table of the codebook cannot be read: the message names file, row and cure.

    Notes
    -----
    Central reading, with v the printed number, step the place of its last digit that is not zero
    and res that of its last printed digit: 约 v ± step (5 step where that digit is a 5), at most
    30 %; 近 v − step/2 … v, at least 0.9 v; 余, 多, 超, 以上 v … v + step; 不足, 以内 0 … v;
    without a hedge v, and v ± res/2 for rounded numbers. Source: data/codebook/reading/hedges.csv.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> book = codebook()
    >>> read_quantity("近400名", book)
    Quantity(low=360.0, value=400.0, high=400.0, unit='人', hedge='nearly', assumed_high=False)
    >>> read_quantity("1600余万元", book).high
    17000000.0
    >>> for reading in ("central", "wide"):
    ...     share = read_quantity("50%以上", book, reading)
    ...     print(share.low, share.high, share.assumed_high)
    0.5 0.6 True
    0.5 1.0 False
    >>> read_quantity("3至5個", book).value is None
    True
    >>> read_quantity("近400名党员", book)
    Traceback (most recent call last):
    reform_analysis.reading.quantity.QuantityError: '近400名党员' cannot be read: 党员 is not \
part of one expression
    """
    return read_each(expression, codebook, (reading,))[0]


def read_each(expression: str, codebook: Codebook, readings: Sequence[str]) -> list[Quantity]:
    """As `read_quantity` at several readings: all know the same words, as ``check`` holds."""
    rules = [load_rules(codebook, reading) for reading in readings]
    if not isinstance(expression, str):
        raise QuantityError(
            expression, message("it is no text but {kind}", kind=type(expression).__name__)
        )
    try:
        parts = _apart(expression, codebook)
        return [_within(parts, each) for each in rules]
    except NumeralError as error:
        raise QuantityError(expression, str(error)) from None


def _apart(expression: str, codebook: Codebook) -> Expression:
    """An expression taken apart, and remembered: `build` reads once more what `check` has read."""
    known = codebook.once(_known)
    parts = known.get(expression)
    if parts is None:
        parts = take_apart(expression, codebook)
        if len(known) >= REMEMBERED:
            known.clear()
        known[expression] = parts
    return parts


def _known(codebook: Codebook) -> dict[str, Expression]:
    return {}


def _within(parts: Expression, rules: Rules) -> Quantity:
    """What the words of an expression allow at one reading."""
    ends, unit, cues, doublings, negative, margin = parts
    bounds, value, hedge = _interval(ends, govern(cues), unit == SHARE, rules)
    low, high = bounds.low, bounds.high
    if margin:
        low, high = ends[0].value - margin.value, ends[0].value + margin.value
    if negative and value is not None:
        low, value, high = -high, -value, -low
    if doublings:
        if max(max(end.value + end.u, end.step) for end in ends) > _MOST_DOUBLINGS:
            raise NumeralError("so many doublings are no report")
        low, high = 2.0 ** float(low), 2.0 ** float(high)
        value = None if value is None else 2.0 ** float(value)
    point = None if value is None else float(value)
    return Quantity(float(low), point, float(high), unit, hedge, bounds.assumed_high)


def _interval(
    ends: list[Numeral], cue: Cue, share: bool, rules: Rules
) -> tuple[Bounds, Bound | None, str]:
    """Return bounds, value and hedge of one number or of the two ends of a range."""
    first, last = ends[0], ends[-1]
    applied = _governing(ends, cue)
    bounds = rules.bounds(applied, last, share)
    if first is not last:
        bounds = bounds._replace(low=rules.bounds(applied, first, share).low)
    if len(ends) == 1 and not first.several:
        return bounds, first.value, cue.hedge
    return bounds, None, "range" if len(ends) == 2 else "several"


def _governing(ends: list[Numeral], cue: Cue) -> Cue:
    """Return the cue whose rule reads the ends: that of the words, or that of an open number."""
    first, last = ends[0], ends[-1]
    if len(ends) == 1 and not first.several:
        return cue
    kind = Cue("range", "between") if len(ends) == 2 else Cue("several", first.several)
    if len(ends) == 2 and (first.several or last.several or first.value >= last.value):
        raise NumeralError("the two ends do not ascend: no range")
    bound_digit = (cue.hedge, cue.position, kind.hedge) == ("over", "inside", "several")
    if cue.hedge not in ("exact", "about") and not bound_digit:
        raise NumeralError("{text} contradicts a number that is itself open", text=cue.word)
    return cue if kind.hedge == "range" and cue.hedge == "about" else kind


def reading_rule(expression: str, codebook: Codebook) -> tuple[str, str, str]:
    """Say which row of ``hedges.csv`` reads an expression.

    Parameters
    ----------
    expression : str
        One that `read_quantity` reads.
    codebook : Codebook
        Whose rules read it.

    Returns
    -------
    hedge, position, form : str
        As in the columns of ``hedges.csv``; a row for ``any`` form stands for those without a
        row of their own.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> reading_rule("近400名", codebook()), reading_rule("37.81万人", codebook())
    (('nearly', 'before', 'round'), ('exact', '', 'multiplier'))
    """
    ends, _, cues, *_ = take_apart(expression, codebook)
    applied = _governing(ends, govern(cues))
    return applied.hedge, applied.position, form_of(ends[0])
