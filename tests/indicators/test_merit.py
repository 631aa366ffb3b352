"""One value by hand for each indicator of 建功立业; no printed rate is known to hold it against."""

import pandas as pd
import pytest

from real_tables import claims, divided, ends, one
from reform_analysis.indicators.merit import (
    contest_participation,
    contest_promotion,
    contests_per_trade,
    innovation_studios,
    innovations,
    participants_per_contest,
    skill_contests,
)


def test_contest_participation():
    # 3万人次 with one printed digit: a tenth either way, 27 000 to 33 000, in 1.5 to 2.5
    # years: 10 800 to 22 000; per 100 of 663 408 residents 10 800 / 6634.08 = 1.628 and
    # 22 000 / 6634.08 = 3.316.
    result = divided(contest_participation, "census_residents")
    row = one(result, place_id="jingjiang")
    assert ends(row) == pytest.approx((1.628, 3.316), abs=5e-4)
    assert (row["variant"], row["unit"]) == (
        "person-times",
        "人次/年 per 100 census_residents",
    )


def test_contest_participation_of_each_year_is_a_printed_rate():
    # 按年 ... 22万人次 at narrow: a sixth of the last digit's 10 000 either way. Read the other way
    # too, in all since 2019, the rate is worked out (tests/values/test_ambiguous.py).
    row = one(contest_participation(claims("narrow")), place_id="huaibei")
    assert ends(row) == pytest.approx((218_333, 221_667), abs=0.5)
    assert (row["unit"], row["status"]) == ("人次/年", "reported")


def test_skill_contests():
    # 500余场 (500 to 600) a year, or in all in up to 1368 days, per 100 000 of 1 970 265 residents:
    # 500 / 3.7455 / 19.70265 = 6.78 and 600 / 19.70265 = 30.45.
    result = divided(skill_contests, "census_residents")
    row = one(result, place_id="huaibei", variant="contests")
    assert ends(row) == pytest.approx((6.78, 30.45), abs=5e-3)
    # 10 bouts and 8 contests, apart and together.
    jiangdu = skill_contests(claims())
    jiangdu = jiangdu[jiangdu["place_id"].eq("jiangdu") & jiangdu["unit"].eq("场次")]
    assert dict(zip(jiangdu["variant"], jiangdu["value"], strict=True)) == {
        "firm-bouts": 10.0,
        "first-class": 8.0,
        "bouts-and-first-class": 18.0,
    }


def test_participants_per_contest():
    result = participants_per_contest(claims())
    # 3万人次 (27 000 to 33 000) in 100多场 (100 to 200): 27 000 / 200 = 135,
    # 33 000 / 100 = 330, stated 30 000 / 100 = 300. The two years cancel.
    row = one(result, place_id="jingjiang")
    assert (*ends(row), row["value"], row["unit"]) == (135.0, 330.0, 300.0, "人次/场")
    # 22万 (215 000 to 225 000) in 500余 (500 to 600): 358.3 to 450, stated 440.
    row = one(result, place_id="huaibei")
    assert (*ends(row), row["value"]) == pytest.approx((358.3, 450.0, 440.0), abs=0.05)
    # 1200余 (1200 to 1300) in 18 events, 66.7 to 72.2, or in the last 8, 150 to 162.5.
    row = one(result, place_id="jiangdu", variant="bouts-and-first-class")
    assert ends(row) == pytest.approx((66.7, 72.2), abs=0.05)
    assert ends(one(result, place_id="jiangdu", variant="first-class")) == (150.0, 162.5)


def test_innovation_studios():
    # On residents 江都 lies above 淮北: 45 / 9.26577 = 4.857, 78 / 19.70265 = 3.959.
    result = divided(innovation_studios, "census_residents")
    assert one(result, place_id="jiangdu")["value"] == pytest.approx(4.857, abs=5e-4)
    assert one(result, place_id="huaibei")["value"] == pytest.approx(3.959, abs=5e-4)
    # On people in secondary industry the order turns: 45 / 2.18 = 20.6, 78 / 2.73 = 28.6.
    result = divided(innovation_studios, "secondary_employed")
    assert one(result, place_id="jiangdu")["value"] == pytest.approx(20.64, abs=5e-3)
    assert one(result, place_id="huaibei")["value"] == pytest.approx(28.57, abs=5e-3)


def test_innovations():
    result = innovations(claims())
    # 60余项 (60 to 70) in 1.5 to 2.5 years: 24 to 46.7 a year.
    row = one(result, place_id="jingjiang", variant="from-contests", unit="项/年")
    assert ends(row) == pytest.approx((24.0, 46.67), abs=0.005)
    # 200多项 (200 to 300) in 11 to 11.5 years since the founding, under the studio's own id:
    # 200 / 11.5 = 17.4 to 300 / 11 = 27.3.
    row = one(result, place_id="yang-jie-studio", variant="technical", unit="项/年")
    assert ends(row) == pytest.approx((17.4, 27.3), abs=0.05)
    # A stock has no rate.
    projects = result[result["variant"].eq("studio-projects")]
    assert projects["unit"].tolist() == ["个"]


def test_contest_promotion():
    # 235 promoted from 1 January 2019 to between 1 August 2021 and 30 September 2022:
    # 943 and 1368 days of 365.2425 a year, 2.582 and 3.746 years: 62.7 to 91.0.
    result = contest_promotion(claims())
    row = one(result, variant="promotions", unit="人/年")
    assert ends(row) == pytest.approx((62.7, 91.0), abs=0.05)
    assert pd.isna(row["value"])
    # Over 57 403 to 225 000 person-times a year (215 000 in 3.7455 years, or 225 000 each):
    # 62.7 / 225 000 = 0.028 %, 91.0 / 57 403 = 0.159 %.
    row = one(result, variant="promotions-per-participation")
    assert ends(row) == pytest.approx((0.00028, 0.00159), abs=5e-6)


def test_contests_per_trade():
    # 100多场 (100 to 200) in 30多个 trades (30 to 40): 2.5 to 6.67.
    result = contests_per_trade(claims())
    assert ends(one(result, place_id="jingjiang")) == pytest.approx((2.5, 6.67), abs=5e-3)
    # 13 in 13 trades.
    assert ends(one(result, place_id="wujin")) == (1.0, 1.0)
    # 500余 (500 to 600) in 40多个 industries (40 to 50): 10 to 15, and not a trade.
    row = one(result, place_id="huaibei")
    assert (*ends(row), row["variant"]) == (10.0, 15.0, "industry")
