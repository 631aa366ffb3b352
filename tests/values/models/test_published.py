"""Each model against a published worked example, whose printed numbers stand in the test.

Here an interval has no width, so low, value and high are one: what is tested is the estimate. How
intervals move it is tested in `test_hulls`.
"""

import numpy as np
import pandas as pd
import pytest
from statsmodels.datasets import longley

from reform_analysis.values.models.pooled import pooled
from reform_analysis.values.models.regression import counts_per_head, share_on
from reform_analysis.values.models.slopes import slopes
from reform_analysis.values.models.tau import kendall, orders


def exactly(values, **columns) -> pd.DataFrame:
    """Rows of values that are known exactly, one a place."""
    values = np.asarray(values, dtype=float)
    names = [f"p{n:03}" for n in range(len(values))]
    rows = pd.DataFrame({"place_id": names, "reading": "central"})
    return rows.assign(low=values, value=values, high=values, **columns)


def by_quantity(table: pd.DataFrame) -> pd.DataFrame:
    assert table["low"].equals(table["value"]) and table["high"].equals(table["value"])
    return table.set_index("quantity")


SHIPS = """1A 127 0|1B 63 0|2A 1095 3|2B 1095 4|3A 1512 6|3B 3353 18|4B 2244 11
1A 44882 39|1B 17176 29|2A 28609 58|2B 20370 53|3A 7064 12|3B 13099 44|4B 7117 18
1A 1179 1|1B 552 1|2A 781 0|2B 676 1|3A 783 6|3B 1948 2|4B 274 1
1A 251 0|1B 105 0|2A 288 0|2B 192 0|3A 349 2|3B 1208 11|4B 2051 4
1A 45 0|2A 789 7|2B 437 7|3A 1157 5|3B 2161 12|4B 542 1"""
"""Year of construction and period of operation, months of service, damage incidents; a line a type
of ship. McCullagh and Nelder (1989), *Generalized Linear Models*, table 6.2."""


def ships() -> pd.DataFrame:
    told = [
        (f"type {ship}", cell[0], cell[1], *map(float, cell[3:].split()))
        for ship, line in zip("ABCDE", SHIPS.splitlines(), strict=True)
        for cell in line.split("|")
    ]
    names = ["type", "built", "period", "people", "damage"]
    return exactly(
        [row[-1] for row in told], **pd.DataFrame(told, columns=names).drop(columns="damage")
    )


def test_poisson_with_exposure_gives_the_ships_of_mccullagh_and_nelder():
    """Table 6.3: constant -6.41, types -0.54 -0.69 -0.08 0.33, built 0.70 0.82 0.45, later 0.38."""
    found = by_quantity(counts_per_head(ships(), ["type", "built", "period"]))
    printed = [-6.41, -0.54, -0.69, -0.08, 0.33, 0.70, 0.82, 0.45, 0.38]
    assert found["value"].tolist() == pytest.approx(printed, abs=0.0051)
    assert found["n"].eq(34).all()


def test_the_elasticity_of_damage_with_service_is_that_of_mccullagh_and_nelder():
    """Section 6.3.2: with log service among the covariates its coefficient is 0.903."""
    rows = ships().assign(service=lambda rows: np.log(rows["people"]), one=1.0)
    found = by_quantity(counts_per_head(rows, ["type", "built", "period", "service"], "one"))
    assert found.loc["service", "value"] == pytest.approx(0.903, abs=0.0005)


def test_poisson_rates_of_doll_and_hill_are_as_stata_prints_them():
    """[R] poisson: deaths of doctors, smokes 1.425519, ages 4.410584 13.8392 28.51678 40.45121."""
    deaths = [32, 104, 206, 186, 102, 2, 12, 28, 28, 31]
    years = [52407, 43248, 28612, 12663, 5317, 18790, 10673, 5710, 2585, 1462]
    rows = exactly(deaths, people=years, smokes=[1] * 5 + [0] * 5, age=list("abcde") * 2)
    found = np.exp(by_quantity(counts_per_head(rows, ["smokes", "age"]))["value"])
    printed = [0.0003636, 1.425519, 4.410584, 13.8392, 28.51678, 40.45121]
    assert found.tolist() == pytest.approx(printed, rel=2e-4)


