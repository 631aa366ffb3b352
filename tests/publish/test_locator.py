"""Where the places of a chart lie: each in its province, and only those that are shown."""

import pytest

from five import PLACES
from real_charts import ALL, chart_of, tables
from reform_analysis.charts.rows.choose import SILENT
from reform_analysis.publish.site.locator import provinces, shown_places


@pytest.mark.parametrize("chart_id", ALL)
def test_each_place_that_a_chart_shows_lies_in_one_province(chart_id):
    chart = chart_of(chart_id)
    told = provinces(chart)
    names = [place for province in told for place, _ in province.places]
    assert sorted(names) == sorted(shown_places(chart))
    assert len(told) in (0, len(tables()["codebook/registers/tiles"]))
    silent = chart.rows.groupby("place_id")["status"].agg(lambda own: own.isin(SILENT).all())
    assert not {*silent.index[silent]} & {*names}


def test_huaibei_lies_in_anhui_and_the_others_in_jiangsu():
    told = {
        province.name: [name for _, name in province.places]
        for province in provinces(chart_of("reporting-matrix", places=PLACES))
    }
    others = [len(names) for names in told.values() if not names]
    assert told["Anhui"] == ["Huaibei"] and len(told["Jiangsu"]) == 6
    assert len(others) == len(told) - 2


def test_a_chart_of_publishers_has_no_places():
    assert provinces(chart_of("hedges-by-publisher")) == []


def test_a_province_that_is_a_place_itself_is_not_named_twice():
    (tianjin,) = (p for p in provinces(chart_of("rank-sets")) if p.name == "Tianjin")
    assert tianjin.places == [("tianjin", "the province itself")]
