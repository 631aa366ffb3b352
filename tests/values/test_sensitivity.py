"""Ranks only among what is alike, and what an order hangs on: worked by hand."""

import itertools

import pandas as pd
import pytest

from reform_analysis import load
from reform_analysis.reading.hedges import READINGS
from reform_analysis.values.ranks import rank_groups
from reform_analysis.values.sensitivity import held_at, sensitivity


def pairs_of(*rows: tuple) -> pd.DataFrame:
    """Pairs (first, second, grade, order) with one variant, population and reading."""
    pairs = pd.DataFrame(rows, columns=["first", "second", "grade", "order"])
    return pairs.assign(
        indicator_id="t", first_variant="", second_variant="", per="employed", reading="central"
    )


def test_three_places_alike_are_ranked_together():
    # a meets b, and both lie above c
    pairs = pairs_of(
        ("a", "b", "A", "not_ordered"), ("a", "c", "B", "above"), ("b", "c", "A", "above")
    )
    ranks = rank_groups(pairs).set_index("place_id")[["best", "worst", "ranked"]]
    assert ranks.to_dict("index") == {
        "a": {"best": 1, "worst": 2, "ranked": 3},
        "b": {"best": 1, "worst": 2, "ranked": 3},
        "c": {"best": 3, "worst": 3, "ranked": 3},
    }


@pytest.mark.parametrize("grade", ["C", "D", "not_graded"])
def test_one_pair_that_is_unlike_breaks_the_group(grade):
    pairs = pairs_of(("a", "b", "A", "above"), ("a", "c", "A", "above"), ("b", "c", grade, "above"))
    assert rank_groups(pairs).empty


def test_two_groups_apart_are_each_ranked():
    pairs = pairs_of(("a", "b", "A", "below"), ("c", "d", "A", "above"), ("a", "c", "C", "above"))
    ranks = rank_groups(pairs).set_index("place_id")["best"]
    assert ranks.to_dict() == {"a": 2, "b": 1, "c": 1, "d": 2}


def combinations(**orders: str) -> pd.DataFrame:
    rows = [(*name.split("_", 1), order) for name, order in orders.items()]
    rows = pd.DataFrame(rows, columns=["reading", "per", "order"])
    return rows.assign(indicator_id="t", first="a", second="b", first_variant="", second_variant="")


@pytest.mark.parametrize(
    ("orders", "verdict", "hangs_on"),
    [
        (("above", "above", "above", "above"), "holds", None),
        (("above", "above", "not_ordered", "not_ordered"), "weakens", "reading"),
        (("above", "below", "above", "below"), "turns", "per"),
        (("above", "below", "not_ordered", "not_ordered"), "turns", "reading;per"),
        (("not_ordered",) * 4, "never_ordered", None),
        (("above", None, None, None), "too_few", None),
    ],
)
def test_what_an_order_hangs_on(orders, verdict, hangs_on):
    names = ("central_employed", "central_residents", "wide_employed", "wide_residents")
    [told] = sensitivity(combinations(**dict(zip(names, orders, strict=True)))).to_dict("records")
    assert told["verdict"] == verdict
    assert told["hangs_on"] == hangs_on if hangs_on else pd.isna(told["hangs_on"])


@pytest.mark.parametrize(
    ("orders", "reading", "told"),
    [
        (("above", "above", "above"), "wide", ["narrow", "central", "wide"]),
        (("above", "above", "not_ordered"), "central", ["narrow", "central"]),
        (("not_ordered", "above", "not_ordered"), "central", ["central"]),
        (("above", "not_ordered", "not_ordered"), "central", ["central", "wide"]),
        (("above", "not_ordered", "not_ordered"), "narrow", ["narrow"]),
        (("above", None, "above"), "central", []),
        (("above", None, "above"), "narrow", ["narrow", "wide"]),
    ],
)
def test_at_which_readings_a_headline_holds(orders, reading, told):
    pairs = zip(READINGS, orders, strict=True)
    assert held_at({name: {"a-b": order} for name, order in pairs if order}, reading) == told


def test_a_headline_of_two_pairs_holds_where_both_do():
    others = zip(READINGS, ("above", "above", "not_ordered"), strict=True)
    both = {name: {"a-b": "above", "a-c": other} for name, other in others}
    assert held_at(both, "central") == ["narrow", "central"]
    assert held_at(both, "wide") == ["wide"]


def test_a_hang_is_seen_in_the_released_pairs_one_by_one():
    graded = pd.DataFrame(load("processed/comparisons"))
    pairs = graded.dropna(subset=["order"])
    told = sensitivity(graded)
    columns = ["per", "first_variant", "second_variant"]
    pairs = pairs.assign(**{name: pairs[name].fillna("") for name in columns})
    keys = ["indicator_id", "first", "second"]
    dims = ["reading", "per", ("first_variant", "second_variant")]
    for key, own in pairs.groupby(keys):
        rows = own.to_dict("records")
        found = set()
        for one, other in itertools.combinations(rows, 2):
            value = lambda row, dim: [row[c] for c in ((dim,) if isinstance(dim, str) else dim)]  # noqa: E731
            apart = [dim for dim in dims if value(one, dim) != value(other, dim)]
            if len(apart) == 1 and one["order"] != other["order"]:
                found.add(apart[0] if isinstance(apart[0], str) else "variant")
        [row] = told[told[keys].eq(list(key)).all(axis=1)].to_dict("records")
        hangs = set() if pd.isna(row["hangs_on"]) else set(row["hangs_on"].split(";"))
        assert hangs == found
