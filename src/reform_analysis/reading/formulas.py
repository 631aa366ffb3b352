"""The small formulas of the reading rules: arithmetic on a printed number, and nothing else.

=========  =========================================================================
``v``      the printed number with its multiplier (of 十几 the certain part, 10)
``res``    place value of the last printed digit, after multipliers
``step``   place value of the last digit that is not zero, after multipliers
``step5``  five times ``step`` where that digit is a 5, else ``step``
``u``      place of an indefinite digit (几百: 100)
``cap``    1 for a share of a whole, else infinite
=========  =========================================================================

The grammar, in which a number has a point or not and nine digits at most::

    sum     = product {("+" | "-") product}
    product = factor {"*" factor | "/" number}
    factor  = number | name | ("min" | "max") "(" sum {"," sum} ")" | "(" sum ")"

One side of ``*`` is a number, what follows ``/`` is one above 0, and ``cap``, which may be
infinite, is not reckoned with: so every formula has a value for every number.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

NAMES = ("v", "res", "step", "step5", "u", "cap")
Bound = Fraction | float
Formula = Callable[[tuple[Bound, ...]], Bound]

LONGEST = 120
"""Characters of a formula; those of the codebook have 40 at most."""
DEEPEST = 6
"""Brackets within brackets."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?![\w.])|(?P<name>[a-z]\w*)|(?P<sign>[-+*/(),]))\s*"
)
_CHOOSE: dict[str, Callable[..., Bound]] = {"min": min, "max": max}


class _Part(NamedTuple):
    """A part of a formula; ``number`` is its value where it is a number written out."""

    apply: Formula
    number: Fraction | None = None
    infinite: bool = False


def formula(text: str) -> Formula:
    """Turn a formula of the codebook into a function.

    Parameters
    ----------
    text : str
        Numbers, the names ``v res step step5 u cap``, ``+ - * /``, brackets, ``min()``, ``max()``.

    Returns
    -------
    callable
        Takes the values of these names, in this order, as one tuple; exact when they are fractions.

    Raises
    ------
    ValueError
        The text is no formula or holds anything else.

    Examples
    --------
    >>> from math import inf
    >>> values = (*map(Fraction, (400, 1, 100, 100, 0)), inf)
    >>> formula("max(v - step/2, 0.9*v)")(values)
    Fraction(360, 1)
    """
    if len(text) > LONGEST:
        raise ValueError(f"{len(text)} characters are no formula")
    reader = _Reader(text)
    part = reader.sum(0)
    reader.take("")
    return part.apply


class _Reader:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None or match.lastgroup is None:
                raise self.error(text[place:])
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            place = match.end()
        self.tokens.append(("end", ""))

    def error(self, what: str) -> ValueError:
        found = f"{what!r} may not stand there" if what else "something is missing at its end"
        known = f"only numbers, {', '.join(NAMES)}, + - * /, min() and max()"
        return ValueError(f"{self.text!r} is no formula ({found}); {known}")

    def take(self, *wanted: str) -> str:
        """The next token, if it is one of those wanted."""
        if self.tokens[0][1] not in wanted:
            raise self.error(self.tokens[0][1])
        return self.tokens.pop(0)[1]

    def sum(self, depth: int) -> _Part:
        left = self.product(depth)
        while self.tokens[0][1] in ("+", "-"):
            apply = operator.add if self.take("+", "-") == "+" else operator.sub
            left = self.reckoned(apply, left, self.product(depth))
        return left

    def product(self, depth: int) -> _Part:
        left = self.factor(depth)
        while self.tokens[0][1] in ("*", "/"):
            times = self.take("*", "/") == "*"
            right = self.factor(depth)
            if times and left.number is None and right.number is None:
                raise self.error("a product without a number")
            if not times and not right.number:
                raise self.error("a divisor that is no number above 0")
            left = self.reckoned(operator.mul if times else operator.truediv, left, right)
        return left

    def factor(self, depth: int) -> _Part:
        kind, text = self.tokens.pop(0)
        if kind == "number":
            number = Fraction(text)  # 0.15 as written, not its nearest float
            return _Part(lambda values: number, number)
        if text in NAMES:
            return _Part(operator.itemgetter(NAMES.index(text)), infinite=text == "cap")
        if depth == DEEPEST or (text != "(" and text not in _CHOOSE):
            raise self.error(text)
        if text == "(":
            inner = self.sum(depth + 1)
            self.take(")")
            return inner
        self.take("(")
        options = [self.sum(depth + 1)]
        while self.take(",", ")") == ",":
            options.append(self.sum(depth + 1))
        choose, choice = _CHOOSE[text], tuple(option.apply for option in options)
        infinite = any(option.infinite for option in options)
        return _Part(lambda values: choose([one(values) for one in choice]), infinite=infinite)

    def reckoned(self, apply: Callable[[Bound, Bound], Bound], left: _Part, right: _Part) -> _Part:
        if left.infinite or right.infinite:
            raise self.error("cap beside + - * /")
        first, second = left.apply, right.apply
        return _Part(lambda values: apply(first(values), second(values)))
