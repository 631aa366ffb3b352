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


def test_windows_are_rows_of_their_own_if_asked_for():
    text = "近3年来培训400名，近年来表彰20名，连续五年获评。"
    assert "近3年来" not in find_quantities(text, BOOK)["reported"].tolist()
    found = find_quantities(text, BOOK, periods=True, refused=True)
    assert found[["reported", "kind"]].values.tolist() == [
        ["近3年来", "period"],
        ["400名", "quantity"],
        ["近年来", "period"],
        ["20名", "quantity"],
        ["五年", "quantity"],
    ]
    assert found.loc[0, ["low", "value", "high", "unit"]].tolist() == [2.5, 3, 3.5, "年"]
    assert found.loc[2, ["low", "high"]].tolist() == [2, 5]
    assert found["value"].isna().tolist() == [False, False, True, False, False]
