"""Tables that hold rules: each planted mistake is one line, at its own file and row."""

import pytest

from reform_analysis.check import check_tables, hedging, rules, slots, wording
from reform_analysis.extract.words import LISTS, load_words

# rule -> (table, what is exchanged, for what, the only line that appears)
# fmt: off
CASES = {
    "check_hedges": [
        ("hedges", '"max(v - step/2, 0.9*v)"', '"max(v - step/2, 0.9*v"', "nearly"),
        ("hedges", '"max(v - step/2, 0.9*v)"', '"max(v - step/2; 0.9*v)"', "nearly"),
        ("hedges", '"max(v - step/2, 0.9*v)"', "open('x')", "nearly"),
        ("hedges", '"max(v - step/2, 0.9*v)"', "v + step", "nearly"),
        ("hedges", '"max(v - step/2, 0.9*v)"', "v/u", "nearly"),
        ("hedges", '"max(v - step/4, 0.95*v)"', "0.5*v", "nearly"),
        ("hedges", '"max(v - step, 0.8*v)"', "v", "nearly"),
        ("hedges", "before,wide,v,cap,assumption of tight and base: the w",
         "before,wide,v + step,cap,assumption of tight and base: the w", "over"),
        ("hedges", "before,wide", "befor,wide", "about"),
        ("hedges", "近;近乎;将近;接近;逼近;几近,before,wide", "近乎;将近;接近;逼近;几近,before,wide",
         "nearly"),
        ("hedges", "不足;不到;不满", "近;不足;不到;不满", "under"),
        ("hedges", "exact,plain,,,wide,v,v", "exact,plain,,,base,v,v + 0", "exact"),
    ],
}
# fmt: on


def lines(small, table, old, new):
    small.edit(f"codebook/{table}", old, new)
    return small.lines()


@pytest.mark.parametrize(("table", "old", "new", "expected"), CASES["check_hedges"])
def test_show(small, table, old, new, expected):
    for l in lines(small, table, old, new):
        print("LINE", l)
