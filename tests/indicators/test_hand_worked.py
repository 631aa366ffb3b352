"""Values worked by hand before there was code, at the central reading, through public functions."""

import math

import pandas as pd
import pytest

from real_tables import BOOK, claims, divided, ends, one, tables
from reform_analysis import read_quantity
from reform_analysis.indicators import compute_all
from reform_analysis.indicators.guidance import party_member_density, workers_share_of_new_members
from reform_analysis.indicators.shapes import firsts, groups_of_several
from reform_analysis.values.interval import Interval
from reform_analysis.values.left_out import distinct_claims
from reform_analysis.values.per_head import per_year


def claim(claim_id: str) -> Interval:
    return Interval.of(claims()[claims()["claim_id"].eq(claim_id)])


def ends_of(interval: Interval) -> tuple[float, float]:
    return interval.low.item(), interval.high.item()


def whole_numbers(low: float, high: float) -> list[int]:
    return list(range(math.ceil(low), math.floor(high) + 1))


def test_a_claim_that_shares_its_cells_with_no_other_is_in_no_group():
    places = ["a", "b", "c", "a", None, "c", None]
    found = pd.DataFrame({"place_id": places, "claim_id": [*"1234567"]})
    several, group = groups_of_several(found, ["place_id"])
    assert several.index.tolist() == [0, 2, 3, 4, 5, 6]
    assert group.tolist() == [0, 1, 0, 2, 1, 2]
    made = firsts(several, group)
    assert made.fillna("").to_numpy().tolist() == [["a", "1;4"], ["c", "3;6"], ["", "5;7"]]


def test_party_members_of_the_bonded_zone():
    # 859 of 3.8万余: the last non-zero digit is worth 1000, so 38 000 to 39 000 employees.
    # 859 / 39 000 = 2.203 %, 859 / 38 000 = 2.261 %.
    density = divided(party_member_density, "staff_in_report")
    row = one(density, place_id="wuxi-bonded-zone")
    assert ends(row) == pytest.approx((0.02203, 0.02261), abs=5e-6)


@pytest.mark.parametrize(
    ("place", "first", "last"),
    [
        # 664 recruits are 14.5 %, which is 14.45 to 14.55 %:
        # 664 / 0.1455 = 4563.6, 664 / 0.1445 = 4595.2.
        ("huaibei", 4564, 4595),
        # 近400 is 360 (a tenth below) to 400; 37 % is 36.5 to 37.5 %:
        # 360 / 0.375 = 960, 400 / 0.365 = 1095.9.
        ("jingjiang", 960, 1095),
    ],
)
def test_totals_implied_by_a_count_and_its_share(place, first, last):
    shares = workers_share_of_new_members(claims())
    low, high = ends(one(shares, place_id=place, variant="implied-total"))
    totals = whole_numbers(low, high)
    assert (totals[0], totals[-1]) == (first, last)


def test_collective_contracts_over_insured_employees():
    # 13.3万 is 132 500 to 133 500 (half of the last digit's 1000), 37.81万 is 378 050 to 378 150.
    # 132 500 / 378 150 = 35.04 %, 133 500 / 378 050 = 35.31 %, stated 133 000 / 378 100 = 35.18 %.
    covered = claim("huaibei-2021-3876") / claim("huaibei-2021-4309")
    assert ends_of(covered) == pytest.approx((0.3504, 0.3531), abs=5e-5)
    assert covered.value.item() == pytest.approx(0.3518, abs=5e-5)


@pytest.mark.parametrize(
    ("money", "paid", "lowest", "value"),
    [
        # 1600余万元 is at least 16 000 000; 1.43万 claims are at most 14 350:
        # 16 000 000 / 14 350 = 1115.0, stated 16 000 000 / 14 300 = 1118.9.
        ("jingjiang-2020-2130", "jingjiang-2020-2114", 1115.0, 1118.9),
        # 2000多万元 is at least 20 000 000; 1.6万 persons are at most 16 500:
        # 20 000 000 / 16 500 = 1212.1, stated 20 000 000 / 16 000 = 1250.
        ("huaibei-2021-4351", "huaibei-2021-4332", 1212.1, 1250.0),
    ],
)
def test_mutual_aid_per_payment(money, paid, lowest, value):
    payment = claim(money) / claim(paid)
    assert payment.low.item() == pytest.approx(lowest, abs=0.05)
    assert payment.value.item() == pytest.approx(value, abs=0.05)
    # The stated quotient is no bound: the rounded count puts true values on both sides of it.
    assert payment.low.item() < payment.value.item() < payment.high.item()


def test_participants_per_contest_in_wujin():
    # 548人 in 13場, both printed without a hedge: 548 / 13 = 42.15.
    row = claim("wujin-2025-1105") / claim("wujin-2025-1053")
    assert ends_of(row) == pytest.approx((42.15, 42.15), abs=0.005)


def test_contests_a_year_in_jingjiang():
    # 100多场 is 100 to 200 (one step of 100); 近2年 is a year and a half to two and a half:
    # 100 / 2.5 = 40 to 200 / 1.5 = 133.3 a year.
    contests = claims()[claims()["claim_id"].eq("jingjiang-2020-1327")]
    assert ends_of(per_year(contests)) == pytest.approx((40.0, 133.33), abs=0.005)


def test_recruits_a_year_in_jingjiang():
    # 360 to 400 recruits in 近年, two to five years: 360 / 5 = 72, 400 / 2 = 200.
    recruits = claims()[claims()["claim_id"].eq("jingjiang-2020-0617")]
    assert ends_of(per_year(recruits)) == (72.0, 200.0)


@pytest.mark.parametrize(
    ("reading", "totals"),
    [
        # Rounded to 44.89 %: 1012 / 0.44895 = 2254.15 and 1012 / 0.44885 = 2254.65 enclose no
        # whole number.
        ("central", []),
        # Cut off or rounded (44.88 to 44.90 %): 1012 / 0.4490 = 2253.9, 1012 / 0.4488 = 2254.9.
        ("wide", [2254]),
    ],
)
def test_granularity_of_a_share_in_wujin(reading, totals):
    share = read_quantity("44.89%", reading)
    total = Interval.exact(1012) / Interval(share.low, share.value, share.high)
    assert whole_numbers(*ends_of(total)) == totals


def test_2254_fits_under_truncation_only():
    # 1012 / 2254 = 0.448979...: cut off it is 44.89 %, rounded it would be 44.90 %.
    assert math.floor(1012 / 2254 * 10_000) == 4489
    assert round(1012 / 2254 * 10_000) == 4490


def test_passages_printed_twice_change_no_total():
    given = tables()
    repeats = given["raw/claims"]["restates"].notna()
    # 16 claims of Jiangdu's passage, 3 of Zhutang's paragraph, 2 times the chains of Yancheng.
    sources = given["raw/claims"].loc[repeats, "source_id"].value_counts().to_dict()
    assert sources == {"jiangdu-2023": 16, "zhutang-2023": 3, "yancheng-2023": 2}
    once = {**given, "raw/claims": distinct_claims(given["raw/claims"])}
    pd.testing.assert_frame_equal(
        compute_all(once, BOOK, "central"), compute_all(given, BOOK, "central")
    )
