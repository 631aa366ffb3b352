"""Where estimates lie as values move: exact hulls against every corner of small boxes."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_analysis.values.models.pooled import pooled
from reform_analysis.values.models.regression import counts_per_head, elasticity, share_on
from reform_analysis.values.models.slopes import changes, slopes
from reform_analysis.values.models.tau import exact_p, kendall

PEOPLE = np.array([1e5, 3e5, 4e5, 9e5, 2e6, 8e6])
COUNTS = np.array([900.0, 3100.0, 2800.0, 9900.0, 12000.0, 70000.0])
WIDTHS = np.array([1.02, 1.3, 1.1, 1.5, 1.05, 1.2])


def rows_of(low, value, high, **columns) -> pd.DataFrame:
    rows = pd.DataFrame({"place_id": [f"p{n}" for n in range(len(low))], "reading": "central"})
    return rows.assign(low=low, value=value, high=high, **columns)


def box() -> pd.DataFrame:
    return rows_of(COUNTS, np.nan, COUNTS * WIDTHS, people=PEOPLE)


def at_corners(estimate, rows: pd.DataFrame) -> tuple[float, float]:
    """Least and greatest estimate over every corner of the box."""
    found = [
        estimate(rows.assign(low=corner, value=corner, high=corner))
        for corner in product(*rows[["low", "high"]].drop_duplicates().to_numpy())
    ]
    return min(found), max(found)


def one(table: pd.DataFrame, quantity: str) -> pd.Series:
    (row,) = (row for _, row in table.iterrows() if row["quantity"] == quantity)
    return row


@pytest.mark.parametrize("model", ["log-log", "poisson"])
def test_an_exact_hull_is_that_of_all_corners(model):
    found = one(elasticity(box(), model=model), "elasticity")
    ends = at_corners(lambda rows: one(elasticity(rows, model=model), "elasticity")["value"], box())
    assert (found["low"], found["high"]) == pytest.approx(ends, rel=1e-9)
    assert found["hull"] == "exact"
    assert np.isnan(found["value"])  # no number is printed, so none is the estimate


@given(st.lists(st.floats(0.0, 1.0), min_size=6, max_size=6))
@settings(deadline=None, max_examples=30)
def test_no_values_within_the_box_give_a_poisson_elasticity_outside_an_exact_hull(parts):
    hull = one(elasticity(box()), "elasticity")
    inside = COUNTS * (1 + (WIDTHS - 1) * np.array(parts))
    found = one(elasticity(rows_of(inside, inside, inside, people=PEOPLE)), "elasticity")["value"]
    assert hull["low"] - 1e-8 <= found <= hull["high"] + 1e-8


@pytest.mark.parametrize(
    ("estimate", "quantity"),
    [
        (lambda rows: elasticity(rows, model="negative-binomial"), "elasticity"),
        (lambda rows: elasticity(rows, model="negative-binomial"), "dispersion"),
        (lambda rows: share_on(rows.assign(**scaled(rows)), ["year"]), "year"),
        (lambda rows: share_on(rows.assign(**scaled(rows)), ["year"]), "intercept"),
        (lambda rows: pooled(rows.assign(variance=1e6)), "mean"),
        (lambda rows: pooled(rows.assign(variance=1e6)), "variance_between"),
    ],
)
def test_an_inner_hull_reaches_the_corners_and_is_called_inner(estimate, quantity):
    rows = box().assign(year=[2019, 2020, 2021, 2022, 2023, 2024])
    found = one(estimate(rows), quantity)
    ends = at_corners(lambda corner: one(estimate(corner), quantity)["value"], rows)
    assert (found["low"], found["high"]) == pytest.approx(ends, rel=1e-6)
    assert found["hull"] == "inner"


def scaled(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Counts as shares of their places."""
    return {name: rows[name] / rows["people"] * 10 for name in ("low", "value", "high")}


def test_a_weighted_slope_has_its_ends_where_the_signs_of_its_weights_say():
    """Years -2 to 2, symmetric weights: slope sum(t y) / 10, half its width 6 h / 10."""
    values = np.array([0.28, 0.30, 0.31, 0.33, 0.34])
    rows = rows_of(values - 0.01, values, values + 0.01, year=[-2, -1, 0, 1, 2], w=[1, 1, 2, 1, 1])
    found = one(share_on(rows, ["year"], weights="w", model="least-squares"), "year")
    assert [found["low"], found["value"], found["high"]] == pytest.approx([0.009, 0.015, 0.021])
    assert found["hull"] == "exact"


def test_sampling_limits_enclose_those_at_the_printed_values():
    rows = box().assign(value=COUNTS * 1.01)
    found = one(elasticity(rows), "elasticity")
    alone = one(elasticity(rows.assign(low=rows["value"], high=rows["value"])), "elasticity")
    assert found["sampling_low"] < alone["sampling_low"] < alone["sampling_high"]
    assert alone["sampling_high"] < found["sampling_high"]


