"""What is told of an answer to an exercise, in the words of one language."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from numbers import Real

from reform_analysis.charts.words import Words

Expected = float | str | bool | tuple[float, float] | frozenset[str]
"""What an exercise asks for: a number, a name, yes or no, an interval, a set of names."""

CLOSE = 0.01
"""Two numbers that differ by a hundredth are the same: rounding is no mistake."""

PART_OF_WIDTH = 0.25
"""An end may be off by so much of the interval, or a narrow one would be met by a wider reading."""

FACTORS = (100_000, 10_000, 1_000, 100, 10)
"""Slips of a unit, by which an answer may be too large or too small."""

Meant = Callable[[str], str]
"""Gives the id that a name means, or the name itself."""


def judged(answer: object, expected: Expected, words: Words, meant: Meant = str) -> str:
    """What is told of an answer.

    Parameters
    ----------
    answer : object
        Whatever was put in place of the three dots.
    expected : float, str, bool, tuple of two floats or frozenset of str
        What the exercise asks for. Numbers that differ by `CLOSE` are the same, ends of an interval
        also by no more than `PART_OF_WIDTH` of it.
    words : Words
        Of the language of the notebook.
    meant : callable
        Gives the id that a name means, so that a place may be named in either language.

    Returns
    -------
    str
        One sentence or two: right, or what is wrong with it.

    Examples
    --------
    >>> from reform_analysis.charts.words import words
    >>> from reform_analysis.commands.face import codebook
    >>> told = words("en", codebook())
    >>> judged(37, 0.37, told)
    'Not yet: 37 is about 100 times as large as it should be. Look at the unit.'
    >>> judged((360, 400), (360.0, 400.0), told)
    'Right.'
    """
    wrong = _wrong(answer, expected, words, meant)
    return words("exercise.wrong", reason=wrong) if wrong else words("exercise.right")


def _wrong(answer: object, expected: Expected, words: Words, meant: Meant) -> str:
    if isinstance(expected, bool):
        if not isinstance(answer, bool) and not hasattr(answer, "dtype"):
            return words("exercise.asks-truth", given=_told(answer))
        return "" if bool(answer) == expected else words("exercise.opposite")
    if isinstance(expected, str):
        if not isinstance(answer, str):
            return words("exercise.asks-name", given=_told(answer))
        return "" if meant(answer) == expected else words("exercise.other", given=answer)
    if isinstance(expected, frozenset):
        return _wrong_names(answer, expected, words, meant)
    if isinstance(expected, tuple):
        return _wrong_ends(answer, expected, words)
    if not _is_number(answer):
        return words("exercise.asks-number", given=_told(answer))
    return _wrong_number(answer, expected, words)


def _wrong_names(answer: object, expected: frozenset[str], words: Words, meant: Meant) -> str:
    several = isinstance(answer, Collection) and not isinstance(answer, str | dict)
    if not several or not all(isinstance(name, str) for name in answer):
        return words("exercise.asks-names", given=_told(answer))
    given = {meant(name): name for name in answer}
    extra = [name for one, name in given.items() if one not in expected]
    if extra:
        return words("exercise.extra", names=words.join(extra))
    lacking = len(expected - set(given))
    return words("exercise.lacking", count=lacking) if lacking else ""


def _wrong_ends(answer: object, expected: tuple[float, float], words: Words) -> str:
    listed = list(answer) if isinstance(answer, Collection) and not isinstance(answer, str) else []
    if len(listed) != 2 or not all(map(_is_number, listed)):
        return words("exercise.asks-interval", given=_told(answer))
    low, high = listed
    room = PART_OF_WIDTH * (expected[1] - expected[0])
    if low > high:
        return words("exercise.turned", low=_told(low), high=_told(high))
    wrong = _wrong_number(low, expected[0], words, room)
    if wrong:
        return words("exercise.low-end", reason=wrong)
    wrong = _wrong_number(high, expected[1], words, room)
    return words("exercise.high-end", reason=wrong) if wrong else ""


def _wrong_number(answer: Real, expected: float, words: Words, room: float = math.inf) -> str:
    given = float(answer)
    near = math.isclose(given, expected, rel_tol=CLOSE) and abs(given - expected) <= room
    if given == expected or near:
        return ""
    if math.isinf(expected):
        return words("exercise.open-end", given=_told(given))
    for factor in FACTORS:
        if math.isclose(given, expected * factor, rel_tol=CLOSE):
            return words("exercise.times-large", given=_told(given), factor=factor)
        if math.isclose(given * factor, expected, rel_tol=CLOSE):
            return words("exercise.times-small", given=_told(given), factor=factor)
    return words("exercise.low" if given < expected else "exercise.high", given=_told(given))


def _is_number(answer: object) -> bool:
    return isinstance(answer, Real) and not isinstance(answer, bool) and not math.isnan(answer)


def _told(answer: object) -> str:
    """What was given, as a reader wrote it and not too long."""
    text = f"{answer:g}" if isinstance(answer, float) else repr(answer)
    return text if len(text) <= 60 else text[:57] + "…"
