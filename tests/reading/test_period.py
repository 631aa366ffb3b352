"""Period phrases: every phrase of the five reports, and lengths worked by hand."""

import re
import shutil
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_tables import BOOK, PROJECT
from reform_analysis import load, read_period
from reform_analysis.reading import period
from reform_analysis.reading.period import KINDS, READINGS, PeriodError, read_periods
from reform_analysis.tables.faults import TableError
from reform_analysis.tables.paths import Project
from reform_analysis.values.interval import Interval, annual_rate

JINGJIANG = (date(2020, 11, 24), date(2020, 12, 31))
JIANGDU = (date(2023, 1, 1), date(2023, 6, 30))
HUAIBEI = (date(2021, 8, 1), date(2022, 9, 30))
WUJIN = (date(2025, 1, 23), date(2025, 1, 23))
YANCHENG = (date(2023, 12, 19), date(2023, 12, 31))


def years(period):
    return period.years_low, period.years_high


def days(period):
    return period.start, period.end


@pytest.mark.parametrize(
    ("phrase", "published", "kind", "low", "high"),
    [
        ("2022年", JIANGDU, "year", 1, 1),
        ("2023年度", YANCHENG, "year", 352 / 365, 1),  # 1 January to 18 December
        ("2020年度", HUAIBEI, "year", 1, 1),
        ("二〇二二年", JIANGDU, "year", 1, 1),
        ("二零二二年", JIANGDU, "year", 1, 1),
        ("今年", YANCHENG, "year", 352 / 365, 1),
        ("今年先后", YANCHENG, "year", 352 / 365, 1),
        ("全年", YANCHENG, "year", 352 / 365, 1),
        ("今年以来", JINGJIANG, "to_date", 328 / 366, 1),  # a leap year
        ("去年", JINGJIANG, "year", 1, 1),
        ("近2年", JINGJIANG, "window", 1.5, 2.5),
        ("近两年", None, "window", 1.5, 2.5),
        ("近3年来", JINGJIANG, "window", 2.5, 3.5),
        ("近三年累计", JIANGDU, "window", 2.5, 3.5),
        ("三年来", HUAIBEI, "window", 2.5, 3.5),
        ("两年来", HUAIBEI, "window", 1.5, 2.5),
        ("两年共", YANCHENG, "window", 1.5, 2.5),
        ("三年", HUAIBEI, "window", 2.5, 3.5),
        ("11年来", HUAIBEI, "window", 10.5, 11.5),
        ("十一年来", HUAIBEI, "window", 10.5, 11.5),
        ("连续三年", HUAIBEI, "window", 2.5, 3.5),
        ("成立一年以来", WUJIN, "window", 1, 1.5),
        ("成立一年以來", WUJIN, "window", 1, 1.5),
        ("近年", JINGJIANG, "window", 2, 5),
        ("近年来", HUAIBEI, "window", 2, 5),
        ("近些年", None, "window", 2, 5),
        ("近年来累计", None, "window", 2, 5),
        ("近年,累计", JINGJIANG, "window", 2, 5),
        ("2019年以来", HUAIBEI, "since", 943 / 365.2425, 1368 / 365.2425),
        ("自2020年12月以来", JIANGDU, "since", 761 / 365.2425, 941 / 365.2425),
        ("每年", JINGJIANG, "yearly", 1, 1),
        ("按年", HUAIBEI, "yearly", 1, 1),
        ("年均", JINGJIANG, "yearly", 1, 1),
        ("年", HUAIBEI, "yearly", 1, 1),
        ("每月", JINGJIANG, "unstated", None, None),
        ("今年7月", HUAIBEI, "point", None, None),
        ("去年7月份", HUAIBEI, "point", None, None),
        ("5月20日", HUAIBEI, "point", None, None),
        ("目前", JIANGDU, "point", None, None),
        ("截至目前", JIANGDU, "to_date", None, None),
        ("累计", YANCHENG, "to_date", None, None),
        ("累計(jì)", WUJIN, "to_date", None, None),
        ("", None, "unstated", None, None),
        (None, JINGJIANG, "unstated", None, None),
    ],
)
def test_phrases_of_the_reports(phrase, published, kind, low, high):
    period = read_period(phrase, published)
    assert period.kind == kind
    assert years(period) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("phrase", "published", "start", "end"),
    [
        ("2022年", None, date(2022, 1, 1), date(2022, 12, 31)),
        ("今年", YANCHENG, date(2023, 1, 1), date(2023, 12, 31)),
        ("去年", YANCHENG, date(2022, 1, 1), date(2022, 12, 31)),
        ("2019年以来", HUAIBEI, date(2019, 1, 1), None),
        ("从2019年5月4日起", HUAIBEI, date(2019, 5, 4), None),
        ("今年2月", JINGJIANG, date(2020, 2, 1), date(2020, 2, 29)),
        ("2022年12月", None, date(2022, 12, 1), date(2022, 12, 31)),
        ("2023年十二月十九日", None, date(2023, 12, 19), date(2023, 12, 19)),
        ("今年7月", HUAIBEI, None, None),  # 2021 or 2022
        ("5月20日", HUAIBEI, None, None),
        ("近2年", JINGJIANG, None, None),
        ("目前", JIANGDU, None, None),
    ],
)
def test_phrases_as_dates(phrase, published, start, end):
    assert days(read_period(phrase, published)) == (start, end)