def test_limits_of_a_poisson_model_are_robust_to_its_variance():
    """By hand: A^-1 B A^-1 n/(n-k), A = X'mX, B = X'(y-m)^2 X, t of 5 = 2.570582."""
    found = one(elasticity(box().assign(high=COUNTS)), "elasticity")
    x = np.column_stack([np.ones(6), np.log(PEOPLE)])
    slope = (found["low"] + found["high"]) / 2
    mean = COUNTS.sum() * PEOPLE**slope / (PEOPLE**slope).sum()
    bread = np.linalg.inv(x.T @ (x * mean[:, None]))
    meat = x.T @ (x * ((COUNTS - mean) ** 2)[:, None])
    error = np.sqrt((bread @ meat @ bread)[1, 1] * 6 / 4)
    half = (found["sampling_high"] - found["sampling_low"]) / 2
    assert half == pytest.approx(2.570582 * error, rel=1e-5)


def test_rows_of_one_place_are_no_further_places():
    days = pd.to_datetime(["2021-12-31", "2022-12-31"] * 6)
    rows = pd.concat([box()] * 2).sort_values("place_id").assign(period_end=days)
    rows = rows.assign(high=rows["low"], value=rows["low"])
    found = one(counts_per_head(rows, ["people"]), "people")
    assert (found["n"], found["places"]) == (12, 6)
    alone = one(
        counts_per_head(rows.assign(place_id=[f"q{n}" for n in range(12)]), ["people"]), "people"
    )
    wide, narrow = (row["sampling_high"] - row["sampling_low"] for row in (found, alone))
    assert wide > 1.2 * narrow


def test_the_slope_of_a_place_is_bounded_by_hand():
    """Days 0, 1, 2 years: slope (y3 - y1) / 2, so (118 - 104) / 2 to (124 - 100) / 2 a year."""
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta([0, 365.25, 730.5], unit="D").round("D")
    rows = rows_of([100.0, 90.0, 118.0], np.nan, [104.0, 150.0, 124.0]).assign(place_id="a")
    (found,) = (row for _, row in slopes(rows.assign(period_end=days)).iterrows())
    assert (found["low"], found["high"]) == pytest.approx((7.0, 12.0), rel=1e-3)
    (grown,) = (row for _, row in slopes(rows.assign(period_end=days), growth=True).iterrows())
    ends = np.sqrt(118 / 104) - 1, np.sqrt(124 / 100) - 1
    assert (grown["low"], grown["high"]) == pytest.approx(ends, rel=2e-3)


def test_a_place_with_two_days_has_no_slope_and_says_why():
    days = pd.to_datetime(["2019-12-31", "2020-12-31", "2021-12-31", "2019-12-31", "2020-12-31"])
    rows = rows_of([1.0] * 5, 1.0, [1.0] * 5).assign(place_id=list("aaabb"), period_end=days)
    found = slopes(rows).set_index("place_id")
    assert found.loc["b", ["refused", "n", "least"]].tolist() == ["too_few_to_draw_a_line", 2, 3]
    assert found.loc["a", ["low", "high"]].tolist() == pytest.approx([0.0, 0.0], abs=1e-12)


def test_a_change_runs_from_the_first_day_to_the_last_by_hand():
    """100 to 104, then 118 to 124 two years on: 14 to 24 in all; the day between does not count."""
    days = pd.to_datetime(["2021-12-31", "2019-12-31", "2020-12-31", "2020-12-31"])
    rows = rows_of([118.0, 100.0, 1.0, 7.0], np.nan, [124.0, 104.0, 900.0, 7.0])
    rows = rows.assign(place_id=list("aaab"), period_end=days)
    (found,) = changes(rows).to_dict("records")
    assert (found["place_id"], found["n"], found["hull"]) == ("a", 2, "exact")
    assert (found["low"], found["high"]) == pytest.approx((7.0, 12.0), rel=1e-3)
    (grown,) = changes(rows, growth=True).to_dict("records")
    ends = np.sqrt(118 / 104) - 1, np.sqrt(124 / 100) - 1
    assert (grown["low"], grown["high"]) == pytest.approx(ends, rel=2e-3)
    with pytest.raises(ValueError, match="no rows"):
        changes(rows.query("place_id == 'b'"))


def tried(low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
    """Least and greatest tau over values within the intervals, with four in each unit of each."""
    one_, two = np.triu_indices(len(low), 1)
    grids = []
    for n, (start, end) in enumerate(zip(low, high, strict=True)):
        inside = start + (np.arange(4 * (end - start)) + (n + 1) / 10) / 4
        grids.append([start, *inside, end])
    values = np.array(list(product(*grids)))
    signs = np.sign(values[:, two] - values[:, one_])
    scores = signs.sum(axis=1)
    return scores.min() / len(one_), scores.max() / len(one_)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=4, max_size=4))
