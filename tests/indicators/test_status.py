"""One value by hand for each indicator of 地位提高; no printed rate is known to hold it against."""

import pandas as pd
import pytest

from real_tables import claims, divided, ends, one
from reform_analysis.indicators.rights import (
    contract_coverage,
    dispute_success,
    mutual_aid_membership,
    mutual_aid_per_payment,
    recuperation_leave,
    skill_wage_bargaining,
    workers_per_contract,
)
from reform_analysis.indicators.status import (
    craftsmen_per_round,
    model_workers_and_craftsmen,
    staff_congress_rate,
    worker_seats,
    workers_among_winners,
)


def test_workers_among_winners():
    result = workers_among_winners(claims())
    # 近60%: half a step of ten points below. 88%: half of the last digit either way.
    assert ends(one(result, variant="may-day")) == pytest.approx((0.55, 0.6))
    assert ends(one(result, variant="craftsmen")) == pytest.approx((0.875, 0.885))
    # 80%以上 (80 to 90 %) of 1138: 910.4 to 1024.2, whole workers 911 to 1024.
    row = one(result, variant="workers-among-model-workers")
    assert ends(row) == (911.0, 1024.0)


def test_model_workers_and_craftsmen():
    # 近千 (900 to 1000) per 100 000 of 926 577 residents: 97.13 to 107.92.
    result = divided(model_workers_and_craftsmen, "census_residents")
    row = one(result, place_id="jiangdu", variant="model-workers")
    assert ends(row) == pytest.approx((97.13, 107.92), abs=5e-3)
    # 超过300 (300 to 400): the two titles are two rows and never one sum.
    counts = model_workers_and_craftsmen(claims())
    jiangdu = counts[counts["place_id"].eq("jiangdu")]
    assert jiangdu["high"].tolist() == [1000.0, 400.0]


def test_craftsmen_per_round():
    # 20 in 2批, 32 in 三届, and 40 gold-medal workers in these three.
    result = craftsmen_per_round(claims())
    assert ends(one(result, place_id="jingjiang")) == (10.0, 10.0)
    craftsmen = one(result, place_id="wujin", variant="craftsmen")
    assert ends(craftsmen) == pytest.approx((10.67, 10.67), abs=5e-3)
    gold = one(result, place_id="wujin", variant="gold-medal-workers")
    assert gold["value"] == pytest.approx(13.33, abs=5e-3)


def test_contract_coverage():
    # 133 500 / 378 050 = 35.31 % at most: the insured are a part of the employees.
    huaibei = one(divided(contract_coverage, "insured_employees"), place_id="huaibei")
    assert ends(huaibei) == pytest.approx((0, 0.3531), abs=5e-5)
    assert huaibei["status"] == "bound"
    assert huaibei["claim_ids"] == "huaibei-2021-3876;huaibei-2021-4309"
    # 超过6万 (60 000 to 70 000) over 近20万 (180 000 to 200 000) in mutual aid, a part of the
    # employees too: 70 000 / 180 000 = 38.9 % at most.
    jingjiang = one(divided(contract_coverage, "mutual_aid_participants"), place_id="jingjiang")
    assert ends(jingjiang) == pytest.approx((0, 0.3889), abs=5e-5)
    assert jingjiang["status"] == "bound"


def test_contract_coverage_turns_with_the_per():
    # Residents: 60 000 / 663 408 = 9.04 % at least, 133 500 / 1 970 265 = 6.78 % at most.
    # Secondary industry: 70 000 / 167 200 = 41.9 % at most, 132 500 / 305 760 = 43.3 % at least.
    residents = divided(contract_coverage, "census_residents")
    industry = divided(contract_coverage, "secondary_employed")
    jingjiang, huaibei = (one(residents, place_id=place) for place in ("jingjiang", "huaibei"))
    assert jingjiang["low"] > huaibei["high"]
    jingjiang, huaibei = (one(industry, place_id=place) for place in ("jingjiang", "huaibei"))
    assert jingjiang["high"] < huaibei["low"]


