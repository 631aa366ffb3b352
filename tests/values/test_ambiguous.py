"""Claims that can be read two ways: what the other reading changes, and that it does."""

from functools import cache

import pandas as pd
import pytest

from real_tables import BOOK, claims, one, tables
from reform_analysis.indicators import compute_all, function_of
from reform_analysis.values.ambiguous import both_ways, read_otherwise

READINGS = ("narrow", "central", "wide")
SINCE_2019 = 1368 / 365.2425  # 1 January 2019 to 30 September 2022, the latest day it can be

IN_NUMBERS = {"in-all-since-2019", "latest-value"}
"""Readings that change a number; the others change what is counted or how long, and are noted."""


@cache
def values(without: str | None = None) -> pd.DataFrame:
    given = dict(tables())
    ambiguous = given["raw/ambiguous"]
    given["raw/ambiguous"] = ambiguous[ambiguous["reading_id"].ne(without or "")]
    return compute_all(given, BOOK, *READINGS)


@pytest.mark.parametrize("reading_id", sorted(tables()["raw/ambiguous"]["reading_id"].unique()))
def test_no_reading_is_without_effect(reading_id):
    key = ["indicator_id", "variant", "place_id", "unit", "per", "denominator_id", "reading"]
    both = values().merge(values(reading_id), on=key, how="outer", suffixes=("", "_without"))
    numbers = [
        ~(both[end].eq(both[f"{end}_without"]) | (both[end].isna() & both[f"{end}_without"].isna()))
        for end in ("low", "value", "high")
    ]
    changed = pd.concat(numbers, axis=1).any(axis=1)
    assert changed.any() == (reading_id in IN_NUMBERS)
    told = both["notes"].fillna("").str.split(";").map(lambda ids: reading_id in ids)
    assert told.any()
    assert not both.loc[changed, "reading"].eq("narrow").any()


def test_each_claim_is_told_on_every_value_made_of_it():
    ambiguous = tables()["raw/ambiguous"]
    found = values()
    pairs = ambiguous[["claim_id", "reading_id"]].drop_duplicates()
    for claim_id, reading_id in pairs.itertuples(index=False):
        own = found[found["claim_ids"].str.contains(rf"(?:^|;){claim_id}(?:$|;)")]
        assert own["notes"].str.contains(reading_id).all(), claim_id


@pytest.mark.parametrize(
    ("reading", "low", "high"),
    # 22万: 215 000 to 225 000 at central, 210 000 to 230 000 at wide; every year, or in all.
    [
        ("narrow", 218333.3, 221666.7),
        ("central", 215000 / SINCE_2019, 225000.0),
        ("wide", 210000 / SINCE_2019, 230000.0),
    ],
)
def test_every_year_or_in_all_since_2019(reading, low, high):
    found = function_of("contest-participation")(claims(reading))
    row = one(found, place_id="huaibei", unit="人次/年")
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=0.05)
    assert pd.isna(row["value"]) == (reading != "narrow")
    assert row["status"] == ("reported" if reading == "narrow" else "derived")


def test_500_contests_are_134_to_600_a_year():
    row = one(
        function_of("skill-contests")(claims()), place_id="huaibei", unit="场/年"
    )  # 500余: 500 to 600
    assert (row["low"], row["high"]) == pytest.approx((500 / SINCE_2019, 600.0))


@pytest.mark.parametrize(
    # 近400 over 37 %: 380 / 0.37 = 1027.03 to 400 / 0.37 = 1081.08, whole people; 360 / 0.375 and
    # 400 / 0.365; at wide no more follows than that 320 recruits are not more than all.
    ("reading", "status", "low", "high"),
    [
        ("narrow", "derived", 1028, 1081),
        ("central", "derived", 960, 1095),
        ("wide", "bound", 320, float("inf")),
    ],
)
def test_a_share_that_may_be_the_latest_bounds_the_total_at_wide(reading, status, low, high):
    found = function_of("workers-share-of-new-members")(claims(reading))
    row = one(found, place_id="jingjiang", variant="implied-total")
    assert (row["status"], row["low"], row["high"]) == (status, low, high)
    found = function_of("implied-new-members")(claims(reading))
    assert one(found, place_id="jingjiang", unit="人")["status"] == status
    # 三年来 stands before both numbers of 淮北: no more than a bound follows nowhere.
    assert one(found, place_id="huaibei", unit="人")["status"] == "derived"


def length(low: float, high: float) -> pd.DataFrame:
    return pd.DataFrame({"claim_id": ["a"], "years_low": [low], "years_high": [high]})


@pytest.mark.parametrize(
    ("coded", "other", "central", "wide"),
    [
        ((1, 1), (2.5, 3.5), [1, 3.5], [1, 3.5]),
        ((2, 5), (1, 3), [1, 5], [1, 5]),
        ((1, 1), (None, None), [1, 1], [None, None]),
        ((None, None), (1, 1), [None, None], [None, None]),
    ],
)
def test_lengths_span_all_readings_that_have_one(coded, other, central, wide):
    for reading, expected in (("central", central), ("wide", wide)):
        pair = (pd.DataFrame(length(*ends), dtype="object") for ends in (coded, other))
        frames = [frame.astype({"years_low": float, "years_high": float}) for frame in pair]
        row = both_ways(*frames, reading)[["years_low", "years_high"]].iloc[0]
        assert [None if pd.isna(end) else end for end in row] == expected


def test_rows_of_one_reading_are_taken_together():
    given, ambiguous = tables()["raw/claims"], tables()["raw/ambiguous"]
    others = read_otherwise(given, ambiguous)
    assert len(others) == len(ambiguous[["claim_id", "reading_id"]].drop_duplicates())
    row = others.set_index("claim_id").loc["huaibei-2021-1623"]
    assert row["period_kind"] == "since"
    assert row["period_start"] == pd.Timestamp("2019-01-01")
    assert row["reported"] == "500余场"
    assert given["period_kind"].equals(tables()["raw/claims"]["period_kind"])
