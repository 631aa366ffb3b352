"""Krippendorff's alpha against the worked example in print."""

import math

import pytest

from reform_analysis import load
from reform_analysis.values.agreement import agreement, nominal_alpha


def test_alpha_is_that_of_the_worked_example_in_print():
    """Krippendorff (2011), section C: four observers, twelve units, gaps; nominal alpha .743."""
    coders = ["12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."]
    rows = [row.replace(" ", "") for row in coders]
    units = [[None if code == "." else code for code in unit] for unit in zip(*rows, strict=True)]
    assert nominal_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_codes_that_never_vary_have_no_alpha():
    assert math.isnan(nominal_alpha([("a", "a"), ("a", "a")]))


def test_the_two_codings_by_hand():
    """Of 218 claims 19 differ in period, 2 in place and 2 in hedge, by the column that says so."""
    table = load("processed/agreement").query("tier == 'text'").set_index("differs")
    second = load("raw/second_coding").dropna(subset="start")  # of the reports read whole
    said = second["differs"].dropna().value_counts()
    assert table["compared"].eq(218).all()
    assert (218 - table["agreed"]).loc[said.index].to_dict() == said.to_dict()
    assert said.to_dict() == {"period": 19, "place": 2, "hedge": 2}
    assert table.loc["hedge", "alpha"] == pytest.approx(0.981, abs=5e-4)
    assert table.loc["period", "alpha"] == pytest.approx(0.866, abs=5e-4)


def test_mending_a_claim_is_no_agreement():
    first, second = load("processed/claims"), load("raw/second_coding")
    kept = agreement(first, second).set_index("differs")["agreed"]
    forgotten = agreement(first, second.assign(first_coding=None)).set_index("differs")["agreed"]
    assert forgotten["period"] - kept["period"] == 2  # the two of 12月19日
