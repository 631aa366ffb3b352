"""Lengths of time: every row of the table decides its own example."""

import pytest

from real_tables import BOOK
from reform_analysis.reading.extract import find_quantities

ROWS = BOOK.rows("codebook/reading/lengths")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule_id"])
def test_a_row_decides_its_example(row):
    before, _, rest = row["example"].partition("〔")
    length, _, behind = rest.partition("〕")
    found = find_quantities(before + length + behind, BOOK)["reported"].tolist()
    assert found == ([length] if row["verdict"] == "count" else [])


@pytest.mark.parametrize("units", ["years", "shorter"])
def test_the_last_row_of_each_kind_fits_anything(units):
    last = [row for row in ROWS if row["units"] == units][-1]
    assert (last["of"], last["before"], last["behind"]) == ("any", None, None)
