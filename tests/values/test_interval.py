"""Interval arithmetic: values worked by hand, and no result outside the bounds."""

import math
import operator

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reform_analysis.values.bounds import (
    cap,
    hull,
    total,
    total_by,
    union_bounds_by,
    whole,
)
from reform_analysis.values.interval import Interval, above, annual_rate, overlaps

NAN, INF = math.nan, math.inf


def ends(interval):
    return interval.frame().loc[0].tolist()


def same(interval, low, value, high):
    return ends(interval) == pytest.approx([low, value, high], rel=1e-12, nan_ok=True)


# Values worked by hand


def test_a_ratio_of_positives_takes_opposite_ends():
    # 859 members among 3.8万余 employees (38000..39000)
    density = Interval.exact(859) / Interval(38_000, 38_000, 39_000)
    assert same(density * 100, 2.2025641025641027, 2.2605263157894737, 2.2605263157894737)


def test_bounds_of_a_quotient_lie_on_both_sides_of_the_value_value():
    # 1600余万元 (16e6..17e6) over 1.43万人次 (14250..14350): stated 1118.9, at least 1115.0
    payout = Interval(16e6, 16e6, 17e6) / Interval(14_250, 14_300, 14_350)
    low, value, high = ends(payout)
    assert round(low, 1) == 1115.0
    assert round(value, 1) == 1118.9
    assert round(high, 1) == 1193.0


def test_a_printed_share_gives_back_the_whole():
    # 664 are 14.5 % (0.1445..0.1455) of 4564..4595 new members
    whole = 664 / Interval(0.1445, 0.145, 0.1455)
    assert math.ceil(whole.low) == 4564
    assert math.floor(whole.high) == 4595


def test_annual_rate_of_a_vague_window_has_no_value_value():
    # 近400 over two to five years
    assert same(annual_rate(Interval(360, NAN, 400), 2, 5), 72, NAN, 200)
    assert same(annual_rate(Interval(380, 400, 400), 2, 5), 76, NAN, 200)


def test_annual_rate_of_an_exact_window_keeps_the_value_value():
    # 100多 contests in two years
    assert same(annual_rate(Interval(100, 100, 200), 2, 2), 50, 50, 100)


def test_annual_rate_without_a_length_is_missing_and_with_length_0_open():
    rates = annual_rate(Interval.exact([6, 6]), [NAN, 0], [NAN, 1])
    assert np.isnan(rates.low[0]) and np.isnan(rates.high[0]) and np.isnan(rates.value[0])
    assert (rates.low[1], rates.high[1]) == (6, INF)


def test_subtraction_and_negative_factors_swap_the_ends():
    assert same(Interval(1, 2, 3) - Interval(10, 10, 20), -19, -8, -7)
    assert same(Interval(1, 2, 3) * -2, -6, -4, -2)
    assert same(Interval(-2, 1, 3) * Interval(-5, 4, 4), -15, 4, 12)
    assert same(1 - Interval(0.25, 0.5, 0.75), 0.25, 0.5, 0.75)
    assert same(Interval(-6, -4, 2) / Interval(-2, -1, -1), -2, 4, 6)


def test_open_ends_never_become_missing():
    over = Interval(300, 300, INF)
    assert same(over + over, 600, 600, INF)
    assert same(over - over, -INF, 0, INF)
    assert same(over * 0, 0, 0, 0)
    assert same(over * Interval(0, 0, 1), 0, 0, INF)
    assert same(over * Interval(-1, 0, INF), -INF, 0, INF)
    assert same(6 / over, 0, 0.02, 0.02)
    assert same(over / over, 0, 1, INF)
    assert same(Interval(-INF, -3, -3) / over, -INF, -0.01, 0)
    assert same(total(Interval([-INF, 0], NAN, [0, INF])), -INF, NAN, INF)


def test_missing_stays_missing():
    gap = Interval([NAN, 1], [NAN, 1], [NAN, 1])
    for result in (
        gap + 1,
        1 - gap,
        gap * 0,
        gap * Interval(0, 0, INF),
        gap / 2,
        1 / gap,
        hull(gap, Interval.exact(5)),
        cap(gap, 5),
    ):
        assert np.isnan(result.frame().loc[0]).all()
        assert result.frame().loc[1, ["low", "high"]].notna().all()
    assert np.isnan(ends(total(gap))).all()
    assert not above(gap, Interval.exact(0))[0] and not overlaps(gap, Interval.exact(0))[0]


def test_a_missing_value_value_alone_leaves_the_bounds():
    assert same(Interval(1, NAN, 2) + Interval(1, 1, 2), 2, NAN, 4)


def test_overflow_leaves_honest_bounds():
    huge = Interval.exact(1e308)
    assert same(huge * 10, np.finfo(float).max, NAN, INF)
    assert same(huge * -10, -INF, NAN, -np.finfo(float).max)


