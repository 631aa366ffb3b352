"""Whatever stands in a text, a reader reads it or refuses with its own error and the reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.readers import EDGES, run
from real_tables import BOOK
from reform_analysis.reading.hedges import READINGS
from reform_analysis.reading.period import PeriodError, read_period
from reform_analysis.reading.quantity import QuantityError, read_quantity


def test_a_sample_of_the_campaign_finds_no_failure():
    counts, failures = run(600, 14)
    assert failures == []
    assert all(count["taken"] for count in counts.values())


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("0余万番", "so many doublings"),
        ("超0亿番左右", "so many doublings"),
        ("翻" + "9" * 1000 + "番", "1000 digits"),
        ("9" * 2000 + "人", "2000 digits"),
    ],
)
@pytest.mark.parametrize("reading", READINGS)
def test_a_number_beyond_measure_is_refused_at_every_reading(expression, reason, reading):
    with pytest.raises(QuantityError, match=reason):
        read_quantity(expression, BOOK, reading)


@pytest.mark.parametrize(
    "phrase", ["0000年", "〇〇〇〇年", "0000年以来", "2020年0月", "2021年2月30日"]
)
def test_a_date_that_is_none_is_refused(phrase):
    with pytest.raises(PeriodError):
        read_period(phrase, BOOK, (date(2022, 1, 1), date(2022, 2, 1)))


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(
        ["3年来", "近99年", "9999年", "9999年以来", "0001年", "今年以来", "去年", None]
    ),
    st.lists(st.sampled_from(EDGES), min_size=4, max_size=4),
    st.integers(0, 400),
    st.sampled_from(["window", "year", "since", "to_date", None]),
)
def test_dates_at_the_ends_of_the_calendar_are_read_or_refused(phrase, days, more, kind):
    later = min(days[1], date.max - timedelta(more)) + timedelta(more)
    try:
        period = read_period(phrase, BOOK, (days[0], later), kind=kind, start=days[2], end=days[3])
    except PeriodError as error:
        assert error.reason
    else:
        assert period.years_low is None or 0 <= period.years_low <= period.years_high
