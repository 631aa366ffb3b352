"""What stands where: every row of a chart has one place in it, and the input stays as it was."""

from itertools import pairwise

import pandas as pd
import pytest

from real_charts import REGISTER, chart_of
from reform_analysis.charts.composition import (
    choices_of,
    hedge_lines,
    in_panel,
    matrix_blocks,
    national_shares,
    place_lines,
    ratio_groups,
    recruitment_lines,
    silent_of_places,
    training_groups,
)
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.words import LANGUAGES

BY_PLACE = list(REGISTER.loc[REGISTER["drawn_as"].eq("by_place"), "chart_id"])


@pytest.mark.parametrize("chart_id", BY_PLACE)
def test_each_row_stands_once_in_each_of_its_panels(chart_id):
    chart = chart_of(chart_id)
    rows = chart.rows
    panels, lines = place_lines(rows, chart.words)
    silent = rows[rows["status"].isin(SILENT)]
    for panel in panels:
        drawn = [row["line"] for line in lines if (row := line.row(panel)) is not None]
        # all silent places share a line
        told = in_panel(rows, panel).drop(index=silent.index[1:], errors="ignore")
        assert sorted(drawn) == sorted(told["line"])
    if len(silent) > 1:
        assert all(
            chart.words.place(place) in lines[-1].rows[0]["detail"] for place in silent["place_id"]
        )


@pytest.mark.parametrize("chart_id", BY_PLACE)
def test_silent_places_stand_last_and_headings_before_their_lines(chart_id):
    chart = chart_of(chart_id)
    _, lines = place_lines(chart.rows, chart.words)
    silent = [line.rows[0]["status"] in SILENT for line in lines if line.rows]
    assert silent == sorted(silent)
    for heading, below in pairwise(lines):
        if not heading.rows:
            assert below.group == heading.group and below.rows
    assert lines[-1].rows


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_panel_without_a_row_says_why(lang):
    said = 0
    for chart_id in BY_PLACE:
        chart = chart_of(chart_id, lang)
        panels, lines = place_lines(chart.rows, chart.words)
        for panel in panels:
            for line in lines:
                if line.rows and line.row(panel) is None:
                    assert line.gap(panel, chart.words)
                    said += 1
    assert said


def test_the_share_of_a_place_is_told_once_and_beside_its_own_rate():
    chart = chart_of("party-recruitment")
    rows = chart.rows
    shares, rates = recruitment_lines(rows, chart.words)
    assert list(shares["place_id"]) == list(rates["place_id"])
    told = shares.loc[shares["low"].notna() & ~shares["status"].isin(SILENT), "place_id"]
    own = rows[rows["indicator_id"].eq("workers-share-of-new-members")]
    assert sorted(told) == sorted(
        own.loc[own["low"].notna() & own["benchmark_id"].isna(), "place_id"]
    )
    narrow, wide = national_shares(rows).values()
    assert narrow["high"].max() < wide["low"].min()


def test_training_is_counted_in_persons_or_person_times_or_silent():
    rows = chart_of("training-coverage").rows
    groups = training_groups(rows)
    assert sorted(pd.concat(groups.values()).index) == sorted(rows.index)
    assert groups["person_times"]["counted"].str.startswith("人次").all()


def test_choices_and_columns_hold_every_population_that_has_a_value():
    rows = chart_of("specification-curve").rows
    values = rows[rows["asked_per"].notna()]
    lead = values[values["place_id"].eq(values["place_id"].iloc[0]) & values["low"].notna()]
    pairs = choices_of(rows)
    assert len(pairs) == len(set(pairs)) == len(lead)
    by_pair = lead.set_index(["asked_per", "reading"])["value"]
    assert by_pair.loc[pairs].is_monotonic_increasing
    rows = chart_of("order-by-population").rows
    groups = ratio_groups(rows, chart_of("order-by-population").words)
    assert sorted(pd.concat(groups.values()).index) == sorted(rows.index)
    assert all(own["asked_per"].is_unique for own in groups.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bars_and_cells_count_what_the_rows_count(lang):
    chart = chart_of("hedges-by-report", lang)
    shown, lines = hedge_lines(chart.rows, chart.words)
    for bar, under in lines:
        assert sum(under[hedge]["low"] for hedge in shown) == pytest.approx(1)
        assert str(bar.row["asked"]) in bar.beside
    chart = chart_of("reporting-matrix", lang)
    blocks = matrix_blocks(chart.rows, chart.words)
    counted = pd.concat([block.statuses.melt()["value"] for block in blocks]).value_counts()
    assert counted.to_dict() == chart.rows["status"].value_counts().to_dict()
    told = [text.split("/") for text in silent_of_places(chart.rows, chart.words)]
    silent, asked = (sum(int(pair[n]) for pair in told) for n in (0, 1))
    assert silent == counted["not_reported"]
    assert asked == len(chart.rows) - counted["not_applicable"]


@pytest.mark.parametrize(
    ("chart_id", "compose"),
    [
        ("award-shares", place_lines),
        ("party-recruitment", recruitment_lines),
        ("training-coverage", lambda rows, words: training_groups(rows)),
        ("specification-curve", lambda rows, words: choices_of(rows)),
        ("order-by-population", ratio_groups),
        ("reporting-matrix", matrix_blocks),
    ],
)
def test_the_rows_of_the_chart_stay_as_they_were(chart_id, compose):
    chart = chart_of(chart_id)
    rows = chart.rows
    before = rows.copy(deep=True)
    compose(rows, chart.words)
    pd.testing.assert_frame_equal(rows, before)