def test_workers_per_contract():
    result = workers_per_contract(claims())
    # 60 000 to 70 000 under 近500 (450 to 500): 120 to 155.6, stated 120.
    row = one(result, place_id="jingjiang")
    assert (*ends(row), row["value"]) == pytest.approx((120.0, 155.6, 120.0), abs=0.05)
    # 132 500 to 133 500 under 232: 571.1 to 575.4, stated 573.3.
    row = one(result, place_id="huaibei")
    assert (*ends(row), row["value"]) == pytest.approx((571.1, 575.4, 573.3), abs=0.05)
    assert row["unit"] == "人/份"


def test_skill_wage_bargaining():
    # 约有近40家: 36 (a tenth below) to 40; 今年 until between 19 and 31 December: 40 / (352 /
    # 365) = 41.5 a year at most.
    result = skill_wage_bargaining(claims())
    assert ends(one(result, unit="家")) == (36.0, 40.0)
    assert ends(one(result, unit="家/年")) == pytest.approx((36.0, 41.5), abs=0.05)


def test_staff_congress_rate():
    # 90%以上: one step of ten points reaches 100 %.
    assert ends(one(staff_congress_rate(claims()), place_id="huaibei")) == (0.9, 1.0)


def test_worker_seats():
    assert worker_seats(claims()).empty
    share = claims()[claims()["claim_id"].eq("yancheng-2023-1933")]
    reported = worker_seats(share.assign(concept_id="worker-seats-share"))
    assert ends(one(reported, place_id="yancheng")) == pytest.approx((0.875, 0.885))


def test_dispute_success():
    # 98%以上 (98 to 99 %) of 673: 659.5 to 666.3, whole cases 660 to 666.
    result = dispute_success(claims())
    assert ends(one(result, variant="")) == pytest.approx((0.98, 0.99))
    assert ends(one(result, variant="implied-settled")) == (660.0, 666.0)


def test_mutual_aid_per_payment():
    # 16 000 000 to 17 000 000 yuan in 14 250 to 14 350 payments: 1115.0 to 1193.0.
    result = mutual_aid_per_payment(claims())
    row = one(result, place_id="jingjiang")
    assert ends(row) == pytest.approx((1115.0, 1193.0), abs=0.05)
    assert (row["variant"], row["unit"]) == ("per-payment", "元/人次")
    # 20 000 000 to 30 000 000 yuan for 15 500 to 16 500 persons: 1212.1 to 1935.5.
    row = one(result, place_id="huaibei")
    assert ends(row) == pytest.approx((1212.1, 1935.5), abs=0.05)
    assert (row["variant"], row["unit"]) == ("per-person", "元/人")


def test_mutual_aid_membership():
    # 180 000 to 200 000 of 663 408 residents: 27.1 to 30.1 %.
    result = divided(mutual_aid_membership, "census_residents")
    assert ends(one(result, place_id="jingjiang")) == pytest.approx((0.271, 0.301), abs=5e-4)
    # Of 167 200 to 212 800 people in secondary industry they are 0.85 to 1.20: refused.
    row = one(divided(mutual_aid_membership, "secondary_employed"))
    assert pd.isna(row["low"]) and pd.isna(row["high"])
    # 2300多家 (2300 to 2400) take part: 180 000 / 2400 = 75, 200 000 / 2300 = 87.0 a firm.
    row = one(mutual_aid_membership(claims()), variant="per-firm")
    assert ends(row) == pytest.approx((75.0, 87.0), abs=0.05)


def test_recuperation_leave():
    # A bare 万名 is read as 约万名: 30 % either way. No period, no rate.
    result = recuperation_leave(claims())
    assert ends(one(result, place_id="yancheng", unit="人")) == (7000.0, 13_000.0)
    assert result.loc[result["unit"].eq("人/年"), "low"].isna().all()


def test_no_part_of_a_person_is_counted():
    for reading in ("narrow", "central", "wide"):
        made = [workers_among_winners(claims(reading)), dispute_success(claims(reading))]
        made = pd.concat([table.loc[table["unit"].isin(["人", "件"])] for table in made])
        assert len(made) == 3
        assert (made[["low", "high"]] % 1 == 0).all(axis=None)
        assert (made["value"].dropna() % 1 == 0).all()
