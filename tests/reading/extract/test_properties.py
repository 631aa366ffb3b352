"""What must hold of any number, hedge and text; every sentence is made by the test."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_tables import BOOK
from reform_analysis.reading.extract import find_quantities
from reform_analysis.reading.extract.find import find_rows
from reform_analysis.reading.hedges import load_rules
from reform_analysis.tables.naming import split_list

LISTS = {
    row["list_id"]: split_list(row["words"]) for row in BOOK.rows("codebook/reading/word_classes")
}
DIGITS, PLACES = "零一二三四五六七八九", ("", "十", "百", "千")
FORMAL = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
ARABIC = {sign: str(value) for value, sign in enumerate(DIGITS) if value}
HEDGES = ["超过", "不到", "将近", "至少", "最多", "不低于", "不超过", "约"]


def spelt(number):
    """A number below 10^8 as schools teach to spell it."""
    head, tail = divmod(number, 10_000)
    if head:
        gap = "零" if 0 < tail < 1000 else ""
        return spelt(head) + "万" + (gap + spelt(tail) if tail else "")
    text, zero = "", False
    for place, digit in zip(range(3, -1, -1), f"{number:04d}", strict=True):
        if digit == "0":
            zero = bool(text)
        else:
            text += ("零" if zero else "") + DIGITS[int(digit)] + PLACES[place]
            zero = False
    return text


def test_the_speller_spells():
    assert [spelt(number) for number in (10_012, 305, 20_500, 34_000_070)] == [
        "一万零一十二",
        "三百零五",
        "二万零五百",
        "三千四百万零七十",
    ]


@settings(deadline=None, max_examples=400)
@given(st.integers(11, 10**8 - 1), st.data())
def test_a_number_in_any_spelling_is_its_value_or_a_refusal_and_never_a_part(number, data):
    text = "".join(
        data.draw(st.sampled_from([sign, sign, ARABIC.get(sign, sign), FORMAL.get(sign, sign)]))
        for sign in spelt(number)
    )
    quantities, refused = find_rows(f"共培训{text}人，", BOOK)
    assert [row[5] for row in quantities] == [number][: len(quantities)]
    covered = {place for row in (*quantities, *refused) for place in range(row[0], row[1])}
    assert covered >= set(range(3, 3 + len(text))), text


CLASSIFIERS = [row["printed"] for row in BOOK.rows("codebook/reading/classifiers")]
NAMED = ("折", "番", "倍", "届", "级", "年", "伏", "股", "方", "款")
"""Classifiers that may make a discount, a rank, a phrase, a model or a period of a number."""
TOLD = ["共{}，", "新增{}。", "达到{}，", "减少了{}；", "增至{}\n", "仅有{}！"]
VAGUE = ["几十", "数百", "十几", "数千", "几百", "数以万计", "两"]


@settings(deadline=None, max_examples=600)
@given(
    st.one_of(
        st.integers(3, 10**7).map(str), st.integers(3, 10**7).map(spelt), st.sampled_from(VAGUE)
    ),
    st.sampled_from(["", "", "逾", "突破", *HEDGES]),
    st.sampled_from([unit for unit in CLASSIFIERS if unit not in NAMED]),
    st.sampled_from(TOLD),
)
def test_no_character_of_a_number_that_is_told_is_left_in_silence(number, hedge, unit, told):
    text = told.format(hedge + number + unit)
    rows = [row for table in find_rows(text, BOOK) for row in table]
    covered = {place for row in rows for place in range(row[0], row[1])}
    first = told.index("{")
    assert covered >= set(range(first, first + len(hedge + number))), text


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 9999), st.sampled_from(["", "万", "亿"]), st.sampled_from("元角分"))
def test_small_change_is_added_or_refused(yuan, size, unit):
    (row,) = find_quantities(f"每份{yuan}{size}元5角", BOOK, refused=True).itertuples()
    assert row.reported == f"{yuan}{size}元5角"
    assert (row.reason == "") == (size == "")
    if not size:
        assert math.isclose(row.value, yuan + 0.5)


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 8), st.integers(1, 8), st.sampled_from(["至", "到", "-"]))
def test_any_digit_may_be_the_first_end_of_a_range(low, more, between):
    high = min(low + more, 9)
    text = f"每村配备{DIGITS[low]}{between}{DIGITS[high]}名指导员"
    (row,) = find_quantities(text, BOOK, refused=True).itertuples()
    assert (row.low, row.high, row.hedge) == ((low, high, "range"))


@pytest.mark.parametrize("hedge", HEDGES)
@pytest.mark.parametrize("link", [word for word in LISTS["link"] if word != "为"] + ["为"])
def test_words_between_hedge_and_number_change_nothing_in_a_text(hedge, link):
    plain = find_quantities(f"全市{hedge}700人参加", BOOK).iloc[0]
    linked = find_quantities(f"全市{hedge}{link}700人参加", BOOK).iloc[0]
    same = ["hedge", "low", "value", "high", "unit"]
    assert linked[same].tolist() == plain[same].tolist()


@pytest.mark.parametrize("negation", LISTS["negation"])
def test_a_negation_in_a_text_turns_the_bound(negation):
    cues = load_rules(BOOK).cues["before"]
    for word, turned in (("超过", "under"), ("低于", "at_least"), ("少于", "at_least")):
        if negation + word in cues:
            continue
        row = find_quantities(f"每班{negation}{word}60人", BOOK).iloc[0]
        assert row["hedge"] == turned
        assert f"{negation}{word}60人".endswith(row["reported"])  # 绝 in 绝不 only stresses


SIGNS = "0123456789零一二两三五九十百千万亿半成负-±$，。、至到元角分人名%点又余多约超以上左右之间()"


@settings(deadline=None, max_examples=400)
@given(st.text(st.sampled_from(SIGNS), max_size=24))
def test_nothing_overlaps_and_no_interval_is_turned_round(text):
    quantities, refused = find_rows(text, BOOK)
    end = 0
    for row in sorted((*quantities, *refused), key=lambda row: row[:2]):
        assert end <= row[0] < row[1]
        assert text[row[0] : row[1]] == row[2]
        end = row[1]
    assert all(row[4] <= row[6] and row[8] in ("printed", "inferred", "") for row in quantities)