def test_the_negative_binomial_is_that_of_stata_on_the_children_of_colombia():
    """[R] nbreg on the data of Rodríguez (1993): cohorts -.2676187 -.4573957, constant -2.086731,
    alpha 1.811212."""
    deaths = [
        168,
        48,
        63,
        89,
        102,
        81,
        40,
        197,
        48,
        62,
        81,
        97,
        103,
        39,
        195,
        55,
        58,
        85,
        87,
        70,
        10,
    ]
    exposure = [
        278.4,
        538.8,
        794.4,
        1550.8,
        3006,
        8743.5,
        14270,
        403.2,
        786,
        1165.3,
        2294.8,
        4500.5,
    ]
    exposure += [13201.5, 19525, 495.3, 956.7, 1381.4, 2604.5, 4618.5, 9814.5, 5802.5]
    rows = exactly(deaths, people=exposure, cohort=np.repeat(["41-59", "60-67", "68-76"], 7))
    found = by_quantity(counts_per_head(rows, ["cohort"], model="negative-binomial"))
    printed = [-2.086731, -0.2676187, -0.4573957, 1.811212]
    assert found["value"].tolist() == pytest.approx(printed, rel=1e-4)


def test_least_squares_is_certified_by_nist():
    """StRD, Longley: POP -0.511041056535807E-01, YEAR 1829.15146461355 (s.e. 455.478499142212)."""
    data = longley.load_pandas()
    rows = exactly(data.endog, **data.exog.reset_index(drop=True))
    found = by_quantity(share_on(rows, list(data.exog), model="least-squares"))
    assert found.loc["YEAR", "value"] == pytest.approx(1829.15146461355, rel=1e-7)
    assert found.loc["POP", "value"] == pytest.approx(-0.0511041056535807, rel=1e-7)
    half = (found.loc["YEAR", "sampling_high"] - found.loc["YEAR", "sampling_low"]) / 2
    assert half == pytest.approx(2.262157 * 455.478499142212, rel=1e-6)  # t of 9, any table


BLOTCH = """0.05 0.00 1.25 2.50 5.50 1.00 5.00 5.00 17.50
0.00 0.05 1.25 0.50 1.00 5.00 0.10 10.00 25.00
0.00 0.05 2.50 0.01 6.00 5.00 5.00 5.00 42.50
0.10 0.30 16.60 3.00 1.10 5.00 5.00 5.00 50.00
0.25 0.75 2.50 2.50 2.50 5.00 50.00 25.00 37.50
0.05 0.30 2.50 0.01 8.00 5.00 10.00 75.00 95.00
0.50 3.00 0.00 25.00 16.50 10.00 50.00 50.00 62.50
1.30 7.50 20.00 55.00 29.50 5.00 25.00 75.00 95.00
1.50 1.00 37.50 5.00 20.00 50.00 50.00 75.00 95.00
1.50 12.70 26.25 40.00 43.50 75.00 75.00 75.00 95.00"""
"""Per cent of leaves with blotch, ten varieties of barley at nine sites: Wedderburn (1974)."""


def test_the_fractional_logit_is_that_of_the_barley_leaves_of_wedderburn():
    """The documentation of statsmodels (quasi-binomial regression) prints: variety 1 -8.0546, 10
    -3.8016; sites 2 to 9 1.6391 3.3265 3.5822 3.5831 3.8933 4.7300 5.5227 6.7946."""
    blotch = np.array([line.split() for line in BLOTCH.splitlines()], dtype=float) / 100
    variety, site = np.meshgrid([f"{n:02}" for n in range(1, 11)], list("123456789"))
    rows = exactly(blotch.T.ravel(), variety=variety.ravel(), site=site.ravel())
    found = by_quantity(share_on(rows, ["variety", "site"]))["value"]
    sites = [found[f"site[{n}]"] for n in range(2, 10)]
    printed = [1.6391, 3.3265, 3.5822, 3.5831, 3.8933, 4.7300, 5.5227, 6.7946]
    assert sites == pytest.approx(printed, abs=6e-5)
    assert found["intercept"] == pytest.approx(-8.0546, abs=6e-5)
    assert found["intercept"] + found["variety[10]"] == pytest.approx(-3.8016, abs=6e-5)


KACKER = [61.0, 61.4, 62.21, 62.3, 62.34, 62.6, 62.7, 62.84, 65.9]
VARIANCES = [0.2025, 1.2100, 0.0900, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225]
"""Nine laboratories: Kacker (2004), *Metrologia* 41:132."""


