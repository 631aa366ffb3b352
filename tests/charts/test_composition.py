"""What stands where: every row of a chart has one place in it, and the input stays as it was."""

from itertools import pairwise

import pandas as pd
import pytest

from real_charts import chart_of, tables
from reform_analysis.charts.composition import (
    choices_of,
    columns_of,
    hedge_lines,
    in_panel,
    matrix_blocks,
    national_shares,
    place_lines,
    recruitment_lines,
    silence_groups,
    training_groups,
)
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.words import LANGUAGES

REGISTER = tables()["codebook/registers/charts"]
BY_PLACE = list(REGISTER.loc[REGISTER["drawn_as"].eq("by_place"), "chart_id"])


@pytest.mark.parametrize("chart_id", BY_PLACE)
def test_each_row_stands_once_in_each_of_its_panels(chart_id):
    rows = chart_of(chart_id).rows
    panels, lines = place_lines(rows)
    for panel in panels:
        drawn = [row.name for line in lines if (row := line.row(panel)) is not None]
        assert sorted(drawn) == sorted(in_panel(rows, panel).index)


@pytest.mark.parametrize("chart_id", BY_PLACE)
def test_silent_places_stand_last_and_headings_before_their_lines(chart_id):
    rows = chart_of(chart_id).rows
    _, lines = place_lines(rows)
    silent = [line.rows["status"].isin(SILENT).all() for line in lines if len(line.rows)]
    assert silent == sorted(silent)
    for heading, below in pairwise(lines):
        if heading.rows.empty:
            assert below.group == heading.group and not below.rows.empty
    assert not lines[-1].rows.empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_panel_without_a_row_says_why(lang):
    said = 0
    for chart_id in BY_PLACE:
        chart = chart_of(chart_id, lang)
        panels, lines = place_lines(chart.rows)
        for panel in panels:
            for line in lines:
                if not line.rows.empty and line.row(panel) is None:
                    assert line.gap(panel, chart.words)
                    said += 1
    assert said


def test_the_share_of_a_place_is_told_once_and_beside_its_own_rate():
    rows = chart_of("party-recruitment").rows
    shares, rates = recruitment_lines(rows)
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
    drawn = [i for _, columns in columns_of(rows) for _, part in columns for i in part.index]
    assert sorted(drawn) == sorted(rows.index[rows["asked_per"].notna()])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bars_and_cells_count_what_the_rows_count(lang):
    chart = chart_of("silence-rate", lang)
    for bars in silence_groups(chart.rows, chart.words).values():
        for bar in bars:
            assert str(bar.row["silent"]) in bar.beside and str(bar.row["asked"]) in bar.beside
            assert str(bar.row["asked"] - bar.row["silent"]) in bar.inside
    chart = chart_of("hedges-by-report", lang)
    shown, lines = hedge_lines(chart.rows, chart.words)
    for bar, under in lines:
        assert sum(under[hedge]["low"] for hedge in shown) == pytest.approx(1)
        assert str(bar.row["asked"]) in bar.beside
    chart = chart_of("reporting-matrix", lang)
    blocks = matrix_blocks(chart.rows, chart.words)
    counted = pd.concat([block.statuses.melt()["value"] for block in blocks]).value_counts()
    assert counted.to_dict() == chart.rows["status"].value_counts().to_dict()


@pytest.mark.parametrize(
    ("chart_id", "compose"),
    [
        ("award-shares", place_lines),
        ("party-recruitment", recruitment_lines),
        ("training-coverage", training_groups),
        ("specification-curve", choices_of),
        ("order-by-population", lambda rows: list(columns_of(rows))),
        ("reporting-matrix", lambda rows: matrix_blocks(rows, chart_of("silence-rate").words)),
    ],
)
def test_the_rows_of_the_chart_stay_as_they_were(chart_id, compose):
    rows = chart_of(chart_id).rows
    before = rows.copy(deep=True)
    compose(rows)
    pd.testing.assert_frame_equal(rows, before)
