"""Which places may stand in one ranking, and what `rank` says where they may not."""

import itertools

import pandas as pd
import pytest

from five import PLACES
from reform_analysis import indicator, load, rank
from reform_analysis.values.ranks import RANKED, rank_groups, refuse_unlike


def pair(first: str, second: str, grade: str, reasons: str = "level") -> dict[str, str]:
    names = {"first": first, "first_variant": "", "second": second, "second_variant": ""}
    return names | {"grade": grade, "reasons": reasons}


@pytest.mark.parametrize(
    ("grades", "named"),
    [
        (("C", "D", "not_graded"), "'a1' and 'b1' .* grade D"),
        (("C", "not_graded"), "'a1' and 'b1' .* not graded"),
        (("A", "C"), "'a1' and 'b1' .* grade C"),
    ],
)
def test_the_pair_that_is_furthest_apart_is_named(grades, named):
    pairs = pd.DataFrame([pair(f"a{n}", f"b{n}", grade) for n, grade in enumerate(grades)])
    with pytest.raises(ValueError, match=named):
        refuse_unlike(pairs)


def test_what_is_alike_is_ranked():
    refuse_unlike(pd.DataFrame([pair("a", "b", grade) for grade in RANKED]))


@pytest.mark.parametrize(
    ("indicator_id", "reason"),
    [
        ("contract-coverage", "grade C .*wage-contracts"),
        ("model-workers-and-craftsmen", "not graded"),  # 劳模 of one place, 工匠 of the other
        ("new-worker-members", "grade D .*own-circle"),
    ],
)
def test_rank_refuses_with_what_stands_in_the_way(indicator_id, reason):
    with pytest.raises(ValueError, match=reason):
        rank(indicator(indicator_id, per="census_residents", places=PLACES))


def test_the_one_ranking_of_the_release_is_of_two_places_that_count_the_same():
    """Subsidised training: same name, same unit, a year each; prefecture against district is B.

    At narrow 武进 stands without the zone alone, which is a second difference: no ranking.
    """
    ranks = load("processed/ranks").query("tier == 'text'")
    assert ranks["indicator_id"].unique().tolist() == ["subsidised-training"]
    assert set(ranks["reading"]) == {"central", "wide"}
    assert len(ranks) == 2 * 2 * 5  # two places, two readings, five populations that both have
    worst = ranks.groupby("place_id")["worst"].unique().map(list).to_dict()
    assert worst == {"wujin": [2], "yancheng": [1]}
    pairs = load("processed/comparisons").query(
        "indicator_id == 'subsidised-training' and tier == 'text'"
    )
    graded = pairs.groupby("reading")["grade"].unique().map(set).to_dict()
    assert graded == {"narrow": {"C", "D"}, "central": {"B", "D"}, "wide": {"B", "D"}}
    assert pairs.loc[pairs["grade"].eq("C"), "reasons"].eq("same-thing;scope;level").all()


def test_only_a_pair_that_is_not_graded_says_so():
    pairs = load("processed/comparisons")
    told = pairs["reasons"].str.split(";").map(lambda ids: "not-graded" in ids)
    assert told.tolist() == pairs["grade"].eq("not_graded").tolist()


@pytest.mark.parametrize(
    ("alike", "ranks"),
    [
        # all alike each with each: a above b, both above c
        (["ab", "ac", "bc"], {"a": (1, 1), "b": (2, 2), "c": (3, 3)}),
        # c is alike with d, a and b are not: a and b have the same neighbours, and c others
        (["ab", "ac", "bc", "cd"], {}),
        (["ab", "bc"], {}),
        # two groups that do not touch
        (["ab", "cd"], {"a": (1, 1), "b": (2, 2), "c": (1, 1), "d": (2, 2)}),
    ],
)
def test_places_are_ranked_where_each_is_alike_with_each(alike, ranks):
    """By hand: the earlier letter is above; pairs that are not named have an order, but grade C."""
    rows = [
        pair(one, other, "A" if one + other in alike else "C") | {"order": "above"}
        for one, other in itertools.combinations("abcd", 2)
    ]
    table = pd.DataFrame(rows).assign(indicator_id="i", per="p", reading="central")
    found = rank_groups(table).set_index("place_id")
    assert {*found.columns} == {
        *("indicator_id", "variant", "per", "reading", "best", "worst", "ranked")
    }
    assert dict(zip(found.index, zip(found["best"], found["worst"], strict=True), strict=True)) == (
        ranks
    )