def test_a_start_that_no_likely_publication_fits_is_told_with_both_days():
    dates, told = (date(2020, 6, 1), date(2021, 2, 1)), "published in 2020-06-01 to 2021-02-01"
    for year in (2019, 2022):
        with pytest.raises(PeriodError, match=f"coded start {year}-01-01, but {told}"):
            read_period("今年", dates, kind="year", start=date(year, 1, 1))


def test_readings_change_what_is_vague_and_nothing_else():
    def spread(phrase):
        return [years(read_period(phrase, JINGJIANG, reading)) for reading in READINGS]

    assert spread("近年") == [(3, 4), (2, 5), (1, 10)]
    assert spread("三年来") == [(3, 3), (2.5, 3.5), (2, 4)]
    assert spread("近2年") == [(2, 2), (1.5, 2.5), (1, 3)]
    assert spread("成立11年来") == [(11, 11), (11, 11.5), (10.5, 12)]
    assert spread("近一年") == [(1, 1), (0.5, 1.5), (0, 2)]
    assert spread("2019年") == [(1, 1)] * 3
    assert len(set(spread("今年以来"))) == 1


def test_annual_rates_of_the_first_report():
    def rate(low, value, high, phrase):
        length = years(read_period(phrase, JINGJIANG))
        return annual_rate(Interval(low, value, high), *length).frame().loc[0].tolist()

    assert rate(360, np.nan, 400, "近年") == pytest.approx([72, np.nan, 200], nan_ok=True)
    # 100多 in one and a half to two and a half years: 100 / 2.5 and 200 / 1.5
    assert rate(100, 100, 200, "近2年") == pytest.approx([40, np.nan, 400 / 3], nan_ok=True)
    # 5400多 this year: at least 5400 in a whole year, at most 5500 in 328 of 366 days
    low, value, high = rate(5400, 5400, 5500, "今年以来")
    assert low == 5400 and np.isnan(value) and round(high, 1) == 6137.2


def test_a_running_year_in_leap_and_common_years():
    def read(year, *month_day):
        day = date(year, *month_day)
        return years(read_period(f"{year}年", (day, day)))

    assert read(2020, 3, 1) == (60 / 366, 1)
    assert read(2021, 3, 1) == (59 / 365, 1)
    assert read(2020, 12, 31) == (365 / 366, 1)
    assert read(2020, 1, 1) == (0, 1)
    assert years(read_period("2020年", (date(2021, 1, 1), date(2021, 1, 1)))) == (1, 1)
    assert years(read_period("2020年", (date(2020, 12, 31), date(2021, 6, 1)))) == (365 / 366, 1)


