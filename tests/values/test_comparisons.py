"""How far values are alike, and which of them may be ordered: worked by hand."""

import pandas as pd
import pytest

from reform_analysis.values.comparisons import comparable_pairs, comparisons


def values_of(tables, **where: str) -> pd.DataFrame:
    values = tables["processed/indicators"].query("tier == 'text'")
    for column, value in where.items():
        values = values[values[column].eq(value)]
    return values


# How far values are alike


@pytest.mark.parametrize(
    ("indicator", "first", "second", "grade", "told"),
    [
        (
            "craftsmen-per-round",
            "jingjiang",
            "wujin",
            "D",
            None,
        ),  # two juries that set their own number, five years apart
        (
            "subsidised-training",
            "wujin",
            "yancheng",
            "B",
            "below",
        ),  # a county and a prefecture
        ("skill-contests", "jingjiang", "wujin", "C", "above"),  # one series against several
        (
            "innovation-studios",
            "huaibei",
            "jiangdu",
            "C",
            "below",
        ),  # studios of masters; another level
        (
            "contest-participation",
            "jiangdu",
            "jingjiang",
            "C",
            None,
        ),  # persons against person-times: no order
        (
            "contract-coverage",
            "huaibei",
            "jingjiang",
            "C",
            "below",
        ),  # wage against all collective contracts
        ("members-trained-as-key-staff", "huaibei", "jiangdu", "D", None),  # no period, so no rate
        ("trainees-sent", "jingjiang", "yancheng", "not_graded", None),  # courses against schools
    ],
)
def test_grades_by_hand(tables, indicator, first, second, grade, told):
    pairs = comparable_pairs(values_of(tables, reading="central"), tables)
    own = pairs[pairs["indicator_id"].eq(indicator) & pairs["first"].eq(first)]
    own = own[own["second"].eq(second)].sort_values("grade")
    assert own["grade"].iloc[0] == grade
    assert own["order"].iloc[0] == told if told else pd.isna(own["order"].iloc[0])


def test_another_per_makes_another_grade(tables):
    pairs = comparable_pairs(values_of(tables, reading="central"), tables, per="insured_employees")
    own = pairs[pairs["indicator_id"].eq("innovation-studios")].set_index(["first", "second"])
    # Huaibei counts insured employees, Jingjiang participants in mutual aid.
    assert own.loc[("huaibei", "jingjiang"), "grade"] == "D"
    assert "gap" in own.loc[("huaibei", "jingjiang"), "reasons"].split(";")
    assert own.loc[("huaibei", "jiangdu"), "grade"] == "D"


def test_what_is_not_alike_is_not_ordered(tables):
    pairs = comparisons(tables["processed/indicators"], tables)
    assert set(pairs["grade"]) <= {"A", "B", "C", "D", "not_graded"}
    for column in ("order", "ratio_low", "ratio_high"):
        assert pairs.loc[pairs["grade"].isin(["D", "not_graded"]), column].isna().all()
    assert pairs["order"].notna().any()
    assert pairs["reasons"].str.len().gt(0).all()
    assert (pairs["first"] < pairs["second"]).all()
    firms = tables["raw/places"].query("level in ('firm', 'studio')")["place_id"]
    assert not pairs["first"].isin(firms).any()


def test_the_register_of_comparability_speaks_only_of_variants_that_there_are(tables):
    known = tables["processed/indicators"].fillna({"variant": ""})
    known = set(zip(known["indicator_id"], known["variant"], strict=True))
    register = tables["codebook/registers/comparability"].fillna(
        {"variant": "", "other_variant": ""}
    )
    for row in register.itertuples():
        assert {(row.indicator_id, row.variant), (row.indicator_id, row.other_variant)} <= known


def test_the_input_is_not_changed(tables):
    before = tables["processed/indicators"].copy()
    comparisons(before, tables)
    pd.testing.assert_frame_equal(before, tables["processed/indicators"])


def test_a_pair_that_nobody_graded_is_not_graded_and_not_ordered(tables):
    register = tables["codebook/registers/comparability"]
    silent = tables | {
        "codebook/registers/comparability": register[
            register["indicator_id"].ne("innovation-studios")
        ]
    }
    pairs = comparable_pairs(values_of(tables, reading="central"), silent)
    own = pairs[pairs["indicator_id"].eq("innovation-studios")]
    assert len(own) == 3
    assert set(own["grade"]) == {"not_graded"} and own["order"].isna().all()


def test_a_pair_is_not_counted_once_a_reading(tables):
    with pytest.raises(ValueError, match="compare one reading"):
        comparable_pairs(tables["processed/indicators"], tables)


def test_a_ratio_holds_every_quotient_of_the_two_intervals(tables):
    # 78 studios of 1 970 265 people against 45 of 926 577: 3.9589 / 4.8566 = 0.8152
    pairs = comparisons(values_of(tables, indicator_id="innovation-studios"), tables)
    own = pairs[pairs["first"].eq("huaibei") & pairs["second"].eq("jiangdu")]
    own = own[own["per"].eq("census_residents") & own["reading"].eq("central")]
    assert own["ratio_low"].tolist() == pytest.approx([78 / 1970265 / (45 / 926577)])
