"""Charts are registered by id: what the register asks for and what is written are the same."""

import pandas as pd
import pytest

from real_charts import chart_of
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts import draw as publish
from reform_analysis.charts import panels
from reform_analysis.charts.registry import (
    chart,
    choosing_of,
    drawing_of,
    drawn_by,
    registered,
    rows_of,
)
from reform_analysis.charts.rows.choose import chart_rows
from reform_analysis.commands.check.slots import chart_functions
from reform_analysis.publish.office import tables as office_tables

REGISTER = load("codebook/registers/charts").set_index("chart_id", drop=False)


def test_every_chart_has_a_function_and_every_function_a_chart():
    drawings, choices = registered()
    assert set(drawings) == {drawn_by(entry) for _, entry in REGISTER.iterrows()}
    assert set(choices) <= set(REGISTER.index), "rows are chosen for no chart"


def test_what_check_reads_from_the_files_is_what_is_registered():
    assert chart_functions() == set(registered()[0])


def test_slides_know_every_way_of_drawing_and_no_other():
    """A name that slides do not know would get one panel an indicator without a word."""
    assert {*panels.PANELS, *office_tables.SHARES, *office_tables.TABLES} == set(registered()[0])


@pytest.mark.parametrize("chart_id", REGISTER.index)
def test_a_function_that_draws_says_what_it_needs(chart_id):
    told = drawing_of(REGISTER.loc[chart_id]).__doc__
    assert "Parameters\n" in told and "Returns\n" in told
    chosen = choosing_of(REGISTER.loc[chart_id], otherwise=chart_rows)
    assert "Returns\n" in chosen.__doc__


@pytest.mark.parametrize("register", [chart, rows_of])
def test_an_id_is_registered_once(register):
    with pytest.raises(ValueError, match="two functions are registered for the chart 'order-by"):
        register("order-by-population")(print)


def test_a_chart_that_nobody_draws_is_refused_by_name(tables):
    charts = tables["codebook/registers/charts"].replace({"drawn_as": {"by_place": "own"}})
    with pytest.raises(publish.PublishError, match="no function draws 'award-shares'; write one"):
        publish.draw("award-shares", BOOK, tables=tables | {"codebook/registers/charts": charts})


def test_the_register_holds_words_and_no_addresses_of_code():
    for table in ("codebook/registers/indicators", "codebook/registers/charts"):
        named = load(table)
        for column in named.columns.difference([c for c in named if c.endswith(("_en", "_zh"))]):
            cells = named[column].astype("string").dropna()
            addresses = cells[cells.str.fullmatch(r"[a-z_]+\.[a-z_]+")]
            assert addresses.empty, f"{table}, {column}: {list(addresses)}"


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "denominator of grade C; at most: those divided by are a part of all employees"),
        ("zh", "分母为C级；至多如此：分母只是全部职工的一部分"),
    ],
)
def test_notes_on_values_are_told_in_the_language_of_the_chart(lang, told):
    rows = chart_of("contract-coverage", lang).rows
    place = rows["place_id"].eq("jingjiang") & rows["per"].eq("mutual_aid_participants")
    assert rows.loc[place, "note"].tolist() == [told]
    assert told in chart_of("contract-coverage", lang).numbers().decode("utf-8-sig")


def test_an_unknown_note_stops_the_chart(tables):
    values: pd.DataFrame = tables["processed/indicators"].copy()
    values.loc[values["indicator_id"].eq("contract-coverage"), "notes"] = "no-such-note"
    with pytest.raises(publish.PublishError, match="no word 'note.no-such-note' in 'zh'"):
        publish.compose(
            "contract-coverage", BOOK, "zh", tables=tables | {"processed/indicators": values}
        )
