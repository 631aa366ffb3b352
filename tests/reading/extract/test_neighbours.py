"""What touches an expression is taken in, or the whole is refused. All sentences are invented."""

from itertools import product

import pytest

from real_tables import BOOK
from reform_analysis.reading.extract import find_quantities, scan
from reform_analysis.reading.hedges import load_rules
from reform_analysis.reading.quantity import QuantityError, read_quantity
from reform_analysis.tables.naming import split_list

LISTS = {
    row["list_id"]: split_list(row["words"]) for row in BOOK.rows("codebook/reading/word_classes")
}

READ = [
    ("加班不得超过36小时", "under", 36, "小时"),
    ("经费不应低于80万元", "at_least", 800_000, "元"),
    ("每组不准多于9人", "under", 9, "人"),
    ("合格率没有达到85%", "under", 0.85, "fraction"),
    ("差错从未超过4次", "under", 4, "次"),
    ("会员超过了700人", "over", 700, "人"),
    ("每班至少要有6名导师", "at_least", 6, "人"),
    ("年龄大于或等于45岁", "at_least", 45, "岁"),
    ("损耗小于等于7%", "under", 0.07, "fraction"),
    ("占六成有余", "over", 0.6, "fraction"),
    ("占九成弱", "nearly", 0.9, "fraction"),
    ("到场90人不到，散会", "under", 90, "人"),
    ("职工80人（含）以上", "at_least", 80, "人"),
    ("产值30万元（不含）以下", "under", 300_000, "元"),
    ("上升零点七个百分点", "exact", 0.7, "百分点"),
    ("工期两个半月", "exact", 2.5, "个月"),
    ("出口700万英镑", "exact", 7_000_000, "英镑"),
    ("试样45平方厘米", "exact", 45, "平方厘米"),
    ("管长6km", "exact", 6, "公里"),
    ("会员不到2030，", "under", 2030, ""),
    ("占全部的四百分之三", "exact", 3 / 400, "fraction"),
]

REFUSED = [
    ("惠及2万7千4百人", "2万7千4百人"),
    ("投资6千零70万元", "6千零70万元"),
    ("培训4万 2千 1百人", "4万 2千 1百人"),
    ("资产70万余亿元", "70万余亿元"),
    ("占比七成三", "七成三"),
    ("单价31元6角", "31元6角"),
    ("绳长8米4", "8米4"),
    ("占百分之三十到四十五", "百分之三十到四十五"),
    ("增速负2.7%", "负2.7%"),
    ("利润-6.1亿元", "-6.1亿元"),
    ("每班40±3人", "40±3人"),
    ("投资$9000万", "$9000万"),
    ("装机2.4万千瓦", "2.4万千瓦"),
    ("人数介于40和60人之间", "介于40和60人"),
    ("参赛五万二人", "五万二人"),
]

LEFT = [
    "（单位：万元）",
    "利润总额（亿元）",
    "计量单位为百万元",
    "详见https://a.example.cn/q?x=%31%20%45%，",
]


@pytest.mark.parametrize(("text", "hedge", "value", "unit"), READ)
def test_a_whole_expression_is_read(text, hedge, value, unit):
    found = find_quantities(text, BOOK)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["hedge"], row["unit"]) == (hedge, unit)
    assert row["value"] == pytest.approx(value)


@pytest.mark.parametrize(("text", "whole"), REFUSED)
def test_a_part_is_never_read(text, whole):
    found = scan(text, BOOK)
    assert found.quantities.empty
    assert found.refused["reported"].tolist() == [whole]
    assert found.refused["reason"].str.len().min() > 0


@pytest.mark.parametrize("text", LEFT)
def test_units_of_columns_and_addresses_are_left(text):
    assert find_quantities(text, BOOK, refused=True).empty


def test_a_full_stop_parts_two_sentences():
    found = find_quantities("会员达4600。7万名职工参加", BOOK)
    assert found["reported"].tolist() == ["4600", "7万名"]


def test_refusals_stand_in_the_order_of_the_text():
    found = find_quantities("占七成三，共60人，绳长8米4", BOOK, refused=True)
    assert found["reported"].tolist() == ["七成三", "60人", "8米4"]
    assert found["reason"].ne("").tolist() == [True, False, True]


OPPOSITE = {"over": "under", "at_least": "under", "under": "at_least"}


def test_every_negation_turns_every_comparison():
    cues = load_rules(BOOK).cues["before"]
    plain = {word: cue for word, cue in cues.items() if cue.hedge in OPPOSITE and word.isalpha()}
    for negation, (word, cue) in product(LISTS["negation"], plain.items()):
        if negation + word in cues or any((negation + word).startswith(each) for each in cues):
            continue
        read = read_quantity(f"{negation}{word}300人", BOOK)
        assert read.hedge == OPPOSITE[cue.hedge], negation + word
        assert (read.high == 300) == (read.hedge == "under")


@pytest.mark.parametrize("link", LISTS["link"])
def test_words_between_change_nothing(link):
    for hedge in ("超过", "将近", "至少", "不到", "不得低于"):
        assert read_quantity(f"{hedge}{link}300人", BOOK) == read_quantity(f"{hedge}300人", BOOK)


@pytest.mark.parametrize("expression", ["0余万番", "超0亿番左右", "超0亿番", "30番", "不得接近80%"])
@pytest.mark.parametrize("reading", ["narrow", "central", "wide"])
def test_refused_at_every_reading(expression, reading):
    with pytest.raises(QuantityError):
        read_quantity(expression, BOOK, reading)
