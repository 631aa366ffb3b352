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
@pytest.mark.parametrize("chart_id", ["reporting-matrix", "silence-rate", "hedges-by-report"])
def test_a_chart_that_draws_no_values_has_none_to_keep_apart(told, chart_id, lang):
    assert told(chart_id, lang) == []


def test_a_reason_that_holds_on_one_per_only_names_it(told):
    """The two reports count contracts among the insured and among those in mutual aid."""
    by_reason = {reason: pairs for _, pairs, reason in told("contract-coverage")}
    group = next(pairs for reason, pairs in by_reason.items() if "another group" in reason)
    assert group.endswith("(counted in the report)")
    rest = next(pairs for reason, pairs in by_reason.items() if "another group" not in reason)
    assert rest.endswith("(census residents)")
    [(_, pairs, reason)] = told("contract-coverage", per="employed")
    assert "another group" not in reason and "(employed" not in pairs


def test_a_pair_that_is_alike_on_other_populations_names_the_one_where_it_is_not(told):
    lines = [
        pairs for _, pairs, reason in told("order-by-population") if "a bound or a proxy" in reason
    ]
    studios = [pairs for pairs in lines if "studios" in pairs]
    assert studios == [
        "model-worker innovation studios: Huaibei – Jingjiang (counted in the report)"
    ]


def test_a_place_that_is_not_drawn_is_not_spoken_of(told):
    lines = told("innovation-studios", places=["huaibei", "jiangdu"])
    assert [pairs for _, pairs, _ in lines] == ["Huaibei – Jiangdu"]


def test_every_reason_of_comparability_has_its_words(tables):
    english = Words("en", tables)
    assert {english(f"unlike.{key}") for key in comparability.REASONS} == set(
        comparability.REASONS.values()
    )


def test_a_reason_made_of_several_is_put_into_chinese_piece_by_piece(tables):
    own = "a payment in one report and a person in the other; medical aid against accident cover"
    told = apart.reason_of(f"{own}; another level of place", Words("zh", tables))
    assert told == "一份报告按笔计，另一份按人计；一为医疗互助，一为意外保障；行政层级不同"
