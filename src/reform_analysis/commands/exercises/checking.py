"""The exercises of the notebooks: an answer, and what is told of it."""

from __future__ import annotations

from reform_analysis.commands.face.project import codebook
from reform_analysis.tables.naming import resolve, suggest
from reform_analysis.tables.paths import Project


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
    from reform_analysis.charts.words import words
    from reform_analysis.commands.exercises.answers import ANSWERS
    from reform_analysis.commands.exercises.judging import judged

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
