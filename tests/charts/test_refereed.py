"""What a referee refused of the charts of the wider sample and of assumed lengths, by its kind."""

import numpy as np
import pandas as pd
import pytest

from real_charts import ALL, OF_REPORTS, chart_of, tables
from real_tables import PROJECT
from reform_analysis.charts.rows.choose import WITHOUT_VALUE, covering
from reform_analysis.charts.rows.provenance import LENGTHS
from reform_analysis.charts.rows.tiles import province_of
from reform_analysis.reading.hedges import READINGS


def target(**cells: object) -> pd.DataFrame:
    """A benchmark of the year 2025."""
    told = {"benchmark_id": "b", "indicator_id": "high-skilled-share", "low": 0.33, "high": 0.33}
    told |= {"kind": "target", "scope": "national", "unit": "fraction", "note": pd.NA, "year": 2025}
    told |= {"covers_from": 2025, "covers_to": 2025, "populations": pd.NA}
    return pd.DataFrame([told | cells])


def dated(*years: int) -> pd.DataFrame:
    """Drawn values of the ends of years, each with the claim that it is read from."""
    ends = tables()["processed/claims"].dropna(subset=["period_end"])
    ends = ends[ends["reference_date"].dt.year.eq(ends["period_end"].dt.year)]
    ids = [ends.loc[ends["reference_date"].dt.year.eq(y), "claim_id"].iloc[0] for y in years]
    return pd.DataFrame({"claim_ids": ids, "status": "reported", "low": 0.3})


@pytest.mark.parametrize(
    ("years", "cells", "drawn"),
    [
        ((2025,), {}, True),
        ((2023, 2025), {}, False),  # who has the value of 2023 would seem to miss the aim
        ((2025,), {"scope": "jiangsu"}, False),  # an aim of one province behind others
        ((2023, 2025), {"kind": "actual"}, True),
        ((2023,), {"kind": "actual"}, False),
    ],
)
def test_a_target_is_drawn_only_where_it_was_set_for_every_value(years, cells, drawn):
    assert bool(len(covering(target(**cells), dated(*years), tables(), None))) == drawn


def test_no_target_of_one_year_runs_behind_values_of_many():
    assert chart_of("high-skilled-share").rows["benchmark_id"].isna().all()


@pytest.mark.parametrize("reading", READINGS)
def test_a_share_without_an_upper_end_ends_at_the_whole(reading):
    """超过95万 of 超过276万 may be any share of the skilled, and none above the whole."""
    shares = tables()["processed/indicators"].query("unit == 'fraction'")
    assert np.isfinite(shares["high"].astype(float)).all()
    [tianjin] = (
        shares.query("place_id == 'tianjin' and indicator_id == 'high-skilled-share'")
        .query("variant == 'from-counts' and reading == @reading")
        .sort_values("period_end")[["low", "high"]]
        .to_numpy()[-1:]
    )
    assert tuple(tianjin) == pytest.approx((0, 1)) if reading == "wide" else tianjin[1] < 0.36


@pytest.mark.parametrize("reading", READINGS)
def test_no_label_gives_nought_as_a_least_value(reading):
    """At least 0 % says nothing, and sounds like a finding."""
    labels = chart_of("high-skilled-share", reading=reading).rows["label"]
    assert not labels.str.startswith("at least 0").any()
    assert ("no limit" in set(labels)) == (reading == "wide")


def test_an_empty_tile_is_told_as_one_without_a_value_for_pages_there_are():
    claims = tables()["processed/claims"].query("tier == 'opening'")
    told = province_of(tables()["raw/places"])
    with_pages = set(claims["place_id"].map(told).dropna())
    with_value = set(chart_of("sample-map").rows["place_id"].map(told).dropna())
    assert with_pages - with_value  # of these a page was found
    words = chart_of("sample-map").words
    for text in (chart_of("sample-map").facts.finding, words("tile.none")):
        assert "value" in text
        assert "no page was found" not in text


