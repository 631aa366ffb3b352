"""Units, tables and lists as other kinds of writing print them. All texts are invented."""

import pandas as pd
import pytest

from real_tables import BOOK
from reform_analysis.reading.extract import scan
from reform_analysis.reading.quantity import read_quantity

READ = [
    # A number with a unit of a thousand is as exact as it is printed.
    ("走了14千米，", "14千米", "exact", (14_000, 14_000, 14_000), "米"),
    ("电机8千瓦，", "8千瓦", "exact", (8000, 8000, 8000), "瓦"),
    ("装机70万千瓦，", "70万千瓦", "exact", (695e6, 700e6, 705e6), "瓦"),
    # Units that begin like another, and those in letters with a digit.
    ("钻石9克拉，", "9克拉", "exact", (9, 9, 9), "克拉"),
    ("木条6分米，", "6分米", "exact", (6, 6, 6), "分米"),
    ("复诊60例次，", "60例次", "exact", (60, 60, 60), "例次"),
    ("林地超过31万hm2，", "超过31万hm2", "over", (310_000, 310_000, 320_000), "公顷"),
    ("发电3.2亿kW·h，", "3.2亿kW·h", "exact", (315e9, 320e9, 325e9), "瓦时"),
    ("开行60列次，", "60列次", "exact", (60, 60, 60), "列次"),
    ("织机三十万锭。", "三十万锭", "exact", (270_000, 300_000, 330_000), "锭"),
    ("年产能4万t/a，", "4万t/a", "exact", (36_000, 40_000, 44_000), "吨/年"),
    ("电池4200mAh，", "4200mAh", "exact", (4200, 4200, 4200), "毫安时"),
    ("上调35个基点，", "35个基点", "exact", (35, 35, 35), "基点"),
    ("口令16字节，", "16字节", "exact", (16, 16, 16), "字节"),
    ("密钥256比特，", "256比特", "exact", (256, 256, 256), "比特"),
    ("新开8条线路，", "8条", "exact", (8, 8, 8), "条"),
    ("分2种类型管理", "2种", "exact", (2, 2, 2), "种"),
    ("羊还剩三十多个头。", "三十多个", "over", (30, 30, 40), "个"),
    # 两 is a weight behind a numeral, and the numeral before what is counted.
    ("每人三钱，共五两。", "五两", "exact", (5, 5, 5), "两"),
    ("领银60两，", "60两", "exact", (60, 60, 60), "两"),
    ("两千两百人参加", "两千两百人", "exact", (2150, 2200, 2250), "人"),
    ("点亮万盏灯。", "万盏", "exact", (7000, 10_000, 13_000), "盏"),
    # What a number is per, behind a blank or a hedge.
    ("补贴400元 /人，", "400元 /人", "exact", (400, 400, 400), "元/人"),
    ("单价800元以上/吨，", "800元以上/吨", "at_least", (800, 800, 900), "元/吨"),
    ("售价6块钱一斤，", "6块钱一斤", "exact", (6, 6, 6), "元/斤"),
    # Hedges behind people, before a change, and before a half.
    ("限60万人口以上的市", "60万人口以上", "at_least", (600_000, 600_000, 700_000), "人"),
    ("产值约上涨24%，", "24%", "about", (0.23, 0.24, 0.25), "fraction"),
    ("女工占全厂一半。", "一半", "exact", (0.5, 0.5, 0.5), "fraction"),
    # Lengths: in parts, and between two bounds.
    ("停机1天12小时，", "1天12小时", "exact", (1.5, 1.5, 1.5), "天"),
    ("处4年以上9年以下", "4年以上9年以下", "range", (4, None, 9), "年"),
    ("历时20~30日，", "20~30日", "range", (20, None, 30), "天"),
    # Numbers that share a unit over blanks; two numbers with a slash.
    ("建站 12.5 万、3.1 万、8 万个，", "3.1 万", "exact", (30_500, 31_000, 31_500), "个"),
    ("投资 36.2 和 41.5 亿元，", "36.2", "exact", (3.615e9, 3.62e9, 3.625e9), "元"),
    ("成交32套/2860㎡，", "2860㎡", "exact", (2860, 2860, 2860), "平方米"),
    # What is counted stands before the number or right behind it.
    ("职工数3,260[4]。", "3,260", "exact", (3260, 3260, 3260), "人"),
    ("造成130失踪", "130", "exact", (130, 130, 130), "人"),
    ("人口仅21万，", "21万", "exact", (205_000, 210_000, 215_000), "人"),
    ("直接损失36万，", "36万", "exact", (355_000, 360_000, 365_000), "元"),
    ("投入5万班次，", "5万班次", "exact", (45_000, 50_000, 55_000), "班次"),
    ("由四个助推器、芯级和整流罩组成", "四个", "exact", (4, 4, 4), "个"),
    ("倾角为零度。", "零度", "exact", (0, 0, 0), "度"),
    ("仰角18.5°，", "18.5°", "exact", (18.45, 18.5, 18.55), "度"),
    ("炉温45°C，", "45°C", "exact", (45, 45, 45), "℃"),
    ("记录到6次余震", "6次", "exact", (6, 6, 6), "次"),
    ("走访两个养殖小区", "两个", "exact", (2, 2, 2), "个"),
    ("家里五口人，", "五口人", "exact", (5, 5, 5), "人"),
    ("大坝由三段组成", "三段", "exact", (3, 3, 3), "段"),
    ("当日卖出800万时，", "800万", "exact", (7.995e6, 8e6, 8.005e6), ""),
]
CELLS = [
    ("东江港 128.6 30.4 -2.1\n", ["128.6 30.4", "-2.1"]),
    ("货运量\t31.5\t28.6\n", ["31.5\t28.6"]),
    ("藏书量（万册） 365\n", ["365"]),
    ("指标 2016 2017 2018\n", []),
    ("电话 8660 3125\n", []),
]
LEFT = ["关注2024两会，", "市县两级", "半斤八两。", "写字楼的9层着火", "两两结合"]


@pytest.mark.parametrize(("text", "reported", "hedge", "bounds", "unit"), READ)
def test_read(text, reported, hedge, bounds, unit):
    found = scan(text, BOOK).quantities
    (row,) = found[found["reported"] == reported].itertuples()
    assert (row.hedge, row.unit) == (hedge, unit)
    low, value, high = bounds
    assert (row.low, row.high) == pytest.approx((low, high))
    assert pd.isna(row.value) if value is None else row.value == pytest.approx(value)


@pytest.mark.parametrize(("text", "reported"), CELLS)
def test_cells_of_a_row_are_refused_aloud(text, reported):
    found = scan(text, BOOK)
    assert found.quantities.empty
    assert found.refused["reported"].tolist() == reported


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text):
    found = scan(text, BOOK)
    assert found.quantities.empty and found.refused.empty


@pytest.mark.parametrize(("thousand", "same"), [("9千米", "9公里"), ("9千克", "9公斤")])
def test_the_same_unit_is_as_exact_by_either_name(thousand, same):
    one, other = read_quantity(thousand, BOOK), read_quantity(same, BOOK)
    assert (one.low, one.value, one.high) == tuple(
        1000 * each for each in (other.low, other.value, other.high)
    )
