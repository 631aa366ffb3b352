"""Slides: what the native charts draw is what the rows of the chart say, and all of it fits."""

import hashlib
import io
import re
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from five import PLACES
from real_charts import HOSTILE, chart_of, content_of, hostile_files
from reform_analysis import load
from reform_analysis.charts.panels import Point, panels_of
from reform_analysis.charts.rows.choose import SILENT, WITHOUT_VALUE
from reform_analysis.charts.words import LANGUAGES
from reform_analysis.publish.office import OfficeError, slides
from reform_analysis.publish.office.archive import CELL, clean, fixed
from reform_analysis.publish.office.deck import side_by_side
from reform_analysis.publish.office.graphs import dot_plot, scale
from reform_analysis.publish.office.page import ROOM, _foot, fitted, width_of
from reform_analysis.publish.office.tables import TABLES

pptx = pytest.importorskip("pptx")
openpyxl = pytest.importorskip("openpyxl")
from pptx.oxml.ns import qn  # noqa: E402

REGISTER = load("codebook/registers/charts")
CHARTS = list(REGISTER["chart_id"])
OF_VALUES = [
    name for name in REGISTER.dropna(subset=["indicator_ids"])["chart_id"] if name not in TABLES
]
BY_PLACE = list(REGISTER.loc[REGISTER["drawn_as"].eq("by_place"), "chart_id"])


@cache
def deck_of(chart_id: str, lang: str = "en", **choice):
    return pptx.Presentation(io.BytesIO(content_of(chart_of(chart_id, lang, **choice), "pptx")))


def charts_in(deck) -> list:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def numbers(element) -> dict[int, float]:
    """The cached numbers below an element, by category."""
    return {int(p.get("idx")): float(p.findtext(qn("c:v"))) for p in element.iter(qn("c:pt"))}


def bars(chart) -> list[tuple[int, float, float, bool]]:
    """Category, low end, high end and whether the bar is an arrow, of each error bar."""
    found = []
    for series in chart._chartSpace.iter(qn("c:ser")):
        error = series.find(qn("c:errBars"))
        if error is None:
            continue
        lows = numbers(series.find(qn("c:val")))
        arrow = next(error.iter(qn("a:tailEnd")), None) is not None
        for n, width in numbers(error.find(qn("c:plus"))).items():
            found.append((n, lows[n], lows[n] + width, arrow))
    return found


def dots(chart) -> list[tuple[int, float]]:
    """Category and value of each marked number."""
    return [
        (n, value)
        for series in list(chart._chartSpace.iter(qn("c:ser")))[:-1]
        if series.find(qn("c:errBars")) is None
        for n, value in numbers(series.find(qn("c:val"))).items()
    ]


def texts(slide) -> str:
    return "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def rounded(*ends: float) -> tuple[float, ...]:
    return tuple(round(float(end), 9) for end in ends)


# What is drawn is what the rows say.


@pytest.mark.parametrize("chart_id", OF_VALUES)
def test_every_interval_is_an_error_bar_and_every_number_a_dot(chart_id):
    rows = chart_of(chart_id).rows
    rows = rows[rows["low"].notna() & ~rows["status"].isin(WITHOUT_VALUE)]
    drawn = charts_in(deck_of(chart_id))
    ends = {rounded(low, high) for chart in drawn for _, low, high, arrow in bars(chart)}
    opened = {rounded(low) for chart in drawn for _, low, _, arrow in bars(chart) if arrow}
    points = {rounded(value) for chart in drawn for _, value in dots(chart)}
    for row in rows[rows["benchmark_id"].isna()].itertuples():
        if row.low < row.high:
            assert rounded(row.low, row.high) in ends or rounded(row.low) in opened, row
        dot = row.low if row.low == row.high else row.value
        if pd.notna(dot):
            assert rounded(dot) in points, row
    known = {rounded(end) for end in [*rows["low"], *rows["high"]]}
    assert {(end,) for pair in ends for end in pair[:1]} <= known
    assert points <= known | {rounded(value) for value in rows["value"].dropna()}


