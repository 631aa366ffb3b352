"""A rule of reading that slips is told by the values that were worked out by hand."""

import pytest

from reform_analysis.commands.check import check_tables

pytestmark = pytest.mark.usefixtures("only_what_changed_is_read")

WORKED = "data/codebook/reading/worked_values.csv"


def test_the_real_rules_give_what_was_worked_out(small):
    assert small.faults() == []


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("units", ",a thousand 克,1000\n", ",a thousand 克,100\n", "'7千克' is read at central"),
        ("units", ",a thousand 克,1000\n", ",a thousand 克,\n", "'7千克' is read at central"),
        ("hedges", "v + min(0.75*step, 0.15*v)", "v + min(0.75*step, 0.25*v)",
         "'超400名' is read at narrow with high 475, worked out was 460"),
        ("hedges", "v - min(res, 0.2*v)", "v - min(res/2, 0.2*v)",
         "'3.5万人' is read at wide with low 34500, worked out was 34000"),
    ],
)  # fmt: skip
def test_a_rule_that_slips_is_told_at_the_worked_value(small, table, old, new, said):
    path = small.path(f"codebook/reading/{table}")
    assert old in path.read_text("utf-8")
    small.edit(f"codebook/reading/{table}", old, new)
    told = [str(fault) for fault in check_tables(small.project)]
    assert any(WORKED in line and said in line for line in told), told


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("unit_parts", "元,角,10,", "元,角,0,"),
        ("units", ",a thousand 克,1000\n", ",a thousand 克,0\n"),
    ],
)
def test_nothing_is_divided_or_multiplied_by_zero(small, table, old, new):
    small.edit(f"codebook/reading/{table}", old, new)
    (told,) = [str(fault) for fault in check_tables(small.project)]
    assert f"data/codebook/reading/{table}.csv, row" in told and "'0'" in told


def test_every_factor_of_a_unit_is_worked_out(tables):
    units = tables["codebook/reading/units"]
    worked = set(tables["codebook/reading/worked_values"]["reported"])
    assert {f"7{printed}" for printed in units[units["factor"].notna()]["printed"]} <= worked
