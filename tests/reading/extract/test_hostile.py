"""Arbitrary and hostile texts: no crash, no wrong offset, no more than linear time."""

import itertools
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_tables import BOOK
from reform_analysis.reading.extract import scan
from reform_analysis.reading.extract.patterns import load_words

SIGNS = "0123456789零一二三十百千万亿几数余多近约超过以上左右人名个元%％成倍年月第"
SIGNS += "、，。.,- \n至到从“”《》()（）約萬個點lO"
REPORT = (
    "2023年，全市培训职工近3.5万人次，占37%以上；“五个一”活动惠及1 138名，"
    "从3家增加到15家，分别提高1、12.4、1.4个百分点，约占总数的17%，近19 4万人。"
)


def _hold(text: str) -> None:
    found = scan(text, BOOK)
    for table in found:
        for start, end, reported in zip(
            table["start"], table["end"], table["reported"], strict=True
        ):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == reported
    ends = [0, *sorted(found.quantities["end"])]
    starts = sorted(found.quantities["start"])
    assert all(end <= start for end, start in zip(ends, starts, strict=False))
    assert (found.quantities["low"] <= found.quantities["high"]).all()


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80))
def test_any_text(text):
    _hold(text)


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from(SIGNS), max_size=60))
def test_text_of_the_signs_of_numbers(text):
    _hold(text)


@pytest.mark.parametrize(
    "text",
    [
        "从万到1百家",  # a bare multiplier
        "从三增加到15万家",
        "由1.2.3增至15万家",
        "由1 138增至15万家",
        "由1,138增至15万家",
        "从1.到2万家",
    ],
)
def test_a_number_that_a_later_one_could_lend_its_multiplier(text):
    _hold(text)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, len(REPORT)), st.sampled_from(SIGNS + "\U0001f600é")), max_size=8
    )
)
def test_report_with_slips(slips):
    text = REPORT
    for place, sign in slips:
        text = text[:place] + sign + text[place + 1 :]
    _hold(text)


RUNS = ["1,", ",234", "1 ", "1.\n", "1.", "1 . ", "数百", "一", "万", "一百"]


@pytest.mark.parametrize("sign", ["1,", ",234", "1 ", "1.", "1 . ", "数百"])
def test_no_part_of_a_long_run_is_read(sign):
    for length in [*range(4, 60), *range(90, 110), *range(190, 210)]:
        assert scan(f"培训1{sign * length}5人，", BOOK).quantities.empty


@pytest.mark.parametrize("sign", RUNS)
def test_a_long_run_keeps_no_place_to_go_back_to(sign):
    text = (sign * 160_000)[:160_000]
    number = BOOK.once(load_words).number
    tracemalloc.start()
    match = number.match(text, sign.index(sign.lstrip(",")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert match.end() > len(text) - 8
    assert peak < 4 * len(text)  # bytes; a place to go back to for every sign takes 60 times that


HOSTILE = {
    "digits": "1",
    "digits and blanks": "1 ",
    "digits and commas": "1,",
    "digits and points": "1.",
    "thousands": "1,234 ",
    "list": "1、",
    "list with blanks": "12 、",
    "numerals": "一",
    "multiples": "万",
    "hedges": "近",
    "stacked hedges": "约有近",
    "several": "几数",
    "several hundreds": "数百",
    "brackets": "(",
    "titles": "《1个",
    "quotes": "“1个",
    "blanks": " ",
    "digit and blanks": "1        ",
    "lines": "1\n",
    "ranges": "1-",
    "changes": "1增至",
    "from": "从1到",
    "shares": "百分之",
    "far hedges": "约占的",
    "ordinals": "第1、",
    "pinyin": "进(jin",
    "quantities": "近400名、",
    "ratios": "1:1:",
    "ratios in words": "一比",
    "so many for each": "每3人1名",
    "unknown units": "压强50Pa",
    "refused numerals": "一二三个",
    "what each is per": "300元/人",
    "spoken millions": "5个亿",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_growth_is_linear(unit):
    scan("近400名", BOOK)  # registers are read once
    short, long = (unit * (size // len(unit)) for size in (10_000, 80_000))
    ratios = []
    for _ in range(3):  # another process may slow one try down, not three
        times = [_seconds(text) for text in (short, long)]
        ratios.append(times[1] / max(times[0], 1e-3))
        if ratios[-1] < 24:
            break
    assert min(ratios) < 24, f"8 times the text took {min(ratios):.0f} times as long"


def _seconds(text: str) -> float:
    begin = time.perf_counter()
    scan(text, BOOK)
    return time.perf_counter() - begin


def test_hostile_pieces_mixed():
    for first, second in itertools.combinations(HOSTILE.values(), 2):
        _hold((first * 9 + second * 9) * 2)
