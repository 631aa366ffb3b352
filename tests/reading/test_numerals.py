"""Numerals: values by hand, every way of writing a number, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reform_analysis.reading.numerals import NumeralError, read_numeral

# text, value, res, step, form: worked by hand
NUMERALS = [
    ("400", 400, 1, 100, "plain"),
    ("3500", 3500, 1, 100, "plain"),
    ("2540", 2540, 1, 10, "plain"),
    ("7", 7, 1, 1, "plain"),
    ("0", 0, 1, 1, "plain"),
    ("1.50万", 15000, 100, 1000, "multiplier"),
    ("37.81万", 378100, 100, 100, "multiplier"),
    ("14.5", 14.5, 0.1, 0.1, "decimal"),
    ("2.50", 2.5, 0.01, 0.1, "decimal"),
    ("5千", 5000, 1000, 1000, "multiplier"),
    ("3百万", 3_000_000, 1_000_000, 1_000_000, "multiplier"),
    ("1.2万亿", 1.2e12, 1e11, 1e11, "multiplier"),
    ("3万5千", 35000, 1000, 1000, "multiplier"),
    ("1亿2000万", 120_000_000, 10_000, 10_000_000, "multiplier"),
    ("1亿200万", 102_000_000, 10_000, 1_000_000, "multiplier"),
    ("3万5000", 35000, 1, 1000, "plain"),
    ("2万0500", 20500, 1, 100, "plain"),
    ("1,200", 1200, 1, 100, "plain"),
    ("1,234,567", 1_234_567, 1, 1, "plain"),
    ("5 000", 5000, 1, 1000, "plain"),
    ("12 345.5", 12345.5, 0.1, 0.1, "decimal"),
    ("1,200万", 12_000_000, 10_000, 1_000_000, "multiplier"),
    ("百", 100, 100, 100, "bare"),
    ("千", 1000, 1000, 1000, "bare"),
    ("百万", 1_000_000, 1_000_000, 1_000_000, "bare"),
    ("百亿", 1e10, 1e10, 1e10, "bare"),
    ("零", 0, 1, 1, "plain"),
    ("十", 10, 10, 10, "plain"),
    ("十二", 12, 1, 1, "plain"),
    ("一百", 100, 100, 100, "plain"),
    ("一百一十二", 112, 1, 1, "plain"),
    ("三百六十五", 365, 1, 1, "plain"),
    ("二百零五", 205, 1, 1, "plain"),
    ("两千零五十", 2050, 10, 10, "plain"),
    ("九千九百九十九", 9999, 1, 1, "plain"),
    ("一百二十万", 1_200_000, 100_000, 100_000, "multiplier"),
    ("三万五千", 35000, 1000, 1000, "multiplier"),
    ("三万五千零一", 35001, 1, 1, "plain"),
    ("一万零一十二", 10012, 1, 1, "plain"),
    ("二十万零五千", 205_000, 1000, 1000, "multiplier"),
    ("一亿零五百万", 105_000_000, 1_000_000, 1_000_000, "multiplier"),
    ("三万亿", 3e12, 1e12, 1e12, "multiplier"),
    ("十二点五万", 125_000, 1000, 1000, "multiplier"),
    ("三点一四", 3.14, 0.01, 0.01, "decimal"),
    ("零点五", 0.5, 0.1, 0.1, "decimal"),
    ("二〇二〇", 2020, 1, 10, "plain"),
    ("二○二○", 2020, 1, 10, "plain"),
    ("一九七八", 1978, 1, 1, "plain"),
    ("廿五", 25, 1, 1, "plain"),
    ("卅", 30, 10, 10, "plain"),
    ("壹拾贰", 12, 1, 1, "plain"),
    ("叁仟伍佰", 3500, 100, 100, "plain"),
    ("陆万柒仟捌佰玖拾", 67890, 10, 10, "multiplier"),
    ("2万7千4百", 27400, 100, 100, "multiplier"),
    ("7亿3千万", 730_000_000, 10_000_000, 10_000_000, "multiplier"),
    ("6千零20万", 60_200_000, 10_000, 100_000, "multiplier"),
    ("9百零4万", 9_040_000, 10_000, 10_000, "multiplier"),
    ("7百万零6千", 7_006_000, 1000, 1000, "multiplier"),
    ("500亿零三千120", 50_000_003_120, 1, 10, "plain"),
    ("4亿8,000万", 480_000_000, 10_000, 10_000_000, "multiplier"),
    ("3万五千", 35000, 1000, 1000, "multiplier"),
    ("7佰", 700, 100, 100, "multiplier"),
    ("一万五", 15000, 1000, 1000, "multiplier"),
    ("三百五", 350, 10, 10, "plain"),
    ("两千八", 2800, 100, 100, "plain"),
    ("二千三百五", 2350, 10, 10, "plain"),
]

# text, what the reason must name
REFUSED = [
    ("一万十二", "零"),
    ("百五", "out of order"),
    ("一百五万", "out of order"),
    ("一千五十", "out of order"),
    ("一亿五百万", "零"),
    ("一万零五千", "零"),
    ("一百零十二", "out of order"),
    ("十百", "out of order"),
    ("两十", "out of order"),
    ("百千", "out of order"),
    ("万五千", "out of order"),
    ("三亿亿", "out of order"),
    ("一一", "neither"),
    ("五三", "neither"),
    ("三四五", "list"),
    ("〇五", "leading zero"),
    ("007", "leading zero"),
    ("1.2.3", "decimal point"),
    ("1,23", "commas"),
    ("12,34,567", "commas"),
    ("3万5万", "two numbers"),
    ("3万5", "two numbers"),
    ("3千2万", "two numbers"),
    ("1.5亿3000万", "two numbers"),
    ("5十", "two numbers"),
    ("3万5百", "two numbers"),
    ("6万3千7", "two numbers"),
    ("3百7千", "two numbers"),
    ("1.5万3千", "two numbers"),
    ("五百3万2", "two numbers"),
    ("19 4万", "damaged"),
    ("152 0173 3840万", "damaged"),
    ("3\n500", "damaged"),
    ("一点", "no numeral"),
    ("三点一点四", "no numeral"),
    ("几几", "几"),
    ("三几", "几"),
    ("1234567890123456789", "digits"),
    ("9" * 5000, "digits"),
]


@pytest.mark.parametrize(("text", "value", "res", "step", "form"), NUMERALS)
def test_numeral_has_the_value_and_places_worked_by_hand(text, value, res, step, form):
    (numeral,) = read_numeral(text)
    read = (float(numeral.value), float(numeral.res), float(numeral.step), numeral.form)
    assert read == (value, res, step, form)


@pytest.mark.parametrize(("text", "word"), REFUSED)
def test_malformed_numeral_is_refused_with_a_reason(text, word):
    with pytest.raises(NumeralError, match=word):
        read_numeral(text)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("三五", (3, 5)),
        ("十七八", (17, 18)),
        ("七八十", (70, 80)),
        ("三五十", (30, 50)),
        ("一百七八十", (170, 180)),
        ("五六百", (500, 600)),
        ("两三万", (20000, 30000)),
        ("一两百万", (1_000_000, 2_000_000)),
        ("二十五六万", (250_000, 260_000)),
        ("一万三四", (13_000, 14_000)),
    ],
)
def test_neighbouring_digits_are_the_ends_of_a_range(text, ends):
    assert tuple(int(end.value) for end in read_numeral(text)) == ends


@pytest.mark.parametrize(
    ("text", "certain", "place", "stands"),
    [
        ("几", 0, 1, "leading"),
        ("几十", 0, 10, "leading"),
        ("几百万", 0, 1_000_000, "leading"),
        ("十几", 10, 1, "trailing"),
        ("30几", 30, 1, "trailing"),
        ("一百二十几", 120, 1, "trailing"),
        ("二十几万", 200_000, 10_000, "trailing"),
    ],
)
def test_indefinite_digit_keeps_what_is_certain_and_its_place(text, certain, place, stands):
    (numeral,) = read_numeral(text)
    assert (numeral.value, numeral.u, numeral.several) == (certain, place, stands)


def spell(number: int, digits: str = "零一二三四五六七八九", places: str = "十百千") -> str:
    """Write a number below 10^12 in Chinese, by the rule that schools teach."""
    if number == 0:
        return digits[0]
    groups = []
    for size in ("", "万", "亿"):
        number, group = divmod(number, 10_000)
        groups.append((group, size))
    text = ""
    for group, size in reversed(groups):
        if group == 0:
            continue
        if text and group < 1000:
            text += digits[0]
        gap = False
        for place, sign in zip((1000, 100, 10, 1), (*reversed(places), ""), strict=True):
            digit = group // place % 10
            if digit:
                text += (digits[0] if gap else "") + digits[digit] + sign
                gap = False
            else:
                gap = group > place and group % place != 0 and group >= place * 10
        text += size
    return text


def test_the_speller_of_these_tests_spells():
    assert spell(10012) == "一万零一十二"
    assert spell(120_050_300) == "一亿二千零五万零三百"
    assert spell(205) == "二百零五"


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**12 - 1))
def test_number_reads_back_from_every_way_of_writing_it(number):
    formal = spell(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    in_groups = [str(number), f"{number:,}", f"{number:,}".replace(",", " ")]
    for text in (*in_groups, spell(number), formal):
        (numeral,) = read_numeral(text)
        assert numeral.value == number, text


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 10**8), st.integers(0, 4))
def test_number_in_ten_thousands_reads_back(number, decimals):
    text = f"{number // 10**decimals}"
    if decimals:
        text += f".{number % 10**decimals:0{decimals}d}"
    (numeral,) = read_numeral(text + "万")
    assert numeral.value * 10**decimals == number * 10_000
    assert numeral.res * 10**decimals == 10_000
    assert 0 < numeral.res <= numeral.step <= numeral.value


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789,. 一二两三五九十百千万亿零〇点几壹拾仟廿", min_size=1, max_size=8))
def test_any_run_of_number_signs_is_read_or_refused(text):
    try:
        ends = read_numeral(text)
    except NumeralError:
        return
    assert all(end.value >= 0 and 0 < end.res <= end.step for end in ends)


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 10**9), st.data())
def test_number_spelled_in_any_mixed_way_is_its_value_or_a_refusal(number, data):
    """Every digit of a well-formed numeral may be printed as a numeral of the other kind."""
    formal = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))
    arabic = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九") if value}
    text = ""
    for sign in spell(number):
        text += data.draw(st.sampled_from([sign, formal.get(sign, sign), arabic.get(sign, sign)]))
    try:
        (numeral,) = read_numeral(text)
    except NumeralError:
        return
    assert numeral.value == number, text


@pytest.mark.parametrize("digits", ["9" * 18, "9" * 15 + ".999"])
def test_eighteen_digits_are_read_and_a_nineteenth_is_refused(digits):
    (numeral,) = read_numeral(digits)
    assert str(numeral.value / numeral.res) == "9" * 18
    with pytest.raises(NumeralError, match="19 digits are no count"):
        read_numeral(digits + "9")


def test_a_multiple_of_an_indefinite_numeral_has_all_its_places_multiplied():
    """几百 percent: its indefinite digit stands for whole ones, not for hundreds."""
    (hundreds,) = read_numeral("几百")
    assert hundreds.u == 100
    percent = hundreds.times(Fraction(1, 100), "percent")
    assert (percent.u, percent.res, percent.step) == (1, hundreds.res / 100, hundreds.step / 100)
    assert percent.form == "percent"
    assert hundreds.times(3).u == 300