def test_hartung_and_knapp_is_that_of_metafor_on_the_laboratories_of_kacker():
    """rma(y, v, method="DL", test="knha"): 62.3901386, se 0.29477606, 61.7103838 to 63.0698934,
    tau^2 0.28804925 (tests of statsmodels, results_meta.py). The prediction interval by hand: t of
    7 is 2.364624, half of it 2.364624 sqrt(0.28804925 + 0.29477606^2)."""
    rows = exactly(KACKER, variance=VARIANCES)
    found = by_quantity(pooled(rows, between="dersimonian-laird"))
    mean = found.loc["mean", ["value", "sampling_low", "sampling_high"]].astype(float)
    assert mean.tolist() == pytest.approx([62.3901386, 61.7103838, 63.0698934], abs=1e-7)
    assert found.loc["variance_between", "value"] == pytest.approx(0.28804925, abs=1e-8)
    ahead = found.loc["prediction", ["sampling_low", "sampling_high"]].astype(float)
    half = 2.364624 * (0.28804925 + 0.29477606**2) ** 0.5
    assert ahead.tolist() == pytest.approx([62.3901386 - half, 62.3901386 + half], abs=1e-6)


def test_paule_and_mandel_is_that_of_metafor_on_the_laboratories_of_kacker():
    """rma(y, v, method="PM"): 62.4076199, tau^2 0.7053953."""
    found = by_quantity(pooled(exactly(KACKER, variance=VARIANCES)))
    assert found.loc["mean", "value"] == pytest.approx(62.4076199, abs=1e-6)
    assert found.loc["variance_between", "value"] == pytest.approx(0.7053953, abs=1e-6)


VACCINE = """4 119 11 128|6 300 29 274|3 228 11 209|62 13536 248 12619|33 5036 47 5761
180 1361 372 1079|8 2537 10 619|505 87886 499 87892|29 7470 45 7232|17 1699 65 1600
186 50448 141 27197|5 2493 3 2338|27 16886 29 17825"""
"""Ill and well with the vaccine, ill and well without: 13 trials of BCG, Colditz and others (1994),
as in metafor's dat.bcg."""


def test_the_trials_of_the_vaccine_have_the_heterogeneity_that_is_printed():
    """Viechtbauer (2010), *J. Stat. Softw.* 36(3), prints by REML 0.3132 and -0.7145; DerSimonian
    and Laird's 0.3088 and -0.7141 are in the documentation of metafor; Paule and Mandel is near."""
    cells = np.array([cell.split() for cell in VACCINE.replace("\n", "|").split("|")], dtype=float)
    ill, well, without, healthy = cells.T
    ratio = np.log(ill / (ill + well)) - np.log(without / (without + healthy))
    variance = 1 / ill - 1 / (ill + well) + 1 / without - 1 / (without + healthy)
    rows = exactly(ratio, variance=variance)
    found = by_quantity(pooled(rows, between="dersimonian-laird"))
    assert found.loc["variance_between", "value"] == pytest.approx(0.3088, abs=5e-5)
    assert found.loc["mean", "value"] == pytest.approx(-0.7141, abs=5e-5)
    assert by_quantity(pooled(rows)).loc["mean", "value"] == pytest.approx(-0.7145, abs=5e-4)


TUNA = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
TASTE = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
"""Lightness and taste of nine lots of canned tuna: Hollander and Wolfe (1973), p. 187."""


def test_kendall_is_that_of_hollander_and_wolfe_on_canned_tuna():
    """26 of 36 pairs concordant, tau 0.4444444, exact two-sided p 0.1194 (R, cor.test)."""
    found = kendall(exactly(TASTE, lightness=TUNA), "lightness").set_index("quantity")
    assert found.loc["tau", ["low", "value", "high"]].astype(float).tolist() == [16 / 36] * 3
    assert found.loc["p", ["low", "value", "high"]].astype(float).tolist() == pytest.approx(
        [0.1194] * 3, abs=5e-5
    )
    assert found.loc["concordant", "low"] == found.loc["concordant", "high"] == 26


def test_the_orders_are_those_of_the_table_of_kendall():
    """Appendix table 1 (1970): of 5! orders one has score 10, four 8, nine 6, 15 4 and 20 2."""
    assert orders(5)[:5] == [1, 4, 9, 15, 20]
    assert sum(orders(9)) == 362_880


ANSCOMBE = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
AT = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
"""The first of four data sets: Anscombe (1973), *American Statistician* 27:17."""


def test_the_slope_is_that_of_the_first_data_set_of_anscombe():
    """Printed of each of the four: slope 0.5, its standard error 0.118; t of 9 is 2.262."""
    days = pd.to_datetime([f"20{n:02}-01-01" for n in AT])  # a year of 365 or 366 days: 0.1 % off
    rows = exactly(ANSCOMBE, period_end=days).assign(place_id="anscombe")
    found = by_quantity(slopes(rows))
    assert found.loc["slope", "value"] == pytest.approx(0.5, abs=0.001)
    half = (found.loc["slope", "sampling_high"] - found.loc["slope", "sampling_low"]) / 2
    assert half == pytest.approx(2.262 * 0.118, abs=0.0005)
