"""Ratios, unknown units and bare numbers are read or refused aloud; names and times are left."""

import pytest

from real_tables import BOOK
from reform_analysis.reading.extract import find_quantities

REFUSED = [
    ("师徒比4:1", "4:1"),
    ("以5:2取胜", "5:2"),
    ("按1比6配备导师", "1比6"),
    ("按四比一配备导师", "四比一"),
    ("配比为1:3:6", "1:3:6"),
    ("按每6人1名配备导师", "每6人1名"),
    ("每10万人2.5名", "每10万人2.5名"),
    ("压强达70Pa", "70Pa"),
    ("转速4000rpm的电机", "4000rpm"),
    ("流量90L/ms", "90L/ms"),
    ("管径 70 ft", "70 ft"),
    ("帮四千六百二十万移民搬迁", "四千六百二十万移民"),
    ("从5.1增至更高", "5.1"),
    ("建成示范车间46，", "46"),
    ("建成示范车间1,046。", "1,046"),
]
LEFT = [
    "会议9:30开始",
    "按1:1还原",
    "5G网络",
    "3D打印",
    "A4纸",
    "编号3280。",
    "排名第16，",
    "成立于2019，",
    "电话86571031。",
    "2023比2022多",
    "表12。",
    "说三百六十行的故事",
    "/20个",
]


@pytest.mark.parametrize(("text", "reported"), REFUSED)
def test_refused_as_a_whole_with_a_reason(text, reported):
    (row,) = find_quantities(text, BOOK, refused=True).itertuples()
    assert row.reported == reported
    assert row.reason


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text):
    assert find_quantities(text, BOOK, refused=True).empty


def test_what_is_counted_behind_a_label_or_a_year_is_read():
    for text, reported in (("附件1:20名", "20名"), ("每年3次", "3次"), ("占比1/4", "1/4")):
        assert find_quantities(text, BOOK, refused=True)["reported"].tolist() == [reported]
