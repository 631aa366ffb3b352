"""What in a chart may not be compared: each unlike pair drawn together, with its reason."""

import re

import pytest

from real_charts import chart_of
from reform_analysis.charts.rows import not_comparable as apart
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.values import comparability as comparability


@pytest.fixture(scope="module")
def told(tables):
    """What is said of a chart: ``told(chart_id, lang)``."""
    pairs = apart.unlike_pairs(tables)

    def of(chart_id: str, lang: str = "en", **choice):
        chart = chart_of(chart_id, lang, **choice)
        return apart.apart(chart.rows, pairs, chart.words)

    return of


def test_both_languages_say_the_same(told):
    english = told("contest-participation", "en")
    grades = [grade for grade, _, reason in english if "not a number of attend" in reason]
    assert grades and set(grades) == {"C"}
    chinese = told("contest-participation", "zh")
    assert len(chinese) == len(english)
    assert all(re.search("[一-鿿]", reason) for _, _, reason in chinese)
    assert not [reason for _, _, reason in chinese if re.search("[A-Za-z]{4}", reason)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", ["reporting-matrix", "hedges-by-report"])
def test_a_chart_that_draws_no_values_has_none_to_keep_apart(told, chart_id, lang):
    assert told(chart_id, lang) == []


def test_what_two_reports_count_themselves_makes_no_pair(told):
    """One counts the insured and one those in mutual aid: two populations, so no pair at all."""
    for chart in ("contract-coverage", "order-by-population"):
        lines = [f"{pairs} {reason}" for _, pairs, reason in told(chart)]
        assert lines
        for of_one_report in ("insured employees", "in mutual aid)", "another group"):
            assert not [line for line in lines if of_one_report in line]


def test_a_place_that_is_not_drawn_is_not_spoken_of(told):
    lines = told("innovation-studios", places=["huaibei", "jiangdu"])
    assert [pairs for _, pairs, _ in lines] == ["Huaibei – Jiangdu"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_of_comparability_has_its_words(tables, lang):
    words = Words(lang, tables)
    register = tables["codebook/registers/comparability"]["reason_id"]
    told = [apart.reason_of(name, words) for name in {*comparability.REASONS, *register}]
    assert len(set(told)) == len(told) and all(told)


def test_a_reason_id_means_one_thing(tables):
    register = tables["codebook/registers/comparability"]
    assert register.groupby("reason_id")[["reason", "reason_zh"]].nunique().eq(1).all(axis=None)


def test_a_reason_made_of_several_is_put_into_chinese_piece_by_piece(tables):
    told = apart.reason_of("wage-contracts;level", Words("zh", tables))
    assert told == "一份报告计工资集体合同，另一份计各类集体合同；行政层级不同"
