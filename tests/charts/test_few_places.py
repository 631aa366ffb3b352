"""A chart drawn for one place alone: less to compare, never a traceback."""

import pytest

from real_charts import ALL, OF_REPORTS, REGISTER, chart_of, some_of
from reform_analysis import load
from reform_analysis.charts.draw import PublishError
from reform_analysis.charts.registry import registered

OWN = sorted(set(registered()[0]) - {"by_place"})
ASKED = sorted(set(load("processed/reporting")["place_id"]))
OF_PAIRS = ["order-by-population"]
"""Charts of one place against another: one alone has nothing to stand against."""
TOLD = {"jingjiang": "a place with most values", "zhutang": "a place with hardly any"}


def test_every_chart_with_a_function_of_its_own_is_drawn_here():
    known = REGISTER.set_index("chart_id")["drawn_as"]
    assert set(known[known.eq("own")].index) == set(OWN)
    assert set(TOLD) <= set(ASKED)


def reason_for(chart: str, place: str) -> str:
    if chart not in OF_REPORTS:
        return f"no page of the wider sample gives a value of {place!r} as a whole"
    if chart in OF_PAIRS:
        return f"no two of {place} are graded"
    return f"no report of {place} gives a value that it can draw"


@pytest.mark.parametrize("place", TOLD)
@pytest.mark.parametrize("chart", OWN)
def test_a_chart_of_one_place_is_drawn_or_refused_by_its_name(chart, place):
    try:
        drawn = chart_of(chart, "zh", places=[place])
    except PublishError as error:
        assert reason_for(chart, place) in str(error)
        return
    assert drawn.figure.axes
    assert set(drawn.rows["place_id"].dropna()) <= {place}


@pytest.mark.parametrize("chart", sorted(ALL))
def test_every_chart_has_words_for_each_single_place(chart):
    refused = 0
    asked = ASKED if chart in OF_REPORTS else some_of(chart)
    for place in asked:
        try:
            composed = chart_of(chart, places=[place])
        except PublishError as error:
            assert reason_for(chart, place) in str(error)
            refused += 1
        else:
            assert composed.facts.finding.strip()
            assert "nan" not in composed.caption.split()
    if chart in OF_PAIRS:
        assert refused == len(ASKED)
        assert chart_of(chart, places=["huaibei", "jingjiang"]).facts.finding
    else:
        assert refused < len(asked), "the chart is refused for every place"
