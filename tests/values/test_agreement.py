"""Krippendorff's alpha against the worked example in print."""

import math

import pytest

from reform_analysis.values.agreement import nominal_alpha


def test_alpha_is_that_of_the_worked_example_in_print():
    """Krippendorff (2011), section C: four observers, twelve units, gaps; nominal alpha .743."""
    coders = ["12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."]
    rows = [row.replace(" ", "") for row in coders]
    units = [[None if code == "." else code for code in unit] for unit in zip(*rows, strict=True)]
    assert nominal_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_codes_that_never_vary_have_no_alpha():
    assert math.isnan(nominal_alpha([("a", "a"), ("a", "a")]))