@pytest.mark.parametrize(
    "phrase",
    [
        "那阵子",
        "2022",
        "近百年来",
        "近0年",
        "二〇二年",
        "N年",
        "2022年度2023年",
        "年年",
        "13年5月",
        "?",
    ],
)
def test_a_phrase_that_nobody_knows_is_refused(phrase):
    with pytest.raises(PeriodError, match="no cue") as caught:
        read_period(phrase, JINGJIANG)
    assert caught.value.phrase == phrase
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("phrase", "published", "reason"),
    [
        ("今年", None, "publication within one year"),
        ("今年以来", HUAIBEI, "publication within one year"),
        ("去年", HUAIBEI, "publication within one year"),
        ("2019年以来", None, "date of publication"),
        ("2022年2月30日", None, "day"),
        ("2022年13月", None, "month"),
        ("自2024年以来", YANCHENG, "after the publication"),
        ("2024年", YANCHENG, "after the publication"),
        ("近年来", YANCHENG[::-1], "backwards"),
    ],
)
def test_what_the_dates_do_not_allow_is_refused(phrase, published, reason):
    with pytest.raises(PeriodError, match=reason):
        read_period(phrase, published)


def test_an_unknown_reading_is_refused():
    with pytest.raises(ValueError, match="there are narrow, central, wide"):
        read_period("近年", BOOK, reading="tight")


# What is coded, beside the phrase


@pytest.mark.parametrize(
    ("phrase", "published", "coded", "low", "high"),
    [
        ("今年以来", HUAIBEI, {"start": date(2021, 1, 1)}, 212 / 365, 1),
        ("今年", YANCHENG, {"kind": "to_date", "start": date(2023, 1, 1)}, 352 / 365, 1),
        ("", YANCHENG, {"kind": "year", "start": date(2023, 1, 1)}, 352 / 365, 1),
        ("", JIANGDU, {"kind": "year", "start": date(2022, 1, 1)}, 1, 1),
        (
            "",
            JIANGDU,
            {"kind": "year", "start": date(2022, 1, 1), "end": date(2022, 6, 30)},
            181 / 365,
            181 / 365,
        ),
        (
            "截至目前",
            JIANGDU,
            {"kind": "to_date", "start": date(2020, 12, 1)},
            761 / 365.2425,
            941 / 365.2425,
        ),
        ("截至目前", JIANGDU, {"kind": "point"}, None, None),
        ("2022年", JIANGDU, {"end": date(2022, 6, 30)}, 181 / 365, 181 / 365),
        ("近2年", JIANGDU, {"start": date(2021, 1, 1), "end": date(2022, 12, 31)}, 2, 2),
        ("近2年", JIANGDU, {"kind": "window", "start": date(2021, 1, 1)}, 1.5, 2.5),
        (
            "",
            JIANGDU,
            {"kind": "window", "start": date(2020, 2, 29), "end": date(2020, 3, 1)},
            2 / 366,
            2 / 366,
        ),
        ("", None, {"kind": "yearly"}, 1, 1),
        ("", None, {"kind": "point", "start": date(2021, 5, 20)}, None, None),
        ("", JIANGDU, {"kind": "since", "start": date(2023, 3, 1)}, 0, 121 / 365.2425),
    ],
)
def test_coded_dates_and_kinds_are_used(phrase, published, coded, low, high):
    period = read_period(phrase, published, **coded)
    assert years(period) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("phrase", "coded", "reason"),
    [
        ("近年", {"kind": "year"}, "coded as year, but the phrase says window"),
        ("每年", {"kind": "point"}, "coded as point, but the phrase says yearly"),
        ("每月", {"kind": "yearly"}, "coded as yearly, but the phrase says unstated"),
        ("三年来", {"kind": "unstated"}, "coded as unstated, but the phrase says window"),
        ("2022年", {"start": date(2021, 1, 1)}, "start 2021-01-01, but the phrase says 2022-01-01"),
        ("2022年", {"end": date(2023, 1, 1)}, "end 2023-01-01, but the phrase says 2022-12-31"),
        ("今年", {"start": date(2022, 1, 1)}, "coded start 2022-01-01"),
        ("5月20日", {"start": date(2021, 6, 20)}, "the phrase says 2021-05-20"),
        ("近2年", {"start": date(2018, 1, 1), "end": date(2022, 12, 31)}, "do not fit the length"),
        ("", {"kind": "year"}, "name its year"),
        ("", {"kind": "window"}, "name its length"),
        ("", {"kind": "since"}, "name its start"),
        ("", {"kind": "sometime"}, "there are year, yearly"),
        ("", {"kind": "unstated", "start": date(2022, 1, 1)}, "unstated, but with dates"),
        ("", {"kind": "window", "end": date(2022, 1, 1)}, "without a start"),
        ("", {"kind": "year", "start": date(2021, 1, 1), "end": date(2022, 12, 31)}, "is longer"),
        (
            "",
            {"kind": "window", "start": date(2022, 2, 1), "end": date(2022, 1, 1)},
            "before it starts",
        ),
    ],
)
def test_contradictions_name_both_sides(phrase, coded, reason):
    with pytest.raises(PeriodError, match=reason):
        read_period(phrase, JIANGDU, **coded)


