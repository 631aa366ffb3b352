"""Reports held against themselves: each test on the five texts, worked by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from five import FIVE
from reform_analysis import load
from reform_analysis.reading.texts import read_report
from reform_analysis.values.consistency import last_digits, parts_that_fit, totals_that_fit

BY_HAND = {
    # 近400 (360 to 400) at 37 % (36.5 to 37.5): 360/.375 = 960 to 400/.365 = 1095.9.
    ("count_and_share", "jingjiang"): ("近400名", "37%", "fits", 960, 1095),
    # 664 at 14.5 % (14.45 to 14.55): 664/.1455 = 4563.6 to 664/.1445 = 4595.2.
    ("count_and_share", "huaibei"): ("664人", "14.5%", "fits", 4564, 4595),
    # 1012 at 44.89 %: rounded, 1012/.44895 = 2254.1 to 1012/.44885 = 2254.7 hold no whole total;
    # cut off, 1012/.4490 = 2253.9 to 1012/.4489 = 2254.4 hold 2254.
    ("count_and_share", "changzhou-vocational-college"): (
        *("1012人", "44.89%"),
        *("fits_truncated", 2254, 2254),
    ),
    # 80%以上 (80 to 90 %) of 1138: 910.4 to 1024.2.
    ("whole_and_share", "huaibei"): ("1138名", "80%以上", "fits", 911, 1024),
    # 近60% (55 to 60 %) of 113: 62.15 to 67.8.
    ("whole_and_share", "yancheng"): ("113名", "近60%", "fits", 63, 67),
    # 98%以上 (98 to 99 %) of 673: 659.54 to 666.27.
    ("whole_and_share", "zhutang"): ("673件", "98%以上", "fits", 660, 666),
    # 超3000 (3000 to 4000) of 超7000 (7000 to 8000): 3/8 to 4/7.
    ("part_and_whole", "wujin"): ("超3000人次", "超7000人次", "fits", 0.375, 4 / 7),
    # 859 of 3.8万余 (38 000 to 39 000).
    ("part_and_whole", "wuxi-bonded-zone"): (
        *("859名", "3.8万余名"),
        *("fits", 859 / 39000, 859 / 38000),
    ),
    ("same_thing", "jiangdu"): ("243家", "243个", "fits", 1, 1),
    # 近6万 (55 000 to 60 000) against 约5.8万 (57 000 to 59 000): they meet.
    ("same_thing", "yancheng"): ("近6万人次", "约5.8万人次", "fits", 55 / 59, 60 / 57),
}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return load("processed/consistency")


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return load("raw/claims").set_index("claim_id")


def test_every_test_on_the_five_reports_is_worked_by_hand(table, claims):
    source = claims.loc[table["claim_ids"].str.partition(";")[0], "source_id"].isin(FIVE)
    made = table[~table["test"].isin(["restated", "share_above_one"]) & source.to_numpy()]
    assert set(zip(made["test"], made["place_id"], strict=True)) == set(BY_HAND)
    for row in made.itertuples():
        printed = tuple(claims.loc[row.claim_ids.split(";"), "reported"])
        *said, finding, low, high = BY_HAND[row.test, row.place_id]
        assert (*printed, row.finding) == (*said, finding), row
        assert (row.low, row.high) == pytest.approx((low, high))


def test_only_two_numbers_of_the_five_reports_need_a_reason(table):
    flagged = table[table["finding"].ne("fits")].set_index("test")
    assert flagged["finding"].to_dict() == {
        "count_and_share": "fits_truncated",
        "share_above_one": "doubtful",
    }
    # 近20万 (180 000 to 200 000) in mutual aid over 190 000 of the secondary industry ± 12 %.
    row = flagged.loc["share_above_one"]
    assert (row["low"], row["high"]) == pytest.approx((180 / 212.8, 200 / 167.2))


def test_what_is_printed_twice_is_printed_alike(table, claims, reports):
    again = table[table["test"].eq("restated")]
    assert len(again) == claims["restates"].notna().sum() == 21
    sources = load("raw/sources").set_index("source_id")["file"]
    for ids in again["claim_ids"].str.split(";"):
        rows = claims.loc[ids]
        text = read_report(reports / sources[rows["source_id"].iloc[0]])
        first, second = (text[row.start : row.end] for row in rows.itertuples())
        assert first == second
    assert again["finding"].eq("fits").all()


def test_what_does_not_fit():
    # Of 7 nobody is 50 %, cut off or rounded; 3 of 7 is 42.86 %.
    assert parts_that_fit((7, 7), (0.495, 0.505)) is None
    assert parts_that_fit((7, 7), (0.4285, 0.4287)) == (3, 3)
    assert totals_that_fit((3, 3), (0.4285, 0.4287)) == (7, 7)
    assert totals_that_fit((1, 1), (0.9, 0.99)) is None  # 1 of 1.01 to 1.11


@given(part=st.integers(1, 500), more=st.integers(0, 500), digits=st.integers(0, 3))
def test_a_share_that_was_rounded_fits_the_total_that_it_was_made_of(part, more, digits):
    total = part + more
    step = 10.0 ** -(digits + 2)
    share = round(part / total, digits + 2)
    low, high = max(share - step / 2, 1e-6), share + step / 2
    least, most = totals_that_fit((part, part), (low, high))
    assert least <= total <= most
    least, most = parts_that_fit((total, total), (low, high))
    assert least <= part <= most


def test_last_digits_by_hand():
    """The eight plain numbers of 靖江: 20, 12, 15, 100, 30, 5000, 300 and 1500."""
    table = load("processed/last_digits").set_index(["source_id", "last_digit"])["claims"]
    table = table.loc[list(FIVE)]
    own = table.loc["jingjiang-2020"]
    assert own[own.gt(0)].to_dict() == {0: 6, 2: 1, 5: 1}
    assert table.sum() == 84
    assert table.xs(0, level="last_digit").sum() == 22


def test_last_digits_leave_out_what_is_hedged_restated_or_a_threshold():
    rows = [
        ("17人", "exact", None, "count"),
        ("17余人", "over", None, "count"),
        ("17人", "exact", "first", "count"),
        ("17人以上", "exact", None, "limit"),
        ("7人", "exact", None, "count"),
        ("1.7万人", "exact", None, "count"),
        ("17%", "exact", None, "count"),
        ("14.5%", "exact", None, "count"),
        ("221家", "exact", None, "count"),
    ]
    claims = pd.DataFrame(rows, columns=["reported", "hedge", "restates", "concept_id"])
    kinds = pd.DataFrame({"concept_id": ["count", "limit"], "kind": ["stock", "parameter"]})
    found = last_digits(claims.assign(source_id="a"), kinds)
    some = found.loc[found["claims"].gt(0), ["last_digit", "claims"]]
    assert some.to_numpy().tolist() == [
        [1, 1],
        [7, 1],
    ]
