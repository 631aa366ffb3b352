"""Tables of decisions: every row decides its own example, and the last of a kind fits anything."""

import pytest

from real_tables import BOOK
from reform_analysis.reading.extract import find_quantities
from reform_analysis.reading.extract.decisions import COUNT, LEAVE, LENGTH
from reform_analysis.reading.extract.number import number_of
from reform_analysis.reading.extract.patterns import load_words
from reform_analysis.tables.naming import split_list

LENGTHS = BOOK.rows("codebook/reading/lengths")
NUMERALS = BOOK.rows("codebook/reading/chinese_numerals")


def marked(row):
    before, _, rest = row["example"].partition("〔")
    expression, _, behind = rest.partition("〕")
    return before, expression, behind


@pytest.mark.parametrize("row", [*LENGTHS, *NUMERALS], ids=lambda row: row["rule_id"])
def test_a_row_decides_its_example(row):
    expression = marked(row)[1]
    found = find_quantities("".join(marked(row)), BOOK, refused=True)
    taken = found["reported"].tolist()
    assert (expression in taken) == (row["verdict"] != LEAVE), taken


@pytest.mark.parametrize("row", NUMERALS, ids=lambda row: row["rule_id"])
def test_no_earlier_row_takes_the_example_of_a_numeral(row):
    before, expression, behind = marked(row)
    text, words = before + expression + behind, load_words(BOOK)
    place = len(before)
    match = words.number.match(text, words.first.search(text, place).start())
    number = number_of(text, match, words)
    decided = next(
        each
        for each in words.numerals(number.chinese, number.unit, number.kinds())
        if each.fits(text, number.start, number.end)
    )
    assert decided.rule_id == row["rule_id"]


@pytest.mark.parametrize("units", ["years", "shorter"])
def test_the_last_row_of_each_kind_of_length_fits_anything(units):
    last = [row for row in LENGTHS if row["units"] == units][-1]
    assert (last["of"], last["before"], last["behind"]) == ("any", None, None)


@pytest.mark.parametrize("small", ["none", "free", "cue", "never", "time", "length", "rate"])
def test_the_last_row_of_each_kind_of_classifier_fits_anything(small):
    last = [row for row in NUMERALS if small in split_list(row["small"])][-1]
    assert last["of"] == "any"
    assert {last[name] for name in ("printed", "numeral", "before", "behind")} == {None}


def test_only_lengths_are_handed_on():
    assert {row["verdict"] for row in LENGTHS} == {COUNT, LEAVE}
    assert [row["small"] for row in NUMERALS if row["verdict"] == LENGTH] == ["length"]
