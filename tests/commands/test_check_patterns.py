"""A rule with an example that does not do what it says is a fault at its own row."""

import pytest

from real_tables import BOOK
from reform_analysis.commands.check.patterns import (
    CONTEXTS,
    LENGTHS,
    NEIGHBOURS,
    SPELLINGS,
    WORDLISTS,
    check_lengths,
    check_marked_examples,
    check_spellings,
)


@pytest.mark.parametrize("table", [SPELLINGS, NEIGHBOURS, CONTEXTS])
def test_the_tables_of_the_project_are_sound(table):
    tables = {table: dict(enumerate(BOOK.rows(table), start=2))}
    assert [*check_spellings(tables), *check_marked_examples(tables)] == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"pattern": "(半百"}, "does not work"),
        ({"written": r"\7"}, "does not work"),
        ({"reads_as": "六十人"}, "not '六十人'"),
    ],
)
def test_a_spelling_that_fails_its_example(changed, told):
    row = {"pattern": "半百", "written": "五十", "example": "半百人", "reads_as": "五十人"}
    assert list(check_spellings({SPELLINGS: {2: row}})) == []
    (found,) = check_spellings({SPELLINGS: {2: row | changed}})
    assert told in found.problem
    assert found.row == 2


@pytest.mark.parametrize(
    ("table", "changed", "told"),
    [
        (NEIGHBOURS, {"pattern": "[{n}"}, "no regular expression"),
        (NEIGHBOURS, {"example": "增速-2%"}, "does not mark"),
        (CONTEXTS, {"example": "已培训〔30人〕"}, "does not match"),
    ],
)
def test_a_pattern_that_fails_its_example(table, changed, told):
    row = {"pattern": "力争.*〔", "example": "力争培训〔30人〕"}
    assert list(check_marked_examples({table: {2: row}})) == []
    (found,) = check_marked_examples({table: {2: row | changed}})
    assert told in found.problem


ROW = {"units": "years", "of": "any", "before": None, "behind": None, "verdict": "leave"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"before": "{no-list}"}, "does not work"),
        ({"behind": "(来"}, "does not work"),
        ({"of": "more"}, "does not fit every length"),
    ],
)
def test_a_decision_that_cannot_be_made(changed, told):
    lists = dict(enumerate(BOOK.rows(WORDLISTS), start=2))
    rows = dict(enumerate(BOOK.rows(LENGTHS), start=2))
    assert list(check_lengths({LENGTHS: rows, WORDLISTS: lists})) == []
    found = list(check_lengths({LENGTHS: {2: ROW | changed}, WORDLISTS: lists}))
    assert told in found[-1].problem or told in found[0].problem
