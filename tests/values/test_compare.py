"""Orders, rank sets and grades of likeness: worked by hand, and held for every interval."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_analysis.values.compare import (
    PAIR,
    order,
    pair_up,
    rank_sets,
)
from reform_analysis.values.interval import Interval

SWAPPED = {"above": "below", "below": "above", "not_ordered": "not_ordered"}
ENDS = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted)
SEVERAL = st.lists(ENDS, min_size=1, max_size=4)


def values_of(tables, **where: str) -> pd.DataFrame:
    values = tables["processed/indicators"].query("tier == 'text'")
    for column, value in where.items():
        values = values[values[column].eq(value)]
    return values


def test_each_two_places_that_share_a_cell_are_a_pair_once():
    values = pd.DataFrame({"place_id": [*"bac"], "variant": [*"xyz"], "unit": [1, 1, 2]})
    assert pair_up(values, ["unit"]).to_dict("records") == [
        {"first": "a", "first_variant": "y", "unit": 1, "second": "b", "second_variant": "x"}
    ]


def frame(*ends: tuple[float, float]) -> pd.DataFrame:
    low, high = zip(*ends, strict=True)
    places = [f"place-{n}" for n in range(len(ends))]
    return pd.DataFrame({"place_id": places, "low": low, "high": high})


# Order


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((36.5, 37.5), (14.45, 14.55), "above"),
        ((14.45, 14.55), (36.5, 37.5), "below"),
        ((1, 2), (2, 3), "not_ordered"),  # they meet in one point
        ((5, 5), (5, 5), "not_ordered"),
        ((60, np.inf), (70, 80), "not_ordered"),  # an open end may lie anywhere above
        ((60, np.inf), (10, 59), "above"),
    ],
)
def test_only_disjoint_intervals_are_ordered(first, second, expected):
    one, other = (Interval([low], np.nan, [high]) for low, high in (first, second))
    assert order(one, other).tolist() == [expected]


def test_a_missing_value_has_no_order():
    there, missing = (
        Interval([1.0, 1.0], np.nan, [2.0, 2.0]),
        Interval([np.nan, 5], np.nan, [np.nan, 6]),
    )
    assert pd.isna(order(there, missing)[0])
    assert order(missing, there)[1] == "above"


@given(ENDS, ENDS)
@settings(deadline=None, max_examples=150)
def test_order_is_antisymmetric(first, second):
    one, other = (Interval([low], np.nan, [high]) for low, high in (first, second))
    assert order(one, other)[0] == SWAPPED[order(other, one)[0]]


@given(ENDS, ENDS, st.floats(0, 1), st.floats(0, 1))
@settings(deadline=None, max_examples=150)
def test_an_order_holds_for_all_points_of_the_intervals(first, second, here, there):
    one, other = (Interval([low], np.nan, [high]) for low, high in (first, second))
    a, b = (low + share * (high - low) for (low, high), share in ((first, here), (second, there)))
    told = order(one, other)[0]
    assert told == "not_ordered" or (told == "above") == (a > b)


# Rank sets


def test_rank_sets_of_three_by_hand():
    # 10.26-10.34 and 10.33-10.36 meet: both first or second; 4.46-4.47 lies below both.
    ranked = rank_sets(frame((10.26, 10.34), (10.33, 10.36), (4.46, 4.47)), by=())
    assert ranked[["best", "worst", "ranked"]].to_numpy().tolist() == [
        [1, 2, 3],
        [1, 2, 3],
        [3, 3, 3],
    ]


def test_a_missing_value_has_no_rank_and_is_not_counted():
    ranked = rank_sets(frame((1, 2), (np.nan, np.nan), (5, 6)), by=())
    assert ranked["ranked"].tolist() == [2, 2, 2]
    assert ranked.loc[0, ["best", "worst"]].tolist() == [2, 2]
    assert ranked.loc[1, ["best", "worst"]].isna().all()


def test_two_values_of_a_place_are_not_ranked_together():
    twice = frame((1, 2), (5, 6)).assign(place_id="jiangdu")
    with pytest.raises(ValueError, match="jiangdu has several values"):
        rank_sets(twice, by=())


def test_ranks_stay_within_indicator_per_reading_and_unit(tables):
    ranked = rank_sets(values_of(tables, indicator_id="innovation-studios", reading="central"))
    first = ranked[ranked["best"].eq(1)].set_index("per")["place_id"]
    assert first["census_residents"] == "jiangdu"
    assert first["secondary_employed"] == "huaibei"
    # Each report counts other people of its own: nothing is ranked over two kinds of them.
    assert ranked.loc[ranked["per"].eq("insured_employees"), "place_id"].tolist() == ["huaibei"]
    assert ranked.loc[ranked["per"].eq("employed"), "best"].eq(1).sum() == 2


@given(SEVERAL, st.lists(st.floats(0, 1), min_size=4, max_size=4))
@settings(deadline=None, max_examples=150)
def test_a_rank_set_holds_the_rank_of_any_points_of_the_intervals(ends, shares):
    ranked = rank_sets(frame(*ends), by=())
    points = [low + share * (high - low) for (low, high), share in zip(ends, shares, strict=False)]
    points = [min(max(p, low), high) for p, (low, high) in zip(points, ends, strict=True)]
    for point, best, worst in zip(points, ranked["best"], ranked["worst"], strict=True):
        assert best <= 1 + sum(other > point for other in points)
        assert worst >= len(points) - sum(other < point for other in points)


@given(SEVERAL)
@settings(deadline=None, max_examples=100)
def test_the_ends_of_a_rank_set_are_reached(ends):
    ranked = rank_sets(frame(*ends), by=())
    for n, (low, high) in enumerate(ends):
        others = [end for m, end in enumerate(ends) if m != n]
        assert ranked["best"][n] == 1 + sum(other_low > high for other_low, _ in others)
        assert ranked["worst"][n] == len(ends) - sum(other_high < low for _, other_high in others)


# Where an order turns


def orders_of(tables, indicator: str) -> pd.DataFrame:
    pairs = tables["processed/comparisons"]
    return pairs[pairs["indicator_id"].eq(indicator) & pairs["reading"].eq("central")]


def test_studios_turn_with_the_denominator(tables):
    orders = orders_of(tables, "innovation-studios")
    own = orders[orders["first"].eq("huaibei") & orders["second"].eq("jiangdu")]
    told = own.set_index("per")["order"]
    # 78/1 970 265 < 45/926 577 but 78/305 760 > 45/191 840; 78/668 800 > 45/487 200 and
    # 78/851 200 < 45/382 800
    assert told["census_residents"] == "below"
    assert told["secondary_employed"] == "above"
    assert told["employed"] == "not_ordered"
    assert pd.isna(told.get("insured_employees"))  # the report on Jiangdu counts no employees
    known = tables["processed/sensitivity"].set_index(["indicator_id", "first", "second"])
    verdicts = known.loc["innovation-studios"]["verdict"]
    assert verdicts["huaibei", "jiangdu"] == "turns"
    assert verdicts["huaibei", "jingjiang"] == verdicts["jiangdu", "jingjiang"] == "holds"


def test_contract_coverage_turns_with_the_denominator(tables):
    orders = orders_of(tables, "contract-coverage")
    own = orders[orders["first"].eq("huaibei") & orders["second"].eq("jingjiang")]
    # no order on year-end residents, which Jingjiang lacks, nor on what each report counts itself
    assert own.dropna(subset=["order"]).set_index("per")["order"].to_dict() == {
        "census_residents": "below",
        "census_15plus": "below",
        # 60 000 / 376 320 = 15.9 % at least, 133 500 / 668 800 = 20.0 % at most
        "employed": "not_ordered",
        # 132 500 / 305 760 = 43.3 % at least, 70 000 / 167 200 = 41.9 % at most
        "secondary_employed": "above",
    }


def test_a_wider_reading_never_orders_more(tables):
    pairs = tables["processed/comparisons"].dropna(subset=["order"])
    keys = [*PAIR, "per"]
    rank = {"narrow": 0, "central": 1, "wide": 2}
    seen = 0
    for _, own in pairs.fillna({"per": "", "first_variant": "", "second_variant": ""}).groupby(
        keys
    ):
        told = own.sort_values("reading", key=lambda names: names.map(rank))["order"].tolist()
        for narrow, wide in itertools.pairwise(told):
            assert wide in (narrow, "not_ordered")
            seen += 1
    assert seen > 50
