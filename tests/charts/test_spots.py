"""Where rows stand in a picture: under the pointer is the row that the eye sees there."""

from itertools import pairwise

import pytest

from five import PLACES
from real_charts import ALL, OF_REPORTS, chart_of
from reform_analysis.charts.picture.halo import Haloed
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


@pytest.mark.parametrize("chart_id", ALL)
def test_bands_of_a_panel_do_not_overlap(chart_id):
    spots = chart_of(chart_id).spots
    for one, next_ in pairwise(spots):
        if one.left == next_.left and one.top < next_.top:
            assert one.top + one.height <= next_.top + 1e-9
