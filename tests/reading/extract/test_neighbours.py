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
    ("点击不到2030，", "under", 2030, ""),
    ("占全部的四百分之三", "exact", 3 / 400, "fraction"),
    ("惠及2万7千4百人", "exact", 27_400, "人"),
    ("投资6千零70万元", "exact", 60_700_000, "元"),
    ("培训4万 2千 1百人", "exact", 42_100, "人"),
    ("资产70万余亿元", "over", 7e13, "元"),
    ("投资7亿4,000万元", "exact", 740_000_000, "元"),
    ("占比七成三", "exact", 0.73, "fraction"),
    ("占比五成二以上", "at_least", 0.52, "fraction"),
    ("单价31元6角", "exact", 31.6, "元"),
    ("单价十二元七角五分，", "exact", 12.75, "元"),
    ("绳长8米4", "exact", 8.4, "米"),
    ("身高一米七，", "exact", 1.7, "米"),
    ("全长12公里300米", "exact", 12.3, "公里"),
    ("增速负2.7%", "exact", -0.027, "fraction"),
    ("增速为-2.7%", "exact", -0.027, "fraction"),
    ("利润-6.1亿元", "exact", -610_000_000, "元"),
    ("气温零下9℃", "exact", -9, "℃"),
    ("每班40±3人", "exact", 40, "人"),
    ("投资$9000万", "exact", 90_000_000, "美元"),
    ("捐款¥60万", "exact", 600_000, "元"),
    ("装机2.4万千瓦", "exact", 24_000_000, "瓦"),
    ("发电3.6亿千瓦时", "exact", 3.6e11, "瓦时"),
    ("参赛五万二人", "exact", 52_000, "人"),
    ("为上年的四又二分之一倍", "exact", 4.5, "倍"),
    ("每车半吨", "exact", 0.5, "吨"),
    ("时长半小时", "exact", 0.5, "小时"),
    ("每次一个半小时", "exact", 1.5, "小时"),
    ("设备7佰元", "exact", 700, "元"),
    ("最高补助金额为90万元", "under", 900_000, "元"),
    ("以300万元为上限", "under", 3_000_000, "元"),
    ("封顶20万元", "under", 200_000, "元"),
    ("装机破4000万千瓦", "over", 4e10, "瓦"),
    ("服务27万人(次)", "exact", 270_000, "人次"),
    ("工期三年零两个月", "exact", 3 + 1 / 6, "年"),
    ("年龄16岁（含16岁）以上", "at_least", 16, "岁"),
    ("捐款HK$700万", "exact", 7_000_000, "港元"),
    ("会员六万 4千人", "exact", 64_000, "人"),
    ("半数强", "over", 0.5, "fraction"),
    ("气温-17℃", "exact", -17, "℃"),
    ("上年负增长2.6%", "exact", -0.026, "fraction"),
    ("不止260人", "over", 260, "人"),
    ("严禁超过45人", "under", 45, "人"),
    ("占比≧35%", "at_least", 0.35, "fraction"),
    ("补贴6毛钱", "exact", 0.6, "元"),
    ("用时一小时二十分", "exact", 4 / 3, "小时"),
    ("过半职工参加", "over", 0.5, "fraction"),
    ("增速+6.3%", "exact", 0.063, "fraction"),
    ("捐赠港币400万元", "exact", 4_000_000, "港元"),
    ("单价13块5，", "exact", 13.5, "元"),
    ("气温零下二十度", "exact", -20, "度"),
    ("电压380V", "exact", 380, "伏"),
    ("捐款RMB700万", "exact", 7_000_000, "元"),
    ("排名提升14位", "exact", 14, "位次"),
    ("8个多功能厅", "exact", 8, "个"),
    ("4家余姚企业", "exact", 4, "家"),
    ("发放补贴近70万元", "nearly", 700_000, "元"),
    ("到场600名职工左右", "about", 600, "人"),
    ("服务700人 次，", "exact", 700, "人次"),
    ("全市3 246 700人", "exact", 3_246_700, "人"),
    ("3 246 700人", "exact", 3_246_700, "人"),
    ("每期四个半学时", "exact", 4.5, "学时"),
    ("14 000人", "exact", 14_000, "人"),
    ("表2 457人", "exact", 457, "人"),
    ("比去年下降一成", "exact", 0.1, "fraction"),
    ("提出三点建议", "exact", 3, "点"),
    ("创17年新低", "exact", 17, "年"),
    ("筹集资金两百万。", "exact", 2_000_000, "元"),
    ("职工五百有余", "over", 500, "人"),
]

