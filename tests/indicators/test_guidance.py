"""One value by hand for each indicator of 思想引领; no printed rate is known to hold it against."""

import math

import pandas as pd
import pytest

from real_tables import claims, divided, ends, one
from reform_analysis import claims as reported
from reform_analysis import indicator
from reform_analysis.indicators.guidance import (
    ideology_events,
    implied_new_members,
    members_trained_as_key_staff,
    new_worker_members,
    party_body_coverage,
    party_member_density,
    pilots,
    workers_share_of_new_members,
)
from reform_analysis.indicators.recruits import front_line_share_of_new_members


def test_workers_share_of_new_members():
    # Printed: 37 % and 14.5 %; half of the last digit either way.
    shares = workers_share_of_new_members(claims())
    printed = shares[shares["variant"].eq("")]
    assert ends(one(printed, place_id="jingjiang")) == pytest.approx((0.365, 0.375))
    assert ends(one(printed, place_id="huaibei")) == pytest.approx((0.1445, 0.1455))
    assert set(printed["status"]) == {"reported"}
    implied = one(shares, place_id="huaibei", variant="implied-total")
    assert (implied["status"], implied["unit"]) == ("derived", "人")
    assert implied["claim_ids"] == "huaibei-2021-0706;huaibei-2021-0720"


def test_new_worker_members():
    recruits = new_worker_members(claims())
    # 664 in three years, give or take half a one: 664 / 3.5 = 189.7 to 664 / 2.5 = 265.6 a year.
    rate = one(recruits, place_id="huaibei", variant="workers", unit="人/年")
    assert ends(rate) == pytest.approx((189.71, 265.6), abs=0.005)
    # Per 10 000 of 1 970 265 residents: 189.71 / 197.0265 = 0.9629, 265.6 / 197.0265 = 1.3480.
    per_head = divided(new_worker_members, "census_residents")
    row = one(per_head, place_id="huaibei", variant="workers")
    assert ends(row) == pytest.approx((0.9629, 1.3480), abs=5e-5)


def test_new_worker_members_without_a_period_keep_the_count_and_refuse_the_rate():
    recruits = new_worker_members(claims())
    assert ends(one(recruits, place_id="jiangdu", unit="人")) == (279.0, 279.0)
    rate = one(recruits, place_id="jiangdu", unit="人/年")
    assert pd.isna(rate["low"])
    assert rate["notes"] == "no-rate-without-period"


def test_new_worker_members_keep_circles_apart():
    huaibei = new_worker_members(claims())
    huaibei = huaibei[huaibei["place_id"].eq("huaibei") & huaibei["unit"].eq("人")]
    assert dict(zip(huaibei["variant"], huaibei["value"], strict=True)) == {
        "workers": 664.0,
        "skilled-experts": 400.0,
    }


def test_party_member_density():
    # 859 among 38 000 to 39 000; the count alone where no population is asked for.
    density = one(divided(party_member_density, "staff_in_report"), place_id="wuxi-bonded-zone")
    assert ends(density) == pytest.approx((859 / 39_000, 859 / 38_000))
    assert (density["unit"], density["status"]) == ("fraction", "derived")
    assert density["denominator_id"] == "wuxi-bonded-zone-staff-in-report"
    assert ends(one(party_member_density(claims()), place_id="wuxi-bonded-zone")) == (859.0, 859.0)


def test_party_body_coverage():
    # 超80%: 80 % to one step of ten points more, 90 %.
    coverage = party_body_coverage(claims())
    share = one(coverage, place_id="yancheng")
    assert ends(share) == pytest.approx((0.8, 0.9))
    assert (share["status"], share["unit"]) == ("reported", "fraction")
    # 3500多家 (3500 to 3600) have no base: they stand in for a coverage, they are none.
    firms = one(coverage, place_id="jingjiang", variant="branch-and-union-firms")
    assert (*ends(firms), firms["status"]) == (3500.0, 3600.0, "proxy")


def test_members_trained_as_key_staff():
    # 2600余名 (2600 to 2700) in 2.5 to 3.5 years: 742.9 to 1080 a year; per 10 000 of 1 970 265
    # residents 742.86 / 197.0265 = 3.770 and 1080 / 197.0265 = 5.481.
    result = divided(members_trained_as_key_staff, "census_residents")
    assert ends(one(result, place_id="huaibei")) == pytest.approx((3.770, 5.4815), abs=5e-4)
    # 257 without a period: no rate on any population.
    assert pd.isna(one(result, place_id="jiangdu")["low"])


