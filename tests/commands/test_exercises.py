"""Exercises: each is answered rightly and wrongly, and what is told fits."""

import math
import re
from functools import cache

import nbformat
import numpy as np
import pytest

import reform_analysis as ra
from real_tables import BOOK, PROJECT
from reform_analysis.charts.words import words
from reform_analysis.commands.exercises.answers import ANSWERS
from reform_analysis.commands.exercises.checking import judged
from reform_analysis.publish.notebook_files import twin_path

ENGLISH, CHINESE = words("en", BOOK), words("zh", BOOK)
NOTEBOOKS = sorted(PROJECT.notebooks.glob("*.ipynb"))
HEADING = re.compile(r"^### (?:Exercise|练习) (\d\d-\d)$", re.M)


def told_answers(path) -> dict[str, str]:
    """Exercise -> the code in its folded answer."""
    found = {}
    for cell in nbformat.read(path, 4).cells:
        heading = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            folded = cell.source.split("<details>")
            assert len(folded) == 3, f"{heading[1]}: a hint and an answer, both folded"
            found[heading[1]] = re.search(r"```python\n(.*?)```", folded[2], re.S)[1]
    return found


TOLD = {name: code for path in NOTEBOOKS for name, code in told_answers(path).items()}
every_exercise = pytest.mark.parametrize("exercise", ANSWERS)


@pytest.fixture(autouse=True, scope="module")
def what_is_right_is_computed_once():
    """For each project: a task is answered here in six ways, and the tables are the same."""
    with pytest.MonkeyPatch.context() as patch:
        for exercise, answer in ANSWERS.items():
            patch.setitem(ANSWERS, exercise, cache(answer))
        yield


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_three_exercises_the_same_in_both_languages(path):
    here = told_answers(path)
    assert list(here) == [f"{path.stem[:2]}-{number}" for number in (1, 2, 3)]
    assert told_answers(twin_path(path)) == here
    asked = [cell.source for cell in nbformat.read(path, 4).cells if "check_answer" in cell.source]
    assert asked == [
        f'answer = ...\nprint(ra.check_answer("{name}", answer, lang))' for name in here
    ]


def test_every_exercise_stands_in_a_notebook():
    assert set(TOLD) == set(ANSWERS)


@every_exercise
def test_the_folded_answer_is_right(exercise):
    names = {"ra": ra}
    exec(TOLD[exercise], names)
    assert ra.check_answer(exercise, names["answer"]) == "Right."
    assert ra.check_answer(exercise, names["answer"], "zh") == "正确。"


def wrong(expected):
    """A wrong answer of the right kind, and a word of what should be told of it."""
    if isinstance(expected, bool):
        return not expected, "the other way round"
    if isinstance(expected, str):
        return "somewhere", "not what is asked for"
    if isinstance(expected, frozenset):
        return {*expected, "shanghai"}, "shanghai does not belong"
    if isinstance(expected, tuple):
        return (expected[0], expected[1] * 3), "look at the high end"
    return expected * 3, "is too high"


@every_exercise
def test_a_wrong_answer_is_told_what_is_wrong(exercise):
    answer, said = wrong(ANSWERS[exercise](PROJECT))
    told = ra.check_answer(exercise, answer)
    assert told.startswith("Not yet: ") and said in told
    assert ra.check_answer(exercise, answer, "zh").startswith("还不对：")


@every_exercise
def test_no_answer_yet_and_an_answer_of_another_kind(exercise):
    assert ra.check_answer(exercise, ...).startswith("Not answered yet")
    assert "this asks for" in ra.check_answer(exercise, {"a": 1})


@pytest.mark.parametrize(
    ("answer", "expected", "said"),
    [
        (0.37, 0.37, "Right."),
        (0.3736, 0.37, "Right."),  # a hundredth of it is 0.0037
        (0.3738, 0.37, "0.3738 is too high"),
        (np.int64(216), 216.0, "Right."),
        (37, 0.37, "about 100 times as large"),
        (0.0396, 3.96, "about a 100th of what it should be"),
        ("37", 0.37, "one number, and '37' is none"),
        (True, 1.0, "one number, and True is none"),
        (math.nan, 1.0, "one number"),
        (6, math.inf, "the words leave this end open"),
        (math.inf, math.inf, "Right."),
        ([360, 400], (360.0, 400.0), "Right."),
        ((360, 399), (360.0, 410.0), "look at the high end: 399 is too low"),
        ((3475, 3500), (3475.0, 3500.0), "Right."),
        (
            (3450, 3500),
            (3475.0, 3500.0),
            "look at the low end: 3450 is too low",
        ),  # as central has it
        ((36, 400), (360.0, 400.0), "look at the low end: 36 is about a 10th"),
        ((400, 360), (360.0, 400.0), "the low end 400 lies above the high end 360"),
        (360, (360.0, 400.0), "two numbers in brackets"),
        ("jingjiang", frozenset({"jingjiang"}), "in quotation marks between curly brackets"),
        (["jingjiang"], frozenset({"jingjiang"}), "Right."),
        (set(), frozenset({"jingjiang", "huaibei"}), "something is lacking: 2 more"),
        ({"huaibei", "x"}, frozenset({"jingjiang"}), "huaibei"),
        (np.True_, True, "Right."),
        ("yes", True, "True or False, and 'yes' is neither"),
        (3, "jingjiang", "a name in quotation marks, and 3 is none"),
    ],
)
def test_what_is_told(answer, expected, said):
    assert said in judged(answer, expected, ENGLISH)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", judged(answer, expected, CHINESE))


def test_an_answer_that_is_long_is_not_repeated_whole():
    assert len(judged("x" * 500, 1.0, ENGLISH)) < 200


@pytest.mark.parametrize("name", ["靖江", "靖江市", "Jingjiang", "jingjiang"])
def test_a_place_may_be_named_in_either_language(name):
    assert ra.check_answer("00-2", name) == "Right."


def test_an_exercise_that_is_not_there():
    with pytest.raises(ValueError, match=r"no exercise is called '05-9'; did you mean '05-"):
        ra.check_answer("05-9", 1)


def test_what_is_right_follows_the_tables(copy):
    claims = copy.raw / "claims.csv"
    text = claims.read_text("utf-8")
    assert text.count(",14.5%,") == 1
    claims.write_text(text.replace(",14.5%,", ",94.5%,"), "utf-8")
    assert ra.check_answer("00-2", "淮北", project=copy) == "Right."
    assert ra.check_answer("00-2", "靖江", project=copy).startswith("Not yet")