REFUSED = [
    ("人数为10的，计3万亿5元", "3万亿5元"),
    ("服务对象-15人", "-15人"),
    ("项目投资6，120元", "6，120元"),
    ("占比为-3%至5%", "-3%至5%"),
    ("出口5万元美元", "5万元美元"),
    ("师生比1:18", "1:18"),
    ("三次产业比例为4.6:38.2:57.2", "4.6:38.2:57.2"),
    ("收入3O万元", "3O万元"),
    ("参加者1OO人", "1OO人"),
    ("用了个把月", "个把"),
    ("来了百把人", "百把人"),
    ("覆盖一亿三千二百人", "一亿三千二百人"),
    ("至少40%至50%", "至少40%至50%"),
    ("每份100±10%", "100±10%"),
    ("总额十二万又六百元", "十二万又六百元"),
    ("捐款NT$700万", "NT$700万"),
    ("罚款200万印度卢比", "200万印度卢比"),
    ("每袋（200±5）克", "200±5"),
    ("药剂30万毫当量", "30万毫"),
    ("1 857人", "1 857人"),
]

LEFT = [
    "（单位：万元）",
    "利润总额（亿元）",
    "计量单位为百万元",
    "数额以万元为单位",
    "总量以亿元计",
    "详见https://a.example.cn/q?x=%31%20%45%，",
]


@pytest.mark.parametrize(("text", "hedge", "value", "unit"), READ)
def test_a_whole_expression_is_read(text, hedge, value, unit):
    found = find_quantities(text, BOOK)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["hedge"], row["unit"]) == (hedge, unit)
    assert row["value"] == pytest.approx(value)


RANGES = [
    ("占百分之三十到四十五", 0.3, 0.45, "fraction"),
    ("人数介于40和60人之间", 40, 60, "人"),
    ("补助从2000到4500元不等", 2000, 4500, "元"),
    ("每班在25至35之间", 25, 35, ""),
    ("历时三、四个月", 3, 4, "个月"),
    ("每组五到十人", 5, 10, "人"),
    ("每户3万元(含)-8万元", 30_000, 80_000, "元"),
    ("每村一至两名", 1, 2, "人"),
    ("年薪6万元至9万元", 60_000, 90_000, "元"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_two_ends_are_one_expression(text, low, high, unit):
    found = find_quantities(text, BOOK, refused=True)
    assert found[["low", "high", "unit"]].values.tolist() == [[low, high, unit]]


CHANGES = [
    ("增加3万人至9万人", [30_000, 90_000]),
    ("最低工资上调60元至2100元", [60, 2100]),
    ("下降0.4%至2.9%", [0.004, 0.029]),
    ("提高2个百分点到51%", [2, 0.51]),
    ("服务5165、3611万元", [51_650_000, 36_110_000]),
    ("提高0.25、-4.6、1.7个百分点", [0.25, -4.6, 1.7]),
    ("收到二十几万和几百万的捐款", [None, None]),
]


@pytest.mark.parametrize(("text", "values"), CHANGES)
def test_each_number_is_read_by_itself(text, values):
    found = find_quantities(text, BOOK, refused=True)
    assert found["value"].astype(object).where(found["value"].notna(), None).tolist() == values


RULES = BOOK.rows("codebook/reading/neighbours")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule_id"])
def test_a_rule_takes_in_what_its_example_says(rule):
    before, _, rest = rule["example"].partition("〔")
    whole, _, behind = rest.partition("〕")
    found = find_quantities(before + whole + behind, BOOK, refused=True)
    assert found["reported"].tolist() == [whole]
    assert found["reason"].eq("").tolist() == [rule["verdict"] == "read"]


INFERRED = [
    ("常住人口约731万", "人"),
    ("8000农民工返岗", "人"),
    ("投入超1500万", "元"),
    ("联系4200企业", "家"),
    ("几百职工到场", "人"),
]


@pytest.mark.parametrize(("text", "unit"), INFERRED)
def test_a_unit_left_out_is_inferred_and_marked(text, unit):
    row = find_quantities(text, BOOK).iloc[0]
    assert (row["unit"], row["unit_basis"]) == (unit, "inferred")


def test_a_printed_unit_is_marked_and_none_is_invented():
    found = find_quantities("培训400名，点击量突破500万", BOOK)
    assert found["unit_basis"].tolist() == ["printed", ""]
    assert found["unit"].tolist() == ["人", ""]


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
    found = find_quantities("有1OO人，共60人，师生比1:18", BOOK, refused=True)
    assert found["reported"].tolist() == ["1OO人", "60人", "1:18"]
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
