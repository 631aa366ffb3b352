"""Where rows stand in a picture: under the pointer is the row that the eye sees there."""

import re
from itertools import pairwise

import pytest
from matplotlib.text import Text

from five import PLACES
from real_charts import ALL, OF_REPORTS, chart_of
from reform_analysis.charts.chart import Chart
from reform_analysis.charts.picture.halo import Haloed
from reform_analysis.charts.rows.tiles import province_of
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.site.marks import marks

KINDS = {
    "party-recruitment": 14,  # six lines in two panels, and two national shares
    "training-coverage": 6,  # the line of silent places is none of one place
    "award-shares": 6,
    "order-by-population": 20,
    "high-skilled-share-by-year": 26,
}
"""A chart of each function that draws rows, and how many rows its picture holds of the five reports
or of the wider sample."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", KINDS)
def test_the_label_of_a_mark_stands_in_its_band(chart_id, lang):
    chart = chart_of(chart_id, lang, places=PLACES if chart_id in OF_REPORTS else None)
    points = [point for panel in marks(chart) for point in panel["points"] if point["spot"]]
    assert len(points) == KINDS[chart_id]
    figure = chart.figure
    width, height = figure.bbox.size
    labels = {}
    for text in figure.findobj(Haloed):
        x, y = text.get_transform().transform(text.get_position())
        told = text.get_text().replace("\n", "" if lang == "zh" else " ")
        labels.setdefault(told.replace(" ", ""), []).append((x / width, 1 - y / height))
    seen = 0
    for point in points:
        left, top, wide, high = point["spot"]
        assert 0 <= left < left + wide <= 1 and 0 < top < top + high < 1
        for x, y in labels.get(point["label"].replace(" ", ""), []):
            if top <= y <= top + high and left - 0.01 <= x <= left + wide + 0.01:
                seen += 1
                break
    valued = [p for p in points if p["label"] and "benchmark" not in p["look"]]
    assert seen >= len(valued) > 2, f"{seen} of {len(valued)} labels stand in their bands"


IN_CELLS = {"reporting-matrix": 90, "hedges-by-report": 34, "rank-sets": None, "sample-map": None}
"""Charts of cells, tiles and ranks, and how many of the places tested say something; of the wider
sample, which grows, one a place that is ranked and one a province with a value."""


def in_cells(chart: Chart) -> int:
    if chart.chart_id == "rank-sets":
        return chart.rows["place_id"].nunique()
    if chart.chart_id == "sample-map":
        province = province_of(chart.words.tables["raw/places"])
        return chart.rows["place_id"].map(province).nunique()
    return IN_CELLS[chart.chart_id]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", IN_CELLS)
def test_a_cell_is_told_where_its_name_and_its_number_stand(chart_id, lang):
    chart = chart_of(chart_id, lang, places=PLACES if chart_id in OF_REPORTS else None)
    points = [point for panel in marks(chart) for point in panel["points"]]
    assert len(points) == in_cells(chart) == len(chart.spots)
    figure = chart.figure
    width, height = figure.bbox.size
    texts = {}
    for text in figure.findobj(Text):
        x, y = text.get_transform().transform(text.get_position())
        told = re.sub(r"\s", "", text.get_text())
        texts.setdefault(told, []).append((x / width, 1 - y / height))
    for point in points:
        left, top, wide, high = point["spot"]
        names = [re.sub(r"\s", "", name) for name in re.split(", |，", point["name"], maxsplit=1)]
        beside = [y for name in names for _, y in texts.get(name, [])]
        above = [x for name in names for x, _ in texts.get(name, [])]
        if chart_id != "hedges-by-report":  # its names stand a little above their bars
            assert any(top <= y <= top + high for y in beside), point["name"]
        if chart_id in ("reporting-matrix", "sample-map"):
            assert any(left <= x <= left + wide for x in above), point["name"]
        if chart_id == "hedges-by-report":
            count, other = re.findall(r"\d+", point["label"])
            counts = texts[count if lang == "en" else other]
            assert any(left <= x <= left + wide and top <= y <= top + high for x, y in counts)


def test_a_choice_of_the_specification_curve_is_told_where_its_mark_stands():
    chart = chart_of("specification-curve", places=PLACES)
    points = [point for panel in marks(chart) for point in panel["points"]]
    assert len(points) == len(chart.spots) == 30
    (axes,) = (axes for axes in chart.figure.axes if axes.lines)
    width, height = chart.figure.bbox.size
    dots = [
        axes.transData.transform((line.get_xdata()[0], line.get_ydata()[0]))
        for line in axes.lines
        if len(line.get_xdata()) == 1 and line.get_marker() in ("o", "D", "s", "^")
    ]
    for point in points:
        left, top, wide, high = point["spot"]
        held = [
            1 - y / height
            for x, y in dots
            if left <= x / width <= left + wide and top <= 1 - y / height <= top + high
        ]
        assert bool(held) == bool(point["label"]), point["name"]


@pytest.mark.parametrize("chart_id", ALL)
def test_bands_of_a_panel_do_not_overlap(chart_id):
    spots = chart_of(chart_id).spots
    for one, next_ in pairwise(spots):
        if one.left == next_.left and one.top < next_.top:
            assert one.top + one.height <= next_.top + 1e-9
