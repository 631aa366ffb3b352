import pandas as pd
import pytest

from real_tables import BOOK, claims, tables
from reform_analysis.reading.period import PeriodError
from reform_analysis.reading.quantity import QuantityError
from reform_analysis.values.claims import clean_claims
from reform_analysis.values.left_out import distinct_claims

CONCEPTS = pd.DataFrame(
    {
        "concept_id": ["members", "threshold", "studios"],
        "unit": ["人", "人", "家"],
        "classifiers": pd.array([None, None, "个"], dtype="string"),
        "kind": ["flow", "parameter", "stock"],
    }
)
SOURCES = pd.DataFrame(
    {
        "source_id": ["jia-2020"],
        "kind": ["text"],
        "grade": ["A"],
        "published_earliest": pd.to_datetime(["2020-12-01"]),
        "published_latest": pd.to_datetime(["2020-12-31"]),
    }
)

READING = [
    "tier",
    "hedge",
    "low",
    "value",
    "high",
    "assumed_high",
    "unit",
    "years_low",
    "years_high",
    "reference_date",
    "other_readings",
]


def raw(**cells) -> pd.DataFrame:
    row = {
        "claim_id": "jia-2020-0001",
        "source_id": "jia-2020",
        "reported": "近400名",
        "concept_id": "members",
        "period_reported": None,
        "period_kind": "unstated",
        "period_start": pd.NaT,
        "period_end": pd.NaT,
        "target": "result",
        "restates": None,
        "left_out": pd.NA,
    }
    return pd.DataFrame([{**row, **cells}])


def clean(reading: str = "central", **cells) -> pd.Series:
    return clean_claims(raw(**cells), CONCEPTS, SOURCES, BOOK, reading).iloc[0]


def test_adds_the_reading_and_keeps_the_rows():
    given = raw()
    tidy = clean_claims(given, CONCEPTS, SOURCES, BOOK)
    assert list(tidy) == [*given, *READING]
    pd.testing.assert_frame_equal(tidy[list(given)], given, check_dtype=False)


def test_another_classifier_for_the_same_thing_is_in_the_unit_of_the_concept():
    assert clean(reported="45个", concept_id="studios")["unit"] == "家"
    assert clean(reported="45个")["unit"] == "个"  # members are counted with no other


@pytest.mark.parametrize(
    # A text is never left out by grade or day; a plan is, and what a coder says goes first.
    ("cells", "source", "reason"),
    [
        ({}, {"kind": "text", "grade": "C"}, None),
        ({}, {"kind": "opening", "grade": "B"}, None),
        ({}, {"kind": "opening", "grade": "C"}, "grade_c"),
        ({"target": "plan"}, {"kind": "text"}, "plan"),
        ({"left_out": "one_contest"}, {"kind": "opening", "grade": "C"}, "one_contest"),
        ({}, {"kind": "opening", "published_latest": pd.Timestamp("2017-05-31")}, "before_reform"),
        ({}, {"kind": "opening", "published_latest": pd.Timestamp("2017-06-30")}, None),
    ],
)
def test_why_a_claim_is_left_out(cells, source, reason):
    known = SOURCES.assign(published_earliest=pd.Timestamp("2017-01-01"), **source)
    row = clean_claims(raw(**cells), CONCEPTS, known, BOOK).iloc[0]
    assert row["tier"] == source["kind"]
    assert (None if pd.isna(row["left_out"]) else row["left_out"]) == reason


def test_a_plan_may_name_a_day_after_its_page():
    until = {"period_kind": "point", "period_start": pd.Timestamp("2025-12-31")}
    until["period_end"] = until["period_start"]
    assert clean(target="plan", **until)["reference_date"] == pd.Timestamp("2025-12-31")
    with pytest.raises(PeriodError, match="after the publication"):
        clean(**until)


def test_what_no_rule_reads_has_no_row():
    given = pd.concat([raw(), raw(reported="1。2萬項", left_out="unreadable")])
    assert clean_claims(given, CONCEPTS, SOURCES, BOOK)["reported"].tolist() == ["近400名"]


def test_input_is_not_changed():
    given, before = raw(), raw()
    clean_claims(given, CONCEPTS, SOURCES, BOOK)
    pd.testing.assert_frame_equal(given, before)


@pytest.mark.parametrize(
    # 近400: a quarter, a half and a whole of the step of 100 below, but no more than a
    # twentieth, a tenth and a fifth of the number.
    ("reading", "low"),
    [("narrow", 380.0), ("central", 360.0), ("wide", 320.0)],
)
def test_readings(reading, low):
    row = clean(reading)
    assert (row["low"], row["value"], row["high"]) == (low, 400.0, 400.0)


def test_a_number_without_classifier_takes_the_unit_of_its_concept():
    assert clean(reported="近20万")["unit"] == "人"


def test_a_threshold_is_exact():
    # 50人以上 says which firms are meant; the number of the rule itself is 50.
    row = clean(reported="50人以上", concept_id="threshold")
    assert (row["low"], row["value"], row["high"]) == (50.0, 50.0, 50.0)


def test_the_same_words_hedge_a_count():
    row = clean(reported="50人以上")
    assert (row["low"], row["high"]) == (50.0, 60.0)


def test_no_period_gives_no_length():
    assert clean()[["years_low", "years_high"]].isna().all()


def test_reference_date_of_a_count_without_period_is_the_middle_of_publication():
    # 1 to 31 December: the 16th.
    assert clean()["reference_date"] == pd.Timestamp("2020-12-16")


def test_reference_date_of_a_calendar_year_is_its_middle():
    row = clean(
        period_reported="2019年",
        period_kind="year",
        period_start=pd.Timestamp("2019-01-01"),
        period_end=pd.Timestamp("2019-12-31"),
    )
    assert row["reference_date"] == pd.Timestamp("2019-07-02")


def test_reference_date_of_a_window_lies_half_its_length_before_publication():
    # 近2年 before 16 December 2020: the middle lies one year back.
    row = clean(period_reported="近2年", period_kind="window")
    assert abs(row["reference_date"] - pd.Timestamp("2019-12-16")) <= pd.Timedelta(days=1)


def test_an_expression_that_cannot_be_read_is_refused():
    with pytest.raises(QuantityError):
        clean(reported="近19 4万")


def test_a_claim_printed_twice_counts_once():
    printed = pd.concat([raw(), raw(claim_id="jia-2020-0050", restates="jia-2020-0001")])
    assert distinct_claims(printed)["claim_id"].tolist() == ["jia-2020-0001"]


@pytest.mark.parametrize("reading", ["narrow", "central", "wide"])
def test_every_real_claim_is_read(reading):
    tidy = claims(reading)
    assert len(tidy) == len(tables()["raw/claims"])
    assert (tidy["low"] <= tidy["high"]).all()
    value = tidy.dropna(subset=["value"])
    assert ((value["low"] <= value["value"]) & (value["value"] <= value["high"])).all()


def test_readings_contain_one_another_for_every_real_claim():
    narrow, central, wide = (claims(reading) for reading in ("narrow", "central", "wide"))
    for inner, outer in ((narrow, central), (central, wide)):
        assert (outer["low"] <= inner["low"]).all()
        assert (inner["high"] <= outer["high"]).all()
        # At wide a period that may be none has no length.
        known = inner["years_low"].notna() & outer["years_low"].notna()
        assert (outer["years_low"][known] <= inner["years_low"][known]).all()
        assert (inner["years_high"][known] <= outer["years_high"][known]).all()
