"""How claims are worded, by hand and over the release."""

import pandas as pd
import pytest

from reform_analysis import load
from reform_analysis.values.wording import (
    hedged_shares,
    orders_by_hedge,
    publisher_kinds,
    significant_digits,
)


def test_every_publisher_has_a_kind_and_every_kind_a_publisher():
    sources, kinds = load("sources"), load("publisher_kinds")
    found = publisher_kinds(sources["publisher"], kinds)
    assert found.isna().equals(sources["publisher"].isna())
    assert set(found.dropna()) == set(kinds["kind"])


@pytest.mark.parametrize(
    ("publisher", "kind"),
    [
        ("工人日报-中工网（新浪财经转载）", "union"),
        ("青岛市总工会", "union"),
        ("浙江省委组织部", "party"),
        ("人民日报", "press"),
        ("芜湖新闻网（市政府网）", "press"),
        ("青岛市人社局", "government"),
        ("淄博市政府新闻办", "government"),
        ("产业科技创新 2023,5（3）:22-25", "other"),
    ],
)
def test_the_first_kind_that_fits_decides(publisher, kind):
    found = publisher_kinds(pd.Series([publisher]), load("publisher_kinds"))
    assert found.tolist() == [kind]


def test_every_word_of_a_kind_is_met():
    publishers = load("sources")["publisher"].dropna()
    words = load("publisher_kinds")["words"].dropna().str.split(";").explode()
    idle = [word for word in words if not publishers.str.contains(word, regex=False).any()]
    assert not idle, f"no publisher's name holds {idle}"


def test_shares_of_hedged_claims_by_hand():
    """Two of four: Wilson's limits at 95 % are 0.150 and 0.850 (Newcombe 1998, formula 3)."""
    claims = pd.DataFrame(
        {"hedge": ["exact", "over", "about", "exact", "over"], "who": [*"aaaa", None]}
    )
    (found,) = hedged_shares(claims, ["who"]).to_dict("records")
    assert (found["claims"], found["hedged"], found["share"]) == (4, 2, 0.5)
    assert (found["sampling_low"], found["sampling_high"]) == pytest.approx(
        (0.150, 0.850), abs=5e-4
    )


def test_zeros_at_either_end_are_no_digits():
    values = pd.Series([400.0, 1_020_000, 0.05, 0.352, 5.0, 0.0, 664, None])
    assert significant_digits(values).tolist() == [1, 3, 1, 3, 1, pd.NA, 3, pd.NA]


def test_a_pair_counts_as_hedged_where_either_value_is():
    """a-b exact and ordered; a-c and b-c with the hedged c, one of them ordered; c-d has none."""
    names = ["first", "second", "order"]
    told = [["a", "b", "above"], ["a", "c", "below"], ["b", "c", "not_ordered"], ["c", "d", None]]
    fixed = {"indicator_id": "i", "per": None, "reading": "central"}
    pairs = pd.DataFrame(told, columns=names).assign(first_variant=None, second_variant="", **fixed)
    values = pd.DataFrame({"place_id": list("abc"), "hedged": [False, False, True]})
    values = values.assign(variant=None, **fixed)
    found = orders_by_hedge(pairs, values)
    assert found[["hedged", "pairs", "ordered"]].to_numpy().tolist() == [
        [False, 1, 1],
        [True, 2, 1],
    ]
    with pytest.raises(ValueError, match="'c' stands in a pair and not among the values"):
        orders_by_hedge(pairs, values.query("place_id != 'c'"))
