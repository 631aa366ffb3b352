"""What is written under and beside a chart is true for what is drawn, under every choice."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from real_charts import ALL as CHARTS
from real_charts import OF_REPORTS, chart_of, some_of, tables
from reform_analysis import load
from reform_analysis.charts.draw import PublishError
from reform_analysis.charts.panels import PANELS, panels_of
from reform_analysis.charts.registry import drawn_by
from reform_analysis.charts.rows.choose import WITHOUT_VALUE
from reform_analysis.charts.rows.findings import generated
from reform_analysis.charts.rows.orders import borne
from reform_analysis.charts.rows.told import ends_of
from reform_analysis.charts.words import LANGUAGES, Words
from reform_analysis.publish.figures import save_chart
from reform_analysis.publish.forms import files_of
from reform_analysis.publish.office.tables import TABLES
from reform_analysis.publish.site import chart_page
from reform_analysis.reading.hedges import READINGS
from reform_analysis.values.compare import order
from reform_analysis.values.interval import Interval

POPULATIONS = [None, *load("codebook/registers/populations")["per"]]
SOME = ["huaibei", "jingjiang"]


def _choices():
    """Each population, each reading, places alone, and all three together."""
    yield from ((per, "central", None) for per in POPULATIONS[1:])
    yield from ((None, reading, None) for reading in READINGS if reading != "central")
    yield (None, "central", SOME)
    yield ("employed", "wide", SOME)


REFUSED = ("divided by people", "no place of it has", "gives a value that it can draw",
           "no two of")  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("chart_id", CHARTS)
def test_a_finding_tells_nothing_but_labels_of_its_rows_and_counts_of_places(chart_id, lang):
    """Under every choice: no number comes from elsewhere, no gap is told as a value."""
    seen = 0
    for per, reading, places in [(None, "central", None), *_choices()]:
        places = places and some_of(chart_id)
        choice = {"per": per, "reading": reading, "places": places}
        try:
            chart = chart_of(chart_id, lang, **choice)
        except PublishError as refused:
            assert any(reason in str(refused) for reason in REFUSED), refused
            continue
        seen += 1
        rows, words = chart.rows, chart.words
        allowed = [*rows["label"].dropna(), *(words.place(p) for p in rows["place_id"].dropna())]
        allowed += [words.text("codebook/registers/indicators", each, "label")
                    for each in rows["indicator_id"].dropna().unique()]  # fmt: skip
        units = rows.loc[rows["benchmark_id"].isna(), ["unit", "per"]].dropna(subset="unit")
        for unit, of in units.itertuples(index=False):
            allowed.append(words.unit(unit, None if pd.isna(of) else of))
        allowed += [words(f"population.{each}") for each in POPULATIONS[1:]]
        allowed += [words.optional(f"variant.{each}") for each in rows["variant"].dropna().unique()]
        if "group" in rows and chart_id not in OF_REPORTS:  # of many places the ends at each level
            own = rows[rows["benchmark_id"].isna() & ~rows["status"].isin(WITHOUT_VALUE)]
            variants = own["variant"].fillna("")
            for (unit, *_), level in own.groupby(["unit", "group", variants]):
                ends = (level["low"].min(), float("nan"), level["high"].max())
                allowed += [words.value(*ends, unit), words.value(*ends, unit, assumed=True)]
        asked = rows.drop_duplicates(["indicator_id", "place_id"])
        counts = {str(n) for n in range(len(asked) + 1)}
        if chart_id not in OF_REPORTS:  # series of a place, and ranks among all that may be ranked
            most = max([len(rows), *rows.get("ranked", pd.Series(dtype=float)).dropna()])
            counts |= {str(n) for n in range(int(most) + 1)}
        left = chart.facts.finding
        for text in sorted(set(allowed) - {""}, key=len, reverse=True):
            left = left.replace(text, "")
        assert set(re.findall(r"\d+(?:[.,]\d+)*", left)) <= counts, (choice, left)
        gaps = rows[rows["status"].isin(WITHOUT_VALUE) & rows["low"].notna()]
        for label in gaps["label"]:
            assert label not in chart.facts.finding, (choice, label)
    assert seen


@pytest.mark.parametrize("chart_id", CHARTS)
def test_both_languages_of_a_finding_are_the_same_words(chart_id, monkeypatch):
    """The same ids in the same order: no language claims more than the other."""
    said: list[str] = []
    speak = Words.__call__

    def listen(self: Words, word_id: str, **parts: object) -> str:
        said.append(word_id)
        return speak(self, word_id, **parts)

    more = ["wujin"] if chart_id in OF_REPORTS else []
    for choice in ({}, {"reading": "wide"}, {"places": [*some_of(chart_id), *more]}):
        told = {}
        for lang in ("en", "zh"):
            chart = chart_of(chart_id, lang, **choice)
            said.clear()
            with monkeypatch.context() as patched:
                patched.setattr(Words, "__call__", listen)
                generated(chart.rows, chart.words)
                borne(chart.rows, chart.words)
            told[lang] = [word for word in said if not word.startswith("place.")]
        assert told["en"] == told["zh"]
        assert told["en"]


@pytest.mark.parametrize("chart_id", [c for c in CHARTS if c != "reporting-matrix"])
def test_units_of_a_finding_are_those_of_the_axis(chart_id):
    """Values in several units stand in sentences of their own, each headed by its unit."""
    chart = chart_of(chart_id)
    own = chart.rows[chart.rows["benchmark_id"].isna()]
    own = own[~own["status"].isin(WITHOUT_VALUE) & own["low"].notna() & own["unit"].notna()]
    for sentence in chart.facts.finding.split(". "):
        told = own[[label in sentence for label in own["label"]]]
        headed = [u for u in told["unit"].unique() if chart.words.unit(u) in sentence]
        assert len(headed) <= 1 or told["unit"].nunique() == len(headed) == 1


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("per", POPULATIONS[1:])
def test_an_order_in_words_is_the_order_of_the_values(per, reading):
    try:
        chart = chart_of("order-by-population", per=per, reading=reading)
    except PublishError as refused:
        assert "no place of it has the population" in str(refused)
        return
    if not chart.choices:
        return
    values = tables()["processed/indicators"].fillna({"variant": ""})
    on = values["per"].eq(per).fillna(False) & values["reading"].eq(reading)
    drawn = chart.rows[chart.rows["low"].notna()]
    assert len(drawn)
    for row in drawn.itertuples():
        of = values[on & values["indicator_id"].eq(row.indicator_id)]
        first, other = (of[of["place_id"].eq(p)] for p in (row.place_id, row.other_id))
        first = first[first["variant"].eq(row.variant)].iloc[0]
        other = other[other["claim_ids"].isin(row.claim_ids.split(";"))].iloc[0]
        assert (row.low, row.high) == pytest.approx(
            (first["low"] / other["high"], first["high"] / other["low"])
        )
        ends = [Interval(one["low"], np.nan, one["high"]) for one in (first, other)]
        said = order(*ends)[0]
        words = chart.words
        told = words(
            f"told.{said}", first=words.place(row.place_id), second=words.place(row.other_id)
        )
        assert f"{told} ({words(f'population.{per}')})" in chart.facts.finding


def test_a_chart_of_the_register_s_own_choice_is_not_called_chosen():
    own = chart_of("party-recruitment", per="census_residents")
    assert own.choices == ()
    assert own.facts.finding == chart_of("party-recruitment").facts.finding


def test_a_per_on_which_nothing_rests_is_refused():
    with pytest.raises(PublishError, match="nothing in it is divided by people"):
        chart_of("award-shares", per="employed")


def test_choices_stand_in_name_and_citation():
    chart = chart_of("order-by-population", per="employed", reading="wide")
    assert chart.called == "order-by-population.employed.wide"
    assert chart.called in chart.caption
    assert list(files_of(chart, ["txt"])) == ["order-by-population.employed.wide.en.txt"]


@pytest.mark.parametrize(
    ("reading", "years"), [("narrow", "3–4"), ("central", "2–5"), ("wide", "1–10")]
)
def test_a_period_has_the_length_that_the_reading_used(reading, years):
    found = 0
    for chart_id in CHARTS:
        chart = chart_of(chart_id, reading=reading)
        if len(chart.rows["reading"].dropna().unique()) > 1:
            continue
        told = "\n".join([chart.facts.period, chart.caption, *chart.rows["period"]])
        lengths = set(re.findall(r'"近年[来]?" read as (\S+) years', told))
        assert lengths <= {years}, chart_id
        found += len(lengths)
    assert found


def _labels(chart) -> pd.Series:
    rows = chart.rows[chart.rows["benchmark_id"].isna() & chart.rows["place_id"].notna()]
    rows = rows[~rows["status"].isin(WITHOUT_VALUE) & rows["low"].notna()]
    return rows["label"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "chart_id",
    [c for c in CHARTS if c not in ("specification-curve", *TABLES)],
)
def test_one_label_in_picture_slide_table_and_alternative_text(chart_id, lang):
    chart = chart_of(chart_id, lang)
    labels = _labels(chart)
    assert labels.str.len().gt(0).all()
    # the silent rest of a bar has its share beside it, and hedges are told in a sentence
    drawn = "\n".join(text.get_text() for text in chart.figure.findobj(Text))
    drawn = re.sub(r"\s+", " ", drawn)
    cells = [
        row["cells"][2].replace("\N{NO-BREAK SPACE}", " ") for row in chart_page.numbers(chart)
    ]
    for label in labels:
        assert label in cells
    if "claims" not in chart.rows:
        for label in labels:
            assert label in drawn
    if drawn_by(chart.entry) in PANELS:
        points = [
            point.label
            for panel in panels_of(chart.rows, drawn_by(chart.entry), chart.words)
            for point in panel.points
        ]
        for label in labels:
            assert label in points
    if "elsewhere" not in chart.alternative and chart.rows["indicator_id"].notna().any():
        listed = chart.rows["asked_per"].dropna().unique()
        if len(listed) <= 1 and chart_id in OF_REPORTS:
            for label in labels:
                assert label in chart.alternative


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_cell_beside_per_cent_is_in_per_cent(lang):
    seen = 0
    for chart_id in CHARTS:
        chart = chart_of(chart_id, lang)
        for row, told in zip(chart.rows.itertuples(), chart_page.numbers(chart), strict=True):
            low, _, high = told["cells"][3:6]
            if low and str(row.unit).startswith("fraction"):
                assert abs(float(low) - 100 * row.low) <= 0.51
                assert high == "∞" or abs(float(high) - 100 * row.high) <= 0.51
                seen += 1
    assert seen > 100


def test_names_of_saved_files_hold_the_choice(tmp_path):
    chart = chart_of("training-coverage", reading="wide")
    (path,) = save_chart(chart, tmp_path, ["alt"])
    assert path.name == "training-coverage.wide.en.alt.txt"


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("chart_id", ["subsidised-training", "subsidised-training-across"])
def test_the_orders_of_places_are_those_of_the_values_as_they_are_read(chart_id, reading):
    """A mark that speaks of another reading than the one drawn contradicts the bars above it."""
    chart = chart_of(chart_id, reading=reading)
    ends = {
        chart.words.place(row.place_id): Interval(row.low, np.nan, row.high)
        for row in chart.rows.dropna(subset=["low"]).itertuples()
    }
    groups = [part.partition(": ") for part in chart.facts.order.split("; ")]
    told = [(pair, where) for where, _, pairs in groups if pairs for pair in pairs.split(", ")]
    assert bool(told) == (chart_id.endswith("across") or reading != "narrow")  # there grade C
    for pair, where in told:
        found = re.fullmatch(r"(.+) (above|below) (.+)|(.+) and (.+) not ordered", pair)
        first, kind, second = found[1] or found[4], found[2] or "not_ordered", found[3] or found[5]
        assert order(ends[first], ends[second])[0] == kind
        only = where.removeprefix("only at these readings (").removesuffix(")")
        assert where == "at every reading" or reading in only.split(", ")


def test_an_order_that_only_the_narrow_reading_gives_is_told_there_alone():
    """Zhuzhou's hedge reaches down to Weihai at the central reading, not at the narrow one."""
    two = {"places": ["weihai", "zhuzhou"]}
    told = {
        name: chart_of("high-skilled-workers", reading=name, **two).facts.order for name in READINGS
    }
    assert told == {
        "narrow": "only at these readings (narrow): Weihai above Zhuzhou",
        "central": "only at these readings (central, wide): Weihai and Zhuzhou not ordered",
        "wide": "only at these readings (central, wide): Weihai and Zhuzhou not ordered",
    }


