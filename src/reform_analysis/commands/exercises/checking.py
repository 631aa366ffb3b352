"""The exercises of the notebooks: an answer, and what is told of it in a language."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from numbers import Real

from reform_analysis.charts.words import Words, words
from reform_analysis.commands.exercises.answers import ANSWERS, Expected
from reform_analysis.commands.face.project import codebook
from reform_analysis.tables.naming import resolve, suggest
from reform_analysis.tables.paths import Project

CLOSE = 0.01
"""Two numbers that differ by a hundredth are the same: rounding is no mistake."""

PART_OF_WIDTH = 0.25
"""An end may be off by so much of the interval, or a narrow one would be met by a wider reading."""

FACTORS = (100_000, 10_000, 1_000, 100, 10)
"""Slips of a unit, by which an answer may be too large or too small."""

Meant = Callable[[str], str]
"""Gives the id that a name means, or the name itself."""


def check_answer(
    exercise: str, answer: object, lang: str = "en", *, project: Project | None = None
) -> str:
    """What is told of an answer to an exercise of a notebook.

    Parameters
    ----------
    exercise : str
        Number of the notebook and of the exercise: ``"05-2"``.
    answer : object
        A number, a name, an interval as (low, high), a set of names; three dots are no answer yet.
        Places may be named in either language.
    lang : {"en", "zh"}
    project : Project, optional
        The project at hand if left out: what is right follows from its tables.

    Returns
    -------
    str
        Right, or what is wrong with it, in plain words.

    Raises
    ------
    ValueError
        There is no such exercise.

    Examples
    --------
    >>> check_answer("02-1", (3475, 3500))
    'Right.'
    >>> check_answer("02-1", (3500, 3475))
    'Not yet: the low end 3500 lies above the high end 3475. Turn them round.'
    """
    if exercise not in ANSWERS:
        advice = suggest(exercise, ANSWERS, "its number stands in its heading")
        raise ValueError(f"no exercise is called {exercise!r}; {advice}")
    book = codebook(project)
    told = words(lang, book)
    if answer is ...:  # nothing to work out
        return told("exercise.open")
    places = book.rows("raw/places")

    def meant(name: str) -> str:
        try:
            return resolve(name, places, "place_id", "place")[0]
        except ValueError:
            return name

    return judged(answer, ANSWERS[exercise](book.project), told, meant)


def judged(answer: object, expected: Expected, words: Words, meant: Meant = str) -> str:
    """What is told of whatever was put in place of the three dots: right, or what is wrong with it.

    Numbers that differ by `CLOSE` are the same, ends of an interval also by no more than
    `PART_OF_WIDTH` of it.

    Examples
    --------
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