@pytest.mark.parametrize("chart_id", OF_VALUES)
def test_the_axis_begins_at_nought_and_covers_every_bar_and_number(chart_id):
    for chart in charts_in(deck_of(chart_id)):
        axis = chart.value_axis
        assert axis.minimum_scale == 0
        tops = [high for _, _, high, _ in bars(chart)] + [value for _, value in dots(chart)]
        assert max(tops, default=0) <= axis.maximum_scale * (1 + 1e-9)


def test_an_open_end_runs_to_the_end_of_the_axis_and_says_at_least():
    (chart,) = charts_in(deck_of("award-shares"))
    rule = [bar for bar in bars(chart) if bar[3] and bar[2] == chart.value_axis.maximum_scale]
    ((n, low, _, _),) = rule
    assert low == 0.35
    assert chart.plots[0].categories[n].startswith("National rule, 2019")
    labels = [t.text for t in chart._chartSpace.iter(qn("a:t"))]
    assert "at least 35 %" in labels


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", BY_PLACE)
def test_a_silent_place_says_so_below_the_axis_and_has_no_mark(chart_id, lang):
    chart = chart_of(chart_id, lang)
    said = chart.words("not_reported")
    silent = chart.rows.loc[chart.rows["status"].isin(SILENT), "place_id"]
    for drawn in charts_in(deck_of(chart_id, lang)):
        names = list(drawn.plots[0].categories)
        marked = {n for n, *_ in [*bars(drawn), *dots(drawn)]}
        last = names[-1]
        if len(silent) == 1:
            assert last.startswith(chart.words.place(silent.iloc[0]))
        elif len(silent):
            assert last.startswith(chart.words("silent.places", places=silent.nunique()))
        if len(silent):
            assert said in last and len(names) - 1 not in marked
        assert all(n in marked or re.search("[（(]", name) for n, name in enumerate(names))


def test_places_stand_in_the_order_of_the_picture():
    (chart,) = charts_in(deck_of("award-shares", places=PLACES))
    names = [name.partition(",")[0].partition(" (")[0] for name in chart.plots[0].categories]
    assert names == [
        *("Jiangdu", "Huaibei", "National rule", "Yancheng", "Yancheng", "4 places"),
    ]


def test_labels_tell_the_values_as_the_picture_does():
    labels = [
        t.text
        for c in charts_in(deck_of("training-coverage"))
        for t in c._chartSpace.iter(qn("a:t"))
    ]
    assert {"at most 1.04 %, as read", "0.97–1.08 %"} <= set(labels)


def test_a_proxy_and_a_circle_of_its_own_are_series_of_their_own():
    names = {p.name for c in charts_in(deck_of("contract-coverage")) for p in c.plots[0].series}
    assert "Upper end only" in names
    assert "Range as we read it, no upper end in the words" in names
    assert "Printed or computed number, which its own words exclude" in names
    names = {p.name for c in charts_in(deck_of("party-recruitment")) for p in c.plots[0].series}
    assert {"Another group of people", "National value or target"} <= names


# The sheets inside.


@pytest.mark.parametrize("chart_id", CHARTS)
def test_series_point_at_cells_that_hold_what_is_drawn(chart_id):
    for chart in charts_in(deck_of(chart_id)):
        blob = chart.part.chart_workbook.xlsx_part.blob
        (page,) = openpyxl.load_workbook(io.BytesIO(blob)).worksheets
        assert not [cell for row in page for cell in row if cell.data_type == "f"]
        for ref in chart._chartSpace.iter(qn("c:numRef")):
            held = read(page, ref.findtext(qn("c:f")))
            told = numbers(ref)
            assert {n: cell for n, cell in enumerate(held) if cell is not None} == pytest.approx(
                told
            )
        heads = [cell.value for cell in page[1]]
        speak = chart_of(chart_id).words
        told = ("low", "value", "high", "unit", "status", "claim_ids")
        assert {speak.head(name) for name in told} <= set(heads)


