"""Take one reported expression apart: its hedges, its numbers and its classifier.

Cue words come from codebook/reading/hedges.csv, classifiers from codebook/reading/units.csv,
simplified characters from codebook/reading/characters.csv. What stands before or after them
(nouns, 达, 共, ordinals) is refused, so that an expression is read whole.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from reform_analysis.reading.beside import (
    HALF,
    and_a_half,
    discount,
    enlarged,
    fraction,
    mixed_fraction,
    percentage,
    with_smaller,
)
from reform_analysis.reading.denominators import (
    compound,
    take_out,
)
from reform_analysis.reading.grammar import SHARE, Grammar, load_grammar
from reform_analysis.reading.hedges import Cue
from reform_analysis.reading.negation import turned_round
from reform_analysis.reading.numerals import CHARACTERS, Numeral, NumeralError, read_numeral
from reform_analysis.reading.spelling import respelt, rest_of_unit
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.messages import message

_PARTS = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "成": Fraction(1, 10)}
_POINTS = ("百分点", "个百分点")
_DOUBLINGS, _DISCOUNT = "番", "折"
_WINDOWS = frozenset(("年", "个月", "季度", "周", "天"))
_OUTSIDE = re.compile(
    "达到?|高达|多达|共[有计]?|总计|合计|累计|计|为|占比?|已?有|已|仅|每|平均|年均|其中"
)


class Expression(NamedTuple):
    """A reported expression taken apart.

    ``ends`` are one number, or the two ends of a range, in the canonical ``unit`` (empty without
    a classifier); ``cues`` the hedges as printed; ``doublings`` says that the number counts them
    (翻两番), ``negative`` that it stands below zero (负3.2%), ``margin`` what 50±5 allows on
    either side.
    """

    ends: list[Numeral]
    unit: str
    cues: list[Cue]
    doublings: bool
    negative: bool
    margin: Numeral | None = None


class _Part(NamedTuple):
    """A number with its classifier: a whole expression, or one end of a range."""

    ends: tuple[Numeral, ...]
    unit: str
    cues: list[Cue]


def take_apart(text: str, codebook: Codebook, reading: str = "central") -> Expression:
    """Take a reported expression apart.

    Parameters
    ----------
    text : str
        The expression as printed, in simplified or traditional characters.
    codebook : Codebook
        Its cue words, classifiers and characters.
    reading : {"central", "narrow", "wide"}
        The reading whose cue words are known.

    Returns
    -------
    Expression
        Numbers in the canonical unit, and the hedges.

    Raises
    ------
    NumeralError
        The text is no single, sound, unambiguous expression; the message is the reason.
    TableError
        A table of the codebook cannot be read.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> parts = take_apart("約有近40家", codebook())
    >>> int(parts.ends[0].value), parts.unit, [cue.hedge for cue in parts.cues]
    (40, '家', ['about', 'nearly'])
    """
    grammar = codebook.once(load_grammar, reading)
    cues, body = _front(respelt(text.translate(grammar.plain).strip(), codebook), grammar)
    body = body.removeprefix("+")
    body, negative = (body[1:], True) if re.match(r"-\s*[^-\s]", body) else (body, False)
    body, per = take_out(body, grammar.units, grammar.denominators)
    body, _, margin = body.partition("±")
    texts = grammar.between.split(body)
    if len(texts) > 2:
        raise NumeralError("more than two numbers are no range")
    parts = [_part(each, grammar) for each in [*texts, *[margin] * bool(margin)]]
    cues += [cue for part in parts for cue in part.cues]
    if margin and parts[-1].unit in _PARTS and not parts[0].unit:
        raise NumeralError("a margin in hundredths of what is no share")
    if len(parts) == 2:
        parts = _range(parts[0], parts[1], grammar.units)
    printed = parts[0].unit
    unit = grammar.units[printed] if printed else ""
    if unit in _WINDOWS and any(cue.word == "近" for cue in cues):
        raise NumeralError("近 before a length of time names a window; only the length is read")
    ends = [_resolved(end, printed, grammar) for part in parts for end in part.ends]
    whole = compound(unit, per, grammar.denominators) if per else unit
    if negative and unit not in grammar.signed:
        raise NumeralError("a minus before what cannot be below zero")
    if (negative or margin) and (cues or len(ends) != (2 if margin else 1) or ends[0].several):
        raise NumeralError("a sign beside a hedge or a range")
    if margin and ends[0].scale != ends[1].scale:
        raise NumeralError("the two sides of ± differ in their multiplier")
    if margin:
        return Expression(ends[:1], whole, cues, False, negative, ends[1])
    return Expression(ends, whole, cues, printed == _DOUBLINGS, negative)


def _front(text: str, grammar: Grammar) -> tuple[list[Cue], str]:
    """Return the hedges before the number, and the rest."""
    if not text:
        raise NumeralError("no number: the text is empty")
    known = grammar.rules.cues
    cues, position, doubled = [], 0, False
    while match := grammar.front.match(text, position):
        before, bare, turned = match["before"], match["bare"], match["turned"]
        if before or bare:
            cues.append(known["before"][before] if before else known["bare"][bare])
        elif turned:
            cues.append(turned_round(match["negation"], turned, known["before"].get(turned)))
        else:
            doubled = True
        position = match.end()
    body = text[position:]
    if doubled and _DOUBLINGS not in body:
        raise NumeralError("翻 is read with 番 only")
    if doubled and body.startswith(_DOUBLINGS):  # 翻番 is 翻一番
        body = "一" + body
    return cues, grammar.several.sub("几", body)


def _part(text: str, grammar: Grammar) -> _Part:
    """Take apart a number with its hedges and its classifier."""
    match = grammar.part.match(text)
    if match is None:
        raise NumeralError(_no_number(text))
    smaller = None
    if match["unit"] and match.end("unit") < len(text):
        unit_end, unit = match.end("unit"), grammar.units[match["unit"]]
        smaller = rest_of_unit(text[unit_end:], unit, grammar.smaller)
    if smaller:
        text = text[:unit_end] + text[unit_end + smaller[2] :]
        match = grammar.part.match(text)
    if match.end() < len(text):
        left = text[match.end() :].strip()
        if left[0] in CHARACTERS:
            raise NumeralError("{text} follows: two numbers that are no range", text=left)
        raise NumeralError("{text} is not part of one expression", text=left)
    whole, number, unit = match["whole"], match["number"], match["unit"] or ""
    inside = [match[name] for name in ("digits", "multiplier", "classifier") if match[name]]
    cues = [grammar.rules.cues["inside"][word] for word in inside if word != "半"]
    after = grammar.after.findall(match["after"])
    cues += [grammar.rules.cues["after"][word] for word in after]
    if match["rest"]:
        unit += match["rest"]
        if unit not in grammar.units:
            raise NumeralError("{text} is no classifier", text=unit)
    if number.startswith(("半", "一半")):
        ends: tuple[Numeral, ...] = (HALF,)
        if not unit or number != "半":
            if unit or whole:
                raise NumeralError("{text} is no share", text=text)
            unit = SHARE
    elif unit == _DISCOUNT:
        ends = discount(number)
    else:
        ends = read_numeral(number)
    if match["size"]:
        ends = tuple(enlarged(end, match["size"]) for end in ends)
    if match["classifier"] == "半":
        if unit == _DOUBLINGS:
            raise NumeralError("half a doubling may be half as much again, or less")
        ends = (and_a_half(*ends),)
    if smaller:
        ends = (with_smaller(smaller[0], smaller[1], *ends),)
    if match["integer"]:
        return _Part((mixed_fraction(match["integer"], whole or "", *ends),), unit, cues)
    if whole:
        if unit:
            raise NumeralError("{text} after a fraction", text=unit)
        if len(ends) == 2 and ends[1].value != ends[0].value + 1:
            raise NumeralError("{text} after 分之 may be two ends or two digits", text=number)
        ends, unit = tuple(fraction(end, whole) for end in ends), SHARE
    return _Part(ends, unit, cues)


def _no_number(text: str) -> str:
    outside = _OUTSIDE.match(text)
    if outside:
        form = "{text} is no hedge and stays outside the expression"
        return message(form, text=outside[0])
    if text.startswith("第"):
        return "an ordinal (第) is a name, no count"
    if text.startswith("-") or not text:
        return "an end of the range or a minus sign stands alone"
    start = next((place for place, sign in enumerate(text) if sign in CHARACTERS), None)
    if start is None:
        return "no number in it"
    return message("{text} before the number is no hedge", text=text[:start].strip())


def _range(first: _Part, second: _Part, units: dict[str, str]) -> list[_Part]:
    """Return the ends of a range with the multiplier and the unit that they share."""
    if len(first.ends) + len(second.ends) > 2:
        raise NumeralError("more than two numbers are no range")
    low, high = first.ends[0], second.ends[0]
    if not first.unit:
        if low.scale == 1 and low.value < high.value / high.scale:
            low = low.times(high.scale * _shared_place(low, high))
        return [first._replace(ends=(low,), unit=second.unit), second]
    if not second.unit or units[first.unit] != units[second.unit]:
        raise NumeralError("the two ends of the range differ in unit")
    return [first, second]


def _shared_place(low: Numeral, high: Numeral) -> Fraction:
    """The place that a digit takes from the second end: 两到三千 is 2000 to 3000."""
    place = high.step / high.scale
    if high.res < high.step or place == 1 or low.res != 1 or low.value >= high.value / high.step:
        return Fraction(1)
    if place == 10 or high.scale > 1:
        raise NumeralError("the first end may share the place of the second, or stand for itself")
    return place


def _resolved(end: Numeral, unit: str, grammar: Grammar) -> Numeral:
    """Return the number in the canonical unit: shares of one, and their form."""
    if unit in grammar.factors:
        factor = grammar.factors[unit]
        return end.times(factor)._replace(measure=factor)
    if unit in _PARTS:
        return percentage(end, _PARTS[unit])
    if unit == _DISCOUNT:
        if end.value >= 10:
            raise NumeralError("a discount of ten 折 or more")
        return end.times(Fraction(1, 10), "plain")
    if unit in _POINTS and end.form == "plain" and not end.several:
        return end._replace(form="decimal")
    return end