def test_ideology_events():
    # 200多 + 30多 + 40多 in 2022: 200 + 30 + 40 = 270 to 300 + 40 + 50 = 390; per 100 000 of
    # 926 577 residents 270 / 9.26577 = 29.14 and 390 / 9.26577 = 42.09.
    result = divided(ideology_events, "census_residents")
    row = one(result, place_id="jiangdu", variant="all-sessions")
    assert ends(row) == pytest.approx((29.14, 42.09), abs=5e-3)
    assert row["claim_ids"].count(";") == 2
    assert (
        one(ideology_events(claims()), variant="all-sessions", unit="场次")["status"] == "derived"
    )


def test_pilots():
    sites = pilots(claims())
    assert ends(one(sites, place_id="wujin", variant="firms")) == (221.0, 221.0)
    assert ends(one(sites, place_id="yancheng", variant="areas")) == (113.0, 113.0)


def test_front_line_share_of_new_members():
    # 江苏 2023: 49.67 % printed; 5.20万 of 10.47万, half of the last digit's 100 either way.
    assert front_line_share_of_new_members(claims()).empty
    result = indicator("front-line-share-of-new-members", tier="opening")
    result = result[result["claim_ids"].str.startswith("jiangsu-dn2023")]
    assert ends(one(result, variant="printed")) == pytest.approx((0.49665, 0.49675))
    implied = one(result, variant="from-counts")
    assert ends(implied) == pytest.approx((51_950 / 104_750, 52_050 / 104_650))


def test_a_share_of_counts_without_an_upper_end_ends_at_the_whole():
    """By hand: 5.20万 or more of 10.40万 is a half at least; 13万 of it stays above the whole."""
    page = reported(tier="opening")
    page = page[page["claim_id"].str.startswith("jiangsu-dn2023-")]
    front = page["concept_id"].eq("party-recruits-front-line")
    for low, last in ((52_000, 1.0), (130_000, 1.25)):
        made = page.assign(value=float("nan"), low=104_000.0, high=104_000.0)
        made.loc[front, ["low", "high"]] = low, float("inf")
        share = one(front_line_share_of_new_members(made), variant="from-counts")
        assert ends(share) == (low / 104_000, last)


def test_all_new_members_follow_from_a_share_of_the_same_period_alone():
    """By hand: 200 are half of 400; of another period they are no more than all."""
    found = claims()[claims()["place_id"].eq("huaibei")].assign(low=200.0, value=200.0, high=200.0)
    share = found["concept_id"].eq("party-recruits-workers-share")
    found.loc[share, ["low", "value", "high"]] = 0.5
    lengths = ["years_low", "years_high"]
    for years, share_years, last in ((1, 1, 400), (None, None, 400), (None, 1, math.inf)):
        found.loc[~share, lengths], found.loc[share, lengths] = years, share_years
        total = one(workers_share_of_new_members(found), variant="implied-total")
        assert ends(total) == (200 if last == math.inf else 400, last)


def test_front_line_counts_of_two_periods_are_not_joined():
    """One page of 江苏 prints three counts of all recruits and one of those on the front line."""
    result = indicator("front-line-share-of-new-members", tier="opening")
    result = result[result["claim_ids"].str.startswith("jiangsu-dn2021h")]
    # 11.27万 of 21.03万 in the 17 months, not of the 10.16万 of 2020 nor of the 10.87万 since.
    implied = one(result, variant="from-counts")
    assert implied["value"] == pytest.approx(112_700 / 210_300)


def test_implied_new_members():
    # 靖江: 近400 is 360 to 400, 37 % is 36.5 to 37.5 %: 960.0 to 1095.9, whole members 960 to
    # 1095, in 2 to 5 years, so 192.0 to 547.5 a year; over 66.3408 times 10 000 residents 2.894 to
    # 8.253.
    rates = divided(implied_new_members, "census_residents")
    jingjiang = one(rates, place_id="jingjiang")
    assert ends(jingjiang) == pytest.approx((2.894, 8.253), abs=5e-4)
    assert pd.isna(jingjiang["value"])
    # 淮北: 4563.6 to 4595.2, whole members 4564 to 4595, in 2.5 to 3.5 years: 1304.0 / 197.0265 =
    # 6.618, 1838.0 / 197.0265 = 9.329.
    huaibei = one(rates, place_id="huaibei")
    assert ends(huaibei) == pytest.approx((6.618, 9.329), abs=5e-4)
    assert set(rates["unit"]) == {"人/年 per 10000 census_residents"}
    assert set(rates["status"]) == {"derived"}
