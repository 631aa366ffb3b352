"""Charts of silence, hedges and denominators: what they draw, counted and worked by hand."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from five import PLACES
from real_charts import chart_of
from real_tables import BOOK
from reform_analysis.charts.draw import Chart, PublishError, draw
from reform_analysis.charts.picture.reporting import STATUSES, status_mark
from reform_analysis.charts.registry import choosing_of
from reform_analysis.charts.rows.choose import Choice, chart_rows
from reform_analysis.charts.words import LANGUAGES

IDS = (
    "reporting-matrix",
    "hedges-by-report",
    "order-by-population",
    "specification-curve",
)


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Chart]:
    return {(name, lang): chart_of(name, lang) for name in IDS for lang in LANGUAGES}


def texts(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.findobj(Text) if text.get_text().strip()]


def named(rows: pd.DataFrame, **cells: str | None) -> pd.Series:
    """The one row with these cells; None is a missing one."""
    for column, cell in cells.items():
        rows = rows[rows[column].isna() if cell is None else rows[column].eq(cell)]
    assert len(rows) == 1
    return rows.iloc[0]


# The reporting matrix


def test_every_indicator_and_place_has_one_cell_without_a_value(drawn, tables):
    rows = drawn["reporting-matrix", "en"].rows
    reporting = tables["processed/reporting"]
    firms = tables["raw/places"].query("level in ('firm', 'studio')")["place_id"]
    assert not rows["place_id"].isin(firms).any()
    assert not rows.duplicated(["indicator_id", "place_id"]).any()
    assert len(rows) == len(reporting)
    assert rows[["low", "value", "high"]].isna().all(axis=None)
    told = rows.set_index(["indicator_id", "place_id"])["status"]
    assert told["high-skilled-workers", "huaibei"] == "not_reported"
    assert told["party-body-coverage", "jingjiang"] == "proxy"
    assert told["training-coverage", "wujin"] == "bound"
    assert told["workers-per-contract", "huaibei"] == "derived"
    assert told["worker-seats", "wuxi-bonded-zone"] == "not_applicable"


def test_a_cell_that_speaks_leads_to_its_claims_and_a_silent_one_to_none(drawn):
    rows = drawn["reporting-matrix", "en"].rows
    silent = rows["status"].isin(["direction_only", "not_reported", "not_applicable"])
    assert rows["claim_ids"].isna().equals(silent)
    assert rows["status"].eq("direction_only").sum() == 2  # seats of Huaibei and Yancheng


def test_the_matrix_draws_a_mark_for_each_cell_and_the_key_names_all(drawn):
    chart = drawn["reporting-matrix", "en"]
    (panel,) = chart.figure.axes
    marks = [line for line in panel.lines if line.get_marker() not in ("None", "")]
    assert len(marks) == len(chart.rows) + len(STATUSES)
    told = texts(chart)
    for words_of_status in ("reported as such", "a nearby count stands in", "not reported"):
        assert words_of_status in told
    # a number of places for each indicator, and the silence of each dimension
    assert len([text for text in told if re.fullmatch(r"\d", text)]) == (
        chart.rows["indicator_id"].nunique()
    )
    assert len([text for text in told if re.fullmatch(r"\d+ of \d+ not reported", text)]) == 5


def test_statuses_differ_by_shape_and_filling_and_not_by_colour_alone():
    from matplotlib.figure import Figure

    axes = Figure().add_subplot()
    axes.set_xlim(0, 10)
    for n, status in enumerate(STATUSES):
        status_mark(axes, n, 1, status)
    looks = [
        (line.get_marker(), line.get_fillstyle(), line.get_markersize() > 5, len(line.get_xdata()))
        for line in axes.lines
    ]
    assert len(set(looks)) == len(STATUSES)


# Silence


def test_silence_is_counted_over_cells_that_apply(drawn, tables):
    chart = drawn["reporting-matrix", "en"]
    cells = tables["processed/reporting"]
    asked = cells[cells["status"].ne("not_applicable")]
    # neither firms' shares nor seats apply to a zone, and it gives party members and party bodies
    zone = len(cells[cells["place_id"].eq("wuxi-bonded-zone")]) - 2
    told = texts(chart)
    assert f"{zone - 2}/{zone}" in told
    for place, own in asked.groupby("place_id"):
        silent = own["status"].eq("not_reported").sum()
        assert f"{silent}/{len(own)}" in told
        assert f"{chart.words.place(place)} {silent} of {len(own)}" in chart.facts.finding
    silent = asked["status"].eq("not_reported").sum()
    assert chart.facts.finding.startswith(f"{silent} of {len(asked)} cells are not reported")


# Hedges


def test_hedges_are_counted_once_a_claim_and_shares_add_up(drawn, tables):
    rows = drawn["hedges-by-report", "en"].rows
    claims = tables["processed/claims"]
    claims = claims[claims["tier"].eq("text")]
    kinds = tables["codebook/registers/concepts"].set_index("concept_id")["kind"]
    told = claims[claims["restates"].isna() & claims["concept_id"].map(kinds).ne("parameter")]
    assert named(rows, place_id=None, variant="exact")["asked"] == len(told)
    rounded = told[told["hedge"].eq("exact") & told["low"].lt(told["high"])]
    assert named(rows, place_id=None, variant="rounded")["claims"] == len(rounded)
    assert "3万人次" in set(rounded["reported"])
    for _, own in rows[rows["variant"].ne("hedged")].groupby("place_id", dropna=False):
        assert own["low"].sum() == pytest.approx(1)
        assert own["claims"].sum() == own["asked"].iloc[0]
    # six claims of Zhutang, three of them printed again; of these three one is exact
    assert named(rows, place_id="zhutang", variant="exact")[["claims", "asked"]].tolist() == [1, 3]
    assert named(rows, place_id="zhutang", variant="hedged")["low"] == pytest.approx(2 / 3)


def test_the_reports_named_are_the_ends_and_over_is_the_commonest_hedge(drawn):
    rows = drawn["hedges-by-report", "en"].rows
    hedged = rows[rows["variant"].eq("hedged") & rows["place_id"].notna()]
    hedged = hedged.set_index("place_id")["low"]
    assert (hedged.idxmin(), hedged.idxmax()) == ("wujin", "zhutang")
    everywhere = rows[
        rows["place_id"].isna() & ~rows["variant"].isin(["exact", "rounded", "hedged"])
    ]
    assert everywhere.set_index("variant")["low"].idxmax() == "over"


def test_all_counts_of_hedges_are_labelled(drawn):
    chart = drawn["hedges-by-report", "zh"]
    labels = [text for text in texts(chart) if re.fullmatch(r"\d+", text)]
    cells = chart.rows[chart.rows["variant"].ne("hedged")]
    assert sorted(labels) == sorted(cells["claims"].astype(int).astype(str))


# Denominators


def test_ratios_are_those_of_the_printed_numbers(drawn):
    rows = drawn["order-by-population", "en"].rows
    own = {"indicator_id": "innovation-studios", "place_id": "huaibei"}
    studios = named(rows, **own, other_id="jiangdu", asked_per="census_residents")
    # 78 over 1 970 265 residents, 45 over 926 577
    assert studios["value"] == pytest.approx(78 / 1_970_265 / (45 / 926_577))
    assert studios["order"] == "below"
    own = {"indicator_id": "contract-coverage", "place_id": "huaibei"}
    contracts = named(rows, **own, other_id="jingjiang", asked_per="census_residents")
    # 13.3万 against 超过6万, which is read as up to 7万
    low, high = 132_500 / 1_970_265, 133_500 / 1_970_265
    assert contracts["high"] == pytest.approx(high / (60_000 / 663_408), rel=1e-3)
    assert contracts["low"] == pytest.approx(low / (70_000 / 663_408), rel=1e-3)


def test_a_per_that_a_place_lacks_stays_a_gap(drawn):
    rows = drawn["order-by-population", "en"].rows
    gap = named(
        rows,
        indicator_id="innovation-studios",
        place_id="huaibei",
        other_id="jingjiang",
        asked_per="year_end_residents",
    )
    assert gap["status"] == "no_denominator"
    assert pd.isna(gap["low"]) and pd.isna(gap["order"])
    told = [re.sub(r"\s", " ", text) for text in texts(drawn["order-by-population", "en"])]
    lacking = rows["status"].eq("no_denominator")
    assert told.count("no such denominator here") == lacking.sum()
    assert lacking[rows["place_id"].isin(PLACES) & rows["other_id"].isin(PLACES)].sum() == 3


def test_the_order_that_the_finding_tells_is_that_of_the_rows(drawn):
    rows = drawn["order-by-population", "en"].rows
    assert {"insured_employees", "mutual_aid_participants"}.isdisjoint(rows["asked_per"])
    # where the bar of a ratio meets one, there is no order
    meets = rows["low"].le(1) & rows["high"].ge(1)
    known = rows["low"].notna()
    assert rows.loc[known & meets, "order"].eq("not_ordered").all()
    assert rows.loc[rows["low"].gt(1), "order"].eq("above").all()
    assert rows.loc[rows["high"].lt(1), "order"].eq("below").all()
    studios = rows[rows["indicator_id"].eq("innovation-studios") & rows["other_id"].eq("jiangdu")]
    told = studios.set_index("asked_per")["order"]
    assert (told["census_residents"], told["secondary_employed"]) == ("below", "above")
    assert told["employed"] == "not_ordered"


def test_rates_over_assumed_lengths_are_the_count_over_each_length():
    rows = chart_of("implied-new-members").rows
    own = rows[rows["benchmark_id"].isna() & rows["low"].notna()]
    lengths = own.groupby("place_id")["variant"].agg(list).to_dict()
    assert lengths["huaibei"] == ["years-2", "years-3", "years-4"]  # 三年来, at most a year off
    assert lengths["jingjiang"] == [f"years-{n}" for n in range(1, 6)]  # 近年
    # 664 over 14.45 to 14.55 %, in whole people, over three years and 1 970 265 residents
    three = named(own, place_id="huaibei", variant="years-3")
    assert (three["low"], three["high"]) == pytest.approx(
        (4564 / 3 / 197.0265, 4595 / 3 / 197.0265)
    )


def test_the_curve_holds_every_choice_once_for_each_place(drawn):
    rows = drawn["specification-curve", "en"].rows
    values = rows[rows["asked_per"].notna()]
    assert len(values) == values["place_id"].nunique() * 5 * 3
    assert not values.duplicated(["place_id", "asked_per", "reading"]).any()

    def cell(per: str, reading: str) -> pd.Series:
        return named(values, place_id="jingjiang", asked_per=per, reading=reading)

    wide = cell("secondary_employed", "wide")
    assert wide["high"] == 1  # over 60 000, read widely, has no upper end
    assert wide["order"] == "not_ordered"
    assert cell("secondary_employed", "central")["order"] == "below"
    for reading in ("narrow", "central", "wide"):
        for per in ("census_residents", "census_15plus"):
            assert cell(per, reading)["order"] == "above"
        assert cell("employed", reading)["order"] == "not_ordered"


def test_one_mark_below_the_curve_for_each_order():
    both = chart_of("specification-curve", places=["huaibei", "jingjiang"])
    (panel,) = both.figure.axes
    triangles = [line.get_marker() for line in panel.lines if line.get_marker() in ("v", "_")]
    assert triangles.count("v") == 2  # secondary industry, central and narrow
    assert triangles.count("_") == 4


# What holds for all of them


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", IDS)
def test_sources_are_all_reports_whose_claims_or_silence_is_drawn(name, lang, drawn, tables):
    chart = drawn[name, lang]
    ids = chart.rows["claim_ids"].dropna().str.split(";").explode()
    claims = tables["raw/claims"].set_index("claim_id")["source_id"]
    titles = tables["raw/sources"].set_index("source_id")["title"]
    for source in claims.loc[ids].unique():
        assert titles[source] in chart.caption
    assert chart.facts.unit
    assert chart.facts.denominator


@pytest.mark.parametrize("name", IDS)
def test_the_exported_numbers_hold_every_row_and_its_counts(name, drawn):
    chart = drawn[name, "en"]
    lines = chart.numbers().decode().splitlines()
    assert len(lines) == len(chart.rows) + 1
    header = lines[0].split(",")
    head = chart.words.head
    assert head("claims") in header or name != "hedges-by-report"
    assert head("order") in header or name != "order-by-population"


def test_a_chart_that_names_what_it_does_not_draw_is_refused(tables):
    charts = tables["codebook/registers/charts"].copy()
    row = charts["chart_id"].eq("hedges-by-report")
    charts.loc[row, ["remark_en", "remark_zh"]] = "{nowhere}"
    with pytest.raises(PublishError, match="nowhere"):
        draw("hedges-by-report", BOOK, tables=tables | {"codebook/registers/charts": charts})
    words = tables["codebook/words/words"]
    words = words[words["word_id"].ne("unit.hedges-by-report")]
    with pytest.raises(PublishError, match="no unit"):
        draw("hedges-by-report", BOOK, tables=tables | {"codebook/words/words": words})


def test_choosing_rows_changes_no_table(tables):
    before = {name: table.copy() for name, table in tables.items()}
    charts = tables["codebook/registers/charts"].set_index("chart_id", drop=False)
    for name in IDS:
        choose = choosing_of(charts.loc[name], otherwise=chart_rows)
        rows = choose(charts.loc[name], tables, Choice(places=["huaibei", "jiangdu"]))
        drawn = set(rows["place_id"].dropna()) | set(rows.get("other_id", pd.Series()).dropna())
        assert drawn == {"huaibei", "jiangdu"} or name == "specification-curve"
        assert np.isfinite(rows["low"].dropna()).all()
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])
