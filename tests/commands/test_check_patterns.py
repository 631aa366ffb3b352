"""A rule with an example that does not do what it says is a fault at its own row."""

import pytest

from real_tables import BOOK
from reform_analysis.commands.check.examples import (
    CHINESE,
    CONTEXTS,
    LENGTHS,
    NEIGHBOURS,
    SPELLINGS,
    check_decision_rules,
    check_marked_examples,
    check_spellings,
)
from reform_analysis.commands.check.named import WORDLISTS

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")


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


ANY = {
    "rule_id": "any",
    "of": "any",
    "before": None,
    "behind": None,
    "verdict": "leave",
    "example": "约〔3年〕",
}
LISTS = dict(enumerate(BOOK.rows(WORDLISTS), start=2))


@pytest.mark.parametrize("table", [LENGTHS, CHINESE])
def test_the_tables_of_decisions_are_sound(table):
    rows = dict(enumerate(BOOK.rows(table), start=2))
    assert list(check_decision_rules({table: rows, WORDLISTS: LISTS})) == []


@pytest.mark.parametrize(
    ("table", "changed", "told"),
    [
        (LENGTHS, {"before": "{no-list}"}, "does not work"),
        (LENGTHS, {"behind": "(来"}, "does not work"),
        (LENGTHS, {"of": "more"}, "does not fit every"),
        (CHINESE, {"printed": "名"}, "does not fit every"),
        (CHINESE, {"example": "三名"}, "does not mark"),
    ],
)
def test_a_decision_that_cannot_be_made(table, changed, told):
    kind = {LENGTHS: {"units": "years"}, CHINESE: {"small": "free", "printed": None}}[table]
    row = ANY | kind | ({"numeral": None} if table == CHINESE else {})
    assert list(check_decision_rules({table: {2: row}, WORDLISTS: LISTS})) == []
    found = list(check_decision_rules({table: {2: row | changed}, WORDLISTS: LISTS}))
    assert any(told in each.problem for each in found)
