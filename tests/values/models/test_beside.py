"""The people beside a count are those that its rate was divided by; hulls over readings."""

import numpy as np
import pandas as pd
import pytest

from reform_analysis import load
from reform_analysis.values.models.beside import around, with_people
from reform_analysis.values.models.regression import elasticity
from reform_analysis.values.models.table import COLUMNS, over_readings


def row(low, value, high, unit, per=None, **more) -> dict:
    told = {"indicator_id": "i", "variant": None, "place_id": "a", "reading": "central"}
    return told | {"low": low, "value": value, "high": high, "unit": unit, "per": per} | more


def test_people_are_the_division_undone():
    """90 to 100 of 2000 to 2500 people: 3.6 to 5 a hundred."""
    values = [row(90, np.nan, 100, "人"), row(3.6, np.nan, 5, "人 per 100 employed", "employed")]
    (found,) = with_people(pd.DataFrame(values), "employed").to_dict("records")
    assert (found["people_low"], found["people_high"]) == pytest.approx((2000, 2500))
    assert np.isnan(found["people"]) and found["unit"] == "人" and found["high"] == 100


def test_an_open_end_and_a_low_end_of_nothing_leave_the_printed_number_to_tell():
    values = [row(0, 50, np.inf, "人"), row(0, 5, np.inf, "人 per 100 employed", "employed")]
    (found,) = with_people(pd.DataFrame(values), "employed").to_dict("records")
    assert [found[name] for name in ("people_low", "people", "people_high")] == [1000] * 3


def test_a_yearly_rate_is_not_put_beside_a_count():
    values = [row(10, 10, 10, "人"), row(5, 5, 5, "人/年"), row(1, 1, 1, "人/年 per 100 x", "x")]
    assert with_people(pd.DataFrame(values), "x")["unit"].tolist() == ["人/年"]


def test_the_people_of_the_release_are_those_of_its_denominators():
    values = load("processed/indicators")
    people = load("denominators").set_index("denominator_id")
    divided = values[values["per"].eq("census_residents")].dropna(subset="low")
    single = divided[divided["denominator_id"].isin(people.index)]
    for indicator, own in values.groupby("indicator_id"):
        found = with_people(own, "census_residents")
        known = single[single["indicator_id"].eq(indicator)]
        of_place = known.drop_duplicates("place_id").set_index("place_id")["denominator_id"]
        for place, name in of_place.items():
            narrow = found[found["place_id"].eq(place) & found["reading"].eq("narrow")]
            assert narrow["people"].dropna().tolist() == pytest.approx(
                [people.loc[name, "value"]] * narrow["people"].notna().sum()
            )


def test_places_around_a_place_go_up_to_the_nation():
    places = load("places").set_index("place_id")
    found = around(places.reset_index())
    assert found["china"] == ""
    for place in places.index:
        ids = found[place].split(";") if found[place] else []
        assert place not in ids and set(ids) <= set(places.index)
        assert not ids or (ids[0], ids[-1]) == (places.loc[place, "parent_id"], "china")


def test_the_hull_over_readings_is_the_widest_and_counts_the_fewest():
    people = np.array([1e5, 2e5, 4e5, 8e5, 16e5, 32e5])
    rows = pd.DataFrame({"place_id": list("abcdef"), "people": people, "value": people / 100})
    central = rows.assign(low=people / 100, high=people / 100 * 1.1, reading="central")
    wide = rows.assign(low=people / 100 * 0.8, high=people / 100 * 1.3, reading="wide")
    wide.loc[0, "high"] = np.inf
    table = elasticity(pd.concat([central, wide]), model="log-log")
    (found,) = over_readings(table).to_dict("records")
    assert list(over_readings(table).columns) == list(COLUMNS)
    assert (found["low"], found["high"]) == (table["low"].min(), table["high"].max())
    assert (found["n"], found["left_out"]) == (5, "a: open_end")
    assert found["value"] == pytest.approx(1.0) and found["reading"] == "central;wide"


def test_a_refused_reading_stands_aside():
    people = np.array([1e5, 2e5, 4e5, 8e5, 16e5])
    rows = pd.DataFrame({"place_id": list("abcde"), "people": people, "value": people / 100})
    central = rows.assign(low=people / 100, high=people / 100, reading="central")
    wide = central.assign(reading="wide", high=np.inf)
    (found,) = over_readings(elasticity(pd.concat([central, wide]), model="log-log")).to_dict(
        "records"
    )
    assert found["reading"] == "central" and found["low"] == pytest.approx(1.0)


def test_values_of_several_claims_and_days_keep_their_own_people():
    """100 of 2000 in one report, 150 of 2500 of its own count in another: 5 and 6 a hundred."""
    days = pd.to_datetime(["2021-12-31", "2022-12-31"])
    values = [
        row(100, 100, 100, "人", period_end=days[0], claim_ids="r-1"),
        row(150, 150, 150, "人", period_end=days[1], claim_ids="s-1"),
        row(5, 5, 5, "人 per 100 x", "x", period_end=days[0], claim_ids="r-1"),
        row(6, 6, 6, "人 per 100 x", "x", period_end=days[1], claim_ids="s-1;s-2"),
    ]
    found = with_people(pd.DataFrame(values), "x").set_index("claim_ids")["people"]
    assert found.to_dict() == {"r-1": 2000, "s-1": 2500}