def test_division_by_what_touches_or_contains_0():
    assert same(Interval(2, 2, 3) / Interval(0, 0, 4), 0.5, NAN, INF)
    assert same(Interval(2, 2, 3) / Interval(0, 2, INF), 0, 1, INF)
    assert same(Interval(0, 0, 3) / Interval(0, 1, 4), 0, 0, INF)
    with pytest.raises(ValueError, match=r"contains 0 \(at position 1, 2, 3; 3 of 4\)"):
        Interval.exact([1, 1, 1, -1]) / Interval([1, -1, 0, 0], NAN, [2, 1, 0, 1])
    with pytest.raises(ValueError, match="contains 0"):
        Interval.exact(1) / Interval(-1, -1, 0)


def test_total_adds_along_an_axis_or_by_groups_in_sorted_order():
    table = Interval([[1, 2], [3, 4]], [[1, 2], [NAN, 4]], [[1, 3], [5, INF]])
    assert same(total(table), 10, NAN, INF)
    columns = total(table, axis=0)
    assert columns.low.tolist() == [4, 6] and columns.high.tolist() == [6, INF]
    sums = total_by(Interval([1, 2, 4], [1, 2, NAN], [1, 3, INF]), pd.Series(["h", "d", "h"]))
    expected = pd.DataFrame({"low": [2.0, 5], "value": [2, NAN], "high": [3, INF]}, ["d", "h"])
    pd.testing.assert_frame_equal(sums, expected)


def test_nothing_to_add_is_not_0():
    empty = Interval.exact([])
    with pytest.raises(ValueError, match="nothing to add"):
        total(empty)
    assert total_by(empty, []).empty and union_bounds_by(empty, []).empty


def test_groups_must_be_known_for_every_row():
    with pytest.raises(ValueError, match="group is missing .at position 1"):
        total_by(Interval.exact([1, 2]), ["a", None])
    with pytest.raises(ValueError, match="2 intervals but 1 group"):
        total_by(Interval.exact([1, 2]), ["a"])


def test_union_of_overlapping_groups_runs_from_max_to_sum():
    # three trainings of one district: 7680, 8963 and 超7000
    trained = Interval([7680, 8963, 7000], [7680, 8963, 7000], [7680, 8963, 8000])
    assert same(Interval.of(union_bounds_by(trained, ["wujin"] * 3)), 8963, NAN, 24643)
    with pytest.raises(ValueError, match="smaller than 0"):
        union_bounds_by(Interval.exact([1, -1]), ["a", "a"])


def test_hull_keeps_a_value_value_only_if_all_agree():
    assert same(hull(Interval(1, 2, 3), Interval(2, 2, 5), Interval(0, 2, 2)), 0, 2, 5)
    assert same(hull(Interval(1, 2, 3), Interval(2, 3, 5)), 1, NAN, 5)
    assert same(hull(Interval(1, 2, 3), Interval(2, NAN, 5)), 1, NAN, 5)


def test_cap_lowers_the_high_end_and_drops_an_impossible_value_value():
    assert same(cap(Interval(0.5, 0.6, INF), 1), 0.5, 0.6, 1)
    assert same(cap(Interval(0.5, 1.2, 2), 1), 0.5, NAN, 1)
    assert same(cap(Interval(5, 6, 9), Interval(4, 5, 7)), 5, 6, 7)
    with pytest.raises(ValueError, match="low is above the cap .at position 1"):
        cap(Interval([1, 3], NAN, [4, 4]), 2)


def test_whole_numbers_that_sums_of_fractions_miss_by_a_hair_are_kept():
    assert same(whole(Interval(33 + 1e-9, 35, 37 - 1e-9)), 33, 35, 37)


def test_order_needs_a_gap():
    first = Interval([3, 2, 5, 1], NAN, [4, 4, INF, INF])
    second = Interval([1, 1, 4, 0], NAN, [2, 2, 4.5, INF])
    assert above(first, second).tolist() == [True, False, True, False]
    assert above(second, first).tolist() == [False] * 4
    assert overlaps(first, second).tolist() == [False, True, False, True]


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        (([1, 3], NAN, [2, 2]), r"low is above high \(at position 1; 1 of 2\)"),
        ((1, 3, 2), "value is not"),
        ((1, 0.5, 2), "value is not"),
        ((1, INF, INF), "value is not"),
        ((NAN, 1, NAN), "value is not"),
        ((NAN, NAN, 2), "one end is missing"),
        ((1, NAN, NAN), "one end is missing"),
        ((INF, NAN, INF), "low is .inf"),
        ((-INF, NAN, -INF), "high is -inf"),
    ],
)
def test_impossible_intervals_are_refused(parts, problem):
    with pytest.raises(ValueError, match=problem):
        Interval(*parts)


def test_many_positions_are_named_in_part():
    for wrong, told in ((10, "8, 9; 10 of 10"), (11, r"8, 9, \.\.\.; 11 of 11")):
        with pytest.raises(ValueError, match=told):
            Interval(np.ones(wrong), NAN, 0)


