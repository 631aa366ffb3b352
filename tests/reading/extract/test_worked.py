"""Sentences of many kinds of writing, read by hand first. All are invented."""

import pytest

from real_tables import BOOK
from reform_analysis.reading.extract import scan

READ = [
    ("平均耗时四个月左右，", "四个月左右", "about", 4, "个月"),
    ("上浮6个百分点左右", "6个百分点左右", "about", 6, "百分点"),
    ("每次12个小时左右", "12个小时左右", "about", 12, "小时"),
    ("每周最少要开3次班会", "3次", "at_least", 3, "次"),
    ("每年至少组织培训5次", "5次", "at_least", 5, "次"),
    ("最多可申请8万元", "8万元", "under", 80_000, "元"),
    ("起码干满六年才行", "六年", "at_least", 6, "年"),
    ("标准不应低于每月240元", "240元", "at_least", 240, "元"),
    ("不超过每人每年1800元", "1800元", "under", 1800, "元/人/年"),
    ("资助标准最高达45万元", "45万元", "under", 450_000, "元"),
    ("报销比例最高可达75%", "75%", "under", 0.75, "fraction"),
    ("占比从没高过4.5%", "从没高过4.5%", "under", 0.045, "fraction"),
    ("合格率未达到92%", "未达到92%", "under", 0.92, "fraction"),
    ("多于或等于15人", "多于或等于15人", "at_least", 15, "人"),
    ("开工率不到了四成", "不到了四成", "under", 0.4, "fraction"),
    ("平均工龄约为14.5年", "约为14.5年", "about", 14.5, "年"),
    ("扎根一线26年，", "26年", "exact", 26, "年"),
    ("壁厚3厘米8毫米", "3厘米8毫米", "exact", 3.8, "厘米"),
    ("奖励4000元（含税）", "4000元", "exact", 4000, "元"),
    ("价格指数+1.6%", "+1.6%", "exact", 0.016, "fraction"),
    ("全年保持在-18℃", "-18℃", "exact", -18, "℃"),
    ("分别增长2.4%和-3.1%", "-3.1%", "exact", -0.031, "fraction"),
    ("返工减少了一半。", "一半", "exact", 0.5, "fraction"),
    ("外来工里，一半是女工", "一半", "exact", 0.5, "fraction"),
    ("来了三四百号人", "三四百号人", "range", None, "人"),
    ("一年挣八万六。", "八万六", "exact", 86_000, ""),
    ("入选7名多面手", "7名", "exact", 7, "人"),
    ("印发五项制度。", "五项", "exact", 5, "项"),
    ("千名职工参与。", "千名", "exact", 1000, "人"),
    ("点击达30万+。", "30万+", "at_least", 300_000, ""),
    ("输气2.6亿方。", "2.6亿方", "exact", 260_000_000, "立方米"),
    ("灭火器35具。", "35具", "exact", 35, "具"),
    ("轮换不能长于5个月。", "不能长于5个月", "under", 5, "个月"),
    ("得分在60与75分之间。", "60与75分之间", "range", None, "分"),
    ("额度最高为70万元", "70万元", "under", 700_000, "元"),
    ("其中四成为外省户籍。", "四成", "exact", 0.4, "fraction"),
    ("做了十几年焊工。", "十几年", "several", None, "年"),
    ("花了三十万块。", "三十万块", "exact", 300_000, "块"),
    ("9部多联机。", "9部", "exact", 9, "部"),
    ("变压器800千伏安。", "800千伏安", "exact", 800_000, "伏安"),
    ("装卸3.1万TEU。", "3.1万TEU", "exact", 31_000, "标箱"),
    ("投劳450个工日。", "450个工日", "exact", 450, "工日"),
    ("3000余农户受益。", "3000余", "over", 3000, "户"),
    ("2000余农户受益。", "2000余", "over", 2000, "户"),
    ("一干就是27年。", "27年", "exact", 27, "年"),
    ("减少27起到51起。", "51起", "exact", 51, "起"),
]
REFUSED = [
    ("亮度450勒克斯。", "450勒克斯"),
    ("布长260尺子。", "260尺子"),
    ("求人倍率1.42。", "1.42"),
    ("投资额（亿元）：42.6", "42.6"),
    ("新增3O.5万人。", "3O.5万人"),
    ("来了小三百人。", "小三百人"),
    ("干了快三十年。", "快三十年"),
    ("推力45公斤力。", "45公斤力"),
    ("产量3..6万吨。", "3..6万吨"),
    ("借了小二十万块。", "小二十万块"),
]
LEFT = [
    "金额单位均为百万元。",
    "三到五年，",
    "今后的8年，",
    "又是一年，",
    "3号线、12路。",
    "版本为4.0的。",
    "以万人为单位。",
    "6.5代线投产。",
    "三伏天。",
]


@pytest.mark.parametrize(("text", "reported", "hedge", "value", "unit"), READ)
def test_read(text, reported, hedge, value, unit):
    found = scan(text, BOOK).quantities
    row = found[found["reported"].eq(reported)].squeeze()
    assert (row["hedge"], row["unit"]) == (hedge, unit)
    if value is not None:
        assert row["value"] == pytest.approx(value)


@pytest.mark.parametrize(("text", "reported"), REFUSED)
def test_refused_aloud(text, reported):
    found = scan(text, BOOK)
    assert found.quantities.empty
    assert found.refused["reported"].tolist() == [reported]


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text):
    found = scan(text, BOOK)
    assert found.quantities.empty and found.refused.empty
