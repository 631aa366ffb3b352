"""Charts draw what the rows say, show silence as such, and fit their page in both languages."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Annotation, Text

from five import PLACES
from real_charts import OF_REPORTS, chart_of
from real_tables import BOOK
from reform_analysis import load
from reform_analysis.charts import style as looks
from reform_analysis.charts.draw import Chart
from reform_analysis.charts.picture import layout, marks
from reform_analysis.charts.picture.lettering import balanced, text_width, wrap
from reform_analysis.charts.registry import registered
from reform_analysis.charts.rows import provenance
from reform_analysis.charts.rows.choose import Choice, chart_rows
from reform_analysis.charts.words import LANGUAGES, Words, words
from reform_analysis.tables.tiers import of_tier

CHARTS = list(load("codebook/registers/charts")["chart_id"])
PLAIN = [
    name for name in load("codebook/registers/charts")["chart_id"] if name not in registered()[1]
]
PAIRS = list(itertools.product(CHARTS, LANGUAGES))
# Of the five reports; a report that is added may bring others, which these tests do not speak of.


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Chart]:
    """Every chart in every language; each is drawn when its figure is first asked for."""
    return {pair: chart_of(*pair) for pair in PAIRS}


def rows_of(chart_id: str, tables: dict[str, pd.DataFrame], **choices: object) -> pd.DataFrame:
    entry = tables["codebook/registers/charts"].set_index("chart_id").loc[chart_id]
    return chart_rows(entry, of_tier(tables, entry["tier"]), Choice(**choices))


def one(rows: pd.DataFrame, indicator: str, place: str, variant: str = "") -> pd.Series:
    found = rows[
        rows["indicator_id"].eq(indicator)
        & rows["place_id"].eq(place)
        & rows["variant"].eq(variant)
    ]
    assert len(found) == 1
    return found.iloc[0]


def texts_of(artist: Axes | Figure) -> list[str]:
    """Each text on one line, wherever it was broken."""
    shown = (re.sub(r"\s", " ", text.get_text()) for text in artist.findobj(Text))
    return [text for text in shown if text.strip()]


# What is drawn: expected by hand from the reports and the census counts.


def test_party_recruitment_draws_the_hand_worked_values(tables):
    rows = rows_of("party-recruitment", tables)
    share = one(rows, "workers-share-of-new-members", "jingjiang")
    assert (share["low"], share["value"], share["high"]) == pytest.approx((0.365, 0.37, 0.375))
    share = one(rows, "workers-share-of-new-members", "huaibei")
    assert (share["low"], share["value"], share["high"]) == pytest.approx((0.1445, 0.145, 0.1455))
    rate = one(
        rows, "new-worker-members", "jingjiang", "workers"
    )  # 360 to 400 in 2 to 5 years, 663 408 residents
    assert rate["low"] == pytest.approx(360 / 5 / 66.3408)
    assert rate["high"] == pytest.approx(400 / 2 / 66.3408)
    assert pd.isna(rate["value"])
    # 三年来 is 2.5 to 3.5 years
    huaibei = one(rows, "new-worker-members", "huaibei", "workers")
    rate = 664 / 3.5 / 197.0265, 664 / 2.5 / 197.0265
    assert (huaibei["low"], huaibei["high"]) == pytest.approx(rate)
    experts = one(rows, "new-worker-members", "huaibei", "skilled-experts")
    rate = 400 / 3.5 / 197.0265, 400 / 2.5 / 197.0265
    assert (experts["low"], experts["high"]) == pytest.approx(rate)
    assert one(rows, "new-worker-members", "yancheng", "two-new-bodies")["low"] == pytest.approx(
        795 / 670.9629
    )


def test_a_count_without_a_period_is_a_row_without_a_rate(tables):
    jiangdu = one(rows_of("party-recruitment", tables), "new-worker-members", "jiangdu", "workers")
    assert (jiangdu["status"], jiangdu["low"], jiangdu["unit"]) == ("no_period", 279.0, "人")
    assert pd.isna(jiangdu["per"])


def test_training_coverage_draws_the_hand_worked_bounds(tables):
    rows = rows_of("training-coverage", tables)
    expected = {
        ("yancheng", "subsidised"): (0, 70_000 / 6_709_629),
        # without the zone: 1 697 380 times 75.20 %, the fewest residents it can have
        ("wujin", "subsidised"): (0, 7_680 / 1_276_408),
        ("wujin", "any-programme"): (0, (7_680 + 8_963 + 8_000) / 1_276_408),
        ("jiangdu", "all-courses"): (9_000 / 926_577, 10_000 / 926_577),
        ("jingjiang", "online-and-placed"): (5_400 / 663_408, 5_500 / 663_408),
        ("huaibei", "online"): (10_000 / 1_970_265, 20_000 / 1_970_265),
    }
    valued = rows[rows["low"].notna() & rows["place_id"].isin(PLACES)]
    assert set(zip(valued["place_id"], valued["variant"], strict=True)) == set(expected)
    for (place, variant), ends in expected.items():
        row = one(rows, "training-coverage", place, variant)
        assert (row["low"], row["high"]) == pytest.approx(ends)
        assert row["status"] == "bound"
        assert pd.isna(row["value"])


@pytest.mark.parametrize("chart_id", [chart for chart in PLAIN if chart in OF_REPORTS])
@pytest.mark.parametrize("per", [None, "insured_employees", "year_end_residents", "employed"])
def test_every_place_asked_has_a_row_on_every_per(chart_id, per, tables):
    rows = rows_of(chart_id, tables, per=per)
    reporting = tables["processed/reporting"]
    for indicator, own in rows[rows["benchmark_id"].isna()].groupby("indicator_id"):
        asked = reporting.loc[reporting["indicator_id"].eq(indicator), "place_id"]
        assert set(own["place_id"]) == set(asked) >= set(PLACES)


def test_a_missing_per_is_a_gap_and_no_other_per_stands_in(tables):
    rows = rows_of("training-coverage", tables, per="insured_employees")
    jiangdu = one(rows, "training-coverage", "jiangdu", "all-courses")
    assert jiangdu["status"] == "no_denominator"
    assert pd.isna(jiangdu["low"])
    assert pd.isna(jiangdu["high"])
    assert set(rows["per"].dropna()) == {"insured_employees"}
    counts = rows_of("party-recruitment", tables, per="insured_employees")
    assert (
        one(counts, "new-worker-members", "yancheng", "two-new-bodies")["status"]
        == "no_denominator"
    )
    assert one(counts, "new-worker-members", "jiangdu", "workers")["status"] == "no_period"


def test_silence_has_rows_of_its_own(tables):
    rows = rows_of("party-recruitment", tables)
    silent = rows[rows["status"].eq("not_reported")]
    assert set(
        silent.loc[silent["indicator_id"].eq("workers-share-of-new-members"), "place_id"]
    ) == set(PLACES) - {
        "jingjiang",
        "huaibei",
    }
    assert silent[["low", "value", "high"]].isna().all(axis=None)


def test_places_stand_by_level_and_code_whatever_their_values(tables):
    rows = rows_of("party-recruitment", tables)
    order = list(
        dict.fromkeys(
            rows.loc[rows["indicator_id"].eq("workers-share-of-new-members"), "place_id"].dropna()
        )
    )
    counties = ["wujin", "jiangdu", "jingjiang"]  # 320412, 321012, 321282
    order = [place for place in order if place in PLACES]
    assert order == ["yancheng", "huaibei", *counties, "zhutang", "wuxi-bonded-zone"]


def test_choosing_rows_changes_no_table(tables):
    before = {name: table.copy() for name, table in tables.items()}
    rows_of("training-coverage", tables, places=["wujin"])
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


# How it is drawn.


def test_silence_has_its_word_in_each_row_and_no_zero(drawn):
    for lang, word in (("en", "not reported"), ("zh", "未报告")):
        share, rate, _ = drawn["party-recruitment", lang].figure.axes
        # Yancheng, Jiangdu, the experts of Huaibei, and a line for three places
        assert texts_of(share).count(word) == 4
        assert texts_of(rate).count(word) == 1
        panel, _ = drawn["training-coverage", lang].figure.axes
        assert texts_of(panel).count(word) == 1
        silent = words(lang, BOOK)("silent.places", places=2)
        assert silent in texts_of(panel)


def test_labels_are_those_of_the_values(drawn):
    share, rate, _ = drawn["party-recruitment", "en"].figure.axes
    assert {"37 % (36.5–37.5)", "14.5 % (14.45–14.55)"} <= set(texts_of(share))
    assert {"1.09–3.01", "0.96–1.35", "0.58–0.81", "1.18–1.23"} <= set(texts_of(rate))
    assert "279 persons, no period: no rate" in texts_of(rate)
    labels = texts_of(drawn["training-coverage", "en"].figure.axes[0])
    assert {"at most 1.04 %, as read", "at most 0.6 %", "0.97–1.08 %"} <= set(labels)
    assert "at most 1.93 %, as read" in labels


def test_both_ends_of_the_definition_bracket_are_named(drawn):
    share = " ".join(texts_of(drawn["party-recruitment", "en"].figure.axes[0]))
    assert "by occupation: 6.3–10.4 %" in share
    assert "front line: 53–85 %" in share


def test_person_times_have_no_lower_tick_and_persons_have_two(drawn):
    panel, _ = chart_of("training-coverage", places=sorted(PLACES)).figure.axes
    ticks = [line for line in panel.lines if len(set(line.get_xdata())) == 1]
    assert len(ticks) == 3 * 2 + 3  # three counts of persons, three of person-times
    arrows = [a for a in panel.findobj(Annotation) if isinstance(a.arrow_patch, FancyArrowPatch)]
    assert len(arrows) == 3
    assert all(a.xyann[0] > a.xy[0] for a in arrows)  # they look back


def an_axis(high: float = 10.0) -> Axes:
    axes = Figure(figsize=(6, 4)).add_axes((0.3, 0.2, 0.6, 0.6))
    axes.set_xlim(0, high)
    axes.set_ylim(2, 0)
    return axes


def a_row(
    low: float, value: float, high: float, status: str = "reported", label: str = ""
) -> dict[str, object]:
    return {"low": low, "value": value, "high": high, "status": status, "label": label}


def test_an_open_end_is_an_arrow_out_of_the_axes():
    with looks.chart_style():
        axes = an_axis()
        marks.put(axes, 1, a_row(4, 4, np.inf, label="at least 4"))
    (arrow,) = [a for a in axes.findobj(Annotation) if a.arrow_patch is not None]
    assert arrow.xy[0] > 10
    assert "at least 4" in texts_of(axes)
    ticks = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert [line.get_xdata()[0] for line in ticks] == [4]


def test_an_assumed_end_has_an_open_arrow_beyond_it_and_no_tick():
    with looks.chart_style():
        axes = an_axis()
        marks.put(axes, 1, a_row(0.5, 0.5, 0.6) | {"assumed_high": True})
    (arrow,) = [a for a in axes.findobj(Annotation) if a.arrow_patch is not None]
    assert (arrow.xyann[0], arrow.arrow_patch.get_arrowstyle().__class__.__name__) == (
        0.6,
        "CurveB",
    )
    assert arrow.xy[0] > 0.6
    ticks = [line for line in axes.lines if len(line.get_xdata()) == 2]
    assert [line.get_xdata()[0] for line in ticks] == [0.5]


def test_a_number_that_its_words_exclude_is_a_hollow_dot():
    with looks.chart_style():
        axes = an_axis()
        for y, excluded in ((1, True), (1.5, False)):
            marks.put(axes, y, a_row(2, 2, 3) | {"excluded": excluded})
    hollow, full = [line for line in axes.lines if line.get_marker() == "o"]
    assert hollow.get_color() == "white" != full.get_color()


def test_the_key_names_the_marks_that_are_drawn_and_no_other(drawn):
    told = texts_of(drawn["award-shares", "en"].figure.axes[-1])
    english = words("en", BOOK)
    assert told == [
        english(f"key.{kind}")
        for kind in ("printed", "excluded", "range", "assumed", "benchmark", "gap")
    ]


def test_the_key_tells_an_end_that_words_leave_open_from_one_that_we_read():
    english = words("en", BOOK)
    for reading, there, absent in (("wide", "open", "assumed"), ("central", "assumed", "open")):
        told = texts_of(chart_of("workers-per-contract", reading=reading).figure.axes[-1])
        assert english(f"key.{there}") in told and english(f"key.{absent}") not in told


def test_value_values_are_dots_and_exact_ones_have_no_bar():
    with looks.chart_style():
        axes = an_axis()
        marks.put(axes, 1, a_row(2, 3, 5))
        marks.put(axes, 1.5, a_row(6, 6, 6))
        marks.put(axes, 0.5, a_row(1, np.nan, 9))
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots == [3, 6]
    assert [round(bar.get_width(), 6) for bar in axes.patches] == [3, 0, 8]


def test_status_and_circle_have_their_own_look():
    with looks.chart_style():
        axes = an_axis()
        marks.put(axes, 1, a_row(2, 3, 5))
        marks.put(axes, 1, a_row(2, 3, 5, "proxy"))
        marks.put(axes, 1, a_row(2, 3, 5, "bound"))
        marks.put(axes, 1, a_row(2, 3, 5), look="other")
    looks_of = {(bar.get_facecolor(), bar.get_edgecolor(), bar.get_hatch()) for bar in axes.patches}
    assert len(looks_of) == 4


@pytest.mark.parametrize("status", ["not_reported", "not_applicable", "no_denominator"])
def test_a_gap_is_a_dotted_line_with_its_word_and_no_mark(status):
    with looks.chart_style():
        axes = an_axis()
        marks.put(axes, 1, a_row(np.nan, np.nan, np.nan, status, "why"))
    assert texts_of(axes)[0] == "why"
    assert not axes.patches
    (line,) = axes.lines
    assert line.get_linestyle() == "--"  # any pattern of dashes
    assert line.get_marker() == "None"


@given(st.floats(0, 10), st.floats(0, 10), st.text("0123456789–%", min_size=1, max_size=20))
@settings(deadline=None, max_examples=60)
def test_a_label_stays_inside_its_axes(one_end, other_end, text):
    low, high = sorted((one_end, other_end))
    with looks.chart_style():
        axes = an_axis()
        marks.value_label(axes, 1, low, high, text, "近400名")
        renderer = FigureCanvasAgg(axes.figure).get_renderer()
        frame = axes.get_window_extent(renderer)
        for label in axes.texts:
            box = label.get_window_extent(renderer)
            assert box.x0 >= frame.x0 - 2
            assert box.x1 <= frame.x1 + 2


# Words on the page.


def test_the_page_holds_what_must_travel(drawn, tables):
    for (chart_id, lang), chart in drawn.items():
        page = re.sub(r"\s", "", "".join(texts_of(chart.figure)))
        facts = chart.facts
        for fact in (facts.title, facts.finding, facts.note, facts.sources, facts.period):
            assert re.sub(r"\s", "", fact) in page, (chart_id, lang)
        for fact in (facts.denominator, facts.reading, facts.version):
            assert re.sub(r"\s", "", fact) in page, (chart_id, lang)


def test_sources_periods_and_denominators_follow_from_the_rows(tables):
    english = Words("en", tables)
    rows = rows_of("training-coverage", tables, places=["jiangdu", "zhutang"])
    claims = provenance.claims_of(rows, tables)
    assert provenance.sources(rows, claims, english) == "reports on Jiangdu 2023, Zhutang 2023"
    assert provenance.periods(rows, claims, english) == "Jiangdu: 2022"
    full = provenance.sources(rows, claims, english, full=True)
    assert "突出党建引领" in full
    assert "着力化解劳资纠纷" in full
    assert "does not say" in full.splitlines()[1]
    told = provenance.denominators(rows, english, full=True)
    assert "926,577 persons (grade A" in told
    assert "Yancheng" not in told
    other = rows_of("training-coverage", tables, per="employed", places=["jiangdu"])
    assert "(grade C)" in provenance.denominators(other, english)


def test_lines_of_several_claims_tell_all_expressions_and_that_periods_differ(tables):
    rows = rows_of("training-coverage", tables)
    rows = provenance.labelled(rows, provenance.claims_of(rows, tables), words("en", BOOK))
    wujin = one(rows, "training-coverage", "wujin", "any-programme")
    assert wujin["reported"] == "7680人次; 8963人次; 超7000人次"
    assert wujin["period"] == "several periods"
    assert one(rows, "training-coverage", "zhutang")["reported"] == ""


@given(st.lists(st.sampled_from("产业工人队伍建设改革，；（）ab1 37%"), max_size=60).map("".join))
@settings(deadline=None, max_examples=150)
@pytest.mark.parametrize("breaking", [wrap, balanced])
@pytest.mark.parametrize("bold", [False, True])
def test_breaking_loses_nothing_and_keeps_to_the_width(breaking, bold, text):
    broken = breaking(text, 3.0, 12, bold=bold, most=99)
    assert re.sub(r"\s", "", broken) == re.sub(r"\s", "", text)
    assert all(text_width(line, 12, bold) <= 3.0 for line in broken.split("\n"))


def test_wrapping_english_breaks_at_spaces_and_never_before_a_per_cent_sign():
    assert wrap("at most 1.04 % of 近400名", 2.4, 12).split("\n") == [
        "at most",
        "1.04 % of",
        "近400名",
    ]


def test_what_is_longer_than_its_lines_ends_with_an_ellipsis_inside_the_width():
    for text in ("training " * 50, "x" * 5000, "产业工人" * 100):
        cut = wrap(text, 3.0, 12, most=2).split("\n")
        assert len(cut) == 2
        assert cut[1].endswith("…")
        assert max(text_width(line, 12) for line in cut) <= 3.0


def test_balancing_leaves_no_word_alone_and_takes_no_more_lines():
    text = "Training: at most how many census residents it can have reached"
    plain, even = (breaking(text, 14, 14).split("\n") for breaking in (wrap, balanced))
    assert len(plain) == len(even) == 2
    assert text_width(plain[1], 14) < 0.2 * text_width(plain[0], 14)
    assert text_width(even[1], 14) > 0.7 * text_width(even[0], 14)


def test_rows_are_as_high_as_their_words():
    assert (
        layout.row_height("Jingjiang")
        < layout.row_height("Jingjiang", "two lines of small type " * 2)
        < layout.row_height("Jingjiang", "four lines of small type " * 4)
        < layout.row_height("Jingjiang City of a long name", "four lines of small type " * 4)
    )
