"""One value by hand for each indicator of 队伍壮大; no printed rate is known to hold it against."""

import pytest

from real_tables import claims, divided, ends, one
from reform_analysis.indicators.growth import (
    insured_employees,
    new_form_unions,
    skilled_register,
    trainees_sent,
)


def test_trainees_sent():
    # 每年 3万余 (30 000 to 40 000), a rate as printed, per 10 000 of 6 709 629 residents:
    # 30 000 / 670.9629 = 44.71 and 40 000 / 670.9629 = 59.62.
    result = divided(trainees_sent, "census_residents")
    row = one(result, place_id="yancheng")
    assert ends(row) == pytest.approx((44.71, 59.62), abs=5e-3)
    assert row["variant"] == "school-graduates"
    # 今年以来 5400多 (5400 to 5500), told from 24 November 2020 on, when 328 of the 366 days
    # were over: 5400 at least, 5500 / 0.896 = 6137 at most.
    row = one(trainees_sent(claims()), place_id="jingjiang", unit="人/年")
    assert ends(row) == pytest.approx((5400.0, 6137.0), abs=0.5)


def test_skilled_register():
    # 1.78万余: one step of 100, 17 800 to 17 900; per 10 000 of 1 970 265 residents 90.34 to 90.85.
    result = divided(skilled_register, "census_residents")
    assert ends(one(result, place_id="huaibei")) == pytest.approx((90.34, 90.85), abs=5e-3)


def test_new_form_unions():
    unions = new_form_unions(claims())
    assert ends(one(unions, place_id="jiangdu", variant="federations")) == (2.0, 2.0)
    assert ends(one(unions, place_id="jiangdu", variant="independent-unions")) == (3.0, 3.0)


def test_insured_employees():
    # 37.81万 and 34.58万 are rounded to 100, 26.1万 to 1000.
    insured = insured_employees(claims())
    assert ends(one(insured, variant="pension")) == (378_050.0, 378_150.0)
    assert ends(one(insured, variant="unemployment")) == (260_500.0, 261_500.0)
    assert ends(one(insured, variant="work-injury")) == (345_750.0, 345_850.0)