def claims(rows, index=None):
    columns = ["period_reported", "period_kind", "period_start", "period_end"]
    frame = pd.DataFrame(rows, columns=columns, index=index).astype("string")
    frame["published_earliest"], frame["published_latest"] = map(pd.Timestamp, JINGJIANG)
    for column in ("period_start", "period_end"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def test_a_column_of_claims():
    frame = claims(
        [
            ("近年", "window", None, None),
            ("今年以来", "to_date", "2020-01-01", None),
            (None, "unstated", None, None),
            ("近年", "window", None, None),
            ("2019年", None, "2019-01-01", "2019-12-31"),
        ],
        index=list("vwxyz"),
    )
    before = frame.copy()
    lengths = read_periods(frame, BOOK)
    expected = pd.DataFrame(
        {"years_low": [2, 328 / 366, np.nan, 2, 1], "years_high": [5, 1, np.nan, 5, 1]},
        index=list("vwxyz"),
        dtype=float,
    )
    pd.testing.assert_frame_equal(lengths, expected)
    pd.testing.assert_frame_equal(frame, before)
    assert read_periods(frame, BOOK, "wide").loc["v"].tolist() == [1, 10]
    assert read_periods(frame.iloc[:0], BOOK).shape == (0, 2)


def test_all_faults_of_a_column_are_named_at_once():
    frame = claims(
        [("那阵子", None, None, None), ("近年", "window", None, None), ("近年", "year", None, None)]
    )
    with pytest.raises(PeriodError) as caught:
        read_periods(frame, BOOK)
    first, second = str(caught.value).splitlines()
    assert first.startswith("row 0, '那阵子': no cue")
    assert second == "row 2, '近年': coded as year, but the phrase says window"


def test_each_distinct_claim_is_read_once(monkeypatch):
    read, once = [], period.read_period
    monkeypatch.setattr(
        period, "read_period", lambda *args, **kwargs: read.append(args) or once(*args, **kwargs)
    )
    rows = [("近年", "window", None, None), ("近2年", "window", None, None)]
    assert len(read_periods(claims(rows * 500), BOOK)) == 1000
    assert len(read) == 2


# The register


def spelled_out(cue):
    """All phrases that a cue stands for, with sample numbers in the places of N, Y, M, D."""
    found = re.search(r"\[([^][]*)\]|\(([^)(]*)\)", cue)
    if not found:
        samples = {"N": "3", "Y": "2019", "M": "7", "D": "4"}
        return ["".join(samples.get(character, character) for character in cue)]
    optional, choice = found.groups()
    words = ["", *optional.split("|")] if optional is not None else choice.split("|")
    return [
        phrase
        for word in words
        for phrase in spelled_out(cue[: found.start()] + word + cue[found.end() :])
    ]


REGISTER = load("codebook/reading/periods")
CUES = list(REGISTER["cue"].unique())


@pytest.mark.parametrize("cue", CUES)
def test_every_cue_reads_as_its_row_says_and_widens_with_the_reading(cue):
    rows = REGISTER[REGISTER["cue"] == cue]
    kinds = rows["kind"].iloc[0].split(";")
    assert len(set(rows["kind"])) == 1
    assert set(kinds) <= set(KINDS)
    vague = rows["years_low"].notna()
    assert rows["reading"].isna().all() or sorted(rows["reading"]) == sorted(READINGS)
    assert vague.eq(rows["reading"].notna()).all() and vague.eq(rows["years_high"].notna()).all()
    assert vague.all() == (kinds[0] == "window")
    for phrase in spelled_out(cue):
        narrow, central, wide = (read_period(phrase, JINGJIANG, reading) for reading in READINGS)
        assert narrow.kind == central.kind == wide.kind == kinds[0]
        if central.years_low is None:
            assert narrow == central == wide
        else:
            assert 0 <= wide.years_low <= central.years_low <= narrow.years_low
            assert narrow.years_low <= narrow.years_high <= central.years_high <= wide.years_high


@pytest.mark.parametrize(
    ("printed", "changed"),
    [
        ("[来],window,wide,1,10", "[来],window,wider,1,10"),
        ("[来],window,wide,1,10", "[来],window,,1,10"),
        ("[来],window,wide,1,10", "[来],window,wide,1,"),
        ("目前,point;to_date,", "目前,point;now,"),
        ("按年,yearly,,,", "按年,yearly,,1,1"),
        ("近[些|几]年[来],window", "近[些|几年[来],window"),
    ],
)
def test_a_damaged_register_is_refused_by_its_row(tmp_path, printed, changed):
    codebook = shutil.copytree(PROJECT.codebook, tmp_path / "data" / "codebook")
    register = codebook / "reading" / "periods.csv"
    text = register.read_text(encoding="utf-8")
    assert printed in text
    register.write_text(text.replace(printed, changed), encoding="utf-8", newline="\n")
    with pytest.raises(TableError, match=r"data/codebook/reading/periods\.csv, row \d+, column"):
        read_period("2022年", project=Project(tmp_path))


@settings(deadline=None, max_examples=100)
@given(
    st.integers(1, 40),
    st.sampled_from(["近{}年", "{}年来", "近{}年来", "{}年", "{}年以来"]),
    st.sampled_from(READINGS),
)
def test_any_number_of_years_in_either_numerals(number, form, reading):
    tens, ones = divmod(number, 10)
    chinese = ("" if tens < 2 else " 一二三四"[tens]) + ("十" if tens else "")
    chinese += " 一二三四五六七八九"[ones].strip()
    arabic = read_period(form.format(number), reading=reading)
    assert read_period(form.format(chinese), reading=reading) == arabic
    either_way = {"narrow": 0, "central": 0.5, "wide": 1}[reading]
    assert years(arabic) == (number - either_way, number + either_way)


@settings(deadline=None, max_examples=200)
@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.integers(0, 400),
    st.integers(1990, 2040),
)
def test_lengths_are_ordered_and_grow_with_the_publication(first, second, wait, year):
    earlier, later = sorted((first, second))
    latest = pd.Timestamp(later) + pd.Timedelta(days=wait)
    for phrase in (f"{year}年", f"{year}年以来"):
        before = None
        for earliest in (earlier, later):
            try:
                period = read_period(phrase, (earliest, latest.date()))
            except PeriodError:
                assert latest.year < year
                continue
            assert 0 <= period.years_low <= period.years_high
            if before is not None:
                assert before.years_low <= period.years_low
                assert before.years_high == period.years_high
            before = period
