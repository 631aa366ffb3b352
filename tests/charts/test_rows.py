"""Charts of rows by place: like with like, benchmarks that say what they are, silence marked."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from five import PLACES
from real_charts import OF_REPORTS, chart_of, some_of
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts.draw import Chart, draw
from reform_analysis.charts.rows.arrange import arranged, open_target, panel_count
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE, Choice, chart_rows
from reform_analysis.charts.rows.facts import PublishError
from reform_analysis.charts.rows.provenance import claims_of, labelled
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.tables.tiers import of_tier

REGISTER = load("codebook/registers/charts").set_index("chart_id", drop=False)
CHARTS = list(REGISTER.index[REGISTER["drawn_as"].eq("by_place")])
PAIRS = list(itertools.product(CHARTS, LANGUAGES))


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Chart]:
    return {pair: chart_of(*pair) for pair in PAIRS}


def texts_of(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.findobj(Text) if text.get_text().strip()]


def rows_of(chart_id: str, tables: dict[str, pd.DataFrame], **choices: object) -> pd.DataFrame:
    words, entry = Words("en", tables), REGISTER.loc[chart_id]
    tables = of_tier(tables, entry["tier"])
    chosen = chart_rows(entry, tables, Choice(**choices))
    rows = labelled(chosen, claims_of(chosen, tables), words)
    return arranged(rows, entry, words)


def value(rows: pd.DataFrame, place: str, **where: str) -> pd.Series:
    chosen = rows[rows["place_id"].eq(place) & rows["low"].notna()]
    for column, wanted in where.items():
        chosen = chosen[chosen[column].eq(wanted)]
    assert len(chosen) == 1
    return chosen.iloc[0]


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_place_is_named_and_every_silence_marked(pair, drawn, tables):
    chart, words = drawn[pair], Words(pair[1], tables)
    shown, rows = texts_of(chart), chart.rows
    whole = re.sub(r"\s", "", "".join(shown))
    for place in rows["place_id"].dropna().unique():
        assert re.sub(r"\s", "", words.place(place)) in whole
    if pair[0] in OF_REPORTS:  # nothing is silent in an opening
        assert rows["status"].isin(SILENT).any() and words("not_reported") in shown
    else:
        assert not rows["status"].isin(SILENT).any() and words("not_reported") not in shown
    panels = [axes for axes in chart.figure.axes if axes.get_title("left")]
    assert len(panels) == panel_count(rows, REGISTER.loc[pair[0]])


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_value_stands_on_the_page(pair, drawn, tables):
    words = Words(pair[1], tables)
    shown = re.sub(r"\s", "", "".join(texts_of(drawn[pair])))
    values = drawn[pair].rows.query("place_id.notna() and low.notna()")
    for row in values.itertuples():
        assumed = bool(pd.notna(row.assumed_high) and row.assumed_high)
        if row.status == "bound" and row.low == 0:
            told = words.at_most(row.high, row.unit, assumed=assumed)
        else:
            told = words.value(row.low, row.value, row.high, row.unit, assumed=assumed)
        if row.status in WITHOUT_VALUE:
            told = row.label
        assert re.sub(r"\s", "", told) in shown


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_benchmark_says_its_document_year_grade_and_definition(pair, drawn, tables):
    chart, words = drawn[pair], Words(pair[1], tables)
    shown = re.sub(r"\s", "", "".join(texts_of(chart)))
    known = tables["raw/benchmarks"].set_index("benchmark_id")
    for benchmark in chart.rows["benchmark_id"].dropna():
        row = known.loc[benchmark]
        parts = [words(f"document.{benchmark}")]
        if pair[0] in OF_REPORTS:  # beside the line; of an opening's the foot names the document
            parts += [
                str(row["year"]),
                words("denominator.grade", grade=row["grade"]),
                words("benchmark.other", other=words(f"benchmark.{benchmark}.other")),
            ]
        for part in parts:
            assert re.sub(r"\s", "", part) in shown, (benchmark, part)


def test_benchmarks_are_asked_for_by_the_charts_whose_years_they_cover():
    with_benchmarks = REGISTER.loc[CHARTS, "benchmark_ids"].dropna()
    assert {*with_benchmarks.index} & {*OF_REPORTS} == {"award-shares", "implied-new-members"}
    for chart in with_benchmarks.index:
        ids, groups = REGISTER.loc[chart, ["benchmark_ids", "benchmark_groups"]]
        assert pd.isna(groups) or groups.count(";") == ids.count(";")


# Like stands with like.


def test_persons_and_person_times_never_share_a_group_or_a_panel(tables):
    contests = rows_of("participants-per-contest", tables)
    contests = contests[contests["place_id"].isin(PLACES)]
    groups = contests[contests["low"].notna()].groupby("group")["place_id"].agg(set).to_dict()
    assert groups == {"persons": {"wujin", "jiangdu"}, "person-times": {"huaibei", "jingjiang"}}
    taking_part = rows_of("contest-participation", tables)
    taking_part = taking_part[taking_part["place_id"].isin(PLACES)]
    panels = taking_part[taking_part["low"].notna()].groupby("panel")["place_id"].agg(set)
    assert panels.to_dict() == groups


def test_four_awards_are_four_groups_and_the_rule_stands_by_its_own(tables):
    rows = rows_of("award-shares", tables)
    valued = rows[rows["low"].notna() & rows["place_id"].notna()]
    assert set(valued["group"]) == {"advanced", "model-workers", "may-day", "craftsmen"}
    assert len(valued) == 4
    behind = rows[rows["benchmark_id"].notna()].set_index("group")
    assert behind["low"].to_dict() == {"may-day": 0.35}


# What the findings say of orders holds for the rows.


OWN_COUNTS = {"jingjiang": "mutual_aid_participants", "huaibei": "insured_employees"}


def test_the_order_of_contract_coverage_turns_with_the_per(tables):
    rows = rows_of("contract-coverage", tables)
    on = {
        (place, per): value(rows, place, panel=per)
        for place, own in OWN_COUNTS.items()
        for per in (own, "census_residents")
    }
    jingjiang, huaibei = (on[place, "census_residents"] for place in ("jingjiang", "huaibei"))
    assert jingjiang["low"] > huaibei["high"]
    # Over a part of the employees both are limits from above, and no gap is told of the other.
    jingjiang, huaibei = (on[place, own] for place, own in OWN_COUNTS.items())
    assert (jingjiang["status"], huaibei["status"]) == ("bound", "bound")
    assert (jingjiang["high"], huaibei["high"]) == pytest.approx((70 / 180, 133.5 / 378.05))
    drawn = rows[rows["panel"].isin(list(OWN_COUNTS.values())) & rows["low"].notna()]
    assert sorted(drawn["place_id"]) == ["huaibei", "jingjiang"]
    silent = rows[rows["status"].eq("not_reported")]
    assert not silent["place_id"].duplicated().any()


def test_the_order_of_studios_turns_with_the_per(tables):
    rows = rows_of("innovation-studios", tables)
    assert value(rows, "jiangdu")["low"] > value(rows, "huaibei")["high"]
    other = rows_of("innovation-studios", tables, per="secondary_employed")
    assert value(other, "huaibei")["low"] > value(other, "jiangdu")["high"]


def test_a_benchmark_per_resident_is_not_drawn_on_another_per(tables):
    chart = "implied-new-members"
    assert rows_of(chart, tables)["benchmark_id"].notna().sum() == 2  # with students and without
    assert rows_of(chart, tables, per="employed")["benchmark_id"].isna().all()
    assert rows_of(chart, tables, per="year_end_residents")["benchmark_id"].notna().sum() == 2


@pytest.mark.parametrize(
    ("chart_id", "benchmark"),
    [
        # Yancheng reports 2023 and Wujin 2024; the plans are of 2019 to 2021 and 2025 to 2027.
        ("subsidised-training", "subsidised-training-national-target-rate-2021"),
        ("subsidised-training", "subsidised-training-national-target-rate-2027"),
        ("workers-per-contract", "workers-per-contract-national-newly-signed-2024"),
    ],
)
def test_a_benchmark_of_other_years_is_not_drawn_even_where_it_is_asked_for(
    chart_id, benchmark, tables
):
    entry = REGISTER.loc[chart_id].copy()
    entry["benchmark_ids"] = benchmark
    tables = of_tier(tables, "text")
    assert chart_rows(entry, tables)["benchmark_id"].isna().all()
    known = tables["raw/benchmarks"].copy()
    known.loc[known["benchmark_id"].eq(benchmark), ["covers_from", "covers_to"]] = [2018, 2026]
    widened = dict(tables) | {"raw/benchmarks": known}
    assert chart_rows(entry, widened)["benchmark_id"].dropna().tolist() == [benchmark]


def test_jiangdu_carries_two_readings(tables):
    rows = rows_of("participants-per-contest", tables)
    # 1200余 people in 10 bouts and 8 contests, or in the 8 alone.
    both = value(rows, "jiangdu", variant="bouts-and-first-class")
    assert both["low"] == pytest.approx(1200 / 18)
    assert value(rows, "jiangdu", variant="first-class")["low"] == 150


# A reader's own choice.


SOME = ["jingjiang", "huaibei", "yancheng", "zhutang"]
UNDIVIDED = {
    *("award-shares", "mutual-aid-payout", "workers-per-contract", "participants-per-contest"),
    *("high-skilled-share", "high-skilled-share-by-year", "front-line-share"),
}
"""Charts of shares and quotients of the reports, which no population divides."""


@pytest.mark.parametrize("chart_id", CHARTS)
@pytest.mark.parametrize(
    "choice", [{"per": "census_15plus"}, {"places": SOME}, {"reading": "wide"}], ids=str
)
def test_other_choices_are_drawn_too(chart_id, choice):
    if "per" in choice and chart_id in UNDIVIDED:
        with pytest.raises(PublishError, match="nothing in it is divided by people"):
            chart_of(chart_id, "zh", **choice)
        return
    if "places" in choice and chart_id not in OF_REPORTS:
        choice = {"places": some_of(chart_id)}
    chart = chart_of(chart_id, "zh", **choice)
    assert chart.image(dpi=40)
    assert chart.facts.finding


@pytest.mark.parametrize("chart_id", [chart for chart in CHARTS if chart in OF_REPORTS])
def test_a_chart_of_silent_places_only_is_refused(chart_id, tables):
    with pytest.raises(PublishError, match="no report of zhutang gives a value"):
        draw(chart_id, BOOK, tables=tables, places=["zhutang"])


# Small parts.


@pytest.mark.parametrize(
    ("high", "unit", "is_open"),
    [(np.inf, "人", True), (1.0, "fraction", True), (1.0, "人", False), (0.35, "fraction", False)],
)
def test_open_target(high, unit, is_open):
    assert open_target(pd.Series({"high": high, "unit": unit})) is is_open