@settings(deadline=None, max_examples=25)
def test_tau_over_orders_is_that_of_values_tried_where_it_is_called_exact(spans):
    low = np.array([*(float(start) for start, _ in spans), 99.0])
    high = low + np.array([*(width for _, width in spans), 0])
    found = one(kendall(rows_of(low, np.nan, high, side=np.arange(5.0)), "side"), "tau")
    least, most = tried(low, high)
    assert found["low"] <= least + 1e-12 and most <= found["high"] + 1e-12
    if found["hull"] == "exact":
        assert (found["low"], found["high"]) == pytest.approx((least, most))


def test_orders_that_exclude_one_another_leave_an_outer_hull():
    """5; 0 to 10; 1: the second can be above the first or below the third, not both."""
    low, high = [5.0, 0.0, 1.0, 20.0, 30.0], [5.0, 10.0, 1.0, 20.0, 30.0]
    found = one(kendall(rows_of(low, np.nan, high, side=range(5)), "side"), "tau")
    assert found["hull"] == "outer"
    assert (found["low"], found["high"]) == (0.4, 0.8)  # of ten pairs seven stand, one against


def test_p_with_ties_on_both_sides_counts_orders_by_hand():
    """The three orders of (1, 2, 2) score 1, 1 and -2 against (1, 1, 2)."""
    first, second = np.array([1, 1, 2]), np.array([1, 2, 2])
    assert exact_p(1, first, second) == 1
    assert exact_p(2, first, second) == pytest.approx(1 / 3)
    assert np.isnan(exact_p(1, np.repeat(first, 3), np.repeat(second, 3)))


@pytest.mark.parametrize(
    ("estimate", "reason"),
    [
        (lambda rows: pooled(rows.assign(variance=1.0)), "too few to pool: 4, at least 5"),
        (lambda rows: elasticity(rows), "too few to estimate: 4, at least 5"),
        (lambda rows: kendall(rows, "people"), "too few to correlate: 4, at least 5"),
    ],
)
def test_too_few_places_are_refused_with_the_reason(estimate, reason):
    with pytest.raises(ValueError, match=reason):
        estimate(box().iloc[:4])


def test_a_reading_with_too_few_says_so_and_the_others_stand():
    wide = box().assign(reading="wide")
    wide.loc[:2, "high"] = np.inf
    found = elasticity(pd.concat([box(), wide])).set_index("reading")
    assert found.loc["wide", ["refused", "n", "least"]].tolist() == ["too_few_to_estimate", 3, 5]
    assert found.loc["wide", "left_out"] == "p0: open_end; p1: open_end; p2: open_end"
    assert np.isnan(found.loc["wide", "low"]) and found.loc["central", "refused"] == ""


def test_what_lies_inside_another_place_is_left_out_with_its_reason():
    rows = pd.concat([box(), box().iloc[:1].assign(place_id="inside")], ignore_index=True)
    rows["within"] = ["", "", "", "", "", "", "china;p3"]
    found = one(elasticity(rows), "elasticity")
    assert (found["n"], found["left_out"]) == (6, "inside: inside_another")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (box().assign(unit=["人"] * 5 + ["家"]), "several units: 人, 家"),
        (pd.concat([box(), box().iloc[:1]]), "'p0' has two values of one day at 'central'"),
        (box().assign(people=1e6), "log people cannot be told apart"),
    ],
)
def test_what_cannot_stand_in_one_model_is_refused(rows, reason):
    with pytest.raises(ValueError, match=reason):
        elasticity(rows)


def test_rows_are_left_as_they_were():
    rows = box()
    elasticity(rows), kendall(rows, "people"), share_on(rows, ["people"], model="least-squares")
    pd.testing.assert_frame_equal(rows, box())


@given(
    st.lists(st.tuples(st.floats(5, 8), st.floats(-6, -1)), min_size=5, max_size=14, unique=True)
)
@settings(deadline=None)
def test_the_variance_between_places_solves_the_equation_of_paule_and_mandel(told):
    """With variances of logarithms of large counts, where statsmodels' iteration ends at 0."""
    values, logarithms = np.array(told).T
    variances = 10**logarithms
    rows = rows_of(values, values, values).assign(variance=variances)
    apart = one(pooled(rows), "variance_between")["value"]
    weights = 1 / (variances + apart)
    spread = np.sum(weights * (values - np.average(values, weights=weights)) ** 2)
    if apart:
        assert spread == pytest.approx(len(values) - 1, rel=1e-6)
    else:
        assert spread <= len(values) - 1
