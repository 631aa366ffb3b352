"""Values and orders over all combinations of readings: worked by hand."""

import pandas as pd
import pytest

from real_tables import BOOK
from reform_analysis import load
from reform_analysis.tables.store import read_all
from reform_analysis.values.cases import evidence_of_all
from reform_analysis.values.dividing import evidence_at
from reform_analysis.values.sensitivity import value_sensitivity


@pytest.fixture(scope="module")
def evidence(project):
    return evidence_of_all(read_all(project), BOOK)[1]


def claim(evidence, case: str, claim_id: str) -> pd.Series:
    return evidence[case].claims.set_index("claim_id").loc[claim_id]


def test_hedges_and_periods_are_read_apart(evidence):
    # 近400名 in 近年: 380 to 400 at narrow, 320 to 400 at wide; 3 to 4 and 1 to 10 years.
    row = claim(evidence, "narrow wide coded", "jingjiang-2020-0617")
    assert (row["low"], row["years_low"], row["years_high"]) == (380, 1, 10)
    row = claim(evidence, "wide narrow coded", "jingjiang-2020-0617")
    assert (row["low"], row["years_low"], row["years_high"]) == (320, 3, 4)


def test_each_claim_is_read_one_way_at_a_time(evidence):
    # 按年: every year, or in the 943 to 1368 days since 2019; never both at once as at central.
    coded, other = (
        claim(evidence, f"central central {way}", "huaibei-2021-1646")
        for way in ("coded", "otherwise")
    )
    assert (coded["years_low"], coded["years_high"]) == (1, 1)
    days = pytest.approx((943 / 365.2425, 1368 / 365.2425))
    assert (other["years_low"], other["years_high"]) == days


def test_a_case_as_coded_is_the_reading_itself(evidence, project):
    given = read_all(project)
    for reading in ("narrow", "central", "wide"):
        plain = evidence_at(
            {**given, "raw/ambiguous": given["raw/ambiguous"].iloc[:0]}, BOOK, reading
        )
        case = evidence[f"{reading} {reading} coded"]
        pd.testing.assert_frame_equal(case.claims, plain.claims)


VALUE = {"indicator_id": "t", "variant": None, "place_id": "a", "unit": "人", "per": None}


@pytest.mark.parametrize(
    ("cells", "verdict", "hangs_on"),
    [
        # reading, window, way, low, high
        ([("n", "n", "c", 5, 6), ("w", "n", "c", 4, 8)], "holds", None),
        ([("n", "n", "c", 5, 6), ("w", "n", "c", 7, 8)], "turns", "reading"),
        ([("n", "n", "c", 5, 6), ("w", "n", "c", 5, float("inf"))], "weakens", "reading"),
        (
            [("n", "n", "c", 5, 6), ("n", "w", "c", 5, 6), ("n", "n", "o", 7, 8)],
            *("turns", "window;way"),  # the fourth case gives no value
        ),
    ],
)
def test_what_parts_a_value(cells, verdict, hangs_on):
    columns = ["reading", "window", "way", "low", "high"]
    values = pd.DataFrame(cells, columns=columns).assign(**VALUE)
    # Another value that every case gives, so that a gap of the first is seen.
    every = pd.DataFrame([(*c, 1, 2) for c in {cell[:3] for cell in cells}], columns=columns)
    if len({cell[1] for cell in cells}) > 1:
        every = pd.concat([every, every.assign(window="w", way="o")]).drop_duplicates()
    other = every.assign(**{**VALUE, "indicator_id": "u"})
    told = value_sensitivity(pd.concat([values, other])).set_index("indicator_id").loc["t"]
    assert told["verdict"] == verdict
    assert told["hangs_on"] == hangs_on if hangs_on else pd.isna(told["hangs_on"])
    assert (told["low"], told["high"]) == (min(c[3] for c in cells), max(c[4] for c in cells))


def test_what_the_released_values_hang_on():
    told = load("processed/sensitivity_of_values").set_index(["indicator_id", "place_id", "unit"])
    # 22万 every year (210 to 230 thousand) or in all (56 to 89): they contradict each other.
    row = told.loc[("contest-participation", "huaibei", "人次/年")]
    assert (row["verdict"], row["hangs_on"]) == ("turns", "way")
    # 超6万: at wide without an end.
    row = told.loc[("subsidised-training", "yancheng", "人次/年")]
    assert (row["verdict"], row["hangs_on"]) == ("weakens", "reading")
    # 近400 in 近年 is wide, and no two readings of it contradict each other.
    row = told.loc[("new-worker-members", "jingjiang", "人/年")]
    assert (row["low"], row["high"], row["verdict"]) == (32, 400, "holds")


def test_the_order_that_hangs_on_what_can_be_read_two_ways():
    """淮北 lies above 靖江 where 按年 is every year; in all since 2019 they may meet."""
    orders = load("processed/sensitivity").set_index(["indicator_id", "first", "second"])
    row = orders.loc[("contest-participation", "huaibei", "jingjiang")]
    assert row["verdict"] == "weakens"
    assert {"way", "window"} <= set(row["hangs_on"].split(";"))
    # Four populations that both have, 18 cases.
    assert row[["above", "below", "not_ordered"]].sum() == 4 * 18