@pytest.mark.parametrize("reading", READINGS)
def test_where_a_length_is_assumed_no_other_is_told(reading):
    chart = chart_of("implied-new-members", reading=reading)
    assumed = chart.rows[chart.rows["variant"].isin(LENGTHS)]
    assert len(assumed)
    for row in assumed.itertuples():
        assert row.period.endswith(chart.words(f"variant.{row.variant}"))
    assert "read as" not in chart.facts.period


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chart_id", [c for c in ALL if c.startswith("hedges-by")])
def test_a_share_of_claims_is_told_with_their_number(chart_id, lang):
    chart = chart_of(chart_id, lang)
    hedged = chart.rows.query("variant == 'hedged'").dropna(subset=["claim_ids"])
    told = "{share}% of {asked}" if lang == "en" else "{asked}条中{share}%"
    finding = chart.facts.finding.replace("\N{NARROW NO-BREAK SPACE}", "").replace(" %", "%")
    finding = finding.replace("\N{NO-BREAK SPACE}", "")
    assert len(hedged)
    for row in hedged.itertuples():
        assert told.format(share=f"{row.value * 100:.0f}", asked=int(row.asked)) in finding


def test_who_is_counted_is_no_part_of_more():
    """English says what is counted; 含 would say that it is among others."""
    circles = tables()["codebook/words/words"].set_index("word_id")
    circles = circles[circles["en"].str.startswith("counts ")]
    assert len(circles) > 2
    assert circles["zh"].str.startswith("统计对象：").all()


@pytest.mark.parametrize("chart_id", [c for c in ALL if c not in OF_REPORTS])
def test_units_are_those_of_values_and_not_of_gaps(chart_id):
    rows = chart_of(chart_id).rows
    values = rows[~rows["status"].isin(WITHOUT_VALUE)]
    per_year = values["unit"].dropna().str.contains("/年").any()
    if per_year:  # every one of these charts is of flows, so a bare count is that of a gap
        assert all("a year" in part for part in chart_of(chart_id).facts.unit.split("; "))


def test_values_of_years_far_apart_are_not_ordered():
    """Guangzhou's share of 2025 and Shenzhen's of 2018 are seven years of growth apart."""
    pairs = tables()["processed/comparisons"]
    apart = pairs["reasons"].fillna("").str.split(";").map(lambda names: "years" in names)
    assert apart.any()
    assert not pairs.loc[apart, "grade"].isin(["A", "B"]).any()
    assert "Guangzhou" not in chart_of("high-skilled-share-by-year").facts.order
    assert chart_of("high-skilled-share-by-year").facts.order.startswith("of the latest values: ")


@pytest.mark.parametrize(
    ("place", "indicator", "chart", "printed"),
    [  # a quarter or half-year of a later year stands in print beside the whole year
        ("lanzhou", "subsidised-training", "subsidised-training-across", 71542),
        ("henan", "new-high-skilled", "new-high-skilled-across", 1248000),
        ("shandong", "new-high-skilled", "new-high-skilled-across", 318000),
    ],
)
def test_a_whole_year_goes_before_a_later_part_of_one(place, indicator, chart, printed):
    rows = chart_of(chart).rows
    [drawn] = rows.loc[rows["place_id"].eq(place), "claim_ids"]
    claims = tables()["processed/claims"].set_index("claim_id")
    assert claims.loc[drawn, "value"] == printed
    later = claims[claims["place_id"].eq(place) & claims["concept_id"].eq(indicator)]
    assert (later["period_end"] > claims.loc[drawn, "period_end"]).any()


def test_a_claim_has_one_word_in_chinese():
    folder = PROJECT.root / "data" / "codebook"
    told = [*folder.glob("words/*.csv"), folder / "registers" / "columns.csv"]
    told += [folder / "registers" / "charts.csv", PROJECT.root / "README.zh.md"]
    assert len(told) > 5
    for path in told:
        text = path.read_text(encoding="utf-8")
        assert "数据条" not in text, path.name
        assert "条数据" not in text, path.name


@pytest.mark.parametrize("chart_id", [c for c in ALL if c not in OF_REPORTS])
def test_a_page_is_not_called_a_report(chart_id):
    """The opening of a page tells its date of publication; no report was read."""
    rows = chart_of(chart_id).rows
    for text in (
        *rows.get("period", pd.Series(dtype=object)).dropna(),
        chart_of(chart_id).facts.period,
    ):
        assert "report" not in text
