"""The marks of a chart one by one: where they stand, what they say, what they lead back to."""

import pytest

from real_charts import ALL, chart_of, tables
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.office.panels import PANELS
from reform_analysis.publish.site import chart_page
from reform_analysis.publish.site.marks import marks, scale_end

REGISTER = tables()["codebook/registers/charts"].set_index("chart_id", drop=False)
WITH_MARKS = [name for name in ALL if drawn_by(REGISTER.loc[name]) in PANELS]


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


def test_a_table_has_no_marks():
    assert marks(chart_of("reporting-matrix")) == []