@pytest.mark.parametrize("reading", READINGS)
def test_of_many_pairs_those_are_counted_that_the_reading_orders(reading):
    chart = chart_of("high-skilled-workers", reading=reading)
    pairs = tables()["processed/comparisons"]
    values = chart.rows[chart.rows["status"].eq("derived") & chart.rows["low"].notna()]
    pairs = pairs[pairs["indicator_id"].eq("high-skilled-workers") & pairs["reading"].eq(reading)]
    pairs = pairs[pairs["per"].eq("census_residents") & pairs["grade"].isin(["A", "B"])]
    for end in ("first", "second"):
        pairs = pairs[pairs[end].isin(values["place_id"])]
    counts = [int(number) for number in re.findall(r"\d+", chart.facts.order)]
    assert counts[:2] == [len(pairs), pairs["order"].ne("not_ordered").sum()]
    assert chart_of("high-skilled-workers").facts.order.endswith("at every reading")


def test_orders_of_one_variant_name_it_once():
    """Orders that hold at the same readings of the same variant stand in one group."""
    told = chart_of("front-line-share").facts.order.split("; ")
    heads = [group.partition(": ")[0] for group in told]
    assert heads == [
        "at every reading, implied by two counts",
        "at every reading, share as printed",
    ]
    assert all(group.count("Hunan above Jiangsu") == 1 for group in told)


CHOSEN = [(chart_id, {}) for chart_id in CHARTS]
CHOSEN += [("contract-coverage", {"per": "employed", "reading": "wide"})]  # one is "at least"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("chart_id", "choice"), CHOSEN)
def test_each_number_of_a_label_stands_in_the_table_beside_it(chart_id, choice, lang):
    chart = chart_of(chart_id, lang, **choice)
    told = 0
    for row in chart.rows.dropna(subset=["low"]).to_dict("records"):
        if row["status"] in WITHOUT_VALUE or "claims" in row:  # whose labels are counts
            continue
        label = row["label"].replace(",", "")
        ends = {float(end.replace(",", "")) for end in ends_of(row, chart.words) if end.strip("∞")}
        numbers = set(map(float, re.findall(r"\d+(?:\.\d+)?", label)))
        assert numbers <= ends, (row["place_id"], label)
        told += bool(numbers)
    assert told or chart_id in ("reporting-matrix", "hedges-by-report", "hedges-by-publisher")
