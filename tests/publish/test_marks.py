"""The marks of a chart one by one: where they stand, what they say, what they lead back to."""

import re

import pytest

from real_charts import ALL, REGISTER, chart_of
from reform_analysis.charts.panels import PANELS, panels_of
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.charts.rows.tiles import LEVELS
from reform_analysis.charts.rows.told import LOOKS, kinds_of
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.office import graphs
from reform_analysis.publish.site import chart_page
from reform_analysis.publish.site.marks import marks, panels, scale_end
from reform_analysis.reading.hedges import READINGS
from reform_analysis.tables.paths import PACKAGE

ENTRIES = REGISTER.set_index("chart_id", drop=False)
WITH_MARKS = [name for name in ALL if drawn_by(ENTRIES.loc[name]) in PANELS]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", WITH_MARKS)
def test_each_mark_is_told_as_in_the_table_and_lies_on_its_scale(chart_id, lang):
    chart = chart_of(chart_id, lang)
    told = {row["cells"][2].replace("\N{NO-BREAK SPACE}", " ") for row in chart_page.numbers(chart)}
    panels = marks(chart)
    drawn = [point for panel in panels for point in panel["points"] if point["label"]]
    assert drawn
    for point in drawn:
        assert point["label"] in told or (chart_id == "party-recruitment" and "–" in point["label"])
        assert float(point["left"]) >= 0 and float(point["width"]) >= 0
        assert float(point["left"]) + float(point["width"]) <= 100.01
        if point["dot"]:
            assert 0 <= float(point["dot"]) <= 100
    assert all(panel["end"] and panel["points"] for panel in panels)
    claims = {link.href for point in drawn for link in point["links"] if "#claim-" in link.href}
    known = chart.rows.loc[chart.rows["low"].notna(), "claim_ids"].dropna()
    assert len(claims) > 0 or known.empty


def test_a_mark_stands_where_its_number_stands():
    shares, rates = marks(chart_of("party-recruitment"))
    huaibei = next(p for p in shares["points"] if p["label"].startswith("14.5 %"))
    assert shares["end"] == "100 %"
    assert (huaibei["left"], huaibei["width"], huaibei["dot"]) == ("14.45", "0.10", "14.50")
    assert ("How known", "reported as such") in huaibei["facts"]
    assert [link.text for link in huaibei["links"]] == ["14.5%"]
    jingjiang = next(p for p in rates["points"] if p["label"] == "1.09–3.01")
    assert rates["end"] == "5"
    # 360 over 5 years and 663,408 people, per 10,000: 1.0853, on a scale of 5
    assert float(jingjiang["left"]) == pytest.approx(100 * 1.0853 / 5, abs=0.01)
    assert jingjiang["dot"] == ""  # a period of unknown length leaves no single value
    silent = [p["name"] for p in shares["points"] if not p["label"]]
    assert any("not reported" in name for name in silent)


def test_what_only_bounds_has_no_dot_and_an_open_end_an_arrow():
    (panel, *_) = marks(chart_of("training-coverage"))
    upper = [p for p in panel["points"] if p["label"].startswith("at most")]
    assert upper and all(p["dot"] == "" and p["left"] == "0.00" for p in upper)
    (panel, *_) = marks(chart_of("award-shares"))
    (open_,) = [p for p in panel["points"] if p["label"].startswith("at least 80 %")]
    assert "open" in open_["look"].split()


@pytest.mark.parametrize(
    ("values", "end"),
    [([3.01], 5), ([0.0102], 0.02), ([1.0], 1), ([450.0, float("inf"), 1935.0], 2000), ([0.0], 1)],
)
def test_a_scale_ends_at_a_round_number(values, end):
    assert scale_end(values) == pytest.approx(end)


def told_of(chart_id: str, name: str, lang: str = "en") -> dict:
    points = [point for panel in marks(chart_of(chart_id, lang)) for point in panel["points"]]
    return next(point for point in points if point["name"].startswith(name))


