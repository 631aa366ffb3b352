"""The readings against pairs of a hedged and a finer number."""

import pandas as pd
import pytest

from real_tables import BOOK
from reform_analysis.reading.calibration import coverage, read_pairs

PAIRS = BOOK.table("codebook/reading/hedge_pairs")

# Rule: pairs, and per cent covered at narrow, central and wide. Counted by another programme, with
# formulas of its own, before these rules were written.
COUNTED = {
    "nearly": (43, 91, 100, 100),
    "over, inside": (34, 94, 100, 100),
    "over": (288, 93, 100, 100),
    "at_least": (28, 96, 100, 100),
    "about": (21, 90, 100, 100),
    "exact, multiplier": (28, 50, 93, 100),
    "exact, decimal": (73, 16, 97, 99),
}

# Wilson's interval at 95 % [per cent], to be checked with a table: 39 of 43, 28 of 28, 26 of 28.
WILSON = {
    ("nearly", "narrow"): (78, 96),
    ("at_least", "central"): (88, 100),
    ("exact, multiplier", "central"): (77, 98),
    ("exact, decimal", "wide"): (93, 100),
}

# Pair, expression, finer number, which readings hold it: worked by hand.
BY_HAND = [
    # step 1e6: 112e6 - 1e6/4 = 111.75e6 lies above 111.72e6, 112e6 - 1e6/2 below it.
    (308, "近1.12亿", 111_720_000, ("central", "wide")),
    # step 1e9, 0.87e9 above: more than three quarters of a step, less than one.
    (1, "超2190亿", 219_870_000_000, ("central", "wide")),
    # a last digit 5 is a step of 5: 17.5 and 0.5 either way at central, 0.25 at narrow.
    (377, "17.5亿亩左右", 1_775_000_000, ("narrow", "central", "wide")),
    # 约150万: step5 5e5, 15 % is 2.25e5: 110 100 below is within it at narrow already.
    (373, "约150万", 1_389_900, ("narrow", "central", "wide")),
    # 16万亿 for 168 713亿: 0.87e12 is more than half the last digit, less than all of it.
    (426, "16万亿", 16_871_300_000_000, ("wide",)),
    # 20.7 % for 20.6413 to 20.6490 %: rounding begins at 20.65, wide at 20.6.
    (472, "20.7%", None, ("wide",)),
    # an error of its source: not even within a whole last digit.
    (511, "18.81%", None, ()),
]


def test_coverage_is_what_was_counted_independently():
    held = coverage(PAIRS, BOOK)
    assert len(held) == 3 * len(COUNTED)
    percent = held.set_index(["rule", "reading"])["share"].mul(100).round()
    pairs = held.drop_duplicates("rule").set_index("rule")["pairs"]
    for rule, (number, *shares) in COUNTED.items():
        assert pairs[rule] == number
        assert percent[rule][["narrow", "central", "wide"]].tolist() == shares, rule
    assert pairs.sum() == len(PAIRS) == 515


def test_no_one_sided_hedge_is_ever_broken():
    held = coverage(PAIRS, BOOK).set_index(["rule", "reading"])
    sided = held.loc[["nearly", "over, inside", "over", "at_least"]].xs("central", level="reading")
    assert (sided["pairs"].sum(), sided["covered"].sum()) == (393, 393)


@pytest.mark.parametrize(("rule", "reading"), WILSON)
def test_the_sampling_interval_is_that_of_wilson(rule, reading):
    row = coverage(PAIRS, BOOK).set_index(["rule", "reading"]).loc[(rule, reading)]
    low, high = WILSON[rule, reading]
    assert (round(row["sampling_low"] * 100), round(row["sampling_high"] * 100)) == (low, high)
    assert row["sampling_low"] <= row["share"] <= row["sampling_high"]


@pytest.mark.parametrize(("pair", "reported", "finer", "held"), BY_HAND)
def test_pairs_worked_by_hand(pair, reported, finer, held):
    given = PAIRS[PAIRS["pair_id"].eq(pair)]
    read = read_pairs(given, BOOK)
    assert reported.startswith(given["reported"].item()[:2])
    assert finer is None or given["low"].item() == given["high"].item() == finer
    assert tuple(read.loc[read["covered"], "reading"]) == held


def test_a_narrower_rule_covers_less_and_a_wider_one_no_less():
    """The share follows the rules: it is no number kept beside them."""
    read = read_pairs(PAIRS, BOOK).set_index(["reading", "pair_id"])["covered"]
    assert (read["narrow"] <= read["central"]).all()
    assert (read["central"] <= read["wide"]).all()
    assert read["narrow"].sum() < read["central"].sum() < read["wide"].sum()


def test_clean_pairs_alone_can_be_counted_and_the_table_stays_as_it_is():
    before = PAIRS.copy()
    clean = coverage(PAIRS[PAIRS["flag"].isna()], BOOK)
    assert clean["pairs"].sum() == 3 * 451
    pd.testing.assert_frame_equal(PAIRS, before)