def read(page, formula: str) -> list[object]:
    sheet, _, where = formula.rpartition("!")
    assert sheet == f"'{page.title}'"
    return [cell for row in page[where.replace("$", "")] for cell in [row[0].value]]


def test_an_open_end_is_the_text_inf_in_the_sheet():
    chart = charts_in(deck_of("workers-per-contract", reading="wide"))[0]
    page = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    heads = [cell.value for cell in page[1]]
    column = [row[heads.index("high end")].value for row in page.iter_rows(min_row=2)]
    assert "inf" in column and "" not in column


# Shares and tables.


def test_hedges_of_a_report_add_up():
    (chart,) = charts_in(deck_of("hedges-by-report"))
    values = np.array([list(map(float, one.values)) for one in chart.plots[0].series])
    assert values.sum(axis=0) == pytest.approx(1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_matrix_is_a_table_for_each_dimension_and_has_no_empty_cell(lang):
    chart = chart_of("reporting-matrix", lang)
    grids = [
        s.table for p in deck_of("reporting-matrix", lang).slides for s in p.shapes if s.has_table
    ]
    assert len(grids) == 5
    cells = [[cell.text for cell in row.cells] for grid in grids for row in list(grid.rows)[1:]]
    assert all(all(row) for row in cells)
    told = Counter(text for row in cells for text in row[1:-1])
    for status, count in chart.rows["status"].value_counts().items():
        assert told[chart.words(f"office.status.{status}")] == count


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ranks_and_provinces_are_tables_of_all_that_the_picture_shows(lang):
    (ranks,), maps = (
        [grid for slide in deck_of(name, lang).slides for grid in tables_on(slide)]
        for name in ("rank-sets", "sample-map")
    )
    rows, speak = chart_of("rank-sets", lang).rows, chart_of("rank-sets", lang).words
    assert sorted(row[0] for row in ranks) == sorted(map(speak.place, rows["place_id"].unique()))
    assert all(all(re.search("[0-9]", cell) for cell in row[1:]) for row in ranks)
    counts = [int(cell) for grid in maps for row in grid for cell in row[1:] if cell != "–"]
    assert sum(counts) == chart_of("sample-map", lang).rows["place_id"].nunique()


def tables_on(slide) -> list[list[list[str]]]:
    """The cells of the tables of a slide, without their heads."""
    return [
        [[cell.text for cell in row.cells] for row in list(shape.table.rows)[1:]]
        for shape in slide.shapes
        if shape.has_table
    ]


def test_a_year_of_a_series_is_named_beside_its_place():
    for drawn in charts_in(deck_of("high-skilled-share-by-year")):
        names = [name.partition(" (")[0] for name in drawn.plots[0].categories]
        assert "Chongqing, 2018" in names and len(set(names)) == len(names)


# What travels with each slide.


def finding_on(slide, chart) -> str:
    name = chart.words("office.finding")
    return next(shape for shape in slide.shapes if shape.name == name).text_frame.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slide_of_several_tells_what_stands_on_it_and_no_more(lang):
    chart = chart_of("party-recruitment", lang)
    shares, rates = (
        finding_on(slide, chart) for slide in deck_of("party-recruitment", lang).slides
    )
    labels = chart.rows[chart.rows["benchmark_id"].isna() & chart.rows["value"].notna()]
    of = {name: set(own["label"]) for name, own in labels.groupby("indicator_id", sort=False)}
    for label in of["workers-share-of-new-members"]:
        assert label in shares and label not in rates
    for indicator_id, told in zip(of, (shares, rates), strict=True):
        own = chart.rows[chart.rows["indicator_id"].eq(indicator_id)]
        silent, places = own["status"].eq("not_reported").sum(), own["place_id"].nunique()
        counts = {"en": f"by {silent} of {places} places", "zh": f"{places}地中有{silent}地未报告"}
        assert counts[lang] in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_halves_of_one_comparison_tell_it_whole(lang):
    """'On every population' is true of all choices, not of those on one slide."""
    chart = chart_of("specification-curve", lang)
    for slide in deck_of("specification-curve", lang).slides:
        assert finding_on(slide, chart) == chart.facts.finding


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_each_slide_is_whole(chart_id, lang):
    chart, deck = chart_of(chart_id, lang), deck_of(chart_id, lang)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    assert len(deck.slides) >= 1
    for slide in deck.slides:
        told = texts(slide)
        assert slide.shapes.title.text_frame.text.startswith(chart.facts.title)
        finding = finding_on(slide, chart)
        assert finding and finding in told and chart.facts.note in told
        for fact in (chart.facts.version, chart.words("caption.licence_text")):
            assert fact in told
        notes = slide.notes_slide.notes_text_frame.text
        kept = [line for line in chart.caption.split("\n") if chart.facts.how_to_read not in line]
        assert len(kept) == len(chart.caption.split("\n")) - 1
        assert all(line in notes for line in kept)
        frames = [s for s in slide.shapes if s.has_chart or s.has_table]
        assert 1 <= len(frames) <= 2
        for frame in frames:
            assert finding in frame._element.nvGraphicFramePr.cNvPr.get("descr")
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
        boxes = sorted((s.top, s.top + s.height) for s in slide.shapes if not s.has_chart)
        assert all(a[1] <= b[0] + 36_000 for a, b in pairwise(boxes))


ONLY_IN_PICTURES = re.compile(
    r"\b(bracket|lines? cross|pink|dotted)|括线|线条|色带|点线|粉色", re.IGNORECASE
)
"""Marks of pictures that native charts and tables do not have."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_no_slide_speaks_of_marks_that_only_the_picture_has(chart_id, lang):
    for slide in deck_of(chart_id, lang).slides:
        frames = [s for s in slide.shapes if s.has_chart or s.has_table]
        described = [f._element.nvGraphicFramePr.cNvPr.get("descr") for f in frames]
        told = "\n".join([texts(slide), *described, slide.notes_slide.notes_text_frame.text])
        assert ONLY_IN_PICTURES.findall(told) == []
        if re.search(r"\bon the left\b|左图", told):
            assert len(frames) == 2


@pytest.mark.parametrize(("lang", "tag"), [("en", "en-US"), ("zh", "zh-CN")])
def test_all_text_names_its_fonts_and_its_language(lang, tag):
    for chart_id in ("award-shares", "reporting-matrix"):
        content = content_of(chart_of(chart_id, lang), "pptx")
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            parts = {
                name: files.read(name).decode()
                for name in files.namelist()
                if re.search(r"(slides|charts|theme)/[^/]*\.xml$", name)
            }
        for name, xml in parts.items():
            if "/theme/" in name:
                assert xml.count('<a:ea typeface="Microsoft YaHei"') == 2, name
                continue
            runs = re.findall(r"<a:rPr[^>]*?>.*?</a:rPr>", xml)
            assert runs and all(
                f'lang="{tag}"' in run and "Microsoft YaHei" in run and 'typeface="Arial"' in run
                for run in runs
            ), name
            assert xml.count("<a:t>") == len(runs)


# The same bytes.


def test_no_entry_tells_the_time():
    with zipfile.ZipFile(io.BytesIO(content_of(chart_of("award-shares"), "pptx"))) as files:
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        (inner,) = [name for name in files.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(io.BytesIO(files.read(inner))) as sheet:
            assert {entry.date_time for entry in sheet.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026" not in files.read("docProps/core.xml").split(b"<dc:subject>")[0]
    core = deck_of("award-shares").core_properties
    assert core.created.year == 1980 and core.author == "The reform_analysis developers"


def test_packing_anew_changes_nothing():
    once = content_of(chart_of("award-shares"), "pptx")
    assert hashlib.sha256(once).digest() == hashlib.sha256(fixed(once)).digest()


# Hostile data and missing packages.


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:14])
@pytest.mark.parametrize("chart_id", ["contract-coverage", "hedges-by-report", "reporting-matrix"])
def test_hostile_words_stay_words(chart_id, text):
    deck = pptx.Presentation(io.BytesIO(hostile_files(chart_id, text)[0]))
    for slide in deck.slides:
        told = texts(slide)
        assert "\u202e" not in told and "\x07" not in told
        assert clean(text)[:6].strip() in told
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height
    for chart in charts_in(deck):
        page = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        assert not [cell for row in page for cell in row if cell.data_type == "f"]


def test_small_type_that_is_cut_keeps_version_and_licence():
    box = _foot(["order " * 900, "denominators", "sources " * 40, "Data: 0.2.0; CC BY 4.0"])
    assert box.text.endswith("\nData: 0.2.0; CC BY 4.0") and "…" in box.text
    assert box.height <= 3.4


def test_text_that_bursts_its_box_is_cut():
    box = fitted("w" * 5000, 10, 2, 20, 9)
    assert box.text.endswith("…") and box.height <= 2 and box.size == 9
    short = fitted("Short title", ROOM, 1.3, 24, 16)
    assert (short.text, short.size) == ("Short title", 24)
    assert width_of("w", 10) > 0


def test_clean_text_keeps_what_it_may():
    assert clean("产改\tA\nB") == "产改\tA\nB"
    assert clean("x" * 40_000) == "x" * (CELL - 1) + "…"
    assert clean("a\x0b\ud800\u2066b") == "ab"


@pytest.mark.parametrize("package", ["pptx", "xlsxwriter"])
def test_a_missing_package_is_named_with_what_installs_it(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(OfficeError, match=r"pip install 'reform-analysis\[office\]'"):
        slides(chart_of("award-shares"))


# A reader's choice.


def test_a_chart_of_a_new_function_has_a_panel_an_indicator():
    chart = chart_of("party-recruitment")
    panels = panels_of(chart.rows, "growth.new_chart", chart.words)
    assert len(panels) == 2
    assert sum(len(panel.points) for panel in panels) == len(chart.rows)


@pytest.mark.parametrize(
    "choice",
    [
        {"per": "employed"},
        {"reading": "wide"},
        {"places": ["huaibei"]},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "chart_id", ["innovation-studios", "contract-coverage", "training-coverage"]
)
def test_another_per_reading_or_place_makes_slides_too(chart_id, choice):
    deck = pptx.Presentation(io.BytesIO(slides(chart_of(chart_id, **choice))))
    assert charts_in(deck)


@pytest.mark.parametrize(
    ("high", "share", "expected"),
    [(0.37, True, (0.5, 0.1)), (8.0, False, (10.0, 2.0)), (0.0, False, (1.2, 0.2))],
)
def test_the_axis_ends_on_a_tick_above_the_highest_end(high, share, expected):
    point = Point(("a",), {"low": 0.0, "high": high}, label="x")
    assert scale([point], share) == expected


def test_panels_are_titled_as_in_the_picture_and_axes_name_every_unit():
    (chart,) = charts_in(deck_of("implied-new-members"))
    title = chart.chart_title.text_frame.text
    assert title == "New members in all, persons a year per 10,000 census residents"
    (chart,) = charts_in(deck_of("mutual-aid-payout"))
    unit = chart.value_axis.axis_title.text_frame.text
    assert set(unit.split("; ")) == {"yuan per person", "yuan per person-time"}


def test_both_halves_of_all_choices_have_one_scale():
    halves = charts_in(deck_of("specification-curve"))
    assert len(halves) == 2
    assert len({chart.value_axis.maximum_scale for chart in halves}) == 1


def test_names_and_labels_are_measured_before_two_graphs_share_a_slide():
    chart = chart_of("contract-coverage")
    graphs = [
        dot_plot(panel, chart.rows, chart.words)
        for panel in panels_of(chart.rows, "by_place", chart.words)
    ]
    assert [len(part) for part in side_by_side(graphs)] == [2, 1]
    long = [replace(graph, names=[("w" * 40,)] * len(graph.names)) for graph in graphs]
    assert [len(part) for part in side_by_side(long)] == [1, 1, 1]