def test_a_cell_of_the_matrix_tells_what_is_printed_and_how_that_is_read():
    share = told_of("reporting-matrix", "Huaibei, workers' share")
    assert share["label"] == "14.5%; 664人"
    assert ("Read as", "14.5 % (14.45–14.55); 664 persons") in share["facts"]
    assert ("Period", '"三年来" read as 2.5–3.5 years') in share["facts"]
    assert [link.href for link in share["links"]] == [
        "../claims.en.html#claim-huaibei-2021-0720",
        "../claims.en.html#claim-huaibei-2021-0706",
    ]
    assert share["place"] == "huaibei" and share["line"] == "", "a column is no line"
    (dimension, *_) = panels(chart_of("reporting-matrix", reading="wide"))
    wide = next(p for p in dimension["points"] if p["name"] == share["name"])
    assert ("Read as", "14.5 % (14.40–14.60); 664 persons") in wide["facts"], "at its own reading"


def test_a_cell_of_hedges_counts_as_the_picture_and_leads_to_each_claim():
    cell = told_of("hedges-by-report", "淮北市，", "zh")
    all_, count = map(int, re.findall(r"\d+", cell["label"]))
    row = next(r for r in chart_of("hedges-by-report").rows.itertuples() if r.place_id == "huaibei")
    assert (count, all_) == (row.claims, row.asked) and len(cell["links"]) == count
    assert cell["line"] == "huaibei"


def test_a_rank_tells_every_reading_and_its_value():
    told = dict(told_of("rank-sets", "Tianjin")["facts"])
    ranks = chart_of("rank-sets").rows.query("place_id == 'tianjin'").set_index("reading")
    for reading, row in ranks.iterrows():
        ends = dict.fromkeys(map(str, map(int, (row["best"], row["worst"]))))
        assert re.findall(r"\d+", told[f"{reading} reading"]) == list(ends)
    assert told["As charted"].startswith("at least 685 (read as up to 692)")
    assert told["Denominator"] == "census residents"


def test_a_tile_names_each_of_its_places_once():
    rows = chart_of("sample-map").rows
    panels = marks(chart_of("sample-map"))
    words = chart_of("sample-map").words
    heads = {words(f"tile.level.{level}") for level in LEVELS}
    named = [
        name
        for panel in panels
        for point in panel["points"]
        for head, text in point["facts"]
        if head in heads
        for name in text.split(", ")
    ]
    assert sorted(named) == sorted(map(words.place, rows["place_id"]))


@pytest.mark.parametrize("chart_id", [name for name in WITH_MARKS if name != "specification-curve"])
def test_the_key_of_the_picture_names_the_looks_of_the_marks_and_no_other(chart_id):
    """As what a row is drawn is told once: for the key, the picture, the slide and the page."""
    for reading in READINGS:
        chart = chart_of(chart_id, reading=reading)
        name = drawn_by(chart.entry)
        points = [p for panel in panels_of(chart.rows, name, chart.words) for p in panel.points]
        wide = {
            "interval" if point.look == "interval" and point.row["low"] < point.row["high"] else ""
            for point in points
            if point.valued
        }
        told = {point.look for point in points if point.valued} - {"interval"}
        kinds = set(kinds_of(chart.rows, name))
        called = {"range": "interval", "at_most": "upper"}
        explained = {called.get(kind, kind) for kind in kinds}
        assert explained & {*LOOKS} == (told | wide) - {""}
        assert ("gap" in kinds) >= chart.rows["status"].isin(SILENT).any()


TITLED = [name for name in WITH_MARKS if name not in ("specification-curve", "order-by-population")]
"""Charts whose panels stand one beside the other in the picture, each under its title."""


@pytest.mark.parametrize(
    ("chart_id", "choice"),
    [
        *((name, {}) for name in TITLED),
        ("contest-participation-across", {"per": "year_end_residents", "reading": "wide"}),
    ],
)
def test_a_panel_has_one_title_in_picture_slide_and_page(chart_id, choice):
    chart = chart_of(chart_id, **choice)
    drawn = ["".join(axes.get_title(loc="left").split()) for axes in chart.figure.axes]
    told = panels_of(chart.rows, drawn_by(chart.entry), chart.words)
    assert ["".join(panel.title.split()) for panel in told] == [text for text in drawn if text]


def test_slides_have_a_look_for_all_that_a_row_is_drawn_as():
    assert set(graphs.LOOKS) == set(LOOKS)


def test_pages_read_the_composition_and_nothing_of_slides():
    """What slide and page both show is composed below them; a page has no second way to it."""
    for path in sorted((PACKAGE / "publish" / "site").rglob("*.py")):
        assert "publish.office" not in path.read_text(encoding="utf-8"), path