def test_table_and_back():
    frame = pd.DataFrame(
        {"low": [1.0, None], "value": [NAN, None], "high": [INF, None]}, index=["x", "y"]
    )
    for given_frame in (frame, frame.astype("Float64"), frame.astype(object)):
        back = Interval.of(given_frame).frame(frame.index)
        pd.testing.assert_frame_equal(back, frame.astype(float))
    years = pd.DataFrame({"years_low": [2], "years_high": [5]})
    assert same(Interval.of(years, "years_low", None, "years_high"), 2, NAN, 5)


def test_arrays_on_the_left_and_unchanged_inputs():
    low = np.array([1.0, 2.0])
    interval = Interval(low, NAN, 3)
    result = np.array([10.0, 20.0]) * interval
    assert isinstance(result, Interval) and result.low.tolist() == [10, 40]
    low[0] = 99
    assert interval.low.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        interval.low[0] = 0
    with pytest.raises(AttributeError):
        interval.low = low


# Properties: whatever the members, the result of the members lies inside

FINITE = st.floats(-1e100, 1e100) | st.integers(-20, 20).map(float)
OPERATIONS = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
}


@st.composite
def claims(draw):
    """An interval's ends (perhaps open), a printed value and one more member."""
    low, value, high = sorted(draw(st.tuples(FINITE, FINITE, FINITE)))
    member = draw(st.floats(low, high))
    low = draw(st.sampled_from([low, low, low, -INF]))
    high = draw(st.sampled_from([high, high, high, INF]))
    return low, draw(st.sampled_from([value, NAN])), high, member


@settings(deadline=None, max_examples=200)
@given(claims(), claims(), st.sampled_from(sorted(OPERATIONS)))
def test_results_of_members_lie_inside(first, second, name):
    operation = OPERATIONS[name]
    if name == "divide":
        assume(second[0] > 0 or second[2] < 0)
    result = operation(Interval(*first[:3]), Interval(*second[:3]))
    low, value, high = ends(result)
    assert low <= operation(first[3], second[3]) <= high
    if not math.isnan(first[1]) and not math.isnan(second[1]):
        expected = operation(first[1], second[1])
        assert value == expected or math.isinf(expected)
    else:
        assert math.isnan(value)


@settings(deadline=None, max_examples=100)
@given(claims(), claims())
def test_a_denominator_that_touches_0_leaves_the_high_end_open(first, second):
    numerator = [abs(first[3]), NAN, INF]
    member = abs(second[3])
    assume(member > 0)
    low, _, high = ends(Interval(*numerator) / Interval(0, NAN, member))
    assert high == INF
    assert low <= abs(first[3]) / member


@settings(deadline=None, max_examples=100)
@given(st.lists(claims(), min_size=1, max_size=40), st.data())
def test_totals_of_members_lie_inside(rows, data):
    low, value, high, members = (np.array(column) for column in zip(*rows, strict=True))
    interval = Interval(low, value, high)
    result = total(interval)
    assert result.low <= np.sum(members) <= result.high
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=len(rows), max_size=len(rows)))
    by_group = total_by(interval, groups)
    for group, row in by_group.iterrows():
        one = 0.0
        for value, its_group in zip(members, groups, strict=True):
            one += value if its_group == group else 0.0
        assert row["low"] <= one <= row["high"]
    assert list(by_group.index) == sorted(set(groups))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sets(st.integers(0, 30)), min_size=1, max_size=6))
def test_a_union_of_sets_lies_within_its_bounds(sets):
    sizes = Interval.exact([len(one) for one in sets])
    bounds = union_bounds_by(sizes, ["all"] * len(sets)).loc["all"]
    assert bounds["low"] <= len(set().union(*sets)) <= bounds["high"]


@settings(deadline=None, max_examples=100)
@given(claims(), claims())
def test_order_and_overlap_exclude_each_other(first, second):
    a, b = Interval(*first[:3]), Interval(*second[:3])
    assert int(above(a, b)) + int(above(b, a)) + int(overlaps(a, b)) == 1
    if above(a, b):
        assert first[3] > second[3]
    assert above(b, a) == above(0 - a, 0 - b)


@settings(deadline=None, max_examples=100)
@given(claims(), claims(), FINITE)
def test_hull_and_cap_keep_what_they_should(first, second, ceiling):
    a, b = Interval(*first[:3]), Interval(*second[:3])
    both = hull(a, b)
    for member in (first[3], second[3]):
        assert both.low <= member <= both.high
    if first[0] <= ceiling:
        assert cap(a, ceiling).high == min(first[2], ceiling)


def test_a_union_of_one_group_keeps_its_value_and_one_of_several_has_none():
    of = union_bounds_by(Interval([90, 40, 50], [100, 40, 55], [110, 40, 60]), ["b", "a", "a"])
    assert of["low"].to_dict() == {"a": 50, "b": 90}
    assert of["high"].to_dict() == {"a": 100, "b": 110}
    assert of.loc["b", "value"] == 100
    assert math.isnan(of.loc["a", "value"])
