"""One value by hand for each indicator of 素质提升; no printed rate is known to hold it against."""

from dataclasses import replace

import pandas as pd
import pytest

from real_tables import claims, divided, ends, evidence, one
from reform_analysis import indicator
from reform_analysis.indicators.qualifications import (
    high_skilled_share,
    high_skilled_workers,
    multi_skilled_share,
    new_apprentices,
    new_certificates,
    new_high_skilled,
)
from reform_analysis.indicators.skills import (
    all_training,
    people_per_session,
    subsidised_training,
    training_coverage,
    training_places,
    training_spend,
)
from reform_analysis.values.dividing import divide


def test_subsidised_training():
    # 7680人次 in 2024 over the mean of the year-ends of 2023 and 2024, without the zone
    # (1 296 650 + 1 299 546) / 2 = 1 298 098 at least, with it (1 724 150 + 1 728 250) / 2 =
    # 1 726 200 at most; per 100: 7680 / 17 262.00 = 0.44491, 7680 / 12 980.98 = 0.59163.
    result = divided(subsidised_training, "year_end_residents")
    row = one(result, place_id="wujin")
    assert ends(row) == pytest.approx((0.44491, 0.59163), abs=1e-5)
    assert row["unit"] == "人次/年 per 100 year_end_residents"


def test_subsidised_training_of_a_year_still_running():
    # 超6万, 60 000 to 70 000, in 全年 2023, told from 19 December on: 352 of 365 days at least.
    # 60 000 a year at least; 70 000 / (352 / 365) = 72 585 at most.
    row = one(subsidised_training(claims()), place_id="yancheng", unit="人次/年")
    assert ends(row) == pytest.approx((60_000.0, 72_585.2), abs=0.05)
    assert pd.isna(row["value"])


def test_all_training():
    # 近万人 in 2022: 9000 (a tenth below) to 10 000.
    result = all_training(claims())
    row = one(result, place_id="jiangdu", variant="all-courses", unit="人/年")
    assert ends(row) == (9000.0, 10_000.0)


def test_all_training_of_overlapping_programmes():
    # 7680, 8963 and 超7000 (7000 to 8000) person-times: the largest is 8963, the sum of the high
    # ends 7680 + 8963 + 8000 = 24 643.
    row = one(all_training(claims()), place_id="wujin", variant="any-programme")
    assert ends(row) == (8963.0, 24_643.0)
    assert (row["status"], row["unit"]) == ("bound", "人次")
    assert pd.isna(row["value"])


def test_training_coverage():
    # 近万人, 9000 to 10 000 persons of 926 577 residents: 0.971 to 1.079 %.
    result = divided(training_coverage, "census_residents")
    row = one(result, place_id="jiangdu")
    assert ends(row) == pytest.approx((0.00971, 0.01079), abs=5e-6)


def test_training_coverage_is_always_a_bound():
    result = divided(training_coverage, "census_residents")
    assert set(result["status"]) == {"bound"}
    assert result["value"].isna().all()
    # Person-times may all be one person's: nothing is known but an upper end.
    person_times = result[result["place_id"].isin(["wujin", "yancheng"])]
    assert (person_times["low"] == 0).all()


def test_training_of_small_groups_is_shown_but_not_in_the_union():
    result = all_training(claims())
    assert one(result, variant="team-leaders", unit="人")["value"] == 325.0
    jiangdu = result[result["place_id"].eq("jiangdu")]
    assert not jiangdu["variant"].eq("any-programme").any()
    union = one(result, place_id="wujin", variant="any-programme")
    assert "wujin-2025-2901" not in union["claim_ids"]  # 超3000 are part of the 超7000


def test_training_coverage_counts_the_persons_that_training_can_have_reached():
    # 近万人 are 9000 to 10 000 persons; 超6万人次 may be one person's or 70 000 persons'.
    result = training_coverage(claims())
    assert ends(one(result, place_id="jiangdu")) == (9000.0, 10_000.0)
    assert ends(one(result, place_id="yancheng")) == (0.0, 70_000.0)
    assert set(result["unit"]) == {"人"}


def test_new_certificates():
    result = new_certificates(claims())
    # 近6万: a tenth below at most, but half a step of 10 000 is less: 55 000 to 60 000.
    # 约5.8万: a step of 1000 either way, 57 000 to 59 000. The two readings meet.
    gained = one(result, variant="gained", unit="人次")
    certified = one(result, variant="certified-by-bodies", unit="人次")
    assert ends(gained) == (55_000.0, 60_000.0)
    assert ends(certified) == (57_000.0, 59_000.0)
    # Per 100 of 6 709 629 residents and year: 55 000 / 67 096.29 = 0.8197 at least.
    per_head = divided(new_certificates, "census_residents")
    assert one(per_head, variant="gained")["low"] == pytest.approx(0.8197, abs=5e-5)
    assert pd.isna(one(per_head, variant="certified-by-bodies")["low"])


