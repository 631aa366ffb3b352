"""Spellings brought to one: every row of the two tables by its own example, and values by hand."""

import pytest

from real_tables import BOOK
from reform_analysis.reading.quantity import QuantityError, read_quantity
from reform_analysis.reading.spelling import respelt

SPELLINGS = BOOK.rows("codebook/reading/spellings")
PARTS = BOOK.rows("codebook/reading/unit_parts")

# expression, value, unit: worked by hand
READ = [
    ("6万3千7百人", 63700, "人"),
    ("5亿2千万元", 520_000_000, "元"),
    ("7千零30万元", 70_300_000, "元"),
    ("壹万三千四百元", 13400, "元"),
    ("4億8,000萬元", 480_000_000, "元"),
    ("两成七", 0.27, "fraction"),
    ("约六成四", 0.64, "fraction"),
    ("十八元三角八分", 18.38, "元"),
    ("叁佰贰拾元伍角", 320.5, "元"),
    ("9元零5分", 9.05, "元"),
    ("一米七五", 1.75, "米"),
    ("3小时20分钟", 3 + 1 / 3, "小时"),
    ("四又四分之三倍", 4.75, "倍"),
    ("负1.9%", -0.019, "fraction"),
    ("-7.2亿元", -720_000_000, "元"),
    ("零下18℃", -18, "℃"),
    ("80±4人", 80, "人"),
    ("2.4万千瓦", 24_000_000, "瓦"),
    ("3.1亿千瓦时", 310_000_000_000, "瓦时"),
    ("四十千克", 40_000, "克"),
    ("$9000万", 90_000_000, "美元"),
    ("超¥60万", 600_000, "元"),
    ("70万人民币", 700_000, "元"),
    ("700人 次", 700, "人次"),
    ("叁萬陆仟人", 36_000, "人"),
    ("參萬陆仟人", 36_000, "人"),
    ("一万六人", 16_000, "人"),
]

RANGES = [
    ("百分之四十到五十五", 0.4, 0.55),
    ("介于20%与30%之间", 0.2, 0.3),
    ("15和25人之间", 15, 25),
    ("2000到4000元不等", 2000, 4000),
    ("3万元(含)-7万元", 30_000, 70_000),
    ("四成五至六成", 0.45, 0.6),
    ("80±4人", 76, 84),
]

REFUSED = [
    "12元15角",  # more 角 than a 元 holds
    "3万元5角",
    "-15人",
    "-3%至5%",
    "超-3%",
    "50±3万人",
    "三又二分之五倍",
    "3又5倍",
    "12角5元",
    "12元10角",  # ten of them are one 元 more
    "近50±5人",
    "100±10%",
]


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row["rule_id"])
def test_a_rule_rewrites_its_example(row):
    assert respelt(row["example"], BOOK) == row["reads_as"]
    assert row["example"] != row["reads_as"]


@pytest.mark.parametrize("row", PARTS, ids=lambda row: row["example"])
def test_a_smaller_unit_is_read_with_the_larger(row):
    read = read_quantity(row["example"], BOOK)
    assert (read.value, read.unit, read.hedge) == (
        pytest.approx(row["value"]),
        row["unit"],
        "exact",
    )
    assert (read.low, read.high) == (read.value, read.value)


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_a_spelling_is_read_whole(text, value, unit):
    read = read_quantity(text, BOOK)
    assert (read.value, read.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_both_ends_are_read(text, low, high):
    for reading in ("narrow", "central", "wide"):
        read = read_quantity(text, BOOK, reading)
        assert (read.low, read.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize("text", REFUSED)
def test_what_does_not_fit_together_is_refused(text):
    for reading in ("narrow", "central", "wide"):
        with pytest.raises(QuantityError):
            read_quantity(text, BOOK, reading)


def test_a_value_below_zero_keeps_its_rounding():
    read = read_quantity("负1.9%", BOOK)
    assert (read.low, read.high) == (pytest.approx(-0.0195), pytest.approx(-0.0185))
