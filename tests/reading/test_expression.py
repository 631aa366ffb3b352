"""Taking an expression apart: what is refused and why, other scripts, and the classifiers."""

import csv

import pytest

from real_tables import BOOK
from reform_analysis import read_quantity
from reform_analysis.reading.expression import take_apart
from reform_analysis.reading.quantity import QuantityError
from reform_analysis.tables.paths import find_project

# expression, a word of the reason
REFUSED = [
    ("", "empty"),
    (" \n", "empty"),
    ("若干名", "no number"),
    ("党员", "no number"),
    ("近", "stands alone|no number"),
    ("近400名党员", "党员"),
    ("400名,", ","),
    ("400名。", "。"),
    ("30多个职工", "职工"),
    ("5千瓦时代", "代"),
    ("37%人", "人"),
    ("3个5个", "two numbers"),
    ("2批20名", "two numbers"),
    ("百分之二三十", "may be two ends or two digits"),
    ("400名 500名", "two numbers"),
    ("达400名", "达 is no hedge"),
    ("共400名", "共 is no hedge"),
    ("共有近40家", "共有 is no hedge"),
    ("累计221家", "累计 is no hedge"),
    ("为400名", "为 is no hedge"),
    ("占60%", "占 is no hedge"),
    ("約占60%", "占 is no hedge"),
    ("高达300万", "高达 is no hedge"),
    ("每400名", "每 is no hedge"),
    ("第三届", "ordinal"),
    ("党员400名", "党员 before the number"),
    ("以上300名", "以上 before the number"),
    ("上300名", "上 before the number"),
    ("-5", "minus"),
    ("3-", "alone"),
    ("近400余名", "contradict"),
    ("近400名以上", "contradict"),
    ("不足300余名", "contradict"),
    ("至少300名以内", "contradict"),
    ("近数百名", "itself open"),
    ("数百名以上", "itself open"),
    ("超3至5个", "itself open"),
    ("3至5个以上", "itself open"),
    ("5至3个", "ascend"),
    ("3至3个", "ascend"),
    ("几十至几百", "ascend"),
    ("3万-5", "ascend"),
    ("3至5至7", "more than two"),
    ("三五至七个", "more than two"),
    ("2025-01-23", "more than two"),
    ("0519-86571031", "leading zero"),
    ("3个至5名", "differ in unit"),
    ("3%-5", "differ in unit"),
    ("近19 4万", "damaged"),
    ("152 0173 3840万", "damaged"),
    ("1.2.3", "decimal point"),
    ("1,23", "commas"),
    ("3万5万", "two numbers"),
    ("十百名", "out of order"),
    ("一万十二名", "零"),
    ("3点5", "malformed"),
    ("3亿多万", "larger multiplier"),
    ("5万%", "multiplier"),
    ("百分之37%", "after a fraction"),
    ("三分之一个", "after a fraction"),
    ("三分之一半", "no share"),
    ("一半名", "no share"),
    ("零分之一", "part of a whole"),
    ("几分之一", "part of a whole"),
    ("1.5年半", "半"),
    ("五六年半", "半"),
    ("家多月", "no number"),
    ("3家多月", "家月"),
    ("七八折", "one discount"),
    ("10折", "discount"),
    ("100折", "discount"),
    ("翻两倍", "番"),
    ("翻99番", "doublings"),
    ("翻几千番", "doublings"),
    ("近2年", "window"),
    ("近三年", "window"),
    ("近6个月", "window"),
]


@pytest.mark.parametrize(("text", "word"), REFUSED)
def test_what_is_no_single_sound_expression_is_refused_with_the_reason(text, word):
    for reading in ("narrow", "central", "wide"):
        with pytest.raises(QuantityError) as caught:
            read_quantity(text, reading)
        assert any(each in caught.value.reason for each in word.split("|")), caught.value.reason


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("約7680人次", "约7680人次"),
        ("1.05億元", "1.05亿元"),
        ("3萬餘名", "3万余名"),
        ("兩個項目", None),
        ("兩百萬元", "两百万元"),
        ("十幾個", "十几个"),
        ("數百場", "数百场"),
        ("超過31500平方米", "超过31500平方米"),
        ("將近50%", "将近50%"),
        ("不滿3歲", "不满3岁"),
        ("30學時以內", "30学时以内"),
        ("不低於2000輛", "不低于2000辆"),
        ("五點五萬噸", "五点五万吨"),
        ("貳拾陸條", "贰拾陆条"),
        ("120課時", "120课时"),
        ("16級", "16级"),
        ("3屆", "3届"),
        ("178場次", "178场次"),
        ("10對", "10对"),
        ("58間", "58间"),
        ("2臺", "2台"),
        ("6個週", None),
        ("4種", "4种"),
        ("5萬戶", "5万户"),
        ("15處", "15处"),
        ("1000塊錢", "1000块钱"),
        ("4個百分點", "4个百分点"),
        ("23條產業鏈", "23条产业链"),
        ("10分鐘", "10分钟"),
        ("3門", "3门"),
        ("5冊", "5册"),
        ("7張", "7张"),
    ],
)
def test_traditional_reads_as_simplified(traditional, simplified):
    if simplified is None:
        with pytest.raises(QuantityError):
            read_quantity(traditional)
    else:
        assert read_quantity(traditional) == read_quantity(simplified)


@pytest.mark.parametrize(
    "text",
    [
        "近 400 名",
        "近\n400\n名",
        "近400\u3000名",
        " 近400名 ",
        "近４００名",
        "近四百名",
        "近肆佰名",
    ],
)
def test_blanks_and_scripts_between_the_parts_change_nothing(text):
    assert read_quantity(text) == read_quantity("近400名")


@pytest.mark.parametrize("sign", "-‐‑‒–—―－−~～〜∼至到")
def test_every_dash_and_wave_makes_a_range(sign):
    assert read_quantity(f"3{sign}5个") == read_quantity("3至5个")


def units():
    with (find_project().codebook / "reading" / "units.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", units(), ids=lambda row: row["printed"])
def test_every_classifier_is_read_as_its_unit(row):
    expression = take_apart("7" + row["printed"], BOOK)
    assert expression.unit == row["unit"]
    assert row["label_en"] and row["label_zh"]
    # A thousand with the same classifier: 千 may not be taken from the classifier or the reverse.
    if row["unit"] != "fraction" and row["printed"] != "番":
        factor = float(row["factor"] or 1)
        assert read_quantity(f"7千{row['printed']}").value == pytest.approx(7000 * factor)


def test_person_times_are_never_persons():
    assert read_quantity("22万人次").unit == "人次"
    assert read_quantity("3000人").unit == read_quantity("3000位").unit == "人"


def test_units_are_printed_once_and_one_label_each():
    rows = units()
    assert len({row["printed"] for row in rows}) == len(rows)
    labels = {(row["unit"], row["label_en"], row["label_zh"]) for row in rows}
    assert len({unit for unit, *_ in labels}) == len(labels)