def test_new_high_skilled():
    # 580 in 2022 per 10 000 of 926 577 residents: 580 / 92.6577 = 6.260.
    result = divided(new_high_skilled, "census_residents")
    assert one(result, place_id="jiangdu")["value"] == pytest.approx(6.260, abs=5e-4)


def made_up(concept: str, value: float) -> pd.DataFrame:
    """The claims of Jingjiang's studios, passed off as another concept."""
    rows = claims()[claims()["claim_id"].eq("jingjiang-2020-1449")]
    return rows.assign(concept_id=concept, low=value, value=value, high=value, unit="人")


def test_high_skilled_workers():
    assert high_skilled_workers(claims()).empty
    # As soon as a report gives a stock: 6000 per 10 000 of 663 408 residents, 90.44.
    reported = replace(evidence(), claims=made_up("high-skilled-workers", 6000.0))
    result = divide(high_skilled_workers(reported.claims), reported, "census_residents")
    assert result["value"].item() == pytest.approx(90.44, abs=5e-3)


def test_high_skilled_share():
    assert high_skilled_share(claims()).empty
    reported = pd.concat([made_up("high-skilled-workers", 6000.0), made_up("skilled-workers", 2e4)])
    assert high_skilled_share(reported)["value"].item() == pytest.approx(0.3)


def test_high_skilled_workers_of_openings():
    # 160.8万 (half of the last digit's 1000 either way) of 45 188 635 residents, for 10 000.
    result = indicator("high-skilled-workers", tier="opening", per="census_residents")
    row = one(result, place_id="jiangxi")
    assert ends(row) == pytest.approx((1_607_500 / 4518.8635, 1_608_500 / 4518.8635))


def test_high_skilled_share_of_openings():
    # 30.5 % printed; 292万 of 956万, half of the last 万 either way.
    result = indicator("high-skilled-share", tier="opening")
    assert ends(one(result, place_id="hubei", variant="printed")) == pytest.approx((0.3045, 0.3055))
    implied = one(result, place_id="hubei", variant="from-counts")
    assert ends(implied) == pytest.approx((2_915_000 / 9_565_000, 2_925_000 / 9_555_000))


def test_all_training_of_a_whole_place():
    # 100 948 in 2024 over 4 359 446 residents of 兰州, a hundred of them: 2.3156.
    result = indicator("all-training", tier="opening", per="census_residents")
    row = one(result, place_id="lanzhou", variant="vocational")
    assert row["value"] == pytest.approx(2.3156, abs=5e-5)
    # One programme, an academy or a union is no part of the list.
    assert "guangzhou" not in set(result["place_id"])


def test_new_apprentices():
    # 3257 in 全年 2023, told from 19 December on, when 352 of 365 days were over:
    # 3257 a year at least, 3257 / (352 / 365) = 3377.3 at most.
    row = one(new_apprentices(claims()), unit="人/年")
    assert ends(row) == pytest.approx((3257.0, 3377.3), abs=0.05)


def test_training_places():
    # 11.8万平方米: half of the last digit's 1000 either way. 近8000: half a step below.
    places = training_places(claims())
    assert ends(one(places, variant="floor-area")) == (117_500.0, 118_500.0)
    assert ends(one(places, variant="online-items")) == (7500.0, 8000.0)


def test_training_spend():
    # 12亿元 (half of the last digit's 1亿 either way) in 2.5 to 3.5 years over 1 970 265
    # residents: 1.15e9 / 3.5 / 1 970 265 = 166.8, 1.25e9 / 2.5 / 1 970 265 = 253.8 yuan a head
    # and year.
    result = divided(training_spend, "census_residents")
    assert ends(one(result, place_id="huaibei")) == pytest.approx((166.8, 253.8), abs=0.05)
    # 9.1万元 (90 500 to 91 500) for 161 persons: 562.1 to 568.3 yuan.
    each = one(training_spend(claims()), variant="degree-allowance-per-person")
    assert ends(each) == pytest.approx((562.1, 568.3), abs=0.05)


def test_multi_skilled_share():
    # 55%以上: one step of a point more at most. 300余: one step of 100 more.
    result = multi_skilled_share(claims())
    assert ends(one(result, place_id="nanfang-communication")) == pytest.approx((0.55, 0.56))
    assert ends(one(result, place_id="tianye-huihe")) == (300.0, 400.0)


def test_people_per_session():
    # 近万人 (9000 to 10 000) in 30 sessions: 300 to 333.3. 8963 in 178: 50.35.
    result = people_per_session(claims())
    row = one(result, place_id="jiangdu")
    assert ends(row) == pytest.approx((300.0, 333.3), abs=0.05)
    assert row["unit"] == "人/场次"
    row = one(result, place_id="wujin")
    assert row["value"] == pytest.approx(50.35, abs=5e-3)
    assert row["unit"] == "人次/场次"
