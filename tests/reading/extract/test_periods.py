"""Windows that only date another claim: rows on request."""

from real_tables import BOOK
from reform_analysis.reading.extract import find_quantities


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
