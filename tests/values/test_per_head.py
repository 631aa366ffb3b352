import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_tables import denominators
from reform_analysis.tables.naming import split_list
from reform_analysis.values.per_head import join_notes, per_head, per_year, rates_by_length
from reform_analysis.values.populations import POPULATIONS, at_reading, choose_denominators


def values(place: str = "huaibei", date: str = "2021-06-30", count: float = 100.0) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place_id": [place],
            "reference_date": [pd.Timestamp(date)],
            "low": [count],
            "value": [count],
            "high": [count],
            "unit": ["人"],
            "notes": [None],
        }
    )


def table(*rows: tuple) -> pd.DataFrame:
    columns = ["denominator_id", "place_id", "per", "variant", "value", "ref_date", "grade"]
    made = pd.DataFrame(rows, columns=columns)
    return made.assign(
        claim_id=pd.Series(dtype="string"),
        low=made["value"],
        high=made["value"],
        ref_date=pd.to_datetime(made["ref_date"]),
    )


def test_an_unknown_per_is_refused():
    with pytest.raises(ValueError, match="there are "):
        choose_denominators(values(), denominators(), "workers")


@pytest.mark.parametrize(
    ("date", "chosen"),
    [("2020-09-01", "a-2020"), ("2021-06-30", "a-2020"), ("2021-07-02", "a-2021")],
)
def test_nearest_year_end(date, chosen):
    year_ends = table(
        ("a-2020", "a", "year_end_residents", None, 1000.0, "2020-12-31", "A"),
        ("a-2021", "a", "year_end_residents", None, 2000.0, "2021-12-31", "A"),
    )
    found = choose_denominators(values("a", date), year_ends, "year_end_residents")
    assert found["denominator_id"].item() == chosen


def test_a_year_end_too_far_away_is_no_denominator():
    year_ends = table(("a-2019", "a", "year_end_residents", None, 1000.0, "2019-12-31", "A"))
    found = choose_denominators(values("a", "2022-06-30"), year_ends, "year_end_residents")
    assert found["value"].isna().all()
    assert found["reason"].item() == "no-year-end-near-the-period"


def test_the_census_holds_however_far_away():
    found = choose_denominators(values(date="2025-06-30"), denominators(), "census_residents")
    assert found["denominator_id"].item() == "huaibei-census-residents-2020"


@pytest.mark.parametrize("variant", ["before-rebasing", "registered", "official"])
def test_a_denominator_of_other_people_is_refused(variant):
    other = table(("a-2020", "a", "year_end_residents", variant, 1000.0, "2020-12-31", "A"))
    found = choose_denominators(values("a", "2020-12-31"), other, "year_end_residents")
    assert found["value"].isna().all()
    assert found["reason"].item() == "denominator-of-other-people"


def test_wujin_is_the_hull_of_both_scopes_and_at_narrow_without_its_zone():
    # 1 296 650 without the zone to 1 724 150 with it, at the end of 2023.
    at = values("wujin", "2023-12-31"), denominators(), "year_end_residents"
    both = "wujin-year-end-residents-2023-without-zone;wujin-year-end-residents-2023-with-zone"
    for reading in ("central", "wide"):
        found = choose_denominators(*at, reading).iloc[0]
        assert found["denominator_id"] == both
        assert (found["low"], found["high"]) == (1_296_650, 1_724_150)
        assert pd.isna(found["value"])
    narrow = choose_denominators(*at, "narrow").iloc[0]
    assert narrow["denominator_id"] == "wujin-year-end-residents-2023-without-zone"
    assert narrow["value"] == 1_296_700


def test_a_yearly_flow_is_divided_by_the_mean_of_two_year_ends_and_a_stock_by_the_nearest():
    year_ends = table(
        ("a-2021", "a", "year_end_residents", None, 1000.0, "2021-12-31", "A"),
        ("a-2022", "a", "year_end_residents", None, 1100.0, "2022-12-31", "B"),
    )
    flow = values("a", "2022-07-02", 2100.0).assign(unit="人/年")
    result = per_head(flow, year_ends, "year_end_residents").iloc[0]
    assert result["value"] == 2.0  # 2100 over (1000 + 1100) / 2
    assert (result["denominator_id"], result["grade"]) == ("a-2021;a-2022", "B")
    stock = per_head(values("a", "2022-07-03", 2200.0), year_ends, "year_end_residents").iloc[0]
    assert (stock["value"], stock["denominator_id"]) == (2.0, "a-2022")
    alone = per_head(flow, year_ends.iloc[:1], "year_end_residents").iloc[0]
    assert (alone["value"], alone["denominator_id"]) == (2.1, "a-2021")


@pytest.mark.parametrize("per", ["employed", "secondary_employed"])
def test_a_modelled_population_carries_what_separates_it_from_the_official_series(per):
    own = denominators()[denominators()["per"].eq(per)]
    alone = own[own["variant"].ne("without-zone").fillna(True)]
    # 19.44 million in the official series over 17.35 in the model: 12 %.
    assert (alone["high"] / alone["value"]).round(3).eq(1.12).all()
    assert (alone["low"] / alone["value"]).round(3).eq(0.88).all()


def test_another_place_never_stands_in():
    # Zhutang lies in Jiangyin, which has residents; the town itself has none on record.
    for per in POPULATIONS:
        found = choose_denominators(values("zhutang"), denominators(), per)
        assert found["denominator_id"].isna().all(), per


