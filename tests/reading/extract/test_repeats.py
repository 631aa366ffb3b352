"""Passages printed twice: where they are, and which quantity repeats which."""

import pandas as pd

from reform_analysis import find_quantities
from reform_analysis.reading.extract.repeats import find_repeats, link_repeats

PASSAGE = (
    "全区开展各类技能培训30场次，培训职工近万人，新增高技能人才580人，"
    "评选先进班组12个，惠及企业45家，兑现奖金5万元。"
)
OTHER = "另一段文字说别的事情，与上文并不相同。"


def test_a_passage_is_found_as_long_as_it_is():
    found = find_repeats(PASSAGE + OTHER + PASSAGE)
    begin = len(PASSAGE + OTHER)
    assert found.to_numpy().tolist() == [[begin, begin + len(PASSAGE), 0]]


def test_line_breaks_do_not_hide_a_passage():
    broken = PASSAGE[:20] + "\n\n" + PASSAGE[20:]
    found = find_repeats(PASSAGE + OTHER + broken)
    assert found["end"].iloc[0] - found["start"].iloc[0] == len(broken)


def test_a_phrase_is_no_passage():
    assert find_repeats(PASSAGE[:30] + OTHER + PASSAGE[:30]).empty
    assert find_repeats("").empty


def test_every_quantity_of_a_repeat_leads_to_the_first():
    text = PASSAGE + OTHER + PASSAGE + OTHER + PASSAGE
    found = find_quantities(text)
    links = link_repeats(text, found)
    once = len(find_quantities(PASSAGE))
    assert once == 6
    assert links.tolist() == [pd.NA] * once + list(range(once)) * 2


def test_same_numbers_in_another_passage_are_not_linked():
    text = PASSAGE + "另有12个小组。"
    assert link_repeats(text, find_quantities(text)).isna().all()


def test_coded_repeats(reports):
    """The nineteen claims of the newsletter that are printed twice."""
    text = (reports / "001_37db062171183a76.txt").read_bytes().decode()
    assert link_repeats(text, find_quantities(text)).notna().sum() == 19
