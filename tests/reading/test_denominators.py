"""Compound units: a number per something is read whole or refused, its numerator never alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_tables import BOOK
from reform_analysis.reading.denominators import WITHOUT
from reform_analysis.reading.extract import find_quantities
from reform_analysis.reading.extract.find import find_rows
from reform_analysis.reading.quantity import QuantityError, read_quantity

ROWS = BOOK.rows("codebook/reading/unit_denominators")
PRINTED = [row["printed"] for row in ROWS]
UNITS = {row["printed"]: row["unit"] for row in BOOK.rows("codebook/reading/units")}
NUMERATORS = ["元", "万元", "吨", "人次", "千米", "学时", "度", "小时", "美元"]
SPELT = {"万元": "元", "千米": "米"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["printed"])
def test_the_example_of_a_row_is_read_whole(row):
    found = find_quantities(f"标准为{row['example']}，", BOOK, refused=True)
    assert found["reported"].tolist() == [row["example"]]
    top = row["example"].removeprefix("300").rpartition("/")[0]
    assert found["unit"].tolist() == [f"{UNITS[top]}/{row['unit']}"]
    assert read_quantity(row["example"], BOOK).unit == found["unit"][0]


@pytest.mark.parametrize(
    ("text", "reported", "unit", "basis"),
    [
        ("补贴300元/人/月，", "300元/人/月", "元/人/月", "printed"),
        ("补贴300元/月·人，", "300元/月·人", "元/人/月", "printed"),
        ("补贴300元/（人·月）", "300元/（人·月）", "元/人/月", "printed"),
        ("补贴300元每人每月，", "300元每人每月", "元/人/月", "printed"),
        ("日租120元一天。", "120元一天", "元/天", "printed"),
        ("时速约350千米/小时以上", "约350千米/小时以上", "米/小时", "printed"),
        ("补贴300元以上/月，", "300元以上/月", "元/月", "printed"),
        ("每份12元5角/天，", "12元5角/天", "元/天", "printed"),
        ("月薪200元/月至300元/月，", "200元/月至300元/月", "元/月", "printed"),
        ("月薪200—300元/月，", "200—300元/月", "元/月", "printed"),
        ("每人每月300元", "300元", "元/人/月", "inferred"),
        ("每名职工每年发放近300元", "近300元", "元/人/年", "inferred"),
        ("每个企业每月配备2名", "2名", "人/家/月", "inferred"),
        ("户均3亩", "3亩", "亩/户", "inferred"),
        ("人均为500元", "500元", "元/人", "inferred"),
        # One thing alone says when or for whom, ages and shares are for nothing, a noun ends it.
        ("每班培训300人", "300人", "人", "printed"),
        ("每年培训300人", "300人", "人", "printed"),
        ("年均300人", "300人", "人", "printed"),
        ("人均35岁", "35岁", "岁", "printed"),
        ("每人每月增长5%", "5%", "fraction", "printed"),
        ("人均可支配收入5万元", "5万元", "元", "printed"),
        ("补贴2000人/次", "2000人/次", "人次", "printed"),
        ("奖励300元/天津企业", "300元", "元", "printed"),
        ("发放300元每人领取", "300元", "元", "printed"),
    ],
)
def test_a_compound_unit(text, reported, unit, basis):
    (row,) = find_quantities(text, BOOK, refused=True).itertuples()
    assert (row.reported, row.unit, row.unit_basis) == (reported, unit, basis)


def test_a_list_shares_what_it_is_per():
    found = find_quantities("分别为300、500元/月", BOOK)
    assert found["unit"].tolist() == ["元/月", "元/月"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("300场/次", "may be 场次"),
        ("5%/年", "for each of nothing"),
        ("300元/元", "is no unit"),
        ("300元/人/人", "is no unit"),
        ("200元/月至300元/年", "different things"),
        ("300/月元", "is not part"),
        ("300/月", "is not part"),
    ],
)
def test_what_no_number_is_per_is_refused_with_the_reason(text, reason):
    with pytest.raises(QuantityError, match=reason):
        read_quantity(text, BOOK)


@pytest.mark.parametrize(
    "expression", ["300元/啰", "$300/月", "300元以上/啰", "300L/ms", "300元／啰啰"]
)
def test_an_unknown_denominator_is_refused_aloud(expression):
    (row,) = find_quantities(f"标准为{expression}，", BOOK, refused=True).itertuples()
    assert row.reported == expression
    assert row.reason == "what the number is per is not known"


@settings(deadline=None, max_examples=300)
@given(
    st.integers(2, 10**7),
    st.sampled_from(NUMERATORS),
    st.lists(st.sampled_from(PRINTED), min_size=1, max_size=2),
    st.sampled_from(["/", "／", "每"]),
    st.sampled_from(["，", "。", "以上", ""]),
)
def test_the_numerator_is_never_read_alone(number, top, below, sign, behind):
    text = f"标准为{number}{top}{sign}{sign.join(below)}{behind}"
    quantities, refused = find_rows(text, BOOK)
    assert len(quantities) + len(refused) == 1
    if quantities:
        (row,) = quantities
        assert row[5] == read_quantity(row[2], BOOK).value
        first, *rest = row[7].split("/")
        assert first == SPELT.get(top, top)
        wanted = {each["unit"] for each in ROWS if each["printed"] in below}
        assert set(rest) == wanted
        assert first not in WITHOUT


@settings(deadline=None, max_examples=200)
@given(st.integers(2, 9999), st.lists(st.sampled_from(PRINTED), min_size=2, max_size=2))
def test_each_of_two_before_a_number_makes_its_unit_compound(number, below):
    known = {row["printed"]: row["unit"] for row in ROWS}
    names = {known[each] for each in below}
    rows, _ = find_rows(f"规定每{'每'.join(below)}发放{number}美元，", BOOK)
    assert set(rows[-1][7].split("/")) == ({"美元", *names} if len(names) == 2 else {"美元"})