def test_a_place_of_another_level_never_stands_in():
    # Every denominator that is found belongs to the place itself.
    places = denominators()["place_id"].unique()
    many = pd.concat([values(place) for place in places], ignore_index=True)
    owner = denominators().set_index("denominator_id")["place_id"]
    for per in POPULATIONS:
        found = choose_denominators(many, denominators(), per)["denominator_id"]
        known = found.notna()
        each = found[known].map(split_list).explode()
        assert each.map(owner).tolist() == many.loc[each.index, "place_id"].tolist()


def test_modelled_employment_is_flagged():
    result = per_head(values(), denominators(), "employed")
    assert result["grade"].item() == "C"
    assert result["notes"].item() == "denominator-grade-c"


def test_wujin_says_that_both_scopes_stand():
    result = per_head(values("wujin"), denominators(), "census_residents")
    assert "denominator-with-and-without-zone" in split_list(result["notes"].item())


def test_value_per_date_and_grade_come_together():
    result = per_head(values(), denominators(), "census_residents").iloc[0]
    assert result["per"] == "census_residents"
    assert result["ref_date"] == pd.Timestamp("2020-11-01")
    assert result["grade"] == "A"
    assert result["denominator_id"] == "huaibei-census-residents-2020"


def test_what_is_derived_on_a_group_near_the_people_is_a_proxy():
    derived = values("jingjiang").assign(status="derived", claim_ids="x")
    result = per_head(derived, denominators(), "mutual_aid_participants").iloc[0]
    assert (result["status"], result["claim_ids"]) == ("proxy", "x;jingjiang-2020-2096")
    bound = per_head(derived.assign(status="bound"), denominators(), "mutual_aid_participants")
    assert bound["status"].item() == "bound"
    elsewhere = per_head(derived, denominators(), "employed").iloc[0]
    assert (elsewhere["status"], elsewhere["claim_ids"]) == ("derived", "x")


def test_a_place_without_the_per_keeps_its_row_with_the_reason():
    result = per_head(values("wuxi-bonded-zone"), denominators(), "census_residents")
    assert len(result) == 1
    assert np.isnan(result["low"].item())
    assert result["notes"].item() == "no-such-denominator"


def test_per_head_by_hand():
    # 664 recruits among 1 970 265 residents: 664 / 1 970 265 * 10 000 = 3.370.
    result = per_head(values(count=664.0), denominators(), "census_residents", persons=10_000)
    assert result["low"].item() == pytest.approx(3.370, abs=5e-4)
    assert result["unit"].item() == "人 per 10000 census_residents"
    assert result["per"].item() == "census_residents"


def test_a_hedged_denominator_stays_an_interval():
    # 近20万 participants: 180 000 to 200 000; 100 / 200 000 and 100 / 180 000.
    result = per_head(values("jingjiang"), denominators(), "mutual_aid_participants", persons=1000)
    assert result["low"].item() == pytest.approx(0.5)
    assert result["high"].item() == pytest.approx(0.5556, abs=5e-5)


def test_denominators_from_reports_follow_the_reading():
    given = denominators()
    claim = pd.DataFrame(
        {"claim_id": ["jingjiang-2020-2096"], "low": [1.6e5], "value": [2e5], "high": [2e5]}
    )
    read = at_reading(given, claim.iloc[:1])
    mutual_aid = given["claim_id"].eq("jingjiang-2020-2096")
    assert read.loc[mutual_aid, "low"].tolist() == [1.6e5]
    others = given["claim_id"].isna()
    pd.testing.assert_frame_equal(read[others], given[others])


def test_rates_over_a_grid_of_lengths():
    # 360 to 400 over 1, 3 and 10 years; with the length the stated rate comes back.
    recruits = values(count=400.0).assign(claim_id="x", low=360.0)
    rates = rates_by_length(recruits, [1, 3, 10])
    assert rates["low"].tolist() == [360.0, 120.0, 36.0]
    assert rates["value"].tolist() == pytest.approx([400.0, 133.33, 40.0], abs=5e-3)
    assert set(rates["unit"]) == {"人/年"}


def test_notes_are_joined_without_gaps():
    notes = [
        pd.Series(["a", None, None]),
        pd.Series([None, "b", None]),
        pd.Series(["c", "d", None]),
    ]
    assert join_notes(*notes).tolist() == ["a;c", "b;d", pd.NA]


def test_no_length_gives_no_rate():
    undated = values().assign(years_low=np.nan, years_high=np.nan)
    assert np.isnan(per_year(undated).low.item())


@settings(deadline=None, max_examples=100)
@given(
    low=st.floats(0, 1e6),
    width=st.floats(0, 1e6),
    shortest=st.floats(0.5, 10),
    more=st.floats(0, 5),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_every_possible_rate_lies_within(low, width, shortest, more, at):
    count = low + at[0] * width
    years = shortest + at[1] * more
    frame = pd.DataFrame(
        {
            "low": [low],
            "value": [np.nan],
            "high": [max(low + width, count)],
            "years_low": [shortest],
            "years_high": [max(shortest + more, years)],
        }
    )
    rate = per_year(frame)
    assert rate.low.item() <= count / years <= rate.high.item()


@settings(deadline=None, max_examples=50)
@given(
    count=st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)),
    people=st.tuples(st.floats(1, 1e7), st.floats(0, 1e6)),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_every_possible_value_per_head_lies_within(count, people, at):
    low, high = count[0], count[0] + count[1]
    least, most = people[0], people[0] + people[1]
    base = table(("d", "a", "census_residents", None, least, "2020-11-01", "A"))
    base = base.assign(value=np.nan, high=most)
    result = per_head(
        values("a").assign(low=low, value=np.nan, high=high), base, "census_residents", 100
    )
    one = min(low + at[0] * count[1], high) * 100 / min(least + at[1] * people[1], most)
    assert result["low"].item() <= one <= result["high"].item()
