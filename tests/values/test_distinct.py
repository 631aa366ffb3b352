"""Texts of rows: made once for each distinct combination, and right for every row."""

import pandas as pd

from reform_analysis.values.distinct import of_distinct


def test_each_combination_is_made_once_and_every_row_has_its_own():
    made = []

    def told(unit, place):
        made.append((unit, place))
        return pd.NA if pd.isna(unit) else f"{unit}@{place}"

    units = pd.Series(["人", None, "家", "人", "人"], index=[4, 4, 1, 0, 9], dtype="string")
    places = pd.Series(["a", "a", "b", "a", "b"], index=units.index)
    texts = of_distinct(told, units, places)
    assert texts.index.tolist() == units.index.tolist()
    assert texts.fillna("none").tolist() == ["人@a", "none", "家@b", "人@a", "人@b"]
    assert len(made) == len(set(map(str, made))) == 4


def test_no_rows_give_no_texts():
    empty = pd.Series([], dtype="string")
    assert of_distinct(lambda cell: cell, empty).empty
